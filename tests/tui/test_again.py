"""What helps one's fingers: doing it again, and being told how a sequence of keys may go on."""

from __future__ import annotations

from tests.tui.fake import FakeNewsroom
from tui.commands.keys import Keymap


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


async def test_one_who_hesitates_is_told_how_the_keys_may_go_on(reader) -> None:
    async with reader((200, 40)) as app:
        await app.press("enter", "]")
        assert app.status == "" or "next quote" not in app.status
        for _ in range(200):
            if "next quote" in app.screen.status.said:
                break
            await app.pilot.pause(0.02)
        assert "q next quote" in app.screen.status.said
        await app.press("q")
        assert app.screen.view.reading.quote >= 0
