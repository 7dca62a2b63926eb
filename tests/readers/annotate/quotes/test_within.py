"""What is quoted within a reported clause is its speaker's, if the same words name both."""

from __future__ import annotations

import pytest

from readers.annotate.clusters import QuoteFound
from readers.annotate.quotes.spans.within import as_reported

ROE = (0, 3)
REPORTED = QuoteFound(10, 60, "indirect", 2, ROE, confidence=0.9, pieces=[(10, 60)])


@pytest.mark.parametrize(
    ("fragment", "speaker"),
    [
        pytest.param(QuoteFound(30, 40, "fragment", None, ROE), 2, id="nobody was sure"),
        pytest.param(QuoteFound(30, 40, "fragment", 1, ROE, confidence=0.6), 2, id="somebody else was less sure"),
        pytest.param(QuoteFound(30, 40, "fragment", None, (20, 25)), None, id="other words name who speaks"),
        pytest.param(QuoteFound(30, 40, "fragment", None), None, id="no words do"),
        pytest.param(QuoteFound(70, 80, "direct", None, ROE), None, id="it lies outside"),
    ],
)
def test_who_says_what_lies_in_a_reported_clause(fragment, speaker):
    outer, inner = as_reported([REPORTED, fragment])
    assert (outer, inner.speaker) == (REPORTED, speaker)
    assert inner.confidence <= max(REPORTED.confidence, fragment.confidence)


def test_a_clause_is_given_to_whom_what_lies_in_it_is_more_surely_given():
    fragment = QuoteFound(30, 40, "fragment", 1, ROE, confidence=0.95)
    outer, inner = as_reported([REPORTED, fragment])
    assert (outer.speaker, inner) == (1, fragment)
    assert REPORTED.confidence < outer.confidence < fragment.confidence
    unknown = QuoteFound(10, 60, "indirect", None, ROE, pieces=[(10, 60)])
    assert as_reported([fragment, unknown])[1].speaker == 1


def test_a_clause_that_nobody_is_known_to_report_gives_nobody():
    unknown = QuoteFound(10, 60, "indirect", None, ROE, pieces=[(10, 60)])
    fragment = QuoteFound(30, 40, "fragment", None, ROE)
    assert as_reported([unknown, fragment]) == [unknown, fragment]
