"""Where the reader is in an article."""

from __future__ import annotations

import pytest

from readers.model import Annotations, Document, Entity, Quote, Span
from tests.tui import fiction
from tui.layout.marks import CURRENT, FOCUS, MATCH, PERSON, SPEAKER, SPEECH
from tui.layout.page import Page
from tui.state.reading import Reading


@pytest.fixture
def reading() -> Reading:
    document = fiction.harbour()
    return Reading(Page(document), document, fiction.annotated(document))


def words(reading: Reading) -> str:
    assert reading.mark is not None
    return reading.page.text[reading.mark.start : reading.mark.end]


def test_mentions_are_counted_with_those_of_the_headline(reading: Reading) -> None:
    for _ in range(2):
        reading.step(reading.marks.mentions, reading.mark.start if reading.mark else -1, forward=True)
    assert words(reading) == "Ingrid Solheim"
    assert reading.told() == "Ingrid Solheim 1 of 5"


def test_a_quote_is_told_with_who_said_it_and_how_sure_that_is(reading: Reading) -> None:
    reading.take(reading.marks.quotes[0])
    assert reading.told() == (
        "“We sold the one thing that made us a town, and we sold it…” — Ingrid Solheim, told (0.97)"
    )


def test_the_focused_name_is_strong_everywhere_and_the_mention_at_hand_strongest(reading: Reading) -> None:
    mention = next(
        mark for mark in reading.marks.mentions if reading.marks.entities[mark.number].name == "Pavel Brandt"
    )
    reading.take(mention)
    strong = reading.strong()
    assert sum(bits == FOCUS for _, _, bits in strong) == 2
    assert [(start, end) for start, end, bits in strong if bits == CURRENT] == [(mention.start, mention.end)]


def test_the_words_that_attribute_a_quote_are_shown_with_it(reading: Reading) -> None:
    reading.take(reading.marks.quotes[3])
    strong = {(reading.page.text[start:end][:12], bits) for start, end, bits in reading.strong()}
    assert strong == {("There is a n", SPEECH), ("Ruth Adeyemi", SPEAKER), ("said", SPEAKER)}


def test_a_search_finds_words_in_any_case_and_over_line_breaks(reading: Reading) -> None:
    assert reading.search("PORT  ellery") == 2
    assert reading.search("2 April") == 1
    assert reading.search("zebra") == 0
    assert reading.search("  ") == 0
    assert reading.search(".*") == 0


def test_matches_are_told_by_number(reading: Reading) -> None:
    reading.search("harbour")
    reading.take(reading.matches[1])
    assert reading.told() == f"match 2 of {len(reading.matches)}"
    assert sum(bits == MATCH for _, _, bits in reading.strong()) == len(reading.matches)


def test_hidden_kinds_are_neither_marked_nor_stepped_through(reading: Reading) -> None:
    reading.take(reading.marks.mentions[1])
    reading.hide(PERSON)
    assert reading.entity == -1
    assert reading.mark is None
    assert not any(mark.bits & PERSON for mark in reading.marks.mentions)


def test_dates_and_amounts_are_nobody(reading: Reading) -> None:
    assert "Friday" not in {reading.marks.entities[mark.number].name for mark in reading.marks.mentions}


def test_what_is_at_hand_stays_when_annotations_come_anew(reading: Reading) -> None:
    reading.take(reading.marks.mentions[3])
    mark = reading.mark
    reading.annotate(fiction.annotated(fiction.harbour()), 0)
    assert reading.mark == mark
    assert reading.entity == mark.number  # type: ignore[union-attr]


def test_a_turn_of_an_interview_is_told_without_quotation_marks() -> None:
    document = Document("Q: Why a lift?\n\nA: Everyone tells the truth there.")
    answer = Quote(19, 50, "turn", 0, Span(16, 17), confidence=0.9)
    found = Annotations("test-1", (Entity(0, "Anna Lindqvist", "PERSON", (Span(0, 1),)),), (answer,))
    reading = Reading(Page(document), document, found)
    reading.take(reading.marks.quotes[0])
    assert reading.told() == "Everyone tells the truth there. — Anna Lindqvist (0.90)"
