"""Key presses, until they are a command: sequences, and the numbers before them.

A number before a key says how often: ``3]e``, ``5j``, ``10G``. In lists, and while selecting, every digit is part of
it. In an article and its panel some digits show the panel, and do so at once; such a digit counts nevertheless for what
is pressed right after it, unless that moves in the panel. With a ``0`` before it (``03j``) a number is only a number.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tui.commands.command import MOVE
from tui.commands.keys import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.commands.keys import Keymap
    from tui.commands.table import Command

_PANEL = frozenset(("show_people", "show_quotes", "show_places", "show_notes"))
"""What digits do beside counting."""

_ALWAYS = frozenset(("list", "selection"))
"""Where they do nothing beside it."""

_RIGHT_AFTER = 1.0
"""Seconds within which the next key makes a number of a digit that has shown the panel."""

_MOST = 9999


class KeySequence:
    """Collects key presses until they are a command, or none.

    Attributes:
        keymap: the keys in force.
        pending: what was pressed of a sequence that is not complete.
        number: the digits that were pressed before it.
        count: how often the command that was completed last is to be done; 0 if nobody said.
        takes_back: whether the key that was pressed last made a number of digits that have shown the panel.
    """

    def __init__(self, keymap: Keymap) -> None:
        self.keymap = keymap
        self.pending: tuple[str, ...] = ()
        self.number = ""
        self.count = 0
        self.takes_back = False
        self._shown_at: float | None = None

    @property
    def begun(self) -> str:
        """What was pressed that waits for more, as it is shown; not a digit that has shown the panel."""
        number = self.number if self._shown_at is None else ""
        return number + shown(" ".join(self.pending))

    def press(self, key: str, where: Iterable[str], now: float | None = None) -> tuple[bool, Command | None]:
        """Take a key press.

        Args:
            key: what was pressed, see `tui.commands.keys.token`.
            where: the places whose keys are in force, the nearest first.
            now: seconds on the monotonic clock; what it says if not given.

        Returns:
            Whether the key was ours, and the command to run if it completed one. A key that does not go on with what is
            pending ends it and does nothing, for nobody wants half a sequence to turn into another command.
        """
        places, now = tuple(where), time.monotonic() if now is None else now
        self.count, self.takes_back = 0, False
        if self._shown_at is not None and not self.pending and now - self._shown_at > _RIGHT_AFTER:
            self._forget()
        if not self.pending and len(key) == 1 and key in "0123456789" and (found := self._digit(key, places, now)):
            return found
        if key == "escape" and not self.pending and self.number and self._shown_at is None:
            self._forget()
            return True, None
        started = bool(self.pending)
        sequence = (*self.pending, key)
        self.pending = ()
        command = self.keymap.command(sequence, places)
        if command is None and self.keymap.goes_on(sequence):
            self.pending = sequence
            return True, None
        if command is not None and self.number and not (self._shown_at is not None and command.group == MOVE):
            self.count = min(int(self.number), _MOST)
            self.takes_back = self._shown_at is not None and command.counted and self.count > 0
        self._forget()
        return started or command is not None, command

    def _digit(self, key: str, places: tuple[str, ...], now: float) -> tuple[bool, Command | None] | None:
        """Take a digit; ``None`` if it is a key like any other."""
        command = self.keymap.command((key,), places)
        counts = bool(self.number) and self._shown_at is None
        if not counts and key == "0" and command is not None:
            return None
        in_panel = command is not None and command.id in _PANEL
        if not counts and in_panel and places[0] not in _ALWAYS:
            self.number, self._shown_at = self.number + key, now
            return True, command
        if not counts and command is not None and not in_panel:
            self._forget()
            return None
        self.takes_back = self._shown_at is not None
        self.number, self._shown_at = self.number + key, None
        return True, None

    def _forget(self) -> None:
        self.number, self._shown_at = "", None
