"""Completing a query while one types."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readers.library.library import Library
from readers.library.query.completing import complete
from tests.readers.library.query.test_asking import library

__all__ = ["library"]


def lines(library: Library, query: str, cursor: int | None = None) -> list[str]:
    """The query with each option in its place."""
    found = complete(library, query, cursor)
    return [found.applied(query, number) for number in range(len(found.options))]


@pytest.mark.parametrize(
    ("query", "completed"),
    [
        ("", []),
        ("zzz", []),
        ("per", ["person:"]),
        ("war pe", ["war person:"]),
        ("-per", ["-person:"]),
        ("(per", ["(person:"]),
        ("t", ["title:", "tag:"]),
        ("un", ["until:", "unread"]),
        ("person:cas", ['person:"Mira Castell"']),
        ('person:"mira cas', ['person:"Mira Castell"']),
        ("by:auth", ['by:"Harbour Authority"']),
        ("org:mira", ['org:"Mira Castell"']),
        ("place:mira", []),
        ('person:"Mira Castell"', []),
        ("person:", []),
        ("feed:", ['feed:"Der Herald"', 'feed:"The Ellery Courier"']),
        ("feed:cour", ['feed:"The Ellery Courier"']),
        ("harbour folder:n", ["harbour folder:Near"]),
        ("tag:#l", ["tag:later"]),
        ("lang:", ["lang:de"]),
        ("is:t", ["is:tagged"]),
        ("since:y", ["since:yesterday"]),
        ("quote:great", []),
        ("nonsense:x", []),
    ],
)
def test_what_may_come_next(library: Library, query: str, completed: list[str]) -> None:
    found = lines(library, query)
    assert found[: len(completed)] == completed
    assert bool(found) == bool(completed)


def test_it_goes_by_the_cursor(library: Library) -> None:
    assert (
        lines(library, "person:cas harbour", 10)
        == ['person:"Mira Castell" harbour', 'person:"Mira Castell" harbour'][:1]
    )
    assert complete(library, "person:cas", 10)[:2] == (7, 10)


def test_the_most_frequent_comes_first_and_says_what_it_is(library: Library) -> None:
    options = complete(library, "with:b").options
    assert options[0].text == '"Owen Brandt"'
    assert options[0].told.endswith(", 1 article")


@settings(max_examples=200)
@given(st.text(max_size=40) | st.text(alphabet='personfeedby:"()- *#“”é', max_size=40), st.integers(0, 40))
def test_anything_can_be_completed(library: Library, query: str, cursor: int) -> None:
    found = complete(library, query, cursor)
    assert 0 <= found.start <= found.end <= len(query)
