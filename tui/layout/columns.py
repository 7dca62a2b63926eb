"""Which panes are on the screen, by how wide it is and where the reader is."""

from __future__ import annotations

from typing import Literal, get_args

Pane = Literal["feeds", "entries", "article", "panel"]

PANES: tuple[Pane, ...] = get_args(Pane)

WIDE, MEDIUM, SMALL = 140, 90, 70
"""From so many cells on there are three columns, or two; or at least the entries beside the feeds."""

_FEEDS, _FEEDS_BESIDE = 30, 26
_PANEL, _WIDEST_PANEL = 34, 52
_GROWS = 148
"""Cells of the screen from which on the panel has a third of each further one."""


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
    if SMALL <= width < MEDIUM and pane == "feeds":
        return frozenset(("feeds", "entries"))
    if width < MEDIUM:
        return frozenset((pane,))
    if direct or (width < WIDE and reading):
        return frozenset(("article", "panel"))
    if width < WIDE:
        return frozenset(("feeds", "entries"))
    return frozenset(PANES)


def feeds_width(width: int) -> int:
    """Cells of the feeds on a screen of some width; 0 for all there are."""
    return 0 if width < SMALL else _FEEDS_BESIDE if width < MEDIUM else _FEEDS


def panel_width(width: int) -> int:
    """Cells of the panel on a screen of some width; 0 for all there are."""
    return 0 if width < MEDIUM else min(_WIDEST_PANEL, _PANEL + max(0, width - _GROWS) // 3)
