"""All keys, to be searched; Enter runs a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui.commands.keys import shown
from tui.commands.table import COMMANDS, MOVE
from tui.dialogs.choice import Choice, Line
from tui.layout.columns import MEDIUM
from tui.widgets.entry_list import CHANGED, OPEN
from tui.widgets.row_list import Piece, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.commands.keys import Keymap
    from tui.stage import Stage

_LEGEND = (
    (("a person", "person"), ("  ", ""), ("an organisation", "organisation"), ("  ", ""), ("a place", "place")),
    (("a highlight", "noted"), ("  ", ""), ("✎", "sign"), (" beside it: there is a note to it", "")),
    (("▏ ", "quoted"), ("beside speech, ", ""), ("┊ ", "quoted"), ("beside what is reported or half quoted", "")),
    (("? ", "accent"), ("behind a speaker: it is not sure who said it", "")),
    (("❝2 ", "quoted"), ("two quotes are theirs  ", ""), ("×5 ", "quiet"), ("they are named five times", "")),
    (
        ("● ", "name-person"),
        ("unread  ", ""),
        ("★ ", "star"),
        ("starred  ", ""),
        (OPEN, "open"),
        (" on the screen", ""),
    ),
    (("+4 ", "quiet"), ("four more outlets tell the story, which is listed once", "")),
    ((f"{CHANGED} ", "accent"), ("the article has changed since it was first fetched", "")),
    (("5m 3h 2d 7w 1y ", "quiet"), ("minutes, hours, days, weeks, years old", "")),
    (("12 ", "quiet"), ("behind a feed: unread entries, each story as often as it is told", "")),
    (("↻ ", "quiet"), ("the feed is being fetched  ", ""), ("! ", "problem"), ("it could not be", "")),
)

_NUMBERS = (
    ("3]e  5j", "a number before a key: so often; before G, gg or Enter: to that row or line"),
    (
        "03j",
        "in an article 1 to 4 show the panel, and count only right before what does not move in it; 0 first counts",
    ),
)
"""What is to be told of numbers."""

_TITLE, _LEAST = 21, 30
"""Cells for a command's title, and the least beside it for what it does."""

_WIDEST, _AROUND = 96, 7
"""Cells of the list over the screen at most, and what frame, padding, cursor and scroll bar take of them."""


def show_help(stage: Stage) -> None:
    """Show all keys over the screen."""

    def chosen(command: str | None) -> None:
        if command is not None:
            stage.run_id(command)

    width = stage.size.width
    room = min(_WIDEST, int(width * 0.98)) - _AROUND
    stage.app.push_screen(Choice("Keys", lines(stage.keymap, 8 if width < MEDIUM else 14, room)), chosen)


def lines(keymap: Keymap, column: int = 14, room: int = 1000) -> list[Line]:
    """The legend, and a line for each command under the heading of its group.

    Args:
        keymap: the keys in force.
        column: characters for the keys.
        room: characters in a row; what a command does goes on in the next where it does not fit.
    """
    found = [Line(Row((("Marks", "group"),)))]
    found += [line for pieces in _LEGEND for line in _legend(pieces, room)]
    group = ""
    for command in (*COMMANDS, *keymap.macros.values()):
        if command.group != group:
            group = command.group
            found += [Line(Row((("", ""),))), Line(Row(((group, "group"),)))]
            found += _numbers(column, room) if group == MOVE else []
        keys = "  ".join(shown(sequence) for sequence in keymap.keys[command.id])
        words = f"{keys} {command.title} {command.help} {group}"
        indent = column + 3
        beside = room - indent - _TITLE
        # Where there is little room beside the title, what the command does stands under it.
        told = _wrapped(command.help, beside) if beside >= _LEAST else ["", *_wrapped(command.help, room - indent)]
        indent += _TITLE if beside >= _LEAST else 0
        pieces = (f"  {keys:<{column}} ", "name-person"), (f"{command.title:<{_TITLE - 1}} ", ""), (told[0], "quiet")
        found.append(Line(Row(pieces), command.id, words))
        found += [Line(Row(((" " * indent, ""), (part, "quiet"))), words=words, more=True) for part in told[1:]]
    return found


def _legend(pieces: Sequence[Piece], room: int) -> list[Line]:
    """What some signs mean, on in the next row where it does not fit."""
    *before, (told, look) = (("  ", ""), *pieces)
    used = sum(cell_len(text) for text, _ in before)
    first, *more = _wrapped(told.strip(), room - used - 1) if used + cell_len(told) > room else [told]
    indent = " " * (len(told) - len(told.lstrip()) if more else 0)
    found = [Line(Row((*before, (f"{indent}{first}", look))))]
    return found + [Line(Row(((" " * 6, ""), (part, look))), more=True) for part in more]


def _numbers(column: int, room: int) -> list[Line]:
    """What a number before a key does."""
    found = []
    for keys, told in _NUMBERS:
        for number, part in enumerate(_wrapped(told, room - column - 3)):
            pieces = (f"  {'' if number else keys:<{column}} ", "name-person"), (part, "quiet")
            found.append(Line(Row(pieces), words=f"number count times {keys} {told}", more=True))
    return found


def _wrapped(text: str, width: int) -> list[str]:
    from textwrap import wrap  # noqa: PLC0415  (only here)

    return wrap(text, max(1, width))
