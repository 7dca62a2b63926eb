"""The keys that one is told of at first, feeds that fail, and feeds that are left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from readers.config import Config
from readers.library.library import Library
from tests.tui.conftest import SIZES
from tui.desk import Desk

if TYPE_CHECKING:
    from tests.tui.fake import FakeNewsroom

HINT = "Enter opens · ]e next name · ? all keys"


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
async def test_the_first_time_the_status_line_tells_the_first_keys_until_one_was_used(
    reader, newsroom: FakeNewsroom, size
) -> None:
    newsroom.new = True
    async with reader(size) as app:
        assert HINT in app.text
        await app.press("j")
        assert HINT in app.text
        await app.press("enter")
        assert HINT not in app.text
        assert not newsroom.new


async def test_whoever_knows_them_is_not_told(reader) -> None:
    async with reader() as app:
        assert HINT not in app.text


async def test_that_they_are_known_is_remembered_in_the_library(tmp_path) -> None:
    path = tmp_path / "library.db"
    desk = Desk(Config(library=path, saved=tmp_path), Library.open(path))
    assert await desk.is_new()
    await desk.no_longer_new()
    await desk.close()
    again = Desk(desk.config, Library.open(path))
    assert not await again.is_new()
    await again.close()


async def test_a_feed_is_left_if_that_is_really_meant(reader, newsroom: FakeNewsroom) -> None:
    async with reader(SIZES["large"]) as app:
        await app.press("D")
        assert app.status == "no feed at hand: choose one on the left"
        await app.press("h", "j", "j", "j", "j", "enter", "D")
        assert "Leave “Bay Courier”?" in app.text
        assert "It has 10 entries: all but the starred and tagged ones go." in app.text
        await app.press("n")
        assert len(newsroom.feeds) == 5
        await app.press("D", "y")
        assert "Bay Courier" not in [feed.feed.title for feed in newsroom.feeds]
        assert app.status == "left Bay Courier"
        assert app.screen.listing.title == "All"
        assert app.screen.entries.total == 30


async def test_the_only_feed_that_a_filter_shows_is_left(reader) -> None:
    async with reader(SIZES["large"]) as app:
        await app.press("h", "/")
        await app.type("courier", "enter", "enter")
        await app.press("h", "D", "y")
        assert app.screen.listing.title == "All"
        assert app.screen.entries.total == 30


@pytest.mark.parametrize("key", ["r", "D"])
async def test_feeds_that_failed_earlier_are_problems_and_can_be_fetched_again_or_left(
    reader, newsroom: FakeNewsroom, key: str
) -> None:
    newsroom.feeds[1] = msgspec.structs.replace(newsroom.feeds[1], problem="The server does not answer.")
    async with reader() as app:
        await app.press("!")
        assert "r tries again · D leaves the feed" in app.text
        assert "! The Ellery Post" in app.text
        assert "The server does not answer." in app.text
        await app.press(key)
        if key == "r":
            assert newsroom.refreshed[-1] == {2}
        else:
            assert "Leave “The Ellery Post”?" in app.text
