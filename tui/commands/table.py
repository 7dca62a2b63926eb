"""Every command of the reader, declared once.

From a declaration come its keys (`tui.commands.keys`), its place in the footer, its line in the help and its entry in
the command palette. What it does is the function of its name in the module of its group (`tui.actions`). Each group's
are in a module of its own here; their order is that of the help.
"""

from tui.commands.article import ARTICLE_COMMANDS
from tui.commands.command import (
    ACROSS,
    ARTICLE,
    FEEDS,
    LISTS,
    MOVE,
    NAMES,
    NEWS,
    NOTES,
    OUTSIDE,
    SCREEN,
    SELECT,
    Command,
)
from tui.commands.moving import MOVING_COMMANDS
from tui.commands.names import NAMES_COMMANDS
from tui.commands.news import NEWS_COMMANDS
from tui.commands.notes import NOTES_COMMANDS
from tui.commands.outside import OUTSIDE_COMMANDS
from tui.commands.people import ACROSS_COMMANDS
from tui.commands.screen import SCREEN_COMMANDS
from tui.commands.shelves import FEEDS_COMMANDS, LISTS_COMMANDS

__all__ = [
    "ACROSS",
    "ARTICLE",
    "BY_ID",
    "COMMANDS",
    "FEEDS",
    "LISTS",
    "MOVE",
    "NAMES",
    "NEWS",
    "NOTES",
    "OUTSIDE",
    "SCREEN",
    "SELECT",
    "Command",
]

COMMANDS = (
    *NAMES_COMMANDS,
    *NOTES_COMMANDS,
    *ACROSS_COMMANDS,
    *ARTICLE_COMMANDS,
    *NEWS_COMMANDS,
    *FEEDS_COMMANDS,
    *LISTS_COMMANDS,
    *OUTSIDE_COMMANDS,
    *MOVING_COMMANDS,
    *SCREEN_COMMANDS,
)

BY_ID = {command.id: command for command in COMMANDS}
