"""The list of what went wrong, and what can be done about it from there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest

from readers.news.refresh import FeedDone, FeedFailed, FeedStarted, Finished
from tests.tui.conftest import SIZES

if TYPE_CHECKING:
    from tests.tui.fake import FakeNewsroom

WRONG = "The server does not answer."


@pytest.fixture
def failing(newsroom: FakeNewsroom) -> FakeNewsroom:
    """Two feeds could not be fetched; one of them is gone for good."""
    now = datetime.now(UTC)
    changes = {"problem": WRONG, "checked": now - timedelta(hours=3), "failures": 4}
    newsroom.feeds[1] = msgspec.structs.replace(newsroom.feeds[1], **changes, next_check=now + timedelta(minutes=20))
    newsroom.feeds[4] = msgspec.structs.replace(newsroom.feeds[4], problem="It is gone.", checked=now, gone=True)
    return newsroom


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
async def test_each_says_when_what_to_which_feed_and_what_can_be_done(reader, failing: FakeNewsroom, size) -> None:
    async with reader(size) as app:
        app.screen.trouble("The article could not be saved: the disk is full.")
        await app.press("!")
        assert "! The Ellery Post" in app.text
        rows = [line.row for line in app.app.screen.lines.items]
        assert all(sum(len(text) for text, _ in (*row.left, *row.right)) <= size[0] - 8 for row in rows)
        told = " ".join(" ".join(text.strip() for text, _ in (*row.left, *row.right)) for row in rows)
        told = " ".join(told.split())
        assert "! The Ellery Post 3h ago" in told
        assert WRONG in told
        assert "failed 4 times · next try in 20 min · r tries again · D leaves the feed" in told
        assert told.count("leaves the feed") == 2
        assert told.count("tries again") == 1
        assert "R tries all of them again" in told
        assert "The article could not be saved: the disk is full." in told


@pytest.mark.parametrize("preset", ["vim", "newsboat"])
async def test_its_keys_are_those_of_the_commands(reader, failing: FakeNewsroom, preset: str) -> None:
    async with reader(preset=preset, keys={"refresh": ["g y"], "remove": ["ctrl+x"], "down": ["w"]}) as app:
        await app.press("!")
        assert "gy tries again" in app.text
        assert "^x leaves the feed" in app.text
        await app.press("r", "D")
        assert len(app.app.screen_stack) == 2
        await app.press("g y")
        assert failing.refreshed[-1] == {2}
        await app.press("!", "w", "ctrl+x")
        assert "Leave “Quiet Books”?" in app.text


async def test_all_that_fail_are_tried_again_but_for_what_is_gone(reader, failing: FakeNewsroom) -> None:
    failing.feeds[0] = msgspec.structs.replace(failing.feeds[0], problem=WRONG)
    async with reader() as app:
        await app.press("!", "R")
        assert failing.refreshed[-1] == {1, 2}


async def test_enter_lists_the_entries_of_the_feed(reader, failing: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("!", "enter")
        assert app.screen.listing.title == "The Ellery Post"


@pytest.mark.parametrize("key", ["q", "escape", "!", "h"])
async def test_it_is_left_as_anything_else_is(reader, failing: FakeNewsroom, key: str) -> None:
    async with reader() as app:
        await app.press("!", key)
        assert len(app.app.screen_stack) == 1


async def test_it_is_found_by_its_name(reader, failing: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press(":")
        await app.type("problems")
        await app.pilot.pause(0.3)
        await app.press("enter")
        assert "! The Ellery Post" in app.text


async def test_what_is_solved_goes_away(reader, newsroom: FakeNewsroom) -> None:
    newsroom.events = [FeedStarted(2), FeedFailed(2, WRONG), FeedStarted(1), FeedDone(1, 0, 0), Finished()]
    async with reader() as app:
        assert "! 1" in app.text
        await app.press("R")
        assert len(app.screen.problems) == 1
        newsroom.events = [FeedStarted(2), FeedDone(2, 0, 0), Finished()]
        await app.press("R")
        assert app.screen.problems == []
        assert "! 1" not in app.text
        await app.press("!")
        assert "nothing went wrong" in app.text


async def test_without_a_network_nothing_is_wrong_with_the_feeds(reader, newsroom: FakeNewsroom) -> None:
    newsroom.events = [FeedStarted(2), FeedFailed(2, "No network.", True), Finished(failed=1, offline=True)]
    async with reader() as app:
        assert app.screen.problems == []
        assert app.status == "offline: reading what is here"


async def test_one_feed_that_fails_when_asked_says_why_at_once(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        newsroom.events = [FeedStarted(1), FeedFailed(1, WRONG), Finished(failed=1)]
        await app.press("r")
        assert app.status == WRONG
        newsroom.events = [FeedStarted(1), FeedDone(1, 0, 0), Finished()]
        await app.press("r")
        assert app.status == "nothing new"
