"""Cards: all words are on them and nothing else is, in any script; files that are whole or not there."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from readers.errors import SaveError
from readers.model import Annotations, Article, Document, Entity, Quote, QuoteKind
from readers.save import layout
from readers.save.sharing import measuring
from readers.save.sharing.card import WIDTH, laid_out, to_card
from readers.save.sharing.cards import drawn, save_card
from readers.save.sharing.measuring import balanced, clusters, is_rightward, runs, width, wrapped
from tests.readers.save.conftest import TEXTS, articles

WILD = settings(max_examples=80)
SVG = "{http://www.w3.org/2000/svg}"
FAMILY = "👩\u200d👩\u200d👧\u200d👦"
ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2069\u200e"))


def said(words: str, kind: QuoteKind = "direct", speaker: str = "Anna Lindqvist", sure: float = 0.9) -> tuple:
    document = Document(
        words,
        title="Lindqvist closes the old quay",
        site="The Ellery Courier",
        published=datetime(2026, 3, 1, tzinfo=UTC),
    )
    quote = Quote(0, len(words), kind, 0, confidence=sure)
    return Article(document, Annotations("test", (Entity(0, speaker, "PERSON", ()),), (quote,))), quote


def lines(svg: str) -> list[str]:
    """What stands on a card, line by line."""
    root = etree.fromstring(svg.encode())
    return ["".join(line.itertext()).translate(ISOLATES) for line in root.iter(f"{SVG}text")]


def test_words_speaker_outlet_day_and_headline_are_on_it() -> None:
    svg = to_card(*said("The harbour belongs to the people."))
    words = " ".join(lines(svg))
    assert words == (
        "“The harbour belongs to the people.” Anna Lindqvist "
        "The Ellery Courier · 2026-03-01 Lindqvist closes the old quay"
    )
    root = etree.fromstring(svg.encode())
    assert (root.get("width"), root.get("height"), root.get("role")) == ("1200", "630", "img")
    assert root.findtext(f"{SVG}title").startswith("“The harbour belongs to the people.” — Anna Lindqvist")


def test_what_is_not_said_so_is_not_drawn_so() -> None:
    reported = lines(to_card(*said("the quay would be closed", "indirect")))
    assert reported[:2] == ["the quay would be closed", "Anna Lindqvist, in reported speech"]
    assert "Likely Anna Lindqvist" in lines(to_card(*said("Not now.", sure=0.4)))


def test_light_and_dark_differ_in_colours_alone() -> None:
    light, dark = to_card(*said("Tea.")), to_card(*said("Tea."), dark=True)
    assert light != dark
    assert lines(light) == lines(dark)


def test_what_runs_from_right_to_left_begins_on_the_right() -> None:
    svg = to_card(*said("نحن لن نغادر الميناء قبل عام 2030.", speaker="أحمد السالم"))
    assert svg.count('text-anchor="end"') == svg.count("<text ")
    assert svg.count("\u2067") == len([line for line in lines(svg) if is_rightward(line)]) > 1
    assert svg.count("\u2066") == 2  # the source and the headline are English
    assert 'text-anchor="end"' not in to_card(*said("We said مرحبا to them."))


def test_where_everything_runs_from_the_left_there_are_no_marks_of_direction() -> None:
    assert not any(mark in to_card(*said("Tea.")) for mark in "\u2066\u2067\u2069\u200e")
    assert to_card(*said("We said مرحبا to them.")).count("\u2066") == 1


def test_the_more_words_the_smaller_and_at_last_the_higher_and_none_is_cut() -> None:
    heights, sizes = [], []
    for often in (1, 5, 20, 60):
        text = " ".join(f"word{number} and another one" for number in range(often))
        card = laid_out(*said(text))
        heights.append(card.height)
        sizes.append(card.rows[0].size)
        shown = " ".join(row.words for row in card.rows if row.look == "words")
        assert shown == f"“{text}”"
    assert sizes == sorted(sizes, reverse=True)
    assert heights == sorted(heights)
    assert (heights[0], sizes[0]) == (630, 64)
    assert heights[-1] > 630


@WILD
@given(articles())
def test_whatever_is_quoted_a_card_is_well_formed_and_has_every_word(article: Article) -> None:
    for quote in article.annotations.quotes if article.annotations else ():
        svg = to_card(article, quote)
        root = etree.fromstring(svg.encode())
        assert {element.tag for element in root.iter()} <= {
            f"{SVG}{tag}" for tag in ("svg", "title", "rect", "text", "tspan")
        }
        shown = "".join("".join(lines(svg)).split())
        words = "".join(layout.said(quote, layout.printable(article.document.text)).translate(ISOLATES).split())
        assert all(word in shown for word in words if word.isalnum())
        if words.isascii() and words.isprintable():
            assert words in shown


class TestLines:
    @WILD
    @given(TEXTS, st.floats(3, 40))
    def test_no_word_is_lost_and_no_line_is_longer_than_its_room(self, text: str, room: float) -> None:
        for broken in (wrapped(text, room), balanced(text, room)):
            assert "".join("".join(broken).split()) == "".join(text.split())
            assert all(width(line) <= room + 1e-6 or len(list(clusters(line))) == 1 for line in broken)
        assert len(wrapped(text, room)) == len(balanced(text, room))

    @WILD
    @given(TEXTS)
    def test_the_runs_of_a_line_are_the_line(self, text: str) -> None:
        assert "".join(run for run, _ in runs(text)) == text
        assert "".join(clusters(text)) == text

    def test_what_is_seen_as_one_character_stays_one(self) -> None:
        assert list(clusters(f"e\u0301{FAMILY}🇺🇦🇳🇴👍🏽n")) == ["e\u0301", FAMILY, "🇺🇦", "🇳🇴", "👍🏽", "n"]
        assert FAMILY in wrapped(FAMILY * 5, 3)[0]

    def test_japanese_breaks_between_characters_but_not_before_a_full_stop(self) -> None:
        broken = wrapped("港は人々のものだ。「古い岸壁」はもう一冬もたない。", 8)
        assert len(broken) > 2
        assert not any(line[0] in "。」々" or line[-1] == "「" for line in broken)

    def test_a_line_begins_where_its_first_letter_does(self) -> None:
        assert is_rightward("“12 مرحبا hello")
        assert not is_rightward("“12 hello مرحبا")
        assert not is_rightward("12.")

    def test_each_script_asks_for_its_fonts(self) -> None:
        found = {run.strip(): fonts for run, fonts in runs("Tea 港 مرحبا 😀 हम Ελλάς Ёлка")}
        assert found["Tea"] == found["Ελλάς Ёлка"] == ""
        for run, font in (("港", "Hiragino Sans"), ("مرحبا", "Noto Sans Arabic"), ("😀", "Noto Color Emoji")):
            assert font in found[run]


def pixels(png: bytes) -> list[tuple[int, int, int]]:
    from io import BytesIO

    from PIL import Image

    image = Image.open(BytesIO(png)).convert("RGB")
    assert image.width == WIDTH
    return [colour for _, colour in image.getcolors(1 << 24)]


class TestPng:
    def test_it_is_drawn_with_the_cards_colours(self) -> None:
        for dark, ground in ((False, (0xFD, 0xFC, 0xF8)), (True, (0x17, 0x19, 0x1E))):
            found = pixels(drawn(*said("Tea, and <b>cake</b> & Ёлка."), "png", dark=dark))
            assert ground in found
            assert len(found) > 20

    def test_letters_that_no_font_has_are_told_and_no_boxes_drawn(self) -> None:
        with pytest.raises(SaveError, match=r"No font of this machine has .*SVG"):
            drawn(*said("See \U00013ffa here."), "png")

    def test_without_skia_it_is_told_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "skia", None)
        with pytest.raises(SaveError, match=r"pip install 'quoth\[cards\]'.*SVG needs nothing"):
            drawn(*said("Tea."), "png")
        assert drawn(*said("Tea."), "svg")

    def test_lines_are_as_wide_as_they_are_reckoned_or_narrower(self) -> None:
        import skia

        font = skia.Font(skia.Typeface("Liberation Sans"), 100)
        if font.getTypeface().getFamilyName() != "Liberation Sans":
            pytest.skip("the fonts whose widths are known are not here")
        for text in ("The harbour belongs to the people", "“WE” (1,234.56 €)—naïve Ångström", "Ёлка и причал", "Ελλάς"):
            assert font.measureText(text) / 100 <= measuring.width(text) * 1.02


def test_a_card_is_named_like_the_article_and_written_over(tmp_path: Path) -> None:
    article, quote = said("Tea.")
    path = save_card(article, quote, b"one", tmp_path / "new", "svg")
    assert path.name.startswith("2026-03-01-lindqvist-closes-the-old-quay-")
    assert path.name.endswith("-q1.svg")
    assert save_card(article, quote, b"two", tmp_path / "new", "svg") == path
    assert path.read_bytes() == b"two"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs")
def test_a_full_disk_leaves_the_earlier_card_whole(disk_of: Callable[[str], Path]) -> None:
    disk = disk_of("16k")
    article, quote = said("Tea.")
    path = save_card(article, quote, b"one", disk, "png")
    with pytest.raises(SaveError, match="disk is full"):
        save_card(article, quote, b"x" * 100_000, disk, "png")
    assert path.read_bytes() == b"one"
    assert list(disk.iterdir()) == [path]
