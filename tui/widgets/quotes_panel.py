"""What was said in an article, by speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.layout.marks import UNSURE_BELOW
from tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from tui.layout.marks import Marks

_MARKS = {"direct": ("“", "”"), "fragment": ("“", "”"), "indirect": ("", "")}


class Said(NamedTuple):
    """A row of the panel: a speaker, or one of their quotes.

    Attributes:
        speaker: whose quotes follow; empty on a quote's row.
        quote: its index in the annotations, or -1.
        words: the quote's beginning.
        sure: whether the speaker is likely enough.
    """

    speaker: str = ""
    quote: int = -1
    words: str = ""
    sure: bool = True


def items(marks: Marks | None, text: str) -> list[Said]:
    """The rows: speakers in the order in which they first speak, each with their quotes.

    Args:
        marks: of the page; ``None`` if nothing is known yet.
        text: the page's.
    """
    if marks is None:
        return []
    by_speaker: dict[str, list[Said]] = {}
    for mark in marks.quotes:
        quote = marks.said[mark.number]
        opening, closing = _MARKS[quote.kind]
        words = opening + " ".join(text[mark.start : mark.end].split()) + closing
        sure = quote.speaker is None or quote.confidence >= UNSURE_BELOW
        speaker = marks.speaker(mark.number) or "Nobody named"
        by_speaker.setdefault(speaker, []).append(Said(quote=mark.number, words=words, sure=sure))
    rows: list[Said] = []
    for speaker, said in by_speaker.items():
        rows += [*([Said()] if rows else []), Said(speaker), *said]
    return rows


class QuoteList(RowList[Said]):
    """The quotes of an article."""

    def show(self, marks: Marks | None, text: str) -> None:
        """Show what was said."""
        self.fill(items(marks, text), cursor=0)

    def select(self, quote: int) -> None:
        """Put the cursor on a quote, without telling."""
        for number, item in enumerate(self.items):
            if item.quote == quote >= 0:
                self.point_at(number, tell=False)

    def selectable(self, item: Said) -> bool:
        """Speakers are not."""
        return item.quote >= 0

    def row(self, item: Said, width: int) -> Row:  # noqa: ARG002
        """The speaker, or the quote's beginning."""
        if item.quote < 0:
            return Row(((item.speaker, "name-person strong"),))
        return Row(
            (("  ", ""), (item.words, "" if item.sure else "quiet italic")), () if item.sure else (("?", "quiet"),)
        )
