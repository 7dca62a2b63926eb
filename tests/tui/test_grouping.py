"""The list of entries under headings."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

import msgspec
import pytest

from readers.config import Config
from readers.library.library import Library
from tests.tui import fiction
from tests.tui.conftest import SIZES
from tests.tui.fake import FakeNewsroom
from tui.actions import days
from tui.desk import Desk
from tui.layout.days import Heading, until_midnight


def headings(app) -> list[str]:
    return [item.title for item in app.screen.entries.items if isinstance(item, Heading)]


async def test_entries_are_grouped_by_day_and_not_again(reader) -> None:
    async with reader(SIZES["large"]) as app:
        await app.press("|")
        assert app.status == "grouped by day"
        assert headings(app)[:3] == ["Today", "Yesterday", "Thursday 12 March"]
        assert "All · 40 entries" in app.text
        assert app.screen.entries.entry.id == 1
        await app.press("\\")
        assert headings(app)[-1] == "Today"
        assert app.screen.entries.entry.id == 1
        await app.press("|", "|", "|")
        assert app.status == "not grouped"
        assert headings(app) == []


async def test_the_cursor_steps_over_headings(reader) -> None:
    async with reader(SIZES["small"]) as app:
        await app.press("|", "g g")
        entries = app.screen.entries
        assert entries.scroll_offset.y == 0
        seen = [entries.entry.id]
        for _ in range(39):
            await app.press("j")
            seen.append(entries.entry.id)
        assert seen == list(range(1, 41))
        await app.press("G", "k", "g g")
        assert entries.entry.id == 1


async def test_marks_people_and_the_next_unread_are_those_of_entries(reader, newsroom: FakeNewsroom) -> None:
    async with reader(SIZES["large"]) as app:
        await app.press("|", "N", "f")
        assert app.screen.entries.rows[0].read
        assert app.screen.entries.rows[0].starred
        await app.press("n", "n", "n", "n", "n", "n", "n")
        assert not app.screen.entries.entry.read
        await app.press("enter")
        assert app.screen.pane == "article"
        await app.press("q", "A")
        assert all(row.read for row in app.screen.entries.rows)


async def test_a_click_on_a_heading_chooses_nothing(reader) -> None:
    async with reader() as app:
        await app.press("|")
        await app.pilot.click(app.screen.entries, offset=(3, 0))
        await app.settle()
        assert app.screen.pane == "entries"
        assert app.screen.view.article is None


async def test_a_long_list_that_comes_bit_by_bit_has_each_heading_once(reader, newsroom: FakeNewsroom) -> None:
    newsroom.entries[:] = FakeNewsroom(2600).entries
    async with reader() as app:
        await app.press("|")
        grouped = headings(app)
        assert len(set(grouped)) == len(grouped) > 100
        await app.press("h", "enter")
        assert headings(app) == grouped
        assert app.screen.entries.total == 2600
        await app.press("F")
        await app.type("comet", "enter")
        assert app.screen.entries.total == 325


async def test_entries_are_grouped_by_feed_in_the_order_of_the_tree(reader) -> None:
    async with reader(SIZES["large"]) as app:
        await app.press("|", "|")
        assert app.status == "grouped by feed"
        assert headings(app) == ["Bay Courier", "Fenwick Weekly", "The Ellery Post", "Larkmoor Science", "Quiet Books"]
        assert [row.id for row in app.screen.entries.rows[:4]] == [1, 7, 9, 15]
        assert app.screen.entries.entry.id == 1
        assert not app.screen.entries.outlets
        await app.press("\\")
        assert headings(app)[0] == "Bay Courier"
        assert [row.id for row in app.screen.entries.rows[:4]] == [39, 33, 31, 25]


async def test_entries_are_grouped_by_folder(reader, newsroom: FakeNewsroom) -> None:
    async with reader(SIZES["large"]) as app:
        await app.press("|", "|", "|")
        assert app.status == "grouped by folder"
        assert headings(app) == ["Local", "National", "In no folder"]
        assert [row.id for row in app.screen.entries.rows[:5]] == [1, 4, 7, 8, 9]
        await app.press("|")
        assert app.status == "not grouped"


async def test_one_feed_is_grouped_by_day_or_not_at_all(reader) -> None:
    async with reader(SIZES["large"]) as app:
        await app.press("|", "|", "h", "j j j j", "enter")
        assert headings(app) == []
        await app.press("|")
        assert headings(app)[0] == "Today"
        await app.press("|")
        assert app.status == "not grouped"


async def test_without_folders_there_is_no_grouping_by_them(reader, newsroom: FakeNewsroom) -> None:
    newsroom.feeds = [
        msgspec.structs.replace(one, feed=msgspec.structs.replace(one.feed, folder=())) for one in newsroom.feeds
    ]
    async with reader() as app:
        await app.press("|", "|", "|")
        assert app.status == "not grouped"


async def test_entries_of_a_feed_that_was_left_come_last(reader, newsroom: FakeNewsroom) -> None:
    newsroom.feeds = [one for one in newsroom.feeds if one.feed.title != "Bay Courier"]
    async with reader(SIZES["large"]) as app:
        await app.press("|", "|")
        assert headings(app)[-1] == "Bay Courier"
        await app.press("|")
        assert headings(app)[-1] == "In no folder"
        assert app.screen.entries.total == 40


async def test_a_long_list_that_comes_bit_by_bit_is_grouped_as_a_whole(reader, newsroom: FakeNewsroom) -> None:
    newsroom.entries[:] = FakeNewsroom(3700).entries
    async with reader() as app:
        await app.press("|", "|")
        grouped = list(app.screen.entries.items)
        assert len(headings(app)) == 5
        await app.press("h", "enter")
        assert app.screen.entries.items == grouped
        assert app.screen.entries.entry == grouped[1]
        assert app.screen.entries.scroll_offset.y == 0


async def test_oldest_first_begins_with_the_oldest_however_long_the_list_is(reader, newsroom: FakeNewsroom) -> None:
    newsroom.entries[:] = FakeNewsroom(3700).entries
    async with reader() as app:
        await app.press("\\", "h", "enter")
        assert app.screen.entries.entry.id == 3700
        assert app.screen.entries.scroll_offset.y == 0


class TestTheNextStart:
    async def test_has_the_grouping_and_order_of_the_last(self, reader) -> None:
        async with reader() as app:
            await app.press("|", "|", "\\")
            before = list(app.screen.entries.items)
        async with reader() as app:
            assert app.screen.entries.items == before
            assert app.screen.entries.rows[0].id == 39

    async def test_has_each_story_once_or_every_entry_as_before(self, reader, newsroom: FakeNewsroom) -> None:
        newsroom.entries[1] = msgspec.structs.replace(
            newsroom.entries[1], title=newsroom.entries[0].title, link=newsroom.entries[0].link
        )
        async with reader() as app:
            assert app.screen.entries.total == 39
            await app.press("z s")
        async with reader() as app:
            assert app.screen.entries.total == 40

    @pytest.mark.parametrize("kept", ["{", '{"grouping": "moon"}', "[]", '{"once": "perhaps"}'])
    async def test_is_as_the_first_if_nobody_understands_what_was_kept(
        self, reader, newsroom: FakeNewsroom, kept: str
    ) -> None:
        newsroom.memory["list"] = kept
        async with reader() as app:
            assert app.screen.entries.total == 40
            assert headings(app) == []

    async def test_is_kept_in_the_library(self, tmp_path) -> None:
        path = tmp_path / "library.db"
        desk = Desk(Config(library=path, saved=tmp_path), Library.open(path))
        assert await desk.remembered("list") == ""
        await desk.remember("list", "{}")
        await desk.close()
        again = Desk(desk.config, Library.open(path))
        assert await again.remembered("list") == "{}"
        await again.close()


class TestTheClock:
    async def test_at_midnight_today_becomes_yesterday_and_nothing_moves(self, reader) -> None:
        async with reader(SIZES["small"]) as app:
            await app.press("|", "j j j j j")
            here, entries = app.screen.entries.entry, app.screen.entries
            assert headings(app)[:2] == ["Today", "Yesterday"]
            entries.clock = lambda: fiction.NOW + timedelta(days=1)
            days.look(app.screen, fiction.NOW.astimezone().date())
            await app.settle()
            assert headings(app)[0] == "Yesterday"
            assert entries.entry == here
            assert app.text.splitlines()[0].split()[0] == "Yesterday"

    async def test_ages_grow_while_one_looks(self, reader) -> None:
        async with reader() as app:
            assert "20m" in app.text
            app.screen.entries.clock = lambda: fiction.NOW + timedelta(hours=3)
            days.look(app.screen, fiction.NOW.astimezone().date())
            await app.settle()
            assert "20m" not in app.text
            assert "3h" in app.text

    def test_the_next_day_begins_at_midnight_here_even_if_the_clocks_change(self, monkeypatch) -> None:
        monkeypatch.setenv("TZ", "Europe/Oslo")
        time.tzset()
        try:
            for day, hours in ((28, 24), (29, 23), (30, 24)):  # in Oslo the night of 29 March 2026 has an hour less
                begins = datetime(2026, 3, day).astimezone()
                assert until_midnight(begins) == hours * 3600
                assert until_midnight(begins + timedelta(seconds=hours * 3600 - 1)) == 1
            assert until_midnight(datetime(2026, 10, 25).astimezone()) == 25 * 3600
        finally:
            monkeypatch.undo()
            time.tzset()
