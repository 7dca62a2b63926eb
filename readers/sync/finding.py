"""Comparing a feed from here with one that a server has: what there is to compare is asked for, of it and of the feed.

`likeness` judges by what came.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from readers.errors import FetchError
from readers.feeds.manners import Manners
from readers.library import entries
from readers.sync.feeds import alike, plain
from readers.sync.likeness import Likeness, Seen, judge, may_be_known_later
from readers.sync.protocol import RemoteFeed, RemoteItem, Server
from readers.sync.speaking import is_too_large

if TYPE_CHECKING:
    from readers.feeds.client import Client, Response
    from readers.library.database import Database
    from readers.model import Subscription

_SAMPLES = (30, 5)
"""Entries of a server's feed to compare with; fewer where they are too much for one answer."""
_ROWS = 500
_NOT_TO_BE_HAD = {400, 404, 405, 410, 501}


class Compared(NamedTuple):
    """How alike two feeds are, by how many entries in common; ``later``: whether more can be known another time."""

    likeness: Likeness
    common: int = 0
    later: bool = False


class Finder:
    """Compares feeds, and asks for what it needs once.

    Args:
        database: the library file.
        server: the way to the server.
        client: the network.
    """

    def __init__(self, database: Database, server: Server, client: Client) -> None:
        self._database = database
        self._server = server
        self._client = client
        self._items: dict[str, Sequence[RemoteItem]] = {}
        self._answers: dict[int, Response | None] = {}
        self._compared: dict[tuple[int, str], Compared] = {}

    async def compare(self, own: Subscription, feed: RemoteFeed) -> Compared:
        """Compare a feed from here with one of the server's, which has another address.

        Raises:
            FetchError, SyncError: the server cannot be asked.
        """
        if (found := self._compared.get((own.id, feed.remote))) is None:
            found = self._compared[own.id, feed.remote] = await self._compare(own, feed)
        return found

    async def _compare(self, own: Subscription, feed: RemoteFeed) -> Compared:
        seen = await asyncio.to_thread(self._seen, own, await self._items_of(feed.remote))
        likeness, common = judge(own, feed, seen), len(seen.pairs)
        if likeness in {Likeness.UNKNOWN, Likeness.LIKELY} and (answer := await self._fetched(own)) is not None:
            if plain(answer.url) == plain(feed.url):
                return Compared(Likeness.SAME, common)
            if likeness is Likeness.UNKNOWN and seen.items and not _names_any(answer, seen.items):
                return Compared(Likeness.OTHER)
        return Compared(likeness, common, likeness is Likeness.UNKNOWN and may_be_known_later(own, seen))

    async def are_twins(self, one: RemoteFeed, other: RemoteFeed) -> bool:
        """Whether two feeds of the server are one that it fetches by two addresses: all that it tells of both is equal.

        Raises:
            FetchError, SyncError: the server cannot be asked.
        """
        if not (one.title and alike(one.title, other.title) and plain(one.link) == plain(other.link)):
            return False
        first, second = [
            {(plain(item.entry.link), item.entry.title) for item in await self._items_of(feed.remote)}
            for feed in (one, other)
        ]
        return bool(first) and first == second

    async def _items_of(self, remote: str) -> Sequence[RemoteItem]:
        if remote not in self._items:
            self._items[remote] = await self._newest(remote)
        return self._items[remote]

    async def _newest(self, remote: str) -> Sequence[RemoteItem]:
        for most in _SAMPLES:
            try:
                return await self._server.newest(remote, most)
            except FetchError as error:
                if error.status not in _NOT_TO_BE_HAD and not is_too_large(error):
                    raise
        return ()

    def _seen(self, own: Subscription, items: Sequence[RemoteItem]) -> Seen:
        here = entries.rows(self._database, feed_id=own.id, limit=_ROWS)
        batch = {one.entry.id: one.entry for one in items}
        with self._database.reading("compare the entries of two feeds") as connection:
            known = entries.known_of(connection, own.id, batch, own.feed.link)
        dates = {row.id: row.published for row in here if row.published is not None}
        return Seen(dates, items, {key: row for key, (row, _) in known.items()})

    async def _fetched(self, own: Subscription) -> Response | None:
        """What its publisher says now, and where it says so; ``None`` if that is not to be had."""
        if own.id not in self._answers:
            url = own.feed.url
            try:
                answer = await self._client.get(url, user_typed=True, manners=Manners.of(url, own.options))
            except FetchError:
                self._answers[own.id] = None  # the server may reach it all the same
            else:
                self._answers[own.id] = answer
        return self._answers[own.id]


def _names_any(answer: Response, items: Sequence[RemoteItem]) -> bool:
    """Whether a feed, as it came, has the address or the headline of any of some entries."""
    text = answer.body.decode("utf-8", "replace").replace("\\/", "/")
    told = {word for one in items for word in (one.entry.link, one.entry.title) if word}
    return not told or any(word in text or escape(word, quote=False) in text for word in told)
