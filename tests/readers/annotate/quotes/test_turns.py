"""Turns of interviews, on invented ones: what is asked and answered without quotation marks, and by whom."""

from __future__ import annotations

import pytest

from readers.annotate.quotes.spans.labels import label_of
from readers.annotate.quotes.spans.lines import read_lines
from readers.annotate.quotes.spans.marks import find_quoted
from readers.annotate.quotes.spans.turns import find_turns

LETTERS = """“I still dream of sheep”: Helen Marsh on ten years alone

Helen Marsh kept the lighthouse at Stone Point until it was closed in May.

Q: What did you do all day?

A: I painted. I wrote letters to my sister.

She never answered one of them.

Q: Would you go back?

A: Tomorrow. My bags are packed."""

INITIALS = """The baker who walked to Rome

Karen Doyle walked for ninety days. She spoke to David Cole in Grimsby.

David Cole: You left in March. Why?

Karen Doyle: Because the oven broke. I had a week, and then I had three months.

DC: Were you never afraid?

KD: Once. A goose followed me for a day. My mother said, “Give it bread.” I said, “No.”

DC: And now?

KD: Now we bake."""

UNLABELLED = """Five minutes with Maria Ortega

The chess champion of Lisbon on losing, sleep and her brother.

You lost the first game. What happened?

I saw a queen where there was none. My hand did the rest.

Does that happen often?

Twice in my life. Both times I had slept on a train.

Your brother plays too.

He does, and he is better than I am. We do not talk about it at Christmas.

What is next?

I go to Porto in June.

Interview by Tom Hardwick. The finals begin on Friday."""

ORAL = """The night the pier burned

Anna Weller, then mayor: I was at the opera. Somebody passed me a note.

Tom Hardwick, fisherman: We saw it from the boat. I thought the sun had come up.

Weller: They told me it was a bin. I drove down in my gown.

Hardwick: We threw water on it with our hats. You do what you can."""

DASHES = """Four questions for Helen Marsh

The gardener has moved a hill.

— How does one move a hill?

— With a spoon. I had time.

— Did nobody stop you?

— My aunt. She brought another spoon.

— What do you do now?

— I am looking for a lake."""

ALONE = """A conversation on bridges

INTERVIEWER

Did you always want to build them?

MARSH

I wanted to jump off them. We all did.

My father built the one at Weir Lane.

INTERVIEWER

Is it still there?

MARSH

You crossed it this morning."""

RATINGS = """How they played

Anna Weller: Made two good saves. 7

Tom Hardwick: Lost the ball too often. 5

Helen Marsh: Ran all day and scored late. 8

David Cole: Came on after an hour. 6"""

FACTS = """What changes on Monday?

Who has to pay?

Everyone who owns a boat longer than six metres.

How much is it?

The fee is £40 a year.

Where does the money go?

To the harbour board, which will mend the pier."""

SPEECH = """“Why did nobody call us?” asked Helen Marsh.

Was it the wind?

“It was the council,” said David Cole. “I told them in May.”

Or the tide?

“I do not know,” said Anna Weller.

Nobody else would talk."""


def _turns(doc) -> list[tuple[str, str]]:
    names = doc._.quoth_entities
    return [
        (doc.text[q.start : q.end], names[q.speaker].name if q.speaker is not None else "-")
        for q in doc._.quoth_quotes
        if q.kind == "turn"
    ]


def test_question_and_answer_by_letters(nlp):
    assert _turns(nlp(LETTERS)) == [
        ("What did you do all day?", "-"),
        ("I painted. I wrote letters to my sister.\n\nShe never answered one of them.", "Helen Marsh"),
        ("Would you go back?", "-"),
        ("Tomorrow. My bags are packed.", "Helen Marsh"),
    ]


def test_an_answer_of_two_paragraphs_is_one_turn_in_two_pieces(nlp):
    doc = nlp(LETTERS)
    (answer,) = (q for q in doc._.quoth_quotes if q.kind == "turn" and len(q.pieces) > 1)
    assert [doc.text[a:b] for a, b in answer.pieces] == [
        "I painted. I wrote letters to my sister.",
        "She never answered one of them.",
    ]
    assert doc.text[slice(*answer.speaker_span)] == "A"


def test_a_turn_begins_behind_a_quotation_that_the_label_stands_in(nlp):
    text = "\nQ: “Why?\nQ: Why?”I was late.\nA: Why?"
    said = {quote.kind: [text[a:b] for a, b in quote.pieces] for quote in nlp(text)._.quoth_quotes if quote.start < 30}
    assert said == {"direct": ["Why?", "Q: Why?"], "turn": ["I was late."]}


def test_names_and_then_initials_before_the_turns(nlp):
    assert [speaker for _, speaker in _turns(nlp(INITIALS))] == ["David Cole", "Karen Doyle"] * 3


def test_a_label_is_what_the_text_calls_the_speaker_and_no_part_of_the_turn(nlp):
    doc = nlp(INITIALS)
    last = [q for q in doc._.quoth_quotes if q.kind == "turn"][-1]
    assert (doc.text[last.start : last.end], doc.text[slice(*last.speaker_span)]) == ("Now we bake.", "KD")
    assert last.confidence > 0.9


def test_what_somebody_tells_to_have_said_within_a_turn_is_theirs(nlp):
    doc = nlp(INITIALS)
    (said,) = (q for q in doc._.quoth_quotes if doc.text[q.start : q.end] == "No.")
    assert doc._.quoth_entities[said.speaker].name == "Karen Doyle"


def test_questions_and_answers_without_any_label(nlp):
    assert _turns(nlp(UNLABELLED)) == [
        ("You lost the first game. What happened?", "-"),
        ("I saw a queen where there was none. My hand did the rest.", "Maria Ortega"),
        ("Does that happen often?", "-"),
        ("Twice in my life. Both times I had slept on a train.", "Maria Ortega"),
        ("Your brother plays too.", "-"),
        ("He does, and he is better than I am. We do not talk about it at Christmas.", "Maria Ortega"),
        ("What is next?", "-"),
        ("I go to Porto in June.", "Maria Ortega"),
    ]


def test_several_who_remember(nlp):
    assert [speaker for _, speaker in _turns(nlp(ORAL))] == ["Anna Weller", "Tom Hardwick"] * 2


def test_dashes_alone(nlp):
    said = _turns(nlp(DASHES))
    assert said[:2] == [("How does one move a hill?", "-"), ("With a spoon. I had time.", "Helen Marsh")]
    assert len(said) == 6


def test_labels_on_lines_of_their_own():
    lines = read_lines(ALONE, find_quoted(ALONE))
    turns = find_turns(ALONE, lines)
    assert [(ALONE[slice(*t.label.span)], t.asks, len(t.pieces)) for t in turns] == [
        ("INTERVIEWER", True, 1),
        ("MARSH", False, 2),
        ("INTERVIEWER", True, 1),
        ("MARSH", False, 1),
    ]


@pytest.mark.parametrize(
    "text",
    [RATINGS, FACTS, SPEECH, "Karen Doyle added: “Nobody asked the residents.”", "Photo: Tom Hardwick", "", "\n?\n?\n"],
    ids=["ratings", "questions and facts", "questions in a report", "a colon", "a credit", "nothing", "signs"],
)
def test_what_is_no_interview_has_no_turns(text):
    assert find_turns(text, read_lines(text, find_quoted(text))) == []


@pytest.mark.parametrize(
    ("line", "label", "words"),
    [
        ("Q: Why?", "Q", "Why?"),
        ("Q. Why?", "Q", "Why?"),
        ("A – Because.", "A", "Because."),
        ("Q12: Why?", "Q", "Why?"),
        ("Jane Roe: Why?", "Jane Roe", "Why?"),
        ("JANE ROE, a pilot: We flew.", "JANE ROE, a pilot", "We flew."),
        ("Jane Roe [00:12:44]: We flew.", "Jane Roe", "We flew."),
        ("Reporter: Why?", "Reporter", "Why?"),
        ("María de la Cruz: Sí.", "María de la Cruz", "Sí."),
        ("A plane: it flew.", None, ""),
        ("Monday: rain", None, ""),
        ("The plan: go home.", None, ""),
        ("At 7:30 we flew.", None, ""),
    ],
)
def test_a_label(line, label, words):
    (only,) = read_lines(line, [])
    found = label_of(line, only)
    assert (found and line[slice(*found.span)]) == label
    if found is not None:
        assert line[found.words :] == words
