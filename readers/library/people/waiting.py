"""Joining the names of a library of before, little by little: entries that were indexed before names were joined."""

from __future__ import annotations

import sqlite3

from readers.library import appearances, documents
from readers.library.database import Database

BATCH = 10
"""Entries of one transaction: about a tenth of a second in which no other can write."""


def waiting(database: Database) -> int:
    """How many entries there are whose names are not joined yet."""
    with database.reading("count what is to be joined") as connection:
        return int(connection.execute("SELECT count(*) FROM entries WHERE joined = 0 AND read_as <> ''").fetchone()[0])


def join_waiting(database: Database, limit: int = BATCH) -> int:
    """Join the names of some entries, the newest first.

    Args:
        database: the library file.
        limit: entries at most; in transactions of `BATCH`.

    Returns:
        How many were joined; fewer than the limit if there are no more.
    """
    done = 0
    while done < limit:
        with database.writing("join names") as connection:
            entries = connection.execute(
                "SELECT id FROM entries WHERE joined = 0 AND read_as <> '' ORDER BY at DESC, id DESC LIMIT ?",
                (min(BATCH, limit - done),),
            ).fetchall()
            for (entry_id,) in entries:
                _join(connection, entry_id)
        done += len(entries)
        if not entries:
            break
    return done


def _join(connection: sqlite3.Connection, entry_id: int) -> None:
    article = documents.stored(connection, entry_id)
    if article is not None:
        documents.index(connection, entry_id, article)
    (joined,) = connection.execute("SELECT joined FROM entries WHERE id = ?", (entry_id,)).fetchone()
    if not joined:  # its annotations are not here, or it was read as its feed gives it
        appearances.rejoin(connection, entry_id)
