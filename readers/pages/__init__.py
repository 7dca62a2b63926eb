"""From a page, a file or scraped text to a Document: what is the article, who wrote it, when, which pictures.

Nothing here knows the library or the annotator, and offsets are settled here for good. Begin with `html` and `plain`.
"""
