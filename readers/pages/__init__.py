"""From a page or a file to a Document."""
