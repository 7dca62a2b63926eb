"""What the commands do: a function each, named like the command, in the module of its group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.actions import article, moving, names, news, noting, selecting, view
from tui.commands import ARTICLE, BY_ID, COMMANDS, MOVE, NAMES, NEWS, NOTES, SCREEN, SELECT

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from tui.commands import Command
    from tui.screens.reader import ReaderScreen

__all__ = ["article", "find", "in_footer", "moving", "names", "news", "noting", "run", "run_id", "selecting", "view"]

_MODULES: dict[str, ModuleType] = {
    MOVE: moving,
    NAMES: names,
    NOTES: noting,
    SELECT: selecting,
    ARTICLE: article,
    NEWS: news,
    SCREEN: view,
}


def find(command: str) -> Callable[[ReaderScreen], None]:
    """The function that does a command."""
    function: Callable[[ReaderScreen], None] = getattr(_MODULES[BY_ID[command].group], command)
    return function


def run(screen: ReaderScreen, command: Command) -> None:
    """Do what a command does."""
    find(command.id)(screen)


def run_id(screen: ReaderScreen, command: str) -> None:
    """The same, by the command's name."""
    find(command)(screen)


def in_footer(pane: str) -> list[Command]:
    """The commands that the bottom line shows in a pane, in the order of their declaration."""
    return [command for command in COMMANDS if command.footer and pane in command.hinted]


assert len(BY_ID) == len(COMMANDS)  # noqa: S101  (two commands of one name would hide each other)
