"""A list of things that can be changed, each with its meaning and its value now: settings, what is kept of a feed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from textual.getters import query_one
from textual.widgets import Input, Static

from readers.errors import QuothError
from tui.dialogs.choice import Choice, Line
from tui.widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

_LABEL = 20
"""Cells for what a field is called."""


class Field(NamedTuple):
    """Something that can be changed.

    Attributes:
        name: what it is told by when it is changed.
        label: what it is called.
        meaning: in words.
        value: as it is now, and as it is typed.
        choices: Enter goes on to the next of them, where there are some; otherwise a value is typed.
        group: the heading that it stands under.
        usual: whether its value is what holds when nothing is said.
    """

    name: str
    label: str
    meaning: str
    value: str
    choices: tuple[str, ...] = ()
    group: str = ""
    usual: bool = False


class Fields(Choice):
    """The list; a value is typed in the line over it, and what is wrong with it is told under it.

    Escape leaves the value as it was and, with none being typed, the screen.
    """

    DEFAULT_CSS = """
    Fields #meaning { color: $quiet; text-style: none; height: 3; margin: 1 0 0 1; }
    Fields #meaning.-wrong { color: $error; }
    """

    meaning = query_one("#meaning", Static)
    line = query_one(Input)

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        change: Callable[[str, str], Awaitable[Sequence[Field]]],
    ) -> None:
        """Make the screen.

        Args:
            title: whose fields they are.
            fields: all of them.
            change: given a field's name and what was typed, changes it and gives all fields as they are then; what is
                wrong with it is raised as a `QuothError`.
        """
        super().__init__(title, _lines(fields))
        self._fields = list(fields)
        self._change = change
        self._editing: Field | None = None
        self._sought = ""

    def on_mount(self) -> None:
        """Make room for what a field means; the list itself is the parent class's, whose handlers Textual calls too."""
        self.lines.parent.mount(Static(id="meaning", markup=False))  # type: ignore[union-attr]  # it is in a container
        self.call_after_refresh(self._tell)

    @property
    def _at(self) -> Field | None:
        item = self.lines.item
        return item.value if item is not None else None

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Say what the field at the cursor means."""
        event.stop()
        self._tell()

    def _tell(self, wrong: str = "") -> None:
        at = self._editing or self._at
        ways = "Enter: the next · " if at is not None and at.choices else ""
        told = f"{ways}{at.meaning}" if at is not None else ""
        self.meaning.update(wrong or told)
        self.meaning.set_class(bool(wrong), "-wrong")
        self._fit()

    def fill(self, lines: Sequence[Line]) -> None:
        """Show some rows; the cursor stays on the field it is on."""
        at = self._at
        super().fill(lines)
        names = [line.value.name if line.value is not None else None for line in self.lines.items]
        if at is not None and at.name in names:
            self.lines.point_at(names.index(at.name), tell=False)
        if self.query("#meaning"):
            self._tell()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search, unless a value is being typed."""
        if self._editing is not None:
            event.stop()
            event.prevent_default()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the value that was typed, or change the field at the cursor."""
        event.stop()
        event.prevent_default()
        if self._editing is not None:
            self._set(self._editing, self.line.value)
        else:
            self._begin()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """A field was clicked."""
        event.stop()
        event.prevent_default()
        if self._editing is None:
            self._begin()

    def _begin(self) -> None:
        field = self._at
        if field is None:
            return
        if field.choices:
            at = field.choices.index(field.value) if field.value in field.choices else -1
            self._set(field, field.choices[(at + 1) % len(field.choices)])
            return
        self._editing, self._sought = field, self.line.value
        self.query_one(Static).update(f"{field.label}:")
        self.line.placeholder = "nothing: as usual"
        self.line.value = field.value
        self.line.cursor_position = len(field.value)
        self._tell()

    def _set(self, field: Field, value: str) -> None:
        self.run_worker(self._changed(field, value), exit_on_error=False)

    async def _changed(self, field: Field, value: str) -> None:
        try:
            self._fields = list(await self._change(field.name, value))
        except QuothError as error:
            self._tell(str(error))
            return
        self._all = _lines(self._fields)
        self._end()

    def _end(self) -> None:
        if self._editing is not None:
            self._editing = None
            self.query_one(Static).update(self._heading)
            self.line.placeholder = "type to search"
            self.line.value = self._sought
            self.line.cursor_position = len(self._sought)
        self._search_again()
        self._tell()

    def _search_again(self) -> None:
        super().on_input_changed(Input.Changed(self.line, self.line.value))

    def action_leave(self) -> None:
        """Leave the value as it was, else the screen."""
        if self._editing is not None:
            self._end()
        else:
            super().action_leave()


def _lines(fields: Sequence[Field]) -> list[Line]:
    found: list[Line] = []
    group = ""
    for field in fields:
        if field.group != group:
            group = field.group
            found.append(Line(Row(((group, "group"),))))
        value: tuple[Any, ...] = ((_shown(field), "quiet" if field.usual else "strong"),)
        label = (f"  {field.label:<{_LABEL}} ", "")
        found.append(Line(Row((label, *value)), field, f"{field.label} {field.name} {field.meaning} {field.value}"))
    return found


def _shown(field: Field) -> str:
    words = {"true": "yes", "false": "no", "": "—", "{}": "—", "[]": "—"}
    return words.get(field.value, field.value)
