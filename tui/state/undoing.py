"""What can be taken back: one list for everything (`tui.state.listing.Listing.undo`), the newest last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tui.screens.reader import ReaderScreen


class Undoable(Protocol):
    """Something that was done and can be taken back."""

    def undo(self, screen: ReaderScreen) -> None:
        """Take it back, and say so. It is in the list no more."""
        ...
