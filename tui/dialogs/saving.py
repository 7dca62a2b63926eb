"""Before saving: as what, into which folder, and what will be written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple, get_args

from textual import work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from readers.clean import clean
from readers.config import SaveFormat
from readers.errors import QuothError, SaveError
from tui.dialogs.leaving import LeftOnce

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import ComposeResult

    from readers.save.files import Plan

_FORMATS: tuple[SaveFormat, ...] = get_args(SaveFormat)
_MOST = 20_000
"""Characters of a file that are shown of it."""


class Wish(NamedTuple):
    """How something is to be saved: as what, and into which folder."""

    format: SaveFormat
    folder: Path


class Saving(ModalScreen["Wish | None"], LeftOnce):
    """Asks for format and folder, and shows the file that they make; gives the wish, or ``None``."""

    DEFAULT_CSS = """
    Saving {
        align: center middle;
        background: $background 60%;
        & > Vertical {
            width: 98%; max-width: 110;
            height: 96%; max-height: 44;
            background: $surface;
            border: round $rule;
            padding: 0 1;
        }
        & Static { height: auto; color: $foreground; }
        & #title { text-style: bold; margin: 0 0 1 0; }
        & Horizontal { height: auto; }
        & .label { width: 9; color: $quiet; }
        & #formats { width: 1fr; }
        & Input, & Input:focus { width: 1fr; height: 1; border: none; padding: 0; background: $cursor-blurred; }
        & #told { color: $quiet; margin: 1 0; }
        & #told.-wrong { color: $error; }
        & VerticalScroll { height: 1fr; border-top: solid $rule; border-bottom: solid $rule; }
        & #keys { color: $quiet; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Close", show=False, id="saving.leave"),
        Binding("tab", "turn(1)", "Next format", show=False, priority=True, id="saving.next"),
        Binding("shift+tab", "turn(-1)", "Format before", show=False, priority=True, id="saving.previous"),
        Binding("down", "scroll_by(1)", "Down", show=False, id="saving.down"),
        Binding("up", "scroll_by(-1)", "Up", show=False, id="saving.up"),
        Binding("pagedown", "scroll_by(15)", "Page down", show=False, id="saving.page_down"),
        Binding("pageup", "scroll_by(-15)", "Page up", show=False, id="saving.page_up"),
    ]

    line = query_one(Input)
    formats = query_one("#formats", Static)
    told = query_one("#told", Static)
    shown = query_one("#shown", Static)

    def __init__(self, title: str, wish: Wish, plan: Callable[[Wish], Awaitable[Plan]], *, many: str = "") -> None:
        """Make the screen.

        Args:
            title: what is saved.
            wish: what is proposed.
            plan: tells what a wish would do; what is wrong with it is raised as a `QuothError`.
            many: said of several articles, of which the first is shown.
        """
        super().__init__()
        self._heading = title
        self._format = wish.format
        self._folder = str(wish.folder)
        self._plan = plan
        self._many = many

    def compose(self) -> ComposeResult:
        """Title, formats, folder, what is done, and the file."""
        line = Input(self._folder, compact=True)
        line.cursor_blink = self.app.animation_level != "none"
        with Vertical():
            yield Static(self._heading, id="title", markup=False)
            with Horizontal():
                yield Static("as", classes="label")
                yield Static(id="formats")
            with Horizontal():
                yield Static("folder", classes="label")
                yield line
            yield Static(id="told", markup=False)
            with VerticalScroll(can_focus=False):
                yield Static(id="shown", markup=False)
            yield Static("Enter saves · Tab another format · ↑ ↓ PgUp PgDn the file · Esc leaves", id="keys")

    def on_mount(self) -> None:
        """Show what is proposed."""
        self.line.focus()
        self._look()

    @property
    def wish(self) -> Wish:
        """What is wished now, with a folder that is the same wherever the reader is started.

        Raises:
            SaveError: the folder is that of a user who is not known here.
        """
        typed = self.line.value.strip() or self._folder
        try:
            return Wish(self._format, Path(typed).expanduser().absolute())
        except RuntimeError as error:
            raise SaveError(f"There is no folder {typed}: nobody of that name has one here.") from error

    def _look(self) -> None:
        names = [(name, "bold reverse" if name == self._format else "") for name in _FORMATS]
        self.formats.update(Content.assemble(*(part for name, style in names for part in ((f" {name} ", style), " "))))
        self._show()

    @work(exclusive=True)
    async def _show(self) -> None:
        try:
            plan = await self._plan(self.wish)
        except QuothError as error:
            self._tell(str(error), "", wrong=True)
            return
        what = "is there, and renewed" if plan.known else "is new"
        if plan.copied:
            what = "was changed by hand, and is copied before it is written over"
        size = _size(len(plan.content)) + ", and its pictures, which are fetched then" * plan.pictures
        self._tell(f"{self._many}{plan.path.name} {what} · {size}", _text(plan.content))

    def _tell(self, told: str, shown: str, *, wrong: bool = False) -> None:
        self.told.update(told)
        self.told.set_class(wrong, "-wrong")
        self.shown.update(shown)
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another folder may have another file of the article."""
        event.stop()
        if self.line.value != self._folder or self.told.content:
            self._look()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save it so."""
        event.stop()
        try:
            self.dismiss(self.wish)
        except SaveError as error:
            self._tell(str(error), "", wrong=True)

    def action_turn(self, way: int) -> None:
        """Go on to another format."""
        self._format = _FORMATS[(_FORMATS.index(self._format) + way) % len(_FORMATS)]
        self._look()

    def action_scroll_by(self, rows: int) -> None:
        """Show more of the file."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)

    def action_leave(self) -> None:
        """Save nothing."""
        self.dismiss(None)


def _size(count: int) -> str:
    return f"{count:,} bytes" if count < 10_000 else f"{count / 1000:,.0f} kB"


def _text(content: bytes) -> str:
    """A file as far as it can be shown."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "This file is no text, and is not shown."
    more = f"\n… and {len(text) - _MOST:,} characters more" if len(text) > _MOST else ""
    return clean(text[:_MOST].replace("\x1b", "␛")) + more
