"""One line to type into, in the place of the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

if TYPE_CHECKING:
    from collections.abc import Callable


class Prompt(Input):
    """Asks for a line, tells of every change, and goes away when it is done."""

    DEFAULT_CSS = """
    Prompt, Prompt:focus {
        height: 1;
        border: none;
        padding: 0 1;
        background: $cursor-background;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel", show=False, id="prompt.cancel")]

    def __init__(
        self,
        what: str,
        value: str,
        changed: Callable[[str], None] | None,
        done: Callable[[str | None], None],
        *,
        edit: bool = False,
    ) -> None:
        """Make the line.

        Args:
            what: what is asked for.
            value: what stands there at first.
            changed: called with the text after every change.
            done: called with the text, or with ``None`` if the reader thought better of it.
            edit: whether what is typed goes on with what stands there, and does not take its place.
        """
        super().__init__(value, placeholder=what, id="prompt", compact=True, select_on_focus=not edit)
        self._changed = changed
        self._done = done

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what is typed."""
        event.stop()
        if self._changed is not None:
            self._changed(self.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Done."""
        event.stop()
        self._done(self.value)

    def action_cancel(self) -> None:
        """Thought better of it."""
        self._done(None)
