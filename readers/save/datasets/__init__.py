"""What was found in articles as data for other programs: tables of quotes, names and notes, and spaCy's documents.

Offsets count Unicode code points of the article's text. Libraries that only this needs are imported when it is written.
"""
