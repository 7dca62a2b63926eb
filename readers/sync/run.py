"""One sync with one server, from its beginning to its end.

::

    turn ─► log in ─► feeds: taken over ─► feeds offered, left, moved or renamed here: told
           ─► what has changed: taken in, piece by piece ─► marks that wait: told, batch by batch

Each step is stored when it is done, and doing it again changes nothing: a sync may be broken off at any moment, and the
next one goes on. What is there is learned before anything is told, so that the later of two changes is seen to be it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from contextlib import aclosing
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

import msgspec

from readers.errors import FetchError, LibraryError, QuothError, SyncError, UnreachableError
from readers.sync import accounts, feeds, offers, store, turns, waiting, wishes
from readers.sync.accounts import Account
from readers.sync.greader import GReader
from readers.sync.miniflux import Miniflux
from readers.sync.nextcloud import Nextcloud
from readers.sync.offering import Offering
from readers.sync.protocol import Server
from readers.sync.speaking import RefusedError, concerns_all

if TYPE_CHECKING:
    from readers.feeds.client import Client
    from readers.library.library import Library

_BATCH = 100
"""Marks that are told at once."""


class ServerStarted(msgspec.Struct, frozen=True, tag=True):
    """A server is being synced with: ``done`` entries have come, ``left`` are still to come, as far as it is known."""

    server: str
    done: int = 0
    left: int = 0


class ServerDone(msgspec.Struct, frozen=True, tag=True):
    """A server was synced with.

    Attributes:
        server: its name.
        fresh: feed → how many entries of it are new.
        marked: entries that are read, unread, starred or not any more, since they are so there.
        told: marks and feeds that the server was told of.
        waiting: what still waits to be told.
        feeds: the feeds that come by it.
        refused: why it does not take feeds that it was offered just now.
    """

    server: str
    fresh: dict[int, int] = {}
    marked: int = 0
    told: int = 0
    waiting: int = 0
    feeds: list[int] = []
    refused: list[str] = []

    @property
    def new(self) -> int:
        """Entries that are new, in all."""
        return sum(self.fresh.values())


class ServerFailed(msgspec.Struct, frozen=True, tag=True):
    """A server could not be synced with to the end; what was done stays. ``unreachable``: nobody answered."""

    server: str
    message: str
    waiting: int = 0
    unreachable: bool = False


Event = ServerStarted | ServerDone | ServerFailed


def _now() -> datetime:
    return datetime.now(UTC)


def way_to(account: Account, secret: str, client: Client) -> Server:
    """The way to a server, by its password or token."""
    kinds: dict[accounts.Kind, Callable[[Client, str, str, str], Server]]
    kinds = {"miniflux": Miniflux, "greader": GReader, "nextcloud": Nextcloud}
    return kinds[account.kind](client, account.url, account.user, secret)


async def sync(
    library: Library, account: Account, *, client: Client, now: Callable[[], datetime] = _now
) -> AsyncGenerator[Event]:
    """Sync with a server.

    Args:
        library: where feeds, entries and marks are.
        account: the server.
        client: the network.
        now: the clock.

    Yields:
        `ServerStarted` as it goes, then `ServerDone` or `ServerFailed`.
    """
    course = _Course(library, account)
    yield ServerStarted(account.name)
    try:
        secret = await accounts.secret_of(library.path, account)
        server = way_to(account, secret, client)
        async with turns.turn(library.database, account.id), aclosing(course.go(server, client, now)) as steps:
            async for step in steps:
                yield step
        await asyncio.to_thread(accounts.record, library.database, account, now=now(), ended=True)
        yield await asyncio.to_thread(course.told)
    except LibraryError:
        raise
    except turns.TakenError as error:
        left = await asyncio.to_thread(waiting.of_server, library.database, account.id)
        yield ServerFailed(account.name, str(error), left)
    except QuothError as error:
        rest = error.retry_after if isinstance(error, FetchError) else None
        until = now() + timedelta(seconds=rest) if rest else None
        await asyncio.to_thread(
            accounts.record, library.database, account, now=now(), ended=False, resting=until, problem=str(error)
        )
        left = await asyncio.to_thread(waiting.of_server, library.database, account.id)
        yield ServerFailed(account.name, str(error), left, isinstance(error, UnreachableError))


class _Course:
    """How one sync goes."""

    def __init__(self, library: Library, account: Account) -> None:
        self._library = library
        self._database = library.database
        self._account = account
        self._fresh: dict[int, int] = {}
        self._marked = 0
        self._told = 0
        self._refused: list[str] = []

    async def go(self, server: Server, client: Client, now: Callable[[], datetime]) -> AsyncGenerator[ServerStarted]:
        """Do all there is to do."""
        number = self._account.id
        await asyncio.to_thread(offers.resume, self._database, number)
        await server.log_in()
        there = await server.feeds()
        await asyncio.to_thread(wishes.hear, self._database, number, there)
        offering = Offering(self._database, self._account, server, client)
        await offering.merge(there, now=now())
        if there := await offering.ask():
            await offering.merge(there, now=now())
        self._told += offering.told
        self._refused += await offering.refused()
        await self._fulfil(server)
        known = await asyncio.to_thread(store.known, self._database, number)
        done = 0
        cursor = await asyncio.to_thread(store.cursor, self._database, number)
        async with aclosing(server.changes(cursor, known)) as pieces:
            async for piece in pieces:
                taken = await asyncio.to_thread(
                    store.take, self._database, number, piece, now=now(), ahead=server.ahead
                )
                self._marked += taken.marked
                for feed, new in taken.new.items():
                    self._fresh[feed] = self._fresh.get(feed, 0) + new
                done += len(piece.items)
                if piece.items:
                    yield ServerStarted(self._account.name, done, max(0, piece.left))
        await asyncio.to_thread(store.heard, self._database, number)
        await self._tell(server)

    async def _fulfil(self, server: Server) -> None:
        """Leave, move and rename there what was left, moved and renamed here."""
        for wish in await asyncio.to_thread(wishes.wishes, self._database, self._account.id):
            await asyncio.to_thread(wishes.begin, self._database, self._account.id, wish)
            try:
                match wish.deed:
                    case "leave":
                        await server.unsubscribe(wish.remote)
                    case "move":
                        await server.move(wish.remote, wish.to, wish.before)
                    case "rename":
                        await server.rename(wish.remote, wish.to)
            except (FetchError, SyncError) as error:
                # Of a feed that is to be left entries would be passed over, and lost if the reader came back to it.
                if wish.deed == "leave" or isinstance(error, UnreachableError | RefusedError) or concerns_all(error):
                    raise
                self._refused.append(f"{wish.deed.capitalize()} to {wish.to[:80] or 'no folder'}: {error}")
                continue
            await asyncio.to_thread(wishes.carried_out, self._database, self._account.id, wish)
            self._told += 1

    async def _tell(self, server: Server) -> None:
        """Tell the marks that wait."""
        marks = await asyncio.to_thread(store.waiting, self._database, self._account.id)
        for batch in _batches(marks):
            await asyncio.to_thread(store.begin, self._database, self._account.id, batch)
            await server.mark(batch[0].field, batch[0].value, [one.remote for one in batch])
            await asyncio.to_thread(store.told, self._database, self._account.id, batch)
            self._told += len(batch)

    def told(self) -> ServerDone:
        """The whole."""
        return ServerDone(
            self._account.name,
            self._fresh,
            self._marked,
            self._told,
            waiting.of_server(self._database, self._account.id),
            [feed for feed, server in feeds.owners(self._database).items() if server == self._account.id],
            self._refused,
        )


def _batches(marks: Iterable[store.Waiting]) -> Iterable[Sequence[store.Waiting]]:
    """Marks of one field and value together, so many at once."""

    def kind(mark: store.Waiting) -> tuple[str, bool]:
        return mark.field, mark.value

    for _, alike in groupby(sorted(marks, key=kind), key=kind):
        some = list(alike)
        for start in range(0, len(some), _BATCH):
            yield some[start : start + _BATCH]
