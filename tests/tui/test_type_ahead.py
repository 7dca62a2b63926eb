"""Going to a row by typing some of its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

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


async def test_names_and_quotes_of_the_panel_are_gone_to(reader: Callable) -> None:
    async with reader(size=(120, 40), opening=["harbour.html"]) as app:
        await app.press("1", "'")
        await app.type("union", "enter")
        assert app.screen.panel.people.item.entity.name == "Harbour Workers' Union"
        await app.press("2", "'")
        await app.type("brandt", "enter")
        quote = app.screen.panel.quotes.item.quote
        assert app.screen.view.reading.marks.speaker(quote) == "Pavel Brandt"
        first = app.screen.panel.quotes.cursor
        await app.press("'")
        await app.type("thane", "escape")
        assert app.screen.panel.quotes.cursor == first


@pytest.mark.parametrize("keys", ["] e K", "] e c", "!"])
async def test_rows_of_a_dialog_are_gone_to_and_its_own_keys_are_letters_meanwhile(reader: Callable, keys: str) -> None:
    async with reader(size=(120, 40), opening=["harbour.html"]) as app:
        app.screen.note_problem("The comet was not there.")
        app.screen.note_problem("The harbour does not answer.")
        await app.press(keys)
        dialog = app.app.screen
        lines = dialog.lines
        rows = [index for index, line in enumerate(lines.items) if lines.selectable(line)]
        last = rows[-1]
        wanted = lines.words(last).split()[-1].casefold()
        first = next(
            index for index in [*rows[rows.index(lines.cursor) :], *rows] if wanted in lines.words(index).casefold()
        )
        begun = lines.cursor
        await app.press(f"' {' '.join(wanted)}")
        assert app.app.screen is dialog
        assert lines.cursor == first
        assert f"to the row with: {wanted}" in app.text
        await app.press("escape")
        assert app.app.screen is dialog
        assert lines.cursor == begun
        assert "to the row with" not in app.text
        await app.press("' Z Z Z")
        assert "ZZZ – there is none" in app.text
        await app.press("backspace backspace backspace enter")
        assert (app.app.screen, lines.cursor) == (dialog, begun)
        await app.press("escape")
        assert app.app.screen is app.screen
