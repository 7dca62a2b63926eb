"""Subscriptions: which feeds there are, and how their fetching goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest

from readers.errors import LibraryError
from readers.library.library import Library
from readers.model import Feed, Subscription, Validators
from tests.readers.library.conftest import COURIER, NOW, entry


def test_subscribing_twice_to_an_address_is_subscribing_once(library: Library) -> None:
    first = library.subscribe(Feed("https://a.example/feed", title="A", folder=("Coast", "Papers")), now=NOW)
    again = library.subscribe(Feed("https://a.example/feed", title="Other"), now=NOW + timedelta(days=1))
    assert again == first
    assert library.subscriptions() == [first]
    assert first.feed.folder == ("Coast", "Papers")


def test_they_are_listed_by_folder_and_title(library: Library) -> None:
    for title, folder in (("zebra", ()), ("Apple", ()), ("Early", ("Coast",)), ("", ())):
        library.subscribe(Feed(f"https://m.example/{title}", title=title, folder=folder), now=NOW)
    assert [one.feed.title for one in library.subscriptions()] == ["Apple", "", "zebra", "Early"]


def test_a_feeds_title_and_link_come_with_its_entries_and_its_folder_stays(library: Library) -> None:
    known = library.subscribe(Feed("https://a.example/feed", folder=("Coast",)), now=NOW)
    published = Feed("https://elsewhere.example", title="The A", link="https://a.example", language="en", updated=NOW)
    library.store_entries(known.id, published, [], now=NOW)
    expected = msgspec.structs.replace(published, url="https://a.example/feed", folder=("Coast",))
    assert library.subscription(known.id).feed == expected
    library.store_entries(known.id, Feed(""), [], now=NOW)
    assert library.subscription(known.id).feed == expected, "a feed that forgets its title keeps it"


def test_how_a_fetch_went_is_kept(library: Library, courier: Subscription) -> None:
    later = NOW + timedelta(hours=1)
    library.record_fetch(courier.id, now=NOW, next_check=later, failures=0, validators=Validators('"a"', "Sun"))
    kept = library.subscription(courier.id)
    assert (kept.checked, kept.next_check, kept.validators) == (NOW, later, Validators('"a"', "Sun"))

    library.record_fetch(courier.id, now=later, next_check=None, failures=3, problem="refused")
    kept = library.subscription(courier.id)
    assert (kept.failures, kept.problem, kept.next_check) == (3, "refused", None)
    assert kept.validators == Validators('"a"', "Sun"), "a failed fetch does not forget them"

    library.record_fetch(courier.id, now=later, next_check=None, failures=0, gone=True)
    assert library.subscription(courier.id).gone


def test_a_feed_that_moved_is_fetched_from_its_new_address(library: Library, courier: Subscription) -> None:
    library.record_fetch(courier.id, now=NOW, next_check=None, failures=0, moved_to="https://new.example/feed")
    assert library.subscription(courier.id).feed.url == "https://new.example/feed"


def test_a_feed_that_moved_to_one_subscribed_to_stays_where_it_is(library: Library, courier: Subscription) -> None:
    other = library.subscribe(Feed("https://new.example/feed"), now=NOW)
    library.record_fetch(courier.id, now=NOW, next_check=None, failures=0, moved_to=other.feed.url)
    assert library.subscription(courier.id).feed.url == COURIER.url


class TestNames:
    """A feed has its publisher's title and, if given, a name of the reader's own."""

    URL = "https://a.example/feed"

    def test_what_a_list_calls_it_stays(self, library: Library) -> None:
        taken = library.take_over(Feed(self.URL, "My A"), now=NOW)
        library.store_entries(taken.id, Feed("", title="The A"), [entry(1)], now=NOW)
        feed = library.subscription(taken.id).feed
        assert (feed.called, feed.name, feed.title) == ("My A", "My A", "The A")
        assert [row.outlet for row in library.rows()] == ["My A"]
        assert library.feed_of(library.rows()[0].id) == feed

    def test_what_the_publisher_says_too_is_no_name_of_the_readers(self, library: Library) -> None:
        taken = library.take_over(Feed(self.URL, "The A"), now=NOW)
        assert taken.feed.called == "The A"
        library.store_entries(taken.id, Feed("", title="The A"), [], now=NOW)
        library.store_entries(taken.id, Feed("", title="The A, renamed"), [], now=NOW)
        assert library.subscription(taken.id).feed.called == "The A, renamed"

    def test_taking_over_again_brings_folders_and_names(self, library: Library) -> None:
        known = library.subscribe(Feed(self.URL, "The A", folder=("Old",)), now=NOW)
        library.take_over(Feed(self.URL, "The A", folder=("New",), name="Mine", also_in=(("Daily",),)), now=NOW)
        feed = library.subscription(known.id).feed
        assert (feed.called, feed.title, feed.folders) == ("Mine", "The A", (("New",), ("Daily",)))
        library.take_over(Feed(self.URL), now=NOW)
        assert library.subscription(known.id).feed == feed, "a list without names and folders takes none away"
        library.take_over(Feed(self.URL, "The A"), now=NOW)
        assert library.subscription(known.id).feed.called == "The A"

    def test_it_is_in_the_lists_of_all_its_folders(self, library: Library) -> None:
        taken = library.take_over(Feed(self.URL, folder=("New",), also_in=(("Daily", "A"),)), now=NOW)
        library.store_entries(taken.id, Feed(""), [entry(1)], now=NOW)
        for folder in (("New",), ("Daily",), ("Daily", "A")):
            assert len(library.rows(folder=folder)) == 1


class TestLeaving:
    def test_a_feed_takes_its_entries_along(self, library: Library, publish: Callable[..., list[int]]) -> None:
        publish(entry(1), entry(2))
        library.unsubscribe(library.subscriptions()[0].id)
        assert (library.subscriptions(), library.rows(), library.unread_total()) == ([], [], 0)

    def test_starred_entries_stay_and_the_feed_can_come_back(
        self, library: Library, publish: Callable[..., list[int]]
    ) -> None:
        _, kept = publish(entry(1), entry(2))
        library.star(kept)
        (feed_id,) = (one.id for one in library.subscriptions())
        library.unsubscribe(feed_id)
        assert library.subscriptions() == []
        assert [(row.id, row.outlet) for row in library.rows(starred=True)] == [(kept, COURIER.title)]
        assert library.subscribe(COURIER, now=NOW).total == 1

    def test_a_feed_that_is_not_there_is_told_of(self, library: Library) -> None:
        for call in (library.unsubscribe, library.subscription):
            with pytest.raises(LibraryError, match="no feed number 77"):
                call(77)
        with pytest.raises(LibraryError, match="no feed number 77"):
            library.record_fetch(77, now=NOW, next_check=None, failures=0)
        with pytest.raises(LibraryError, match="no feed number 77"):
            library.store_entries(77, COURIER, [entry(1)], now=NOW)
