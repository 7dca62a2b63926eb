"""Entries: stored once, listed newest first, read, starred and counted."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from readers.errors import LibraryError
from readers.library.library import Library
from readers.model import Enclosure, Entry, Feed, Subscription
from tests.readers.library.conftest import COURIER, NOW, entry

Publish = Callable[..., list[int]]


def titles(library: Library, **query: object) -> list[str]:
    return [row.title for row in library.rows(**query)]  # type: ignore[arg-type]


class TestStoring:
    def test_new_changed_and_known_entries_are_told_apart(self, library: Library, courier: Subscription) -> None:
        def store(*entries: Entry) -> tuple[int, int]:
            return library.store_entries(courier.id, COURIER, entries, now=NOW)

        assert store(entry(1), entry(2)) == (2, 0)
        assert store(entry(1), entry(2)) == (0, 0)
        assert store(entry(1, title="Corrected"), entry(2), entry(3)) == (1, 1)
        assert titles(library) == ["Story 3", "Story 2", "Corrected"]

    def test_everything_published_comes_back(self, library: Library, publish: Publish) -> None:
        whole = Entry(
            "tag:1",
            title="Tide",
            link="https://a.example/tide",
            authors=("A", "B"),
            published=datetime(2026, 3, 1, 14, 30, 0, 123456, tzinfo=timezone(timedelta(hours=2))),
            updated=NOW,
            summary="<p>s</p>",
            content="<p>c</p>",
            enclosures=(Enclosure("https://a.example/a.mp3", "audio/mpeg", 99),),
            tags=("sea",),
        )
        (entry_id,) = publish(whole)
        assert library.entry(entry_id) == whole
        row = library.row(entry_id)
        assert (row.title, row.link, row.outlet) == ("Tide", "https://a.example/tide", COURIER.title)
        assert row.published == whole.published
        assert library.feed_of(entry_id) == COURIER

    def test_a_changed_entry_keeps_that_it_was_read_and_starred(self, library: Library, publish: Publish) -> None:
        (entry_id,) = publish(entry(1))
        library.mark_read([entry_id])
        library.star(entry_id)
        assert publish(entry(1, title="Corrected")) == [entry_id]
        row = library.row(entry_id)
        assert (row.title, row.read, row.starred) == ("Corrected", True, True)

    def test_an_entry_without_a_date_is_of_the_day_it_was_first_seen(
        self, library: Library, courier: Subscription
    ) -> None:
        library.store_entries(courier.id, COURIER, [Entry("a", title="One")], now=NOW)
        library.store_entries(courier.id, COURIER, [Entry("a", title="Two")], now=NOW + timedelta(days=2))
        assert library.rows()[0].published == NOW

    def test_of_two_entries_with_one_id_the_first_counts_every_time(
        self, library: Library, courier: Subscription
    ) -> None:
        twins = [entry(1, title="First"), entry(1, title="Second")]
        assert library.store_entries(courier.id, COURIER, twins, now=NOW) == (1, 0)
        assert library.store_entries(courier.id, COURIER, twins, now=NOW) == (0, 0)
        assert titles(library) == ["First"]

    def test_two_feeds_may_use_the_same_ids(self, library: Library, publish: Publish) -> None:
        publish(entry(1))
        other = library.subscribe(Feed("https://other.example/feed"), now=NOW)
        assert library.store_entries(other.id, Feed(""), [entry(1)], now=NOW) == (1, 0)
        assert [row.outlet for row in library.rows(feed_id=other.id)] == ["https://other.example/feed"]

    def test_entries_of_one_moment_stand_in_the_feeds_order(self, library: Library, publish: Publish) -> None:
        publish(*(Entry(str(n), title=f"Story {n}") for n in range(4)))
        assert titles(library) == ["Story 0", "Story 1", "Story 2", "Story 3"]


class TestListing:
    def test_newest_first_and_page_by_page(self, library: Library, publish: Publish) -> None:
        publish(*(entry(n, published=NOW + timedelta(minutes=n // 3)) for n in range(10)))
        whole = library.rows()
        assert [row.published for row in whole] == sorted((row.published for row in whole), reverse=True)
        pages, before = [], None
        while page := library.rows(limit=3, before=before):
            pages += page
            before = page[-1]
        assert pages == whole

    def test_by_feed_folder_read_and_star(self, library: Library, publish: Publish) -> None:
        newest, *_ = publish(entry(1), entry(2))
        coast = library.subscribe(Feed("https://c.example/", folder=("Coast", "Papers")), now=NOW)
        library.store_entries(coast.id, Feed(""), [entry(5, title="Gulls")], now=NOW)
        library.mark_read([newest])
        library.star(newest)
        assert titles(library) == ["Gulls", "Story 2", "Story 1"]
        assert titles(library, feed_id=coast.id) == ["Gulls"]
        assert titles(library, folder=("Coast",)) == titles(library, folder=("Coast", "Papers")) == ["Gulls"]
        assert titles(library, folder=("Hills",)) == []
        assert titles(library, unread=True) == ["Gulls", "Story 1"]
        assert titles(library, starred=True) == ["Story 2"]
        assert titles(library, unread=True, starred=True) == []
        assert titles(library, unread=True, feed_id=coast.id, limit=1) == ["Gulls"]

    def test_what_no_library_can_hold_is_told_of(self, library: Library, publish: Publish) -> None:
        with pytest.raises(LibraryError, match="cannot hold this"):
            library.entry(10**30)
        with pytest.raises(LibraryError, match="cannot hold this"):
            publish(entry(1, title="half a character: \ud83d"))
        assert library.mark_read([10**30, -1]) == []

    def test_an_entry_that_is_not_there_is_told_of(self, library: Library) -> None:
        for call in (library.row, library.entry, library.feed_of, library.star):
            with pytest.raises(LibraryError, match="no entry number 77"):
                call(77)


class TestMarking:
    def test_marking_gives_what_changed_so_that_it_can_be_undone(self, library: Library, publish: Publish) -> None:
        third, second, first = publish(entry(1), entry(2), entry(3))
        assert library.mark_read([first]) == [first]
        assert library.mark_read([first, second, 77]) == [second]
        assert library.mark_all_read() == [third]
        assert library.unread_total() == 0
        assert library.mark_read([third], read=False) == [third]
        assert titles(library, unread=True) == ["Story 3"]

    def test_all_of_one_feed(self, library: Library, publish: Publish) -> None:
        publish(entry(1))
        other = library.subscribe(Feed("https://other.example/feed"), now=NOW)
        library.store_entries(other.id, Feed(""), [entry(1), entry(2)], now=NOW)
        assert len(library.mark_all_read(other.id)) == 2
        assert library.unread_total() == 1

    def test_fifty_thousand_at_once(self, library: Library, publish: Publish) -> None:
        publish(*(entry(n) for n in range(3)))
        assert len(library.mark_read(range(50_000))) == 3


class Counting(RuleBasedStateMachine):
    """Whatever happens, the kept counters are what counting would give."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.library = Library.open(Path(self.folder.name) / "library.db")

    def teardown(self) -> None:
        self.library.close()
        self.folder.cleanup()

    @rule(feed=st.integers(0, 2), entries=st.lists(st.integers(0, 8), max_size=6), title=st.sampled_from("ab"))
    def fetch(self, feed: int, entries: list[int], title: str) -> None:
        known = self.library.subscribe(Feed(f"https://{feed}.example"), now=NOW)
        self.library.store_entries(known.id, known.feed, [entry(n, title=title) for n in entries], now=NOW)

    @rule(entries=st.lists(st.integers(1, 25), max_size=6), read=st.booleans())
    def mark(self, entries: list[int], read: bool) -> None:
        self.library.mark_read(entries, read)

    @rule(which=st.integers(0, 50))
    def star(self, which: int) -> None:
        rows = self.library.rows()
        if rows:
            row = rows[which % len(rows)]
            self.library.star(row.id, not row.starred)

    @rule(which=st.integers(0, 2))
    def mark_all(self, which: int) -> None:
        feeds = self.library.subscriptions()
        self.library.mark_all_read(feeds[which].id if which < len(feeds) else None)

    @rule(which=st.integers(0, 2))
    def leave(self, which: int) -> None:
        feeds = self.library.subscriptions()
        if which < len(feeds):
            self.library.unsubscribe(feeds[which].id)

    @invariant()
    def counters_agree(self) -> None:
        for one in self.library.subscriptions():
            rows = self.library.rows(feed_id=one.id)
            assert (one.total, one.unread) == (len(rows), sum(not row.read for row in rows))
        assert self.library.unread_total() == len(self.library.rows(unread=True))


TestCounting = Counting.TestCase
TestCounting.settings = settings(max_examples=15, stateful_step_count=20)


@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001
def test_moments_survive_to_the_microsecond(moment: datetime) -> None:
    from readers.library import values

    assert values.when(values.moment(moment)) == moment
