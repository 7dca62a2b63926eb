"""The list while things happen elsewhere: nothing moves under the reader's hand."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest

from readers.model import SaidBy, Subscription
from readers.news.refresh import FeedDone, FeedStarted, Finished
from tests.tui import fiction
from tests.tui.conftest import SIZES

if TYPE_CHECKING:
    from readers.model import EntryRow
    from tests.tui.conftest import Reader
    from tests.tui.fake import FakeNewsroom


def come_in(newsroom: FakeNewsroom, count: int = 7) -> None:
    """Newer entries of all feeds come with the next refresh."""
    first = newsroom.entries[0]
    highest = max(row.id for row in newsroom.entries)
    new = [
        msgspec.structs.replace(
            newsroom.entries[number],
            id=highest + number + 1,
            title=f"Comet {number} just in",
            link=f"https://new.example/{number}",
            published=first.published + timedelta(minutes=count - number),
            read=False,
        )
        for number in range(count)
    ]
    newsroom.entries[:0] = new
    newsroom.events = [FeedStarted(1), FeedDone(1, count, 0), Finished()]


def line_of(app: Reader, row: EntryRow) -> int:
    """The line of the screen on which an entry stands."""
    return app.screen.entries.index_of(row.id) - app.screen.entries.scroll_offset.y


SHAPES = {"plain": "", "by day": "|", "by feed": "| |", "by folder": "| | |"}
ORDERS = {"newest first": "", "oldest first": "\\"}
FILTERS = {"all": "", "filtered": "comet"}


@pytest.mark.parametrize("wanted", FILTERS.values(), ids=FILTERS)
@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
async def test_the_cursor_and_its_line_stay_while_entries_come_in(
    reader, newsroom: FakeNewsroom, shape: str, order: str, wanted: str
) -> None:
    newsroom.entries = fiction.rows(800)
    async with reader(SIZES["small"]) as app:
        await app.press(*filter(None, (shape, order)))
        if wanted:
            await app.press("F")
            await app.type(wanted, "enter")
        entries = app.screen.entries
        await app.press("g g", "ctrl+d", "ctrl+d", "ctrl+d", "k k")
        here, line, total = entries.entry, line_of(app, entries.entry), entries.total
        assert 0 < line < entries.size.height - 1
        come_in(newsroom)
        await app.press("R")
        assert entries.total == total + 7
        assert entries.entry == here
        assert line_of(app, here) == line


async def test_what_is_looked_at_stays_where_it_is_though_the_cursor_is_out_of_sight(
    reader, newsroom: FakeNewsroom
) -> None:
    newsroom.entries = fiction.rows(300)
    async with reader(SIZES["small"]) as app:
        entries = app.screen.entries
        here = entries.entry
        entries.scroll_to(y=100, animate=False, immediate=True)
        looked_at = entries.items[100]
        come_in(newsroom)
        await app.press("R")
        assert entries.entry == here
        assert entries.items[entries.scroll_offset.y] == looked_at


async def test_the_tree_stays_where_it_was_scrolled_to_while_counts_change(reader, newsroom: FakeNewsroom) -> None:
    newsroom.feeds = [Subscription(n, fiction.subscriptions([])[0].feed, unread=1) for n in range(1, 200)]
    async with reader(SIZES["large"]) as app:
        feeds = app.screen.feeds
        feeds.scroll_to(y=90, animate=False, immediate=True)
        come_in(newsroom)
        await app.press("R")
        assert feeds.scroll_offset.y == 90
        assert feeds.cursor == 0


async def test_the_cursor_goes_on_to_what_is_left_when_its_entry_goes(reader, newsroom: FakeNewsroom) -> None:
    async with reader(SIZES["large"]) as app:
        await app.press("h", "j", "enter", "j j j")
        here, following = app.screen.entries.entry, app.screen.entries.rows[4]
        line = line_of(app, here)
        await app.press("N")
        come_in(newsroom, 3)
        await app.press("R")
        assert app.screen.entries.index_of(here.id) is None
        assert app.screen.entries.entry == following
        assert line_of(app, following) == line


async def test_the_next_after_an_article_that_left_the_list_is_the_one_in_its_place(
    reader, newsroom: FakeNewsroom
) -> None:
    async with reader(SIZES["large"]) as app:
        await app.press("h", "j", "enter", "enter")
        following = app.screen.entries.rows[1]
        newsroom.events = [FeedDone(1, 1, 0), Finished()]
        await app.press("R")
        assert app.screen.entries.entry == following
        await app.press("n")
        assert app.screen.view.article.row.id == following.id


async def test_at_the_end_of_everything_the_cursor_finds_the_last_that_is_left(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("h", "j", "enter", "G")
        before = app.screen.entries.rows[-2]
        await app.press("N")
        newsroom.events = [FeedDone(1, 1, 0), Finished()]
        await app.press("R")
        assert app.screen.entries.entry == before


async def test_a_list_that_empties_is_empty(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("h", "j", "enter", "A")
        newsroom.events = [FeedDone(1, 1, 0), Finished()]
        await app.press("R")
        assert app.screen.entries.entry is None
        assert "nothing here" in app.text
        await app.press("j", "n", "N", "t")
        assert app.status == "no entry at hand"


async def test_what_is_marked_while_a_long_list_is_fetched_again_stays_marked(reader, newsroom: FakeNewsroom) -> None:
    newsroom.entries = fiction.rows(3000)
    async with reader() as app:
        rows, fetched = newsroom.rows, []

        async def mark_meanwhile(**query: object) -> object:
            page = await rows(**query)
            fetched.append(len(page))
            if len(fetched) == 2:
                app.screen.run_id("toggle_read")
            return page

        newsroom.rows = mark_meanwhile
        come_in(newsroom, 1)
        await app.press("R")
        assert app.screen.entries.entry.id == 1
        assert app.screen.entries.entry.read


async def test_another_feed_that_is_chosen_meanwhile_is_not_mixed_with_the_one_before(
    reader, newsroom: FakeNewsroom
) -> None:
    newsroom.entries = fiction.rows(3000)
    async with reader() as app:
        rows, fetched = newsroom.rows, []

        async def choose_meanwhile(**query: object) -> object:
            page = await rows(**query)
            fetched.append(query.get("feed_id"))
            if len(fetched) == 2:
                app.screen.post_message(app.screen.feeds.Chosen(app.screen.feeds, app.screen.feeds.node_of(4)))
            return page

        newsroom.rows = choose_meanwhile
        come_in(newsroom, 1)
        await app.press("R")
        assert {row.feed_id for row in app.screen.entries.rows} == {4}
        assert len({row.id for row in app.screen.entries.rows}) == app.screen.entries.total


async def test_who_is_in_other_articles_is_shown_anew_when_something_was_set_right(
    reader, newsroom: FakeNewsroom
) -> None:
    async with reader(SIZES["large"]) as app:
        await app.press("enter")
        newsroom.entries[30] = msgspec.structs.replace(newsroom.entries[30], people=("Somebody Else",))
        quote = app.screen.view.article.annotations.quotes[0]
        document = app.screen.view.article.document
        from readers.marks.anchors import anchor
        from readers.model import Span

        correction = SaidBy(anchor(document, Span(quote.start, quote.end)))
        app.screen.post_message(app.screen.Annotated(await newsroom.correct(app.screen.view.article, correction)))
        await app.settle()
        assert app.screen.listing.rows[30].people == ("Somebody Else",)
        assert app.screen.entries.rows[30].people == ("Somebody Else",)


class TestTheNextUnread:
    async def test_goes_round_within_a_list(self, reader, newsroom: FakeNewsroom) -> None:
        async with reader() as app:
            await app.press("G", "n")
            assert app.screen.entries.entry.id == 1
            assert app.status == "from the top"
            await app.press("p")
            assert app.screen.entries.entry.id == 40
            assert app.status == "from the end"

    async def test_goes_on_with_the_next_feed_of_the_tree(self, reader, newsroom: FakeNewsroom) -> None:
        await newsroom.mark_all_read(4)
        async with reader(SIZES["large"]) as app:
            await app.press("h", "j j j j", "enter", "A", "n")
            assert app.screen.listing.title == "The Ellery Post"
            assert app.status == "on to The Ellery Post"
            assert not app.screen.entries.entry.read
            assert app.screen.feeds.item.title == "The Ellery Post"
            assert app.screen.pane == "entries"

    async def test_opens_it_where_articles_are_read(self, reader, newsroom: FakeNewsroom) -> None:
        async with reader(SIZES["large"]) as app:
            await app.press("h", "j j j j", "enter", "A", "enter", "n")
            assert app.screen.pane == "article"
            assert app.screen.view.article.row.feed_id == 4

    async def test_says_when_nothing_is_left(self, reader, newsroom: FakeNewsroom) -> None:
        async with reader() as app:
            await app.press("A", "n")
            assert app.status == "nothing unread here"
            await app.press("h", "G", "enter", "n")
            assert app.status == "nothing unread is left"
