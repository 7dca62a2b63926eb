"""Feeds of servers in the library: which there are, in which folder each stands, and what was changed here.

A feed comes by one server or is fetched from here, never both: one that is subscribed to already is the server's from
then on, and one that two servers have comes by the first.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal, NamedTuple

from readers.addresses import canonical_url
from readers.clean import without_password
from readers.errors import SyncError
from readers.library import subscriptions
from readers.library.database import Database
from readers.library.feeds import arranging
from readers.library.keeping import bounds
from readers.model import Feed, Subscription
from readers.sync import store
from readers.sync.protocol import RemoteFeed
from readers.sync.reconcile import settle_folder

_BELIEVED = 1
"""Feeds that may all be gone from a server at once; if they are more, it is taken for a fault of the server."""


class Wish(NamedTuple):
    """What was done to a server's feed here: it was left, or moved from one folder to another."""

    remote: str
    deed: Literal["leave", "move"]
    folder: str = ""
    before: str = ""


class _Row(NamedTuple):
    remote: str
    feed_id: int | None
    other: bool
    folder: str
    folder_here: str


def owners(database: Database) -> dict[int, int]:
    """The feeds that come by a server, each with its server's number."""
    with database.reading("list the feeds of servers") as connection:
        return dict(connection.execute("SELECT feed_id, server_id FROM sync_feeds WHERE feed_id IS NOT NULL"))


def merge(database: Database, server: int, feeds: Sequence[RemoteFeed], *, now: datetime) -> None:
    """Have the feeds here that a server has: new ones are subscribed to, moved ones moved, those that are gone left.

    Of a feed that is gone there, everything of the reader's own stays: starred, tagged, noted, set right or saved.

    Raises:
        SyncError: the server tells of no feeds at all, though it had several.
        LibraryError: nothing could be written.
    """
    rows = {row.remote: row for row in _rows(database, server)}
    here = {one.id: one for one in subscriptions.subscriptions(database)}
    if not feeds and len(rows) > _BELIEVED:
        raise SyncError(
            f"The server tells of no feeds at all, though it had {len(rows)}: nothing was removed here. Look what has "
            "become of them there; `quoth sync remove` parts from the server."
        )
    for feed in feeds:
        if feed.remote in rows and not rows[feed.remote].other:  # whose that is now is looked at anew
            _moved(database, server, rows[feed.remote], feed, here)
        else:
            _add(database, server, feed, now)
    there = {feed.remote for feed in feeds}
    for remote, row in rows.items():
        if remote not in there:
            _drop(database, server, row)


def wishes(database: Database, server: int) -> list[Wish]:
    """What was done here to feeds of a server, and is to be done there."""
    here = {one.id: _name(one.feed.folder) for one in subscriptions.subscriptions(database)}
    found = []
    for row in _rows(database, server):
        if row.other:
            continue
        if row.feed_id is None or row.feed_id not in here:
            found.append(Wish(row.remote, "leave"))
        elif here[row.feed_id] not in (row.folder_here, row.folder):
            found.append(Wish(row.remote, "move", here[row.feed_id], row.folder))
    return found


def carried_out(database: Database, server: int, wish: Wish) -> None:
    """Keep that a wish is fulfilled there."""
    with database.writing("keep what was done to a feed") as connection:
        if wish.deed == "leave":
            connection.execute("DELETE FROM sync_feeds WHERE server_id = ? AND remote = ?", (server, wish.remote))
        else:
            connection.execute(
                "UPDATE sync_feeds SET folder = iif(?1 = '', folder, ?1), folder_here = ?1 "
                "WHERE server_id = ?2 AND remote = ?3",
                (wish.folder, server, wish.remote),
            )


def leave(database: Database, feed_id: int) -> None:
    """Leave a feed with all of its entries that are not the reader's own in any way."""
    bounds.trim(database, feed_id, (), most_entries=0)
    subscriptions.unsubscribe(database, feed_id, with_entries=False)


def _rows(database: Database, server: int) -> list[_Row]:
    with database.reading("list the feeds of a server") as connection:
        rows = connection.execute(
            "SELECT remote, feed_id, other, folder, folder_here FROM sync_feeds WHERE server_id = ?", (server,)
        )
        return [_Row(remote, feed_id, bool(other), folder, here) for remote, feed_id, other, folder, here in rows]


def _name(folder: Iterable[str]) -> str:
    """A folder's path as the one name that it has on a server."""
    return "/".join(folder)


def _add(database: Database, server: int, feed: RemoteFeed, now: datetime) -> None:
    known = _same(subscriptions.subscriptions(database), feed.url)
    with database.reading("look for a feed of another server") as connection:
        other = known is not None and _comes_by_a_server(connection, known.id)
    if known is None:
        new = Feed(feed.url, feed.title, feed.link, folder=(feed.folder,) if feed.folder else ())
        known = subscriptions.subscribe(database, new, now=now)
    with database.writing("keep a feed of a server") as connection:
        if not other:
            store.forget_passed_over(connection, server, feed.remote)
        connection.execute(
            "INSERT OR REPLACE INTO sync_feeds (server_id, remote, feed_id, url, other, folder, folder_here) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                *(server, feed.remote, None if other else known.id, without_password(feed.url)),
                *(other, feed.folder, _name(known.feed.folder)),
            ),
        )


def _comes_by_a_server(connection: sqlite3.Connection, feed_id: int) -> bool:
    return connection.execute("SELECT 1 FROM sync_feeds WHERE feed_id = ?", (feed_id,)).fetchone() is not None


def _same(feeds: Sequence[Subscription], url: str) -> Subscription | None:
    """The feed of an address, by whatever way to it."""
    exactly = next((one for one in feeds if one.feed.url == url), None)
    plain = canonical_url(without_password(url))
    return exactly or next(
        (one for one in feeds if one.feed.is_fetched and canonical_url(without_password(one.feed.url)) == plain), None
    )


def _moved(database: Database, server: int, row: _Row, feed: RemoteFeed, known: Mapping[int, Subscription]) -> None:
    """Take over what was done to a feed there: another folder, another title."""
    here = known.get(row.feed_id or 0)
    if here is None:
        return
    if feed.title and feed.title != here.feed.title:
        with database.writing("rename a feed") as connection:
            connection.execute("UPDATE feeds SET title = ? WHERE id = ?", (feed.title, here.id))
    if feed.folder == row.folder:
        return
    name = settle_folder(_name(here.feed.folder), feed.folder, row.folder)
    if name != _name(here.feed.folder):
        here = arranging.move(database, here.id, (name,) if name else (), here.feed.also_in)
    with database.writing("keep where a feed stands") as connection:
        connection.execute(
            "UPDATE sync_feeds SET folder = ?, folder_here = ? WHERE server_id = ? AND remote = ?",
            (feed.folder, _name(here.feed.folder), server, row.remote),
        )


def _drop(database: Database, server: int, row: _Row) -> None:
    """Leave a feed that is gone there. Broken off, it is done again: the row goes last."""
    if row.feed_id is not None:
        with database.writing("part from a feed") as connection:
            connection.execute(
                "DELETE FROM sync_items WHERE server_id = ? AND entry_id IN (SELECT id FROM entries WHERE feed_id = ?)",
                (server, row.feed_id),
            )
        leave(database, row.feed_id)
    with database.writing("part from a feed") as connection:
        connection.execute("DELETE FROM sync_feeds WHERE server_id = ? AND remote = ?", (server, row.remote))
