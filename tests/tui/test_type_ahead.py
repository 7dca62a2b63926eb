"""Going to a row by typing some of its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


async def test_typing_goes_to_the_next_row_that_has_the_words(reader: Callable) -> None:
    async with reader(size=(120, 40)) as app:
        rows = app.screen.entries.rows
        wanted = next(row for row in rows[1:] if "comet" in row.title)
        await app.press("'")
        await app.type("COMET")
        assert app.screen.entries.entry == wanted
        await app.press("enter")
        assert (app.screen.entries.entry, app.screen.pane) == (wanted, "entries")
        assert app.screen.entries.rows == rows


async def test_escape_goes_back_and_what_is_in_no_row_is_told(reader: Callable) -> None:
    async with reader(size=(120, 40)) as app:
        first = app.screen.entries.entry
        await app.press("'")
        await app.type("comet")
        await app.press("escape")
        assert app.screen.entries.entry == first
        await app.press("'")
        await app.type("zzzz")
        assert app.status == "no row here has “zzzz”"
        assert app.screen.entries.entry == first


async def test_feeds_in_the_tree_are_gone_to(reader: Callable) -> None:
    async with reader(size=(120, 40)) as app:
        feed = app.screen.feeds.subscriptions[-1].feed.called
        await app.press("h", "'")
        await app.type(feed.split()[0])
        await app.press("enter")
        assert feed.split()[0] in app.screen.feeds.item.title
