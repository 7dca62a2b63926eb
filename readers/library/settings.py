"""Small things the reader's program remembers from one day to the next."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from readers.library.database import Database

MARKS = "screen.marks."
"""Begins what the places of an article are kept under: by the number of its entry, else by its address or text."""


def setting(database: Database, key: str) -> str | None:
    """A value kept earlier, or ``None``."""
    with database.reading("read a setting") as connection:
        found = connection.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
    return None if found is None else str(found[0])


def settings_of(database: Database, kind: str) -> dict[str, str]:
    """All values kept under keys that begin with a word and a full stop, as ``host.`` in ``host.a.example.rest``."""
    with database.reading("read settings") as connection:
        return dict(
            connection.execute("SELECT key, value FROM settings WHERE key > ? AND key < ?", (kind, f"{kind[:-1]}/"))
        )


def set_setting(database: Database, key: str, value: str) -> None:
    """Keep a value, in place of an earlier one."""
    with database.writing("keep a setting") as connection:
        keep(connection, [(key, value)])


def keep(connection: sqlite3.Connection, pairs: Iterable[tuple[str, str]]) -> None:
    """Keep values under their keys, as part of what else is being written."""
    connection.executemany("INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)", pairs)


def forget_places(connection: sqlite3.Connection) -> None:
    """Forget the places in articles whose entries are gone: another entry may have their number one day."""
    gone = "substr(key, ?) NOT GLOB '*[^0-9]*' AND CAST(substr(key, ?) AS INTEGER) NOT IN (SELECT id FROM entries)"
    at = len(MARKS) + 1
    connection.execute(f"DELETE FROM settings WHERE key > ? AND key < ? AND {gone}", (MARKS, f"{MARKS[:-1]}/", at, at))  # noqa: S608
