"""Making the strip of one line: margin, quote bar, prefix, text in runs, and who speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.layout.marks import DIRECT, QUOTE, SPEECH, TURN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tui.layout.paragraphs import Paragraph
    from tui.layout.runs import Run

GUTTER = 2
"""Cells between the left margin and the text, where the bar beside quotes stands."""

_LEAST_LABEL = 12

_NAME, _SHORT_NAME = 30, 20
"""Cells to the right of the text that hold nearly every name, and most."""

_SHORTEST = 66
"""Cells of a line that is not made shorter for the sake of names: what is said to be read best."""


class Measure(NamedTuple):
    """How a line is set.

    Attributes:
        left: cells of empty margin.
        text: cells of the text column, without gutter.
        whole: cells of the whole line.
    """

    left: int
    text: int
    whole: int

    @property
    def label(self) -> int:
        """Cells free to the right of the text for the speaker's name; 0 if there are too few."""
        room = self.whole - self.left - GUTTER - self.text - 3
        return room if room >= _LEAST_LABEL else 0


def measure(whole: int, widest: int) -> Measure:
    """Set the text in the middle of ``whole``, or further left to make room for names.

    It takes ``widest`` cells at most, and somewhat less where only then the speakers have room beside their quotes.
    """
    text = max(8, min(widest, whole - GUTTER - 1))
    beside = whole - GUTTER - 1 - _SHORT_NAME
    if text > beside >= _SHORTEST:
        text = beside
    spare = whole - text - GUTTER
    left = min(spare // 2, max(0, spare - _NAME)) if spare > _SHORT_NAME else spare // 2
    return Measure(max(0, left), text, whole)


def paint(
    text: str,
    paragraph: Paragraph,
    number: int,
    runs: Sequence[Run],
    *,
    setting: Measure,
    look: Callable[[str, int], Style],
    label: str = "",
    sign: str = "",
) -> Strip:
    """The strip of a line.

    Args:
        text: the page's text.
        paragraph: the paragraph the line belongs to.
        number: that paragraph's number.
        runs: what the line shows, in order and without gaps.
        setting: margins and widths in cells.
        look: the style of a paragraph's kind and a run's bits.
        label: who speaks, shown at the right margin if there is room.
        sign: one cell to show at the left margin, or close to the text if there is none.
    """
    plain = look("", 0)
    start = runs[0].start if runs else paragraph.start
    prefix = paragraph.first if start == paragraph.start else paragraph.rest
    segments = [Segment(" " * setting.left, plain), _bar(runs, look), Segment(" ", plain)]
    if sign and setting.left > 1:
        segments[:1] = [Segment(" " * (setting.left - 2), plain), Segment(f"{sign} ", look("sign", 0))]
    elif sign:
        segments[-1] = Segment(sign, look("sign", 0))
    used = setting.left + GUTTER
    if prefix:
        prefix = prefix if runs else _cut(prefix, setting.text)  # of a picture, all words are prefix
        segments.append(Segment(prefix, look("prefix" if runs else paragraph.kind, 0)))
        used += cell_len(prefix)
    for run in runs:
        piece = text[run.start : run.end].replace("\n", " ")
        # Where the piece is in the document, for the selection: its paragraph and the place therein.
        meta = Style.from_meta({"offset": (run.start - paragraph.start, number)})
        segments.append(Segment(piece, look(paragraph.kind, run.bits) + meta))
        used += cell_len(piece)
    if label and setting.label:
        segments.append(Segment(" " * (setting.left + GUTTER + setting.text + 2 - used), plain))
        shown = _cut(label, setting.label)
        segments.append(Segment(shown, look("label", 0)))
        used = setting.left + GUTTER + setting.text + 2 + cell_len(shown)
    if used < setting.whole:
        segments.append(Segment(" " * (setting.whole - used), plain))
    return Strip(segments, max(used, setting.whole))


def _cut(words: str, width: int) -> str:
    """Words that take so many cells at most."""
    return words if cell_len(words) <= width else set_cell_size(words, width - 1) + "…"


def _bar(runs: Iterable[Run], look: Callable[[str, int], Style]) -> Segment:
    """What stands at the left of a line with speech in it: a line, broken where nothing is quoted word for word."""
    bits = 0
    for run in runs:
        bits |= run.bits
    if bits & QUOTE and bits & SPEECH:
        return Segment("▌", look("bar-strong", 0))
    if bits & (DIRECT | TURN):
        return Segment("▏", look("bar", 0))
    return Segment("┊", look("bar", 0)) if bits & QUOTE else Segment(" ", look("", 0))
