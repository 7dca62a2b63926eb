"""One line to type into, in the place of the keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Protocol

from rich.highlighter import Highlighter
from textual import events
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.suggester import Suggester
from textual.widgets import Input, Static

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from rich.text import Text


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


class Mistake(Highlighter):
    """Underlines the part of a line in which a mistake is."""

    def __init__(self, find: Callable[[str], tuple[int, int] | None]) -> None:
        self._find = find

    def highlight(self, text: Text) -> None:
        """Underline it."""
        found = self._find(text.plain)
        if found is not None:
            text.stylize("bold underline", *found)


class Line(Protocol):
    """The keys that wait for their turn."""

    @property
    def busy(self) -> bool:
        """Whether some do, so that the next one has to as well."""
        ...

    def lay_aside(self, event: events.Key) -> None:
        """Let one wait; it comes back by `Prompt.do`."""
        ...

    async def go_on(self) -> None:
        """Do those whose turn it is."""
        ...


class Labelled(Horizontal):
    """A prompt behind what it asks for, which stays there whatever is typed."""

    DEFAULT_CSS = """
    Labelled {
        height: 1;
        background: $cursor-background;
        & > Static {
            width: auto; max-width: 60%;
            padding: 0 1;
            color: $quiet;
            text-overflow: ellipsis; text-wrap: nowrap;
        }
    }
    """

    def __init__(self, what: str, prompt: Prompt) -> None:
        super().__init__(Static(f"{what}:", markup=False), prompt)


class Prompt(Input):
    """Asks for a line, tells of every change, and goes away when it is done.

    Attributes:
        what: what is asked for.
        seen: the key that came last.
    """

    DEFAULT_CSS = """
    Prompt, Prompt:focus {
        width: 1fr;
        height: 1;
        border: none;
        padding: 0 1 0 0;
        background: $cursor-background;
        background-tint: $foreground 0%;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", show=False, id="prompt.cancel"),
        Binding("tab", "complete", "Complete", show=False, id="prompt.complete"),
    ]

    def __init__(
        self,
        what: str,
        value: str,
        changed: Callable[[str], None] | None,
        done: Callable[[str | None], None],
        line: Line,
        *,
        edit: bool = False,
        known: Sequence[str] = (),
        complete: Callable[[str], Awaitable[str]] | None = None,
        wrong: Callable[[str], tuple[int, int] | None] | None = None,
    ) -> None:
        """Make the line.

        Args:
            what: what is asked for.
            value: what stands there at first.
            changed: called with the text after every change.
            done: called with the text, or with ``None`` if the reader thought better of it.
            line: where keys wait while others come before them.
            edit: whether what is typed goes on with what stands there, and does not take its place.
            known: words that the last one typed may be completed to, by Tab or →.
            complete: gives the line as Tab completes it; the same line if it cannot.
            wrong: gives the part of the line in which a mistake is; it is underlined.
        """
        suggester = LastWord(known) if known else None
        super().__init__(
            value,
            compact=True,
            select_on_focus=False,
            suggester=suggester,
            highlighter=Mistake(wrong) if wrong else None,
        )
        self.what = what
        self._changed = changed
        self._done = done
        self._line = line
        self._edit = edit
        self._complete = complete
        self.seen: events.Key | None = None
        self._finished = False

    def on_mount(self) -> None:
        """From now on keys can be done; what stands there is selected now, not when some of them are done already."""
        self.cursor_blink = self.app.animation_level != "none"
        if not self._edit:
            self.select_all()
        self.call_later(self._line.go_on)

    def on_unmount(self) -> None:
        """Be told of selections no more: Textual's own line never says so, and would be kept as long as its screen."""
        self.screen.text_selection_started_signal.unsubscribe(self)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what is typed."""
        event.stop()
        if self._changed is not None:
            self._changed(self.value)

    async def on_key(self, event: events.Key) -> None:
        """What a key does is done at once; by way of the screen a deletion would come after an Enter behind it."""
        self.seen = event
        if self._finished or self._line.busy:
            self._line.lay_aside(event)
        elif event.key == "enter":
            self._finish(self.value)
        elif (action := _ACTIONS.get(event.key)) is not None:
            await self.run_action(action)
        else:
            return
        event.stop()
        event.prevent_default()

    async def do(self, event: events.Key) -> None:
        """Do a key that has waited, as if it had come just now."""
        if event.key == "enter":
            self._finish(self.value)
        elif (action := _ACTIONS.get(event.key)) is not None:
            await self.run_action(action)
        elif event.is_printable and event.character is not None:
            self.replace(event.character, *self.selection)

    async def action_complete(self) -> None:
        """Complete what is being typed."""
        if self._complete is None:
            self.action_cursor_right()
            return
        typed = self.value
        line = await self._complete(typed)
        if line != typed == self.value:
            self.value = line
            self.cursor_position = len(line)

    def keep(self) -> None:
        """End it: with what stands there where something of the reader's was being written, else without an answer."""
        self._finish(self.value if self._edit else None)

    def _finish(self, value: str | None) -> None:
        if not self._finished:
            self._finished = True
            self._done(value)

    def action_cancel(self) -> None:
        """Thought better of it."""
        self._finish(None)


_ACTIONS = {binding.key: binding.action for binding in Binding.make_bindings([*Input.BINDINGS, *Prompt.BINDINGS])}
"""What the keys do that are no text."""
