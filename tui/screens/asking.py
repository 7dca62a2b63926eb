"""Asking for a line of text in the place of the keys.

Keys come by two ways: those pressed before the prompt had the focus go to the pane at hand and bubble up to the screen,
those pressed after go straight to the prompt, and may be there first. So all that comes while a prompt is not ready
stands in one line, in the order in which it was pressed: what went to the prompt is laid aside until a message that was
put behind the last key of the pane has come through. Then one key after the other is done, by the prompt or, once that
is answered, as a command. No handler waits for another meanwhile. Should the message be lost with its pane, a timer
stands in for it; on a busy machine the message of a pane that is there may take longer than any timer.
"""

from __future__ import annotations

import time
from collections import deque
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from textual.widget import Widget

    from tui.screens.working import WorkingScreen
    from tui.widgets.prompt import Labelled, Prompt

_AGAIN = 0.2
"""Seconds from one look to the next whether the pane is still there."""
_AT_LAST = 5.0
"""Seconds after which the keys of the pane have come through, or never will."""


class Asking:
    """The prompt of a screen, there or not.

    Attributes:
        prompt: what the reader types into; ``None`` if nothing is asked.
    """

    class CaughtUp(Message):
        """All keys that were pressed before a prompt had the focus are dealt with.

        Attributes:
            asked: how many had been asked for then.
        """

        def __init__(self, asked: int) -> None:
            super().__init__()
            self.asked = asked

    def __init__(
        self,
        screen: WorkingScreen,
        pane: Callable[[], Widget],
        turned: Callable[[], None],
        command: Callable[[events.Key], object],
    ) -> None:
        """Make it.

        Args:
            screen: where the prompt is shown; tells of what cannot be done with an answer.
            pane: gives what has the focus without it.
            turned: told when the prompt is there, and when it is there no more.
            command: given the keys that were pressed after the answer, before the screen had them again.
        """
        self.prompt: Prompt | None = None
        self._screen = screen
        self._pane = pane
        self._turned = turned
        self._command = command
        self._shown: Labelled | None = None
        self._typed: deque[events.Key] = deque()
        self._aside: list[events.Key] | None = None
        self._at_it = False
        self._asked = 0

    def ask(
        self,
        what: str,
        value: str,
        changed: Callable[[str], None] | None,
        done: Callable[[str | None], None],
        *,
        edit: bool = False,
        known: Sequence[str] = (),
        complete: Callable[[str], Awaitable[str]] | None = None,
        wrong: Callable[[str], tuple[int, int] | None] | None = None,
    ) -> None:
        """Ask for a line; see `tui.widgets.prompt.Prompt`."""
        from tui.widgets.prompt import Labelled, Prompt  # noqa: PLC0415  (nothing of it is needed for the first frame)

        def finish(text: str | None) -> None:
            # Before it goes, for else Textual would look for another widget to have the focus.
            self._screen.set_focus(self._pane(), scroll_visible=False)
            self.close()
            self._turned()
            with self._screen.telling():
                done(text)

        self.close()
        self.prompt = Prompt(what, value, changed, finish, self, edit=edit, known=known, complete=complete, wrong=wrong)
        self._turned()
        self._shown = Labelled(what, self.prompt)
        self._screen.mount(self._shown)
        self._aside = [] if self._aside is None else self._aside
        # What was typed so fast that it went to the pane at hand comes before what goes to the prompt.
        self._asked += 1
        pane = self._screen.focused or self._screen
        pane.post_message(self.CaughtUp(self._asked))
        self._screen.set_timer(_AGAIN, partial(self._look, pane, self._asked, time.monotonic()))
        # At once, so that what is typed next goes there; and again, should a pane be about to take the focus.
        self._screen.set_focus(self.prompt)
        self.prompt.focus()

    def close(self) -> None:
        """Take the prompt away, if there is one."""
        if self._shown is not None:
            self._shown.remove()
            self.prompt = self._shown = None

    def keep(self) -> None:
        """Nobody can go on typing: what was being written is kept as if by Enter, anything else is not done."""
        if self.prompt is not None:
            self.prompt.keep()

    @property
    def busy(self) -> bool:
        """Whether keys stand in line, so that the next one has to as well."""
        return bool(self._typed) or self._aside is not None or self._at_it

    @property
    def awaits(self) -> bool:
        """Whether a key that has come to the screen is one for here: `take` it, then."""
        return self.prompt is not None or bool(self._typed) or self._at_it

    async def take(self, event: events.Key) -> None:
        """A key went to the pane, and stands in line; one that went to the prompt already goes its way."""
        if self.prompt is None or event is not self.prompt.seen:
            event.stop()
            event.prevent_default()
            self._typed.append(event)
            await self.go_on()

    def lay_aside(self, event: events.Key) -> None:
        """A key went to the prompt, and has to wait for its turn."""
        if self._aside is not None:
            self._aside.append(event)
        else:
            self._typed.append(event)
            self._screen.call_later(self.go_on)

    async def _look(self, pane: Widget, asked: int, since: float) -> None:
        """Wait no longer for the message if it was lost with its pane."""
        if asked != self._asked or self._aside is None:
            return
        if pane.is_running and pane.is_attached and time.monotonic() - since < _AT_LAST:
            self._screen.set_timer(_AGAIN, partial(self._look, pane, asked, since))
        else:
            await self.caught_up(asked)

    async def caught_up(self, asked: int) -> None:
        """No key is on its way by the pane any more, unless another prompt was asked for meanwhile.

        Args:
            asked: see `CaughtUp`.
        """
        if asked != self._asked:
            return
        self._typed.extend(self._aside or ())
        self._aside = None
        await self.go_on()

    async def go_on(self) -> None:
        """Do the keys that stand in line, as far as there is somebody to do them."""
        if self._at_it:
            return
        self._at_it = True
        try:
            while self._typed and (self.prompt is None or self.prompt.is_mounted):
                event = self._typed.popleft()
                if self.prompt is None:
                    self._command(event)
                else:
                    await self.prompt.do(event)
        finally:
            self._at_it = False
