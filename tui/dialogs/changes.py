"""What has changed in an article, word by word: what went is struck out, what came is bold and underlined."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from rich.cells import cell_len, get_character_cell_size

from tui.dialogs.choice import Choice, Line
from tui.widgets.entry_list import age
from tui.widgets.row_list import Piece, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from readers.model import Change, Comparison

_WIDEST, _AROUND = 96, 7
"""Cells of the list over the screen at most, and what frame, padding, cursor and scroll bar take of them."""

_LOOKS = {"same": "", "deleted": "deleted", "inserted": "inserted"}

_Paragraph = tuple[int, list[Piece]]
"""Where a paragraph begins in the later text, and its pieces."""


def changes_of(comparison: Comparison, now: datetime, width: int) -> Choice:
    """The list; gives the place in the later text to go to.

    Args:
        comparison: of the two versions.
        now: the present moment.
        width: of the screen, in cells.
    """
    return Choice(_heading(comparison, now), lines(comparison, min(_WIDEST, int(width * 0.98)) - _AROUND), search=False)


def _heading(comparison: Comparison, now: datetime) -> str:
    told = age(comparison.replaced, now)
    when = "" if not told else ", found just now" if told == "now" else f", found {told} ago"
    return f"What has changed: {_words(comparison.deleted)} gone, {comparison.inserted} come{when}"


def _words(count: int) -> str:
    return f"{count} word" if count == 1 else f"{count} words"


def lines(comparison: Comparison, room: int) -> list[Line]:
    """The rows: every paragraph that has changed, and how many between them have not.

    Args:
        comparison: of the two versions.
        room: cells in a row.
    """
    legend = (("struck out", "deleted"), (" gone  ", "group"), ("underlined", "inserted"), (" come", "group"))
    listed = [Line(Row((*legend, ("  Enter goes to the place", "group"))))]
    if any(change.kind != "same" for change in comparison.title):
        pieces = [piece for change in _parted(comparison.title) for piece in _looking(change.text, _LOOKS[change.kind])]
        listed += [Line(Row((("Headline", "group"),))), *_rows((0, pieces), room)]
    same = 0
    for paragraph in _paragraphs(_parted(comparison.text)):
        if any(look for _, look in paragraph[1]):
            listed += [_skipped(same), *_rows(paragraph, room)]
            same = 0
        else:
            same += 1
    return [*listed, _skipped(same)] if same else listed


def _skipped(paragraphs: int) -> Line:
    told = "" if not paragraphs else f"… {paragraphs} paragraph{'s' if paragraphs > 1 else ''} as before"
    return Line(Row(((told, "quiet italic"),)))


def _parted(changes: Iterable[Change]) -> list[Change]:
    """The same changes, with a space between what went and what came in its place."""
    return [
        msgspec.structs.replace(change, text=f"{change.text} ")
        if change.kind == "deleted" and not change.text[-1:].isspace()
        else change
        for change in changes
    ]


def _paragraphs(changes: Iterable[Change]) -> Iterator[_Paragraph]:
    at = start = 0
    pieces: list[Piece] = []
    for change in changes:
        for part in change.text.splitlines(keepends=True):
            words = part.rstrip("\n")
            pieces += _looking(words, _LOOKS[change.kind])
            at += 0 if change.kind == "deleted" else len(part)
            if words != part and pieces:
                yield start, pieces
                pieces = []
            if not pieces:
                start = at
    if pieces:
        yield start, pieces


def _looking(text: str, look: str) -> Iterator[Piece]:
    """A text in its look, which the space after it has not: a line under nothing says nothing."""
    words = text.rstrip()
    if words:
        yield words, look
    if len(words) < len(text):
        yield text[len(words) :], ""


def _rows(paragraph: _Paragraph, room: int) -> list[Line]:
    start, pieces = paragraph
    rows = list(_wrapped(pieces, max(10, room)))
    return [Line(Row(tuple(row)), start, more=number > 0) for number, row in enumerate(rows)]


def _wrapped(pieces: Sequence[Piece], room: int) -> Iterator[list[Piece]]:
    """Pieces in rows of so many cells, broken between words or, where there is no space, anywhere."""
    row: list[Piece] = []
    used = 0
    for text, look in pieces:
        for word in _broken(text, room):
            if row and used + cell_len(word.rstrip()) > room:
                row[-1] = (row[-1][0].rstrip(), row[-1][1])
                yield row
                row, used = [], 0
            row.append((word, look))
            used += cell_len(word)
    if row:
        yield row


def _broken(text: str, room: int) -> Iterator[str]:
    """The words of a text, each with the space after it, and in parts if it is longer than a row."""
    part, cells = "", 0
    for character in text:
        size = get_character_cell_size(character)
        if part and ((part[-1].isspace() and not character.isspace()) or cells + size > room):
            yield part
            part, cells = "", 0
        part += character
        cells += size
    if part:
        yield part
