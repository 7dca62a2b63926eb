"""Each command is declared once, and everything else follows from that."""

from __future__ import annotations

import pytest

from tui import actions
from tui.commands.keys import Keymap
from tui.commands.table import COMMANDS
from tui.dialogs.help import lines


def test_every_command_has_a_function_that_does_it() -> None:
    for command in COMMANDS:
        assert callable(actions.find(command.id)), command.id


def test_every_command_is_in_the_help_with_all_its_keys() -> None:
    told = "\n".join("".join(text for text, _ in line.row.left) for line in lines(Keymap()))
    for command in COMMANDS:
        assert command.title in told
        assert command.help in told


def test_the_bottom_line_leads_from_every_pane_to_the_help() -> None:
    for pane in ("list", "article", "panel"):
        assert actions.in_footer(pane)[-1].id == "help"


@pytest.mark.parametrize("room", [46, 71, 89])
def test_the_help_is_told_whole_on_any_screen(room: int) -> None:
    for line in lines(Keymap(), 8, room):
        assert sum(len(text) for text, _ in line.row.left) <= room or (line.value is None and not line.more)
    words = " ".join(text for line in lines(Keymap(), 8, room) for text, look in line.row.left if look == "quiet")
    for command in COMMANDS:
        assert command.help in " ".join(words.split())
