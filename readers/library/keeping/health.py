"""Whether a library file is sound, how large it is and of what, and what can be mended."""

from __future__ import annotations

import sqlite3

import msgspec

from readers.library.database import Database

_COUNTED = """
    SELECT f.id, f.total, f.unread, count(e.id) AS counted, coalesce(sum(e.read = 0), 0) AS left
    FROM feeds AS f LEFT JOIN entries AS e ON e.feed_id = f.id GROUP BY f.id
    HAVING f.total <> counted OR f.unread <> left
"""
_MOST_TOLD = 20
_SUBJECTS = (
    *("feeds", "entries", "documents", "annotations", "entities", "appearances", "sayings"),
    *("notes", "corrections", "decisions"),
)


class Health(msgspec.Struct, frozen=True):
    """How a library file is.

    Attributes:
        bytes: the size of the file.
        unused: how many of them are free for what comes.
        tables: the bytes of each table and index, the largest first; empty if this SQLite cannot tell.
        rows: how many rows the tables of a subject have.
        problems: what is wrong, in words; what of it `mend` cannot mend says so.
    """

    bytes: int
    unused: int
    tables: dict[str, int]
    rows: dict[str, int]
    problems: list[str]


def examine(database: Database) -> Health:
    """Read the whole file and tell how it is; some seconds for a gigabyte, while others go on.

    Raises:
        LibraryError: it cannot be read.
    """
    with database.reading("examine the library") as connection:
        (page, pages, free) = (
            connection.execute(f"PRAGMA {what}").fetchone()[0] for what in ("page_size", "page_count", "freelist_count")
        )
        problems = [
            f"The file is damaged: {found}. Put a copy in its place (`quoth backup` makes them)."
            for (found,) in connection.execute(f"PRAGMA integrity_check({_MOST_TOLD:d})")
            if found != "ok"
        ]
        problems += [
            f"A row of {table} belongs to one of {parent} that is not there. `quoth doctor --repair` drops it."
            for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST_TOLD)
        ]
        miscounted = connection.execute(_COUNTED).fetchall()
        health = Health(page * pages, page * free, _sizes(connection), _rows(connection), problems)
    if miscounted:
        problems.append(
            f"{len(miscounted)} feeds have wrong counts of their entries. `quoth doctor --repair` counts anew."
        )
    problems += _indexes(database)
    return health


def mend(database: Database) -> None:
    """Build every index anew from what it is of, count the entries of feeds again, drop rows that belong to nothing.

    Raises:
        LibraryError: it cannot be written; then it is as it was.
    """
    with database.writing("mend the library") as connection:
        for table in _full_text(connection):
            connection.execute(f'INSERT INTO "{table}" ("{table}") VALUES (\'rebuild\')')  # noqa: S608  (names of ours)
        connection.execute("REINDEX")
        for table, row, _, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
            if row is not None:
                connection.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (row,))  # noqa: S608
        connection.execute(
            "UPDATE feeds SET total = (SELECT count(*) FROM entries WHERE feed_id = feeds.id), "
            "unread = (SELECT count(*) FROM entries WHERE feed_id = feeds.id AND read = 0)"
        )


def _indexes(database: Database) -> list[str]:
    """The full-text indexes that do not fit what they are of; SQLite compares them in a transaction that writes."""
    wrong = []
    with database.writing("examine the indexes") as connection:
        for table in _full_text(connection):
            try:
                connection.execute(f'INSERT INTO "{table}" ("{table}", rank) VALUES (\'integrity-check\', 1)')  # noqa: S608
            except sqlite3.DatabaseError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
                    raise
                wrong.append(f"The index {table} does not fit its texts. `quoth doctor --repair` builds it anew.")
    return wrong


def _full_text(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%USING fts5%'"
    )
    return [name for (name,) in found]


def _sizes(connection: sqlite3.Connection) -> dict[str, int]:
    (can,) = connection.execute("SELECT sqlite_compileoption_used('ENABLE_DBSTAT_VTAB')").fetchone()
    if not can:
        return {}
    found = connection.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC")
    return dict(found.fetchall())


def _rows(connection: sqlite3.Connection) -> dict[str, int]:
    return {
        subject: connection.execute(f"SELECT count(*) FROM {subject}").fetchone()[0]  # noqa: S608  (names of ours)
        for subject in _SUBJECTS
    }
