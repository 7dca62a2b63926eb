"""Turns of an interview in what is saved: words without quotation marks."""

from __future__ import annotations

import csv
import io

import pytest

from readers.model import Annotations, Article, Document, Entity, Quote, Span
from readers.save import ansi, contract, html, markdown, webannotation
from readers.save.datasets import tables

TEXT = "Q: Why a lift?\n\nA: Everyone tells the truth there."


@pytest.fixture
def interview() -> Article:
    answer = Quote(19, 50, "turn", 0, Span(16, 17), confidence=0.9, pieces=(Span(19, 50),))
    return Article(
        Document(TEXT, title="Anna Lindqvist goes up"),
        Annotations("test-1", (Entity(0, "Anna Lindqvist", "PERSON", (), (Span(0, 14),)),), (answer,)),
    )


def test_markdown_marks_and_lists_it(interview: Article) -> None:
    saved = markdown.to_markdown(interview)
    assert "A: Everyone tells the truth there. ^p1" in saved
    assert "### [[Anna Lindqvist]]\n\n- Everyone tells the truth there. — A (turn, 0.90)" in saved


def test_html_marks_and_lists_it(interview: Article) -> None:
    saved = html.to_html(interview)
    assert '<mark class="turn"' in saved
    assert '<li>Everyone tells the truth there. <span class="how">A · turn · 0.90</span></li>' in saved


def test_the_terminal_lists_it(interview: Article) -> None:
    assert "“Everyone" not in ansi.to_ansi(interview, colour=False)


def test_json_csv_and_web_annotations_say_what_it_is(interview: Article) -> None:
    (quote,) = contract.to_json(interview)["quotes"]
    assert (quote["kind"], quote["speaker"], quote["speaker_span"]["text"], quote["pieces"]) == (
        "turn",
        0,
        "A",
        [[19, 50]],
    )
    (row,) = csv.DictReader(io.StringIO(tables.to_csv(interview)))
    assert (row["speaker"], row["quote"], row["kind"]) == ("Anna Lindqvist", "Everyone tells the truth there.", "turn")
    assert "turn quote" in str(webannotation.to_webannotation(interview))
