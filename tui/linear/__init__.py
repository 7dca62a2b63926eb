"""The reader in lines, for screen readers, braille and terminals that cannot be drawn on.

Nothing is drawn and nothing that was said changes: each line comes after the other, and commands are typed words. It
knows the newsroom and what a page is made of, and nothing of Textual. Begin with `commands`.
"""
