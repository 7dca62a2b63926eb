"""Who speaks where no verb says so: colons, lead-ins, signatures, topics, headlines; and marks around mere words."""

from __future__ import annotations

import pytest


def _said(doc) -> list[tuple[str, str]]:
    return [
        (
            doc.text[q.start : q.end],
            "-" if q.speaker is None else doc._.quoth_entities[q.speaker].name,
        )
        for q in doc._.quoth_quotes
        if q.kind in ("direct", "fragment")
    ]


WORDS = "She knows the sector better than any of us"


@pytest.mark.parametrize(
    "text",
    [
        f"And from Chairwoman Helen Marsh:\n\n“{WORDS}”",
        f"From the desk of Helen Marsh, head of research.\n\n“{WORDS}”",
        f"“{WORDS}.” -Commissioner Helen Marsh",
        f"“{WORDS}.” – Helen Marsh, a pilot",
        f"Helen Marsh, head of research: “{WORDS}.”",
        f"• Helen Marsh: “{WORDS}.”",
        f"The vote was close. Helen Marsh, ten feet away: “{WORDS}.”",
    ],
)
def test_a_name_beside_a_quotation(nlp, text):
    ((words, speaker),) = _said(nlp(text))
    assert words.startswith(WORDS)
    assert speaker == "Helen Marsh"


def test_a_list_of_who_says_what(nlp):
    doc = nlp("What they say\n\n• Helen Marsh: “It will rain.”\n\n• Tom Hardwick, fisherman: “No. It never does.”")
    assert _said(doc) == [("It will rain.", "Helen Marsh"), ("No. It never does.", "Tom Hardwick")]


def test_somebody_without_a_name_before_a_colon(nlp):
    doc = nlp("Helen Marsh laughed.\n\nA woman in waders: “The river is free.”")
    (quote,) = (q for q in doc._.quoth_quotes if q.kind == "direct")
    assert doc.text[slice(*quote.speaker_span)] == "A woman"


def test_topics_that_a_speaker_comes_to(nlp):
    doc = nlp("Helen Marsh answered three questions.\n\nOn sleep: “Tie your arms.”\n\nOn fear: “It comes after it.”")
    assert [speaker for _, speaker in _said(doc)] == ["Helen Marsh", "Helen Marsh"]


def test_a_headline_quotes_whoever_says_it_below(nlp):
    doc = nlp(
        "A creek that ‘everyone had given up on’\n\n“Everyone had given up on it by then,” said Helen Marsh. "
        "“But everyone had given up on us, too.”"
    )
    (first, *_) = _said(doc)
    assert first == ("everyone had given up on", "Helen Marsh")


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("‘I never saw the wave’: skipper tells inquiry of night at sea", "I never saw the wave"),
        (
            "Harbour fury: ‘They told us to keep the boats in the garden’",
            "They told us to keep the boats in the garden",
        ),
        ("‘It came out of the fog, then it was gone, then I was wet’", "It came out of the fog, then it was gone"),
    ],
)
def test_a_heading_cries_in_other_words_than_the_article(nlp, heading, words):
    doc = nlp(
        f"{heading}\n\nHelen Marsh told the inquiry on Monday that the sea had been flat. “I was at the wheel,” said "
        "Marsh. “There was no warning,” she added."
    )
    assert [found for found, _ in _said(doc) if found.startswith(words)]


def test_a_title_as_heading_is_nobody_s_word(nlp):
    doc = nlp("‘The Lilac Harbour’: a novel of the sea\n\nHelen Marsh has written it in two years.")
    assert _said(doc) == []


def test_a_short_sentence_alone_on_its_line_is_said(nlp):
    doc = nlp(
        "‘My mother chose the colour. She had an eye,’ said Helen Marsh.\n\n‘The drawer was hers too.’\n\nRivals grin."
    )
    assert ("The drawer was hers too.", "Helen Marsh") in _said(doc)


def test_few_words_are_an_answer_too(nlp):
    doc = nlp("“It is ready,” said Helen Marsh.\n\n“Is it?”\n\nThe rest went home.")
    assert [words for words, _ in _said(doc)] == ["It is ready,", "Is it?"]


def test_few_words_after_a_colon_are_said_but_none_that_are_a_title(nlp):
    doc = nlp("A letter from the Eide Nurses Union was blunter: “Nobody came.” Its first part is titled: “Who came?”")
    assert [words for words, _ in _said(doc)] == ["Nobody came."]


@pytest.mark.parametrize(
    "text",
    [
        "By Monday a banner hung over the bed: “TOO SOFT TO SLEEP IN.”",
        "The letters were in a tin marked “buttons.”",
        "The headline in the paper was plain: “Port reopens.”",
        "The club has a motto: “Never walk alone.”",
        "Re “Time to Ban the Leaf Blower?” (Aug. 30): Helen Marsh forgets the birds.",
        "Tom Hardwick (“the Bull”, as he is known) blew his nose.",
        "The deal nearly failed over the word “forever.”",
        "The film “Harbour Nights” (BBC One) was shown on Friday.",
        "“Lilac Town” season 3 begins on Friday.",
        "Helen “Nell” de Groot was second, the club said on Friday.",
    ],
)
def test_marks_around_mere_words(nlp, text):
    assert _said(nlp(text)) == []
