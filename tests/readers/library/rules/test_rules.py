"""Rules on arrival: what they do to new entries, once, and how it is taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from readers.errors import CommandError, LibraryError, QueryError
from readers.library.keeping import arrival, belongings
from readers.library.library import Library
from readers.library.rules import applying, keeping
from readers.model import READ_LATER, Entry, Feed, RuleAction
from tests.readers.library.conftest import COURIER, NOW, entry, make_older, spoken

Publish = Callable[..., list[int]]


def on(library: Library, query: str, action: RuleAction, argument: str = "") -> int:
    return keeping.add(library.database, query, action, argument, enabled=True).id


def arrive(library: Library, *entries: Entry) -> list[int]:
    """Entries come and the rules are applied; gives the newest first."""
    feed = library.subscribe(COURIER, now=NOW)
    library.store_entries(feed.id, COURIER, entries, now=NOW)
    applying.apply(library.database, now=NOW)
    return [row.id for row in library.rows(feed_id=feed.id)]


def titles(library: Library, **which: object) -> list[str]:
    return [row.title for row in library.rows(**which)]  # type: ignore[arg-type]


def test_each_rule_does_what_it_is_for_to_what_arrives_and_to_nothing_else(library: Library) -> None:
    arrive(library, entry(1, title="Old apple"))
    for action, argument in (("read", ""), ("star", ""), ("tag", "fruit")):
        on(library, "apple", action, argument)  # type: ignore[arg-type]
    arrive(library, entry(1, title="Old apple"), entry(2, title="New apple"), entry(3, title="New pear"))
    pear, apple, old = library.rows()
    assert (apple.read, apple.starred, apple.tags) == (True, True, ("fruit",))
    assert [(one.read, one.starred, one.tags) for one in (pear, old)] == [(False, False, ())] * 2
    assert [one.touched for one in keeping.rules(library.database)] == [1, 1, 1]


def test_a_muted_entry_stands_in_its_feed_alone_and_counts_nowhere(library: Library, path: Path) -> None:
    number = on(library, "title:sponsored", "mute")
    arrive(library, entry(1, title="Sponsored: shoes"), entry(2, title="The harbour"))
    assert titles(library) == titles(library, unread=True) == ["The harbour"]
    assert titles(library, feed_id=1) == ["The harbour", "Sponsored: shoes"]
    assert library.unread_total() == 1
    assert applying.undo(library.database, number) == 1
    assert titles(library, unread=True) == ["The harbour", "Sponsored: shoes"]


def test_apple_the_company_is_no_apple_however_early_the_rule_is_asked(library: Library) -> None:
    on(library, "org:apple", "star")
    on(library, "apple -org:apple", "tag", "fruit")
    on(library, "apple", "read")
    company, fruit = arrive(library, entry(1, title="An apple a day"), entry(2, title="Apple sues"))
    assert [(row.read, row.starred, row.tags) for row in library.rows()] == [(True, False, ())] * 2, "not known yet"
    for number, (who, kind) in {company: ("Apple", "ORG"), fruit: ("Mira Castell", "PERSON")}.items():
        document, annotations = spoken(who, f"No apple {number}.", kind=kind)
        library.store_document(number, document)
        library.store_annotations(document.digest, annotations, entry_id=number)
    applying.apply(library.database, now=NOW)
    assert [(row.starred, row.tags) for row in library.rows()] == [(True, ()), (False, ("fruit",))]


def test_what_the_reader_undoes_is_not_done_again(library: Library) -> None:
    on(library, "apple", "read")
    (apple,) = arrive(library, entry(1, title="Apple"))
    library.mark_read([apple], read=False)
    document, annotations = spoken("Mira Castell", "An apple.")
    library.store_document(apple, document)
    library.store_annotations(document.digest, annotations, entry_id=apple)
    assert applying.apply(library.database, now=NOW) == 0
    assert not library.row(apple).read


def test_only_what_a_rule_did_is_taken_back(library: Library) -> None:
    feed = library.subscribe(COURIER, now=NOW)
    number = on(library, "apple", "tag", "fruit")
    library.store_entries(feed.id, COURIER, [entry(1, title="Apple one"), entry(2, title="Apple two")], now=NOW)
    two, one = (row.id for row in library.rows())
    library.tag(two, ["Fruit", "mine"])
    applying.apply(library.database, now=NOW)
    library.tag(one, ["fruit", "own"])
    assert applying.undo(library.database, number) == 1
    assert [row.tags for row in library.rows()] == [("Fruit", "mine"), ("own",)]
    assert applying.undo(library.database, number) == 0
    arrive(library, entry(3, title="Apple three"))
    assert [row.tags for row in library.rows(limit=1)] == [("fruit",)], "the rule is on still"


def test_a_later_rule_sees_what_an_earlier_one_did(library: Library) -> None:
    on(library, "apple", "tag", "fruit")
    on(library, "tag:fruit", "star")
    arrive(library, entry(1, title="Apple"), entry(2, title="Stone"))
    assert titles(library, starred=True) == ["Apple"]


def test_trying_changes_nothing_and_counts_what_a_search_finds(library: Library) -> None:
    arrive(library, *(entry(n, title=f"Apple {n}", published=NOW - timedelta(days=n)) for n in range(30)))
    trial = applying.try_out(library.database, "apple", limit=3, now=NOW)
    assert (trial.entries, [row.title for row in trial.rows]) == (30, ["Apple 0", "Apple 1", "Apple 2"])
    assert applying.try_out(library.database, "pear", now=NOW) == (0, ())
    assert library.unread_total() == 30


def test_a_rule_that_is_off_does_nothing_and_catches_up_with_nothing(library: Library) -> None:
    number = on(library, "apple", "read")
    keeping.switch(library.database, number, on=False)
    arrive(library, entry(1, title="Apple"))
    keeping.switch(library.database, number, on=True)
    arrive(library, entry(2, title="Pear"))
    assert library.unread_total() == 2


def test_what_is_to_be_run_is_given_once_and_waits_until_then(library: Library) -> None:
    on(library, "apple", "run", "true %u")
    on(library, "apple", "notify")
    arrive(library, *(entry(n, title=f"Apple {n}") for n in range(3)))
    assert len(applying.claim(library.database, "run", most=2)) == 2
    (last,) = applying.claim(library.database, "run")
    assert last.rule.argument == "true %u"
    assert applying.claim(library.database, "run") == []
    told = {deed.row.title for deed in applying.claim(library.database, "notify")}
    assert told == {"Apple 0", "Apple 1", "Apple 2"}


def test_a_rule_that_cannot_be_understood_any_more_says_so_and_stops_no_other(library: Library, path: Path) -> None:
    broken, sound = on(library, "apple", "read"), on(library, "apple", "star")
    with sqlite3.connect(path) as connection:  # as one that a later Quoth made
        connection.execute("UPDATE rules SET query = 'mood:good' WHERE id = ?", (broken,))
    connection.close()
    arrive(library, entry(1, title="Apple"))
    assert titles(library, starred=True) == ["Apple"]
    assert "mood" in keeping.rule(library.database, broken).problem
    assert keeping.rule(library.database, sound).problem == ""
    with pytest.raises(QueryError):
        keeping.switch(library.database, broken, on=True)


@pytest.mark.parametrize(
    ("query", "action", "argument", "error"),
    [
        ("", "read", "", QueryError),
        ("(apple", "read", "", QueryError),
        ("apple", "tag", "", LibraryError),
        ("apple", "tag", "two words", LibraryError),
        ("apple", "run", "", CommandError),
        ("apple", "run", "say 'it", CommandError),
        ("apple", "run", "!less", LibraryError),
    ],
)
def test_what_cannot_be_a_rule_is_refused(
    library: Library, query: str, action: RuleAction, argument: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        keeping.add(library.database, query, action, argument)
    assert keeping.rules(library.database) == []


def test_the_same_rule_is_one_and_one_that_is_gone_is_told(library: Library) -> None:
    one, again = on(library, "apple", "read"), on(library, "apple", "read")
    assert one == again
    keeping.remove(library.database, one)
    for act in (keeping.rule, keeping.remove, applying.undo):
        with pytest.raises(LibraryError, match="rule number"):
            act(library.database, one)


def test_what_one_puts_under_read_later_oneself_is_left_alone(library: Library) -> None:
    on(library, "apple", "read")
    later = library.subscribe(Feed(READ_LATER, title="Read later"), now=NOW)
    library.store_entries(later.id, later.feed, [entry(1, title="Apple")], now=NOW)
    assert applying.apply(library.database, now=NOW) == 0


def test_what_is_taken_in_from_another_machine_stays_as_it_is_there(library: Library, tmp_path: Path) -> None:
    on(library, "apple", "star")
    with Library.open(tmp_path / "there.db") as there:
        there.mark_read(arrive(there, entry(1, title="Apple")))
        lines = [msgspec.json.encode(line) for line in belongings.lines(there.database, now=NOW)]
    arrival.take_in(library.database, lines, now=NOW)
    assert applying.apply(library.database, now=NOW) == 0
    assert [(row.read, row.starred) for row in library.rows()] == [(True, False)]


@pytest.mark.parametrize("version", [1, 6, 12])
def test_a_library_of_before_gets_rules(path: Path, version: int) -> None:
    make_older(path, version)
    with Library.open(path) as library:
        on(library, "apple", "read")
        arrive(library, entry(1, title="Apple"))
        assert library.unread_total() == 0


def test_numbers_that_are_given_again_are_new_to_a_rule(library: Library) -> None:
    arrive(library, entry(1), entry(2), entry(3))
    on(library, "apple", "star")
    for row in library.rows()[:2]:
        with library.database.writing("let go") as connection:
            connection.execute("DELETE FROM entries WHERE id = ?", (row.id,))
    arrive(library, entry(4, title="New apple"))
    assert titles(library, starred=True) == ["New apple"]


def test_a_changed_rule_is_off_and_does_another_thing_only_with_nothing_left_to_take_back(library: Library) -> None:
    number = on(library, "apple", "tag", "fruit")
    arrive(library, entry(1, title="Apple"))
    changed = keeping.change(library.database, number, "title:apple", "tag", "fruit")
    assert (changed.query, changed.enabled, changed.touched) == ("title:apple", False, 1)
    with pytest.raises(LibraryError, match="take that back first"):
        keeping.change(library.database, number, "title:apple", "star")
    assert applying.undo(library.database, number) == 1
    assert keeping.change(library.database, number, "title:apple", "star").action == "star"
    other = on(library, "pear", "star")
    with pytest.raises(LibraryError, match=f"Rule {number} is like that"):
        keeping.change(library.database, other, "title:apple", "star")
    with pytest.raises(QueryError):
        keeping.change(library.database, other, "(pear", "star")
    assert keeping.rule(library.database, other).enabled


def test_a_rule_that_is_given_what_it_has_stays_as_it_is(library: Library) -> None:
    number = on(library, "apple", "star")
    assert keeping.change(library.database, number, "apple", "star").enabled
