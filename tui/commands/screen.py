"""The commands for the screen as a whole."""

from __future__ import annotations

from tui.commands.command import SCREEN, Command

SCREEN_COMMANDS = (
    Command("zen", ("z z",), "Zen", "The article alone.", group=SCREEN),
    Command("palette", (":",), "Commands", "Find a command by its name.", group=SCREEN, footer="commands"),
    Command("problems", ("!",), "Problems", "What went wrong, and what can be done about it.", group=SCREEN),
    Command("repeat", (".",), "Again", "Do what was done last once more, but for moving.", group=SCREEN, counted=True),
    Command("settings", (",",), "Settings", "Look at every setting, and change it.", group=SCREEN),
    Command("theme", (), "Theme", "Choose the colours; they are kept.", group=SCREEN),
    Command("back", ("q",), "Back", "One step back; at the beginning, out.", group=SCREEN, footer="back"),
    Command("quit", ("Q", "ctrl+q"), "Quit", "Leave the reader.", group=SCREEN),
    Command(
        "help",
        ("?", "f1"),
        "Help",
        "All keys.",
        group=SCREEN,
        footer="help",
        hinted=("list", "article", "panel", "notes", "selection"),
    ),
)
