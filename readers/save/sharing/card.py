"""A quote as a picture to be handed on: its words, who said them, outlet, day and headline; light or dark.

It is an SVG of our own making: text and two rectangles, nothing that runs or is loaded. All words of a quote are on
it; the more there are, the smaller they are, and at last the higher is the card. Whoever is drawn as having said
something has their words in the marks they had in the text; reported speech is called so, and a speaker who is not sure
is called likely.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from readers.model import Article, Quote
from readers.save import layout
from readers.save.books.xhtml import text
from readers.save.sharing import quotes
from readers.save.sharing.measuring import FONTS, balanced, has_rightward, is_rightward, runs, wrapped

WIDTH, _LEAST_HEIGHT = 1200, 630
"""Of a card, in pixels; the proportions that networks show whole."""

_EDGE, _BAR, _GAP = 90, 10, 44
_SIZES = (64, 56, 50, 44, 38, 34)
_LINE, _TAKEN = 1.34, 300
"""Of a line's height, in units of the font's size; and the height that speaker and source leave to the words."""

_UNDER = 0.34
"""Of a line, what is under its letters, in units of the font's size."""

_BOLD = 1.12
"""How much wider bold letters are."""

_FROM_THE_LEFT = "\N{LEFT-TO-RIGHT MARK}"
"""Before a day, or its numbers would change places among words that run from right to left."""

UNSURE_BELOW = 0.6
"""A speaker of less confidence is called likely."""


class Colours(NamedTuple):
    """Those of a card."""

    ground: str
    words: str
    quiet: str
    accent: str


LIGHT = Colours("#fdfcf8", "#1c1c1e", "#62615c", "#a8431f")
DARK = Colours("#17191e", "#ecebe7", "#a5a49e", "#e9a35e")


class Row(NamedTuple):
    """A line of a card.

    Attributes:
        words: what it says.
        size: of its letters, in pixels.
        look: ``words``, ``speaker`` or ``quiet``.
        above: the space above it, in pixels.
        base: where its letters stand, in pixels from the top of the card.
    """

    words: str
    size: int
    look: str
    above: int = 0
    base: float = 0.0


class Card(NamedTuple):
    """A card as it is to be drawn.

    Attributes:
        told: what is on it, in words.
        colours: its colours.
        height: in pixels; it is `WIDTH` wide.
        rightward: whether its lines begin on the right.
        bar: the stroke beside them: left, top, width, height.
        rows: its lines.
    """

    told: str
    colours: Colours
    height: int
    rightward: bool
    bar: tuple[float, float, float, float]
    rows: tuple[Row, ...]

    @property
    def edge(self) -> int:
        """Where lines begin, in pixels from the left."""
        return WIDTH - _EDGE - _GAP if self.rightward else _EDGE + _GAP


def laid_out(article: Article, quote: Quote, *, dark: bool = False) -> Card:
    """A card, with every line in its place.

    Args:
        article: whose.
        quote: one of its quotes.
        dark: light letters on a dark ground.
    """
    rows = list(_rows(article, quote))
    tall = sum(row.above + row.size * _LINE for row in rows)
    height = max(_LEAST_HEIGHT, round(tall + 2 * _EDGE))
    rightward = is_rightward(quotes.words(article, quote))
    top = (height - tall) / 2
    bar = (WIDTH - _EDGE if rightward else _EDGE - _BAR, top, _BAR, tall)
    placed = []
    for row in rows:
        top += row.above + row.size * _LINE
        placed.append(row._replace(base=top - row.size * _UNDER))
    told = " ".join(quotes.shared(article, quote, "text").split())
    return Card(told, DARK if dark else LIGHT, height, rightward, bar, tuple(placed))


def to_card(article: Article, quote: Quote, *, dark: bool = False) -> str:
    """A quote as an SVG; see `laid_out`."""
    card = laid_out(article, quote, dark=dark)
    left, top, wide, tall = card.bar
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{card.height}" '
        f'viewBox="0 0 {WIDTH} {card.height}" role="img" font-family="{FONTS}">',
        f"<title>{text(card.told)}</title>",
        f'<rect width="{WIDTH}" height="{card.height}" fill="{card.colours.ground}"/>',
        f'<rect x="{left}" y="{top:.0f}" width="{wide}" height="{tall:.0f}" rx="5" fill="{card.colours.accent}"/>',
        *(_line(row, card) for row in card.rows),
    ]
    return "\n".join((*parts, "</svg>", ""))


def _rows(article: Article, quote: Quote) -> Iterator[Row]:
    size, lines = _fitting(quotes.words(article, quote))
    yield from (Row(line, size, "words") for line in lines)
    for number, line in enumerate(_lines(_speaker(article, quote), 32, _BOLD)):
        yield Row(line, 32, "speaker", 0 if number else 34)
    article = layout.printable_article(article)
    day = quotes.day(article)
    outlet = layout.outlet(article)
    mark = _FROM_THE_LEFT if has_rightward(outlet) else ""
    source = " · ".join(filter(None, (outlet, f"{mark}{day}" if day else "")))
    headline = layout.headline(article) if article.document.title or article.row else ""
    below = chain.from_iterable(_lines(one, 26, 1.0) for one in (source, headline))
    for number, line in enumerate(below):
        yield Row(line, 26, "quiet", 0 if number else 12)


def _fitting(words: str) -> tuple[int, list[str]]:
    """The largest letters with which the words have room, and their lines; the smallest, if none has."""
    for size in _SIZES:
        lines = _lines(words, size, 1.0)
        if len(lines) * size * _LINE <= _LEAST_HEIGHT - _TAKEN:
            break
    return size, balanced(words, _room(size))


def _lines(words: str, size: int, wider: float) -> list[str]:
    return wrapped(words, _room(size * wider)) if words else []


def _room(size: float) -> float:
    return (WIDTH - 2 * _EDGE - _GAP) / size


def _speaker(article: Article, quote: Quote) -> str:
    speaker = layout.speaker(article, quote)
    if not speaker:
        return "" if quote.verbatim else "In reported speech"
    if quote.confidence < UNSURE_BELOW:
        speaker = f"Likely {speaker}"
    return speaker if quote.verbatim else f"{speaker}, in reported speech"


def _line(row: Row, card: Card) -> str:
    """A line of text; each script of it asks for the fonts that have it."""
    colours = card.colours
    looks = {
        "words": f'fill="{colours.words}"',
        "speaker": f'fill="{colours.accent}" font-weight="bold"',
        "quiet": f'fill="{colours.quiet}"',
    }
    place = f'x="{card.edge}" text-anchor="{"end" if card.rightward else "start"}"'
    words = isolated(row.words, "".join(_span(run, fonts) for run, fonts in runs(row.words)), card)
    return f'<text {place} y="{row.base:.1f}" font-size="{row.size}" {looks[row.look]}>{words}</text>'


def isolated(line: str, written: str, card: Card) -> str:
    """A line as it is written down, between marks that have it run in its own direction and no further.

    Where everything runs from the left there are none: programs that know no such marks draw boxes for them.
    """
    if not card.rightward and not has_rightward(line):
        return written
    mark = "\N{RIGHT-TO-LEFT ISOLATE}" if is_rightward(line) else "\N{LEFT-TO-RIGHT ISOLATE}"
    return f"{mark}{written}\N{POP DIRECTIONAL ISOLATE}"


def _span(run: str, fonts: str) -> str:
    return f'<tspan font-family="{fonts}">{text(run)}</tspan>' if fonts else text(run)
