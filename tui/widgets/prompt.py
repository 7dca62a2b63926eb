"""One line to type into, in the place of the keys."""

from __future__ import annotations

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
    """Asks for a line, tells of every change, and goes away when it is done."""

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
        lay_aside: Callable[[events.Key], bool] = lambda _: False,
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
            lay_aside: called with each key; ``True`` if it has to come `again`, since others come before it.
            edit: whether what is typed goes on with what stands there, and does not take its place.
            known: words that the last one typed may be completed to, by Tab or →.
        """
        suggester = LastWord(known) if known else None
        super().__init__(
            value, placeholder=what, id="prompt", compact=True, select_on_focus=not edit, suggester=suggester
        )
        self._changed = changed
        self._done = done
        self._lay_aside = lay_aside
        self._coming: list[events.Key] = []
        self._seen: events.Key | None = None
        self._finished = False

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what is typed."""
        event.stop()
        if self._changed is not None:
            self._changed(self.value)

    def again(self, event: events.Key) -> None:
        """Take a key that went elsewhere or was laid aside, after those that are here already."""
        copy = events.Key(event.key, event.character)
        if self.post_message(copy):
            self._coming.append(copy)

    def has_seen(self, event: events.Key) -> bool:
        """Whether a key has come by here."""
        return event is self._seen

    def on_key(self, event: events.Key) -> None:
        """Enter ends it at once, so that what is typed right after is no part of it."""
        first = event is not self._seen  # what has bubbled up to the app comes down once more
        self._seen = event
        if self._coming and event is self._coming[0]:
            del self._coming[0]
        elif first and self._lay_aside(event):
            return self._stop(event)
        elif first and self._coming:
            self._stop(event)
            return self.again(event)
        if self._finished:
            self._stop(event)
            self.screen.post_message(events.Key(event.key, event.character))
        elif event.key == "enter":
            self._stop(event)
            self._finished = True
            self._done(self.value)
        return None

    @staticmethod
    def _stop(event: events.Key) -> None:
        event.stop()
        event.prevent_default()

    def action_cancel(self) -> None:
        """Thought better of it."""
        if not self._finished:
            self._finished = True
            self._done(None)
