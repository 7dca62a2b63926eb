"""Articles that change: which are fetched again, what is kept of their earlier texts, and what comes along."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest

from readers.library.library import Library
from readers.library.notebook import find_notes
from readers.marks.anchors import anchor
from readers.model import Document, Enclosure, Entry, Named, Note, WrongKind
from tests.readers.library.conftest import NOW, VERSION, entry, span, spoken

Publish = Callable[..., list[int]]

BEFORE = Document(
    "The quay closes in March.\n\nSo says the mayor.", title="A quay closes", url="https://e.example/quay"
)
AFTER = msgspec.structs.replace(BEFORE, text="The quay closes in May.\n\nSo says the mayor.")


@pytest.fixture
def quay(library: Library, publish: Publish) -> int:
    (entry_id,) = publish(entry(1, title="A quay closes", summary="In short."))
    library.store_document(entry_id, BEFORE)
    return entry_id


class TestOutdated:
    @pytest.mark.parametrize(
        "changes",
        [
            {"title": "A quay closes (corrected)"},
            {"summary": "In short, and otherwise."},
            {"content": "<p>In May.</p>"},
            {"link": "https://e.example/elsewhere"},
            {"authors": ("A. Leaf",)},
            {"updated": NOW + timedelta(hours=3)},
        ],
        ids=lambda changes: next(iter(changes)),
    )
    def test_is_an_article_of_which_the_feed_says_something_else(
        self, library: Library, publish: Publish, quay: int, changes: dict[str, object]
    ) -> None:
        assert not library.is_outdated(quay)
        publish(msgspec.structs.replace(entry(1, title="A quay closes", summary="In short."), **changes))
        assert library.is_outdated(quay)
        assert library.outdated() == [quay]

    @pytest.mark.parametrize(
        "changes",
        [
            {"summary": "<p>In   short.</p>\n"},
            {"title": "A  quay closes"},
            {"image": "https://e.example/quay.png"},
            {"tags": ("quays",)},
            {"enclosures": (Enclosure("https://e.example/quay.mp3"),)},
            {},
        ],
        ids=str,
    )
    def test_is_none_for_white_space_markup_pictures_files_and_categories(
        self, library: Library, publish: Publish, quay: int, changes: dict[str, object]
    ) -> None:
        publish(msgspec.structs.replace(entry(1, title="A quay closes", summary="In short."), **changes))
        assert not library.is_outdated(quay)

    def test_is_none_that_was_never_fetched(self, library: Library, publish: Publish) -> None:
        publish(entry(1))
        publish(entry(1, title="Another"))
        assert library.outdated() == []

    def test_is_none_any_more_when_it_was_fetched(self, library: Library, publish: Publish, quay: int) -> None:
        publish(entry(1, title="Corrected"))
        library.store_document(quay, AFTER)
        assert not library.is_outdated(quay)

    def test_stays_if_only_the_text_there_was_is_stored_again(
        self, library: Library, publish: Publish, quay: int
    ) -> None:
        publish(entry(1, title="Corrected"))
        library.store_document(quay, BEFORE, up_to_date=False)
        assert library.is_outdated(quay)

    def test_is_left_to_the_reader_when_it_was_tried_until_the_feed_says_something_else(
        self, library: Library, publish: Publish, quay: int
    ) -> None:
        publish(entry(1, title="Corrected"))
        library.tried_in_vain(quay)
        assert library.is_outdated(quay)
        assert library.outdated() == []
        publish(entry(1, title="Corrected again"))
        assert library.outdated() == [quay]


class TestVersions:
    def test_the_earlier_text_is_kept_and_the_entry_marked(self, library: Library, quay: int) -> None:
        assert library.row(quay).changed is None
        library.store_document(quay, AFTER)
        assert library.document(quay) == AFTER
        assert [version.document for version in library.versions(quay)] == [BEFORE]
        assert library.row(quay).changed == library.versions(quay)[0].replaced
        assert library.changed() == [quay]

    def test_white_space_is_no_change(self, library: Library, quay: int) -> None:
        library.store_document(quay, msgspec.structs.replace(BEFORE, text=BEFORE.text.replace(". ", ".\n")))
        library.store_document(quay, msgspec.structs.replace(BEFORE, text=BEFORE.text + "  "))
        assert library.row(quay).changed is None

    def test_nor_is_other_structure_or_a_date(self, library: Library, quay: int) -> None:
        library.store_document(quay, msgspec.structs.replace(BEFORE, published=NOW, authors=("A. Leaf",)))
        assert library.row(quay).changed is None
        assert library.versions(quay) == []

    def test_nor_is_the_feeds_own_text_instead_of_the_pages(self, library: Library, quay: int) -> None:
        library.store_document(quay, Document("In short.", title="A quay closes", from_feed=True))
        library.store_document(quay, BEFORE)
        assert library.row(quay).changed is None

    def test_a_page_that_changed_while_the_feeds_text_was_shown_has(self, library: Library, quay: int) -> None:
        library.store_document(quay, Document("In short.", title="A quay closes", from_feed=True))
        library.store_document(quay, AFTER, before=BEFORE)
        assert [version.document for version in library.versions(quay)] == [BEFORE]

    def test_a_page_that_goes_to_and_fro_is_kept_once_a_text(self, library: Library, quay: int) -> None:
        for _ in range(5):
            library.store_document(quay, AFTER)
            library.store_document(quay, BEFORE)
        assert [version.document for version in library.versions(quay)] == [AFTER, BEFORE]

    def test_they_go_with_the_entry(self, library: Library, quay: int) -> None:
        library.store_document(quay, AFTER)
        library.unsubscribe(library.row(quay).feed_id)
        assert library.versions(quay) == []


class TestWhatComesAlong:
    @pytest.mark.parametrize("url", ["https://e.example/quay", "https://e.example/quay-corrected", ""])
    @pytest.mark.parametrize("first", ["https://e.example/quay", ""])
    def test_notes_and_corrections_whatever_becomes_of_the_address(
        self, library: Library, publish: Publish, first: str, url: str
    ) -> None:
        (entry_id,) = publish(entry(1))
        document, found = spoken("Northline", "The harbour closes.")
        document = msgspec.structs.replace(document, url=first)
        library.store_document(entry_id, document)
        library.store_annotations(document.digest, found, entry_id=entry_id)
        words = anchor(document, span(document.text, "Northline"))
        library.add_correction(document, WrongKind(Named("Northline", words), "ORG"))
        note = library.add_note(document, Note(0, words, "Who are they?"))
        later = document
        for number in range(3):  # more than once
            later = msgspec.structs.replace(later, text=f"{later.text} More: {number}.", url=url)
            library.store_document(entry_id, later)
        assert library.notes(later) == [note]
        assert library.corrected(later, found).entities[0].kind == "ORG"
        library.store_annotations(later.digest, msgspec.structs.replace(found, version=VERSION), entry_id=entry_id)
        (jotted,) = find_notes(library)
        assert jotted.row is not None
        assert jotted.row.id == entry_id

    def test_the_place_by_its_words(self, library: Library, quay: int) -> None:
        library.keep_place(BEFORE.digest, BEFORE.text.index("So says"))
        longer = msgspec.structs.replace(BEFORE, text="Corrected.\n\n" + BEFORE.text)
        library.store_document(quay, longer)
        assert longer.text[library.place(longer.digest) :].startswith("So says")

    def test_a_text_never_left_is_opened_at_its_top(self, library: Library, quay: int) -> None:
        library.store_document(quay, AFTER)
        assert library.place(AFTER.digest) == 0

    def test_a_changed_article_is_read_again_by_the_background(self, library: Library, quay: int) -> None:
        _, found = spoken("Northline", "The harbour closes.")
        library.store_annotations(BEFORE.digest, found, entry_id=quay)
        assert library.unannotated(VERSION) == []
        library.store_document(quay, AFTER)
        assert library.unannotated(VERSION) == [quay]


def test_an_entry_of_an_older_quoth_is_compared_by_what_it_says(library: Library, publish: Publish, quay: int) -> None:
    """Its digest differs as soon as the entry's struct has one more field: no page is fetched again for that."""
    with library.database.writing("write as an older version did") as connection:
        connection.execute("UPDATE entries SET content = 'older'")
    known: Entry = entry(1, title="A quay closes", summary="In short.")
    publish(known)
    assert not library.is_outdated(quay)
