"""What the reader sets right lasts: in the article, in another text of it, and in the index across articles."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from readers.errors import LibraryError
from readers.library.dossiers import quotes_by, who
from readers.library.library import Library
from readers.marks.anchors import anchor
from readers.model import Annotations, Document, MissedName, MissedQuote, Named, NotAName, SaidBy, SameAs, WrongKind
from tests.readers.library.conftest import VERSION, entry, make_older, span, spoken

URL = "https://courier.example/speech"
Publish = Callable[..., list[int]]


def named(document: Document, name: str) -> Named:
    return Named(name, anchor(document, span(document.text, name)))


def store(library: Library, publish: Publish, url: str = URL, number: int = 1) -> tuple[int, Document, Annotations]:
    document, found = spoken("Anna Lindqvist", "The harbour closes.", others=("Northline", "Lindqvist"))
    document = msgspec.structs.replace(document, url=url)
    entry_id = publish(entry(number))[0]
    library.store_document(entry_id, document)
    library.store_annotations(document.digest, found, entry_id=entry_id)
    return entry_id, document, found


def test_corrections_come_back_in_their_order(library: Library, publish: Publish) -> None:
    _, document, _ = store(library, publish)
    first = WrongKind(named(document, "Northline"), "GPE", created=datetime(2026, 3, 1, 9, 30, tzinfo=UTC))
    second = SaidBy(anchor(document, span(document.text, "The harbour closes.")), None)
    assert library.corrections(document) == []
    library.add_correction(document, first)
    library.add_correction(document, second)
    assert library.corrections(document) == [first, second]


def test_they_are_there_when_the_library_is_opened_again(path: Path) -> None:
    document, found = spoken("Anna Lindqvist", "The harbour closes.")
    correction = WrongKind(named(document, "Anna Lindqvist"), "ORG")
    with Library.open(path) as library:
        library.add_correction(document, correction)
    with Library.open(path) as library:
        assert library.corrections(document) == [correction]
        assert [one.kind for one in library.corrected(document, found).entities] == ["ORG"]


def test_what_was_found_is_kept_as_it_was(library: Library, publish: Publish) -> None:
    _, document, found = store(library, publish)
    library.add_correction(document, WrongKind(named(document, "Northline"), "GPE"))
    assert library.annotations(document.digest, VERSION) == found


def test_the_last_one_is_taken_back_first_and_stays_as_history(library: Library, publish: Publish) -> None:
    _, document, found = store(library, publish)
    made = [WrongKind(named(document, "Northline"), kind) for kind in ("GPE", "PERSON")]
    for correction in made:
        library.add_correction(document, correction)
    assert library.undo_correction(document) == made[1]
    assert library.corrections(document) == made[:1]
    assert library.undo_correction(document) == made[0]
    assert library.corrected(document, found) == found
    assert library.undo_correction(document) is None
    with library.database.reading("count") as connection:
        assert connection.execute("SELECT count(*), count(undone) FROM corrections").fetchone() == (2, 2)


def test_one_of_them_is_taken_back_by_itself(library: Library, publish: Publish) -> None:
    _, document, found = store(library, publish)
    made = [
        WrongKind(named(document, name), "GPE", created=datetime(2026, 3, 1, 9, n, tzinfo=UTC))
        for n, name in enumerate(("Northline", "Anna Lindqvist", "Northline"))
    ]
    for correction in made:
        library.add_correction(document, correction)
    assert library.undo_correction(document, made[0]) == made[0]
    assert library.corrections(document) == made[1:]
    assert library.undo_correction(document, made[0]) is None
    assert library.undo_correction(document, made[1]) == made[1]
    assert library.corrected(document, found).entities[0].kind == "PERSON"
    assert library.undo_correction(document) == made[2]


def test_how_each_of_them_fits_is_told(library: Library, publish: Publish) -> None:
    _, document, found = store(library, publish)
    elsewhere = Document("Elsewhere, Bo Quist said that nobody had asked him about the harbour.")
    made = [WrongKind(named(document, "Northline"), kind) for kind in ("ORG", "GPE")]
    made.append(WrongKind(named(elsewhere, "Bo Quist"), "ORG"))
    for correction in made:
        library.add_correction(document, correction)
    outcome = library.carried_out(document, found)
    assert outcome.fits == ("needless", "holds", "unfit")
    assert outcome.unfit == (made[2],)
    assert outcome.annotations == library.corrected(document, found)


def test_other_articles_have_none_of_them(library: Library, publish: Publish) -> None:
    _, document, _ = store(library, publish)
    library.add_correction(document, WrongKind(named(document, "Northline"), "GPE"))
    assert library.corrections(Document("Northline.", url="https://courier.example/other")) == []
    assert library.corrections(Document("Northline.")) == []


def test_files_without_an_address_are_known_by_their_text_alone(library: Library) -> None:
    one, other = Document("Northline buys."), Document("Northline sells.")
    library.add_correction(one, WrongKind(named(one, "Northline"), "ORG"))
    assert len(library.corrections(one)) == 1
    assert library.corrections(other) == []


class TestIndex:
    """Lists, cards and search across articles follow what was set right, and what is taken back."""

    def test_people_of_an_entry(self, library: Library, publish: Publish) -> None:
        entry_id, document, _ = store(library, publish)
        library.add_correction(document, NotAName(anchor(document, span(document.text, "Northline"))))
        assert library.row(entry_id).people == ("Anna Lindqvist", "Lindqvist")
        library.add_correction(document, WrongKind(named(document, "Anna Lindqvist"), "GPE"))
        assert library.row(entry_id).people == ("Lindqvist",)
        library.undo_correction(document)
        library.undo_correction(document)
        assert library.row(entry_id).people == ("Anna Lindqvist", "Northline", "Lindqvist")

    def test_who_and_how_often(self, library: Library, publish: Publish) -> None:
        _, document, _ = store(library, publish)
        text = document.text
        alone = Named("Lindqvist", anchor(document, span(text, "Lindqvist", 1)))
        library.add_correction(document, SameAs(alone, named(document, "Anna Lindqvist")))
        assert who(library, "Anna Lindqvist").mentions == 2

    def test_who_said_what(self, library: Library, publish: Publish) -> None:
        _, document, _ = store(library, publish)
        words = anchor(document, span(document.text, "The harbour closes."))
        library.add_correction(document, SaidBy(words, named(document, "Northline")))
        assert quotes_by(library, "Anna Lindqvist") == []
        assert [one.text for one in quotes_by(library, "Northline")] == ["The harbour closes."]

    def test_whom_and_what_the_reader_added(self, library: Library, publish: Publish) -> None:
        entry_id, document, _ = store(library, publish)
        text = document.text
        library.add_correction(document, MissedName(anchor(document, span(text, "Also")), "PERSON"))
        library.add_correction(document, MissedQuote(anchor(document, span(text, "there")), named(document, "Also")))
        assert "Also" in library.row(entry_id).people
        assert who(library, "Also").mentions == 1
        assert [(one.text, one.kind) for one in quotes_by(library, "Also")] == [("there", "indirect")]
        library.undo_correction(document)
        assert quotes_by(library, "Also") == []
        library.undo_correction(document)
        assert who(library, "Also").articles == 0

    def test_when_it_is_annotated_again(self, library: Library, publish: Publish) -> None:
        entry_id, document, found = store(library, publish)
        library.add_correction(document, WrongKind(named(document, "Anna Lindqvist"), "GPE"))
        library.store_annotations(document.digest, msgspec.structs.replace(found, version="test-2"), entry_id=entry_id)
        assert library.row(entry_id).people == ("Northline", "Lindqvist")

    def test_when_its_text_changes(self, library: Library, publish: Publish) -> None:
        entry_id, document, found = store(library, publish)
        library.add_correction(document, WrongKind(named(document, "Northline"), "GPE"))
        changed = msgspec.structs.replace(document, text=document.text + " And more.")
        library.store_document(entry_id, changed)
        library.store_annotations(changed.digest, found, entry_id=entry_id)
        assert library.row(entry_id).people == ("Anna Lindqvist", "Lindqvist")

    def test_in_every_text_of_the_article(self, library: Library, publish: Publish) -> None:
        _, document, found = store(library, publish)
        other = msgspec.structs.replace(document, text=document.text + " And more.")
        entry_id = publish(entry(2))[0]
        library.store_document(entry_id, other)
        library.store_annotations(other.digest, found)
        library.add_correction(document, WrongKind(named(document, "Northline"), "GPE"))
        assert library.row(entry_id).people == ("Anna Lindqvist", "Lindqvist")


def test_a_correction_that_cannot_be_stored_is_an_error_and_nothing_is_changed(
    library: Library, publish: Publish
) -> None:
    entry_id, document, _ = store(library, publish)
    with library.database.writing("break the index") as connection:
        connection.execute("ALTER TABLE sayings RENAME TO gone")
    with pytest.raises(LibraryError, match="store a correction"):
        library.add_correction(document, WrongKind(named(document, "Northline"), "GPE"))
    assert library.corrections(document) == []
    assert library.row(entry_id).people == ("Anna Lindqvist", "Northline", "Lindqvist")


def version_1(path: Path) -> tuple[Document, Annotations]:
    """Make a library as the first version left it, with one annotated article."""
    make_older(path, 1)
    document, found = spoken("Anna Lindqvist", "The harbour closes.", others=("Northline",))
    document = msgspec.structs.replace(document, url=URL)
    blob = msgspec.json.encode(msgspec.structs.replace(document, text=""))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO feeds (id, url, added) VALUES (1, 'https://courier.example/feed.xml', 0)")
        connection.execute(
            "INSERT INTO entries (id, feed_id, key, title, link, at, content) VALUES (5, 1, 'a', 'A speech', '', 0, '')"
        )
        connection.execute("INSERT INTO texts VALUES (5, 'A speech', ?)", (document.text,))
        connection.execute("INSERT INTO documents VALUES (5, ?, ?)", (document.digest, blob))
        connection.execute(
            "INSERT INTO annotations (digest, version, annotations) VALUES (?, ?, ?)",
            (document.digest, VERSION, msgspec.json.encode(found)),
        )
    return document, found


def test_a_library_of_the_first_version_is_copied_and_then_takes_corrections(path: Path) -> None:
    document, found = version_1(path)
    with Library.open(path) as library:
        assert library.document(5) == document
        assert library.annotations(document.digest, VERSION) == found
        other = msgspec.structs.replace(document, text=document.text + " And more.")
        library.add_correction(other, WrongKind(named(document, "Northline"), "GPE"))
        assert [one.kind for one in library.corrected(document, found).entities] == ["PERSON", "GPE"]
        assert library.row(5).people == ("Anna Lindqvist",)  # found by the address, which the file had no column for
    with closing(sqlite3.connect(path.with_name("library.version-1.db"))) as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (1,)
        assert copy.execute("SELECT count(*) FROM documents").fetchone() == (1,)
        assert copy.execute("SELECT count(*) FROM sqlite_master WHERE name = 'corrections'").fetchone() == (0,)
