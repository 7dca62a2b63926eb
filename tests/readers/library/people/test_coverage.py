"""How much of the library is read: whole articles in which names and quotes were looked for."""

from __future__ import annotations

import re

import msgspec
import pytest

from readers.library.library import Library
from readers.library.people import coverage as asked
from readers.library.people.coverage import coverage
from readers.library.people.today import today
from readers.model import UNREAD, Annotations, Document
from readers.model.people import Coverage
from tests.readers.library.conftest import COURIER, NOW, VERSION, entry


@pytest.fixture
def numbers(library: Library) -> list[int]:
    """Ten entries of which nothing is known but what the feed gives."""
    feed = library.subscribe(COURIER, now=NOW)
    library.store_entries(feed.id, feed.feed, [entry(number) for number in range(10)], now=NOW)
    return [row.id for row in library.rows(limit=20)]


def fetch(library: Library, number: int, version: str = "") -> Document:
    """Store the article of an entry, and what was found in it if a version is given."""
    document = Document(f"The whole of number {number}.")
    library.store_document(number, document)
    if version:
        library.store_annotations(document.digest, Annotations(version), entry_id=number)
    return document


def test_an_empty_library_is_all_read(library: Library) -> None:
    assert coverage(library.database) == Coverage(0, 0, 0)
    assert coverage(library.database).told == ""


@pytest.mark.parametrize("few", [0, 20])
def test_an_article_is_read_when_it_is_whole_and_a_model_has_read_it(
    library: Library, numbers: list[int], few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both ways of counting say the same: article by article, and by what is unread."""
    monkeypatch.setattr(asked, "_FEW", few)
    assert coverage(library.database) == Coverage(10, 0, 0)
    for number in numbers[:3]:
        fetch(library, number, VERSION)
    fetch(library, numbers[3])  # not yet read
    fetch(library, numbers[4], f"{UNREAD}fi")  # in a language that no model reads
    excerpt = Document("What the feed gives.")
    library.store_annotations(excerpt.digest, Annotations(VERSION), entry_id=numbers[5], read=excerpt)
    found = coverage(library.database)
    assert found == Coverage(10, 5, 3)
    assert found.told == "3 of 10 articles read in full"
    assert not found.complete


def test_it_says_nothing_where_all_is_read(library: Library, numbers: list[int]) -> None:
    for number in numbers:
        fetch(library, number, VERSION)
    assert coverage(library.database).complete
    assert coverage(library.database).told == ""
    document = msgspec.structs.replace(fetch(library, numbers[0], VERSION), text="Other words.")
    library.store_document(numbers[0], document)  # its page has changed: that is still to be read
    assert coverage(library.database).told == "9 of 10 articles read in full"


def test_a_feed_that_is_removed_counts_no_more(library: Library, numbers: list[int]) -> None:
    fetch(library, numbers[0], VERSION)
    library.unsubscribe(library.row(numbers[0]).feed_id)
    assert coverage(library.database) == Coverage(0, 0, 0)


def test_the_news_at_a_glance_count_those_that_are_read(library: Library, numbers: list[int]) -> None:
    fetch(library, numbers[0], VERSION)
    excerpt = Document("What the feed gives.")
    library.store_annotations(excerpt.digest, Annotations(VERSION), entry_id=numbers[1], read=excerpt)
    fetch(library, numbers[2], f"{UNREAD}fi")
    found = today(library, NOW)
    assert (found.articles, found.read) == (3, 1)


@pytest.mark.parametrize("question", ["ENTRIES", "WHOLE", "ONE_BY_ONE", "UNREAD_WHOLE"])
def test_no_text_is_touched(library: Library, question: str) -> None:
    """Of articles and entries only indexes are gone over, and no row of theirs but by its number."""
    with library.database.reading("look at plans") as connection:
        steps = [step for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {getattr(asked, question)}")]
    assert steps
    allowed = (
        r"SCAN feeds|SCAN \w+ USING COVERING INDEX|SEARCH \w+ USING INTEGER PRIMARY KEY|CORRELATED SCALAR SUBQUERY"
    )
    assert [step for step in steps if not re.match(allowed, step)] == []
