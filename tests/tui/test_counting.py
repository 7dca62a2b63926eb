"""A number before a key: so often, or to that row or line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui.commands.keys import Keymap
from tui.commands.sequence import KeySequence
from tui.commands.table import BY_ID

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tui.fake import FakeNewsroom

PLACES = {
    "list": ("list", "anywhere"),
    "article": ("article", "anywhere"),
    "panel": ("panel", "article", "anywhere"),
    "selection": ("selection", "article", "anywhere"),
}


def typed(keys: KeySequence, text: str, where: str, *, seconds: float = 0.1) -> tuple[str, int]:
    """What the last of some keys does, and how often, if each comes some time after the one before."""
    told, at = "", 100.0
    for key in text.split():
        ours, command = keys.press(key, PLACES[where], at)
        assert ours, key
        told, at = command.id if command is not None else "", at + seconds
    return told, keys.count


@pytest.mark.parametrize(
    ("where", "pressed", "command", "count"),
    [
        ("list", "5 j", "down", 5),
        ("list", "3 j", "down", 3),
        ("list", "1 2 n", "next_unread", 12),
        ("list", "1 0 G", "bottom", 10),
        ("list", "2 ] ]", "next_entry", 2),
        ("article", "3 ] e", "next_mention", 3),
        ("article", "2 1 ] q", "next_quote", 21),
        ("article", "5 j", "down", 5),
        ("article", "1 0 j", "down", 10),
        ("article", "0 3 j", "down", 3),
        ("panel", "4 *", "next_same", 4),
        ("selection", "3 w", "select_word", 3),
        ("selection", "1 0 w", "select_word", 10),
        ("selection", "0", "select_line_start", 0),
        # What moves in the panel belongs to the panel that the digit has shown.
        ("article", "2 j", "down", 0),
        ("article", "4 G", "bottom", 0),
        # A digit alone is what it always was.
        ("article", "3", "show_places", 0),
        ("panel", "1 2", "show_quotes", 0),
    ],
)
def test_a_number_counts_where_it_is_nothing_else(where: str, pressed: str, command: str, count: int) -> None:
    assert typed(KeySequence(Keymap()), pressed, where) == (command, count)


def test_a_digit_that_has_shown_the_panel_is_no_number_any_more_after_a_while() -> None:
    assert typed(KeySequence(Keymap()), "3 ] e", "article", seconds=2.0) == ("next_mention", 0)
    assert typed(KeySequence(Keymap()), "5 ] e", "article", seconds=2.0) == ("next_mention", 5)


def test_escape_lets_go_of_a_number_and_of_nothing_else() -> None:
    keys = KeySequence(Keymap())
    assert typed(keys, "5 escape", "article") == ("", 0)
    assert typed(keys, "j", "article") == ("down", 0)
    assert typed(keys, "2 escape", "article") == ("escape", 0)


def test_a_key_of_ones_own_goes_before_numbers() -> None:
    keys = KeySequence(Keymap(remaps={"star": ["5"]}, macros={"7": "star ; save"}))
    assert typed(keys, "5", "list") == ("star", 0)
    assert typed(keys, "7", "article") == ("macro 7", 0)
    assert typed(keys, "6 5 j", "list") == ("down", 65)


def test_what_cannot_be_done_often_is_done_once() -> None:
    assert not BY_ID["toggle_read"].counted
    assert not BY_ID["quit"].counted


def test_no_number_is_too_large() -> None:
    assert typed(KeySequence(Keymap()), " ".join("9" * 40) + " j", "list") == ("down", 9999)


async def test_three_names_further_and_one_jump_back(newsroom: FakeNewsroom, reader: Callable) -> None:
    async with reader(size=(120, 40)) as app:
        await app.press("enter")
        view = app.screen.view
        marks = view.reading.marks.mentions
        await app.press("] e")
        at = marks.index(view.reading.mark)
        await app.press("3 ] e")
        assert marks.index(view.reading.mark) == at + 3
        assert app.screen.pane == "article"
        await app.press("ctrl+o")
        assert marks.index(view.reading.mark) == at
        await app.press("2 [ e")
        assert marks.index(view.reading.mark) == (at - 2) % len(marks)


async def test_a_digit_that_became_a_number_leaves_the_panel_as_it_was(reader: Callable) -> None:
    async with reader(size=(120, 40)) as app:
        await app.press("enter", "2")
        assert (app.screen.pane, app.screen.panel.tab) == ("panel", "quotes")
        await app.press("h", "3 ] e")
        assert (app.screen.pane, app.screen.panel.tab) == ("article", "quotes")
        await app.press("1 0")
        assert (app.screen.pane, app.screen.panel.tab) == ("article", "quotes")
        assert "10" in app.text.splitlines()[-2]


async def test_rows_are_counted_and_gone_to(reader: Callable) -> None:
    async with reader(size=(120, 40)) as app:
        rows = app.screen.entries.rows
        await app.press("3 j")
        assert app.screen.entries.entry == rows[3]
        await app.press("2 k")
        assert app.screen.entries.entry == rows[1]
        await app.press("1 2 G")
        assert app.screen.entries.entry == rows[11]
        await app.press("4 enter")
        assert app.screen.entries.entry == rows[3]
        assert app.screen.pane == "entries"
        await app.press("9 9 9 9 G")
        assert app.screen.entries.entry == rows[-1]


async def test_a_line_of_the_article_is_gone_to(reader: Callable) -> None:
    async with reader(size=(80, 24)) as app:
        await app.press("enter", "0 1 0 G")
        assert app.screen.view.scroll_offset.y == 9
        await app.press("5 j")
        assert app.screen.view.scroll_offset.y == 14
        await app.press("ctrl+o")
        assert app.screen.view.scroll_offset.y == 0


async def test_several_unread_further(newsroom: FakeNewsroom, reader: Callable) -> None:
    async with reader(size=(120, 40)) as app:
        unread = [row.id for row in app.screen.entries.rows if not row.read and row != app.screen.entries.entry]
        await app.press("3 n")
        assert app.screen.entries.entry.id == unread[2]
        await app.press("enter", "5 ] ]")
        assert app.screen.view.article.row.id == app.screen.entries.entry.id == app.screen.entries.rows[9].id


async def test_so_many_words_are_selected(reader: Callable) -> None:
    async with reader(size=(120, 40)) as app:
        await app.press("enter", "v", "3 w")
        assert len(app.screen.get_selected_text().split()) == 4
