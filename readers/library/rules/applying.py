"""Applying rules to what has arrived, and taking back what they did.

An entry is looked at when it comes, and again when it is known who is in it: a rule that asks for names or quotes waits
for that, so that an apple is no company. A rule does to an entry what it does once, also if the reader undoes it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from readers.errors import QueryError
from readers.library.database import Database
from readers.library.entries import rows_by_id
from readers.library.query.running import newest, passing, question
from readers.library.query.tree import Node, terms
from readers.library.rules.keeping import asked, rule
from readers.library.values import from_json, to_json
from readers.marks.tags import in_order
from readers.model import EntryRow, Rule, RuleAction

_AT_ONCE = 500
"""Entries that are looked at in one transaction."""
_ALL = 2**31
_OF_NAMES = frozenset(("person", "org", "place", "with", "by", "quote"))

_DO: dict[RuleAction, str] = {
    "read": "UPDATE entries SET read = 1 WHERE read = 0 AND id IN (SELECT value FROM json_each(?)) RETURNING id",
    "mute": "UPDATE entries SET muted = 1 WHERE muted = 0 AND id IN (SELECT value FROM json_each(?)) RETURNING id",
    "star": "UPDATE entries SET starred = 1 WHERE starred = 0 AND id IN (SELECT value FROM json_each(?)) RETURNING id",
}
_UNDO: dict[RuleAction, str] = {
    "read": "UPDATE entries SET read = 0 WHERE read = 1 AND id IN (SELECT value FROM json_each(?))",
    "mute": "UPDATE entries SET muted = 0 WHERE muted = 1 AND id IN (SELECT value FROM json_each(?))",
    "star": "UPDATE entries SET starred = 0 WHERE starred = 1 AND id IN (SELECT value FROM json_each(?))",
}


class Trial(NamedTuple):
    """What a rule would touch of what is there: how many entries, and the newest of them."""

    entries: int
    rows: tuple[EntryRow, ...]


class Deed(NamedTuple):
    """Something that a rule wants to be done outside the library, with an entry."""

    rule: Rule
    row: EntryRow


def needs_names(node: Node) -> bool:
    """Whether a query can only be answered when it is known who is in an entry."""
    return any(term.field in _OF_NAMES for term in terms(node, wanted=False))


def try_out(database: Database, query: str, *, limit: int = 20, now: datetime | None = None) -> Trial:
    """What a rule with such a query would touch, were all entries that are there to arrive now.

    Raises:
        QueryError: it cannot be understood, or asks for nothing.
        LibraryError: the library cannot be read.
    """
    node = asked(query)
    with database.reading("try a rule") as connection:
        when = now or datetime.now().astimezone()
        found = newest(connection, question(connection, node, when, page=1_000), _ALL)
        return Trial(len(found), tuple(rows_by_id(connection, found[:limit])))


def apply(database: Database, *, now: datetime | None = None) -> int:
    """Apply the rules that are switched on to what has arrived; what has no place in the library waits for `claim`.

    A rule that cannot be understood any more is left out, and says so (`Rule.problem`).

    Returns:
        How many entries were touched.

    Raises:
        LibraryError: the library cannot be written.
    """
    when = now or datetime.now().astimezone()
    touched: set[int] = set()
    while _is_due(database):
        with database.writing("apply the rules") as connection:
            touched |= _apply(connection, when)
    return len(touched)


def claim(database: Database, action: RuleAction, *, most: int = 100) -> list[Deed]:
    """Take what is to be told, or run, of rules; it is given once, to whoever asks first.

    Args:
        database: the library file.
        action: ``notify`` or ``run``.
        most: at most so many; the others wait.
    """
    with database.reading("look for what rules want") as connection:
        waiting = connection.execute(
            """
            SELECT d.rule_id, d.entry_id FROM rule_deeds AS d JOIN rules AS r ON r.id = d.rule_id
            WHERE d.pending = 1 AND r.action = ? ORDER BY d.rule_id, d.entry_id LIMIT ?
            """,
            (action, most),
        ).fetchall()
    if not waiting:
        return []
    with database.writing("take what rules want") as connection:
        mine = [
            one
            for one in waiting
            if connection.execute(
                "UPDATE rule_deeds SET pending = 0 WHERE rule_id = ? AND entry_id = ? AND pending = 1", one
            ).rowcount
        ]
        rows = {row.id: row for row in rows_by_id(connection, [entry_id for _, entry_id in mine])}
    of = {number: rule(database, number) for number in {number for number, _ in mine}}
    return [Deed(of[number], rows[entry_id]) for number, entry_id in mine if entry_id in rows]


def told(database: Database, number: int, problem: str) -> None:
    """Keep why a rule could not do what it is for; nothing, if it could again."""
    with database.reading("look what is wrong with a rule") as connection:
        other = connection.execute("SELECT 1 FROM rules WHERE id = ? AND problem <> ?", (number, problem)).fetchone()
    if other is not None:
        with database.writing("keep what is wrong with a rule") as connection:
            connection.execute("UPDATE rules SET problem = ? WHERE id = ?", (problem, number))


def undo(database: Database, number: int) -> int:
    """Take back what a rule did, to entries that are still so; what was told and run cannot be.

    The rule does nothing to these entries again, and stays switched on or off as it is.

    Returns:
        To how many entries.

    Raises:
        LibraryError: there is no such rule, or the library cannot be written.
    """
    one = rule(database, number)
    with database.writing("take back what a rule did") as connection:
        done = connection.execute(
            "SELECT entry_id, changed FROM rule_deeds WHERE rule_id = ? AND undone = 0 AND changed > 0", (number,)
        ).fetchall()
        entries = [entry_id for entry_id, changed in done if changed & 1]
        if one.action == "tag":
            taken = sum(_untag(connection, entry_id, one.argument) for entry_id in entries)
        elif one.action in _UNDO:
            taken = connection.execute(_UNDO[one.action], (_json(entries),)).rowcount
            if one.action == "mute":
                read = [entry_id for entry_id, changed in done if changed & 2]
                connection.execute(_UNDO["read"], (_json(read),))
        else:
            taken = 0
        connection.execute("UPDATE rule_deeds SET undone = 1, pending = 0 WHERE rule_id = ?", (number,))
    return taken


def _is_due(database: Database) -> bool:
    with database.reading("look for what has arrived") as connection:
        return connection.execute("SELECT 1 FROM rule_arrivals WHERE due = 1 LIMIT 1").fetchone() is not None


def _apply(connection: sqlite3.Connection, now: datetime) -> set[int]:
    """One batch; gives the entries that were touched."""
    arrived = connection.execute(
        """
        SELECT e.id, e.read_as <> '' FROM rule_arrivals AS a JOIN entries AS e ON e.id = a.entry_id
        WHERE a.due = 1 LIMIT ?
        """,
        (_AT_ONCE,),
    ).fetchall()
    every, known = [one for one, _ in arrived], [one for one, annotated in arrived if annotated]
    touched: set[int] = set()
    for number, query, action, argument, since, problem in connection.execute(
        "SELECT id, query, action, argument, since, problem FROM rules WHERE enabled = 1 ORDER BY id"
    ).fetchall():
        try:
            node = asked(query)
        except QueryError as error:
            if problem != str(error):
                connection.execute("UPDATE rules SET problem = ? WHERE id = ?", (str(error), number))
            continue
        done = {
            one
            for (one,) in connection.execute(
                "SELECT entry_id FROM rule_deeds WHERE rule_id = ? AND entry_id IN (SELECT value FROM json_each(?))",
                (number, _json(every)),
            )
        }
        wanted = [one for one in (known if needs_names(node) else every) if one > since and one not in done]
        found = passing(connection, question(connection, node, now, listing=False), wanted) if wanted else []
        _carry_out(connection, number, action, argument, found)
        touched |= set(found)
    connection.execute("DELETE FROM rule_arrivals WHERE entry_id IN (SELECT value FROM json_each(?))", (_json(known),))
    connection.execute(
        "UPDATE rule_arrivals SET due = 0 WHERE entry_id IN (SELECT value FROM json_each(?))", (_json(every),)
    )
    return touched


def _carry_out(
    connection: sqlite3.Connection, number: int, action: RuleAction, argument: str, found: Sequence[int]
) -> None:
    """Do to some entries what a rule does, and write it down."""
    if not found:
        return
    also: set[int] = set()
    if action == "tag":
        changed = {one for one in found if _tag(connection, one, argument)}
    elif action in _DO:
        changed = {one for (one,) in connection.execute(_DO[action], (_json(found),)).fetchall()}
        if action == "mute":
            also = {one for (one,) in connection.execute(_DO["read"], (_json(found),)).fetchall()}
    else:
        changed = set()
    pending = action in ("notify", "run")
    connection.executemany(
        "INSERT INTO rule_deeds (rule_id, entry_id, changed, pending) VALUES (?, ?, ?, ?)",
        [(number, one, (one in changed) + 2 * (one in also), pending) for one in found],
    )


def _tags(connection: sqlite3.Connection, entry_id: int) -> tuple[str, ...]:
    (kept,) = connection.execute("SELECT tags FROM entries WHERE id = ?", (entry_id,)).fetchone()
    found: tuple[str, ...] = from_json(kept)
    return found


def _tag(connection: sqlite3.Connection, entry_id: int, tag: str) -> bool:
    """Put an entry under a tag; whether it was not."""
    before = _tags(connection, entry_id)
    if tag.casefold() in {one.casefold() for one in before}:
        return False
    connection.execute("UPDATE entries SET tags = ? WHERE id = ?", (to_json(in_order((*before, tag))), entry_id))
    return True


def _untag(connection: sqlite3.Connection, entry_id: int, tag: str) -> bool:
    before = _tags(connection, entry_id)
    left = tuple(one for one in before if one.casefold() != tag.casefold())
    connection.execute("UPDATE entries SET tags = ? WHERE id = ?", (to_json(left), entry_id))
    return left != before


def _json(numbers: Sequence[int]) -> str:
    return msgspec.json.encode(list(numbers)).decode()
