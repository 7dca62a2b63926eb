"""What it looks like, in a few pictures; looked at before they were kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui import fiction
from tests.tui.fake import FakeNewsroom
from tui.app import QuothApp, Settings
from tui.screens.reader import ReaderScreen

if TYPE_CHECKING:
    from textual.pilot import Pilot

PICTURES = {
    "entries-light": ((80, 24), "quoth-light", [], ""),
    "name-dark": ((120, 36), "quoth-dark", ["harbour.html"], "] e ] e"),
    "quote-wide": ((160, 40), "quoth-dark", ["harbour.html"], "] q ] q"),
    "name-small-contrast": ((60, 18), "quoth-contrast", ["harbour.html"], "] e ] e"),
    "panel-ansi": ((100, 30), "ansi-dark", ["harbour.html"], "2 j"),
}


@pytest.mark.parametrize("picture", PICTURES)
def test_pictures(snap_compare, picture: str) -> None:
    size, theme, opening, keys = PICTURES[picture]
    assert snap_compare(QuothApp(FakeNewsroom(), opening, Settings(theme)), terminal_size=size, run_before=acting(keys))


def test_names_and_quotes_are_told_apart_without_colours(snap_compare, monkeypatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = QuothApp(FakeNewsroom(), ["harbour.html"])
    assert snap_compare(app, terminal_size=(100, 30), run_before=acting("] e ] e"))


def acting(keys: str):
    """Something that presses keys when all is there, at a time that stands still."""

    async def act(pilot: Pilot[None]) -> None:
        await pilot.pause()
        screen = pilot.app.screen_stack[0]
        assert isinstance(screen, ReaderScreen)
        screen.entries.clock = lambda: fiction.NOW
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        for key in keys.split():
            await pilot.press({"]": "right_square_bracket"}.get(key, key))
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()

    return act
