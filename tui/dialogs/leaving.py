"""Leaving what lies over the reader's screen, once."""

from __future__ import annotations

from typing import Any

from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette
from textual.screen import Screen


class LeftOnce(Screen[Any]):
    """A screen that goes away at the first key that ends it.

    Keys typed at once are in its queue already when it goes; each would take away one more screen, the
    reader's own too.
    """

    def dismiss(self, result: Any = None) -> AwaitComplete:  # noqa: ANN401  (as Textual has it)
        """Go, if it is still the one that is shown."""
        return super().dismiss(result) if self.is_current else AwaitComplete()


class Palette(CommandPalette, LeftOnce):
    """Textual's palette, left once.

    It cannot fold the text of its options into no cells at all, so it is wider than the narrowest terminals; and it
    cannot turn pages before its options have been folded, which on the lowest ones never happens.
    """

    DEFAULT_CSS = """
    Palette {
        & > Vertical { min-width: 20; }
        & CommandList { min-width: 20; }
    }
    """

    def _action_command_list(self, action: str) -> None:
        """Move in the list, once there are lines to move over."""
        if self.query_one(CommandList).scrollable_content_region.height or not action.startswith("page_"):
            super()._action_command_list(action)
