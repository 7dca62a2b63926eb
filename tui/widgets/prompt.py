"""One line to type into, in the place of the keys."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.suggester import Suggester
from textual.widgets import Input

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class LastWord(Suggester):
    """Completes the last word of a line from words that are known."""

    def __init__(self, known: Sequence[str]) -> None:
        super().__init__(case_sensitive=True)
        self._known = known

    async def get_suggestion(self, value: str) -> str | None:
        """The line with its last word completed; ``None`` if no word begins so, or it is whole."""
        before = re.match(r"(?:.*[\s,#])?", value, re.DOTALL)
        word = value[before.end() :] if before else value
        used = {one.casefold() for one in re.split(r"[\s,#]+", value)}
        for one in self._known:
            if word and one.casefold().startswith(word.casefold()) and one.casefold() not in used:
                return value + one[len(word) :]
        return None


class Prompt(Input):
    """Asks for a line, tells of every change, and goes away when it is done.

    Attributes:
        ready: set when keys that were pressed before have been dealt with; those pressed now wait for it.
    """

    DEFAULT_CSS = """
    Prompt, Prompt:focus {
        height: 1;
        border: none;
        padding: 0 1;
        background: $cursor-background;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", show=False, id="prompt.cancel"),
        Binding("tab", "cursor_right", "Complete", show=False, id="prompt.complete"),
    ]

    def __init__(
        self,
        what: str,
        value: str,
        changed: Callable[[str], None] | None,
        done: Callable[[str | None], None],
        *,
        edit: bool = False,
        known: Sequence[str] = (),
    ) -> None:
        """Make the line.

        Args:
            what: what is asked for.
            value: what stands there at first.
            changed: called with the text after every change.
            done: called with the text, or with ``None`` if the reader thought better of it.
            edit: whether what is typed goes on with what stands there, and does not take its place.
            known: words that the last one typed may be completed to, by Tab or →.
        """
        suggester = LastWord(known) if known else None
        super().__init__(
            value, placeholder=what, id="prompt", compact=True, select_on_focus=not edit, suggester=suggester
        )
        self._changed = changed
        self._done = done
        self.ready = asyncio.Event()
        self._finished = False

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what is typed."""
        event.stop()
        if self._changed is not None:
            self._changed(self.value)

    async def on_key(self, event: events.Key) -> None:
        """Enter ends it at once, so that what is typed right after is no part of it."""
        await self.ready.wait()
        if self._finished:
            event.stop()
            event.prevent_default()
            self.screen.post_message(events.Key(event.key, event.character))
        elif event.key == "enter":
            event.stop()
            event.prevent_default()
            self.finish()

    def finish(self) -> None:
        """Done, with what stands there."""
        self._finished = True
        self._done(self.value)

    def action_cancel(self) -> None:
        """Thought better of it."""
        self._done(None)
