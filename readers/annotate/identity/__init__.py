"""The component `quoth_identity`: which names of a document are of one and the same."""
