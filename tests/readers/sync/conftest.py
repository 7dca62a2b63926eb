"""A server, a library that syncs with it, and what is in both."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from readers.feeds.client import Client, Limits
from readers.library.library import Library
from readers.model import Entry, EntryRow, Feed, Subscription
from readers.sync import accounts, offers, waiting
from readers.sync.accounts import Account
from readers.sync.run import Event, ServerDone, ServerFailed, sync
from tests.readers.sync.server import PASSWORD, TOKEN, USER, Books, serve

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
OWN = "https://own.example/feed"
CHILD = """
import asyncio, sys
from pathlib import Path
from readers.feeds.client import Client
from readers.library.library import Library
from readers.sync import accounts
from readers.sync.run import ServerDone, sync

async def go(library):
    async with Client() as client:
        async for event in sync(library, accounts.account(library.database, ""), client=client):
            last = event
    assert isinstance(last, ServerDone), last

with Library.open(Path(sys.argv[1])) as library:
    print("go", flush=True)
    asyncio.run(go(library))
"""
"""What a process does that syncs."""


@contextmanager
def syncing(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that syncs, ended with the block."""
    with subprocess.Popen([sys.executable, "-c", CHILD, str(path)], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"go\n"
        yield child
        child.kill()


class Device:
    """A library that syncs with one server."""

    def __init__(self, path: Path, client: Client, kind: str, url: str) -> None:
        self.library = Library.open(path)
        self.client = client
        user, secret = ("", TOKEN) if kind == "miniflux" else (USER, PASSWORD)
        accounts.keep_secret(self.library.database, url, user, secret, "file")
        accounts.add(self.library.database, kind, url, user=user, secret="file")  # type: ignore[arg-type]  # noqa: S106

    @property
    def account(self) -> Account:
        return accounts.account(self.library.database, "")

    async def events(self) -> list[Event]:
        return [event async for event in sync(self.library, self.account, client=self.client)]

    async def sync(self) -> ServerDone:
        """Sync to the end, which it must come to."""
        last = (await self.events())[-1]
        assert isinstance(last, ServerDone), last
        return last

    async def fail(self) -> ServerFailed:
        last = (await self.events())[-1]
        assert isinstance(last, ServerFailed), last
        return last

    def row(self, title: str) -> EntryRow:
        return next(row for row in self.library.rows(limit=10**6) if row.title == title)

    def marks(self) -> dict[str, tuple[bool, bool]]:
        """Every entry's marks, by its title."""
        return {row.title: (row.read, row.starred) for row in self.library.rows(limit=10**6)}


def own(device: Device, url: str = OWN, **known: object) -> Subscription:
    """A feed of one's own, with two entries."""
    feed = device.library.subscribe(Feed(url, "Own", **known), now=NOW)  # type: ignore[arg-type]
    told = [Entry(f"guid-{n}", f"Own {n}", f"https://own.example/{n}", content="<p>It is here.</p>") for n in (1, 2)]
    device.library.store_entries(feed.id, feed.feed, told, now=NOW)
    return device.library.subscription(feed.id)


def offer(device: Device, feed: Subscription) -> None:
    offers.offer(device.library.database, device.account.name, feed)


def asks_to_take(method: str, path: str) -> bool:
    """Whether a server is asked to take a feed."""
    return path.endswith("quickadd") or (method, path[-6:]) == ("POST", "/feeds")


def left(device: Device) -> int:
    return waiting.in_all(device.library.database)


@pytest.fixture
def books() -> Books:
    return Books()


@pytest.fixture
def address(books: Books) -> Iterator[str]:
    with serve(books) as url:
        yield url


@pytest.fixture
async def client(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Client]:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    async with Client(Limits(connect=2, read=5, total=20)) as opened:
        yield opened


@pytest.fixture(params=["miniflux", "greader", "nextcloud"])
async def device(request: pytest.FixtureRequest, address: str, client: Client, tmp_path: Path) -> AsyncIterator[Device]:
    opened = Device(tmp_path / "library.db", client, request.param, address)
    yield opened
    opened.library.close()
