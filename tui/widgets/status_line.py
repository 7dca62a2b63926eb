"""The two lines at the bottom: where the reader is and what goes on; and the keys that help here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.layout.paragraphs import safe
from tui.looks import styles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual import events


class StatusLine(Widget):
    """Where I am · what is at hand … what goes on · waiting · problems · unread.

    Attributes:
        where: feed, headline, how far.
        at_hand: the focused name or quote.
        hint: keys to begin with, shown when there is nothing else to tell; empty for whoever knows them.
        said: what was just done, or went wrong; shown instead of what is at hand, until the next key.
        wrong: whether it went wrong.
        doing: what goes on in the background.
        unread: entries not read, in all.
        waiting: how many changes a server is still to be told.
        problems: how many things went wrong and were not looked at.
        pending: keys of a sequence that is not complete.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    StatusLine {
        height: 1;
        background: $panel;
        color: $foreground;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.where = ""
        self.at_hand = ""
        self.hint = ""
        self.said = ""
        self.doing = ""
        self.unread = 0
        self.waiting = 0
        self.problems = 0
        self.pending = ""
        self.wrong = False

    def tell(
        self,
        *,
        where: str | None = None,
        at_hand: str | None = None,
        hint: str | None = None,
        said: str | None = None,
        doing: str | None = None,
        unread: int | None = None,
        waiting: int | None = None,
        problems: int | None = None,
        pending: str | None = None,
        wrong: bool = False,
    ) -> None:
        """Change some of it; what is ``None`` stays.

        Args:
            where: feed, headline, how far.
            at_hand: the focused name or quote.
            hint: keys to begin with.
            said: what was just done, or went wrong.
            wrong: whether it went wrong.
            doing: what goes on in the background.
            unread: entries not read, in all.
            waiting: how many changes a server is still to be told.
            problems: how many things went wrong and were not looked at.
            pending: keys of a sequence that is not complete.
        """
        before = self._all()
        self.where = self.where if where is None else safe(where)
        self.at_hand = self.at_hand if at_hand is None else safe(at_hand)
        self.hint = self.hint if hint is None else safe(hint)
        if said is not None:
            self.said, self.wrong = safe(said), wrong
        self.doing = self.doing if doing is None else safe(doing)
        self.unread = self.unread if unread is None else unread
        self.waiting = self.waiting if waiting is None else waiting
        self.problems = self.problems if problems is None else problems
        self.pending = self.pending if pending is None else safe(pending)
        if before != self._all():
            self.refresh()

    def _all(self) -> tuple[object, ...]:
        return (
            *(self.where, self.at_hand, self.hint, self.said, self.wrong),
            *(self.doing, self.waiting, self.unread, self.problems, self.pending),
        )

    @property
    def room(self) -> int:
        """Cells for what is at hand."""
        return max(20, self.size.width - 20)

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """All of it, the right side first: what does not fit is cut from the left side."""
        width = self.size.width

        def look(name: str) -> Style:
            return self.rich_style + styles.style(self.app.theme_variables, name)

        right: list[tuple[str, Style]] = []
        if self.pending:
            right.append((f" {self.pending} ", look("pending")))
        if self.doing:
            right.append((f"{self.doing}", look("quiet")))
        if self.waiting:
            right.append((f"{self.waiting} to sync", look("quiet")))
        if self.problems:
            right.append((f"! {self.problems}", look("problem")))
        if self.unread:
            right.append((f"{self.unread} unread", look("quiet")))
        segments = [Segment(" ", self.rich_style)]
        room = width - 1 - sum(cell_len(text) + 2 for text, _ in right)
        # What is at hand matters more than where: it gets what it needs.
        said = self.said or self.at_hand or self.hint
        hand = min(cell_len(said), room)
        for text, style, most in (
            (said, look("problem" if self.said and self.wrong else "accent"), hand),
            (self.where, look("quiet"), room - hand - (3 if said else 0)),
        ):
            if text and most > 3:
                shown = text if cell_len(text) <= most else set_cell_size(text, most - 1).rstrip() + "…"
                if len(segments) > 1:
                    segments.append(Segment(" · ", look("quiet")))
                segments.append(Segment(shown, style))
        used = sum(segment.cell_length for segment in segments)
        segments.append(Segment(" " * (width - used - sum(cell_len(text) + 2 for text, _ in right)), self.rich_style))
        for text, style in right:
            segments += [Segment(" ", self.rich_style), Segment(text, style), Segment(" ", self.rich_style)]
        return Strip(segments).adjust_cell_length(width, self.rich_style)


class KeyLine(Widget):
    """The keys that help in this pane; a click runs the command."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyLine {
        height: 1;
        background: $background;
    }
    """

    class Chosen(Message):
        """A key was clicked."""

        def __init__(self, command: str) -> None:
            super().__init__()
            self.command = command

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._hints: Sequence[tuple[str, str, str]] = ()

    def show(self, hints: Sequence[tuple[str, str, str]]) -> None:
        """Show hints: key, word, command id. Those that do not fit are left out."""
        if hints != self._hints:
            self._hints = hints
            self.refresh()

    def _fitting(self) -> list[tuple[int, str, str, str]]:
        """Hints with the cell where each starts; the last one, which leads to all the others, is never left out."""
        placed = []
        x = 1
        sizes = [cell_len(key) + 1 + cell_len(word) for key, word, _ in self._hints]
        for number, (key, word, command) in enumerate(self._hints):
            last = number == len(sizes) - 1
            if last or x + sizes[number] + 2 + sizes[-1] < self.size.width:
                placed.append((x, key, word, command))
                x += sizes[number] + 2
        return placed

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """Keys and words."""
        key_look, word_look = (
            self.rich_style + styles.style(self.app.theme_variables, name) for name in ("accent", "quiet")
        )
        segments = [Segment(" ", self.rich_style)]
        for _, key, word, _ in self._fitting():
            segments += [Segment(key, key_look), Segment(f" {word}  ", word_look)]
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def on_click(self, event: events.Click) -> None:
        """Run the command under the pointer."""
        for x, key, word, command in self._fitting():
            if x <= event.x < x + cell_len(key) + 1 + cell_len(word):
                self.post_message(self.Chosen(command))
