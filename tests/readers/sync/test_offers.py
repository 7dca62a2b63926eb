"""Feeds of one's own that a server is offered: told once, and nothing is doubled or lost."""

from __future__ import annotations

import pytest

from readers.errors import SyncError
from readers.marks.anchors import anchor
from readers.model import Document, Feed, FeedOptions, Note, Span
from readers.sync import feeds, offers
from tests.readers.sync import server
from tests.readers.sync.conftest import NOW, OWN, Device, asks_to_take, left, offer, own
from tests.readers.sync.server import AFTER, BEFORE, Books, busy


async def test_a_feed_of_ones_own_is_never_told_unasked(device: Device, books: Books) -> None:
    books.subscribe("https://paper.example/feed")
    feed = own(device, folder=("Sea",), name="Mine")
    for _ in range(2):
        assert (await device.sync()).told == 0
    assert [one.url for one in books.feeds.values()] == ["https://paper.example/feed"]
    assert feed.id not in feeds.owners(device.library.database)


async def test_a_feed_that_is_offered_becomes_the_servers_with_all_that_is_mine(device: Device, books: Books) -> None:
    books.subscribe("https://paper.example/feed")
    await device.sync()
    feed = own(device, folder=("Sea", "Ships"), name="Who's there? & yours")
    first, second = device.row("Own 1"), device.row("Own 2")
    device.library.mark_read([first.id])
    device.library.star(second.id)
    document = Document("It is here, at the quay.", title=second.title, url=second.link)
    device.library.store_document(second.id, document)
    device.library.add_note(document, Note(0, anchor(document, Span(6, 10)), "Where?", (), NOW, NOW))
    offer(device, feed)
    assert left(device) == 1
    done = await device.sync()
    assert (done.told, done.waiting, done.refused) == (3, 0, []), "the feed, its folder and its name"
    (there,) = [one for one in books.feeds.values() if one.url == OWN]
    assert (there.folder, there.title) == ("Sea/Ships", "Who's there? & yours")
    for number in (1, 2):
        books.publish(there, title=f"Own {number}", url=f"https://own.example/{number}")
    await device.sync()
    now = device.library.subscription(feed.id)
    assert (now.feed.called, now.feed.folder) == ("Who's there? & yours", ("Sea", "Ships"))
    assert feeds.owners(device.library.database)[feed.id] == device.account.id
    assert device.marks() == books.marks() == {"Own 1": (True, False), "Own 2": (False, True)}
    assert [row.id for row in (device.row("Own 1"), device.row("Own 2"))] == [first.id, second.id]
    assert device.library.notes(document)
    assert (await device.sync()).told == 0


async def test_an_offer_waits_until_it_can_be_told_and_may_be_taken_back(device: Device, books: Books) -> None:
    feed, other = own(device), own(device, "https://other.example/feed")
    offer(device, feed)
    offer(device, other)
    books.trouble = busy
    assert (await device.fail()).waiting == 2
    assert offers.take_back(device.library.database, other.id)
    assert not offers.take_back(device.library.database, other.id)
    books.trouble = None
    assert (await device.sync()).told == 1
    assert [one.url for one in books.feeds.values()] == [OWN]


@pytest.mark.parametrize("done", [BEFORE, AFTER], ids=["before it is done", "after it is done"])
async def test_whichever_request_is_broken_off_it_is_there_once_and_as_it_is_here(
    device: Device, books: Books, done: int
) -> None:
    for broken in range(40):
        url = f"https://own{broken}.example/feed"
        feed = own(device, url, folder=(f"Folder {broken}",), name=f"Mine {broken}")
        offer(device, feed)
        books.asked.clear()
        books.trouble = lambda _method, _path, broken=broken: done if len(books.asked) > broken else 0
        await device.events()
        reached = len(books.asked) > broken
        books.trouble = None
        await device.sync()
        (there,) = [one for one in books.feeds.values() if one.url == url]
        assert (there.folder, there.title) == (f"Folder {broken}", f"Mine {broken}"), broken
        assert feed.id in feeds.owners(device.library.database)
        assert left(device) == 0
        if not reached:
            break
    assert (await device.sync()).told == 0
    assert broken > 6
    assert len(device.library.subscriptions()) == len(books.feeds) == broken + 1


async def test_what_the_server_has_already_is_recognised_and_stays_there_as_it_is(device: Device, books: Books) -> None:
    books.subscribe("http://www.own.example/feed/", "Theirs", "News")
    feed = own(device, folder=("Sea",), name="Mine")
    offer(device, feed)
    assert (await device.sync()).told == 0
    assert [(one.title, one.folder) for one in books.feeds.values()] == [("Theirs", "News")]
    assert feeds.owners(device.library.database) == {feed.id: device.account.id}
    assert left(device) == 0
    assert device.library.subscription(feed.id).feed.called == "Mine"


async def test_what_the_server_has_by_another_address_since_is_the_same_feed(device: Device, books: Books) -> None:
    books.moved[OWN] = "https://elsewhere.example/rss"
    feed = own(device)
    offer(device, feed)
    await device.sync()
    assert [one.url for one in books.feeds.values()] == ["https://elsewhere.example/rss"]
    assert [one.id for one in device.library.subscriptions()] == [feed.id]
    assert feeds.owners(device.library.database) == {feed.id: device.account.id}


async def test_what_the_server_does_not_take_is_told_and_holds_nothing_up(device: Device, books: Books) -> None:
    books.unreadable.add(OWN)
    feed, other = own(device, name="Mine"), own(device, "https://other.example/feed")
    offer(device, feed)
    offer(device, other)
    done = await device.sync()
    assert (done.told, done.waiting) == (1, 0)
    (why,) = done.refused
    assert why.startswith("Mine: 127.0.0.1")
    assert f"does not take {OWN}" in why
    books.asked.clear()
    assert (await device.sync()).refused == []
    assert "POST" not in {method for method, path in books.asked if "quickadd" in path or path.endswith("/feeds")}
    (known,) = offers.of_server(device.library.database, device.account.id)
    assert "does not take" in known.problem
    books.unreadable.clear()
    assert not offers.take_back(device.library.database, feed.id), "it is not waiting; to be offered anew"
    assert offers.of_server(device.library.database, device.account.id) == []
    offer(device, feed)
    assert (await device.sync()).told >= 1
    assert OWN in {one.url for one in books.feeds.values()}


@pytest.mark.parametrize("status", [401, 403, 500, 502, 503, 504, 200, BEFORE, AFTER])
async def test_one_that_the_server_stumbles_over_is_told_and_holds_nothing_up(
    device: Device, books: Books, status: int
) -> None:
    paper = books.subscribe("https://paper.example/feed")
    await device.sync()
    (there,) = device.library.subscriptions()
    feed = own(device, name="Mine")
    offer(device, feed)
    for number in (1, 2):
        device.library.rename_feed(there.id, f"Paper {number} here")
        books.publish(paper, title=f"News {number}")
        books.trouble = lambda method, path: status if asks_to_take(method, path) else 0
        done = await device.sync()
        if number == 1:
            assert [why.partition(": ")[0] for why in done.refused] == ["Mine"]
            assert "127.0.0.1" in done.refused[0]
        assert device.row(f"News {number}")
        assert paper.title == f"Paper {number} here"
    books.trouble = None
    if offers.servers_for(device.library.database, feed):  # where it was a refusal, and is to be offered anew
        offer(device, feed)
    await device.sync()
    assert [one.url for one in books.feeds.values()].count(OWN) == 1
    assert left(device) == 0


async def test_what_the_server_does_not_allow_is_no_fault_of_the_login(device: Device, books: Books) -> None:
    feed = own(device, name="Mine")
    offer(device, feed)
    books.trouble = lambda method, path: 403 if asks_to_take(method, path) else 0
    (why,) = (await device.sync()).refused
    assert "does not allow that" in why
    assert "password" not in why


def test_a_feed_that_no_server_could_fetch_has_none_to_be_offered_to(device: Device) -> None:
    assert offers.servers_for(device.library.database, own(device, "https://paper.example/feed"))
    assert not offers.servers_for(device.library.database, own(device, "exec:cat feed.xml"))


@pytest.mark.parametrize("device", ["greader"], indirect=True)
async def test_a_reader_of_google_kind_that_answers_with_null_does_not_take_it(
    device: Device, books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_for = server._reader

    def null(books: Books, request: server.Request) -> tuple[int, object]:
        if request.path.endswith("quickadd"):
            return 200, {"query": OWN, "numResults": 0, "streamId": None, "error": None}
        return answer_for(books, request)

    monkeypatch.setattr(server, "_reader", null)
    offer(device, own(device, name="Mine"))
    (why,) = (await device.sync()).refused
    assert "finds no feed there" in why
    assert left(device) == 0


async def test_of_several_the_others_are_taken_in_spite_of_one_without_an_answer(device: Device, books: Books) -> None:
    for number in range(3):
        offer(device, own(device, f"https://own{number}.example/feed"))
    broken = list[str]()

    def first(method: str, path: str) -> int:
        broken.extend([path] if asks_to_take(method, path) else [])
        return BEFORE if asks_to_take(method, path) and len(broken) in {1, 4} else 0

    books.trouble = first
    assert len((await device.sync()).refused) == 1
    await device.sync()
    assert {one.url for one in books.feeds.values()} >= {f"https://own{number}.example/feed" for number in (1, 2)}
    await device.sync()
    assert left(device) == 0


@pytest.mark.parametrize("status", [400, 404, 409, 422, 500, 502])
async def test_a_name_or_folder_that_the_server_refuses_is_told_and_holds_nothing_up(
    device: Device, books: Books, status: int
) -> None:
    paper = books.subscribe("https://paper.example/feed")
    await device.sync()
    (feed,) = device.library.subscriptions()
    device.library.rename_feed(feed.id, "X" * 3000)
    books.trouble = lambda method, path: (
        status if path.endswith(("rename", "subscription/edit")) or (method == "PUT" and "/feeds/" in path) else 0
    )
    for number in (1, 2):
        books.publish(paper, title=f"News {number}")
        done = await device.sync()
        assert (len(done.refused), done.waiting) == (1, 1)
        assert device.row(f"News {number}")
    books.trouble = None
    assert (await device.sync()).waiting == 0
    assert paper.title == "X" * 3000


async def test_one_that_is_taken_back_while_the_server_is_asked_for_another_is_not_told(
    device: Device, books: Books
) -> None:
    feed, other = own(device), own(device, "https://other.example/feed")
    offer(device, feed)
    offer(device, other)
    back = list[bool]()

    def meanwhile(method: str, path: str) -> int:
        if asks_to_take(method, path):
            back.append(offers.take_back(device.library.database, other.id))
        return 0

    books.trouble = meanwhile
    assert (await device.sync()).refused == []
    assert back == [True]
    assert [one.url for one in books.feeds.values()] == [OWN]
    assert feeds.owners(device.library.database).keys() == {feed.id}


async def test_one_that_the_server_is_being_asked_for_is_not_taken_back(device: Device, books: Books) -> None:
    feed = own(device)
    offer(device, feed)
    said = list[str]()

    def meanwhile(method: str, path: str) -> int:
        if asks_to_take(method, path):
            with pytest.raises(SyncError) as refused:
                offers.take_back(device.library.database, feed.id)
            said.append(str(refused.value))
        return 0

    books.trouble = meanwhile
    await device.sync()
    (words,) = said
    assert "just now" in words
    assert feeds.owners(device.library.database).keys() == {feed.id}


async def test_one_that_the_server_stumbled_over_may_be_taken_back(device: Device, books: Books) -> None:
    feed = own(device)
    offer(device, feed)
    books.trouble = lambda method, path: 504 if asks_to_take(method, path) else 0
    assert (await device.sync()).waiting == 1
    assert offers.take_back(device.library.database, feed.id)
    assert (await device.sync()).waiting == 0
    assert books.feeds == {}


async def test_one_that_has_got_a_login_since_it_was_offered_is_not_told(device: Device, books: Books) -> None:
    feed = own(device, name="Mine")
    offer(device, feed)
    device.library.settle_feed(feed.id, FeedOptions(login="anna:secret"))
    (why,) = (await device.sync()).refused
    assert "stay on this machine" in why
    assert "secret" not in why
    assert books.feeds == {}
    assert left(device) == 0
    device.library.settle_feed(feed.id, FeedOptions())
    offer(device, device.library.subscription(feed.id))
    assert (await device.sync()).told == 2


async def test_one_that_is_offered_again_before_the_answer_is_known_is_there_as_it_is_here(
    device: Device, books: Books
) -> None:
    feed = own(device, folder=("Sea",), name="Mine")
    offer(device, feed)
    books.trouble = lambda method, path: AFTER if asks_to_take(method, path) else 0
    await device.sync()
    books.trouble = None
    offer(device, feed)
    await device.sync()
    assert [(one.title, one.folder) for one in books.feeds.values()] == [("Mine", "Sea")]


async def test_one_that_the_server_has_as_another_feed_is_asked_for_once(
    device: Device, books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = books.subscribe("https://paper.example/feed")
    await device.sync()
    feed = own(device, name="Mine")
    offer(device, feed)
    monkeypatch.setattr(books, "take", lambda _url: paper)
    done = await device.sync()
    assert (done.told, done.waiting) == (0, 0)
    assert "Mine: " in done.refused[0]
    assert "has it already" in done.refused[0]
    books.asked.clear()
    assert (await device.sync()).refused == []
    assert not any(asks_to_take(*one) for one in books.asked)
    assert feed.id not in feeds.owners(device.library.database)


async def test_of_two_that_are_one_feed_there_one_becomes_it(
    device: Device, books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = [own(device, f"https://own{number}.example/feed") for number in range(2)]
    for feed in offered:
        offer(device, feed)
    taken = list[server.Feed]()

    def take(_url: str) -> server.Feed:
        taken.extend([] if taken else [books.subscribe("https://third.example/feed")])
        return taken[0]

    monkeypatch.setattr(books, "take", take)
    done = await device.sync()
    assert (len(done.refused), done.waiting) == (1, 0)
    assert feeds.owners(device.library.database).keys() == {offered[0].id}
    again = await device.sync()
    assert (again.refused, again.told) == ([], 0)


async def test_a_feed_that_is_left_is_offered_no_longer(device: Device, books: Books) -> None:
    feed = own(device)
    device.library.star(device.row("Own 1").id)  # the feed stays in the library for it
    offer(device, feed)
    device.library.unsubscribe(feed.id)
    device.library.subscribe(Feed(OWN), now=NOW)
    assert left(device) == 0
    await device.sync()
    assert books.feeds == {}


async def test_one_that_is_left_while_the_server_takes_it_is_left_there(device: Device, books: Books) -> None:
    feed = own(device)
    offer(device, feed)

    def meanwhile(method: str, path: str) -> int:
        if path.endswith("quickadd") or (method, path[-6:]) == ("POST", "/feeds"):
            device.library.unsubscribe(feed.id)
        return 0

    books.trouble = meanwhile
    await device.sync()
    assert books.feeds == {}
    assert device.library.subscriptions() == []


@pytest.mark.parametrize(
    ("url", "options"),
    [
        (OWN, FeedOptions(login="anna:secret")),
        (OWN, FeedOptions(headers=(("X-Key", "secret"),))),
        ("https://anna:secret@own.example/feed", FeedOptions()),
        ("exec:news.py", FeedOptions()),
    ],
    ids=["login", "header", "address", "program"],
)
async def test_what_is_fetched_with_a_secret_or_made_here_is_not_offered(
    device: Device, url: str, options: FeedOptions
) -> None:
    feed = device.library.subscribe(Feed(url), now=NOW)
    device.library.settle_feed(feed.id, options)
    with pytest.raises(SyncError, match="this machine") as refused:
        offer(device, device.library.subscription(feed.id))
    assert "secret" not in str(refused.value)
    assert left(device) == 0


async def test_a_feed_of_a_server_is_not_offered(device: Device, books: Books) -> None:
    books.subscribe(OWN)
    await device.sync()
    with pytest.raises(SyncError, match="by a server already"):
        offer(device, device.library.subscriptions()[0])
