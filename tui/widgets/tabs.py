"""A line of tabs, drawn as one line of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.looks import styles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events


class TabLine(Widget):
    """Names of tabs with how much is in each, one of them active."""

    DEFAULT_CSS = """
    TabLine {
        height: 1;
    }
    """

    active: reactive[int] = reactive(0)

    class Chosen(Message):
        """A tab was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self._titles = list(titles)
        self._counts = [0] * len(self._titles)

    def show(self, titles: Sequence[str], counts: Sequence[int]) -> None:
        """Show titles, and counts where there is something to count."""
        self._titles, self._counts = list(titles), list(counts)
        self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """All on one line: the active one on a ground of its own, the others parted by thin lines."""
        quiet, count, active = (
            self.rich_style + styles.style(self.app.theme_variables, *names)
            for names in (("quiet",), ("quiet", "italic"), ("tab",))
        )
        pad, told = self._fitting()
        segments = [Segment("" if pad else " ", quiet)]
        for number, title in enumerate(self._titles):
            here = number == self.active
            if number:
                segments.append(Segment("│", quiet))
            segments.append(Segment(f"{pad}{title}", active if here else quiet))
            segments.append(Segment(f"{told[number]}{pad}", active if here else count))
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def _fitting(self) -> tuple[str, list[str]]:
        """What stands around each tab, and their counts; without room for all, those in the middle go first."""
        counts = [f" {count}" if count else "" for count in self._counts]
        last = len(counts) - 1
        leave = [None, *(number for number in range(last - 1, -1, -1) if number != self.active)]
        titles = last + sum(map(cell_len, self._titles))
        for number in leave:
            if number is not None:
                counts[number] = ""
            for pad in (" ", ""):
                if titles + sum(map(cell_len, counts)) + (2 * len(self._titles) if pad else 1) < self.size.width:
                    return pad, counts
        return "", counts

    def on_click(self, event: events.Click) -> None:
        """Choose the tab under the pointer."""
        pad, counts = self._fitting()
        x = event.x if pad else event.x - 1
        for number, title in enumerate(self._titles):
            x -= cell_len(f"{pad}{title}{counts[number]}{pad}│")
            if x < 0:
                self.post_message(self.Chosen(number))
                return
