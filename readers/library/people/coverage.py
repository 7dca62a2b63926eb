"""How much of the library is read: quotes are complete only where the whole article was."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from readers.library.database import Database
from readers.model import UNREAD
from readers.model.people import Coverage

_FEW = 20
"""Articles are looked up one by one where there are so many times as many entries; else what is unread is counted."""
_WITHOUT = f"(e.read_as = '' OR e.read_as >= '{UNREAD}' AND e.read_as < '{UNREAD}~')"
"""An entry in which no model has looked for names and quotes: not yet, or none reads its language."""
ENTRIES = "SELECT coalesce(sum(total), 0) FROM feeds"
"""All entries, as feeds keep count of them."""
WHOLE = "SELECT count(*) FROM documents"
"""Those whose article is here."""
ONE_BY_ONE = (
    f"SELECT count(*) FROM documents AS d WHERE (SELECT NOT {_WITHOUT} FROM entries AS e WHERE e.id = d.entry_id)"  # noqa: S608
)
"""Those of them that are read."""
UNREAD_WHOLE = f"SELECT count(*) FROM entries AS e CROSS JOIN documents AS d ON d.entry_id = e.id WHERE {_WITHOUT}"  # noqa: S608  (the same)
"""Those of them that are not."""


def coverage(database: Database) -> Coverage:
    """Of how many entries the article is here, and read: names and quotes were looked for in the whole of it.

    No text is touched: articles are counted in an index, and what is unread in the index of who read it.

    Raises:
        LibraryError: the library cannot be read.
    """
    with database.reading("count what is read") as connection:
        (entries,) = connection.execute(ENTRIES).fetchone()
        (whole,) = connection.execute(WHOLE).fetchone()
        if whole * _FEW < entries:
            (read,) = connection.execute(ONE_BY_ONE).fetchone()
        else:
            (unread,) = connection.execute(UNREAD_WHOLE).fetchone()
            read = whole - unread
    return Coverage(entries, whole, read)


def read_of(connection: sqlite3.Connection, entries: Iterable[int]) -> int:
    """How many of some entries are read as whole articles."""
    found = connection.execute(
        "SELECT count(*) FROM json_each(?) AS one CROSS JOIN documents AS d ON d.entry_id = one.value "  # noqa: S608
        f"CROSS JOIN entries AS e ON e.id = d.entry_id WHERE NOT {_WITHOUT}",
        (json.dumps(list(entries)),),
    )
    return int(found.fetchone()[0])
