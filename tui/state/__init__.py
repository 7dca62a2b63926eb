"""What the screen knows, with nothing shown: which entries are listed, where one is in the article, what went wrong.

No widget is imported here, and no command. Begin with `listing` and `reading`.
"""
