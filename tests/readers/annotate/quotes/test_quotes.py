"""Who said what, on invented news: each case shows one phenomenon."""

from __future__ import annotations

import pytest

from readers.annotate.clusters import QuoteFound
from tests.readers.annotate.quotes.cases import CASES, Case


def _as_told(doc, quote: QuoteFound) -> tuple[str, str, str, str]:
    text = doc.text
    speaker = "-" if quote.speaker is None else doc._.quoth_entities[quote.speaker].name
    called = "" if quote.speaker_span is None else text[slice(*quote.speaker_span)]
    return text[quote.start : quote.end], quote.kind, speaker, called


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.shows)
def test_shows(case: Case, nlp):
    doc = nlp(case.text)
    wants_indirect = not case.said or any(kind == "indirect" for _, kind, _, _ in case.said)
    found = [_as_told(doc, q) for q in doc._.quoth_quotes if wants_indirect or q.kind != "indirect"]
    expected = list(case.said)
    if len(found) == len(expected):
        for i, (words, *_) in enumerate(expected):
            if words.endswith("…") and found[i][0].startswith(words[:-1]):
                found[i] = (words, *found[i][1:])
    assert found == expected


def test_cue_and_confidence_come_with_the_speaker(nlp):
    doc = nlp("“The pier is safe,” said Anna Weller.")
    (quote,) = doc._.quoth_quotes
    assert doc.text[slice(*quote.cue_span)] == "said"
    assert 0.5 < quote.confidence <= 1.0


def test_a_quote_without_speaker_has_no_confidence(nlp):
    doc = nlp("“Sarah Quinn said the road was safe.” The sign hung by the gate.")
    (quote,) = doc._.quoth_quotes
    assert (quote.speaker, quote.speaker_span, quote.confidence) == (None, None, 0.0)


def test_quotes_are_a_span_group_too(nlp):
    doc = nlp("Karen Doyle added: “Nobody asked the residents.”")
    (span,) = doc.spans["quotes"]
    assert (span.label_, span.text) == ("direct", "Nobody asked the residents.")


def test_survives_a_pipeline_without_parser_and_names(nlp):
    with nlp.select_pipes(enable=["quoth_quotes"]):
        doc = nlp("“The pier is safe,” said Anna Weller.")
    assert [doc.text[q.start : q.end] for q in doc._.quoth_quotes if q.kind == "direct"] in ([], ["The pier is safe,"])
