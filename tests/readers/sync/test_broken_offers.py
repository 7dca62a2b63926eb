"""Offers whose answer was lost: the server's feed is found again under whatever address it has, and no other is."""

from __future__ import annotations

import pytest
from pytest_httpserver import HTTPServer

from readers.marks.anchors import anchor
from readers.model import Document, Note, Span
from readers.sync import feeds, offers
from tests.readers.sync.conftest import NOW, OWN, Device, asks_to_take, left, offer
from tests.readers.sync.harbour import ELSEWHERE, harbour, stock, story
from tests.readers.sync.server import AFTER, BEFORE, DONE, Books

"""The connection breaks before the server has done what it was asked, or after."""


async def broken(device: Device, books: Books, when: int = AFTER) -> None:
    """Sync while the server's answer to an offer is lost."""
    books.trouble = lambda method, path: when if asks_to_take(method, path) else 0
    await device.sync()
    books.trouble = None


async def broken_after(device: Device, books: Books) -> None:
    """Sync, and the connection breaks at whatever is asked after an offer was taken."""
    taken = list[str]()

    def trouble(method: str, path: str) -> int:
        over = bool(taken)
        taken.extend([path] if asks_to_take(method, path) else [])
        return BEFORE if over else 0

    books.trouble = trouble
    await device.fail()
    books.trouble = None


def addresses(device: Device) -> set[str]:
    return {one.feed.url for one in device.library.subscriptions()}


@pytest.mark.parametrize("title", ["Harbour", "Harbour News, the whole feed"])
@pytest.mark.parametrize("there", [range(1, 13), range(5, 13), range(5, 15), range(1, 11)], ids=str)
async def test_a_feed_that_the_server_keeps_under_another_address_is_found_with_all_that_is_mine(
    device: Device, books: Books, title: str, there: range
) -> None:
    books.publish(books.subscribe("https://paper.example/feed"))
    feed = harbour(device)
    books.moved[OWN] = ELSEWHERE
    stock(books, there, title=title)
    offer(device, feed)
    noted = device.row("Quay 7")
    document = Document("The quay is rebuilt.", title=noted.title, url=noted.link)
    device.library.store_document(noted.id, document)
    device.library.add_note(document, Note(0, anchor(document, Span(4, 8)), "Which?", (), NOW, NOW))
    device.library.mark_read([device.row(f"Quay {number}").id for number in (6, 7)])
    device.library.star(device.row("Quay 8").id)
    rows = {row.title: row.id for row in device.library.rows(feed_id=feed.id)}
    await broken(device, books)
    device.library.mark_read([device.row("Quay 9").id])
    books.mark(next(one.id for one in books.items.values() if one.title == "Quay 10"), read=True)
    done = await device.sync()
    assert (done.refused, done.waiting, left(device)) == ([], 0, 0)
    assert addresses(device) == {OWN, "https://paper.example/feed"}
    assert feeds.owners(device.library.database)[feed.id] == device.account.id
    (remote,) = [one for one in books.feeds.values() if one.url == ELSEWHERE]
    assert (remote.title, remote.folder) == ("Mine", "Sea")
    now = {row.title: row.id for row in device.library.rows(feed_id=feed.id)}
    assert now | rows == now, "the entries are the same"
    assert {title: marks for title, marks in device.marks().items() if title in books.marks()} == books.marks()
    assert {title for title, marks in books.marks().items() if marks[0]} == {f"Quay {n}" for n in (6, 7, 9, 10)}
    assert books.marks()["Quay 8"] == (False, True)
    assert device.library.notes(document)
    mine = device.library.subscription(feed.id)
    assert (mine.feed.called, mine.feed.folder) == ("Mine", ("Sea",))
    assert (await device.sync()).told == 0
    assert len(books.feeds) == 2


async def test_what_is_the_same_beyond_doubt_is_not_asked_for_again(device: Device, books: Books) -> None:
    feed = harbour(device)
    books.moved[OWN] = ELSEWHERE
    stock(books, range(1, 13))
    offer(device, feed)
    await broken(device, books)
    books.asked.clear()
    await device.sync()
    assert not any(asks_to_take(*one) for one in books.asked)
    assert feeds.owners(device.library.database) == {feed.id: device.account.id}


_OTHERS = {
    "a section of it": ("Harbour: sport", [story(number) for number in (2, 5, 6, 11)]),
    "a paper that it is a section of": (
        "The whole paper",
        [story(n) for n in range(1, 13)]
        + [story(n) | {"title": f"Hills {n}", "url": f"https://harbour.example/2026/hills-{n}"} for n in range(1, 13)],
    ),
    "comments on it": (
        "Harbour",
        [story(n) | {"title": "Re: Quay", "url": story(n)["url"] + f"/comment-{n}-by-a-reader"} for n in range(1, 13)],
    ),
    "one that has nothing in common": (
        "Elsewhere",
        [story(n) | {"title": f"Hills {n}", "url": f"https://hills.example/2026/{n}"} for n in range(1, 13)],
    ),
    "an empty one": ("Empty", []),
    "an empty one of the same name": ("Harbour", []),
    "a copy of it": ("Copy", [story(number) for number in range(1, 13)]),
}


@pytest.mark.parametrize("when", [BEFORE, AFTER])
@pytest.mark.parametrize("which", _OTHERS)
async def test_a_feed_that_another_device_adds_meanwhile_is_never_taken_for_it(
    device: Device, books: Books, which: str, when: int
) -> None:
    feed = harbour(device)
    books.moved[OWN] = ELSEWHERE
    stock(books, range(1, 13))
    offer(device, feed)
    await broken(device, books, when)
    other = "https://hills.example/feed"
    books.stock[other] = _OTHERS[which]
    added = books.take(other)
    assert added is not None
    added.link = "https://harbour.example/"
    for _ in range(2):
        done = await device.sync()
    assert (done.refused, left(device)) == ([], 0)
    assert addresses(device) == {OWN, other}
    assert sorted(one.url for one in books.feeds.values()) == sorted([ELSEWHERE, other])
    (there,) = [one for one in books.feeds.values() if one.url == ELSEWHERE]
    assert there.title == "Mine"
    assert added.title == _OTHERS[which][0]
    mine = {row.title for row in device.library.rows(feed_id=feed.id, limit=100)}
    assert mine == {f"Quay {number}" for number in range(1, 13)}
    (theirs,) = [one for one in device.library.subscriptions() if one.feed.url == other]
    assert theirs.total == len(_OTHERS[which][1])


@pytest.mark.parametrize("which", [one for one, (_, items) in _OTHERS.items() if items and one != "a copy of it"])
async def test_nor_where_the_server_takes_the_offer_by_no_means(device: Device, books: Books, which: str) -> None:
    feed = harbour(device)
    books.unreadable.add(OWN)
    offer(device, feed)
    await broken(device, books)
    other = "https://hills.example/feed"
    books.stock[other] = _OTHERS[which]
    books.take(other)
    (why,) = (await device.sync()).refused
    assert "does not take" in why
    assert addresses(device) == {OWN, other}
    assert feeds.owners(device.library.database).keys() != {feed.id}
    assert left(device) == 0


async def test_where_there_is_nothing_to_compare_yet_it_is_told_and_found_when_there_is(
    device: Device, books: Books
) -> None:
    feed = harbour(device)
    books.moved[OWN] = ELSEWHERE
    books.stock[ELSEWHERE] = ("The quays", [])
    offer(device, feed)
    await broken(device, books)
    (why,) = (await device.sync()).refused
    assert why.startswith("Mine: ")
    assert "may be among its new feeds" in why
    assert addresses(device) == {OWN}
    assert left(device) == 1
    (remote,) = books.feeds.values()
    for number in range(4, 13):
        books.publish(remote, **story(number))
    assert (await device.sync()).refused == []
    assert addresses(device) == {OWN}
    assert feeds.owners(device.library.database) == {feed.id: device.account.id}
    assert {title: marks for title, marks in device.marks().items() if title in books.marks()} == books.marks()
    assert len(device.marks()) == 12
    assert left(device) == 0


async def test_one_that_was_left_alone_until_it_was_known_comes_with_all_its_entries(
    device: Device, books: Books
) -> None:
    feed = harbour(device)
    books.unreadable.add(OWN)
    offer(device, feed)
    await broken(device, books)
    other = books.subscribe("https://hills.example/feed", "Hills")
    assert "may be among its new feeds" in (await device.sync()).refused[0]
    assert addresses(device) == {OWN}
    for number in range(1, 4):
        books.publish(other, **(story(number) | {"title": f"Hills {number}", "url": f"https://hills.example/{number}"}))
    await device.sync()
    assert addresses(device) == {OWN, other.url}
    assert {f"Hills {number}" for number in range(1, 4)} <= set(device.marks())
    assert left(device) == 0


@pytest.mark.parametrize("status", [301, 302])
async def test_where_a_redirect_leads_it_is_found_without_any_entries(
    device: Device, books: Books, httpserver: HTTPServer, status: int
) -> None:
    httpserver.expect_request("/feed").respond_with_data("", status, {"Location": "/rss/all.xml"})
    httpserver.expect_request("/rss/all.xml").respond_with_data("<rss/>")
    own, there = httpserver.url_for("/feed"), httpserver.url_for("/rss/all.xml")
    feed = harbour(device, range(0), own, "")
    books.moved[own] = there
    offer(device, feed)
    await broken(device, books)
    assert (await device.sync()).refused == []
    assert addresses(device) == {own}
    assert feeds.owners(device.library.database) == {feed.id: device.account.id}
    assert left(device) == 0


@pytest.mark.parametrize("status", [400, 409, 500, 502, 504])
@pytest.mark.parametrize("title", ["Harbour", "The quays"])
async def test_what_the_server_takes_and_says_that_it_does_not_is_found(
    device: Device, books: Books, status: int, title: str
) -> None:
    feed = harbour(device)
    books.moved[OWN] = ELSEWHERE
    stock(books, range(1, 13), title=title)
    offer(device, feed)
    books.trouble = lambda method, path: DONE + status if asks_to_take(method, path) else 0
    await device.sync()
    assert addresses(device) == {OWN}
    books.trouble = None
    assert (await device.sync()).refused == []
    assert addresses(device) == {OWN}
    assert feeds.owners(device.library.database) == {feed.id: device.account.id}
    assert left(device) == 0
    assert [one.title for one in books.feeds.values()] == ["Mine"]


@pytest.mark.parametrize("fetched", [True, False])
@pytest.mark.parametrize("then", ["it goes on", "it breaks off"])
async def test_what_the_server_takes_a_second_time_under_another_address_is_left_there_once(
    device: Device, books: Books, fetched: bool, then: str
) -> None:
    feed = harbour(device, range(1, 13) if fetched else range(0))
    books.moved[OWN], books.forgets = ELSEWHERE, True
    for url in (OWN, ELSEWHERE):
        stock(books, range(1, 13), url, "The quays")
    offer(device, feed)
    await broken(device, books)
    if then == "it breaks off":
        await broken_after(device, books)
    for _ in range(2):
        assert (await device.sync()).refused == []
    assert addresses(device) == {OWN}
    assert [(one.url, one.title) for one in books.feeds.values()] == [(ELSEWHERE, "Mine")]
    assert feeds.owners(device.library.database) == {feed.id: device.account.id}
    assert device.marks() == books.marks()
    assert len(books.marks()) == 12
    assert left(device) == 0


async def test_several_that_were_lost_are_found_each(device: Device, books: Books) -> None:
    offered = []
    for number in range(3):
        numbers = range(20 * number + 1, 20 * number + 13)
        url = f"https://own{number}.example/feed"
        offered.append(harbour(device, numbers, url, f"Harbour {number}"))
        books.moved[url] = f"https://feeds.example/{number}.xml"
        stock(books, numbers, books.moved[url], f"Harbour {number}")
        offer(device, offered[-1])
    await broken(device, books)
    assert len(books.feeds) == 3
    assert (await device.sync()).refused == []
    assert feeds.owners(device.library.database).keys() == {one.id for one in offered}
    assert [one.id for one in device.library.subscriptions()] == [one.id for one in offered]
    assert device.marks() == books.marks()


async def test_while_one_is_lost_another_that_is_taken_brings_it_not_in_twice(device: Device, books: Books) -> None:
    first = harbour(device)
    books.moved[OWN] = ELSEWHERE
    stock(books, range(1, 13))
    second = harbour(device, range(20, 30), "https://other.example/feed", "Other")
    offer(device, first)
    offer(device, second)
    seen = list[str]()

    def once(method: str, path: str) -> int:
        seen.extend([path] if asks_to_take(method, path) else [])
        return AFTER if asks_to_take(method, path) and len(seen) == 1 else 0

    books.trouble = once
    done = await device.sync()
    assert addresses(device) == {OWN, "https://other.example/feed"}
    assert [why for why in done.refused if not why.startswith("Mine: ")] == []
    await device.sync()
    assert addresses(device) == {OWN, "https://other.example/feed"}
    assert feeds.owners(device.library.database).keys() == {first.id, second.id}
    assert left(device) == 0


async def test_what_the_server_said_that_it_took_is_known_though_the_sync_breaks_off_then(
    device: Device, books: Books
) -> None:
    feed = harbour(device)
    books.moved[OWN] = ELSEWHERE
    offer(device, feed)
    await broken_after(device, books)
    books.asked.clear()
    assert (await device.sync()).refused == []
    assert not any(asks_to_take(*one) for one in books.asked)
    assert feeds.owners(device.library.database) == {feed.id: device.account.id}
    assert addresses(device) == {OWN}
    assert left(device) == 0


async def test_what_the_server_took_and_has_lost_since_is_told(device: Device, books: Books) -> None:
    feed = harbour(device)
    offer(device, feed)
    offers.begin(device.library.database, device.account.id, feed.id)
    offers.answered(device.library.database, device.account.id, feed.id, "feed/77")
    (why,) = (await device.sync()).refused
    assert "has it no longer" in why
    assert left(device) == 0
    assert feeds.owners(device.library.database) == {}


@pytest.mark.parametrize("when", [BEFORE, AFTER])
async def test_one_that_is_taken_back_before_it_is_known_is_not_there_twice(
    device: Device, books: Books, when: int
) -> None:
    feed = harbour(device)
    books.moved[OWN] = ELSEWHERE
    stock(books, range(1, 13))
    offer(device, feed)
    await broken(device, books, when)
    assert offers.take_back(device.library.database, feed.id)
    assert not offers.take_back(device.library.database, feed.id)
    assert left(device) == 0
    assert offers.of_server(device.library.database, device.account.id) == []
    for _ in range(2):
        assert (await device.sync()).refused == []
    assert addresses(device) == {OWN}
    assert len(device.marks()) == 12
    assert (feeds.owners(device.library.database) == {}) == (when == BEFORE)
    assert [one.title for one in books.feeds.values()] == ([] if when == BEFORE else ["Harbour"]), "nothing is told"


async def test_entries_that_came_before_the_feed_was_known_to_be_here_come_after_all(
    device: Device, books: Books
) -> None:
    """The sync in which the answer was lost goes on, past the entries of a feed that it does not know."""
    feed = harbour(device, range(1, 3))
    stock(books, range(1, 13), OWN)
    offer(device, feed)
    await broken(device, books)
    for item in books.items.values():
        item.changed -= 10_000
    await device.sync()
    device.library.mark_read([device.row("Quay 1").id])
    await device.sync()
    assert device.marks() == books.marks()
    assert books.marks()["Quay 1"] == (True, False)
    assert len(books.marks()) == 12
