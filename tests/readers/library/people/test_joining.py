"""One person, one organisation across articles: whom names mean, as articles come in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from readers.library.dossiers import quotes_by, who
from readers.library.library import Library
from readers.library.people import keys, offices
from readers.model import Annotations, Document, Entity, Feed, Span
from tests.readers.library.conftest import COURIER, NOW, VERSION, entry
from tests.readers.library.people.score import measure

Write = Callable[..., int]


@pytest.fixture
def write(library: Library) -> Write:
    """Store an article that is just these words; names are told by kind. Gives the entry's number."""
    count = 0

    def store(text: str, *people: str, orgs: tuple[str, ...] = (), feed: str = "courier", new_version: str = "") -> int:
        nonlocal count
        count += 1
        known = library.subscribe(Feed(f"https://{feed}.example/feed.xml", title=feed), now=NOW)
        library.store_entries(known.id, COURIER, [entry(count)], now=NOW)
        (row,) = library.rows(feed_id=known.id, limit=1)
        entities = []
        for name in (*people, *orgs):
            forms = name.split("/")
            spans = tuple(Span(at, at + len(form)) for form in forms for at in [text.find(form)] if at >= 0)
            entities.append(Entity(len(entities), forms[0], "ORG" if name in orgs else "PERSON", spans, salience=0.1))
        document = Document(text)
        library.store_document(row.id, document)
        library.store_annotations(document.digest, Annotations(new_version or VERSION, tuple(entities)))
        return row.id

    return store


def articles(library: Library, name: str) -> int:
    return who(library, name).articles


@pytest.mark.parametrize("half", ["tune", "kept"])
def test_names_of_invented_articles_are_joined_as_they_are_meant(half: str) -> None:
    found = measure(half)
    assert found.f >= 0.95, found
    assert found.told_apart == 0, found.wrong


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Danylo Verhovsky", "Danylo Verhovskyy"),
        ("Yevgeny Malkov", "Evgeny Malkov"),
        ("Hussein Tarabi", "Husayn Tarabi"),
        ("Jörg Brückner", "Joerg Brueckner"),
        ("Edward P. Lunt", "Edward Lunt"),
        ("Edward Lunt", "Ted Lunt"),
        ("Isabel Ferrán Pardo", "Isabel Ferran"),
        ("Nora Adler-Quint", "Nora Adler"),
        ("Pavel Sidoroff", "Pavel Sidorov"),
        ("Mahmoud al-Tayib", "Mahmoud el-Tayib"),
    ],
)
def test_spellings_of_one_name_are_one_person(library: Library, write: Write, one: str, other: str) -> None:
    write(f"{one} spoke.", one)
    write(f"{other} spoke again.", other)
    assert articles(library, one) == articles(library, other) == 2
    assert {called.name for called in who(library, other).names} == {one, other}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Falk", "Otto Falk"),
        ("John Q. Tarn", "John R. Tarn"),
        ("Eva Ling", "Eva Long"),
        ("Ann Marsh", "Ann Mersh"),
    ],
)
def test_other_names_are_other_people(library: Library, write: Write, one: str, other: str) -> None:
    write(f"{one} spoke.", one)
    write(f"{other} spoke.", other)
    assert articles(library, one) == articles(library, other) == 1


def test_an_organisation_of_a_name_does_not_hide_the_person(library: Library, write: Write) -> None:
    for _ in range(3):
        write("Doreen Kemp spoke. Kemp left.", "Doreen Kemp/Kemp")
    write("Kemp rose by a tenth.", orgs=("Kemp",))
    found = who(library, "Kemp")
    assert (found.name, found.kind, found.articles) == ("Doreen Kemp", "PERSON", 3)
    assert [(one.name, one.kind) for one in found.others] == [("Kemp", "ORG")]


def test_an_acronym_means_what_a_text_has_explained(library: Library, write: Write) -> None:
    write("LFC objected.", orgs=("LFC",))
    write("The League of Fishing Crews (LFC) objected.", orgs=("League of Fishing Crews/LFC",))
    write("L.F.C. members objected.", orgs=("L.F.C.",))
    assert articles(library, "LFC") == articles(library, "League of Fishing Crews") == 3


def test_a_surname_is_the_full_name_that_the_archive_makes_most_likely(library: Library, write: Write) -> None:
    for _ in range(3):
        write("Greta Moss and Ivo Lund met.", "Greta Moss", "Ivo Lund")
    write("Peter Moss sang.", "Peter Moss", feed="revue")
    write("Moss met Ivo Lund.", "Moss", "Ivo Lund")
    write("Moss sang.", "Moss", feed="revue")
    assert (articles(library, "Greta Moss"), articles(library, "Peter Moss")) == (4, 2)
    newest = who(library, "Greta Moss").appearances[0]
    assert 0.4 < newest.confidence < 1, "it is told how sure that is"


def test_two_of_one_name_are_told_apart_by_office_and_companions(library: Library, write: Write) -> None:
    write("Surgeon Iris Dahl operated with Max Orr.", "Iris Dahl", "Max Orr")
    write("The goalkeeper Iris Dahl saved it, said Bo Pine.", "Iris Dahl", "Bo Pine", feed="arena")
    write("Iris Dahl, the goalkeeper, was hurt.", "Iris Dahl", feed="arena")
    write("Iris Dahl and Max Orr wrote a paper.", "Iris Dahl", "Max Orr")
    found = who(library, "Iris Dahl")
    assert (found.articles, [one.articles for one in found.others]) == (2, [2])
    assert {found.offices[0].office, who(library, "Iris Dahl").offices[0].office} <= {"surgeon", "goalkeeper"}


def test_mayors_of_two_towns_are_two(library: Library, write: Write) -> None:
    write("Ruth Penn, mayor of Northwick, spoke.", "Ruth Penn")
    write("Ruth Penn, mayor of Southwick, spoke.", "Ruth Penn")
    assert articles(library, "Ruth Penn") == 1


def test_an_article_annotated_again_is_no_new_evidence(library: Library, write: Write) -> None:
    write("Cora Veil, the senator, spoke.", "Cora Veil")
    (row,) = library.rows(limit=1)
    document = library.document(row.id)
    assert document is not None
    again = Annotations("test-2", (Entity(0, "Cora Veil", "PERSON", (Span(0, 9),)),))
    library.store_annotations(document.digest, again)
    found = who(library, "Cora Veil")
    assert (found.articles, found.offices[0].articles) == (1, 1)


def test_quotes_are_joined_with_who_said_them(library: Library, say: Callable[..., int]) -> None:
    say("Edward P. Lunt", "We sail.")
    say("Edward Lunt", "We stay.")
    assert [one.text for one in quotes_by(library, "Edward Lunt")] == ["We stay.", "We sail."]


def test_what_is_removed_is_counted_no_more(library: Library, write: Write) -> None:
    write("Cora Veil spoke.", "Cora Veil")
    (known,) = library.subscriptions()
    library.unsubscribe(known.id)
    assert articles(library, "Cora Veil") == 0


def test_offices_stand_before_and_after_a_name() -> None:
    def told(text: str, name: str = "Ida Roe") -> tuple[str, ...]:
        return offices.told(text, [Span(text.index(name), text.index(name) + len(name))])

    assert told("Finance Minister Ida Roe spoke.") == ("finance minister",)
    assert told("He met Ida Roe, the Russian president, and left.") == ("russian president",)
    assert told("Ida Roe, mayor of Port Ellis, spoke.") == ("mayor of port ellis",)
    assert told("Ida Roe is the striker that they wanted.") == ("striker",)
    assert told("Ida Roe said that the minister had left.") == ()
    assert told("His friend Ida Roe, who said so, left.") == ()


def test_a_key_leaves_out_what_papers_spell_differently() -> None:
    assert keys.key("Danylo Verhovskyy", "person") == keys.key("Danylo Verhovsky", "person")
    assert keys.key("Anna Berg", "person") != keys.key("Anna Borg", "person")
    assert keys.variant_keys("Fishing Ministry", "organisation") & keys.other_keys(
        "Ministry of Fishing", "organisation"
    )
    assert not keys.variant_keys("Ellis University", "organisation") & keys.other_keys(
        "University of Ellis", "organisation"
    )
