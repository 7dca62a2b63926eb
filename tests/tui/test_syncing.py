"""The reader beside a server that holds feeds: what comes, what waits to be told, and what went wrong."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from readers.config import Config, default_library
from readers.library.library import Library
from readers.news.refresh import Finished, ServerDone, ServerFailed, ServerStarted
from readers.sync import accounts
from tests.readers.sync.server import TOKEN, Books, busy, serve
from tests.tui.conftest import SIZES
from tests.tui.fake import FakeNewsroom
from tests.tui.test_cli import quoth
from tests.tui.test_shelves import to_feed
from tui.app import QuothApp
from tui.desk import Desk
from tui.state.settings import Settings


@pytest.fixture
def books() -> Books:
    return Books()


@pytest.fixture
def address(books: Books) -> Iterator[str]:
    with serve(books) as url:
        yield url


@asynccontextmanager
async def reading() -> object:
    """The app over the library of this test, with a way to wait for what is to be seen."""
    app = QuothApp(Desk(Config(library=default_library())), settings=Settings(refresh_at_start=False))
    async with app.run_test(size=SIZES["large"]) as pilot:
        screen = app.screen_stack[0]

        async def until(seen: Callable[[], bool]) -> None:
            deadline = time.monotonic() + 120  # a busy machine draws out what starts a process
            while not seen():
                assert time.monotonic() < deadline, (screen.status.said, screen.status.doing)
                await pilot.pause(0.02)

        yield pilot, screen, until


async def test_what_is_read_offline_waits_in_sight_and_is_told_with_a_refresh(books: Books, address: str) -> None:
    books.publish(books.subscribe("https://paper.example/feed", folder="News"), 5)
    with Library.open(default_library()) as library:
        library.set_setting("started", "2026-01-01")
        accounts.keep_secret(library.database, address, "", TOKEN, "file")
        accounts.add(library.database, "miniflux", address, user="", secret="file")  # noqa: S106
    assert (await asyncio.to_thread(quoth, "sync")).exit_code == 0
    async with reading() as (pilot, screen, until):
        await until(lambda: screen.entries.total == 5)
        assert screen.status.waiting == 0
        books.trouble = busy
        await pilot.press("N")
        await until(lambda: screen.status.waiting == 1)
        await pilot.press("j", "N", "f")
        await until(lambda: screen.status.waiting == 3)
        assert "3 to sync" in str(screen.status.render_line(0).text)
        await pilot.press("R")
        await until(lambda: "3 changes wait to be told" in screen.status.said)
        assert any("3 changes wait" in one.told for one in screen.problems)
        books.trouble = None
        with Library.open(default_library()) as library:  # it asked to be left alone for a while
            known = accounts.account(library.database, "")
            accounts.record(library.database, known, now=datetime.now(UTC), ended=False)
        await pilot.press("R")
        await until(lambda: screen.status.waiting == 0 and screen.status.said == "nothing new")
        assert sorted(map(sum, books.marks().values())) == [0, 0, 0, 1, 2]


async def test_a_sync_is_told_of_as_it_goes(reader, newsroom: FakeNewsroom) -> None:
    newsroom.waiting = 2
    newsroom.events = [
        ServerStarted("miniflux"),
        ServerStarted("miniflux", 100, 300),
        ServerDone("miniflux", {1: 3}, marked=2, waiting=0),
        Finished(),
    ]
    async with reader(SIZES["large"]) as app:
        assert app.screen.status.waiting == 2
        assert "2 to sync" in app.text
        newsroom.waiting = 0
        await app.press("R")
        assert app.status == "3 new"
        assert "to sync" not in app.text
        newsroom.events = [ServerStarted("miniflux"), ServerFailed("miniflux", "It is away.", 1), Finished()]
        await app.press("R")
        assert app.status == "miniflux: It is away. 1 change waits to be told."
        assert [one.told for one in app.screen.problems] == [app.status]


async def test_a_feed_at_hand_is_offered_to_a_server_or_no_longer(reader, newsroom: FakeNewsroom) -> None:
    async with reader(SIZES["large"]) as app:
        await to_feed(app, "Bay Courier")
        await app.press("z t")
        assert app.status == "There is no server to sync with."
        newsroom.servers = ["miniflux"]
        await app.press("z t")
        assert app.status == "Bay Courier is offered to miniflux with the next sync"
        assert "1 to sync" in app.text
        await app.press("z t")
        assert app.status == "Bay Courier is offered no longer"
        assert "to sync" not in app.text
        newsroom.servers = ["miniflux", "rss.example.org"]
        await app.press("z t")
        assert "Offer Bay Courier to a server" in app.text
        await app.press("2")
        assert newsroom.offered_feeds == {1: "rss.example.org"}


async def test_whoever_subscribes_is_told_how_to_have_it_on_the_server_too(reader, newsroom: FakeNewsroom) -> None:
    async with reader(SIZES["large"]) as app:
        newsroom.servers = ["miniflux"]
        await app.press("+")
        await app.type("new.example.org", "enter")
        assert app.status == "subscribed to A new feed · zt offers it to miniflux"
        assert newsroom.offered_feeds == {}, "it is told to nobody unasked"


async def test_a_feed_that_the_server_does_not_take_is_told(reader, newsroom: FakeNewsroom) -> None:
    async with reader(SIZES["large"]) as app:
        newsroom.events = [ServerDone("miniflux", refused=["Mine: miniflux does not take it."]), Finished()]
        await app.press("R")
        assert app.status == "Mine: miniflux does not take it."
        assert [one.told for one in app.screen.problems] == [app.status]
