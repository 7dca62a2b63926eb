"""Everything of one's own goes to another machine in one file, and comes together there without being doubled."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from readers.errors import LibraryError
from readers.library.dossiers import who
from readers.library.feeds import arranging
from readers.library.keeping.arrival import Arrived, take_in
from readers.library.keeping.belongings import lines
from readers.library.library import Library
from readers.library.people import decisions
from readers.library.query import smart
from readers.library.rules import keeping as rules
from readers.model import Anchor, Document, Entry, Feed, FeedOptions, NotAName, Note, Subscription
from readers.news import ahead
from tests.readers.library.conftest import COURIER, NOW, entry, spoken

TEXT = Document("Ann Fisher opened the harbour.", title="Story 1", url="https://courier.example/1")
HEAD = b'{"what":"quoth","format":"quoth-belongings","version":1,"exported":"2026-03-01T12:00:00Z"}'


def written(library: Library, *, with_passwords: bool = False) -> list[bytes]:
    return [msgspec.json.encode(line) for line in lines(library.database, now=NOW, with_passwords=with_passwords)]


@pytest.fixture
def filled(library: Library, courier: Subscription) -> Library:
    """Five entries: one read, one starred, one tagged with its article, a note and a correction, two untouched."""
    library.store_entries(courier.id, COURIER, [entry(n) for n in range(1, 6)], now=NOW)
    ids = {row.title: row.id for row in library.rows()}
    library.mark_read([ids["Story 3"]])
    library.star(ids["Story 2"])
    library.tag(ids["Story 1"], ["harbour"])
    library.store_document(ids["Story 1"], TEXT)
    library.add_note(TEXT, Note(0, Anchor("harbour"), "where?", ("places",), created=NOW))
    library.add_correction(TEXT, NotAName(Anchor("Ann")))
    ahead.choose(library, courier.id, True)
    left = library.subscribe(Feed("https://left.example/feed", title="Left"), now=NOW)
    library.store_entries(left.id, left.feed, [entry(9)], now=NOW)
    library.star(next(row.id for row in library.rows() if row.title == "Story 9"))
    library.unsubscribe(left.id)
    return library


@pytest.fixture
def other(tmp_path: Path) -> Library:
    return Library.open(tmp_path / "other" / "library.db")


def test_an_empty_library_has_it_all_then(filled: Library, other: Library) -> None:
    file = written(filled)
    assert take_in(other.database, file, now=NOW) == Arrived(feeds=2, entries=4, notes=1, corrections=1)
    assert written(other) == file
    rows = {row.title: row for row in other.rows()}
    assert {title: (row.read, row.starred, row.tags) for title, row in rows.items()} == {
        "Story 1": (False, False, ("harbour",)),
        "Story 2": (False, True, ()),
        "Story 3": (True, False, ()),
        "Story 9": (False, True, ()),
    }
    assert rows["Story 3"].published == NOW + timedelta(minutes=3)
    assert other.document(rows["Story 1"].id) == TEXT
    (note,) = other.notes(TEXT)
    assert (note.body, note.tags, note.created) == ("where?", ("places",), NOW)
    assert other.corrections(TEXT) == [NotAName(Anchor("Ann"))]
    (subscription,) = other.subscriptions()
    assert ahead.chosen(other) == {subscription.id}


def test_twice_is_once(filled: Library, other: Library) -> None:
    file = written(filled)
    take_in(other.database, file, now=NOW)
    assert take_in(other.database, file, now=NOW) == Arrived()
    assert written(other) == file
    assert take_in(filled.database, file, now=NOW) == Arrived(), "nor at home"
    assert written(filled) == file


def test_what_is_there_stays_and_both_come_together(filled: Library, other: Library) -> None:
    feed = other.subscribe(Feed(COURIER.url, name="My paper"), now=NOW)
    other.store_entries(feed.id, COURIER, [entry(n, summary="long") for n in (1, 2, 3, 4)], now=NOW)
    ids = {row.title: row.id for row in other.rows()}
    other.mark_read([ids["Story 2"], ids["Story 4"]])
    other.tag(ids["Story 1"], ["Docks"])
    arrived = take_in(other.database, written(filled), now=NOW)
    assert (arrived.feeds, arrived.entries) == (1, 1), "the left feed and its starred entry"
    rows = {row.title: row for row in other.rows()}
    assert {title for title, row in rows.items() if row.read} == {"Story 2", "Story 3", "Story 4"}
    assert rows["Story 2"].starred
    assert set(rows["Story 1"].tags) == {"Docks", "harbour"}
    assert other.entry(ids["Story 3"]).summary == "long", "what is known of a read entry is not replaced by less"
    assert other.subscription(feed.id).feed.called == "My paper"


def test_what_was_read_there_is_read_when_its_feed_brings_it(filled: Library, other: Library) -> None:
    take_in(other.database, written(filled), now=NOW)
    (feed,) = other.subscriptions()
    other.store_entries(feed.id, COURIER, [entry(n, summary="long") for n in range(1, 6)], now=NOW)
    read = {row.title: row.read for row in other.rows(feed_id=feed.id)}
    assert read == {"Story 1": False, "Story 2": False, "Story 3": True, "Story 4": False, "Story 5": False}


def test_passwords_stay_at_home_unless_they_are_to_go(library: Library, other: Library) -> None:
    url = "https://me:secret@closed.example/feed"
    feed = library.subscribe(Feed(url), now=NOW)
    library.store_entries(feed.id, feed.feed, [entry(1)], now=NOW)
    library.star(library.rows()[0].id)
    assert b"secret" not in b"".join(written(library))
    assert take_in(library.database, written(library), now=NOW) == Arrived(), "it is the feed that has one here"
    take_in(other.database, written(library, with_passwords=True), now=NOW)
    assert other.subscriptions()[0].feed.url == url


def test_what_holds_for_one_feed_alone_goes_along_but_for_its_secrets(
    library: Library, courier: Subscription, other: Library
) -> None:
    settled = FeedOptions(minutes=30, login="anna:secret", cookies="/only/there.txt", muted=True)
    arranging.keep(library.database, courier.id, settled)
    take_in(other.database, written(library), now=NOW)
    (there,) = other.subscriptions()
    assert there.options == msgspec.structs.replace(settled, login="")
    assert b"secret" not in b"".join(written(library))
    assert b"anna:secret" in b"".join(written(library, with_passwords=True))
    own = FeedOptions(minutes=60)
    other.settle_feed(there.id, own)
    take_in(other.database, written(library), now=NOW)
    assert other.options(there.id) == own, "what is settled here stays"


@pytest.mark.parametrize(
    "file",
    [[], [b"<opml/>"], [b"{}"], [b'{"what":"note"}'], [HEAD.replace(b"quoth-bel", b"other-bel")], [b"[" * 100_000]],
)
def test_what_is_no_such_file_is_refused(library: Library, file: list[bytes]) -> None:
    with pytest.raises(LibraryError, match="no file of `quoth export --all`"):
        take_in(library.database, file)


def test_a_file_of_a_newer_quoth_is_refused(library: Library) -> None:
    with pytest.raises(LibraryError, match="newer Quoth"):
        take_in(library.database, [HEAD.replace(b'"version":1', b'"version":2')])


def test_a_broken_line_loses_no_other(filled: Library, other: Library) -> None:
    bad = [b'{"what":"dream"}', b'{"what":"note","note":7}', b"[" * 100_000, b"\xff", b""]
    head, *rest = written(filled)
    arrived = take_in(other.database, [head, *bad, *rest], now=NOW)
    assert (arrived.feeds, arrived.entries, arrived.notes, arrived.corrections) == (2, 4, 1, 1)
    assert len(arrived.left_out) == 4
    assert arrived.left_out[0] == "line 2: this Quoth does not know what a 'dream' is"


def test_nothing_gets_in_that_no_feed_could_bring(filled: Library, other: Library) -> None:
    feed = b'{"what":"feed","feed":{"url":"file:///etc/passwd","title":"x"}}'
    hidden = [line.replace(b"Story 2", b"Story \\u001b[2J\\u202e2") for line in written(filled)]
    arrived = take_in(other.database, [*hidden, feed], now=NOW)
    assert arrived.left_out == ("file:///etc/passwd: this is no web address",)
    assert "Story [2J2" in {row.title for row in other.rows()}


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:00:00-12:00"])
def test_a_date_that_no_list_could_show_is_left_out(filled: Library, other: Library, at: str) -> None:
    line = {"what": "entry", "feed": COURIER.url, "entry": Entry("1", "Bridge"), "at": at}
    arrived = take_in(other.database, [*written(filled), msgspec.json.encode(line)], now=NOW)
    assert "cannot be told in every zone" in arrived.left_out[0]
    assert len(other.rows()) == 4


def test_an_entry_without_its_feed_is_told(other: Library) -> None:
    line = msgspec.json.encode(
        {"what": "entry", "feed": "https://a.example/", "entry": Entry("1", "Bridge"), "at": NOW}
    )
    assert take_in(other.database, [HEAD, line]).left_out == ("“Bridge”: the file does not have its feed",)


def test_what_was_decided_of_people_holds_there_too(library: Library, courier: Subscription, other: Library) -> None:
    library.store_entries(courier.id, COURIER, [entry(1)], now=NOW)
    document, found = spoken("Ann Fisher", "The harbour is open.", others=("Harbour Board", "Docks Ltd"))
    library.store_document(1, document)
    library.store_annotations(document.digest, found, entry_id=1)
    ids = {name: who(library, name).id for name in ("Ann Fisher", "Docks Ltd", "Harbour Board")}
    decisions.merge(library.database, ids["Docks Ltd"], ids["Harbour Board"])
    decisions.rename(library.database, ids["Ann Fisher"], "Mayor Fisher")
    file = written(library)
    assert take_in(other.database, file, now=NOW).decisions == 2
    assert written(other)[-2:] == file[-2:]
    assert take_in(other.database, file, now=NOW) == Arrived()
    feed = other.subscribe(COURIER, now=NOW)
    other.store_entries(feed.id, COURIER, [entry(1)], now=NOW)
    other.store_document(1, document)
    other.store_annotations(document.digest, found, entry_id=1)
    assert who(other, "Ann Fisher").name == "Mayor Fisher"
    assert who(other, "Docks Ltd").name == "Harbour Board"


def test_kept_searches_rules_and_the_order_of_feeds_come_too_and_no_file_makes_a_command_run(
    library: Library, courier: Subscription, other: Library
) -> None:
    second = library.subscribe(Feed("https://second.example/feed", "Second"), now=NOW)
    arranging.reorder(library.database, second.id, "first")
    smart.keep(library.database, "ferry unread", "Ferries")
    rules.add(library.database, "ferry", "star", enabled=True)
    rules.add(library.database, "ferry", "run", "true %u", enabled=True)
    file = written(library)
    arrived = take_in(other.database, file, now=NOW)
    assert (arrived.searches, arrived.rules) == (1, 2)
    assert [(one.name, one.query) for one in smart.smart_feeds(other.database)] == [("Ferries", "ferry unread")]
    assert [(one.action, one.enabled) for one in rules.rules(other.database)] == [("star", True), ("run", False)]
    assert [one.feed.called for one in other.subscriptions()] == [one.feed.called for one in library.subscriptions()]
    assert take_in(other.database, file, now=NOW) == Arrived()


def test_places_that_letters_were_given_to_go_along(library: Library, courier: Subscription, other: Library) -> None:
    library.store_entries(courier.id, COURIER, [entry(1), entry(2)], now=NOW)
    marked = next(row for row in library.rows() if row.title == "Story 1")
    library.store_document(marked.id, TEXT)
    places = {"a": Anchor("opened", start=11), "b": Anchor("harbour", start=22)}
    library.set_setting(f"screen.marks.{marked.id}", msgspec.json.encode(places).decode())
    library.set_setting("screen.marks.https://docks.example/1", msgspec.json.encode({"x": Anchor("crane")}).decode())
    file = written(library)
    own = msgspec.json.encode({"a": Anchor("Ann Fisher")}).decode()
    other.set_setting("screen.marks.https://docks.example/1", own)
    there = other.subscribe(COURIER, now=NOW)
    other.store_entries(there.id, COURIER, [entry(2), entry(1)], now=NOW)
    assert take_in(other.database, file, now=NOW).places == 3
    assert take_in(other.database, file, now=NOW) == Arrived(), "twice is once"
    number = next(row.id for row in other.rows() if row.title == "Story 1")
    assert msgspec.json.decode(other.setting(f"screen.marks.{number}"), type=dict[str, Anchor]) == places
    assert other.document(number) == TEXT
    both = msgspec.json.decode(other.setting("screen.marks.https://docks.example/1"), type=dict[str, Anchor])
    assert both == {"a": Anchor("Ann Fisher"), "x": Anchor("crane")}


def test_a_letter_that_has_a_place_here_keeps_it(library: Library, other: Library) -> None:
    for one, words in ((library, "crane"), (other, "pier")):
        one.set_setting("screen.marks.https://docks.example/1", msgspec.json.encode({"x": Anchor(words)}).decode())
    assert take_in(other.database, written(library), now=NOW) == Arrived()
    kept = msgspec.json.decode(other.setting("screen.marks.https://docks.example/1"), type=dict[str, Anchor])
    assert kept == {"x": Anchor("pier")}


def test_places_go_with_their_entry_so_that_no_other_has_them(library: Library, courier: Subscription) -> None:
    library.store_entries(courier.id, COURIER, [entry(1)], now=NOW)
    (row,) = library.rows()
    for article in (str(row.id), "https://docks.example/1"):
        library.set_setting(f"screen.marks.{article}", "{}")
    library.unsubscribe(courier.id)
    assert library.setting(f"screen.marks.{row.id}") is None
    assert library.setting("screen.marks.https://docks.example/1") == "{}"
