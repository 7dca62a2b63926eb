"""What helps one's fingers: doing it again, and being told how a sequence of keys may go on."""

from __future__ import annotations

import time

import pytest

from tests.tui.fake import FakeNewsroom
from tui.commands.keys import Keymap
from tui.widgets.ways import columns


async def test_what_was_done_last_is_done_again(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press(".")
        assert "nothing was done" in app.status
        await app.press("z s", "f", "j", ".")
        assert [row.starred for row in newsroom.entries[:2]] == [True, True]
        await app.press("] f", ".")
        assert app.screen.last_command == "next_feed"


def test_the_ways_on_are_those_of_the_pane_at_hand() -> None:
    keymap = Keymap()
    here = dict(keymap.after(("]",), ("article", "anywhere")))
    assert {"e", "q", "n", "f", "]"} <= here.keys()
    assert here["q"] == "Next quote"
    assert "q" not in dict(keymap.after(("]",), ("list", "anywhere")))
    assert keymap.after(("j",), ("list", "anywhere")) == []


@pytest.mark.parametrize("size", [(60, 18), (120, 40), (200, 60)])
@pytest.mark.parametrize("begun", ["]", "z", "g"])
async def test_one_who_hesitates_is_shown_all_ways_in_which_the_keys_may_go_on(reader, size, begun: str) -> None:
    async with reader(size) as app:
        await app.press("enter")
        began = time.monotonic()
        await app.press(begun)
        assert not app.screen.ways.display or time.monotonic() - began > 0.5, "who does not hesitate sees none of it"
        for _ in range(200):
            if app.screen.ways.display:
                break
            await app.pilot.pause(0.02)
        await app.settle()
        view = app.screen.view.size
        for key, title in app.screen.keymap.after((begun,), app.screen.where):
            assert f"{key} {title.lower()}" in app.text
        assert app.screen.view.size == view
        await app.press("escape")
        assert not app.screen.ways.display
        assert app.screen.pane == "article"


def test_ways_stand_in_columns_from_the_top_down() -> None:
    ways = [(str(number), "way") for number in range(5)]
    assert columns(ways, 20) == [[ways[0], ways[3]], [ways[1], ways[4]], [ways[2]]]
    assert columns(ways, 3) == [[way] for way in ways]
    assert columns((), 80) == []
