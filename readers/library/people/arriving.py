"""What the reader decided of people, between two libraries that know them under other numbers."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from readers.errors import LibraryError
from readers.library.database import Database
from readers.library.people import decisions, keys
from readers.model.people import Deed

_DECIDED = """
    SELECT d.what, e.name, e.kind, coalesce(o.name, ''), coalesce(o.kind, ''), d.name
    FROM decisions AS d JOIN entities AS e ON e.id = d.entity_id LEFT JOIN entities AS o ON o.id = d.other_id
    WHERE d.undone IS NULL AND d.entry_id IS NULL ORDER BY d.id
"""


class Decided(NamedTuple):
    """A decision in names alone, those of the articles and not the reader's own.

    Attributes:
        deed: what was decided.
        who: of whom.
        kind: an OntoNotes label.
        other: merge: with whom that is one; split: what came of it.
        other_kind: its kind.
        name: rename: to what; split: the name that means another.
    """

    deed: Deed
    who: str
    kind: str
    other: str = ""
    other_kind: str = ""
    name: str = ""


def decided(database: Database) -> list[Decided]:
    """The decisions in force, the oldest first; not those for one article alone, which mean nothing elsewhere.

    Raises:
        LibraryError: it cannot be read.
    """
    with database.reading("read the decisions") as connection:
        return [Decided(*row) for row in connection.execute(_DECIDED)]


def take_over(database: Database, made: Decided) -> bool:
    """Decide here what was decided elsewhere, if it is not yet; gives whether it was not.

    Who is not known here is made known, so that the decision holds for what comes.

    Raises:
        LibraryError: it cannot be carried out here, or cannot be written.
    """
    if made in decided(database):
        return False
    who = _known(database, made.who, made.kind)
    match made.deed:
        case "merge":
            decisions.merge(database, who, _known(database, made.other, made.other_kind))
        case "split":
            decisions.split(database, who, made.name)
        case "rename":
            decisions.rename(database, who, made.name)
        case "not_a_name":
            decisions.not_a_name(database, who)
    return True


def _known(database: Database, name: str, kind: str) -> int:
    """Whom the library knows by a name, the most frequent first; made known if nobody is."""
    sort = keys.sort_of(kind)
    key = keys.key(name, sort)
    if not key:
        raise LibraryError(f"“{name}” is nothing that a name could be: a decision about it was left out.")
    with database.writing("look for a name") as connection:
        found = connection.execute(
            "SELECT e.id FROM aliases AS a JOIN entities AS e ON e.id = a.entity_id "
            "WHERE a.sort = ? AND a.key = ? AND a.uses >= 0 ORDER BY e.name = ? DESC, e.appearances DESC, e.id LIMIT 1",
            (sort, key, name),
        ).fetchone()
        return int(found[0]) if found else _made_known(connection, name, kind, key)


def _made_known(connection: sqlite3.Connection, name: str, kind: str, key: str) -> int:
    number = connection.execute(
        "INSERT INTO entities (name, kind, forms) VALUES (?, ?, ?)", (name, kind, name)
    ).lastrowid
    assert number is not None  # noqa: S101  (an insertion has a row)
    sort = keys.sort_of(kind)
    connection.executemany(
        "INSERT INTO aliases (sort, key, entity_id, uses) VALUES (?, ?, ?, 0) ON CONFLICT DO NOTHING",
        [(sort, one, number) for one in sorted({key, *keys.other_keys(name, sort)}) if one],
    )
    return number
