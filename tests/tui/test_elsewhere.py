"""The reader that is open while another process stores something: it is seen within seconds, and nothing moves."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest

from readers.config import Config
from readers.errors import LibraryError
from readers.library.library import Library
from tests.readers.library.conftest import COURIER, NOW, entry
from tests.tui import fiction
from tests.tui.conftest import SIZES
from tests.tui.test_live import FILTERS, ORDERS, SHAPES, come_in, line_of
from tui.actions import elsewhere
from tui.app import QuothApp
from tui.desk import Desk
from tui.state.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.conftest import Reader
    from tests.tui.fake import FakeNewsroom


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elsewhere, "EVERY", 0.01)


async def seen(app: Reader) -> None:
    """Wait until the reader has looked at what another process has stored."""
    app.newsroom.changed = True
    deadline = time.monotonic() + 60  # it rests ten times as long as its last look took, which a busy machine draws out
    while app.newsroom.changed:
        assert time.monotonic() < deadline
        await asyncio.sleep(0.01)
    await app.settle()


@pytest.mark.parametrize("wanted", FILTERS.values(), ids=FILTERS)
@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
async def test_new_entries_come_and_the_row_under_the_cursor_stays(
    reader, newsroom: FakeNewsroom, shape: str, order: str, wanted: str
) -> None:
    newsroom.entries = fiction.rows(800)
    async with reader(SIZES["small"]) as app:
        await app.press(*filter(None, (shape, order)))
        if wanted:
            await app.press("F")
            await app.type(wanted, "enter")
        entries = app.screen.entries
        await app.press("g g", "ctrl+d", "ctrl+d", "ctrl+d", "k k")
        here, line, total = entries.entry, line_of(app, entries.entry), entries.total
        come_in(newsroom)
        await seen(app)
        assert entries.total == total + 7
        assert entries.entry == here
        assert line_of(app, here) == line


async def test_the_first_entries_of_an_empty_library_come_too(reader, newsroom: FakeNewsroom) -> None:
    newsroom.entries = []
    async with reader() as app:
        newsroom.entries = fiction.rows(3)
        await seen(app)
        assert app.screen.entries.total == 3


async def test_marks_stars_tags_people_and_counts_are_shown_as_they_are_now(reader, newsroom: FakeNewsroom) -> None:
    async with reader(SIZES["large"]) as app:
        unread = app.screen.status.unread
        await newsroom.mark_read([1, 2])
        await newsroom.star(3, starred=True)
        await newsroom.tag(4, ("quay",))
        newsroom.entries[4] = msgspec.structs.replace(newsroom.entries[4], people=("Somebody Else",))
        await seen(app)
        assert app.screen.status.unread == unread - 2
        assert app.screen.listing.rows == newsroom.entries
        for word in ("#quay", "Somebody Else", "★"):
            assert word in app.text
        assert "quay" in app.screen.feeds.tags


async def test_a_headline_that_another_process_brought_is_shown(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        newsroom.entries[2] = msgspec.structs.replace(newsroom.entries[2], title="Comet seen twice (corrected)")
        await seen(app)
        assert "Comet seen twice (corrected)" in app.text


async def test_what_another_reader_has_read_stays_in_the_list_of_what_is_unread(reader, newsroom: FakeNewsroom) -> None:
    async with reader(SIZES["large"]) as app:
        await app.press("h", "j", "enter", "j j j")
        here, total = app.screen.entries.entry, app.screen.entries.total
        await newsroom.mark_read([here.id])
        await seen(app)
        assert app.screen.entries.total == total
        assert app.screen.entries.entry == msgspec.structs.replace(here, read=True)


async def test_what_is_gone_from_the_library_goes(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await newsroom.remove(1)
        await seen(app)
        assert app.screen.listing.rows
        assert app.screen.listing.rows == newsroom.entries
        assert [feed.id for feed in app.screen.feeds.subscriptions] == [feed.id for feed in newsroom.feeds]


async def test_what_cannot_be_seen_draws_nothing(reader, newsroom: FakeNewsroom, monkeypatch) -> None:
    async with reader(SIZES["large"]) as app:
        screen, drawn = app.screen, []
        for widget in (screen.entries, screen.feeds, screen.status, screen.view, screen.panel):
            paint = widget.render_line if hasattr(widget, "render_line") else widget.render
            monkeypatch.setattr(
                widget, paint.__name__, lambda *given, paint=paint: drawn.append(given) or paint(*given)
            )
        newsroom.feeds[0] = msgspec.structs.replace(newsroom.feeds[0], checked=fiction.NOW, next_check=fiction.NOW)
        await seen(app)
        assert drawn == []
        await newsroom.mark_read([1])
        await seen(app)
        assert drawn


async def test_what_is_marked_meanwhile_stays_marked(reader, newsroom: FakeNewsroom) -> None:
    newsroom.entries = fiction.rows(3000)
    async with reader() as app:
        rows, fetched = newsroom.rows, []

        async def mark_meanwhile(**query: object) -> object:
            page = await rows(**query)
            fetched.append(len(page))
            if len(fetched) == 2:
                app.screen.run_id("toggle_read")
            return page

        newsroom.rows = mark_meanwhile
        come_in(newsroom, 1)
        await seen(app)
        assert app.screen.entries.entry.id == 1
        assert app.screen.entries.entry.read
        assert app.screen.entries.total == 3001


async def test_a_feed_that_is_chosen_meanwhile_is_listed_alone(reader, newsroom: FakeNewsroom) -> None:
    newsroom.entries = fiction.rows(3000)
    async with reader() as app:
        rows, fetched = newsroom.rows, []

        async def choose_meanwhile(**query: object) -> object:
            page = await rows(**query)
            fetched.append(query.get("feed_id"))
            if len(fetched) == 2:
                app.screen.post_message(app.screen.feeds.Chosen(app.screen.feeds, app.screen.feeds.node_of(4)))
            return page

        newsroom.rows = choose_meanwhile
        come_in(newsroom, 1)
        await seen(app)
        assert {row.feed_id for row in app.screen.entries.rows} == {4}


async def test_a_library_that_cannot_be_asked_is_told_of_once(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        asked = 0

        async def refuse() -> bool:
            nonlocal asked
            asked += 1
            raise LibraryError("Could not look for changes: the disk is gone.")

        newsroom.changed_elsewhere = refuse
        while asked < 5:
            await asyncio.sleep(0.01)
        await app.settle()
        assert [one.told for one in app.screen.problems] == ["Could not look for changes: the disk is gone."]


async def test_the_real_reader_sees_what_another_process_stores(tmp_path: Path) -> None:
    config = Config(library=tmp_path / "library.db", saved=tmp_path / "saved")
    with Library.open(config.library) as other:
        courier = other.subscribe(COURIER, now=NOW)
        other.set_setting("started", NOW.isoformat())
        other.store_entries(courier.id, COURIER, [entry(number) for number in range(30)], now=NOW)
        app = QuothApp(Desk(config), settings=Settings(refresh_at_start=False))
        async with app.run_test(size=SIZES["medium"]) as pilot:
            screen = app.screen_stack[0]

            async def until(what) -> None:
                deadline = time.monotonic() + 10
                while not what():
                    assert time.monotonic() < deadline, "not within ten seconds"
                    await pilot.pause(0.02)

            await until(lambda: screen.entries.total == 30)
            await pilot.press("j", "j", "j")
            here = screen.entries.entry
            other.store_entries(courier.id, COURIER, [entry(40, published=NOW + timedelta(days=1))], now=NOW)
            await until(lambda: screen.entries.total == 31)
            assert screen.entries.entry.id == here.id
            other.mark_read([here.id])
            await until(lambda: screen.entries.entry.read)
            assert screen.status.unread == 30
