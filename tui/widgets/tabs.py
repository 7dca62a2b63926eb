"""A line of tabs, drawn as one line of text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events


class TabLine(Widget):
    """Names of tabs with how much is in each, one of them active."""

    COMPONENT_CLASSES = {"tabs--active", "tabs--count"}  # noqa: RUF012
    DEFAULT_CSS = """
    TabLine {
        height: 1;
        padding: 0 1;
        color: $quiet;
        & > .tabs--active { color: $foreground; text-style: bold underline; }
        & > .tabs--count { color: $quiet; }
    }
    """

    active: reactive[int] = reactive(0)

    @dataclass
    class Chosen(Message):
        """A tab was clicked."""

        index: int

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self._titles = list(titles)
        self._counts = [0] * len(self._titles)

    def show(self, titles: Sequence[str], counts: Sequence[int]) -> None:
        """Show titles, and counts where there is something to count."""
        self._titles, self._counts = list(titles), list(counts)
        self.refresh()

    def render(self) -> Content:
        """All on one line."""
        active = self.get_visual_style("tabs--active")
        count = self.get_visual_style("tabs--count")
        pieces: list[Content | str] = []
        for number, title in enumerate(self._titles):
            pieces.append(Content.styled(title, active) if number == self.active else Content(title))
            pieces.append(Content.styled(self._count(number) + "  ", count))
        return Content("").join(pieces)

    def _count(self, number: int) -> str:
        return f" {self._counts[number]}" if self._counts[number] else ""

    def on_click(self, event: events.Click) -> None:
        """Choose the tab under the pointer."""
        x = event.x - 1
        for number, title in enumerate(self._titles):
            x -= cell_len(title + self._count(number)) + 2
            if x < 0:
                self.post_message(self.Chosen(number))
                return
