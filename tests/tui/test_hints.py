"""Letters over the links on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from readers.model import Article, Link
from tests.tui import fiction
from tests.tui.conftest import SIZES
from tui.layout.hints import labels, over

if TYPE_CHECKING:
    from tests.tui.fake import FakeNewsroom

WORDS = "One pier, two piers, three piers and a lighthouse stand in the water of the bay. "


def linked(text: str, words: list[str], address: str = "https://bay.example/{}") -> Article:
    """An article in which some words are links."""
    links, at = [], 0
    for number, word in enumerate(words):
        at = text.index(word, at)
        links.append(Link(at, at + len(word), address.format(number)))
        at += len(word)
    return Article(fiction.document(text, "Of piers", links=tuple(links)))


@pytest.fixture
def opened(reader, newsroom: FakeNewsroom, monkeypatch):
    """Something that opens an article, and the addresses that the browser was given."""
    newsroom.sources["piers"] = linked(WORDS, ["pier", "piers", "lighthouse"])
    addresses: list[str] = []
    monkeypatch.setattr("tui.app.QuothApp.open_url", lambda _, url: addresses.append(url))
    return addresses


def underlined(app) -> list[str]:
    """The pieces of the article that are underlined."""
    strips = app.app.screen._compositor.render_strips()
    pieces = [segment for strip in strips for segment in strip if segment.style and segment.style.underline]
    return [piece.text for piece in pieces if piece.text.islower()]


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
async def test_typing_the_letter_over_a_link_opens_it(reader, opened, size) -> None:
    async with reader(size, opening=["piers"]) as app:
        await app.press(";")
        assert "One aier, two siers, three piers and a dighthouse" in app.text
        assert underlined(app) == ["ier", "iers", "ighthouse"]
        assert app.status == "type the letters of a link to open it · Esc leaves"
        await app.press("d")
        assert opened == ["https://bay.example/2"]
        assert app.status == "opened https://bay.example/2"
        assert "and a lighthouse" in app.text
        assert underlined(app) == []


@pytest.mark.parametrize("key", ["escape", "q", ";", "down"])
async def test_a_key_that_is_no_letter_of_a_link_takes_the_letters_away_and_does_nothing_else(
    reader, opened, key: str
) -> None:
    async with reader(opening=["piers"]) as app:
        await app.press(";", key)
        assert "One pier, two piers" in app.text
        assert app.screen.pane == "article"
        assert opened == []
        await app.press("tab")
        assert app.screen.pane == "panel"


async def test_more_links_than_letters_have_two_each(reader, newsroom, opened) -> None:
    newsroom.sources["piers"] = linked(WORDS * 20, ["pier"] * 40)
    async with reader(SIZES["large"], opening=["piers"]) as app:
        await app.press(";")
        assert list(app.screen.view.reading.hints)[:2] == ["aa", "as"]
        await app.press("s")
        assert set(app.screen.view.reading.hints) == set("asdfghjklqwert")
        await app.press("d")
        assert opened == ["https://bay.example/28"]


async def test_letters_stay_over_their_links_when_the_lines_are_others(reader, newsroom, opened) -> None:
    newsroom.sources["piers"] = linked(WORDS * 3, ["pier", "lighthouse", "lighthouse", "lighthouse"])
    async with reader(SIZES["medium"], opening=["piers"]) as app:
        await app.press(";")
        await app.pilot.resize_terminal(50, 30)
        await app.settle()
        assert " ".join(app.text.split()).count("ighthouse") == 3
        assert " ".join(app.text.split()).count("lighthouse") == 0
        await app.press("f")
        assert opened == ["https://bay.example/3"]


async def test_only_links_on_the_screen_have_letters(reader, newsroom, opened) -> None:
    newsroom.sources["piers"] = linked(WORDS * 100, ["lighthouse"] * 100)
    async with reader(SIZES["small"], opening=["piers"]) as app:
        await app.press("G", ";")
        first, end = app.screen.view.stretch
        assert all(first <= mark.start < end for mark in app.screen.view.reading.hints.values())
        assert len(app.screen.view.reading.hints) < 30
        await app.press("a", "a")
        assert opened[0] != "https://bay.example/0"


async def test_only_addresses_of_the_web_have_letters(reader, newsroom, opened) -> None:
    newsroom.sources["piers"] = linked(WORDS, ["pier"], "file:///etc/{}")
    async with reader(opening=["piers"]) as app:
        await app.press(";")
        assert app.status == "no links on the screen"


async def test_a_click_elsewhere_takes_the_letters_away(reader, opened) -> None:
    async with reader(opening=["piers"]) as app:
        await app.press(";")
        await app.pilot.click(app.screen.panel.list)
        await app.settle()
        assert not app.screen.view.hinting


@given(st.integers(0, 600))
def test_no_label_begins_another(count: int) -> None:
    found = labels(count)
    assert len(set(found)) == count
    assert len({len(label) for label in found}) <= 1


@given(
    text=st.text("ab 漢😀é", min_size=6, max_size=30),
    cells=st.lists(st.integers(0, 60), max_size=3).map(sorted),
    label=st.sampled_from(["a", "as"]),
)
def test_labels_are_seen_whole_and_the_line_keeps_its_width(text: str, cells: list[int], label: str) -> None:
    strip = Strip([Segment(text)])
    width = strip.cell_length
    found = over(strip, [(min(cell, width - 1), label) for cell in cells], Style(bold=True))
    assert found.cell_length == width
    assert [s.text for s in found if s.style and s.style.bold] == [label] * len(cells)
