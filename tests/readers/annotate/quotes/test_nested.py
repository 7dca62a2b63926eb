"""One quotation in another has a speaker of its own, in whatever marks; words that only bear marks are none."""

from __future__ import annotations

import pytest


def _nested(doc) -> list[tuple[str, str, str]]:
    """What is quoted within a quote: the words, the entity and what the text calls it."""
    marked = [q for q in doc._.quoth_quotes if q.kind in ("direct", "fragment")]
    return [
        (
            doc.text[q.start : q.end],
            "-" if q.speaker is None else doc._.quoth_entities[q.speaker].name,
            "" if q.speaker_span is None else doc.text[slice(*q.speaker_span)],
        )
        for q in marked
        if any(o is not q and o.start <= q.start and q.end <= o.end for o in marked)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "“I said, ‘Go home.’ And they went,” Karen Doyle said.",
        "\"I said, 'Go home.' And they went,\" Karen Doyle said.",
        "‘I said, “Go home.” And they went,’ Karen Doyle said.",
        "'I said, \"Go home.\" And they went,' Karen Doyle said.",
        "«I said, “Go home.” And they went,» Karen Doyle said.",
        "Karen Doyle said: “I said, ‘Go home.’”",
    ],
)
def test_in_any_marks_and_by_whoever_says_i(nlp, text):
    assert _nested(nlp(text)) == [("Go home.", "Karen Doyle", "I")]


def test_by_a_name_within(nlp):
    doc = nlp("“Tom Hardwick told me, ‘The pier is yours.’ I cried,” said Helen Marsh.")
    assert _nested(doc) == [("The pier is yours.", "Tom Hardwick", "Tom Hardwick")]


def test_by_a_pronoun_for_somebody_named_before(nlp):
    doc = nlp("Tom Hardwick left early. “He said, ‘The pier is yours.’ I cried,” said Helen Marsh.")
    assert _nested(doc) == [("The pier is yours.", "Tom Hardwick", "He")]


def test_somebody_without_a_name_is_nobody_else(nlp):
    doc = nlp("Tom Hardwick left early. “My uncle said, ‘The pier is yours.’ I cried,” said Helen Marsh.")
    assert _nested(doc) == [("The pier is yours.", "-", "My uncle")]


def test_what_people_say_in_speech_for_saying(nlp):
    assert _nested(nlp("“And Anna goes, ‘Is it hot?’ It was,” said Helen Marsh."))[0][0] == "Is it hot?"
    assert _nested(nlp("“She was like, ‘Is it hot?’ It was,” said Helen Marsh."))[0][0] == "Is it hot?"


@pytest.mark.parametrize(
    "text",
    [
        "“People hear ‘beaver’ and think of dams,” said Helen Marsh.",
        "“He does not say ‘hurry,’” said Helen Marsh.",
        "“I learned to say ‘good morning’ in nine languages,” said Helen Marsh.",
        "“If the answer is ‘the price of the wood,’ we pay it,” said Helen Marsh.",
        "“It’s the owners’ turn, and the players’ day,” said Helen Marsh.",
        "“Tell the ‘ship or sink’ people that we sail,” said Helen Marsh.",
    ],
)
def test_words_that_only_bear_marks(nlp, text):
    assert _nested(nlp(text)) == []


def test_the_outer_quotation_stays_whole(nlp):
    doc = nlp("“I said, ‘Go home.’ And they went,” Karen Doyle said.")
    outer = next(q for q in doc._.quoth_quotes if q.kind == "direct")
    assert doc.text[outer.start : outer.end] == "I said, ‘Go home.’ And they went,"
    assert doc._.quoth_entities[outer.speaker].name == "Karen Doyle"
