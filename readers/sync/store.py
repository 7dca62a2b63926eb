"""Entries of servers in the library: taking in what came, and keeping what waits to be told.

Each piece of news is stored in one transaction, with the place to go on from. Whatever changes an entry here, be it a
key, a command or another process, is noted by the library's own triggers; nothing else is queued.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from readers.library import entries
from readers.library.database import Database
from readers.library.values import moment
from readers.model import Entry
from readers.sync.protocol import Changes, Field, RemoteItem, State
from readers.sync.reconcile import Mark, settle

_ITEM = """
    SELECT s.remote, s.entry_id, s.content, s.read, s.starred, s.read_at, s.starred_at,
           coalesce(e.read, s.read <> (s.waiting & 1)), coalesce(e.starred, s.starred <> (s.waiting >> 1)), s.telling
    FROM sync_items AS s LEFT JOIN entries AS e ON e.id = s.entry_id
    WHERE s.server_id = ? AND s.remote IN (SELECT value FROM json_each(?))
"""
_BITS: dict[Field, int] = {"read": 1, "starred": 2}
_SET: dict[Field, str] = {
    "read": "UPDATE entries SET read = ? WHERE id = ?",
    "starred": "UPDATE entries SET starred = ? WHERE id = ?",
}
_TOLD: dict[Field, str] = {
    "read": """
        UPDATE sync_items SET read = ?1, read_at = iif(read_at IS ?2, NULL, read_at), telling = telling & 2,
            waiting = (waiting & 2) | (?1 <> coalesce((SELECT read FROM entries WHERE id = entry_id), ?1))
        WHERE server_id = ?3 AND remote = ?4
    """,
    "starred": """
        UPDATE sync_items SET starred = ?1, starred_at = iif(starred_at IS ?2, NULL, starred_at),
            telling = telling & 1, waiting =
            (waiting & 1) | 2 * (?1 <> coalesce((SELECT starred FROM entries WHERE id = entry_id), ?1))
        WHERE server_id = ?3 AND remote = ?4
    """,
}


class Taken(NamedTuple):
    """What became of a piece of news.

    Attributes:
        new: feed → how many entries of it are new.
        marked: entries whose marks are other ones here now.
    """

    new: Mapping[int, int] = {}
    marked: int = 0


class Waiting(NamedTuple):
    """Something that a server is to be told: a mark of an entry, its value, and when it was set here."""

    remote: str
    field: Field
    value: bool
    touched: int | None


class _Known(NamedTuple):
    remote: str
    entry_id: int | None
    content: bytes
    agreed: dict[Field, bool | None]
    touched: dict[Field, int | None]
    here: dict[Field, bool]
    telling: int


def known(database: Database, server: int) -> dict[str, State]:
    """The entries of a server that are known, as they stood there when it last told or was told."""
    with database.reading("read the entries of a server") as connection:
        rows = connection.execute("SELECT remote, read, starred FROM sync_items WHERE server_id = ?", (server,))
        return {remote: State(bool(read), bool(starred)) for remote, read, starred in rows}


def cursor(database: Database, server: int) -> str:
    """How far a server was read."""
    with database.reading("read how far a server was read") as connection:
        (found,) = connection.execute("SELECT cursor FROM sync_servers WHERE id = ?", (server,)).fetchone()
    return str(found)


def take(database: Database, server: int, changes: Changes, *, now: datetime, ahead: float = 0.0) -> Taken:
    """Take in what has happened on a server: entries with what they say, how they stand, and from where to go on.

    Args:
        database: the library file.
        server: the server's number.
        changes: what it told.
        now: the moment, the date of entries that have none.
        ahead: seconds by which the server's clock is ahead.

    Raises:
        LibraryError: nothing could be written.
    """
    with database.writing("take in what a server told") as connection:
        feeds = dict(
            connection.execute(
                "SELECT s.remote, f.id FROM sync_feeds AS s JOIN feeds AS f ON f.id = s.feed_id "
                "WHERE s.server_id = ? AND f.subscribed = 1",
                (server,),
            )
        )
        items = {item.remote: item for item in changes.items if item.feed in feeds}
        _pass_over(connection, server, [item for item in changes.items if item.feed not in feeds])
        there = {remote: item.state for remote, item in items.items()} | dict(changes.states)
        before = _known(connection, server, there)
        fresh = [item for remote, item in items.items() if remote not in before]
        new = _store(connection, server, fresh, feeds, now)
        for remote, item in items.items():
            if remote in before:
                _renew(connection, server, before[remote], item.entry)
        before |= _known(connection, server, [item.remote for item in fresh], met=False)
        marked = sum(
            _meet(connection, server, before[remote], state, ahead=ahead, now=now)
            for remote, state in there.items()
            if remote in before
        )
        if changes.cursor is not None:
            connection.execute("UPDATE sync_servers SET cursor = ? WHERE id = ?", (changes.cursor, server))
    return Taken(new, marked)


def _known(
    connection: sqlite3.Connection, server: int, remotes: Iterable[str], *, met: bool = True
) -> dict[str, _Known]:
    rows = connection.execute(_ITEM, (server, msgspec.json.encode(list(remotes)).decode()))
    return {row[0]: _unpacked(row, met=met) for row in rows}


def _unpacked(row: tuple[Any, ...], *, met: bool) -> _Known:
    remote, entry_id, content, read, starred, read_at, starred_at, read_here, starred_here, telling = row
    return _Known(
        remote,
        entry_id,
        content,
        {"read": bool(read) if met else None, "starred": bool(starred) if met else None},
        {"read": read_at, "starred": starred_at},
        {"read": bool(read_here), "starred": bool(starred_here)},
        telling,
    )


def _store(
    connection: sqlite3.Connection, server: int, items: Sequence[RemoteItem], feeds: Mapping[str, int], now: datetime
) -> dict[int, int]:
    """Store entries that are not known by their ids; gives how many of each feed are new to the library too."""
    new: dict[int, int] = {}
    by_feed: dict[int, dict[str, RemoteItem]] = {}
    for item in items:
        by_feed.setdefault(feeds[item.feed], {})[item.entry.id] = item
    for feed, batch in by_feed.items():
        here = _here(connection, feed, {key: item.entry for key, item in batch.items()})
        for key, item in batch.items():
            entry = item.entry
            number = here.get(key)
            if number is None:
                number = entries.insert(connection, feed, entry, moment(entry.published or entry.updated or now))
                new[feed] = new.get(feed, 0) + 1
            connection.execute(
                "INSERT INTO sync_items (server_id, remote, entry_id, content, read, starred) "
                "SELECT ?, ?, id, ?, read, starred FROM entries WHERE id = ?",
                (server, item.remote, entries.digest_of(entry), number),
            )
    return new


def _pass_over(connection: sqlite3.Connection, server: int, items: Iterable[RemoteItem]) -> None:
    """Remember entries of feeds that do not come by this server, so that they are not fetched anew each time.

    In place of what they say stands their feed: they are forgotten again when it comes (`forget_passed_over`).
    """
    connection.executemany(
        "INSERT OR IGNORE INTO sync_items (server_id, remote, content, read, starred) VALUES (?, ?, ?, ?, ?)",
        [(server, one.remote, one.feed.encode(), one.state.read, one.state.starred) for one in items],
    )


def forget_passed_over(connection: sqlite3.Connection, server: int, feed: str) -> None:
    """Have the entries of a feed come that were passed over while it did not come by this server.

    Args:
        connection: in a transaction.
        server: the server's number.
        feed: its id there.
    """
    forgotten = connection.execute(
        "DELETE FROM sync_items WHERE server_id = ? AND entry_id IS NULL AND content = ?", (server, feed.encode())
    ).rowcount
    if forgotten:  # the server has told of them, and would tell only of what changes from now on
        connection.execute("UPDATE sync_servers SET cursor = '' WHERE id = ?", (server,))


def _here(connection: sqlite3.Connection, feed: int, batch: dict[str, Entry]) -> dict[str, int]:
    """Which of some entries the feed itself has brought before, and no server."""
    (home,) = connection.execute("SELECT link FROM feeds WHERE id = ?", (feed,)).fetchone()
    found = {key: row for key, (row, _) in entries.known_of(connection, feed, batch, home).items()}
    taken = {
        entry_id
        for (entry_id,) in connection.execute(
            "SELECT entry_id FROM sync_items WHERE entry_id IN (SELECT value FROM json_each(?))",
            (msgspec.json.encode(list(found.values())).decode(),),
        )
    }
    return {key: row for key, row in found.items() if row not in taken}


def _renew(connection: sqlite3.Connection, server: int, known: _Known, entry: Entry) -> None:
    """Store what an entry says, if the server gives something else than last time."""
    digest = entries.digest_of(entry)
    if known.entry_id is not None and known.content != digest:
        entries.renew(connection, known.entry_id, entry)
        connection.execute(
            "UPDATE sync_items SET content = ? WHERE server_id = ? AND remote = ?", (digest, server, known.remote)
        )


def _meet(
    connection: sqlite3.Connection, server: int, known: _Known, there: State, *, ahead: float, now: datetime
) -> bool:
    """Let an entry's marks here and there meet; gives whether any is another one here now."""
    changed = None if there.changed is None else moment(there.changed) - int(ahead * 1e6)
    marked, waiting, touched = False, 0, dict[Field, int | None]()
    for field, bit in _BITS.items():
        value, here = getattr(there, field), known.here[field]
        told = bool(known.telling & bit)
        holds = settle(Mark(here, known.agreed[field], known.touched[field], told), value, changed)
        if holds != here and known.entry_id is not None:
            connection.execute(_SET[field], (holds, known.entry_id))
            marked = True
        waiting |= bit * (holds != value)
        touched[field] = None if holds == value else known.touched[field] or moment(now)
    connection.execute(
        "UPDATE sync_items SET read = ?, starred = ?, read_at = ?, starred_at = ?, waiting = ?, telling = 0 "
        "WHERE server_id = ? AND remote = ?",
        (there.read, there.starred, touched["read"], touched["starred"], waiting, server, known.remote),
    )
    return marked


def waiting(database: Database, server: int) -> list[Waiting]:
    """The marks that a server is to be told."""
    with database.reading("read what a server is to be told") as connection:
        rows = connection.execute(
            "SELECT remote, waiting, read, starred, read_at, starred_at FROM sync_items "
            "WHERE server_id = ? AND waiting <> 0",
            (server,),
        ).fetchall()
    found = []
    for remote, bits, read, starred, read_at, starred_at in rows:
        if bits & _BITS["read"]:
            found.append(Waiting(remote, "read", not read, read_at))
        if bits & _BITS["starred"]:
            found.append(Waiting(remote, "starred", not starred, starred_at))
    return found


def count_waiting(database: Database, server: int) -> int:
    """How many marks a server is to be told."""
    with database.reading("count what a server is to be told") as connection:
        (count,) = connection.execute(
            "SELECT coalesce(sum((waiting & 1) + (waiting >> 1)), 0) FROM sync_items "
            "WHERE server_id = ? AND waiting <> 0",
            (server,),
        ).fetchone()
    return int(count)


def begin(database: Database, server: int, marks: Iterable[Waiting]) -> None:
    """Keep that a server is being told these marks: broken off after this, it may have them, and by our doing."""
    with database.writing("keep what a server is told") as connection:
        connection.executemany(
            "UPDATE sync_items SET telling = telling | ? WHERE server_id = ? AND remote = ?",
            [(_BITS[mark.field], server, mark.remote) for mark in marks],
        )


def heard(database: Database, server: int) -> None:
    """Keep that it is known how all entries stand there: what was being told when a sync was broken off is past."""
    with database.reading("look for what was being told") as connection:
        query = "SELECT 1 FROM sync_items WHERE server_id = ? AND telling <> 0 LIMIT 1"
        if connection.execute(query, (server,)).fetchone() is None:
            return
    with database.writing("keep what a server was told") as connection:
        connection.execute("UPDATE sync_items SET telling = 0 WHERE server_id = ? AND telling <> 0", (server,))


def told(database: Database, server: int, marks: Iterable[Waiting]) -> None:
    """Keep that a server was told these marks; what was changed here meanwhile goes on waiting."""
    with database.writing("keep what a server was told") as connection:
        for mark in marks:
            connection.execute(_TOLD[mark.field], (mark.value, mark.touched, server, mark.remote))
