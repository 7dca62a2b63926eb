"""Asking for a line of text in the place of the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from textual import events
    from textual.screen import Screen
    from textual.widget import Widget

    from tui.widgets.prompt import Prompt


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
        self._mounted: Awaitable[None] | None = None

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
        self.prompt = Prompt(what, value, changed, finish, edit=edit, known=known)
        self._turned()
        self._mounted = self._screen.mount(self.prompt)
        # What was typed so fast that it went to the pane at hand comes before what goes to the prompt.
        (self._screen.focused or self._screen).post_message(self.CaughtUp())
        # At once, so that what is typed next goes there; and again, should a pane be about to take the focus.
        self._screen.set_focus(self.prompt)
        self.prompt.focus()

    def close(self) -> None:
        """Take the prompt away, if there is one."""
        if self.prompt is not None:
            self.prompt.remove()
            self.prompt = None

    def caught_up(self) -> None:
        """Let the prompt take its own keys from now on."""
        if self.prompt is not None:
            self.prompt.ready.set()

    async def take(self, event: events.Key) -> None:
        """Give the prompt what was typed so fast that it went to the pane that had asked for it."""
        prompt = self.prompt
        if prompt is None or not (event.is_printable or event.key == "enter"):
            return
        event.stop()
        event.prevent_default()
        if self._mounted is not None:
            await self._mounted
        if event.key == "enter":
            prompt.finish()
        elif event.character is not None:
            prompt.insert_text_at_cursor(event.character)
