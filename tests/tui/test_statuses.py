"""What the bottom line and the list of problems say is true here and now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable


async def test_the_quote_at_hand_is_told_no_more_after_leaving_the_article(reader: Callable) -> None:
    async with reader() as app:
        await app.press("enter", "] q")
        assert app.screen.status.at_hand
        await app.press("h")
        assert app.screen.pane == "entries"
        assert app.screen.status.at_hand == ""
        await app.press("l")
        assert app.screen.status.at_hand, "and told again on coming back"


async def test_a_match_is_told_no_more_once_it_is_let_go(reader: Callable) -> None:
    async with reader(opening=["harbour.html"]) as app:
        await app.press("/")
        await app.type("harbour", "enter")
        assert app.status.startswith("match 1 of")
        await app.press("escape")
        assert "match" not in app.status


async def test_the_list_is_told_of_when_the_reader_is_in_it(reader: Callable) -> None:
    async with reader() as app:
        await app.press("enter", "] e")
        assert "%" in app.screen.status.where
        await app.press("h")
        assert "entries" in app.screen.status.where


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_top_of_an_article_is_nought_per_cent_and_its_end_a_hundred(reader: Callable, size) -> None:
    async with reader(size) as app:
        await app.press("enter")
        assert "· 0 %" in app.screen.status.where
        await app.press("G")
        assert "· 100 %" in app.screen.status.where


async def test_what_could_not_be_had_of_a_page_stands_among_the_problems(reader: Callable, newsroom) -> None:
    open_as_ever = newsroom.open

    async def refused(what, *, full=None):
        article = await open_as_ever(what, full=full)
        document = msgspec.structs.replace(article.document, problem="the site answers 403 Forbidden")
        return msgspec.structs.replace(article, document=document)

    newsroom.open = refused
    async with reader() as app:
        await app.press("enter")
        assert app.screen.status.problems == 1
        assert "403" in app.screen.problems[-1].told
        await app.press("!")
        assert "403 Forbidden" in app.text


async def test_a_filter_taken_back_leaves_the_cursor_where_it_was(reader: Callable) -> None:
    async with reader() as app:
        await app.press("j j j j")
        entry = app.screen.entries.entry
        await app.press("F")
        await app.type("zzzz")
        assert app.screen.entries.entry is None
        await app.press("escape")
        assert app.screen.entries.entry.id == entry.id


async def test_a_filter_that_left_nothing_puts_the_cursor_back_when_it_goes(reader: Callable) -> None:
    async with reader() as app:
        await app.press("j j j j")
        entry = app.screen.entries.entry
        await app.press("F")
        await app.type("zzzz", "enter", "escape")
        assert app.screen.entries.entry.id == entry.id


async def test_the_card_of_the_panel_is_of_the_name_under_its_cursor(reader: Callable) -> None:
    async with reader((160, 45)) as app:
        await app.press("enter", "tab", "K")
        name = app.screen.panel.people.item.entity.name
        assert app.app.screen is not app.screen
        assert name in app.text


async def drag(app, start: tuple[int, int], end: tuple[int, int]) -> tuple[int, int] | None:
    view = app.screen.view
    await app.pilot.mouse_down(view, offset=start)
    await app.pilot.hover(view, offset=(start[0] + 1, start[1]))
    await app.pilot.hover(view, offset=end)
    await app.pilot.mouse_up(view, offset=end)
    await app.settle()
    return view.selected


async def test_a_drag_from_an_empty_line_takes_what_is_dragged_over(reader: Callable) -> None:
    async with reader(opening=["harbour.html"]) as app:
        view = app.screen.view
        lines = view._table.lines
        empty = next(y for y in range(5, view.size.height - 3) if lines[y][0] < 0 and lines[y + 1][0] >= 0)
        left = view._setting.left
        start, end = await drag(app, (left + 5, empty), (left + 12, empty + 1))
        assert start >= lines[empty + 1][1]
        assert end <= lines[empty + 1][2]


async def test_a_drag_from_the_margin_begins_with_the_line(reader: Callable) -> None:
    async with reader(opening=["harbour.html"]) as app:
        view = app.screen.view
        line = next(y for y in range(4, view.size.height) if view._table.lines[y][0] >= 0)
        start, _ = await drag(app, (1, line), (view._setting.left + 20, line))
        assert start == view._table.lines[line][1]
