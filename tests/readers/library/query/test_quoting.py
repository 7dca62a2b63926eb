"""Quotes across articles."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest

from readers.errors import QueryError
from readers.library.database import Database
from readers.library.library import Library
from readers.library.query.quoting import Quoted, Wanted, find_quotes, most_quoted
from tests.readers.library.conftest import NOW
from tests.readers.library.query.test_asking import library

__all__ = ["library"]

BOUNDS = re.compile(r"rowid BETWEEN (?:/\*low\*/ )?(\d+) AND (?:/\*high\*/ )?(\d+)")


def said(library: Library, **wanted: object) -> list[tuple[int, str]]:
    found = find_quotes(library.database, Wanted(**wanted), now=NOW)  # type: ignore[arg-type]
    return [(quote.id, quote.text.split()[0]) for quote in found]


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        ({}, [4, 3, 2, 1]),
        ({"by": "castell"}, [2, 1]),
        ({"by": "Mira Castell"}, [2, 1]),
        ({"by": "nobody"}, []),
        ({"about": "great"}, [3, 1]),
        ({"about": '"great success"'}, [1]),
        ({"by": "castell", "about": "divers"}, [2]),
        ({"beside": ["union"]}, [3, 1]),
        ({"beside": ["union", "ellery"]}, [1]),
        ({"by": "castell", "beside": ["brandt"]}, [2]),
        ({"since": "15d"}, [4, 3]),
        ({"until": "15d"}, [2, 1]),
        ({"since": "25d", "until": "5d"}, [3, 2]),
        ({"kinds": ["direct"]}, [4, 3, 2, 1]),
        ({"kinds": ["turn", "indirect"]}, []),
    ],
)
def test_which_are_found(library: Library, wanted: dict[str, object], numbers: list[int]) -> None:
    assert [number for number, _ in said(library, **wanted)] == numbers


def test_each_says_where_it_stands(library: Library) -> None:
    (quote,) = find_quotes(library.database, Wanted(by="castell", about="success"))
    document = library.document(quote.id)
    assert isinstance(quote, Quoted)
    assert document is not None
    assert document.text[quote.start : quote.end] == quote.text
    assert (
        quote.context
        == "Mira Castell said: “The harbour is a great success.” Also there: Union of Dockers, Port Ellery."
    )
    assert (quote.outlet, quote.speaker, quote.cue, quote.confidence) == (
        "The Ellery Courier",
        "Mira Castell",
        "said",
        0.9,
    )


def test_who_is_quoted_most(library: Library) -> None:
    most = most_quoted(library.database, Wanted())
    assert (most[0].name, most[0].quotes, most[0].articles) == ("Mira Castell", 2, 2)
    assert len(most) == 3
    assert [one.name for one in most_quoted(library.database, Wanted(since="5d"), now=NOW)] == ["Harbour Authority"]
    assert len(most_quoted(library.database, Wanted(), 1)) == 1


def test_a_time_that_is_none_is_told(library: Library) -> None:
    with pytest.raises(QueryError, match="no day"):
        find_quotes(library.database, Wanted(since="fortnight"))


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [4, 3, 2, 1]),
        ("?!", []),
        ("castell", [2, 1]),
        ("castell divers", [2]),
        ("great", [3, 1]),
        ("about:great", [3, 1]),
        ('"great success"', [1]),
        ("by:castell", [2, 1]),
        ("-by:castell", [4, 3]),
        ("by:castell or about:spring", [4, 2, 1]),
        ("-(by:castell or about:spring)", [3]),
        ("-great", [4, 2]),
        ("with:union with:ellery", [1]),
        ("about:great -with:ellery", [3]),
        ("by:castell or tag:later", [3, 2, 1]),
        ("feed:herald", [4, 3]),
        ("by:brandt feed:courier", []),
        ("tag:later", [3]),
        ("starred quote:money", [3]),
        ("since:15d", [4, 3]),
        ("note:hamburg", [3]),
        ("by:cast* about:nobod*", [2]),
    ],
)
def test_the_language_of_searches(library: Library, query: str, numbers: list[int]) -> None:
    assert [number for number, _ in said(library, query=query)] == numbers
    most = most_quoted(library.database, Wanted(query), now=NOW)
    assert sum(voice.quotes for voice in most) == len(numbers)


def test_words_and_names_are_asked_of_each_quote_and_not_of_its_article(
    library: Library, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Two people in one article: whose words they are decides."""
    assert said(library, query="by:brandt about:divers") == []
    assert said(library, query="castell money") == []
    assert [number for number, _ in said(library, query="with:castell money")] == [3]


def test_a_query_and_options_hold_together(library: Library) -> None:
    assert [number for number, _ in said(library, query="great", by="castell")] == [1]
    assert said(library, query="-castell", by="castell") == []


@pytest.mark.parametrize("query", ["by:", "(great", "great or", "persn:x", "since:fortnight"])
def test_a_mistake_says_where_it_is(library: Library, query: str) -> None:
    with pytest.raises(QueryError) as caught:
        said(library, query=query)
    assert caught.value.query == query
    assert 0 <= caught.value.start <= caught.value.end <= len(query)


@pytest.mark.parametrize("ask", [find_quotes, most_quoted])
def test_words_are_looked_for_in_the_entries_in_question_alone(
    library: Library, ask: Callable[[Database, Wanted], Sequence[object]]
) -> None:
    asked: list[str] = []
    with library.database.reading("listen") as connection:
        connection.set_trace_callback(asked.append)
    assert ask(library.database, Wanted("by:castell or title:nothing"))
    bounds = [tuple(map(int, found)) for sql in asked for found in BOUNDS.findall(sql) if "sayings AS s" in sql]
    numbers = [row.id for row in library.rows()]
    assert bounds
    assert all(min(numbers) <= low and high <= max(numbers) for low, high in bounds)
