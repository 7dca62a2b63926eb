"""The commands that move: the cursor, the page, the pane."""

from __future__ import annotations

from tui.commands.command import MOVE, Command

MOVING_COMMANDS = (
    Command("down", ("j", "down"), "Down", "One line or row down.", group=MOVE, newsboat=("down", "J"), counted=True),
    Command("up", ("k", "up"), "Up", "One line or row up.", group=MOVE, newsboat=("up", "K"), counted=True),
    Command("half_down", ("ctrl+d",), "Half a page down", "Half a page down.", group=MOVE, counted=True),
    Command("half_up", ("ctrl+u",), "Half a page up", "Half a page up.", group=MOVE, counted=True),
    Command("page_down", ("space", "pagedown", "ctrl+f"), "Page down", "A page down.", group=MOVE, counted=True),
    Command("page_up", ("pageup", "ctrl+b"), "Page up", "A page up.", group=MOVE, newsboat=("pageup",), counted=True),
    Command(
        "top", ("g g", "home"), "To the top", "The first line or row.", group=MOVE, newsboat=("home",), counted=True
    ),
    Command(
        "bottom", ("G", "end"), "To the bottom", "The last line or row.", group=MOVE, newsboat=("end",), counted=True
    ),
    Command(
        "enter",
        ("enter",),
        "Open",
        "Open the entry, unfold the folder, jump to the name's first mention; on a mention, its card.",
        group=MOVE,
        footer="open",
        hinted=("list", "panel", "notes"),
        counted=True,
    ),
    Command(
        "right",
        ("l", "right"),
        "One pane in",
        "Into the pane to the right, opening what is chosen; into a folder.",
        group=MOVE,
    ),
    Command(
        "left", ("h", "left"), "One pane out", "Back to the pane on the left; out of a folder, closing it.", group=MOVE
    ),
    Command("next_pane", ("tab",), "Next pane", "To the next pane.", group=MOVE, footer="pane"),
    Command("previous_pane", ("shift+tab",), "Previous pane", "To the pane before.", group=MOVE),
    Command(
        "set_mark",
        ("m",),
        "Mark this place",
        "With a letter behind it (ma): give this place in the article to it; it is kept.",
        "article",
        MOVE,
    ),
    Command(
        "to_mark",
        ("'", "`"),
        "To a mark",
        "With a letter behind it ('a): to the place that it was given; twice: back to before the jump.",
        "article",
        MOVE,
    ),
    Command("escape", ("escape",), "Let go", "Focus no name or quote; end the search; go back.", group=MOVE),
)
