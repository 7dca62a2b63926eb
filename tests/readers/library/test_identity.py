"""One entry stays one entry, whatever its publisher does to its id and address; and two of one fetch stay two."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from readers.library.library import Library, Stored
from readers.model import Entry, EntryRow, Feed, Subscription
from tests.readers.library.conftest import COURIER, NOW, entry, make_older

HOME = Feed(COURIER.url, title="The Ellery Courier", link="https://courier.example/")
BRIDGE = Entry("https://courier.example/a/bridge", title="The bridge closes", link="https://courier.example/a/bridge")

Fetch = Callable[..., Stored]


@pytest.fixture
def fetch(library: Library, courier: Subscription) -> Fetch:
    """Store what a fetch brings, an hour after the one before."""
    hours = 0

    def store(*entries: Entry) -> Stored:
        nonlocal hours
        hours += 1
        return library.store_entries(courier.id, HOME, entries, now=NOW + timedelta(hours=hours))

    return store


def settle(library: Library) -> EntryRow:
    """Read, star and tag the one entry there is."""
    (row,) = library.rows()
    library.mark_read([row.id])
    library.star(row.id)
    library.tag(row.id, ["quay"])
    return library.row(row.id)


def changed(entry: Entry, **fields: object) -> Entry:
    return msgspec.structs.replace(entry, **fields)


DATED = changed(BRIDGE, published=NOW)
VERSIONS = {
    "https in the id": (
        changed(BRIDGE, id="http://courier.example/a/bridge"),
        BRIDGE,
    ),
    "another scheme and host": (
        changed(BRIDGE, id="http://www.courier.example/a/bridge/", link="http://www.courier.example/a/bridge/"),
        BRIDGE,
    ),
    "tracking in the id": (
        changed(BRIDGE, id=f"{BRIDGE.id}?utm_campaign=1", link=f"{BRIDGE.link}?utm_campaign=1"),
        changed(BRIDGE, id=f"{BRIDGE.id}?utm_campaign=2", link=f"{BRIDGE.link}?utm_campaign=2"),
        BRIDGE,
    ),
    "tracking in the fragment": (
        changed(BRIDGE, id="7", link=f"{BRIDGE.link}#utm_source=rss"),
        changed(BRIDGE, id="8", link=f"{BRIDGE.link}#xtor=RSS-1"),
        changed(BRIDGE, id="9", link=f"{BRIDGE.link}#ref-rss"),
    ),
    "a count of versions in the id": tuple(changed(BRIDGE, id=f"{BRIDGE.id}#{number}") for number in range(3)),
    "a new id at every fetch": tuple(changed(BRIDGE, id=f"made-up-{number}") for number in range(4)),
    "a new id at every fetch, dated": tuple(changed(DATED, id=f"made-up-{number}") for number in range(4)),
    "a new id and the date of the fetch": tuple(
        changed(BRIDGE, id=f"made-up-{number}", published=NOW + timedelta(hours=number)) for number in range(4)
    ),
    "a new id, and no address of its own": tuple(
        changed(BRIDGE, id=f"made-up-{number}", link="https://courier.example/") for number in range(3)
    ),
    "without id and address, its words set right": tuple(
        Entry(f"sha256:{number}", "The bridge closes", content=f"Text {number}") for number in range(3)
    ),
    "an id that came late": (changed(BRIDGE, id=BRIDGE.link), changed(BRIDGE, id="4711")),
}


class TestOne:
    @pytest.mark.parametrize("versions", VERSIONS.values(), ids=VERSIONS)
    def test_it_stays_with_all_that_is_the_readers(
        self, library: Library, fetch: Fetch, versions: tuple[Entry, ...]
    ) -> None:
        assert fetch(versions[0]) == Stored(1, 0)
        row = settle(library)
        for version in versions[1:]:
            assert fetch(version).new == 0
            (again,) = library.rows()
            assert (again.id, again.read, again.starred, again.tags) == (row.id, True, True, ("quay",))
            assert library.entry(row.id) == version
        assert library.subscriptions()[0].total == 1

    def test_another_way_to_it_is_no_change(self, library: Library, fetch: Fetch) -> None:
        fetch(changed(BRIDGE, id="1", link=f"{BRIDGE.link}?utm_id=1"))
        assert fetch(changed(BRIDGE, id="1", link=f"{BRIDGE.link}?utm_id=2")) == Stored(0, 0)
        assert fetch(changed(BRIDGE, id="2", link=f"{BRIDGE.link}?utm_id=3")) == Stored(0, 0)
        assert library.rows()[0].link == f"{BRIDGE.link}?utm_id=3"

    def test_a_corrected_headline_under_a_new_id_is_a_change(self, library: Library, fetch: Fetch) -> None:
        fetch(BRIDGE)
        row = settle(library)
        assert fetch(changed(BRIDGE, id="2", title="The bridge stays open")) == Stored(0, 1)
        assert [(one.id, one.title) for one in library.rows()] == [(row.id, "The bridge stays open")]

    def test_the_article_of_an_address_is_one_however_late_it_comes_again(self, library: Library, fetch: Fetch) -> None:
        link = "https://courier.example/2026/03/the-old-bridge-closes"
        fetch(changed(BRIDGE, id="1", link=link, published=NOW))
        assert fetch(changed(BRIDGE, id="2", link=link, published=NOW + timedelta(days=5))).new == 0

    def test_copies_from_before_do_not_become_more(self, library: Library, fetch: Fetch) -> None:
        fetch(changed(BRIDGE, id="1"), changed(BRIDGE, id="2"))
        assert len(library.rows()) == 2
        for number in range(3, 6):
            assert fetch(changed(BRIDGE, id=str(number))).new == 0
        assert len(library.rows()) == 2


class TestTwo:
    def test_of_one_fetch_are_never_made_one(self, library: Library, fetch: Fetch) -> None:
        twins = [
            BRIDGE,
            changed(BRIDGE, id="http://courier.example/a/bridge"),
            changed(BRIDGE, id=f"{BRIDGE.id}?utm_source=rss"),
            changed(BRIDGE, id="4711"),
        ]
        assert fetch(*twins) == Stored(4, 0)
        assert fetch(*twins) == Stored(0, 0)
        assert fetch(*twins, changed(BRIDGE, id="4712")) == Stored(1, 0)
        assert len(library.rows()) == 5

    def test_a_new_one_beside_the_known_one_is_new(self, fetch: Fetch) -> None:
        fetch(BRIDGE)
        assert fetch(BRIDGE, changed(BRIDGE, id="http://courier.example/a/bridge")) == Stored(1, 0)

    def test_two_new_ones_are_not_both_the_one_before(self, fetch: Fetch) -> None:
        fetch(BRIDGE)
        assert fetch(changed(BRIDGE, id="1"), changed(BRIDGE, id="2")) == Stored(2, 0)

    @pytest.mark.parametrize("link", ["https://courier.example/", "https://courier.example", ""])
    def test_that_link_to_the_home_page(self, fetch: Fetch, link: str) -> None:
        for number in range(3):
            news = changed(BRIDGE, id=str(number), link=link, title=f"News of day {number}")
            assert fetch(news).new == 1

    def test_that_are_a_column_of_each_day(self, fetch: Fetch) -> None:
        for day in range(3):
            column = Entry(str(day), "Good morning", "https://courier.example/morning", (), NOW + timedelta(days=day))
            assert fetch(column).new == 1

    def test_that_share_a_headline_and_have_no_address(self, fetch: Fetch) -> None:
        for minutes in range(3):
            assert fetch(Entry(f"n{minutes}", "News", published=NOW + timedelta(minutes=minutes))).new == 1

    def test_of_a_live_report_differ_by_the_fragment(self, fetch: Fetch) -> None:
        for number in range(3):
            assert fetch(changed(BRIDGE, id=f"p{number}", link=f"{BRIDGE.link}#post-{number}")).new == 1

    def test_of_two_feeds_are_two(self, library: Library, fetch: Fetch) -> None:
        fetch(BRIDGE)
        other = library.subscribe(Feed("https://other.example/feed"), now=NOW)
        assert library.store_entries(other.id, Feed(""), [changed(BRIDGE, id="1")], now=NOW).new == 1


def test_entries_of_an_older_library_are_known_again(path: Path) -> None:
    make_older(path, 5)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO feeds (id, url, added) VALUES (1, ?, 0)", (COURIER.url,))
        old = "http://courier.example/a/bridge"
        connection.execute(
            "INSERT INTO entries (id, feed_id, key, title, link, at, read, content) VALUES (5, 1, ?, ?, ?, 3, 1, '')",
            (old, "The bridge closes", old),
        )
        connection.execute("""INSERT INTO contents VALUES (5, '{"id": "http://courier.example/a/bridge"}')""")
        connection.execute("INSERT INTO texts VALUES (5, 'The bridge closes', '')")
        connection.commit()
    with Library.open(path) as library:
        assert library.store_entries(1, HOME, [BRIDGE], now=NOW).new == 0
        assert [(row.id, row.read) for row in library.rows()] == [(5, True)]


def test_a_feed_of_thousands_is_matched_in_no_time(library: Library, courier: Subscription, fetch: Fetch) -> None:
    many = [entry(number, link=COURIER.url) for number in range(5000)]
    fetch(*many)
    began = time.process_time()
    fetch(*[changed(one, id=f"{one.id}-again") for one in many[:100]])
    assert time.process_time() - began < 1
