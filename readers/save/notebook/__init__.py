"""A folder of saved articles as a notebook: how names lead to notes of their own, and what is kept over all of them.

Whatever is written here keeps, byte for byte, what the reader wrote beside it. Begin with `linking`.
"""
