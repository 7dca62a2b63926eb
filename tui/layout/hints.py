"""Letters over the links on the screen: typing those of a link opens it."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.style import Style

_LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""Those under the fingers first."""


def labels(count: int) -> list[str]:
    """So many labels, all of the same length, so that none begins another; no more than there are of two letters."""
    if count <= len(_LETTERS):
        return list(_LETTERS[:count])
    return ["".join(pair) for pair in product(_LETTERS, repeat=2)][:count]


def over(strip: Strip, placed: Iterable[tuple[int, str]], style: Style) -> Strip:
    """A line with labels laid over it; nothing else on it moves.

    Args:
        strip: the line.
        placed: cell and label of each, from left to right; those that would cover another stand after it.
        style: of the labels.
    """
    width = strip.cell_length
    pieces: list[Strip] = []
    at = 0
    for cell, label in _apart(list(placed), width):
        pieces += [strip.crop(at, cell), Strip([Segment(label, style)])]
        at = cell + len(label)
    return Strip.join([*pieces, strip.crop(at, width)]).adjust_cell_length(width) if pieces else strip


def _apart(placed: Sequence[tuple[int, str]], width: int) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    free = 0
    for cell, label in placed:
        found.append((max(free, cell), label))
        free = found[-1][0] + cell_len(label)
    # What has been pushed over the right edge pushes back.
    for number in range(len(found) - 1, -1, -1):
        cell, label = found[number]
        found[number] = (max(0, min(cell, width - len(label))), label)
        width = found[number][0]
    return found
