"""What a refresh says at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from readers.errors import QuothError
from readers.news.refresh import (
    FeedDone,
    FeedFailed,
    FeedSkipped,
    FeedStarted,
    Finished,
    PagesRead,
    ServerDone,
    ServerFailed,
)
from tests.tui.conftest import SIZES
from tui.actions import network

if TYPE_CHECKING:
    from tests.tui.fake import FakeNewsroom


@pytest.mark.parametrize("size", [SIZES["small"], SIZES["medium"]], ids=["small", "medium"])
async def test_without_a_network_one_reads_what_is_here(reader, newsroom: FakeNewsroom, size) -> None:
    newsroom.events = [FeedStarted(1), FeedFailed(1, "There is no network."), Finished(failed=1, offline=True)]
    async with reader(size) as app:
        assert app.status == "offline: reading what is here"


async def test_at_the_start_what_is_due_is_fetched_and_by_hand_everything(reader, newsroom: FakeNewsroom) -> None:
    newsroom.events = [FeedSkipped(1, "was fetched 5 min ago"), Finished(skipped=1)]
    async with reader() as app:
        assert newsroom.refreshed == [None]
        assert app.status.startswith("nothing was due · R fetches all the same")
        newsroom.events = [FeedStarted(1), FeedDone(1), Finished(fetched=1)]
        await app.press("R")
        assert newsroom.refreshed[-1] == {feed.id for feed in newsroom.feeds}
        assert app.status == "nothing new"


async def test_a_feed_that_is_left_alone_is_told_with_its_reason(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        newsroom.events = [FeedSkipped(1, "its server asked to be left alone for another 2 h"), Finished(skipped=1)]
        await app.press("r")
        assert "was not fetched: its server asked to be left alone for another 2 h." in app.status
        newsroom.events = [
            FeedSkipped(2, "its server asked to be left alone for another 2 h"),
            FeedStarted(1),
            FeedDone(1, new=3),
            Finished(fetched=1, skipped=1, new=3),
        ]
        await app.press("R")
        assert app.status == "3 new · 1 feed not asked (!)"
        assert [problem.feed_id for problem in app.screen.problems] == [2]
        assert "its server asked to be left alone" in app.screen.problems[-1].told


async def test_articles_of_a_feed_are_read_ahead_where_one_wants_it(reader, newsroom: FakeNewsroom) -> None:
    newsroom.events = [FeedStarted(1), FeedDone(1), PagesRead(1, 1), Finished(fetched=1, ahead=1)]
    async with reader(SIZES["medium"]) as app:
        await app.press("h", "z", "f")
        assert app.status == "no feed at hand: choose one on the left"  # all of them are at hand, which is none
        feed = newsroom.feeds[0]
        app.screen.feeds.point_to(app.screen.feeds.node_of(feed.id))
        await app.press("z", "f")
        assert newsroom.ahead == {feed.id}
        assert newsroom.refreshed[-1] == {feed.id}
        await app.press("z", "f")
        assert newsroom.ahead == set()
        assert app.status == f"articles of {feed.feed.called} are fetched when you open them"


async def test_an_address_is_asked_for_and_its_article_kept(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("L")
        await app.press(*"a.example/x", "enter")
        assert newsroom.later == ["a.example/x"]
        assert "is kept under" in app.status


async def test_no_refresh_cuts_another_short(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        everything = {feed.id for feed in newsroom.feeds}
        one = newsroom.feeds[1].id
        newsroom.events = [FeedStarted(one), None, FeedDone(one, new=2), Finished(fetched=1, new=2)]
        newsroom.network.clear()
        before = len(newsroom.refreshed)
        await app.press("R", "R")
        network.refresh_due(app.screen)
        await app.settle()
        assert newsroom.refreshed[before:] == [everything]
        newsroom.network.set()
        await app.settle()
        # What was wanted while the first ran comes after it; what is merely due does not.
        assert newsroom.refreshed[before:] == [everything, everything]
        assert app.status == "4 new"


async def test_a_feed_whose_turn_comes_after_it_was_wanted_is_fetched_once(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        first, second = newsroom.feeds[0].id, newsroom.feeds[1].id
        started = [FeedStarted(first), None, FeedDone(first), FeedStarted(second), FeedDone(second)]
        newsroom.events = [*started, Finished(fetched=2)]
        newsroom.network.clear()
        before = len(newsroom.refreshed)
        await app.press("R")
        network.refresh_feeds(app.screen, [first, second])
        newsroom.network.set()
        await app.settle()
        assert newsroom.refreshed[before + 1 :] == [{first}]


async def test_pages_read_ahead_make_way_for_feeds_that_are_wanted(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        one = newsroom.feeds[0].id
        newsroom.events = [FeedStarted(one), FeedDone(one, new=1), PagesRead(1, 90), None, PagesRead(2, 90), None]
        newsroom.network.clear()
        before = len(newsroom.refreshed)
        await app.press("R")
        network.refresh_feeds(app.screen, [one])
        newsroom.events = [FeedStarted(one), FeedDone(one), Finished(fetched=1)]
        newsroom.network.set()
        await app.settle()
        assert newsroom.refreshed[before + 1 :] == [{one}]
        assert app.status == "1 new"


async def test_a_refresh_that_fails_leaves_the_way_free_for_the_next(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        newsroom.events = [FeedStarted(1), QuothError("The process that refreshes the feeds died.")]
        await app.press("R")
        assert "died" in app.status
        newsroom.events = [FeedStarted(1), FeedDone(1, new=5), Finished(fetched=1, new=5)]
        await app.press("R")
        assert app.status == "5 new"


async def test_what_was_skipped_and_then_fetched_was_not_left_alone(reader, newsroom: FakeNewsroom) -> None:
    one = newsroom.feeds[0].id
    newsroom.events = [FeedSkipped(one, "it was fetched 5 min ago"), None, Finished(skipped=1)]
    newsroom.network.clear()
    async with reader() as app:
        await app.press("R")
        newsroom.events = [FeedStarted(one), FeedDone(one, new=3), Finished(fetched=1, new=3)]
        newsroom.network.set()
        await app.settle()
        assert app.status == "3 new"
        assert app.screen.problems == []


async def test_a_server_that_answers_after_all_has_the_last_word(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        newsroom.events = [ServerFailed("freshrss", "is not reachable."), None, Finished()]
        newsroom.network.clear()
        await app.press("R", "R")
        newsroom.events = [ServerDone("freshrss", fresh={}), Finished()]
        newsroom.network.set()
        await app.settle()
        assert app.status == "nothing new"


async def test_the_failure_of_another_feed_does_not_hide_what_came(reader, newsroom: FakeNewsroom) -> None:
    first, second = newsroom.feeds[0].id, newsroom.feeds[1].id
    newsroom.events = [FeedStarted(first), FeedFailed(first, "It is gone."), None, Finished(failed=1)]
    newsroom.network.clear()
    async with reader() as app:
        network.refresh_feeds(app.screen, [second])
        newsroom.events = [FeedStarted(second), FeedDone(second, new=12), Finished(fetched=1, new=12)]
        newsroom.network.set()
        await app.settle()
        assert app.status.startswith("12 new · 1 feed failed")


async def test_what_is_wanted_while_a_refresh_fails_is_still_fetched(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        newsroom.events = [FeedStarted(1), None, QuothError("The process that refreshes the feeds died.")]
        newsroom.network.clear()
        await app.press("R", "R")
        newsroom.events = [FeedStarted(1), FeedDone(1, new=5), Finished(fetched=1, new=5)]
        newsroom.network.set()
        await app.settle()
        assert app.status == "5 new"
