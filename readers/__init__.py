"""The news, with no terminal in sight: from a feed's address to an annotated article in the library."""
