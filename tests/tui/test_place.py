"""Where the reader was: in each article at every size, and in the list, after a restart too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = [(60, 18), (80, 24), (100, 30), (120, 40), (160, 45), (200, 60)]


def first_line(app) -> str:
    """The words at the top of the article, as far as they show."""
    view = app.screen.view
    return view.reading.page.text[view.first_shown : view.first_shown + 30]


@pytest.mark.parametrize("size", SIZES)
async def test_an_article_opens_where_reading_stopped_after_a_restart(reader: Callable, size: tuple[int, int]) -> None:
    async with reader(size) as app:
        await app.press("enter", "ctrl+d", "ctrl+d")
        words = first_line(app)
        assert app.screen.view.scroll_offset.y > 0
        await app.press("Q")
    async with reader(size) as app:
        await app.press("enter")
        assert first_line(app) == words


@pytest.mark.parametrize("size", SIZES)
async def test_an_article_opens_there_after_another_one_too(reader: Callable, size: tuple[int, int]) -> None:
    async with reader(size) as app:
        await app.press("enter", "ctrl+d", "ctrl+d")
        words = first_line(app)
        await app.press("escape", "j enter", "ctrl+d", "escape", "k enter")
        assert first_line(app) == words


async def test_a_place_holds_at_another_size(reader: Callable) -> None:
    async with reader((120, 40)) as app:
        await app.press("enter", "ctrl+d", "ctrl+d")
        place = app.screen.view.place
        await app.press("Q")
    async with reader((80, 24)) as app:
        await app.press("enter")
        start, end = app.screen.view.stretch
        assert start <= app.screen.view.reading.page.from_document(place) < end


async def test_the_list_opens_where_it_was_left(reader: Callable) -> None:
    async with reader() as app:
        await app.press("j j j j j")
        entry = app.screen.entries.entry
        await app.press("Q")
    async with reader() as app:
        assert app.screen.entries.entry.id == entry.id
        await app.press("g g Q")
    async with reader() as app:
        assert app.screen.entries.at_top


async def test_feed_and_filter_are_those_that_were_left(reader: Callable) -> None:
    async with reader() as app:
        feed = app.screen.feeds.in_order[1]
        app.screen.feeds.point_to(app.screen.feeds.node_of(feed.id))
        app.screen.feeds.choose()
        await app.settle()
        word = app.screen.entries.entry.title.split()[-1]
        await app.press("F")
        await app.type(word, "enter")
        rows = [row.id for row in app.screen.entries.rows]
        await app.press("Q")
    async with reader() as app:
        assert (app.screen.listing.feed_id, app.screen.listing.wanted) == (feed.id, word)
        assert [row.id for row in app.screen.entries.rows] == rows
        assert app.screen.feeds.item.subscription.id == feed.id


async def test_a_list_that_is_no_more_opens_as_all(reader: Callable, newsroom) -> None:
    newsroom.memory["list"] = '{"feed": 9999, "entry": 9999}'
    async with reader() as app:
        assert app.screen.listing.title == "All"
        assert app.screen.entries.at_top
