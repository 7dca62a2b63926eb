"""Breaking a page into lines of at most so many cells.

Most paragraphs hold only characters of one cell, for which a search for the last space is enough. The others are
measured cluster by cluster: a wide character takes two cells, a combining mark none, and a sequence joined by
zero-width joiners is never taken apart. Lines are spans of the page's text; nothing is copied.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.layout.page import Page
    from tui.layout.paragraphs import Line

_UNEVEN = (
    r"[^\n -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u0391-\u03a1\u03a3-\u03e1\u0400-\u0482"
    r"\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u2193]"
)
"""A character that may not take exactly one cell."""

_compiled = cache(re.compile)
"""When it is first used: the first frame does without it."""

_JOINER = "\u200d"
_LEAST_WIDTH = 8


class Table:
    """The lines of a page at one width.

    Attributes:
        lines: from top to bottom.
        width: cells a line may take, its paragraph's prefix included.
    """

    __slots__ = ("_starts", "lines", "width")

    def __init__(self, page: Page, width: int) -> None:
        self.width = max(_LEAST_WIDTH, width)
        self.lines: list[Line] = []
        text = page.text
        for number, paragraph in enumerate(page.paragraphs):
            self.lines.extend([(-1, paragraph.start, paragraph.start)] * paragraph.gap)
            room = max(_LEAST_WIDTH // 2, self.width - cell_len(paragraph.first))
            self.lines += [(number, start, end) for start, end in wrap(text, paragraph.start, paragraph.end, room)]
        self._starts = [line[1] for line in self.lines]

    def line_of(self, offset: int) -> int:
        """The number of the line that shows a code point; the nearest above if none does."""
        return max(0, bisect_right(self._starts, offset) - 1)


def wrap(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """Break ``text[start:end]`` into lines.

    Args:
        text: the page's text.
        start: first code point.
        end: one past the last.
        width: cells a line may take, at least 2.

    Yields:
        Spans in order. White space at which a line was broken belongs to none; everything else to exactly one.
    """
    even = _compiled(_UNEVEN).search(text, start, end) is None
    while True:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield from (_wrap_even if even else _wrap_uneven)(text, start, stop, width)
        if stop == end:
            return
        start = stop + 1


def _wrap_even(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    while end - start > width:
        cut = text.rfind(" ", start, start + width + 1)
        if cut <= start:
            cut = following = start + width
        else:
            following = cut + 1
        yield start, cut
        while following < end and text[following] == " ":
            following += 1
        start = following
        if start == end:
            return
    yield start, end


def _wrap_uneven(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    used = 0
    line = start
    # The last place where the line may end, where the next one would begin, and the cells used up to there.
    ends, begins, upto = -1, -1, 0
    for first, last, size in clusters(text, start, end):
        cells = size
        space = text[first] == " "
        if space and first == line != start:
            line = last
            continue
        if cells == 2 and first > line:
            ends, begins, upto = first, first, used
        while used + cells > width and first > line:
            if space:
                yield line, first
                line, used, cells = last, 0, 0
            elif ends > line:
                yield line, ends
                line, used = begins, used - upto
            else:
                yield line, first
                line, used = first, 0
            ends, begins, upto = -1, -1, 0
        used += cells
        if space and first > line:
            ends, begins, upto = first, last, used
        elif cells == 2:
            ends, begins, upto = last, last, used
    if line < end or line == start:
        yield line, end


def clusters(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """What is drawn as one: ``(first, one past the last, cells)`` of each character with what combines with it."""
    at = start
    while at < end:
        stop = at + 1
        while stop < end and (text[stop] == _JOINER or text[stop - 1] == _JOINER or not cell_len(text[stop])):
            stop += 1
        yield at, stop, cell_len(text[at:stop])
        at = stop
