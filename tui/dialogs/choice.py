"""A list over the screen, to look something up and perhaps choose it: help, links, problems, cards."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from readers.errors import QuothError
from tui.dialogs.leaving import LeftOnce
from tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from textual import events
    from textual.app import ComposeResult

    Note = str | Callable[[], Awaitable[str]]


class Line(NamedTuple):
    """A row to choose.

    Attributes:
        row: what it shows.
        value: what choosing it gives; ``None`` for a heading, which cannot be chosen.
        words: what a search looks at.
        more: whether it goes on with the row above.
    """

    row: Row
    value: Any = None
    words: str = ""
    more: bool = False


class Lines(RowList[Line]):
    """The list of rows. Behind ``'`` words of a row are typed to go to it; its own keys have them, in their order."""

    @dataclass
    class Typed(Message):
        """Words are typed; ``None`` when they are no longer."""

        words: str | None
        nowhere: bool = False

    def __init__(self, *, empty: str = "") -> None:
        super().__init__(empty=empty)
        self._typed: str | None = None
        self._from = 0

    def on_key(self, event: events.Key) -> None:
        """Take the words to go to: Enter stays at the row, Escape goes back, keys that write nothing end it."""
        if self._typed is None and event.character != "'":
            return
        if self._typed is None:
            self._typed, self._from = "", self.cursor
        elif event.key == "escape":
            self._typed = None
            self.point_at(self._from)
        elif event.key == "backspace":
            self._typed = self._typed[:-1]
        elif event.is_printable and event.character is not None:
            self._typed += event.character
        else:
            self._typed = None
        if self._typed is None and event.key not in {"escape", "enter"}:
            self.post_message(self.Typed(None))
            return
        event.stop()
        event.prevent_default()
        nowhere = self._typed is not None and not self.seek(self._typed, self._from)
        self.post_message(self.Typed(self._typed, nowhere))

    def row(self, item: Line, width: int) -> Row:  # noqa: ARG002
        """As it was given."""
        return item.row

    def selectable(self, item: Line) -> bool:
        """Headings are not."""
        return item.value is not None

    def extent(self, index: int) -> int:
        """A row and those that go on with it."""
        end = index + 1
        while end < len(self.items) and self.items[end].more:
            end += 1
        return end - index


class Choice(ModalScreen[Any], LeftOnce):
    """A titled list with a line to search in it; gives what was chosen, or ``None``."""

    DEFAULT_CSS = """
    Choice {
        align: center middle;
        background: $background 60%;
        & > Vertical {
            width: 98%; max-width: 96;
            height: auto;
            background: $surface;
            border: round $rule;
            padding: 0 1;
        }
        & Static { height: auto; color: $foreground; text-style: bold; margin: 0 0 1 1; }
        & Input, & Input:focus { height: 1; border: none; padding: 0 1; margin: 0 0 1 0; background: $cursor-blurred; }
        & Lines { background: $surface; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Close", show=False, id="choice.leave"),
        Binding("down,ctrl+n", "move(1)", "Down", show=False, id="choice.down"),
        Binding("up,ctrl+p", "move(-1)", "Up", show=False, id="choice.up"),
        Binding("pagedown", "move(15)", "Page down", show=False, id="choice.page_down"),
        Binding("pageup", "move(-15)", "Page up", show=False, id="choice.page_up"),
    ]

    lines = query_one(Lines)

    def __init__(
        self,
        title: str,
        lines: Sequence[Line],
        *,
        empty: str = "nothing here",
        search: bool = True,
        note: Note = "",
    ) -> None:
        """Make the screen.

        Args:
            title: what is listed.
            lines: the rows.
            empty: what it says when there are none.
            search: whether there is a line to search in it.
            note: what is told quietly below the title, or what gives it once the rows are there; empty for nothing.
        """
        super().__init__()
        self._heading = title
        self._note = note if isinstance(note, str) else ""
        self._noting = note if not isinstance(note, str) else None
        self._all = list(lines)
        self._empty = empty
        self._search = search
        self._given = False
        self._most = 0

    def compose(self) -> ComposeResult:
        """Title, line to search, rows."""
        with Vertical():
            yield Static(self._head(), markup=False, id="head")
            if self._search:
                line = Input(placeholder="type to search", compact=True)
                line.cursor_blink = self.app.animation_level != "none"
                yield line
            yield Lines(empty=self._empty)

    def on_mount(self) -> None:
        """Show all rows."""
        self.fill(self._all)
        (self.query_one(Input) if self._search else self.lines).focus()
        if self._noting is not None:
            remark: Callable[[], Awaitable[None]] = partial(self._remark, self._noting)
            self.run_worker(remark, name="note", group="note")

    def _head(self) -> Content:
        note = (("\n", ""), (self._note, "not bold $quiet")) if self._note else ()
        return Content.assemble((self._heading, ""), *note)

    async def _remark(self, noting: Callable[[], Awaitable[str]]) -> None:
        try:
            self._note = await noting()
        except QuothError as error:
            self._note = str(error)
        if self._note:
            self.query_one("#head", Static).update(self._head())
            self.call_after_refresh(self._fit)

    def fill(self, lines: Sequence[Line]) -> None:
        """Show some rows."""
        self.lines.fill(lines, cursor=0)
        self._fit()

    def on_resize(self) -> None:
        """Keep all rows within reach."""
        self._fit()

    def _fit(self) -> None:
        """Make the list as high as its rows, as far as there is room under the title for them all to be seen."""
        around = 2 + sum(child.outer_size.height + child.styles.margin.height for child in self.query("Static, Input"))
        room = self.size.height - 2 - max(around, 6 if self._search else 4)
        # While one types, what is found goes and comes: the frame stays as large as it once was.
        self._most = max(len(self.lines.items), self._most if self._search else 0)
        self.lines.styles.height = max(1, min(self._most, room))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show rows that have all the words, and the headings above them."""
        event.stop()
        words = event.value.casefold().split()
        kept: list[Line] = []
        heading: list[Line] = []
        for line in self._all:
            if line.value is None and words and not line.more:
                heading = [line]
            elif all(word in line.words.casefold() for word in words):
                kept += [*heading, line]
                heading = []
        self.fill(kept)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Choose the row under the cursor."""
        event.stop()
        self.lines.choose()

    def on_lines_typed(self, event: Lines.Typed) -> None:
        """Show in the frame what is typed to go to a row."""
        event.stop()
        told = f" to the row with: {event.words}{' – there is none' if event.nowhere else '▏'} "
        self.query_one(Vertical).border_subtitle = Content("" if event.words is None else told)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Give what was chosen."""
        event.stop()
        self.give(event.item.value)

    def on_key(self, event: Any) -> None:  # noqa: ANN401  (textual.events.Key)
        """Without a line to search, the reader's own keys move and leave."""
        if self._search:
            return
        moves = {"j": 1, "k": -1, "space": 15}
        if event.key in moves:
            event.stop()
            self.action_move(moves[event.key])
        elif event.key in {"q", "question_mark"}:
            event.stop()
            self.give(None)
        elif event.key == "enter":
            event.stop()
            self.lines.choose()

    def give(self, value: Any) -> None:  # noqa: ANN401  (whatever a line stands for)
        """Close, giving a value; keys that were pressed on the way out are not heard any more."""
        if not self._given:
            self._given = True
            self.dismiss(value)

    def action_move(self, rows: int) -> None:
        """Move the cursor."""
        self.lines.move(rows)

    def action_leave(self) -> None:
        """Close, choosing nothing."""
        self.give(None)
