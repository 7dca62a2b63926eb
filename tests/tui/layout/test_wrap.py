"""Breaking text into lines."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from readers.model import Document
from tui.layout.page import Page
from tui.layout.wrap import _UNEVEN, Table, clusters, wrap

WILD = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")),
        st.sampled_from(" \n  abcdefgh新聞記者é\u0301\u200d\ufe0f👩🏽❤שלום“”—"),
    ),
    max_size=200,
)


def lines(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, 0, len(text), width)]


@given(WILD, st.integers(2, 40))
def test_everything_but_the_white_space_at_breaks_is_shown_once_and_in_order(text: str, width: int) -> None:
    at = 0
    for start, end in wrap(text, 0, len(text), width):
        assert start >= at
        assert not text[at:start].strip(" \n")
        assert start <= end
        at = end
    assert not text[at:].strip(" \n")


@given(WILD, st.integers(4, 40))
def test_no_line_is_wider_than_it_may_be(text: str, width: int) -> None:
    widest = max((size for _, _, size in clusters(text, 0, len(text))), default=0)
    for line in lines(text, width):
        assert cell_len(line) <= max(width, widest)


@given(WILD)
def test_clusters_cover_a_text_without_gap_or_overlap(text: str) -> None:
    at = 0
    for start, end, _ in clusters(text, 0, len(text)):
        assert start == at < end
        at = end
    assert at == len(text)


@given(WILD, st.integers(8, 60), st.data())
def test_every_offset_is_on_the_line_that_the_table_says(text: str, width: int, data: st.DataObject) -> None:
    page = Page(Document(text, title="A headline"))
    table = Table(page, width)
    for paragraph in page.paragraphs:
        offset = data.draw(st.integers(paragraph.start, max(paragraph.start, paragraph.end - 1)))
        number, start, end = table.lines[table.line_of(offset)]
        assert page.paragraphs[number] == paragraph
        assert start <= offset < max(end, start + 1) or not page.text[end : offset + 1].strip()


def test_lines_break_at_the_last_space_that_fits() -> None:
    assert lines("one two three four", 9) == ["one two", "three", "four"]
    assert lines("one two  three", 7) == ["one two", "three"]


def test_a_line_that_fits_exactly_is_not_broken() -> None:
    assert lines("one two", 7) == ["one two"]


def test_a_word_that_is_too_long_is_cut() -> None:
    assert lines("abcdefghij kl", 4) == ["abcd", "efgh", "ij", "kl"]


def test_newlines_within_a_paragraph_stay() -> None:
    assert lines("one\ntwo three\n\nfour", 20) == ["one", "two three", "", "four"]


def test_wide_characters_count_two_cells_and_may_be_parted_anywhere() -> None:
    assert lines("新聞記者新聞", 8) == ["新聞記者", "新聞"]
    assert lines("ab 新聞記者", 5) == ["ab 新", "聞記", "者"]


@pytest.mark.parametrize("cluster", ["e\u0301", "👩\u200d🚀", "❤\ufe0f", "क\u094d"])
def test_what_is_drawn_as_one_is_never_parted(cluster: str) -> None:
    text = cluster * 30
    for line in lines(text, 7):
        assert line == cluster * (len(line) // len(cluster))


def test_right_to_left_text_is_wrapped_like_any_other() -> None:
    assert lines("שלום עולם טוב", 9) == ["שלום עולם", "טוב"]


def test_the_quick_way_is_taken_only_for_characters_of_one_cell() -> None:
    for code in range(0x3000):
        character = chr(code)
        if not re.match(_UNEVEN, character) and character != "\n":
            assert get_character_cell_size(character) == 1, hex(code)
