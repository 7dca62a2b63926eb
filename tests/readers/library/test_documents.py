"""Articles and what was found in them: kept whole, found again by their words, and never out of step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

import pytest

from readers.errors import LibraryError
from readers.library import documents
from readers.library.dossiers import quotes_by, who
from readers.library.library import Library
from readers.library.search import search
from readers.model import Annotations, Block, Document, Entity, Link, Span, Versions
from tests.readers.library.conftest import VERSION, entry, spoken

Publish = Callable[..., list[int]]


def test_an_article_comes_back_whole(library: Library, publish: Publish) -> None:
    (entry_id,) = publish(entry(1))
    assert library.document(entry_id) is None
    whole = Document(
        "Tea at four.\n\n– “Naïve” 🫖 tea",
        title="Tea",
        blocks=(Block("standfirst", 0, 12), Block("list_item", 14, 29, 2)),
        links=(Link(0, 3, "https://tea.example"),),
        authors=("A. Leaf",),
        published=datetime(2026, 3, 1, 23, 11, tzinfo=timezone(timedelta(hours=1))),
        url="https://courier.example/tea",
        site="The Ellery Courier",
        language="en-GB",
        cut=("Sign up!",),
    )
    library.store_document(entry_id, whole)
    assert library.document(entry_id) == whole


def test_an_article_of_no_entry_is_refused(library: Library) -> None:
    with pytest.raises(LibraryError, match="no entry number 77"):
        library.store_document(77, Document("Tea."))


def test_a_feed_that_changes_its_summary_leaves_the_article_alone(library: Library, publish: Publish) -> None:
    (entry_id,) = publish(entry(1, summary="before"))
    library.store_document(entry_id, Document("The whole story of the tide."))
    publish(entry(1, title="Tide turns", summary="after"))
    assert library.document(entry_id) == Document("The whole story of the tide.")
    assert [hit.title for hit in search(library, "tide whole turns")] == ["Tide turns"]


def test_annotations_are_kept_for_each_version_of_the_annotator(library: Library) -> None:
    document, found = spoken("Anna Lindqvist", "The harbour closes.")
    library.store_annotations(document.digest, found)
    assert library.annotations(document.digest, VERSION) == found
    assert library.annotations(document.digest, "test-2") is None
    better = Annotations("test-2", found.entities[:1])
    library.store_annotations(document.digest, better)
    library.store_annotations(document.digest, better)
    assert library.annotations(document.digest, VERSION) == found
    assert library.annotations(document.digest, "test-2") == better


def test_the_most_salient_people_and_organisations_stand_beside_an_entry(library: Library, publish: Publish) -> None:
    (entry_id,) = publish(entry(1))
    document = Document("Ada, Bryn Ltd, Corfu, Dee and Eve met on Monday.")
    kinds = (("Ada", "PERSON"), ("Corfu", "GPE"), ("Bryn Ltd", "ORG"), ("Monday", "DATE"), ("Dee", "PERSON"))
    entities = [Entity(n, name, kind, (Span(0, 3),)) for n, (name, kind) in enumerate((*kinds, ("Eve", "PERSON")))]
    library.store_document(entry_id, document)
    library.store_annotations(document.digest, Annotations(VERSION, tuple(entities)), entry_id=entry_id)
    assert library.row(entry_id).people == ("Ada", "Bryn Ltd", "Dee")


def test_an_article_that_changed_leaves_the_index_until_it_is_read_again(
    library: Library, say: Callable[..., int]
) -> None:
    entry_id = say("Anna Lindqvist", "The harbour closes.")
    assert library.row(entry_id).people == ("Anna Lindqvist",)
    library.store_document(entry_id, Document("Something else."))
    assert library.row(entry_id).people == ()
    assert who(library, "Anna Lindqvist").articles == 0
    assert quotes_by(library, "Anna Lindqvist") == []


def test_storing_the_same_article_again_changes_nothing(library: Library, say: Callable[..., int]) -> None:
    entry_id = say("Anna Lindqvist", "The harbour closes.")
    document = library.document(entry_id)
    assert document is not None
    library.store_document(entry_id, document)
    assert library.row(entry_id).people == ("Anna Lindqvist",)


def test_the_same_article_by_two_feeds_is_read_once_and_found_twice(library: Library, publish: Publish) -> None:
    second, first = publish(entry(1), entry(2))
    document, found = spoken("Anna Lindqvist", "The harbour closes.")
    library.store_document(first, document)
    library.store_annotations(document.digest, found, entry_id=first)
    library.store_document(second, document)
    assert library.row(second).people == ("Anna Lindqvist",)
    assert [one.row.id for one in who(library, "Anna Lindqvist").appearances] == [second, first]


def test_an_entry_whose_article_is_not_stored_is_tagged_all_the_same(library: Library, publish: Publish) -> None:
    (entry_id,) = publish(entry(1))
    document, found = spoken("Anna Lindqvist", "The harbour closes.")
    library.store_annotations(document.digest, found, entry_id=entry_id)
    assert library.row(entry_id).people == ("Anna Lindqvist",)
    assert who(library, "lindqvist").articles == 1


def test_annotations_of_an_entry_removed_meanwhile_are_kept_for_its_text(library: Library) -> None:
    document, found = spoken("Anna Lindqvist", "The harbour closes.")
    library.store_annotations(document.digest, found, entry_id=77)
    assert library.annotations(document.digest, VERSION) == found


def test_what_is_still_to_be_annotated_is_known(library: Library, publish: Publish) -> None:
    third, second, first = publish(entry(1), entry(2), entry(3))
    document, found = spoken("Anna Lindqvist", "The harbour closes.")
    library.store_document(second, document)
    assert library.unannotated(VERSION) == [third, second, first]
    library.store_annotations(document.digest, found)
    assert library.unannotated(VERSION) == [third, first]
    assert library.unannotated("test-2", limit=2) == [third, second]


def test_a_text_that_no_model_read_waits_for_a_model_of_its_language(library: Library, publish: Publish) -> None:
    french, german, english = publish(entry(1), entry(2), entry(3))
    document, found = spoken("Anna Lindqvist", "The harbour closes.")
    library.store_annotations(document.digest, found, entry_id=english)
    library.store_annotations("fr-text", Annotations("no model for fr", language="fr"), entry_id=french)
    library.store_annotations("de-text", Annotations("no model for de", language="de"), entry_id=german)
    assert library.unannotated(Versions(VERSION)) == []
    assert documents.unread_languages(library.database) == {"de": 1, "fr": 1}

    with_model = Versions(VERSION, {"fr": "fr-1"})
    assert library.unannotated(with_model) == [french]
    assert library.annotations("fr-text", Versions(VERSION)) is not None
    assert library.annotations("fr-text", with_model) is None
    assert library.annotations("de-text", with_model) is not None
    assert library.annotations(document.digest, with_model) == found

    library.store_annotations("fr-text", Annotations("fr-1", rules="fr"), entry_id=french)
    assert library.unannotated(with_model) == []
    assert library.unannotated(Versions(VERSION, {"fr": "fr-2"})) == [french]
    assert library.unannotated(Versions("test-2", {"fr": "fr-1"})) == [english]


def test_the_place_in_a_text_is_kept(library: Library) -> None:
    digest = Document("A long story.").digest
    assert library.place(digest) == 0
    library.keep_place(digest, 700)
    library.keep_place(digest, 5)
    assert library.place(digest) == 5


def test_small_things_are_remembered(library: Library) -> None:
    assert library.setting("theme") is None
    library.set_setting("theme", "light")
    library.set_setting("theme", "dark")
    assert library.setting("theme") == "dark"


def test_a_name_that_many_articles_agree_about_is_settled(library: Library, publish: Publish) -> None:
    ids = publish(*(entry(number) for number in range(6)))
    for number, entry_id in enumerate(ids):
        document, found = spoken("Anna Lindqvist", f"The harbour closes, for the {number}. time.")
        library.store_annotations(document.digest, found, entry_id=entry_id)
        assert library.settled_names() == ({"Anna Lindqvist": "PERSON"} if number >= 4 else {})


def test_a_name_of_two_kinds_and_a_persons_single_name_are_not_settled(library: Library, publish: Publish) -> None:
    ids = publish(*(entry(number) for number in range(12)))
    for number, entry_id in enumerate(ids):
        entities = (
            Entity(0, "Eastmarch", "GPE" if number % 2 else "ORG", (Span(0, 9),)),
            Entity(1, "Lindqvist", "PERSON", (Span(10, 19),)),
        )
        library.store_annotations(f"digest {number}", Annotations(VERSION, entities), entry_id=entry_id)
    assert library.settled_names() == {}
