"""A story that several feeds tell has one row."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.tui.conftest import SIZES
from tui.layout.days import Heading

if TYPE_CHECKING:
    from tests.tui.fake import FakeNewsroom


@pytest.fixture
def twice(newsroom: FakeNewsroom) -> FakeNewsroom:
    """The second and fourth entries are the first again, by other feeds."""
    first = newsroom.entries[0]
    for at in (1, 3):
        newsroom.entries[at] = msgspec.structs.replace(
            newsroom.entries[at], title=first.title, link=f"{first.link}?utm_source=rss", read=False
        )
    return newsroom


@pytest.mark.parametrize("size", [SIZES["small"], SIZES["medium"]], ids=["small", "medium"])
async def test_one_row_says_in_how_many_outlets_more(reader, twice: FakeNewsroom, size) -> None:
    async with reader(size) as app:
        assert "All · 38 stories in 40 entries" in app.text
        assert "Bay Courier +2" in app.text
        await app.press("z s")
        assert "All · 40 entries" in app.text
        assert "+2" not in app.text


async def test_its_entries_are_marked_read_together(reader, twice: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("N")
        assert [twice.entries[at].read for at in (0, 1, 3)] == [True, True, True]
        await app.press("ctrl+z")
        assert [twice.entries[at].read for at in (0, 1, 3)] == [False, False, False]


async def test_it_is_opened_apart_and_closed_again(reader, twice: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("e")
        assert [row.id for row in app.screen.entries.rows[:4]] == [1, 2, 4, 3]
        await app.press("j", "N")
        assert [twice.entries[at].read for at in (0, 1, 3)] == [False, True, False]
        await app.press("e")
        assert [row.id for row in app.screen.entries.rows[:2]] == [1, 3]
        assert app.screen.entries.entry.id == 1
        await app.press("j", "e")
        assert app.status == "only this entry tells it"


async def test_the_other_outlets_are_named_where_the_cursor_comes(reader, twice: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("j", "k")
        assert app.status == "also in Larkmoor Science, Fenwick Weekly · e opens them apart"


async def test_the_cursor_stays_on_a_story_that_is_told_anew(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("j j")
        here = app.screen.entries.entry
        copy = msgspec.structs.replace(here, id=41, feed_id=5, published=newsroom.entries[0].published)
        newsroom.entries.insert(0, copy)
        await app.press("r")
        assert app.screen.entries.entry.id == 41


@pytest.mark.parametrize("shape", ["|", "| |", "| | |"], ids=["by day", "by feed", "by folder"])
async def test_opened_apart_it_stays_together_under_one_heading(reader, twice: FakeNewsroom, shape: str) -> None:
    twice.entries[3] = msgspec.structs.replace(
        twice.entries[3], published=twice.entries[3].published - timedelta(days=1)
    )
    async with reader(SIZES["large"]) as app:
        await app.press(shape, "g g", "e")
        first, *rows = app.screen.entries.items[:4]
        assert isinstance(first, Heading)
        assert [row.id for row in rows] == [1, 2, 4]
        headings = [item.title for item in app.screen.entries.items if isinstance(item, Heading)]
        assert len(set(headings)) == len(headings)
        assert app.screen.entries.total == 40
