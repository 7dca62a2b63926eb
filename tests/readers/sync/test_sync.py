"""Two sides that agree in the end: what came, what is read, what is starred, and where feeds stand."""

from __future__ import annotations

import pytest

from readers.marks.anchors import anchor
from readers.model import Document, Feed, Note, Span
from readers.sync import accounts, feeds
from readers.sync.protocol import RemoteFeed
from readers.sync.run import ServerDone, sync
from tests.readers.sync.conftest import NOW, Device
from tests.readers.sync.server import Books, busy


async def test_feeds_folders_and_entries_come_as_they_are_there(device: Device, books: Books) -> None:
    paper = books.subscribe("https://paper.example/feed", "The Paper", "News")
    books.publish(paper, 3)
    books.publish(paper, title="Read & starred", read=True, starred=True)
    done = await device.sync()
    (feed,) = device.library.subscriptions()
    assert (feed.feed.url, feed.feed.title, feed.feed.folder) == ("https://paper.example/feed", "The Paper", ("News",))
    assert device.marks() == books.marks()
    assert done.fresh == {feed.id: 4}
    assert done.waiting == 0
    entry = device.library.entry(device.row("Story 1001").id)
    assert entry.content == "<p>The bridge stays closed.</p>"
    assert entry.link == "https://paper.example/2026/1/story-1001"
    assert entry.authors == ("Ann Lee",)
    assert entry.tags == (() if device.account.kind == "nextcloud" else ("harbour",)), "Nextcloud does not tell them"
    assert entry.published is not None
    assert entry.published.timestamp() == 1_760_001_001


async def test_the_second_time_only_what_is_new_is_fetched(device: Device, books: Books) -> None:
    paper = books.subscribe("https://paper.example/feed")
    books.publish(paper, 250)
    await device.sync()
    for item in books.items.values():
        item.changed -= 100
    books.asked.clear()
    books.publish(paper, 2)
    done = await device.sync()
    assert done.new == 2
    assert len(books.asked) <= 8, books.asked
    assert device.marks() == books.marks()


async def test_marks_go_both_ways(device: Device, books: Books) -> None:
    paper = books.subscribe("https://paper.example/feed")
    here, there, both, back = (one.title for one in books.publish(paper, 4))
    await device.sync()
    device.library.mark_read([device.row(here).id, device.row(both).id])
    device.library.star(device.row(here).id)
    books.mark(1002, read=True, starred=True)
    books.mark(1003, read=True)
    books.mark(1004, read=True)
    done = await device.sync()
    assert books.marks() == device.marks()
    assert books.marks() == {here: (True, True), there: (True, True), both: (True, False), back: (True, False)}
    assert (done.told, done.waiting) == (2, 0)
    device.library.mark_read([device.row(here).id], read=False)
    device.library.star(device.row(there).id, starred=False)
    books.mark(1004, read=False)
    books.mark(1001, starred=False)
    await device.sync()
    assert books.marks() == device.marks()
    assert books.marks() == {here: (False, False), there: (True, False), both: (True, False), back: (False, False)}


async def test_what_is_changed_here_waits_and_what_is_changed_back_does_not(device: Device, books: Books) -> None:
    paper = books.subscribe("https://paper.example/feed")
    books.publish(paper, 3)
    await device.sync()
    row = device.row("Story 1001")
    device.library.mark_read([row.id])
    device.library.star(row.id)
    books.trouble = busy
    assert (await device.fail()).waiting == 2
    device.library.mark_read([row.id], read=False)
    assert (await device.fail()).waiting == 1
    device.library.mark_all_read()
    assert (await device.fail()).waiting == 4
    books.trouble = None
    assert (await device.sync()).told == 4
    assert books.marks() == device.marks()


async def test_a_read_is_never_unread_by_accident(device: Device, books: Books) -> None:
    """Where both sides meet for the first time, what is read or starred on either is so on both."""
    feed = device.library.subscribe(Feed("https://paper.example/feed"), now=NOW)
    paper = books.subscribe("https://paper.example/feed")
    items = books.publish(paper, 3)
    books.mark(items[1].id, read=True, starred=True)
    from readers.model import Entry

    own = [Entry(f"guid-{one.id}", one.title, one.url) for one in items]
    device.library.store_entries(feed.id, Feed(feed.feed.url), own, now=NOW)
    device.library.mark_read([device.row("Story 1001").id])
    device.library.star(device.row("Story 1003").id)
    await device.sync()
    assert len(device.library.rows()) == 3, "the same entries"
    assert device.library.subscriptions()[0].id == feed.id
    expected = {"Story 1001": (True, False), "Story 1002": (True, True), "Story 1003": (False, True)}
    assert device.marks() == books.marks() == expected


async def test_two_entries_with_one_address_stay_two(device: Device, books: Books) -> None:
    paper = books.subscribe("https://paper.example/feed")
    books.publish(paper, 1, url="https://paper.example/2026/live-from-the-bridge", title="Live, morning")
    await device.sync()
    books.publish(paper, 1, url="https://paper.example/2026/live-from-the-bridge", title="Live, evening")
    books.mark(1001, read=True)
    await device.sync()
    assert device.marks() == books.marks() == {"Live, morning": (True, False), "Live, evening": (False, False)}


async def test_a_feed_moves_on_both_sides(device: Device, books: Books) -> None:
    for number in range(3):
        books.subscribe(f"https://paper{number}.example/feed", folder="News")
    await device.sync()
    first, second, third = device.library.subscriptions()
    device.library.move_feed(first.id, ("Tech", "Ships"))
    books.feeds[2].folder = "Sea"
    books.categories[9] = "Sea"
    device.library.move_feed(third.id, ("Here",))
    books.feeds[3].folder = "Sea"
    await device.sync()
    assert [books.feeds[number].folder for number in (1, 2, 3)] == ["Tech/Ships", "Sea", "Sea"]
    folders = {one.id: one.feed.folder for one in device.library.subscriptions()}
    assert folders == {first.id: ("Tech", "Ships"), second.id: ("Sea",), third.id: ("Sea",)}
    books.asked.clear()
    assert (await device.sync()).told == 0


async def test_a_feed_left_here_is_left_there(device: Device, books: Books) -> None:
    kept, left = books.subscribe("https://a.example/feed"), books.subscribe("https://b.example/feed")
    books.publish(kept, 2)
    books.publish(left, 2)
    await device.sync()
    here = {one.feed.url: one.id for one in device.library.subscriptions()}
    device.library.star(device.row("Story 1003").id)
    device.library.unsubscribe(here["https://b.example/feed"])
    books.trouble = busy
    assert (await device.fail()).waiting == 2, "the star, and that it was left"
    books.trouble = None
    await device.sync()
    assert list(books.feeds) == [kept.id]
    assert [one.feed.url for one in device.library.subscriptions()] == ["https://a.example/feed"]
    await device.sync()
    assert "Story 1003" in device.marks()


async def test_what_is_deleted_there_takes_nothing_that_is_mine(device: Device, books: Books) -> None:
    kept, gone = books.subscribe("https://a.example/feed"), books.subscribe("https://b.example/feed")
    books.publish(kept)
    books.publish(gone, 5)
    await device.sync()
    library = device.library
    starred, tagged, noted, saved = (device.row(f"Story {number}") for number in range(1002, 1006))
    library.star(starred.id)
    library.tag(tagged.id, ["harbour"])
    document = Document("The quay of the town is to go.", title=noted.title, url=noted.link)
    library.store_document(noted.id, document)
    library.add_note(document, Note(0, anchor(document, Span(4, 8)), "Ask.", (), NOW, NOW))
    library.keep_for_saved(saved.id)
    await device.sync()
    books.unsubscribe(gone.id)
    await device.sync()
    assert set(device.marks()) == {"Story 1001", *(one.title for one in (starred, tagged, noted, saved))}
    assert device.row(starred.title).starred
    assert [one.feed.url for one in library.subscriptions()] == ["https://a.example/feed"]
    assert library.notes(document)
    await device.sync()
    assert device.row(starred.title).starred


async def test_an_entry_that_is_gone_there_stays_here_and_holds_nothing_up(device: Device, books: Books) -> None:
    paper = books.subscribe("https://paper.example/feed")
    books.publish(paper, 4)
    books.mark(1001, starred=True)
    await device.sync()
    for number in (1001, 1002):
        del books.items[number]
        device.library.mark_read([device.row(f"Story {number}").id])
    device.library.mark_read([device.row("Story 1003").id])
    device.library.star(device.row("Story 1002").id)
    assert (await device.sync()).waiting == 0
    assert device.row("Story 1001").starred
    assert device.row("Story 1002").starred
    assert books.marks() == {"Story 1003": (True, False), "Story 1004": (False, False)}


async def test_a_server_that_tells_of_no_feeds_at_all_is_not_believed(device: Device, books: Books) -> None:
    for number in range(3):
        books.publish(books.subscribe(f"https://paper{number}.example/feed"))
    await device.sync()
    books.feeds, feeds_before = {}, books.feeds
    assert "no feeds at all" in (await device.fail()).message
    assert len(device.library.subscriptions()) == 3
    books.feeds = feeds_before
    await device.sync()


async def test_a_feed_of_two_servers_comes_by_the_first(device: Device, books: Books, address: str) -> None:

    books.publish(books.subscribe("https://paper.example/feed"), 3)
    await device.sync()
    database = device.library.database
    accounts.keep_secret(database, address + "/", "", "t0ken", "file")
    other = accounts.add(database, "miniflux", address + "/", user="", secret="file", name="other")  # noqa: S106
    events = [event async for event in sync(device.library, other, client=device.client)]
    assert isinstance(events[-1], ServerDone), events[-1]
    assert len(device.library.rows()) == 3
    assert feeds.owners(database) == {device.library.subscriptions()[0].id: 1}


async def test_entries_of_a_feed_of_another_server_are_fetched_once_and_come_when_that_is_left(
    device: Device, books: Books
) -> None:
    database = device.library.database
    server = device.account
    first = accounts.add(database, "greader", "https://first.example", user="ann", secret="file")  # noqa: S106
    feeds.merge(database, first.id, [RemoteFeed("feed/9", "https://other.example/feed")], now=NOW)
    books.publish(books.subscribe("https://paper.example/feed"), 2)
    (passed_over,) = books.publish(books.subscribe("https://other.example/feed"))

    async def synced() -> ServerDone:
        (*_, last) = [event async for event in sync(device.library, server, client=device.client)]
        assert isinstance(last, ServerDone), last
        return last

    assert sum((await synced()).fresh.values()) == 2
    books.asked.clear()
    assert (await synced()).new == 0
    assert not [path for _, path in books.asked if "contents" in path], "it is not fetched again"
    accounts.forget(database, first)
    for item in books.items.values():
        item.changed = books.now
    assert (await synced()).new == 1
    assert device.marks()[passed_over.title] == (False, False)


async def test_dropped_entries_do_not_come_again(device: Device, books: Books) -> None:
    paper = books.subscribe("https://paper.example/feed")
    books.publish(paper, 5)
    await device.sync()
    (feed,) = device.library.subscriptions()
    device.library.trim_feed(feed.id, (), most=2)
    books.mark(1001, read=True)
    await device.sync()
    assert len(device.library.rows()) == 2


@pytest.mark.parametrize("ahead", [-7200.0, 0.0, 7200.0])
async def test_a_servers_wrong_clock_costs_nothing(device: Device, books: Books, ahead: float) -> None:
    books.ahead = ahead
    paper = books.subscribe("https://paper.example/feed")
    books.publish(paper, 3)
    await device.sync()
    device.library.mark_read([device.row("Story 1001").id])
    books.mark(1002, read=True)
    await device.sync()
    assert device.marks() == books.marks()


@pytest.mark.parametrize("device", ["miniflux", "nextcloud"], indirect=True)
async def test_the_later_of_two_changes_is_it_where_the_server_tells_when(device: Device, books: Books) -> None:
    paper = books.subscribe("https://paper.example/feed")
    books.publish(paper, 2)
    await device.sync()
    books.mark(1001, read=True)
    books.items[1001].changed -= 2  # before what follows
    one, other = device.row("Story 1001"), device.row("Story 1002")
    for row in (one, other):  # read, and then left unread on purpose
        device.library.mark_read([row.id])
        device.library.mark_read([row.id], read=False)
    books.mark(1002, read=True)
    books.items[1002].changed += 60
    await device.sync()
    assert device.marks() == books.marks() == {"Story 1001": (False, False), "Story 1002": (True, False)}
