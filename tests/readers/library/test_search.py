"""Searching: words, phrases and prefixes; whatever is typed is a search."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from readers.errors import QueryError
from readers.library.library import Library
from readers.library.search import search
from readers.model import Document
from tests.readers.library.conftest import COURIER, NOW, entry

STORIES = {
    1: ("Harbour to close", "The harbour authority said the quay at Málaga would close in spring."),
    2: ("Quay sinks", "The old quay, near the café, gave way. Nobody was near the harbour."),
    3: ("Telescope opens", "A telescope the size of a house."),
}


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder) / "library.db") as opened:
        feed = opened.subscribe(COURIER, now=NOW)
        opened.store_entries(
            feed.id, COURIER, [entry(n, title=title) for n, (title, _) in reversed(STORIES.items())], now=NOW
        )
        for row in opened.rows():
            opened.store_document(row.id, Document(STORIES[row.id][1], title=row.title))
        yield opened


def found(library: Library, query: str, **more: object) -> list[str]:
    return [hit.title for hit in search(library, query, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("harbour", ["Harbour to close", "Quay sinks"]),
        ("HARBOUR quay", ["Quay sinks", "Harbour to close"]),
        ("malaga cafe", []),
        ("malaga", ["Harbour to close"]),
        ("CAFÉ", ["Quay sinks"]),
        ('"the harbour"', ["Quay sinks", "Harbour to close"]),
        ('"harbour authority"', ["Harbour to close"]),
        ("“harbour authority”", ["Harbour to close"]),
        ('"harbour authority', ["Harbour to close"]),
        ('"authority harbour"', []),
        ("tele*", ["Telescope opens"]),
        ("tele", []),
        ("harbour -authority", ["Quay sinks"]),
        ('harbour -"gave way"', ["Harbour to close"]),
        ("-harbour", ["Telescope opens"]),
        ("title:harbour", ["Harbour to close"]),
        ("authority OR telescope", ["Telescope opens", "Harbour to close"]),
        ("???", []),
        ("", []),
    ],
)
def test_what_a_query_finds(library: Library, query: str, titles: list[str]) -> None:
    assert found(library, query) == titles


def test_a_word_of_the_title_counts_more_and_the_newest_can_come_first(library: Library) -> None:
    assert found(library, "quay") == ["Quay sinks", "Harbour to close"]
    assert found(library, "harbour", newest=True) == ["Quay sinks", "Harbour to close"]
    assert found(library, "harbour", limit=1) == ["Harbour to close"]


def test_the_words_found_are_marked_in_an_excerpt(library: Library) -> None:
    (hit,) = search(library, "malaga")
    assert "quay at Málaga would" in hit.excerpt
    assert [hit.excerpt[mark.start : mark.end] for mark in hit.marks] == ["Málaga"]


def test_an_entry_without_an_article_is_found_by_what_its_feed_tells(
    tmp_path: Path,
) -> None:
    with Library.open(tmp_path / "library.db") as fresh:
        feed = fresh.subscribe(COURIER, now=NOW)
        fresh.store_entries(feed.id, COURIER, [entry(1, summary="<p>A <b>walrus</b> came.</p>")], now=NOW)
        assert found(fresh, "walrus story") == ["Story 1"]
        fresh.store_document(fresh.rows()[0].id, Document("It was a seal."))
        assert found(fresh, "walrus") == []
        assert found(fresh, "seal") == ["Story 1"]


def test_entries_that_are_gone_are_not_found(library: Library, tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.db") as fresh:
        feed = fresh.subscribe(COURIER, now=NOW)
        fresh.store_entries(feed.id, COURIER, [entry(1)], now=NOW)
        fresh.store_document(fresh.rows()[0].id, Document("It was a seal."))
        fresh.unsubscribe(feed.id)
        assert found(fresh, "seal") == []


PIECES = [
    *("harbour", "quay ", " ", "(", ")", "-", '"', "or ", "OR ", "AND ", "*", "unread ", "is:", "is:noted ", "person:"),
    *("by:", "quote:", "with:", "with:a,b ", "since:", "since:7d ", "on:2026 ", "before:0000-00-00 ", "feed:", "tag:"),
    *(
        "folder:a/b ",
        "lang:en ",
        "note:",
        "title:",
        "nonsense:",
        "NEAR(",
        "^",
        "{title}",
        "²",
        "é",
        "界",
        "\x00",
        "9" * 30,
    ),
]


@settings(max_examples=300)
@given(
    st.text(max_size=60)
    | st.text(alphabet="\"*-+^(){}:ANDORNEAR harbour\0'“”", max_size=60)
    | st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
)
@example('"')
@example("NEAR(" * 50)
@example("a " * 10_000)
@example('"' * 10_000)
@example("a\ud800")
def test_whatever_is_typed_is_a_search_or_a_mistake_that_is_told_at_its_place(library: Library, query: str) -> None:
    for newest in (False, True):
        wrong: QueryError | None = None
        try:
            search(library, query, newest=newest)
        except QueryError as error:
            wrong = error
        assert wrong is None or (0 <= wrong.start <= wrong.end <= len(query) and "^" in wrong.shown)
