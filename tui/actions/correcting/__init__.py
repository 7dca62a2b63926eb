"""Setting right what was found, and adding what was not."""

from tui.actions.correcting.asking import ask
from tui.actions.correcting.making import Corrected

__all__ = ["Corrected", "ask"]
