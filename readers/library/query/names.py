"""Whom some words mean: the one place where a name that was typed becomes numbers of names and of entities."""

from __future__ import annotations

import sqlite3
import unicodedata
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
    # Whatever is one with an entity is meant as well.
    entities = connection.execute(
        """
        SELECT other.id, one.kind, one.forms || char(10) || one.called FROM entities_search
        JOIN entities AS one ON one.id = entities_search.rowid JOIN entities AS other ON other.root = one.root
        WHERE entities_search MATCH ? AND one.hidden = 0 LIMIT ?
        """,
        (wanted, MOST),
    )
    called = [(number, forms.split("\n")) for number, kind, forms in entities if not kinds or kind in kinds]
    names = connection.execute(
        "SELECT n.id, n.kind, n.name FROM names_search JOIN names AS n ON n.id = names_search.rowid "
        "WHERE names_search MATCH ? LIMIT ?",
        (wanted, MOST),
    )
    written = [(number, [name]) for number, kind, name in names if not kinds or kind in kinds]
    # A full name is that name, and not somebody's who has another one besides.
    whole = _fold(words) if len(parts) > 1 else ""
    exact = [number for number, forms in called if whole in map(_fold, forms)] if whole else []
    meant = exact or [number for number, _ in called]
    alone = [number for number, (name,) in written if _fold(name) == whole] if exact else [one for one, _ in written]
    return Meant(_json(sorted(set(meant))), _json(alone))


def _fold(name: str) -> str:
    """A name without case and accents, as the index sees it."""
    letters = unicodedata.normalize("NFKD", name)
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).casefold().split())


def _json(numbers: list[int]) -> str:
    return msgspec.json.encode(numbers).decode()
