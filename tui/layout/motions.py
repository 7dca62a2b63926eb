"""Selecting by keys: where the moving end of a selection goes.

Words, sentences and paragraphs are taken and left whole: a step further takes the next one up to its last letter, a
step back leaves the last one again. What the selection began with stays in it. Offsets are into the page's text, and
always those of whole characters as they are drawn, with what combines with them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from tui.layout.wrap import clusters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TypeAlias

    from tui.layout.marks import Mark
    from tui.layout.page import Page
    from tui.layout.paragraphs import Paragraph

    Units: TypeAlias = Callable[[Page, Paragraph], list[tuple[int, int]]]
    """What a paragraph consists of."""

_PARTING = r"\s.,;:!?…\"“”„«»()\[\]{}<>—–/|。、，！？「」『』（）"
_WORD = rf"\w(?:[^{_PARTING}]*[^{_PARTING}'’‘_*-])?"

_STOP = r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？]+[」』”’）]*"
_NEXT = r"\s*[\"'“‘«(\[]*"
_SHORTENED = (
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Maj|Capt|Lt|Sgt|Rev|Hon|Sen|Rep|Gov|St|Jr|Sr|vs|No|Fig"
    r"|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec))$"
)

_LONGEST_SHORTENED = 6

_compiled = cache(re.compile)
"""When they are first used: the first frame does without them."""

Stretch = tuple[int, int]
"""The first code point of the page, and one past the last."""


class Caret(NamedTuple):
    """A selection that is made by keys.

    Attributes:
        start: of what it began with.
        end: one past the end of that.
        head: the first code point of the character under the moving end.
        column: the cell of a line that the moving end would be in if the line were long enough; -1 for where it is.
    """

    start: int
    end: int
    head: int
    column: int = -1


def begin(page: Page, start: int, end: int) -> Caret:
    """A selection of a stretch; its first word stays in it, and its end moves."""
    word = next(
        (one for one in words(page, page.paragraphs[paragraph_at(page, start)]) if one[1] > start), (start, end)
    )
    first = _whole(page, start, min(end, word[1])) if word[0] <= start else character(page, start)
    return Caret(*first, character(page, end - 1)[0])


def span(page: Page, caret: Caret) -> Stretch:
    """What is selected."""
    first, last = character(page, caret.head)
    return min(caret.start, first), max(caret.end, last)


def turned(page: Page, caret: Caret) -> Caret:
    """The same selection, whose other end moves."""
    start, end = span(page, caret)
    if caret.head < caret.start:
        return begin(page, start, end)
    at = page.paragraphs[paragraph_at(page, end - 1)]
    word = next((one for one in words(page, at) if one[0] < end <= one[1]), None)
    last = _whole(page, max(start, word[0]), end) if word else character(page, end - 1)
    return Caret(*last, start)


# What there is to go over


def paragraph_at(page: Page, offset: int) -> int:
    """The number of the paragraph that holds an offset, or is the last with words before it."""
    number = max(0, bisect_right(page.paragraphs, offset, key=lambda paragraph: paragraph.start) - 1)
    while number and page.paragraphs[number].start == page.paragraphs[number].end:  # it names a picture
        number -= 1
    return number


def character(page: Page, offset: int) -> Stretch:
    """The character as it is drawn that holds an offset; behind a paragraph, its last one."""
    paragraph = page.paragraphs[paragraph_at(page, offset)]
    found = (paragraph.start, paragraph.start)
    for first, last, _ in clusters(page.text, paragraph.start, paragraph.end):
        found = (first, last)
        if last > offset:
            break
    return found


def _whole(page: Page, start: int, end: int) -> Stretch:
    """A stretch with the characters whole at both ends."""
    return character(page, start)[0], character(page, end - 1)[1]


def words(page: Page, paragraph: Paragraph) -> list[Stretch]:
    """The words of a paragraph; ``it's`` and ``two-thirds`` are one each."""
    return [hit.span() for hit in _compiled(_WORD).finditer(page.text, paragraph.start, paragraph.end)]


def sentences(page: Page, paragraph: Paragraph) -> list[Stretch]:
    """The sentences of a paragraph, with the marks that end them."""
    found, start = [], paragraph.start
    for hit in _compiled(_STOP).finditer(page.text, paragraph.start, paragraph.end):
        if hit.start() >= start and _ends(page.text, hit, paragraph.end):
            found.append((start, hit.end()))
            start = hit.end()
            while start < paragraph.end and page.text[start].isspace():
                start += 1
    return [*found, (start, paragraph.end)] if start < paragraph.end else found


def _ends(text: str, hit: re.Match[str], end: int) -> bool:
    """Whether a full stop ends a sentence, and is not that of a shortened word or of a question in a sentence."""
    following = _compiled(_NEXT).match(text, hit.end(), end)
    at = following.end() if following else end
    before = text[max(0, hit.start() - _LONGEST_SHORTENED) : hit.start()]
    return not text[at : min(at + 1, end)].islower() and not (hit[0] == "." and re.search(_SHORTENED, before))


def paragraphs(page: Page, paragraph: Paragraph) -> list[Stretch]:  # noqa: ARG001  (like the others)
    """A paragraph as the one unit of itself."""
    return [(paragraph.start, paragraph.end)] if paragraph.start < paragraph.end else []


def of_marks(marks: Sequence[Mark]) -> Units:
    """Some sorted marks as units, each of the paragraph in which it begins."""

    def units(_: Page, paragraph: Paragraph) -> list[Stretch]:
        first = bisect_left(marks, paragraph.start, key=lambda mark: mark.start)
        last = bisect_left(marks, paragraph.end, key=lambda mark: mark.start)
        return [(mark.start, mark.end) for mark in marks[first:last]]

    return units


def count_words(page: Page, start: int, end: int) -> int:
    """How many words a stretch touches."""
    return sum(1 for _ in _compiled(_WORD).finditer(page.text, start, end))


def cells(page: Page, number: int, start: int, offset: int) -> int:
    """Cells of a line of a paragraph before a code point, with what stands before the line."""
    return cell_len(page.paragraphs[number].first) + sum(
        size for first, _, size in clusters(page.text, start, offset) if first < offset
    )


def in_cell(page: Page, number: int, start: int, end: int, column: int) -> int:
    """The first code point of the character of a line that is drawn at a cell, or of its last one."""
    found, used = start, cell_len(page.paragraphs[number].first)
    for first, _, size in clusters(page.text, start, end):
        found = first
        used += size
        if used > column:
            break
    return found


# Where the moving end goes


def right(page: Page, caret: Caret) -> int:
    """One character further, into the next paragraph from the end of one."""
    _, after = character(page, caret.head)
    for paragraph in page.paragraphs[paragraph_at(page, caret.head) :]:
        if after < paragraph.end:
            return max(after, paragraph.start)
    return caret.head


def left(page: Page, caret: Caret) -> int:
    """One character back, into the paragraph before from the beginning of one."""
    for paragraph in page.paragraphs[paragraph_at(page, caret.head) :: -1]:
        if paragraph.start < min(caret.head, paragraph.end):
            return character(page, min(caret.head, paragraph.end) - 1)[0]
    return caret.head


def forward(page: Page, caret: Caret, units: Units) -> int:
    """A unit more at the end or, where the beginning moves, one less there."""
    shrinks = caret.head < caret.start
    for start, end in _onward(page, caret.head, units):
        if shrinks and start > caret.head:
            return start if start < caret.start else character(page, caret.end - 1)[0]
        if not shrinks and (last := character(page, end - 1)[0]) > caret.head:
            return last
    return character(page, caret.end - 1)[0] if shrinks else caret.head


def backward(page: Page, caret: Caret, units: Units) -> int:
    """A unit less at the end or, with none left there, one more at the beginning."""
    if caret.head >= caret.end:
        for _, end in _back(page, caret.head, units):
            if (last := character(page, end - 1)[0]) < caret.head:
                return last if last >= caret.end else character(page, caret.end - 1)[0]
        return character(page, caret.end - 1)[0]
    at = min(caret.head, caret.start)
    return next((start for start, _ in _back(page, at, units) if start < at), caret.head)


def to_end(page: Page, caret: Caret, units: Units) -> int:
    """To the end of a unit, or of the next one from there."""
    ends = (character(page, end - 1)[0] for _, end in _onward(page, caret.head, units))
    return next((last for last in ends if last > caret.head), caret.head)


def _onward(page: Page, offset: int, units: Units) -> Iterator[Stretch]:
    for paragraph in page.paragraphs[paragraph_at(page, offset) :]:
        yield from units(page, paragraph)


def _back(page: Page, offset: int, units: Units) -> Iterator[Stretch]:
    for paragraph in page.paragraphs[paragraph_at(page, offset) :: -1]:
        yield from reversed(units(page, paragraph))
