"""How a sequence of keys that was begun may go on, over the bottom of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

if TYPE_CHECKING:
    from collections.abc import Sequence

_APART = 3
"""Cells between two columns."""


def columns(ways: Sequence[tuple[str, str]], width: int) -> list[list[tuple[str, str]]]:
    """The ways in rows of as many columns as there is room for, to be read from the top down.

    Args:
        ways: the keys that are left, and what they do.
        width: cells of a row.
    """
    if not ways:
        return []
    count = max(1, min(len(ways), (width + _APART) // (_widest(ways) + _APART)))
    height = -(-len(ways) // count)
    return [list(ways[row::height]) for row in range(height)]


def _widest(ways: Sequence[tuple[str, str]]) -> int:
    return max(cell_len(f"{key} {title}") for key, title in ways)


class Ways(Static):
    """All keys that a sequence may go on with; it takes no room from what is under it."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Ways {
        display: none;
        layer: above;
        dock: bottom;
        height: auto;
        margin: 0 0 2 0;
        padding: 0 1;
        background: $panel;
        color: $foreground;
        border-top: solid $rule;
    }
    """

    def show(self, ways: Sequence[tuple[str, str]]) -> None:
        """Show the ways on, or none."""
        self.display = bool(ways)
        if not ways:
            return
        wide = _widest(ways)
        rows = columns(ways, self.app.size.width - 2)
        parts: list[tuple[str, str] | str] = []
        for number, row in enumerate(rows):
            parts += ["\n"] if number else []
            for key, title in row:
                gap = " " * (wide + _APART - cell_len(f"{key} {title}"))
                parts += [(key, "bold $accent"), f" {title}{gap}"]
        self.update(Content.assemble(*parts))
