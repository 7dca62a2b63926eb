"""Whom some words mean: the one place where a name that was typed becomes numbers of names and of entities."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from typing import NamedTuple

import msgspec

from readers.library.query.matching import phrase

MOST = 20_000
"""More names than so many share no word but one like “Group”."""


class Meant(NamedTuple):
    """Whom some words mean: numbers as JSON arrays.

    Attributes:
        entities: of the library.
        names: as articles give them, for those that are not joined to an entity yet.
    """

    entities: str
    names: str


def names_matching(
    connection: sqlite3.Connection, words: str, kinds: Collection[str] = (), *, prefix: bool = False
) -> Meant:
    """All that are called by some words, or whose names hold them; case and accents do not matter.

    An entity is meant by whatever the articles, or the reader, call it: the full name finds the articles that give the
    surname alone.

    Args:
        connection: to the library.
        words: as typed.
        kinds: only of these kinds (``PERSON`` …); empty for any.
        prefix: whether the last word may be the beginning of one.
    """
    parts = words.split()
    quoted = [phrase(part, prefix=prefix and part is parts[-1]) for part in parts]
    wanted = " AND ".join(quoted)
    if not wanted:
        return Meant("[]", "[]")
    # Of one entity the name and the form may be told in several rows; all that is one with it is meant.
    entities = connection.execute(
        """
        SELECT other.id, one.kind FROM entities_search
        JOIN entities AS one ON one.id = entities_search.rowid JOIN entities AS other ON other.root = one.root
        WHERE entities_search MATCH ? AND one.hidden = 0 LIMIT ?
        """,
        (wanted, MOST),
    )
    meant = {number for number, kind in entities if not kinds or kind in kinds}
    names = connection.execute(
        "SELECT n.id, n.kind FROM names_search JOIN names AS n ON n.id = names_search.rowid "
        "WHERE names_search MATCH ? LIMIT ?",
        (wanted, MOST),
    )
    return Meant(_json(sorted(meant)), _json([number for number, kind in names if not kinds or kind in kinds]))


def _json(numbers: list[int]) -> str:
    return msgspec.json.encode(numbers).decode()
