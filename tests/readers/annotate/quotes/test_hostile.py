"""Nothing a text may hold breaks the quotes component or makes it slow."""

from __future__ import annotations

import time
from itertools import combinations, pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from readers.annotate.clusters import EntityCluster
from readers.annotate.quotes.component import find_quotes

MARKS = ["“", "”", '"', "‘", "’", "'", " ", " ", ". ", ", ", ": ", "\n", "\n\n", "—", "\u200b", "(", ")"]
WORDS = [
    "said",
    "told",
    "she",
    "he",
    "Anna Weller",
    "the mayor",
    "according to",
    "that",
    "it was late",
    "called",
    "adding",
]
TALK = ["\nQ: ", "\nA: ", "\nAnna Weller: ", "\nAW: ", "\n— ", "Why?", "I was late.", "Have you?", "\n\n"]
PIECES = st.sampled_from([*MARKS, *WORDS])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(PIECES, max_size=60).map(" ".join)
    | st.lists(PIECES, max_size=60).map("".join)
    | st.lists(st.sampled_from(TALK) | PIECES, max_size=60).map("".join)
)
def test_any_text_gives_quotes_within_it(nlp, text):
    quotes = nlp(text)._.quoth_quotes
    assert [q.start for q in quotes] == sorted(q.start for q in quotes)
    marked = [piece for q in quotes if q.kind != "indirect" for piece in q.pieces]
    assert all(_apart_or_within(a, b) for a, b in combinations(marked, 2))
    turns = sorted(piece for q in quotes if q.kind == "turn" for piece in q.pieces)
    assert all(a[1] <= b[0] for a, b in pairwise(turns))
    for q in quotes:
        spans = [(q.start, q.end), *q.pieces, *filter(None, [q.speaker_span, q.cue_span])]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert q.pieces[0][0] == q.start
        assert q.pieces[-1][1] == q.end
        assert 0 <= q.confidence <= 1
        if q.kind != "indirect" and q.speaker_span:
            assert not any(a < q.speaker_span[1] and q.speaker_span[0] < b for a, b in q.pieces)


@given(st.text("aB.,!?:;…—-“”\"„«»(5 '’/@", min_size=1, max_size=12))
@example("It is late..”The rest left.")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_marks_without_their_spaces_part_words_and_lose_nothing(nlp, text):
    doc = nlp.make_doc(text)
    assert doc.text == text
    assert all(token.text for token in doc)


def _apart_or_within(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[1] <= b[0] or b[1] <= a[0] or (a[0] <= b[0] and b[1] <= a[1]) or (b[0] <= a[0] and a[1] <= b[1])


def _parsed(nlp, words: list[str], tags: list[str], copies: int, heads: str) -> Doc:
    """A document with an evil parse: all words hang from one, or each from the one before."""
    count = len(words) * copies
    doc = Doc(
        nlp.vocab,
        words=words * copies,
        tags=tags * copies,
        heads=[1] * count if heads == "star" else [max(0, i - 1) for i in range(count)],
        deps=[
            "ROOT" if (heads == "star" and i == 1) or (heads == "chain" and not i) else "ccomp" for i in range(count)
        ],
    )
    mentions = [(t.idx, t.idx + len(t)) for t in doc if t.text == "Roe"]
    doc._.quoth_entities = [EntityCluster("Roe", "PERSON", mentions)] if mentions else []
    return doc


SENTENCES = {
    "quotes and cues": (["Roe", "said", "“", "yes", "”", ","], ["NNP", "VBD", "``", "UH", "''", ","]),
    "according to": (["according", "to", "Roe", ","], ["VBG", "IN", "NNP", ","]),
    "pronouns": (["he", "said", "she", "said"], ["PRP", "VBD", "PRP", "VBD"]),
    "reported clauses": (
        ["Roe", "said", "that", "Roe", "is", "late", ","],
        ["NNP", "VBD", "IN", "NNP", "VBZ", "JJ", ","],
    ),
    "quotes alone": (["“", "yes", ",", "”"], ["``", "UH", ",", "''"]),
    "participles": ([",", "saying", "“", "yes", "”"], [",", "VBG", "``", "UH", "''"]),
    "marks": (["“"], ["``"]),
}


@pytest.mark.parametrize("heads", ["star", "chain"])
@pytest.mark.parametrize("name", SENTENCES)
def test_time_grows_with_the_length_alone(nlp, name, heads):
    def seconds(copies: int) -> float:
        doc = _parsed(nlp, *SENTENCES[name], copies, heads)
        start = time.process_time()
        find_quotes(doc)
        return time.process_time() - start

    allowed = 30 * min(seconds(500) for _ in range(2)) + 0.3
    assert any(seconds(4_000) < allowed for _ in range(2))  # other processes may slow one of them


def test_a_hundred_thousand_marks_take_a_moment(nlp):
    doc = nlp.make_doc('" ' * 50_000)
    start = time.process_time()
    find_quotes(doc)
    assert time.process_time() - start < 5
