"""Choosing the colours: each theme is put on while the cursor is on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.dialogs.choice import Choice, Line
from tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Colours(Choice):
    """The list of themes; gives the name of the one chosen. Whoever thinks better of it has the colours of before."""

    def __init__(self, names: Iterable[str], before: str) -> None:
        """Make the screen.

        Args:
            names: of all themes there are, in their order.
            before: the theme that is worn now.
        """
        self._before = before
        rows = [
            Line(Row(((name, ""),), (("as now", "quiet"),) if name == before else ()), name, name) for name in names
        ]
        super().__init__("Theme · it is worn while the cursor is on it, Enter keeps it", rows, empty="no such theme")

    def fill(self, lines: Sequence[Line]) -> None:
        """Show some themes, with the cursor on the one that is worn if it is among them."""
        super().fill(lines)
        names = [line.value for line in lines]
        if self.app.theme in names:
            self.lines.point_at(names.index(self.app.theme), tell=False)
        elif self.lines.item is not None:
            self._wear(self.lines.item.value)

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Put on what the cursor is on."""
        event.stop()
        self._wear(event.item.value)

    def _wear(self, name: str) -> None:
        if self.app.theme != name:
            self.app.theme = name

    def action_leave(self) -> None:
        """Close, with the colours of before."""
        self._wear(self._before)
        super().action_leave()
