"""What the commands do: a function each, named like the command, in a module of its group.

An action knows the `tui.stage.Stage`, and never the screen. What goes wrong is raised and told by the stage; what takes
longer than a frame is given to `Stage.work`. Begin with `article`.

The screen calls them as ``actions.article.tell(…)``. Nearly nothing of them is needed for the first frame, so that a
module is imported when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

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

    from tui.actions import article, listing, moving, names, news, remembering, view
    from tui.commands.table import Command
    from tui.stage import Stage

__all__ = ["article", "find", "in_footer", "listing", "moving", "names", "news", "remembering", "run", "run_id", "view"]

_MODULES = {
    MOVE: ("moving",),
    NAMES: ("names",),
    ARTICLE: ("article", "shelves.saving"),
    NEWS: ("news", "network"),
    SCREEN: ("view",),
    NOTES: ("noting",),
    SELECT: ("selecting",),
    ACROSS: ("people",),
    FEEDS: ("shelves.feeds",),
    LISTS: ("shelves.lists",),
    OUTSIDE: ("outside.programs",),
}
"""Group → the modules that do its commands."""


if not TYPE_CHECKING:

    def __getattr__(name: str) -> ModuleType:
        """A module of this room that is asked for the first time."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return import_module(f"{__name__}.{name}")


def find(command: str) -> Callable[[Stage], None]:
    """The function that does a command."""
    modules = (import_module(f"{__name__}.{name}") for name in _MODULES[BY_ID[command].group])
    found: Callable[[Stage], None] = next(getattr(one, command) for one in modules if hasattr(one, command))
    return found


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
