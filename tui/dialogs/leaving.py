"""Leaving what lies over the reader's screen, once."""

from __future__ import annotations

from typing import Any

from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette
from textual.screen import Screen
from textual.widgets import Input


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
        background: $background 60%;
        & > Vertical {
            width: 98%; max-width: 96; min-width: 20;
            margin: 1 0;
            visibility: visible;
            background: $surface;
            border: round $rule;
        }
        & #--input { height: 1; border: none; padding: 0; margin: 0 0 1 0; }
        & CommandInput, & CommandInput:focus { height: 1; padding: 0 1; border: none; }
        & #--results { overlay: none; height: 1fr; background: $surface; }
        & #--input, & CommandInput, & CommandInput:focus { background: $cursor-blurred; }
        & SearchIcon { display: none; }
        & CommandList { min-width: 20; max-height: 100%; background: $surface; border: none; }
        & CommandList > .option-list--option-highlighted { background: $cursor-background; color: $foreground; }
    }
    """

    def on_mount(self) -> None:
        """Nothing moves of itself if that is wished."""
        self.query_one(Input).cursor_blink = self.app.animation_level != "none"

    def _action_command_list(self, action: str) -> None:
        """Move in the list, once there are lines to move over."""
        if self.query_one(CommandList).scrollable_content_region.height or not action.startswith("page_"):
            super()._action_command_list(action)
