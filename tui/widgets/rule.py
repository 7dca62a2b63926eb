"""A thin line between two panes."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget


class Rule(Widget):
    """A horizontal line."""

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """The line."""
        return Strip([Segment("─" * self.size.width, self.rich_style)], self.size.width)
