"""Names given to feeds of servers, here and there."""

from __future__ import annotations

from readers.model import Entry, Feed
from readers.sync import accounts
from tests.readers.sync.conftest import NOW, Device, left, offer, own
from tests.readers.sync.server import Books, busy


async def test_a_name_that_is_given_here_is_told_and_one_from_before_is_not(device: Device, books: Books) -> None:
    before = own(device, "https://a.example/feed", name="From before")
    for name in "abc":
        books.subscribe(f"https://{name}.example/feed", name.upper())
    await device.sync()
    assert left(device) == 0
    _, second, third = sorted(device.library.subscriptions(), key=lambda one: one.feed.url)
    device.library.rename_feed(second.id, "Second & last")
    device.library.rename_feed(third.id, "Third")
    device.library.rename_feed(third.id, "")
    books.trouble = busy
    assert (await device.fail()).waiting == 1
    books.trouble = None
    assert (await device.sync()).told == 1
    assert [one.title for one in books.feeds.values()] == ["A", "Second & last", "C"]
    assert device.library.subscription(before.id).feed.called == "From before"
    assert device.library.subscription(second.id).feed.called == "Second & last"
    assert (await device.sync()).told == 0


async def test_a_name_that_is_given_there_holds_here_unless_one_had_ones_own(device: Device, books: Books) -> None:
    mine = own(device, "https://a.example/feed", name="From before")
    for name in "abc":
        books.subscribe(f"https://{name}.example/feed", name.upper())
    await device.sync()
    _, second, third = sorted(device.library.subscriptions(), key=lambda one: one.feed.url)
    device.library.rename_feed(third.id, "Here")
    for number, feed in books.feeds.items():
        feed.title = f"There {number}"
    assert (await device.sync()).told == 0, "where both sides gave it a name, the server's holds"
    called = {one.id: one.feed.called for one in device.library.subscriptions()}
    assert called == {mine.id: "From before", second.id: "There 2", third.id: "There 3"}
    device.library.rename_feed(third.id, "Here again")
    assert (await device.sync()).told == 1
    assert [one.title for one in books.feeds.values()] == ["There 1", "There 2", "Here again"]


async def test_a_name_that_was_told_is_still_mine_when_i_part_from_the_server(device: Device, books: Books) -> None:
    books.subscribe("https://a.example/feed", "Paper")
    await device.sync()
    feed, mine = device.library.subscriptions()[0], own(device, name="My dear name")
    offer(device, mine)
    device.library.rename_feed(feed.id, "Mine & yours")
    assert [(await device.sync()).told for _ in range(2)] == [3, 0]
    accounts.forget(device.library.database, device.account)
    for one in (feed, mine):
        entry = Entry("new", "New", f"{one.feed.url}/new")
        device.library.store_entries(one.id, Feed(one.feed.url, "Publisher's title"), [entry], now=NOW)
    called = [device.library.subscription(one.id).feed.called for one in (feed, mine)]
    assert called == ["Mine & yours", "My dear name"]
