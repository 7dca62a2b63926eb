"""Queries that are kept as feeds, each with its unread count, which nobody has to count.

Which entries a query finds is written down. What changes in an entry is noted by triggers; whoever asks for the feeds
looks at those entries alone. Time does not change what is written down: of ``since:7d``, which moves with the days, and
of ``unread`` the counting takes care, so these stand outside parentheses in a query that is kept.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

import msgspec

from readers.errors import LibraryError, QueryError
from readers.library.database import Database
from readers.library.query.dates import period
from readers.library.query.fields import DATED
from readers.library.query.running import newest, passing, question
from readers.library.query.tree import And, Node, Term, conjoined, parse, terms
from readers.library.values import moment
from readers.model import SmartFeed

_ALL = 2**31
_AT_ONCE = 5_000
"""Changed entries that are looked at in one go."""


def smart_feeds(database: Database, *, now: datetime | None = None) -> list[SmartFeed]:
    """The queries that are kept as feeds, by the alphabet, with their unread counts.

    Raises:
        LibraryError: the library cannot be read or written.
    """
    when = now or datetime.now().astimezone()
    with database.reading("list the smart feeds") as connection:
        due = _is_due(connection)
    if due:
        with database.writing("bring the smart feeds up to date") as connection:
            _catch_up(connection, when)
    with database.reading("list the smart feeds") as connection:
        found = connection.execute("SELECT id, name, query, unread FROM smart_feeds").fetchall()
        feeds = [SmartFeed(*row) for row in found]
        feeds = [msgspec.structs.replace(feed, unread=_unread(connection, feed, when)) for feed in feeds]
    return sorted(feeds, key=lambda feed: (feed.name.casefold(), feed.id))


def keep(database: Database, query: str, name: str = "", *, number: int = 0, now: datetime | None = None) -> SmartFeed:
    """Keep a query as a feed.

    Args:
        database: the library file.
        query: in the library's language.
        name: what it is called; the query itself if empty.
        number: of one that was removed and is put back; 0 for a new one.
        now: the present moment.

    Raises:
        QueryError: it cannot be understood, asks for nothing, or has a time that moves, or `read`, in parentheses.
        LibraryError: the library cannot be written.
    """
    when = now or datetime.now().astimezone()
    lasting, _ = _parted(query, when)
    of_read = any(term.field == "is" and term.text in ("read", "unread") for term in terms(lasting, wanted=False))
    with database.writing("keep a query as a feed") as connection:
        number = (
            connection.execute(
                "INSERT INTO smart_feeds (id, name, query, of_read) VALUES (?, ?, ?, ?)",
                (number or None, name.strip() or query, query, of_read),
            ).lastrowid
            or 0
        )
        _catch_up(connection, when)
    return next(feed for feed in smart_feeds(database, now=when) if feed.id == number)


def rename(database: Database, number: int, name: str) -> None:
    """Call a smart feed otherwise.

    Raises:
        LibraryError: there is no such one.
    """
    with database.writing("rename a smart feed") as connection:
        if not connection.execute("UPDATE smart_feeds SET name = ? WHERE id = ?", (name, number)).rowcount:
            raise LibraryError(f"The library has no smart feed number {number}: another Quoth may have removed it.")


def remove(database: Database, number: int) -> None:
    """Keep a query no more; its entries stay. One that is gone already is no error."""
    with database.writing("remove a smart feed") as connection:
        connection.execute("DELETE FROM smart_members WHERE smart_id = ?", (number,))
        connection.execute("DELETE FROM smart_feeds WHERE id = ?", (number,))


def _parted(query: str, now: datetime) -> tuple[Node | None, list[Term]]:
    """What of a query is written down, and what counting takes care of: ``unread``, and times that move."""

    def moves(term: Term) -> bool:
        found = period(term.text, now) if term.field in DATED else None
        return found is not None and found.moves

    node = parse(query)
    if node is None:
        raise QueryError(
            "A feed needs something to look for", query=query, end=len(query), hint="for example person:weller"
        )
    parts = node.parts if isinstance(node, And) else (node,)
    passing_by = [
        part
        for part in parts
        if isinstance(part, Term) and (moves(part) or (part.field, part.text) == ("is", "unread"))
    ]
    lasting = conjoined(*(part for part in parts if part not in passing_by))
    for term in terms(lasting, wanted=False):
        if moves(term):
            raise QueryError(
                f"“{query[term.start : term.end]}” is another time tomorrow",
                query=query,
                start=term.start,
                end=term.end,
                hint="in a feed it stands outside parentheses, or, and -",
            )
    return lasting, passing_by


def _is_due(connection: sqlite3.Connection) -> bool:
    return (
        connection.execute(
            "SELECT 1 WHERE EXISTS (SELECT 1 FROM smart_stale) OR EXISTS (SELECT 1 FROM smart_feeds WHERE complete = 0)"
        ).fetchone()
        is not None
    )


def _catch_up(connection: sqlite3.Connection, now: datetime) -> None:
    """Look at what has changed, and for new feeds at everything."""
    feeds = connection.execute("SELECT id, query, complete FROM smart_feeds").fetchall()
    for number, query, complete in feeds:
        if not complete:
            lasting, _ = _parted(query, now)
            found = (
                _everything(connection)
                if lasting is None
                else newest(connection, question(connection, lasting, now, page=1_000), _ALL)
            )
            connection.execute("DELETE FROM smart_members WHERE smart_id = ?", (number,))
            _insert(connection, number, found)
            connection.execute("UPDATE smart_feeds SET complete = 1 WHERE id = ?", (number,))
    while stale := [one for (one,) in connection.execute("SELECT entry_id FROM smart_stale LIMIT ?", (_AT_ONCE,))]:
        for number, query, complete in feeds:
            if complete:
                lasting, _ = _parted(query, now)
                asked = None if lasting is None else question(connection, lasting, now, listing=False)
                connection.execute(
                    "DELETE FROM smart_members WHERE smart_id = ? AND entry_id IN (SELECT value FROM json_each(?))",
                    (number, _json(stale)),
                )
                _insert(connection, number, stale if asked is None else passing(connection, asked, stale))
        connection.execute(
            "DELETE FROM smart_stale WHERE entry_id IN (SELECT value FROM json_each(?))", (_json(stale),)
        )


def _everything(connection: sqlite3.Connection) -> list[int]:
    return [number for (number,) in connection.execute("SELECT id FROM entries")]


def _insert(connection: sqlite3.Connection, number: int, entry_ids: Sequence[int]) -> None:
    connection.execute(
        """
        INSERT INTO smart_members (smart_id, entry_id, read, at)
        SELECT ?, e.id, e.read, e.at FROM json_each(?) AS one CROSS JOIN entries AS e ON e.id = one.value
        """,
        (number, _json(entry_ids)),
    )


def _unread(connection: sqlite3.Connection, feed: SmartFeed, now: datetime) -> int:
    """Kept, but for a feed with a time that moves: of that the unread ones within it are counted by an index."""
    _, passing_by = _parted(feed.query, now)
    first, end = -(2**62), 2**62
    for term in passing_by:
        found = period(term.text, now) if term.field in DATED else None
        if found is not None and term.field in ("since", "on"):
            first = max(first, moment(found.start))
        if found is not None and term.field != "since":
            end = min(end, moment(found.start if term.field == "before" else found.end))
    if (first, end) == (-(2**62), 2**62):
        return feed.unread
    (count,) = connection.execute(
        "SELECT count(*) FROM smart_members WHERE smart_id = ? AND read = 0 AND at >= ? AND at < ?",
        (feed.id, first, end),
    ).fetchone()
    return int(count)


def _json(numbers: Sequence[int]) -> str:
    return msgspec.json.encode(numbers).decode()
