"""Dossiers: what the library knows of a name across articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readers.library.dossiers import Name, find_names, quotes_by, who
from readers.library.library import Library
from readers.model import Annotations, Document, Entity, Quote, Span
from tests.readers.library.conftest import NOW, VERSION, entry

Say = Callable[..., int]
MINUTE = timedelta(minutes=1)


def unnumbered(names: Iterable[Name]) -> list[Name]:
    """Names without their numbers in the library."""
    return [msgspec.structs.replace(name, id=0) for name in names]


def test_a_name_is_found_with_its_articles_and_quotes(library: Library, say: Say) -> None:
    first = say("Anna Lindqvist", "The harbour closes.", others=("Port Union",))
    second = say("Anna Lindqvist", "It closes in spring.", others=("Port Union", "Coast Guard"))
    say("Graham Pell", "It does not.")
    dossier = who(library, "Anna Lindqvist")
    assert (dossier.name, dossier.kind, dossier.articles, dossier.mentions) == ("Anna Lindqvist", "PERSON", 2, 2)
    assert [(one.row.id, one.mentions) for one in dossier.appearances] == [(second, 1), (first, 1)]
    assert [one.text for one in dossier.sayings] == ["It closes in spring.", "The harbour closes."]
    assert dossier.days == ((date(2026, 3, 1), 2),)
    assert unnumbered(dossier.companions) == [Name("Port Union", "ORG", 2), Name("Coast Guard", "ORG", 1)]
    assert (dossier.quotes, dossier.first, dossier.last) == (2, dossier.appearances[1].row.published, NOW + 2 * MINUTE)


def test_nobody_has_an_empty_dossier(library: Library) -> None:
    assert who(library, "Nobody Atall").articles == 0
    assert who(library, "?!").articles == 0


def test_part_of_a_name_finds_the_most_frequent_with_it(library: Library, say: Say) -> None:
    say("Olof Lindqvist", "No.")
    say("Anna Lindqvist", "Yes.")
    say("Anna Lindqvist", "Indeed.")
    dossier = who(library, "LINDQVÍST")
    assert dossier.name == "Anna Lindqvist"
    assert unnumbered(dossier.others) == [Name("Olof Lindqvist", "PERSON", 1)]
    assert who(library, "olof lindqvist").name == "Olof Lindqvist", "the name itself goes before a more frequent one"
    assert unnumbered(find_names(library, "lindqvist")) == [
        Name("Anna Lindqvist", "PERSON", 2),
        Name("Olof Lindqvist", "PERSON", 1),
    ]


def test_a_kind_can_be_asked_for(library: Library, say: Say) -> None:
    say("Jordan", "We meet.", kind="GPE")
    say("Jordan", "We meet again.", kind="GPE")
    say("Jordan", "Hello.", kind="PERSON")
    assert (who(library, "Jordan").kind, who(library, "Jordan", kind="PERSON").articles) == ("GPE", 1)


class TestQuotes:
    def test_newest_article_first_and_in_the_order_of_the_text(
        self, library: Library, publish: Callable[..., list[int]]
    ):
        for number in (1, 2):
            entry_id = publish(entry(number))[0]
            text = f"{number}: One, two, said Ann Oak."
            name = Span(len(text) - 8, len(text) - 1)
            quotes = (Quote(3, 6, "direct", 0, name), Quote(8, 11, "fragment", 0, name))
            document = Document(text)
            library.store_document(entry_id, document)
            library.store_annotations(
                document.digest, Annotations(VERSION, (Entity(0, "Ann Oak", "PERSON", (name,)),), quotes)
            )
        found = quotes_by(library, "Ann Oak")
        assert [(one.row.title, one.text, one.kind) for one in found] == [
            ("Story 2", "One", "direct"),
            ("Story 2", "two", "fragment"),
            ("Story 1", "One", "direct"),
            ("Story 1", "two", "fragment"),
        ]

    def test_each_says_who_how_and_where(self, library: Library, say: Say) -> None:
        entry_id = say("Anna Lindqvist", "The harbour closes.")
        (one,) = quotes_by(library, "lindqvist")
        assert (one.row.id, one.speaker, one.cue, one.confidence) == (entry_id, "Anna Lindqvist", "said", 0.9)
        document = library.document(entry_id)
        assert document is not None
        assert document.text[one.start : one.end] == one.text

    def test_about_a_word(self, library: Library, say: Say) -> None:
        say("Anna Lindqvist", "The harbour closes.")
        say("Anna Lindqvist", "The café stays.")
        say("Graham Pell", "The harbour stays.")
        assert [one.text for one in quotes_by(library, "Lindqvist", "harbour")] == ["The harbour closes."]
        assert [one.text for one in quotes_by(library, "Lindqvist", about="CAFE stays")] == ["The café stays."]
        assert quotes_by(library, "Lindqvist", about="walrus") == quotes_by(library, "Lindqvist", about="?!") == []

    def test_a_full_name_is_that_speaker_alone_and_a_surname_all_who_have_it(self, library: Library, say: Say) -> None:
        for name in ("Anna Lindqvist", "Olof Lindqvist", "Lindqvist Harbour"):
            say(name, f"{name} here.")
        assert [one.speaker for one in quotes_by(library, "anna lindqvist")] == ["Anna Lindqvist"]
        assert len(quotes_by(library, "Lindqvist")) == 3
        assert len(quotes_by(library, "Lindqvist", limit=2)) == 2
        assert quotes_by(library, "Pell") == []


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(name=st.text(max_size=40), about=st.text(max_size=40))
def test_nothing_that_is_typed_is_an_error(library: Library, name: str, about: str) -> None:
    assert who(library, name).articles == 0
    assert quotes_by(library, name, about) == []


@pytest.mark.parametrize("nobody", ["Speaker", "the spokesman"])
def test_quotes_of_nobody_named_are_nobodys(library: Library, publish: Callable[..., list[int]], nobody: str) -> None:
    (entry_id,) = publish(entry(1))
    document = Document("“No,” the spokesman said.")
    library.store_document(entry_id, document)
    found = Annotations(VERSION, (), (Quote(1, 4, "direct", None, Span(6, 19), Span(20, 24)),))
    library.store_annotations(document.digest, found, entry_id=entry_id)
    assert quotes_by(library, nobody) == []
