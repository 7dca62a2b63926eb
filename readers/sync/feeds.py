"""Feeds of servers in the library: which there are, in which folder each stands, and what was changed here.

A feed comes by one server or is fetched from here, never both: one that is subscribed to already is the server's from
then on, and one that two servers have comes by the first. If that has it no longer, it comes by the second; if the
reader leaves it here, it is left at both.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

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


class _Row(NamedTuple):
    remote: str
    feed_id: int | None
    other: int
    folder: str
    url: str
    title: str
    name_here: str


class _Here:
    """The feeds subscribed to here, found by number, or by address and whatever way there is to it."""

    def __init__(self, feeds: Iterable[Subscription]) -> None:
        self.by_number: dict[int, Subscription] = {}
        self._exactly: dict[str, Subscription] = {}
        self._plainly: dict[str, Subscription] = {}
        for one in feeds:
            self.add(one)

    def add(self, one: Subscription) -> None:
        self.by_number[one.id] = one
        self._exactly.setdefault(one.feed.url, one)
        if one.feed.is_fetched:
            self._plainly.setdefault(plain(one.feed.url), one)

    def find(self, url: str) -> Subscription | None:
        return self._exactly.get(url) or self._plainly.get(plain(url))


def owners(database: Database) -> dict[int, int]:
    """The feeds that come by a server, each with its server's number."""
    with database.reading("list the feeds of servers") as connection:
        return dict(connection.execute("SELECT feed_id, server_id FROM sync_feeds WHERE feed_id IS NOT NULL"))


def merge(
    database: Database,
    server: int,
    feeds: Sequence[RemoteFeed],
    *,
    now: datetime,
    taken: Mapping[str, int] = {},
    held: Collection[str] = (),
) -> None:
    """Have the feeds here that a server has: new ones are subscribed to, moved ones moved, those that are gone left.

    Of a feed that is gone there, everything of the reader's own stays: starred, tagged, noted, set right or saved.

    Args:
        database: the library file.
        server: the server's number.
        feeds: those that it has.
        now: the moment.
        taken: which of them are feeds from here that it was offered: id there → number here.
        held: which of them may be such a feed, and are left alone until that is known.

    Raises:
        SyncError: the server tells of no feeds at all, though it had several.
        LibraryError: nothing could be written.
    """
    rows = {row.remote: row for row in _rows(database, server)}
    here, owned = _Here(subscriptions.subscriptions(database)), owners(database).keys()
    if not feeds and len(rows) > _BELIEVED:
        raise SyncError(
            f"The server tells of no feeds at all, though it had {len(rows)}: nothing was removed here. Look what has "
            "become of them there; `quoth sync remove` parts from the server."
        )
    for feed in feeds:
        row = rows.get(feed.remote)
        if row is None and feed.remote in held:
            continue
        if row is None:
            _add(database, server, feed, here, now, taken.get(feed.remote))
        elif not row.other:
            _moved(database, server, row, feed, here)
        elif (known := here.find(row.url)) and (known.id not in owned or feed.folder != row.folder):
            with database.writing("keep a feed of a server") as connection:
                _keep(connection, server, feed._replace(url=row.url), known)
    there = {feed.remote for feed in feeds}
    for remote in rows:
        if remote not in there:
            _drop(database, server, remote, here)


def new_ones(database: Database, server: int, feeds: Iterable[RemoteFeed]) -> list[RemoteFeed]:
    """Of the feeds that a server has those that it had not before."""
    known = {row.remote for row in _rows(database, server)}
    return [one for one in feeds if one.remote not in known]


def strangers(database: Database, server: int, feeds: Iterable[RemoteFeed]) -> list[RemoteFeed]:
    """Of the feeds that a server has those that it had not before, and that no feed here has the address of."""
    here = _Here(subscriptions.subscriptions(database))
    return [one for one in new_ones(database, server, feeds) if here.find(one.url) is None]


def hand_over(connection: sqlite3.Connection, feeds: Iterable[Subscription]) -> set[int]:
    """Have feeds that come by no server any more come by another one that has them; gives the numbers of those.

    Args:
        connection: in a transaction.
        feeds: those that a server has parted from, and that are subscribed to here.
    """
    here, given = _Here(feeds), set[int]()
    rows = connection.execute("SELECT server_id, remote, url, folder FROM sync_feeds WHERE other = 1 ORDER BY 1, 2")
    for server, remote, url, folder in rows.fetchall():
        if (known := here.find(url)) and known.id not in given:
            _keep(connection, server, RemoteFeed(remote, url, folder=folder), known)
            given.add(known.id)
    return given


def leave(database: Database, feed_id: int) -> None:
    """Leave a feed with all of its entries that are not the reader's own in any way."""
    bounds.trim(database, feed_id, (), most_entries=0)
    subscriptions.unsubscribe(database, feed_id, with_entries=False)


def _rows(database: Database, server: int) -> list[_Row]:
    with database.reading("list the feeds of a server") as connection:
        rows = connection.execute(
            "SELECT remote, feed_id, other, folder, url, title, name_here FROM sync_feeds WHERE server_id = ?",
            (server,),
        )
        return [_Row(*row) for row in rows]


def name_of(folder: Iterable[str]) -> str:
    """A folder's path as the one name that it has on a server."""
    return "/".join(folder)


@lru_cache(maxsize=20_000)
def plain(url: str) -> str:
    """An address to compare with: without its password, and whatever way there is to it."""
    return canonical_url(without_password(url))


def _add(  # noqa: PLR0917
    database: Database, server: int, feed: RemoteFeed, here: _Here, now: datetime, offered: int | None
) -> None:
    known = here.by_number.get(offered) if offered else here.find(feed.url)
    with_it = known is not None
    if known is None and offered:  # left while the server was asked to take it
        with database.writing("keep a feed of a server") as connection:
            connection.execute(
                "INSERT INTO sync_feeds (server_id, remote, url) VALUES (?, ?, ?)",
                (server, feed.remote, without_password(feed.url)),
            )
        return
    with database.writing("keep a feed of a server") as connection:
        if known is None:
            new = Feed(feed.url, feed.title, feed.link, folder=(feed.folder,) if feed.folder else ())
            known = subscriptions.begin(connection, new, now=now)
            here.add(known)
        if not with_it:  # where it came from before the reader left it, that is still to be told
            connection.execute("UPDATE sync_feeds SET feed_id = NULL WHERE feed_id = ?", (known.id,))
        _keep(connection, server, feed, known)


def _keep(connection: sqlite3.Connection, server: int, feed: RemoteFeed, known: Subscription) -> None:
    """Keep that a server has a feed that is here: it comes by this one, unless it does by another.

    Where it stands here and what it is called may differ from there, and is not told. But of a feed that is there since
    it was offered, it is: the server has not been told yet.
    """
    owner = connection.execute("SELECT 1 FROM sync_feeds WHERE feed_id = ?", (known.id,)).fetchone()
    other = owner is not None
    folder, name = name_of(known.feed.folder), known.feed.name
    if not other:
        store.forget_passed_over(connection, server, feed.remote)
    offer = "DELETE FROM sync_offers WHERE feed_id = ? AND server_id = ? RETURNING begun IN (1, 2)"
    asked = connection.execute(offer, (known.id, server)).fetchone()
    if asked and asked[0]:
        folder, name = folder and feed.folder, ""
    connection.execute(
        "INSERT OR REPLACE INTO sync_feeds (server_id, remote, feed_id, url, other, folder, folder_here, title, "
        "name_here) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(server, feed.remote, None if other else known.id, without_password(feed.url)),
            *(other, feed.folder, folder, feed.title, name),
        ),
    )


def _moved(database: Database, server: int, row: _Row, feed: RemoteFeed, known: _Here) -> None:
    """Take over what was done to a feed there: another folder, another title."""
    here = known.by_number.get(row.feed_id or 0)
    if here is None:
        return
    as_before = alike(feed.title, row.title)
    if feed.title and not (as_before and alike(feed.title, here.feed.title)):
        # One's own name from before stays; where both sides gave it another one since, the server's holds.
        name = here.feed.name if as_before or here.feed.name == row.name_here else ""
        with database.writing("rename a feed") as connection:
            connection.execute("UPDATE feeds SET title = ?, name = ? WHERE id = ?", (feed.title, name, here.id))
            connection.execute(
                "UPDATE sync_feeds SET title = ? WHERE server_id = ? AND remote = ?", (feed.title, server, row.remote)
            )
    if alike(feed.folder, row.folder):
        return
    folder = here.feed.folder
    name = settle_folder(name_of(folder), feed.folder, row.folder)
    with database.writing("keep where a feed stands") as connection:
        if name != name_of(folder):
            folder = arranging.put(connection, here.id, (name,) if name else (), here.feed.also_in)
        connection.execute(
            "UPDATE sync_feeds SET folder = ?, folder_here = ? WHERE server_id = ? AND remote = ?",
            (feed.folder, name_of(folder), server, row.remote),
        )


def alike(one: str, other: str) -> bool:
    """Whether two names are the same: FreshRSS spells some signs otherwise than it was told them, such as ＆ for &."""
    return one == other or _spelled(one) == _spelled(other)


def _spelled(name: str) -> str:
    return normalize("NFKC", name).replace("’", "'")


def _drop(database: Database, server: int, remote: str, here: _Here) -> None:
    """Leave a feed that is gone there, if no other server has it. Broken off, it is done again: the row goes last."""
    with database.writing("part from a feed") as connection:
        (feed_id,) = connection.execute(  # read anew: another one that is gone may have been handed over to this
            "SELECT feed_id FROM sync_feeds WHERE server_id = ? AND remote = ?", (server, remote)
        ).fetchone()
        connection.execute(
            "DELETE FROM sync_items WHERE server_id = ? AND entry_id IN (SELECT id FROM entries WHERE feed_id = ?)",
            (server, feed_id),
        )
        known = here.by_number.get(feed_id or 0)
        handed = known is not None and _handed_over(connection, server, remote, known)
    if feed_id is not None and not handed:
        leave(database, feed_id)
    with database.writing("part from a feed") as connection:
        connection.execute("DELETE FROM sync_feeds WHERE server_id = ? AND remote = ?", (server, remote))


def _handed_over(connection: sqlite3.Connection, server: int, remote: str, known: Subscription) -> bool:
    connection.execute("UPDATE sync_feeds SET feed_id = NULL WHERE server_id = ? AND remote = ?", (server, remote))
    if hand_over(connection, [known]):
        return True
    connection.execute(
        "UPDATE sync_feeds SET feed_id = ? WHERE server_id = ? AND remote = ?", (known.id, server, remote)
    )
    return False
