"""What eilmeldung, and whatever else builds on news-flash, leaves behind, read: one SQLite file.

Nothing is changed here; `readers.news.taking_flash` carries it out. Begin with `database`.
"""
