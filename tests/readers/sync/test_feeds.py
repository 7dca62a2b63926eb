"""Feeds that two servers have: they come by one, are left at both, and cost nothing while nothing changes."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from readers.library.library import Library
from readers.model import Entry, Feed
from readers.sync import accounts, feeds, offers, waiting
from readers.sync.accounts import Account
from readers.sync.protocol import RemoteFeed
from readers.sync.wishes import Wish, carried_out, wishes
from tests.readers.library.conftest import make_older
from tests.readers.sync.conftest import NOW

X, Y = "https://x.example/feed", "https://y.example/feed"
AT_ONE, AT_TWO = RemoteFeed("1", X, folder="Sea"), RemoteFeed("7", "http://www.x.example/feed/", folder="Ships")


class Two:
    """A library with two servers, of which both have a feed; told by hand what they say."""

    def __init__(self, library: Library) -> None:
        self.library, self.database = library, library.database
        self.one, self.two = (self._server(name) for name in ("one", "two"))
        self.merge(self.one, AT_ONE)
        self.merge(self.two, AT_TWO)

    def _server(self, name: str) -> Account:
        return accounts.add(self.database, "miniflux", f"https://{name}.example", user="", secret="file", name=name)  # noqa: S106

    def merge(self, server: Account, *told: RemoteFeed) -> None:
        feeds.merge(self.database, server.id, told, now=NOW)

    def fulfil(self, server: Account) -> list[Wish]:
        """Do at a server what is wished."""
        found = wishes(self.database, server.id)
        for wish in found:
            carried_out(self.database, server.id, wish)
        return found

    @property
    def here(self) -> dict[str, int | None]:
        """Address → the server that it comes by."""
        owners = feeds.owners(self.database)
        return {one.feed.url: owners.get(one.id) for one in self.library.subscriptions()}

    def leave(self) -> None:
        (feed,) = self.library.subscriptions()
        self.library.unsubscribe(feed.id)


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Two]:
    with Library.open(tmp_path / "library.db") as library:
        yield Two(library)


@pytest.mark.parametrize("starred", [False, True])
@pytest.mark.parametrize("first", ["one", "two"])
def test_what_the_reader_leaves_is_left_at_both_and_does_not_come_back(both: Two, first: str, starred: bool) -> None:
    assert both.here == {X: both.one.id}
    if starred:  # the feed stays in the library then, unsubscribed
        (feed,) = both.library.subscriptions()
        both.library.store_entries(feed.id, feed.feed, [Entry("a", "A pier", "https://x.example/a")], now=NOW)
        both.library.star(both.library.rows()[0].id)
    both.leave()
    order = [(both.one, AT_ONE), (both.two, AT_TWO)]
    for server, told in order if first == "one" else order[::-1]:
        both.merge(server, told)
        assert both.fulfil(server) == [Wish(told.remote, "leave")]
    assert both.here == {}
    for server in (both.one, both.two):
        both.merge(server)
        assert both.fulfil(server) == []
    assert both.here == {}


def test_what_is_left_here_and_subscribed_to_again_is_not_left_at_the_second(both: Two) -> None:
    both.leave()
    both.library.subscribe(Feed(X), now=NOW)
    both.merge(both.one, AT_ONE)
    both.fulfil(both.one)
    both.merge(both.two, AT_TWO)
    assert both.fulfil(both.two) == []
    assert both.here == {X: both.two.id}


def test_what_the_first_has_no_longer_comes_by_the_second_with_all_its_entries(both: Two) -> None:
    (feed,) = both.library.subscriptions()
    both.library.store_entries(feed.id, feed.feed, [Entry("a", "A pier", "https://x.example/a")], now=NOW)
    both.merge(both.one, RemoteFeed("2", Y))
    assert both.here == {X: both.two.id, Y: both.one.id}
    assert [row.title for row in both.library.rows()] == ["A pier"]
    both.merge(both.two, AT_TWO)
    assert both.fulfil(both.two) == []
    assert both.library.subscription(feed.id).feed.folder == ("Sea",), "it stays where it stands"
    both.merge(both.two)
    assert both.here == {Y: both.one.id}


def test_one_that_is_given_anew_under_another_number_keeps_its_entries(both: Two) -> None:
    (feed,) = both.library.subscriptions()
    both.merge(both.two)
    both.library.store_entries(feed.id, feed.feed, [Entry("a", "A pier", "https://x.example/a")], now=NOW)
    both.merge(both.one, AT_ONE._replace(remote="9"))
    assert both.here == {X: both.one.id}
    assert [row.title for row in both.library.rows()] == ["A pier"]
    both.merge(both.one, RemoteFeed("2", Y), AT_ONE._replace(remote="9"), AT_ONE._replace(remote="10"))
    both.merge(both.one, RemoteFeed("2", Y))
    assert both.here == {Y: both.one.id}, "two of one address that are both gone are gone"


def test_after_parting_from_the_first_it_comes_by_the_second_wherever_it_moves(both: Two) -> None:
    (feed,) = both.library.subscriptions()
    accounts.forget(both.database, both.one)
    assert both.here == {X: both.two.id}
    both.merge(both.two, AT_TWO._replace(url="https://moved.example/feed", folder="Boats"))
    assert both.fulfil(both.two) == []
    assert both.library.subscription(feed.id).feed.folder == ("Boats",)


def test_one_that_another_server_brings_while_its_leaving_waits_is_left_at_the_first_alone(both: Two) -> None:
    (feed,) = both.library.subscriptions()
    both.merge(both.two)
    both.library.store_entries(feed.id, feed.feed, [Entry("a", "A pier", "https://x.example/a")], now=NOW)
    both.library.star(both.library.rows()[0].id)
    both.leave()
    both.merge(both.two, AT_TWO._replace(url=X))
    assert both.here == {X: both.two.id}
    assert both.fulfil(both.one) == [Wish("1", "leave")]


def test_what_is_offered_to_the_second_and_brought_by_the_first_comes_by_the_first_and_is_at_both(both: Two) -> None:
    own = both.library.subscribe(Feed(Y), now=NOW)
    offers.offer(both.database, "two", own)
    both.merge(both.one, AT_ONE, RemoteFeed("2", Y))
    assert [one.url for one in offers.of_server(both.database, both.two.id)] == [Y], "the second is still to have it"
    offers.begin(both.database, both.two.id, own.id)
    feeds.merge(both.database, both.two.id, [AT_TWO, RemoteFeed("8", Y)], now=NOW, taken={"8": own.id})
    assert both.here == {X: both.one.id, Y: both.one.id}
    assert offers.of_server(both.database, both.two.id) == []
    assert waiting.in_all(both.database) == 0


def test_what_is_offered_to_another_server_instead_was_never_asked_of_that_one(both: Two) -> None:
    own = both.library.subscribe(Feed(Y, name="Mine"), now=NOW)
    offers.offer(both.database, "two", own)
    offers.begin(both.database, both.two.id, own.id)
    offers.offer(both.database, "one", own)
    both.merge(both.one, AT_ONE, RemoteFeed("2", Y, "Theirs"))
    assert waiting.in_all(both.database) == 0, "it was there before, and stays there as it is"


def test_after_parting_from_a_server_nothing_is_offered_to_it(both: Two) -> None:
    own = both.library.subscribe(Feed(Y), now=NOW)
    offers.offer(both.database, "two", own)
    assert waiting.in_all(both.database) == 1
    accounts.forget(both.database, both.two)
    assert waiting.in_all(both.database) == 0
    assert not offers.take_back(both.database, own.id)


def test_a_list_that_is_as_it_was_writes_nothing_and_is_compared_once(
    both: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [RemoteFeed(str(number), f"https://{number}.example/feed") for number in range(40)]
    both.merge(both.one, AT_ONE, *many)
    both.merge(both.two, AT_TWO, *(one._replace(remote=f"b{one.remote}") for one in many))
    asked = list[str]()
    reading = both.database.reading
    monkeypatch.setattr(both.database, "reading", lambda doing: (asked.append(doing), reading(doing))[1])
    writing = list[str]()
    write = both.database.writing
    monkeypatch.setattr(both.database, "writing", lambda doing: (writing.append(doing), write(doing))[1])
    both.merge(both.two, AT_TWO, *(one._replace(remote=f"b{one.remote}") for one in many))
    assert writing == []
    assert len(asked) <= 3, asked


_OF_BEFORE = """
INSERT INTO sync_servers (id, name, kind, url, secret) VALUES (1, 'one', 'miniflux', 'https://one.example', 'file');
INSERT INTO feeds (id, url, title, name, added)
    VALUES (1, 'https://x.example/feed', 'Theirs', 'Mine', 0), (2, 'https://y.example/feed', 'Own', '', 0);
INSERT INTO sync_feeds (server_id, remote, feed_id, url)
    VALUES (1, '1', 1, 'https://x.example/feed'), (1, '2', NULL, 'https://y.example/feed');
"""


def test_a_name_of_an_older_library_is_not_told_after_it_was_brought_up_to_date(tmp_path: Path) -> None:
    make_older(tmp_path / "library.db", 15)
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        connection.executescript(_OF_BEFORE)
    with Library.open(tmp_path / "library.db") as library:
        assert wishes(library.database, 1) == [Wish("2", "leave")]
        library.rename_feed(1, "Mine now")
        assert wishes(library.database, 1)[0] == Wish("1", "rename", "Mine now", "Theirs")


def _processor_time(doing: Callable[[], object]) -> float:
    """Seconds, the least of five times."""
    took = []
    for _ in range(5):
        began = time.process_time()
        doing()
        took.append(time.process_time() - began)
    return min(took)


def test_what_waits_at_two_servers_is_counted_for_hardly_more_than_listing_the_feeds(both: Two) -> None:
    many = [RemoteFeed(str(number), f"https://{number}.example/feed", folder="Sea") for number in range(2000)]
    both.merge(both.one, *many)
    both.library.move_feed(both.library.subscriptions()[7].id, ("Ships",))
    both.library.unsubscribe(both.library.subscriptions()[9].id)
    both.merge(both.two, *(one._replace(url=f"http://www.{one.remote}.example/feed/") for one in many[20:]))
    assert waiting.in_all(both.database) == 2
    listed = _processor_time(both.library.subscriptions)
    assert _processor_time(lambda: waiting.in_all(both.database)) < listed * 1.5
