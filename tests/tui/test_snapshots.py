"""What it looks like, in a few pictures; looked at before they were kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui import fiction
from tests.tui.fake import FakeNewsroom
from tui.app import QuothApp
from tui.screens.reader import ReaderScreen
from tui.state.settings import Settings

if TYPE_CHECKING:
    from textual.pilot import Pilot

DARK, LIGHT, GREY = "quoth-dark", "quoth-light", ""
"""Themes; the last stands for a terminal that is asked for no colours (``NO_COLOR``)."""

ARTICLE = ["harbour.html"]

PICTURES = {
    "list-60x18-dark": ((60, 18), DARK, [], "j j"),
    "name-60x18-light": ((60, 18), LIGHT, ARTICLE, "] e ] e"),
    "quote-60x18-grey": ((60, 18), GREY, ARTICLE, "] q ] q"),
    "card-100x30-dark": ((100, 30), DARK, ARTICLE, "] e ] e K"),
    "quotes-100x30-light": ((100, 30), LIGHT, ARTICLE, "2 j"),
    "notes-100x30-grey": ((100, 30), GREY, ARTICLE, "] q H ] e ] e H 4"),
    "selection-160x45-dark": ((160, 45), DARK, ["enter"], "] q v } }"),
    "correction-160x45-light": ((160, 45), LIGHT, ["enter"], "] e ] e c"),
    "names-160x45-grey": ((160, 45), GREY, ["enter"], "] e ] e"),
    "speakers-200x60-dark": ((200, 60), DARK, ["enter"], "] q ] q H"),
    "help-200x60-light": ((200, 60), LIGHT, [], "?"),
    "days-200x60-grey": ((200, 60), GREY, [], "| j j enter"),
    "name-60x18-contrast": ((60, 18), "quoth-contrast", ARTICLE, "] e ] e"),
    "feeds-80x24-dark": ((80, 24), DARK, [], "h"),
    "quote-80x24-contrast": ((80, 24), "quoth-contrast", ARTICLE, "] q ] q ] q"),
    "names-120x40-grey": ((120, 40), GREY, ["enter"], "f 1 j"),
    "open-200x60-light": ((200, 60), LIGHT, ["enter"], "f q j j"),
    "rules-100x30-light": ((100, 30), LIGHT, [], "z r"),
    "panel-100x30-ansi": ((100, 30), "ansi-dark", ARTICLE, "2 j"),
}
"""Size in cells, theme, what is opened (``enter``: the first entry of the list), keys pressed."""


@pytest.mark.parametrize("picture", PICTURES)
def test_pictures(snap_compare, monkeypatch, picture: str) -> None:
    size, theme, opening, keys = PICTURES[picture]
    if not theme:
        monkeypatch.setenv("NO_COLOR", "1")
    if opening == ["enter"]:
        opening, keys = [], f"enter {keys}"
    newsroom = FakeNewsroom()
    if keys == "z r":
        newsroom.kept_rules = {rule.id: rule for rule in fiction.RULES}
    app = QuothApp(newsroom, opening, Settings(theme or DARK))
    assert snap_compare(app, terminal_size=size, run_before=acting(keys))


def acting(keys: str):
    """Something that presses keys when all is there, at a time that stands still."""

    async def act(pilot: Pilot[None]) -> None:
        await pilot.pause()
        screen = pilot.app.screen_stack[0]
        assert isinstance(screen, ReaderScreen)
        screen.entries.clock = lambda: fiction.NOW
        screen.entries.age()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        for key in keys.split():
            await pilot.press({"]": "right_square_bracket"}.get(key, key))
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()

    return act
