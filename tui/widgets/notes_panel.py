"""What the reader marked and wrote in an article, in the order of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tui.layout.wrap import wrap
from tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual import events

    from readers.marks.notes import Ordered
    from readers.model import Note

_MOST_WORDS, _MOST_BODY, _LEAST_WIDTH = 2, 8, 12
"""Rows that the marked words take at most, and what was written about them; cells of a row at least."""


class Line(msgspec.Struct, frozen=True):
    """A row of the panel: a heading, a line of a note, or nothing.

    Attributes:
        heading: over the notes that follow; empty on other rows.
        note: on a note's first row the note.
        text: what the row shows.
        look: how.
    """

    heading: str = ""
    note: Note | None = None
    text: str = ""
    look: str = ""


def lines(notes: Ordered, width: int) -> list[Line]:
    """The rows: the note to the whole article, then the others as their words come, then those without words.

    Args:
        notes: of an article.
        width: cells for a line; a long one goes on in the next row.
    """
    rows: list[Line] = []
    for heading, group in (
        ("The whole article", notes.whole),
        ("In the text", tuple(one.note for one in notes.placed)),
        ("No longer in the text", notes.lost),
    ):
        if group:
            rows += [*([Line()] if rows else []), Line(heading)]
            for number, note in enumerate(group):
                rows += [Line()] if number else []
                shown = list(_of(note, max(_LEAST_WIDTH, width)))
                rows += [
                    msgspec.structs.replace(line, note=None if place else note) for place, line in enumerate(shown)
                ]
    return rows


def _of(note: Note, width: int) -> Iterator[Line]:
    words = " ".join(note.anchor.exact.split())
    for line in _broken(words, width, _MOST_WORDS):
        yield Line(text=line, look="italic")
    for line in _broken(note.body, width, _MOST_BODY):
        yield Line(text=line)


def _broken(text: str, width: int, most: int) -> list[str]:
    found = [text[start:end] for start, end in wrap(text, 0, len(text), width)] if text else []
    if len(found) > most:
        found[most - 1 :] = [found[most - 1].rstrip(" ,.;:")[: width - 1] + "…"]
    return found


class NoteList(RowList[Line]):
    """The notes to an article."""

    def __init__(self, *, id: str | None = None, empty: str = "") -> None:  # noqa: A002
        super().__init__(id=id, empty=empty)
        self._notes: Ordered | None = None

    def show(self, notes: Ordered | None) -> None:
        """Show notes; the cursor stays where it is."""
        self._notes = notes
        self._fill(self.cursor if notes else 0)

    def _fill(self, cursor: int) -> None:
        width = self.scrollable_content_region.width - 5
        self.fill(lines(self._notes, width) if self._notes else [], cursor=cursor)

    def on_resize(self, event: events.Resize) -> None:
        """Break the notes into other lines."""
        note = self.item.note if self.item else None
        self._fill(0)
        self.select(note.id if note else 0)
        super().on_resize(event)

    def select(self, note: int) -> None:
        """Put the cursor on a note, without telling."""
        for number, line in enumerate(self.items):
            if line.note is not None and line.note.id == note:
                self.point_at(number, tell=False)

    def selectable(self, item: Line) -> bool:
        """The first row of each note."""
        return item.note is not None

    def extent(self, index: int) -> int:
        """All rows of a note."""
        end = index + 1
        while end < len(self.items) and self.items[end].text and self.items[end].note is None:
            end += 1
        return end - index

    def row(self, item: Line, width: int) -> Row:  # noqa: ARG002
        """The heading, or a line of a note."""
        if item.heading:
            return Row(((item.heading, "group"),))
        return Row((("  ", ""), (item.text, item.look)))
