"""Tags of entries: putting them on, and finding by them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from readers.errors import LibraryError
from readers.library.database import Database
from readers.library.values import to_json
from readers.marks.tags import in_order

TAGGED = "e.tags <> '[]' AND EXISTS (SELECT 1 FROM json_each(e.tags) WHERE value IN (SELECT value FROM json_each(?)))"
"""Of the entries ``e`` those under one of some tags, a JSON array; in words that let SQLite use the index."""


def set_tags(database: Database, entry_id: int, tags: Iterable[str]) -> tuple[str, ...]:
    """Put an entry under these tags and no others.

    Returns:
        The tags as they are now: a tag that other entries have is spelt as there.

    Raises:
        LibraryError: there is no such entry.
    """
    with database.writing("tag an entry") as connection:
        known = {tag.casefold(): tag for tag in _counts(connection, but=entry_id)}
        given = in_order({tag.casefold(): known.get(tag.casefold(), tag) for tag in tags}.values())
        changed = connection.execute("UPDATE entries SET tags = ? WHERE id = ?", (to_json(given), entry_id)).rowcount
    if not changed:
        raise LibraryError(f"The library has no entry number {entry_id}: it may have been removed with its feed.")
    return given


def tags(database: Database) -> dict[str, int]:
    """All tags in use, by the alphabet, each with how many entries it has."""
    with database.reading("list the tags") as connection:
        counted = _counts(connection)
    return {tag: counted[tag] for tag in in_order(counted)}


def spellings(connection: sqlite3.Connection, tag: str) -> str:
    """A tag in whatever case it is kept, as a JSON array for `TAGGED`."""
    wanted = tag.removeprefix("#").casefold()
    return to_json(tuple(one for one in _counts(connection) if one.casefold() == wanted))


def _counts(connection: sqlite3.Connection, *, but: int = 0) -> dict[str, int]:
    return dict(
        connection.execute(
            "SELECT value, count(*) FROM entries AS e, json_each(e.tags) WHERE e.tags <> '[]' AND e.id <> ? GROUP BY 1",
            (but,),
        ).fetchall()
    )
