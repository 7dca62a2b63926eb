"""Who a description or a pronoun means, by what the article tells of everybody, on invented news."""

from __future__ import annotations

import pytest

from readers.annotate.quotes.component import read
from readers.annotate.quotes.speakers.clues import Clues
from readers.annotate.quotes.speakers.ranker import LEAST

HARBOUR = (
    "Council votes to close the harbour\n\n"
    "Councillors voted on Monday to close the harbour at Wexmouth. Ivan Petrovic, 43, a Croatian boatbuilder, spoke "
    "against the plan. Margaret Ellery, the mayor, spoke for it.\n\n"
)
CASES = {
    "he": ("Margaret Ellery met Ivan Petrovic on Friday.\n\n“It went well,” he said.", "Ivan Petrovic"),
    "she": ("Ivan Petrovic met Margaret Ellery on Friday.\n\n“It went well,” she said.", "Margaret Ellery"),
    "nobody who gives a name": (
        "Margaret Ellery, the mayor, opened the pier.\n\n“It was cold,” said a woman who would not give her name.",
        None,
    ),
    "an age": (HARBOUR + "“I have nowhere to go,” the 43-year-old said.", "Ivan Petrovic"),
    "a trade": (HARBOUR + "“My boats are here,” said the boatbuilder.", "Ivan Petrovic"),
    "an office": (HARBOUR + "“There is no money left,” the mayor said.", "Margaret Ellery"),
    "a nationality": (HARBOUR + "“My boats are here,” the Croatian said.", "Ivan Petrovic"),
    "a word for many offices": (
        "Senator Paula Whitcombe met farmers in Dunmore on Friday. Her brother Simon Whitcombe drove the car.\n\n"
        "“I came to listen,” the lawmaker told them.",
        "Paula Whitcombe",
    ),
    "a ministry": (
        "The Ministry of Fisheries said on Tuesday that the ban would stay. Boat owners had asked for a year more.\n\n"
        "“The stocks have not recovered,” the ministry said in a statement.",
        "Ministry of Fisheries",
    ),
    "an organisation as it": (
        "Halden Bank said on Tuesday that it would shut 12 branches.\n\n"
        "“Most of our customers are online,” it said in a statement.",
        "Halden Bank",
    ),
    "a town's people": (
        "Rain stopped the final at Dunmore on Friday. Owen Tarrant, from Leith, was 40 not out.\n\n"
        "“I like to be wet,” the Leith man said.",
        "Owen Tarrant",
    ),
    "somebody who wants no name": (
        HARBOUR + "“They never asked us,” said the clerk at the harbour office, who asked not to be named.",
        None,
    ),
    "nobody who is named": (HARBOUR + "“I only sell ice cream,” a shopkeeper said.", None),
    "nobody who wants to be": (HARBOUR + "“I only sell ice cream,” said a shopkeeper who would not give a name.", None),
    "a man whom nobody names": (HARBOUR + "“I only sell ice cream,” one man said.", None),
}


@pytest.mark.parametrize(("text", "speaker"), CASES.values(), ids=CASES)
def test_finds_who_speaks_by(text: str, speaker: str | None, nlp):
    doc = nlp(text)
    quote = next(q for q in reversed(doc._.quoth_quotes) if q.kind == "direct")
    assert (None if quote.speaker is None else doc._.quoth_entities[quote.speaker].name) == speaker


def test_tells_of_everybody_what_the_article_does(nlp):
    with nlp.select_pipes(disable=["quoth_quotes"]):
        doc = nlp(HARBOUR + "“No,” the 43-year-old said.")
    scene, asked = read(doc)
    told = dict(zip((cluster.name for cluster in scene.words.clusters), scene.told, strict=True))
    assert told["Ivan Petrovic"].ages == {"43"}
    assert "boatbuilder" in told["Ivan Petrovic"].heads
    assert "mayor" in told["Margaret Ellery"].heads
    descriptions = [case.description for _, case in asked if case.description is not None]
    assert "43" in {each.age for each in descriptions}


@pytest.mark.parametrize("stranger", ["a woman", "one resident", "another passenger", "a second person on the pier"])
def test_names_nobody_for_a_stranger_who_is_brought_in(nlp, stranger):
    doc = nlp(HARBOUR + f"“I only sell ice cream,” {stranger} said.")
    assert [quote.speaker for quote in doc._.quoth_quotes] == [None]


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("Petrovic spoke again. “He was always a fool,” his grandfather said.", None),
        ("Ellery would not come. “She has a cold,” her lawyer said.", None),
        ("“She is ill,” Ellery’s doctor said.", None),
        ("“He was a fine man,” said a friend of Mr Petrovic.", None),
        ("“Nothing frozen speaks,” the former student of Petrovic’s replied.", None),
        ("“She is right,” Ellery’s spokesman said.", "Margaret Ellery"),
        ("Ellery did not answer. “She is right,” her spokesman said.", "Margaret Ellery"),
        ("Petrovic’s lawyer, Ann Roe, was there. “He is innocent,” his lawyer said.", "Ann Roe"),
    ],
)
def test_takes_nobody_for_their_own_lawyer_but_a_spokesman_for_whom_he_speaks_for(nlp, words, speaker):
    doc = nlp(HARBOUR + words)
    (quote,) = doc._.quoth_quotes
    assert (quote.speaker if quote.speaker is None else doc._.quoth_entities[quote.speaker].name) == speaker


def test_knows_a_stranger_who_is_named_with_the_description(nlp):
    doc = nlp(HARBOUR + "“I only sell ice cream,” said a woman from Eastmarch, Olga Brandt.")
    (quote,) = doc._.quoth_quotes
    assert doc._.quoth_entities[quote.speaker].name == "Olga Brandt"


def test_names_nobody_below_half(nlp):
    texts = [text for text, _ in CASES.values()]
    for doc in nlp.pipe(texts):
        for quote in doc._.quoth_quotes:
            assert (quote.speaker is None) == (quote.confidence == 0.0)
            assert quote.speaker is None or LEAST <= quote.confidence <= 1.0


def test_knows_who_is_to_stay_without_a_name_and_who_was_asked(nlp):
    scene, asked = _read(
        nlp,
        "Helen Marsh met Tom Hardwick. “Is it safe?” Marsh asked Hardwick.\n\n“It is.”\n\nThe office closed early.\n\n"
        "“We were told nothing,” said a clerk, who asked not to be named.",
    )
    cases = [case for quote, case in asked if quote is not None]
    clues = Clues(scene, cases)
    first, second, last = cases
    marsh, hardwick = (
        next(n for n, each in enumerate(scene.words.clusters) if each.name == name)
        for name in ("Helen Marsh", "Tom Hardwick")
    )
    history = [(marsh, first.line, first.sentence)]
    assert clues.of(second, hardwick, history)["was asked last"] == 1.0
    assert clues.of(second, marsh, history)["asked last"] == 1.0
    assert clues.nameless(last)
    assert not clues.nameless(first)


def _read(nlp, text):
    with nlp.select_pipes(disable=["quoth_quotes"]):
        return read(nlp(text))
