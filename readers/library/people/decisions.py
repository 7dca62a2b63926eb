"""What the reader decides of people, organisations and places everywhere: these are one, this is another, no name.

A decision changes what is there at once and is followed by what comes; it is kept, and can be taken back in any order.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

from readers.errors import LibraryError
from readers.library.appearances import listed
from readers.library.database import Database
from readers.library.people import keys
from readers.library.people.evidence import members_of
from readers.library.people.joining import merge_roots
from readers.library.values import moment, to_json, when
from readers.model.people import Decision, Name


def merge(database: Database, entity_id: int, into_id: int) -> Decision:
    """Decide that two are one, of the name and kind of the second.

    Raises:
        LibraryError: there is no such one, they are one already, or it cannot be written.
    """
    with database.writing("keep a decision") as connection:
        root, into = _root(connection, entity_id), _root(connection, into_id)
        if root == into:
            raise LibraryError(f"{_name(connection, root).name} is one with {_name(connection, into).name} already.")
        moved = members_of(connection, root)
        made = _keep(connection, "merge", root, other_id=into, before=json.dumps(moved))
        merge_roots(connection, root, into)
        _list_again(connection, moved)
        return made


def split(database: Database, entity_id: int, name: str, *, entry_id: int | None = None) -> Decision:
    """Decide that a name means another one than this, everywhere or in one article alone.

    Args:
        database: the library file.
        entity_id: whom it was taken for.
        name: as articles give it, and the library tells among the names that it goes by.
        entry_id: the article; ``None`` for everywhere, in what comes too.

    Raises:
        LibraryError: it does not go by that name there, or it cannot be written.
    """
    with database.writing("keep a decision") as connection:
        root = _root(connection, entity_id)
        members = members_of(connection, root)
        found = connection.execute(
            "SELECT a.name_id, a.at, a.entry_id, n.kind, a.entity_id "
            "FROM names AS n JOIN appearances AS a ON a.name_id = n.id "
            "WHERE n.name = ? AND a.entity_id IN (SELECT value FROM json_each(?)) AND (?3 IS NULL OR a.entry_id = ?3)",
            (name, json.dumps(members), entry_id),
        ).fetchall()
        called = _name(connection, root).name
        if not found:
            raise LibraryError(f"{called} goes by no name “{name}” here. `quoth who` tells the names that it goes by.")
        kind = found[0][3]
        new = _new(connection, name, kind)
        came_from, _ = Counter(member for *_, member in found).most_common(1)[0]
        for name_id, at, entry, *_ in found:
            _move(connection, name_id, at, entry, new)
        sort = keys.sort_of(kind)
        key = keys.key(name, sort)
        if entry_id is None:
            connection.executemany(
                "INSERT INTO aliases (sort, key, entity_id, uses) VALUES (?, ?, ?, -1) "
                "ON CONFLICT DO UPDATE SET uses = -1",
                [(sort, key, member) for member in members],
            )
            _forget_form(connection, members, name)
        else:
            connection.execute("INSERT OR REPLACE INTO pins VALUES (?, ?, ?, ?)", (entry_id, sort, key, new))
        made = _keep(
            connection, "split", root, other_id=new, name=name, entry_id=entry_id, before=json.dumps(came_from)
        )
        _list_again(connection, [new])
        return made


def rename(database: Database, entity_id: int, name: str) -> Decision:
    """Decide what something is called in the library; what the articles call it stays in them.

    Raises:
        LibraryError: there is no such one, the name is empty, or it cannot be written.
    """
    name = " ".join(name.split())
    if not name:
        raise LibraryError("A name needs letters: nothing was changed.")
    with database.writing("keep a decision") as connection:
        root = _root(connection, entity_id)
        (before,) = connection.execute("SELECT called FROM entities WHERE id = ?", (root,)).fetchone()
        made = _keep(connection, "rename", root, name=name, before=before)
        connection.execute("UPDATE entities SET called = ? WHERE id = ?", (name, root))
        _list_again(connection, members_of(connection, root))
        return made


def not_a_name(database: Database, entity_id: int) -> Decision:
    """Decide that something is no name: it is told of nowhere any more.

    Raises:
        LibraryError: there is no such one, or it cannot be written.
    """
    with database.writing("keep a decision") as connection:
        root = _root(connection, entity_id)
        made = _keep(connection, "not_a_name", root)
        connection.execute("UPDATE entities SET hidden = 1 WHERE id = ?", (root,))
        _list_again(connection, members_of(connection, root))
        return made


def undo(database: Database, decision_id: int | None = None) -> Decision | None:
    """Take a decision back, or the last that is in force; gives it, or ``None`` if there is none.

    Raises:
        LibraryError: it cannot be written.
    """
    with database.writing("take a decision back") as connection:
        found = connection.execute(
            "SELECT id, what, entity_id, other_id, before FROM decisions "
            "WHERE undone IS NULL AND (?1 IS NULL OR id = ?1) ORDER BY id DESC LIMIT 1",
            (decision_id,),
        ).fetchone()
        if found is None:
            return None
        number, what, entity_id, other_id, before = found
        undone = _decision(connection, number)
        connection.execute("UPDATE decisions SET undone = ? WHERE id = ?", (moment(datetime.now(UTC)), number))
        changed = _take_back(connection, what, entity_id, other_id, before)
        _list_again(connection, changed)
        return undone


def _take_back(
    connection: sqlite3.Connection, what: str, entity_id: int, other_id: int | None, before: str
) -> list[int]:
    """Make it as if a decision had not been made; gives the entities that are told of otherwise now."""
    if what == "merge":
        into = _root(connection, other_id or 0)
        moved = _with_what_came_back(connection, json.loads(before))
        connection.execute(
            "UPDATE entities SET root = ? WHERE root = ? AND id IN (SELECT value FROM json_each(?))",
            (entity_id, into, json.dumps(moved)),
        )
        return [int(one) for one in moved]
    if what == "split":
        new = _root(connection, other_id or 0)
        if new == other_id:  # else the reader has made it one with something since
            merge_roots(connection, new, _root(connection, entity_id))
        return [new]
    (hidden,) = connection.execute(
        "SELECT count(*) FROM decisions WHERE entity_id = ? AND what = 'not_a_name' AND undone IS NULL", (entity_id,)
    ).fetchone()
    called = connection.execute(
        "SELECT name FROM decisions WHERE entity_id = ? AND what = 'rename' AND undone IS NULL "
        "ORDER BY id DESC LIMIT 1",
        (entity_id,),
    ).fetchone()
    connection.execute(
        "UPDATE entities SET hidden = ?, called = ? WHERE id = ?",
        (hidden > 0, called[0] if called else "", entity_id),
    )
    return members_of(connection, _root(connection, entity_id))


def _with_what_came_back(connection: sqlite3.Connection, members: list[int]) -> list[int]:
    """Some entities, and those that were parted from one of them and are one with it again."""
    found = connection.execute(
        """
        WITH RECURSIVE those (id) AS (
            SELECT value FROM json_each(?) UNION SELECT d.other_id FROM decisions AS d JOIN those
            ON d.before = CAST(those.id AS TEXT) WHERE d.what = 'split' AND d.undone IS NOT NULL
        ) SELECT id FROM those
        """,
        (json.dumps(members),),
    )
    return [number for (number,) in found]


def decisions(database: Database) -> list[Decision]:
    """The decisions in force, the newest first.

    Raises:
        LibraryError: the library cannot be read.
    """
    with database.reading("list the decisions") as connection:
        found = connection.execute("SELECT id FROM decisions WHERE undone IS NULL ORDER BY id DESC").fetchall()
        return [_decision(connection, number) for (number,) in found]


def _keep(
    connection: sqlite3.Connection,
    what: str,
    entity_id: int,
    *,
    other_id: int | None = None,
    name: str = "",
    entry_id: int | None = None,
    before: str = "",
) -> Decision:
    number = connection.execute(
        "INSERT INTO decisions (what, entity_id, other_id, name, entry_id, before, made) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (what, entity_id, other_id, name, entry_id, before, moment(datetime.now(UTC))),
    ).lastrowid
    assert number is not None  # noqa: S101  (an insertion has a row)
    return _decision(connection, number)


def _decision(connection: sqlite3.Connection, number: int) -> Decision:
    what, entity_id, other_id, name, entry_id, made = connection.execute(
        "SELECT what, entity_id, other_id, name, entry_id, made FROM decisions WHERE id = ?", (number,)
    ).fetchone()
    other = None if other_id is None else _name(connection, other_id)
    return Decision(number, what, _name(connection, entity_id), other, name, entry_id, when(made))


def _name(connection: sqlite3.Connection, entity_id: int) -> Name:
    name, kind, appearances = connection.execute(
        "SELECT coalesce(nullif(called, ''), name), kind, appearances FROM entities WHERE id = ?", (entity_id,)
    ).fetchone()
    return Name(name, kind, appearances, entity_id)


def _root(connection: sqlite3.Connection, entity_id: int) -> int:
    found = connection.execute("SELECT root FROM entities WHERE id = ?", (entity_id,)).fetchone()
    if found is None:
        raise LibraryError(f"The library knows nobody of number {entity_id}.")
    return int(found[0])


def _new(connection: sqlite3.Connection, name: str, kind: str) -> int:
    number = connection.execute(
        "INSERT INTO entities (name, kind, forms) VALUES (?, ?, ?)", (name, kind, name)
    ).lastrowid
    assert number is not None  # noqa: S101  (an insertion has a row)
    sort = keys.sort_of(kind)
    connection.executemany(
        "INSERT INTO aliases (sort, key, entity_id, uses) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [(sort, keys.key(name, sort), number, 1), *((sort, key, number, 0) for key in keys.other_keys(name, sort))],
    )
    return number


def _forget_form(connection: sqlite3.Connection, members: Iterable[int], name: str) -> None:
    """Have entities no longer go by a name."""
    for member in members:
        called, forms = connection.execute("SELECT name, forms FROM entities WHERE id = ?", (member,)).fetchone()
        kept = [form for form in forms.split("\n") if form != name]
        if called == name and kept:
            called = max(kept, key=lambda form: (len(form.split()), len(form)))
        connection.execute("UPDATE entities SET name = ?, forms = ? WHERE id = ?", (called, "\n".join(kept), member))


def _move(connection: sqlite3.Connection, name_id: int, at: int, entry_id: int, to: int) -> None:
    connection.execute(
        "UPDATE appearances SET entity_id = ?, confidence = 1 WHERE name_id = ? AND at = ? AND entry_id = ?",
        (to, name_id, at, entry_id),
    )
    connection.execute("UPDATE sayings SET entity_id = ? WHERE entry_id = ? AND name_id = ?", (to, entry_id, name_id))


def _list_again(connection: sqlite3.Connection, entities: Iterable[int]) -> None:
    """Have the lists show what the entries of some entities are about as the reader wants it now."""
    entries = connection.execute(
        "SELECT DISTINCT entry_id FROM appearances WHERE entity_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(entities)),),
    ).fetchall()
    connection.executemany(
        "UPDATE entries SET people = ? WHERE id = ?",
        [(to_json(listed(connection, entry_id)), entry_id) for (entry_id,) in entries],
    )
