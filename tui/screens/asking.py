"""Asking for a line of text in the place of the keys.

Keys come in order, but by two ways: those pressed before the prompt had the focus go to the pane at hand and bubble up
to the screen, those pressed after go straight to the prompt, and may be there first. So the prompt lays aside its own
until a message that was put behind the last key of the pane has come through. Nothing waits meanwhile: what is laid
aside is posted again, to the prompt or, if that is done by then, to the screen. Should the message be lost with its
pane, a timer stands in for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.screen import Screen
    from textual.widget import Widget

    from tui.widgets.prompt import Prompt

_AT_LAST = 0.2
"""Seconds after which the keys of the pane have come through, or never will."""


class Asking:
    """The prompt of a screen, there or not.

    Attributes:
        prompt: what the reader types into; ``None`` if nothing is asked.
    """

    class CaughtUp(Message):
        """All keys that were pressed before the prompt had the focus are dealt with."""

    def __init__(self, screen: Screen[None], pane: Callable[[], Widget], turned: Callable[[], None]) -> None:
        """Make it.

        Args:
            screen: where the prompt is shown.
            pane: gives what has the focus without it.
            turned: told when the prompt is there, and when it is there no more.
        """
        self.prompt: Prompt | None = None
        self._screen = screen
        self._pane = pane
        self._turned = turned
        self._aside: list[events.Key] | None = None

    def ask(
        self,
        what: str,
        value: str,
        changed: Callable[[str], None] | None,
        done: Callable[[str | None], None],
        *,
        edit: bool = False,
        known: Sequence[str] = (),
    ) -> None:
        """Ask for a line; see `tui.widgets.prompt.Prompt`."""
        from tui.widgets.prompt import Prompt  # noqa: PLC0415  (nothing of it is needed for the first frame)

        def finish(text: str | None) -> None:
            # Before it goes, for else Textual would look for another widget to have the focus.
            self._screen.set_focus(self._pane(), scroll_visible=False)
            self.close()
            self._turned()
            done(text)

        self.close()
        self.prompt = Prompt(what, value, changed, finish, self._lay_aside, edit=edit, known=known)
        self._turned()
        self._screen.mount(self.prompt)
        self._aside = [] if self._aside is None else self._aside
        # What was typed so fast that it went to the pane at hand comes before what goes to the prompt.
        (self._screen.focused or self._screen).post_message(self.CaughtUp())
        self._screen.set_timer(_AT_LAST, self.caught_up)
        # At once, so that what is typed next goes there; and again, should a pane be about to take the focus.
        self._screen.set_focus(self.prompt)
        self.prompt.focus()

    def close(self) -> None:
        """Take the prompt away, if there is one."""
        if self.prompt is not None:
            self.prompt.remove()
            self.prompt = None

    def take(self, event: events.Key) -> None:
        """Give the prompt a key that went to the pane; one that went to the prompt already goes its way."""
        if self.prompt is not None and not self.prompt.has_seen(event):
            event.stop()
            event.prevent_default()
            self.prompt.again(event)

    def _lay_aside(self, event: events.Key) -> bool:
        """Keep a key of the prompt until those before it have come; gives whether that is so."""
        if self._aside is None:
            return False
        self._aside.append(event)
        return True

    def caught_up(self) -> None:
        """Let the prompt have its own keys; if it is done, they are the screen's."""
        aside, self._aside = self._aside, None
        for event in aside or ():
            if self.prompt is not None:
                self.prompt.again(event)
            else:
                self._screen.post_message(events.Key(event.key, event.character))
