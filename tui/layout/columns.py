"""Which panes are on the screen, by how wide it is and where the reader is."""

from __future__ import annotations

from typing import Literal, get_args

Pane = Literal["feeds", "entries", "article", "panel"]

PANES: tuple[Pane, ...] = get_args(Pane)

WIDE, MEDIUM = 140, 90
"""From so many cells on there are three columns, or two."""


def visible(width: int, pane: Pane, *, direct: bool = False, zen: bool = False) -> frozenset[Pane]:
    """The panes that are shown.

    Args:
        width: of the screen, in cells.
        pane: where the reader is; always among them.
        direct: whether articles were opened directly, so that there are no feeds.
        zen: whether the reader wants the article alone.
    """
    reading = pane in {"article", "panel"}
    if zen and reading:
        return frozenset(("article",))
    if width < MEDIUM:
        return frozenset((pane,))
    if direct or (width < WIDE and reading):
        return frozenset(("article", "panel"))
    if width < WIDE:
        return frozenset(("feeds", "entries"))
    return frozenset(PANES)
