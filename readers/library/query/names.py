"""Which names of the library some words mean: the one place where a name that was typed becomes numbers of names."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

from readers.library.query.matching import phrase

MOST = 20_000
"""More names than so many share no word but one like “Group”."""


def names_matching(
    connection: sqlite3.Connection, words: str, kinds: Collection[str] = (), *, prefix: bool = False
) -> list[int]:
    """The numbers of all names that hold some words, in any order; case and accents do not matter.

    Args:
        connection: to the library.
        words: as typed.
        kinds: only names of these kinds (``PERSON`` …); empty for any.
        prefix: whether the last word may be the beginning of one.
    """
    parts = words.split()
    expression = " AND ".join(phrase(part, prefix=prefix and part is parts[-1]) for part in parts)
    if not expression:
        return []
    found = connection.execute(
        """
        SELECT n.id, n.kind FROM names_search JOIN names AS n ON n.id = names_search.rowid
        WHERE names_search MATCH ? LIMIT ?
        """,
        (expression, MOST),
    )
    return [number for number, kind in found if not kinds or kind in kinds]
