"""Small things the reader's program remembers from one day to the next."""

from __future__ import annotations

from readers.library.database import Database


def setting(database: Database, key: str) -> str | None:
    """A value kept earlier, or ``None``."""
    with database.reading("read a setting") as connection:
        found = connection.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
    return None if found is None else str(found[0])


def set_setting(database: Database, key: str, value: str) -> None:
    """Keep a value, in place of an earlier one."""
    with database.writing("keep a setting") as connection:
        connection.execute("INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)", (key, value))
