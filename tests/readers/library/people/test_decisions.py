"""What the reader decides of people and organisations everywhere: kept, followed by what comes, taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from readers.errors import LibraryError
from readers.library.dossiers import find_names, quotes_by, who
from readers.library.library import Library
from readers.library.people import decisions
from readers.model import Annotations, Document, Entity, Span
from tests.readers.library.conftest import COURIER, NOW, entry

Say = Callable[..., int]


def number(library: Library, name: str) -> int:
    return who(library, name).id


def test_two_are_made_one_and_what_comes_follows(library: Library, say: Say) -> None:
    say("Kemp Trust", "Yes.", kind="ORG")
    say("Doreen Kemp", "No.")
    made = decisions.merge(library.database, number(library, "Kemp Trust"), number(library, "Doreen Kemp"))
    assert (made.what, made.who.name, made.other and made.other.name) == ("merge", "Kemp Trust", "Doreen Kemp")
    assert (who(library, "Kemp Trust").name, who(library, "Kemp Trust").articles) == ("Doreen Kemp", 2)
    say("Kemp Trust", "Perhaps.", kind="ORG")
    assert [one.text for one in quotes_by(library, "Doreen Kemp")] == ["Perhaps.", "No.", "Yes."]
    undone = decisions.undo(library.database)
    assert undone is not None
    assert undone.id == made.id
    assert (who(library, "Kemp Trust").articles, who(library, "Doreen Kemp").articles) == (2, 1)
    assert decisions.undo(library.database) is None


def test_merges_are_taken_back_in_any_order(library: Library, say: Say) -> None:
    for name in ("Ada Lovell", "Byron Hale", "Cyril Moon"):
        say(name, "Yes.")
    first, second, third = (number(library, name) for name in ("Ada Lovell", "Byron Hale", "Cyril Moon"))
    one = decisions.merge(library.database, first, second)
    decisions.merge(library.database, second, third)
    assert who(library, "Ada Lovell").articles == 3
    decisions.undo(library.database, one.id)
    assert [who(library, name).articles for name in ("Ada Lovell", "Byron Hale", "Cyril Moon")] == [1, 2, 2]
    decisions.undo(library.database)
    assert [who(library, name).articles for name in ("Ada Lovell", "Byron Hale", "Cyril Moon")] == [1, 1, 1]


def test_a_name_is_parted_from_somebody_and_what_comes_follows(library: Library, say: Say) -> None:
    say("Edward P. Lunt", "One.")
    say("Edward Lunt", "Two.")
    assert who(library, "Edward Lunt").articles == 2
    decisions.split(library.database, number(library, "Edward Lunt"), "Edward P. Lunt")
    say("Edward P. Lunt", "Three.")
    say("Edward Lunt", "Four.")
    assert [one.text for one in quotes_by(library, "Edward P. Lunt")] == ["Three.", "One."]
    assert [one.text for one in quotes_by(library, "Edward Lunt")] == ["Four.", "Two."]
    decisions.undo(library.database)
    assert who(library, "Edward Lunt").articles == 4


def test_in_one_article_a_name_means_another(library: Library, say: Say) -> None:
    first = say("Iris Dahl", "One.")
    say("Iris Dahl", "Two.")
    decisions.split(library.database, number(library, "Iris Dahl"), "Iris Dahl", entry_id=first)
    assert sorted(one.articles for one in find_names(library, "Iris Dahl")) == [1, 1]
    document = library.document(first)
    assert document is not None
    again = Annotations("test-2", (Entity(0, "Iris Dahl", "PERSON", (Span(0, 9),)),))
    library.store_annotations(document.digest, again)
    assert sorted(one.articles for one in find_names(library, "Iris Dahl")) == [1, 1], "whatever annotates it anew"


def test_a_name_of_ones_own(library: Library, say: Say) -> None:
    entry_id = say("Edward P. Lunt", "One.")
    decisions.rename(library.database, number(library, "Edward P. Lunt"), "  Teddy   Lunt ")
    assert who(library, "teddy").name == who(library, "Edward P. Lunt").name == "Teddy Lunt"
    assert quotes_by(library, "Lunt")[0].speaker == "Teddy Lunt"
    assert library.row(entry_id).people == ("Teddy Lunt",)
    decisions.rename(library.database, number(library, "Teddy Lunt"), "Old Lunt")
    decisions.undo(library.database)
    assert who(library, "Lunt").name == "Teddy Lunt"
    decisions.undo(library.database)
    assert who(library, "Lunt").name == "Edward P. Lunt"


def test_no_name_is_told_of_nowhere(library: Library, say: Say) -> None:
    entry_id = say("Read More", "One.", kind="ORG")
    decisions.not_a_name(library.database, number(library, "Read More"))
    say("Read More", "Two.", kind="ORG")
    assert (who(library, "Read More").articles, quotes_by(library, "Read More")) == (0, [])
    assert library.row(entry_id).people == ()
    decisions.undo(library.database)
    assert (who(library, "Read More").articles, library.row(entry_id).people) == (2, ("Read More",))


def test_decisions_are_listed_with_those_they_are_about(library: Library, say: Say) -> None:
    say("Ada Lovell", "Yes.")
    decisions.rename(library.database, number(library, "Ada Lovell"), "Countess")
    decisions.split(library.database, number(library, "Ada Lovell"), "Ada Lovell")
    assert [(one.what, one.name) for one in decisions.decisions(library.database)] == [
        ("split", "Ada Lovell"),
        ("rename", "Countess"),
    ]


def test_what_the_reader_parted_is_not_joined_again(library: Library, say: Say) -> None:
    say("Lunt", "One.")
    say("Edward Lunt", "Two.")
    decisions.split(library.database, number(library, "Edward Lunt"), "Lunt")
    for _ in range(4):
        say("Edward Lunt", "More.")
    assert [one.text for one in quotes_by(library, "Edward Lunt")].count("One.") == 0


def test_what_cannot_be_is_said(library: Library, say: Say) -> None:
    say("Ada Lovell", "Yes.")
    one = number(library, "Ada Lovell")
    for act in (
        lambda: decisions.merge(library.database, one, one),
        lambda: decisions.merge(library.database, one, 99),
        lambda: decisions.split(library.database, one, "Byron"),
        lambda: decisions.rename(library.database, one, " "),
    ):
        with pytest.raises(LibraryError):
            act()
    assert decisions.decisions(library.database) == []


def test_a_decision_outlives_the_articles(library: Library, say: Say) -> None:
    say("Read More", "One.", kind="ORG")
    decisions.not_a_name(library.database, number(library, "Read More"))
    (feed,) = library.subscriptions()
    library.unsubscribe(feed.id)
    known = library.subscribe(COURIER, now=NOW)
    document = Document("Read More said no.")
    library.store_entries(known.id, COURIER, [entry(70)], now=NOW)
    (row,) = library.rows(limit=1)
    library.store_document(row.id, document)
    library.store_annotations(document.digest, Annotations("test-1", (Entity(0, "Read More", "ORG", (Span(0, 9),)),)))
    assert who(library, "Read More").articles == 0


@pytest.mark.parametrize("alone", [False, True], ids=["everywhere", "in one article"])
def test_a_name_that_was_parted_and_came_back_goes_with_those_it_came_from(
    library: Library, say: Say, alone: bool
) -> None:
    """Made one, parted again, and both taken back: it is as it was before."""
    entry_id = say("Kemp Trust", "Yes.", kind="ORG")
    say("Doreen Kemp", "No.")
    decisions.merge(library.database, number(library, "Kemp Trust"), number(library, "Doreen Kemp"))
    doreen = number(library, "Doreen Kemp")
    decisions.split(library.database, doreen, "Kemp Trust", entry_id=entry_id if alone else None)
    for _ in range(2):
        decisions.undo(library.database)
    assert (who(library, "Doreen Kemp").articles, who(library, "Kemp Trust").articles) == (1, 1)
    assert number(library, "Kemp Trust") != number(library, "Doreen Kemp")
    say("Kemp Trust", "Perhaps.", kind="ORG")
    assert (who(library, "Doreen Kemp").articles, who(library, "Kemp Trust").articles) == (1, 2)
    decisions.merge(library.database, number(library, "Kemp Trust"), number(library, "Doreen Kemp"))
    assert who(library, "Doreen Kemp").articles == 3
