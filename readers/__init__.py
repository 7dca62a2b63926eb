"""The news, with no terminal in sight: from a feed's address to an annotated article in the library.

One direction: `feeds`, `pages` and `annotate` know the `model` alone, `marks`, `library` and `save` keep what they
found, `work` does it in processes of its own, and `news` is the whole way. Nothing here imports Textual or Rich.
"""
