"""An annotated article as a file."""
