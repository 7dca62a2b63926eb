"""Articles as an electronic book, one or many: EPUB 3, of the same pages as `readers.save.html`.

Nothing here may fetch anything; what a reading system must not meet (characters that XML has not, addresses that are
none) is taken out in `xhtml`. Begin with `epub`.
"""
