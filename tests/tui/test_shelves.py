"""Feeds and lists under the reader's hand: named, moved, settled; only unread, sorted, several at once."""

from __future__ import annotations

import msgspec

from readers.model import FeedOptions
from tests.tui.conftest import SIZES
from tests.tui.fake import FakeNewsroom


async def to_feed(app, title: str) -> None:
    """Put the cursor of the tree on a feed or folder."""
    app.screen.go_to("feeds")
    titles = [node.title for node in app.screen.feeds.items]
    app.screen.feeds.point_at(titles.index(title))
    await app.settle()


async def test_a_feed_is_renamed_and_keeps_its_place_under_the_cursor(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await to_feed(app, "Bay Courier")
        await app.press("z n", "ctrl+u")
        await app.type("Mine", "enter")
        assert newsroom.feeds[0].feed.name == "Mine"
        assert app.screen.feeds.item.title == "Mine"
        assert "now called Mine" in app.status


async def test_a_feed_goes_into_a_folder_that_is_new(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await to_feed(app, "Bay Courier")
        await app.press("z m", "ctrl+u")
        await app.type("Sea/Far", "enter")
        assert newsroom.feeds[0].feed.folder == ("Sea", "Far")
        assert {"Sea", "Far"} <= {node.title for node in app.screen.feeds.items}
        assert app.screen.feeds.item.title == "Bay Courier"
        await to_feed(app, "Far")
        await app.press("z n", "ctrl+u")
        await app.type("Near", "enter")
        assert newsroom.feeds[0].feed.folder == ("Sea", "Near")
        assert app.screen.feeds.item.title == "Near"
        await app.press("z d", "z u")
        assert newsroom.reordered == [(("Sea", "Near"), "down"), (("Sea", "Near"), "up")]
        assert "the first" in app.status


async def test_what_holds_for_one_feed_is_seen_and_changed_in_a_dialog(reader, newsroom: FakeNewsroom) -> None:
    async with reader(SIZES["medium"]) as app:
        await to_feed(app, "Bay Courier")
        await app.press("E")
        for words in ("Bay Courier", "minutes", "agent", "headers", "cookies", "proxy", "muted", "For this feed alone"):
            assert words in app.text
        await app.type("minutes", "enter")
        await app.type("2", "enter")
        assert "more often than every 5 minutes" in app.text
        await app.type("0", "enter")
        assert newsroom.feeds[0].options == FeedOptions(minutes=20)
        await app.press("escape")
        assert app.screen.is_current


async def test_a_muted_feed_counts_nowhere_but_at_itself(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        before = app.screen.status.unread
        own = next(node.unread for node in app.screen.feeds.items if node.title == "Bay Courier")
        newsroom.feeds[0] = msgspec.structs.replace(newsroom.feeds[0], options=FeedOptions(muted=True))
        await app.press("N", "N")
        assert app.screen.status.unread == before - own
        assert app.screen.feeds.items[0].unread == before - own
        assert own == next(node.unread for node in app.screen.feeds.items if node.title == "Bay Courier")


async def test_feeds_without_anything_unread_can_be_hidden(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        for row in newsroom.entries:
            if row.feed_id == newsroom.feeds[0].id:
                await newsroom.mark_read([row.id])
        app.screen.feeds.show(await newsroom.subscriptions())
        app.screen.go_to("feeds")
        await app.press("U")
        titles = [node.title for node in app.screen.feeds.items]
        assert newsroom.feeds[0].feed.called not in titles
        assert newsroom.feeds[1].feed.called in titles
        await app.press("U")
        assert newsroom.feeds[0].feed.called in [node.title for node in app.screen.feeds.items]


async def test_read_entries_can_be_left_out_of_any_list(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("U")
        assert all(not row.read for row in app.screen.entries.rows)
        assert "only unread" in app.text
        await app.press("N")
        await app.press("U")
        assert any(row.read for row in app.screen.entries.rows)


async def test_orders_go_round_and_turn_round(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("z s", "O")
        titles = [row.title.casefold() for row in app.screen.entries.rows]
        assert titles == sorted(titles)
        await app.press("\\")
        assert [row.title.casefold() for row in app.screen.entries.rows] == titles[::-1]
        await app.press("\\", "O")
        outlets = [row.outlet.casefold() for row in app.screen.entries.rows]
        assert outlets == sorted(outlets)
        await app.press("O")
        reads = [row.read for row in app.screen.entries.rows]
        assert reads == sorted(reads)
        await app.press("O")
        assert [row.id for row in app.screen.entries.rows] == [row.id for row in newsroom.entries]


async def test_the_next_feed_with_something_unread_is_a_key_away(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("] f")
        first = app.screen.listing.feed_id
        assert first is not None
        await app.press("] f")
        assert app.screen.listing.feed_id not in {None, first}
        await app.press("[ f")
        assert app.screen.listing.feed_id == first
        assert app.screen.pane == "entries"


async def test_several_entries_are_marked_starred_tagged_and_saved_at_once(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("z s", "V", "j", "j")
        assert "3 selected" in app.status
        ids = [row.id for row in app.screen.entries.chosen]
        await app.press("f")
        assert [row.id for row in newsroom.entries if row.starred][:3] == ids[:3]
        assert app.screen.entries.since is None
        await app.press("ctrl+z")
        assert not any(row.starred for row in newsroom.entries if row.id in ids)
        await app.press("V", "k", "t")
        await app.type("sea", "enter")
        assert sum("sea" in row.tags for row in newsroom.entries) == 2
        await app.press("ctrl+z")
        assert not any("sea" in row.tags for row in newsroom.entries)
        await app.press("V", "j", "s")
        assert len(newsroom.saved) == 2
        await app.press("V", "k", "N")
        assert "2 marked" in app.status


async def test_escape_lets_go_of_what_is_selected_and_of_nothing_else(reader) -> None:
    async with reader() as app:
        await app.press("V", "j", "escape")
        assert (app.screen.entries.since, app.screen.pane) == (None, "entries")


async def test_all_above_and_all_below_are_marked_read_and_unread_again(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        before = [row.read for row in newsroom.entries]
        await app.press("z s", "j", "j", "j", "[ A")
        assert [row.read for row in newsroom.entries] == [True] * 3 + before[3:]
        await app.press("] A")
        assert [row.read for row in newsroom.entries] == [True] * 3 + [before[3]] + [True] * (len(before) - 4)
        await app.press("ctrl+z", "ctrl+z")
        assert [row.read for row in newsroom.entries] == before


async def test_the_next_entry_is_opened_though_it_is_read(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await newsroom.mark_read([newsroom.entries[1].id])
        await app.press("z s", "enter", "] ]")
        assert app.screen.view.article.row.id == newsroom.entries[1].id
        await app.press("[ [")
        assert app.screen.view.article.row.id == newsroom.entries[0].id
        await app.press("[ [")
        assert "the first one" in app.status


async def test_a_folder_may_stand_after_the_address_of_a_new_feed(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("+")
        await app.type("new.example/feed")
        await app.press("space")
        await app.type("Far", "enter")
        assert newsroom.feeds[-1].feed.folder == ("Far",)
        assert "in Far" in app.status


async def test_entries_are_read_when_the_cursor_comes_on_them_if_that_is_wished(reader, newsroom) -> None:
    newsroom.entries[:] = [msgspec.structs.replace(row, read=False) for row in newsroom.entries]
    async with reader(read_on_hover=True) as app:
        await app.press("j j")
        assert [row.read for row in newsroom.entries[:4]] == [False, True, True, False]
    newsroom.entries[:] = [msgspec.structs.replace(row, read=False) for row in newsroom.entries]
    async with reader() as app:
        await app.press("j j")
        assert not any(row.read for row in newsroom.entries[:4])


async def test_a_list_begins_at_its_first_unread_entry_if_that_is_wished(reader, newsroom) -> None:
    newsroom.entries[:] = [msgspec.structs.replace(row, read=n < 3) for n, row in enumerate(newsroom.entries)]
    async with reader(first_unread=True) as app:
        assert app.screen.entries.entry == newsroom.entries[3]
        await app.press("/")
        await app.type("comet", "enter")
        rows = app.screen.entries.rows
        assert app.screen.entries.entry == next(row for row in rows if not row.read)
    async with reader() as app:
        assert app.screen.entries.cursor == 0
