"""The encoder hears who speaks: by what is told of somebody, and not by cues alone."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.annotate.quotes.component import read
from readers.annotate.quotes.speakers.listening import (
    PHRASE,
    QUOTATION,
    REACH,
    STEPS,
    distance_class,
    load,
)
from readers.annotate.quotes.speakers.ranker import asks

TEXT = (
    "Margaret Ellery, the mayor, opened the pier on Friday. Ivan Petrovic, a boatbuilder, stayed away.\n\n"
    "“It is a fine pier,” the boatbuilder said."
)


def _span(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def _scores(text: str, asks: str, what: int, *names: str) -> tuple[list[float], float]:
    heard = load().listen(text)
    at = text.rindex(asks)
    return heard.scores((at, at + len(asks)), what, [heard.at(_span(text, name)) for name in names])


@pytest.mark.parametrize(("asks", "what"), [("It is a fine pier,", QUOTATION), ("the boatbuilder", PHRASE)])
def test_hears_whom_a_description_means(asks, what):
    (mayor, builder), nobody = _scores(TEXT, asks, what, "Margaret Ellery", "Ivan Petrovic")
    assert builder > mayor
    assert builder > nobody


def test_hears_that_nobody_is_named():
    text = "Margaret Ellery, the mayor, opened the pier.\n\n“It was cold,” said a woman who would not give her name."
    (mayor,), nobody = _scores(text, "It was cold,", QUOTATION, "Margaret Ellery")
    assert nobody > mayor


def test_an_entity_that_is_named_too_far_away_is_not_heard():
    text = "Jo Ferris left. " + "It rained on and on. " * (REACH // 5 + 20) + "“Enough,” he said."
    (ferris,), nobody = _scores(text, "Enough,", QUOTATION, "Jo Ferris")
    assert ferris == -math.inf
    assert math.isfinite(nobody)


@pytest.mark.parametrize("text", ["", "“…”", "—\n\n“ ”"])
def test_a_text_without_words_is_borne(nlp, text):
    with nlp.select_pipes(disable=["quoth_quotes"]):
        scene, asked = read(nlp(text))
    for _, case in asked:
        assert all(math.isfinite(value) for row in scene.hearing.of(asks(scene, case), []) for value in row.values())


@given(st.integers(0, 5_000), st.integers(0, 50), st.lists(st.integers(0, 10_000), min_size=1))
def test_classes_of_distance_grow_and_tell_before_from_after(first, length, words):
    last = first + length
    classes = dict(zip(words, distance_class(first, last, np.array(words)).tolist(), strict=True))
    assert all(0 <= each < 2 * STEPS for each in classes.values())
    before = [classes[word] for word in sorted((w for w in classes if w <= last), reverse=True)]
    after = [classes[word] for word in sorted(w for w in classes if w > last)]
    assert before == sorted(before)
    assert after == sorted(after)
    assert max(before, default=-1) < STEPS <= min(after, default=STEPS)
