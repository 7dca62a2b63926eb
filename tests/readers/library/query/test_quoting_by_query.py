"""Quotes across articles by plain words: of what was said, and of who said it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readers.errors import QueryError
from readers.library.library import Library
from readers.library.query.quoting import Wanted, find_quotes


@pytest.fixture
def spoken_library(library: Library, say: Callable[..., int]) -> Library:
    say("Anna Lindqvist", "The harbour closes.")
    say("Anna Lindqvist", "The café stays.")
    say("Graham Pell", "The harbour stays.")
    say("Graham Pell", "Lindqvist is wrong.")
    return library


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["Lindqvist is wrong.", "The harbour stays.", "The café stays.", "The harbour closes."]),
        ("harbour", ["The harbour stays.", "The harbour closes."]),
        ("pell", ["Lindqvist is wrong.", "The harbour stays."]),
        ("lindqvist", ["Lindqvist is wrong.", "The café stays.", "The harbour closes."]),
        ("lindqvist harbour", ["The harbour closes."]),
        ("anna lindqvist CAFE", ["The café stays."]),
        ("walrus", []),
        ("?!", []),
    ],
)
def test_by_words_and_by_speaker(spoken_library: Library, words: str, found: list[str]) -> None:
    assert [one.text for one in find_quotes(spoken_library.database, Wanted(words))] == found


def test_no_more_than_wanted(spoken_library: Library) -> None:
    assert [one.text for one in find_quotes(spoken_library.database, Wanted(), 1)] == ["Lindqvist is wrong."]


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=30))
def test_whatever_is_typed_is_asked_or_refused(library: Library, words: str) -> None:
    try:
        assert find_quotes(library.database, Wanted(words)) == []
    except QueryError as error:
        assert error.query  # noqa: PT017  (it says what in it is wrong)
