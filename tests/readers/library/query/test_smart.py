"""Queries kept as feeds: their counts are right whatever happens, and nobody counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from readers.errors import LibraryError, QueryError
from readers.library.library import Library
from readers.library.query import smart
from readers.library.search import search
from readers.model import Anchor, Document, Note
from tests.readers.library.conftest import COURIER, NOW, entry, spoken

QUERIES = (
    "harbour", "by:castell", "person:castell -harbour", "since:2d", "unread since:2d", "starred or tag:later", "read",
    "note:compare", "feed:courier", "is:noted or is:tagged",
)  # fmt: skip


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db") as opened:
        opened.subscribe(COURIER, now=NOW)
        for query in QUERIES:
            smart.keep(opened.database, query, now=NOW)
        yield opened


def arrive(library: Library, number: int, speaker: str, words: str) -> None:
    item = entry(number, published=NOW - timedelta(days=number))
    library.store_entries(library.subscriptions()[0].id, COURIER, [item], now=NOW)
    document, annotations = spoken(speaker, words)
    library.store_document(number, document)
    library.store_annotations(document.digest, annotations, entry_id=number)


def check(library: Library) -> dict[str, int]:
    """The counts, each of them as many as the query finds that are unread."""
    found = {feed.query: feed.unread for feed in smart.smart_feeds(library.database, now=NOW)}
    assert found == {
        query: sum(not hit.read for hit in search(library, query, 1_000, newest=True, now=NOW)) for query in QUERIES
    }
    return found


def test_the_counts_follow_whatever_happens(library: Library) -> None:
    assert set(check(library).values()) == {0}
    arrive(library, 1, "Mira Castell", "The harbour closes.")
    arrive(library, 2, "Mira Castell", "No more.")
    arrive(library, 3, "Ivo Brandt", "The harbour stays.")
    assert check(library) == {
        "harbour": 2, "by:castell": 2, "person:castell -harbour": 1, "since:2d": 2, "unread since:2d": 2,
        "starred or tag:later": 0, "read": 0, "note:compare": 0, "feed:courier": 3, "is:noted or is:tagged": 0,
    }  # fmt: skip
    library.mark_read([1])
    assert check(library)["harbour"] == 1
    library.mark_read([1], read=False)
    library.star(2)
    library.tag(3, ["later"])
    assert check(library)["starred or tag:later"] == 2
    document = library.document(3)
    assert document is not None
    note = library.add_note(document, Note(0, Anchor("harbour", "", "", 0, 7), "compare"))
    assert check(library)["note:compare"] == 1
    library.delete_note(note.id)
    library.star(2, starred=False)
    library.store_document(3, Document("Something else altogether."))
    assert check(library)["harbour"] == 1
    library.mark_all_read()
    assert set(check(library).values()) == {0}
    library.mark_read([1, 2, 3], read=False)
    library.tag(3, [])
    library.unsubscribe(library.subscriptions()[0].id)
    assert set(check(library).values()) == {0}


def test_what_is_there_already_is_counted_and_time_goes_on(library: Library) -> None:
    arrive(library, 1, "Mira Castell", "The harbour closes.")
    late = smart.keep(library.database, "harbour since:3d", "Late", now=NOW)
    assert late.unread == 1
    later = {feed.name: feed.unread for feed in smart.smart_feeds(library.database, now=NOW + timedelta(days=3))}
    assert later["Late"] == 0
    assert later["harbour"] == 1


def test_it_is_renamed_removed_and_put_back(library: Library) -> None:
    arrive(library, 1, "Mira Castell", "The harbour closes.")
    kept = smart.keep(library.database, "harbour", "Ports", now=NOW)
    smart.rename(library.database, kept.id, "Harbours")
    assert "Harbours" in [feed.name for feed in smart.smart_feeds(library.database)]
    smart.remove(library.database, kept.id)
    assert "Harbours" not in [feed.name for feed in smart.smart_feeds(library.database)]
    assert smart.keep(library.database, "harbour", "Harbours", number=kept.id).id == kept.id
    with pytest.raises(LibraryError, match="no smart feed"):
        smart.rename(library.database, 999, "x")


@pytest.mark.parametrize("query", ["", "a or since:7d", "-since:7d", "persn:x"])
def test_what_cannot_be_kept_is_told(library: Library, query: str) -> None:
    with pytest.raises(QueryError):
        smart.keep(library.database, query)


def test_counts_go_by_what_is_kept(library: Library) -> None:
    arrive(library, 1, "Mira Castell", "The harbour closes.")
    smart.smart_feeds(library.database)
    with library.database.reading("look at plans") as connection:
        plans = [
            step
            for question in (
                "SELECT id, name, query, unread FROM smart_feeds",
                "SELECT count(*) FROM smart_members WHERE smart_id = 1 AND read = 0 AND at >= 1 AND at < 2",
            )
            for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {question}")
        ]
        assert plans[0] == "SCAN smart_feeds"
        assert "SEARCH smart_members USING COVERING INDEX smart_members_unread" in plans[1]
        assert connection.execute("SELECT count(*) FROM smart_stale").fetchone() == (0,)
