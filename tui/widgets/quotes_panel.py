"""What was said in an article, by speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tui.layout.marks import UNSURE_BELOW
from tui.layout.wrap import wrap
from tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from textual import events

    from tui.layout.marks import Marks

_MOST_LINES, _LEAST_WIDTH = 3, 12

_MARKS = {"direct": ("“", "”"), "fragment": ("“", "”"), "indirect": ("", ""), "turn": ("", "")}


class Said(msgspec.Struct, frozen=True):
    """A row of the panel: a speaker, a line of one of their quotes, or nothing.

    Attributes:
        speaker: whose quotes follow; empty on other rows.
        quote: on a quote's first row its index in the annotations, otherwise -1.
        words: what the row shows of the quote.
        sure: whether the speaker is likely enough.
    """

    speaker: str = ""
    quote: int = -1
    words: str = ""
    sure: bool = True


def items(marks: Marks | None, text: str, width: int) -> list[Said]:
    """The rows: speakers in the order in which they first speak, each with their quotes.

    Args:
        marks: of the page; ``None`` if nothing is known yet.
        text: the page's.
        width: cells for the words of a quote; a long one takes several rows.
    """
    if marks is None:
        return []
    by_speaker: dict[str, list[Said]] = {}
    for mark in marks.quotes:
        quote = marks.said[mark.number]
        opening, closing = _MARKS[quote.kind]
        words = opening + " ".join(text[mark.start : mark.end].split()) + closing
        sure = quote.speaker is None or quote.confidence >= UNSURE_BELOW
        lines = [words[start:end] for start, end in wrap(words, 0, len(words), max(_LEAST_WIDTH, width))]
        if len(lines) > _MOST_LINES:
            lines[_MOST_LINES - 1 :] = [lines[_MOST_LINES - 1].rstrip(" ,.;:")[: max(_LEAST_WIDTH, width) - 1] + "…"]
        speaker = marks.speaker(mark.number) or "Nobody named"
        said = by_speaker.setdefault(speaker, [])
        said += [Said("", mark.number if not number else -1, line, sure) for number, line in enumerate(lines)]
    rows: list[Said] = []
    for speaker, said in by_speaker.items():
        rows += [*([Said()] if rows else []), Said(speaker), *said]
    return rows


class QuoteList(RowList[Said]):
    """The quotes of an article."""

    def __init__(self, *, id: str | None = None, empty: str = "") -> None:  # noqa: A002
        super().__init__(id=id, empty=empty)
        self._marks: Marks | None = None
        self._text = ""

    def show(self, marks: Marks | None, text: str) -> None:
        """Show what was said."""
        self._marks, self._text = marks, text
        self._fill(0)

    def _fill(self, cursor: int) -> None:
        self.fill(items(self._marks, self._text, self.scrollable_content_region.width - 6), cursor=cursor)

    def on_resize(self, event: events.Resize) -> None:
        """Break the quotes into other lines."""
        quote = self.item.quote if self.item else -1
        self._fill(0)
        self.select(quote)
        super().on_resize(event)

    def select(self, quote: int) -> None:
        """Put the cursor on a quote, without telling."""
        for number, item in enumerate(self.items):
            if item.quote == quote >= 0:
                self.point_at(number, tell=False)

    def selectable(self, item: Said) -> bool:
        """The first row of each quote."""
        return item.quote >= 0

    def extent(self, index: int) -> int:
        """All rows of a quote."""
        end = index + 1
        while end < len(self.items) and self.items[end].words and self.items[end].quote < 0:
            end += 1
        return end - index

    def words(self, index: int) -> str:
        """All of a quote, behind its speaker."""
        above = (self.items[at].speaker for at in range(index - 1, -1, -1) if self.items[at].speaker)
        return f"{next(above, '')} {super().words(index)}"

    def row(self, item: Said, width: int) -> Row:  # noqa: ARG002
        """The speaker, or a line of a quote."""
        if item.speaker:
            return Row(((item.speaker, "name-person strong"),))
        unsure = (("?", "quiet"),) if item.quote >= 0 and not item.sure else ()
        return Row((("  ", ""), (item.words, "" if item.sure else "quiet italic")), unsure)
