"""All keys, to be searched; Enter runs a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.commands import COMMANDS
from tui.keys import shown
from tui.layout.columns import MEDIUM
from tui.screens.choice import Choice, Line
from tui.widgets.row_list import Row

if TYPE_CHECKING:
    from tui.keys import Keymap
    from tui.screens.reader import ReaderScreen

_LEGEND = (
    (("a person", "person"), ("  ", ""), ("an organisation", "organisation"), ("  ", ""), ("a place", "place")),
    (("▏ ", "quoted"), ("a quote has a bar beside it; “?” after a speaker's name means that we are not sure", "")),
)


def show_help(screen: ReaderScreen) -> None:
    """Show all keys over the screen."""

    def chosen(command: str | None) -> None:
        if command is not None:
            screen.run_id(command)

    narrow = screen.size.width < MEDIUM
    screen.app.push_screen(Choice("Keys", lines(screen.keymap, 8 if narrow else 14)), chosen)


def lines(keymap: Keymap, column: int = 14) -> list[Line]:
    """The legend, and a line for each command under the heading of its group.

    Args:
        keymap: the keys in force.
        column: characters for the keys.
    """
    found = [Line(Row((("Marks", "group"),)))]
    found += [Line(Row((("  ", ""), *pieces))) for pieces in _LEGEND]
    group = ""
    for command in COMMANDS:
        if command.group != group:
            group = command.group
            found += [Line(Row((("", ""),))), Line(Row(((group, "group"),)))]
        keys = "  ".join(shown(sequence) for sequence in keymap.keys[command.id])
        row = Row(((f"  {keys:<{column}} ", "name-person"), (f"{command.title:<20} ", ""), (command.help, "quiet")))
        found.append(Line(row, command.id, f"{keys} {command.title} {command.help} {group}"))
    return found
