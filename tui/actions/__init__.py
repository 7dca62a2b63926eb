"""What the commands do: a function each, named like the command, in a module of its group.

An action knows the `tui.stage.Stage`, and never the screen. What goes wrong is raised and told by the stage; what takes
longer than a frame is given to `Stage.work`. Begin with `article`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from tui.actions import article, listing, moving, names, news, remembering, view
from tui.commands.command import MACROS
from tui.commands.table import (
    ACROSS,
    ARTICLE,
    BY_ID,
    COMMANDS,
    FEEDS,
    LISTS,
    MOVE,
    NAMES,
    NEWS,
    NOTES,
    OUTSIDE,
    SCREEN,
    SELECT,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from tui.commands.table import Command
    from tui.stage import Stage

__all__ = ["article", "find", "in_footer", "listing", "moving", "names", "news", "remembering", "run", "run_id", "view"]

_MODULES: dict[str, ModuleType] = {MOVE: moving, NAMES: names, ARTICLE: article, NEWS: news, SCREEN: view}
_WHEN_USED = {
    NEWS: "tui.actions.network",
    ARTICLE: "tui.actions.shelves.saving",
    NOTES: "tui.actions.noting",
    SELECT: "tui.actions.selecting",
    ACROSS: "tui.actions.people",
    FEEDS: "tui.actions.shelves.feeds",
    LISTS: "tui.actions.shelves.lists",
    OUTSIDE: "tui.actions.outside.programs",
}
"""Nothing of them is needed for the first frame."""


def find(command: str) -> Callable[[Stage], None]:
    """The function that does a command."""
    group = BY_ID[command].group
    module = _MODULES.get(group)
    if module is None or not hasattr(module, command):
        module = import_module(_WHEN_USED[group])
    function: Callable[[Stage], None] = getattr(module, command)
    return function


def run(stage: Stage, command: Command, count: int = 0) -> None:
    """Do what a command, or a macro of the reader's own, does.

    Args:
        stage: the reader's screen.
        command: what to do.
        count: the number that was typed before its keys; 0 if none was.
    """
    if command.group == MACROS:
        from tui.actions.outside import macros  # noqa: PLC0415  (nothing of it is needed for the first frame)

        macros.run(stage, command.help, run_id)
    elif count and command.counted:
        from tui.actions import counting  # noqa: PLC0415  (nothing of it is needed for the first frame)

        counting.times(stage, command, find(command.id), count)
    else:
        find(command.id)(stage)


def run_id(stage: Stage, command: str) -> None:
    """The same, by the command's name."""
    find(command)(stage)


def in_footer(pane: str) -> list[Command]:
    """The commands that the bottom line shows in a pane, in the order of their declaration."""
    return [command for command in COMMANDS if command.footer and pane in command.hinted]


assert len(BY_ID) == len(COMMANDS)  # noqa: S101  (two commands of one name would hide each other)
