"""Composing what is shown of a document."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from readers.model import Block, Document, Span
from tests.tui import fiction
from tui.layout.marks import Marks
from tui.layout.page import Page, byline
from tui.layout.paragraphs import _UNSAFE, safe


def test_headline_and_byline_come_before_the_text() -> None:
    page = Page(fiction.harbour())
    kinds = [paragraph.kind for paragraph in page.paragraphs]
    assert kinds[:4] == ["title", "byline", "standfirst", "paragraph"]
    first, second = page.paragraphs[:2]
    assert page.text[first.start : first.end] == fiction.harbour().title
    assert page.text[second.start : second.end] == (
        "Bay Courier · Mina Castle, Theo Brook · 14\u00a0Mar\u00a02026, 10:00 · 2\u00a0min"
    )


def test_spans_of_text_and_headline_are_shifted_to_where_they_are_shown() -> None:
    document = fiction.harbour()
    page = Page(document)
    marks = Marks(page, document, fiction.annotated(document))
    for mark in marks.mentions:
        assert marks.entities[mark.number].name.split()[-1] in page.text[mark.start : mark.end] or (
            page.text[mark.start : mark.end] == "Corvane"
        )
    assert page.text[slice(*page.in_title(Span(0, 13)))] == "Saltmarsh Bay"


@given(st.text(max_size=80), st.text(min_size=1, max_size=300), st.data())
def test_offsets_come_back_as_they_went(title: str, text: str, data: st.DataObject) -> None:
    page = Page(Document(text, title=title))
    offset = data.draw(st.integers(0, len(text) - 1))
    start, end = page.in_text(Span(offset, offset + 1))
    assert page.to_document(start) == offset
    assert page.text[start:end] == safe(text)[offset]
    assert page.to_document(page.from_document(offset)) == offset


@given(st.text(st.sampled_from("ab \n"), max_size=60))
def test_text_without_blocks_is_a_paragraph_a_line(text: str) -> None:
    page = Page(Document(text))
    shown = [page.text[paragraph.start : paragraph.end] for paragraph in page.paragraphs]
    assert shown == [line for line in text.split("\n") if line.strip()]


def test_text_between_blocks_is_not_lost() -> None:
    page = Page(Document("one\n\ntwo\n\nthree", blocks=(Block("heading", 0, 3, 2), Block("paragraph", 10, 15))))
    assert [page.text[paragraph.start : paragraph.end] for paragraph in page.paragraphs] == ["one", "two", "three"]


def test_items_of_a_list_stand_together_under_their_bullets() -> None:
    items = [paragraph for paragraph in Page(fiction.harbour()).paragraphs if paragraph.kind == "list_item"]
    assert [item.gap for item in items] == [1, 0, 0]
    assert {item.first for item in items} == {"• "}
    assert {item.rest for item in items} == {"  "}


def test_what_steers_a_terminal_is_replaced_by_something_visible_of_the_same_length() -> None:
    assert safe("a\x1b[31mb\u202ec\x9bd\te\ud800") == "a\ufffd[31mb\ufffdc\ufffdd e\ufffd"


def test_no_character_that_is_unsafe_counts_as_printable() -> None:
    """A string of printable ones is taken as it is."""
    everything = "".join(map(chr, range(0x110000)))
    unsafe = re.findall(_UNSAFE, everything)
    assert len(unsafe) > 2048
    assert not [hex(ord(character)) for character in unsafe if character.isprintable()]


def test_an_outlet_that_signs_its_article_is_named_once() -> None:
    document = Document(
        "The pier is open.", title="The pier", site="Bay Courier", authors=("bay courier", "Mina Castle")
    )
    assert byline(document) == "Bay Courier · Mina Castle"
