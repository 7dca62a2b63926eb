"""Subscribing from within the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from readers.feeds.discover import FoundFeed
from tests.tui.conftest import SIZES

if TYPE_CHECKING:
    from tests.tui.fake import FakeNewsroom

OFFERED = [FoundFeed("https://quay.example/news", "Quay news"), FoundFeed("https://quay.example/sport")]


@pytest.mark.parametrize("size", [SIZES["small"], SIZES["medium"]], ids=["small", "medium"])
async def test_one_of_a_sites_several_feeds_is_chosen(reader, newsroom: FakeNewsroom, size) -> None:
    newsroom.offered = OFFERED
    async with reader(size) as app:
        await app.press("+")
        await app.type("quay.example", "enter")
        assert "2 feeds at quay.example: which one?" in app.text
        assert "Quay news  https://quay.example/news" in app.text
        await app.press("down", "enter")
        assert app.status == "subscribed to A new feed"
        assert newsroom.feeds[-1].feed.url == "https://quay.example/sport"


async def test_none_may_be_chosen(reader, newsroom: FakeNewsroom) -> None:
    newsroom.offered = OFFERED
    async with reader() as app:
        feeds = len(newsroom.feeds)
        await app.press("+")
        await app.type("quay.example", "enter", "escape")
        assert len(newsroom.feeds) == feeds


async def test_a_single_feed_is_subscribed_to_at_once_and_its_entries_are_shown(reader) -> None:
    async with reader() as app:
        await app.press("enter", "+")
        await app.type("quay.example/feed", "enter")
        assert app.status == "subscribed to A new feed"
        assert (app.screen.pane, app.screen.listing.title) == ("entries", "A new feed")


async def test_whoever_reads_on_meanwhile_stays_there(reader, newsroom: FakeNewsroom) -> None:
    newsroom.network.clear()
    async with reader() as app:
        await app.press("enter", "+")
        await app.type("quay.example/feed", "enter", "j")
        newsroom.network.set()
        await app.settle()
        assert app.screen.feeds.title_of(newsroom.feeds[-1].id) == "A new feed"
        assert (app.screen.pane, app.screen.listing.title) == ("article", "All")
