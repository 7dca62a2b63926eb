"""Setting right what was found, and adding what was not."""

from tui.actions.correcting.asking import ask
from tui.actions.correcting.making import Corrected, undo

__all__ = ["Corrected", "ask", "undo"]
