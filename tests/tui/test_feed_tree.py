"""The tree of feeds: folding, filtering, what is told of feeds in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from readers.model import Feed, Subscription
from tests.tui.conftest import SIZES
from tui.layout.tree import in_order, nodes

if TYPE_CHECKING:
    from tests.tui.conftest import Reader
    from tests.tui.fake import FakeNewsroom


def titles(app: Reader) -> list[str]:
    return [node.title for node in app.screen.feeds.items]


def feed(number: int, *folder: str, unread: int = 0, problem: str = "") -> Subscription:
    return Subscription(
        number, Feed(f"https://{number}.example", f"Feed {number}", folder=folder), unread, problem=problem
    )


def test_a_folder_has_the_sum_of_what_is_in_it_and_in_the_folders_in_it() -> None:
    rows = nodes([feed(1, "A", unread=2), feed(2, "A", "B", unread=3), feed(3, unread=5)], ())
    assert [(row.title, row.unread, row.depth) for row in rows] == [
        ("All", 10, 0),
        ("Unread", 10, 0),
        ("Starred", 0, 0),
        ("A", 5, 0),
        ("Feed 1", 2, 1),
        ("B", 3, 1),
        ("Feed 2", 3, 2),
        ("Feed 3", 5, 0),
    ]


def test_a_folder_tells_that_a_feed_in_it_fails() -> None:
    rows = nodes([feed(1, "A", problem="It does not answer."), feed(2, "B")], {("A",), ("B",)})
    assert [(row.title, row.failing) for row in rows[3:]] == [("A", True), ("B", False)]


def test_the_order_is_that_of_the_tree_whatever_is_folded() -> None:
    feeds = [feed(1), feed(2, "B"), feed(3, "A"), feed(4, "B")]
    shown = [row.subscription for row in nodes(feeds, ()) if row.subscription]
    assert [one.id for one in in_order(feeds)] == [one.id for one in shown] == [2, 4, 3, 1]


async def test_a_folder_is_folded_and_unfolded_by_enter_and_by_moving_out_and_in(reader) -> None:
    async with reader(SIZES["large"]) as app:
        everything = titles(app)
        assert everything[3:6] == ["Local", "Bay Courier", "Fenwick Weekly"]
        await app.press("h", "j j j j")
        assert app.screen.feeds.item.title == "Bay Courier"
        await app.press("h")
        assert app.screen.feeds.item.title == "Local"
        await app.press("h")
        assert titles(app)[3:5] == ["Local", "National"]
        await app.press("l")
        assert titles(app) == everything
        await app.press("l")
        assert app.screen.feeds.item.title == "Bay Courier"
        await app.press("l")
        assert app.screen.listing.title == "Bay Courier"
        await app.press("h", "k", "enter")
        assert titles(app)[3:5] == ["Local", "National"]


async def test_what_is_folded_is_folded_at_the_next_start(reader, newsroom: FakeNewsroom) -> None:
    async with reader(SIZES["large"]) as app:
        await app.press("h", "j j j j", "h", "h")
        folded = titles(app)
        assert "Bay Courier" not in folded
    async with reader(SIZES["large"]) as app:
        assert titles(app) == folded


async def test_the_tree_is_filtered_as_one_types(reader, newsroom: FakeNewsroom) -> None:
    newsroom.entries[0] = msgspec.structs.replace(newsroom.entries[0], tags=("elsewhere",))
    async with reader(SIZES["large"]) as app:
        await app.press("h", "/")
        await app.type("el")
        assert titles(app) == ["Tags", "#elsewhere", "National", "The Ellery Post"]
        await app.type("lery", "enter")
        assert titles(app) == ["National", "The Ellery Post"]
        assert app.screen.feeds.item.title == "The Ellery Post"
        await app.press("enter")
        assert app.screen.listing.title == "The Ellery Post"
        await app.press("h", "escape")
        assert "Bay Courier" in titles(app)
        assert app.screen.feeds.item.title == "The Ellery Post"


async def test_a_filter_looks_into_folders_that_are_folded_and_at_their_names(reader) -> None:
    async with reader(SIZES["large"]) as app:
        await app.press("h", "j j j", "h", "/")
        await app.type("local", "enter")
        assert titles(app) == ["Local", "Bay Courier", "Fenwick Weekly"]
        await app.press("/", "escape")
        assert titles(app)[3:5] == ["Local", "National"]


async def test_a_filter_that_nothing_passes_says_so(reader) -> None:
    async with reader(SIZES["large"]) as app:
        await app.press("h", "/")
        await app.type("zzz", "enter")
        assert "no such feed" in app.text
        await app.press("escape")
        assert len(titles(app)) == 10


async def test_hundreds_of_feeds_in_one_folder_scroll(reader, newsroom: FakeNewsroom) -> None:
    newsroom.feeds = [feed(number, "All of them", unread=number) for number in range(1, 401)]
    async with reader(SIZES["small"]) as app:
        await app.press("q", "G")
        assert app.screen.feeds.item.title == "Feed 400"
        assert "Feed 400" in app.text
        await app.press("h")
        assert app.screen.feeds.item.title == "All of them"
        assert "All of them" in app.text


def test_a_feed_of_several_folders_stands_in_each_of_them_under_the_readers_name() -> None:
    feed = Feed("https://a.example/", "The A", folder=("Town",), name="Mine", also_in=(("Daily",),))
    rows = nodes([Subscription(1, feed, unread=2, total=2)], closed=())
    assert [(row.title, row.unread, row.depth) for row in rows[3:]] == [
        ("Town", 2, 0),
        ("Mine", 2, 1),
        ("Daily", 2, 0),
        ("Mine", 2, 1),
    ]
    assert rows[0].unread == 2
    assert len(in_order([Subscription(1, feed)])) == 1
