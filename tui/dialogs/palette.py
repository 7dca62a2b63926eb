"""The commands in Textual's palette."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.commands.table import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.commands.table import Command
    from tui.stage import Stage

_BESIDE_THE_POINT = frozenset(("palette", "down", "up", "enter", "escape"))


class Commands(Provider):
    """Every command that one would look for by its name."""

    def _all(self) -> list[tuple[Command, str, Callable[[], None]]]:
        stage = cast("Stage", self.screen)  # It belongs to that screen alone.
        found: list[tuple[Command, str, Callable[[], None]]] = []
        for command in COMMANDS:
            if command.id not in _BESIDE_THE_POINT:
                key = stage.keymap.of(command.id)
                found.append((command, f"{command.title}  {key}", partial(stage.run_id, command.id)))
        return found

    async def discover(self) -> Hits:
        """All of them, as long as nothing is typed."""
        for command, title, run in self._all():
            yield DiscoveryHit(title, run, help=command.help)

    async def search(self, query: str) -> Hits:
        """Those whose title fits what is typed."""
        matcher = self.matcher(query)
        for command, title, run in self._all():
            if (score := matcher.match(title)) > 0:
                yield Hit(score, matcher.highlight(title), run, help=command.help)
