"""The component `quoth_names`: which words of a document are names, and of what kind."""
