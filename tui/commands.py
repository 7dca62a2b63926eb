"""Every command of the reader, declared once.

From a declaration come its keys (`tui.keys`), its place in the footer, its line in the help and its entry in the
command palette. What it does is the function of its name in the module of its group (`tui.actions`).
"""

from __future__ import annotations

from tui.command import ARTICLE, MOVE, NAMES, NEWS, NOTES, SCREEN, SELECT, Command
from tui.commands_of_notes import COMMANDS_OF_NOTES

__all__ = ["ARTICLE", "BY_ID", "COMMANDS", "MOVE", "NAMES", "NEWS", "NOTES", "SCREEN", "SELECT", "Command"]

COMMANDS = (
    # Names and quotes
    Command(
        "next_mention",
        ("] e",),
        "Next name",
        "The next mention of anyone.",
        "article",
        NAMES,
        footer="name",
        hinted=("article",),
    ),
    Command("previous_mention", ("[ e",), "Previous name", "The mention of anyone before this one.", "article", NAMES),
    Command(
        "next_same",
        ("*",),
        "Same name again",
        "The next mention of the focused name.",
        "article",
        NAMES,
        footer="same",
        hinted=("article",),
    ),
    Command(
        "previous_same",
        ("#",),
        "Same name before",
        "The mention of the focused name before this one.",
        "article",
        NAMES,
    ),
    Command(
        "next_quote",
        ("] q",),
        "Next quote",
        "The next quote, and who said it.",
        "article",
        NAMES,
        footer="quote",
        hinted=("article",),
    ),
    Command(
        "previous_quote", ("[ q",), "Previous quote", "The quote before this one, and who said it.", "article", NAMES
    ),
    Command("back_jump", ("ctrl+o",), "Jump back", "Back to where the last jump was made from.", group=NAMES),
    Command(
        "card",
        ("K", "g d"),
        "Who is this?",
        "The card of the focused name.",
        group=NAMES,
        newsboat=("g d",),
        footer="who",
        hinted=("article", "panel"),
    ),
    Command(
        "correct",
        ("c",),
        "Set right",
        "Set the name or quote at hand right: its kind, who it is, who said it; ^z takes it back.",
        "article",
        NAMES,
        footer="correct",
        hinted=("article", "panel"),
    ),
    Command(
        "show_people",
        ("1", "g e"),
        "People",
        "The people and organisations of the article.",
        group=NAMES,
        footer="people",
        hinted=("panel", "notes"),
    ),
    Command(
        "show_quotes",
        ("2",),
        "Quotes",
        "The quotes of the article, by speaker.",
        group=NAMES,
        footer="quotes",
        hinted=("panel", "notes"),
    ),
    Command(
        "show_places",
        ("3",),
        "Places",
        "Places and everything else with a name.",
        group=NAMES,
        footer="places",
        hinted=("panel", "notes"),
    ),
    Command("toggle_people", ("z p",), "Mark people", "Show or hide the marks of people.", group=NAMES),
    Command(
        "toggle_organisations", ("z o",), "Mark organisations", "Show or hide the marks of organisations.", group=NAMES
    ),
    Command("toggle_places", ("z l",), "Mark places", "Show or hide the marks of places.", group=NAMES),
    Command("toggle_quotes", ("z q",), "Mark quotes", "Show or hide the marks of quotes.", group=NAMES),
    *COMMANDS_OF_NOTES,
    # Article
    Command("search", ("/",), "Find", "Find words in the article; in a list, show only rows with them.", group=ARTICLE),
    Command(
        "browser",
        ("o",),
        "Open in browser",
        "Open the article's address in the browser.",
        group=ARTICLE,
        footer="browser",
        hinted=("article",),
    ),
    Command(
        "copy",
        ("y",),
        "Copy",
        "Copy what is selected, else the article's address.",
        group=ARTICLE,
        footer="copy",
        hinted=("selection",),
    ),
    Command(
        "full_text",
        ("x",),
        "Full text",
        "The page's text instead of the feed's own, and back again; the choice is kept.",
        "article",
        ARTICLE,
    ),
    Command(
        "toggle_cut",
        ("z b",),
        "What was cut",
        "Show or hide, under the article, what was cut from its page: menus, notices, comments.",
        "article",
        ARTICLE,
    ),
    Command(
        "hints", (";",), "Open a link", "Letters over the links on the screen: type one to open it.", "article", ARTICLE
    ),
    Command("links", ("u",), "Links", "List the article's links.", group=ARTICLE),
    Command(
        "save",
        ("s",),
        "Save",
        "Save the article with its names, quotes and notes.",
        group=ARTICLE,
        footer="save",
        hinted=("article",),
    ),
    Command("wider", (">",), "Wider text", "Set the text in longer lines.", "article", ARTICLE),
    Command("narrower", ("<",), "Narrower text", "Set the text in shorter lines.", "article", ARTICLE),
    # News
    Command(
        "next_unread",
        ("n",),
        "Next unread",
        "The next unread entry; while a search is on, the next match.",
        group=NEWS,
        footer="next",
        hinted=("list", "article"),
    ),
    Command(
        "previous_unread", ("p",), "Previous unread", "The unread entry, or the match, before this one.", group=NEWS
    ),
    Command(
        "toggle_read",
        ("N", "m"),
        "Read or unread",
        "Mark the entry as read, or as unread again.",
        group=NEWS,
        footer="read",
        hinted=("list",),
    ),
    Command("mark_all_read", ("A",), "All read", "Mark the whole list as read; ^z takes it back.", group=NEWS),
    Command("undo", ("ctrl+z",), "Undo", "Take back the last marking, correction or note.", group=NEWS),
    Command(
        "star",
        ("f",),
        "Star",
        "Star the entry, or take the star away.",
        group=NEWS,
        newsboat=("ctrl+e",),
        footer="star",
        hinted=("list",),
    ),
    Command("remove", ("D",), "Remove feed", "Leave the feed at hand; you are asked first.", "list", NEWS),
    Command("refresh", ("r",), "Refresh feed", "Fetch the feed at hand.", group=NEWS),
    Command("refresh_all", ("R",), "Refresh all", "Fetch all feeds.", group=NEWS, footer="refresh", hinted=("list",)),
    Command("add", ("+",), "Add feed", "Subscribe to a feed, or to the feed of a site.", group=NEWS),
    Command(
        "filter", ("F",), "Filter", "Show only entries that have some words, in headline, people or outlet.", group=NEWS
    ),
    Command("sort", ("\\",), "Sort", "Newest or oldest first.", "list", NEWS),
    Command("expand", ("e",), "Open a story apart", "Show or hide the other entries that tell the same.", "list", NEWS),
    Command("stories", ("z s",), "Stories once", "One row for what several feeds tell, or one for each.", "list", NEWS),
    Command("group", ("|",), "Group", "Under headings by day, or under none.", "list", NEWS),
    # Move
    Command("down", ("j", "down"), "Down", "One line or row down.", group=MOVE, newsboat=("down", "J")),
    Command("up", ("k", "up"), "Up", "One line or row up.", group=MOVE, newsboat=("up", "K")),
    Command("half_down", ("ctrl+d",), "Half a page down", "Half a page down.", group=MOVE),
    Command("half_up", ("ctrl+u",), "Half a page up", "Half a page up.", group=MOVE),
    Command("page_down", ("space", "pagedown", "ctrl+f"), "Page down", "A page down.", group=MOVE),
    Command("page_up", ("pageup", "ctrl+b"), "Page up", "A page up.", group=MOVE),
    Command("top", ("g g", "home"), "To the top", "The first line or row.", group=MOVE, newsboat=("home",)),
    Command("bottom", ("G", "end"), "To the bottom", "The last line or row.", group=MOVE, newsboat=("end",)),
    Command(
        "enter",
        ("enter",),
        "Open",
        "Open the entry, unfold the folder, jump to the name's first mention; on a mention, its card.",
        group=MOVE,
        footer="open",
        hinted=("list", "panel", "notes"),
    ),
    Command("right", ("l", "right"), "One pane in", "Into the pane to the right, opening what is chosen.", group=MOVE),
    Command("left", ("h", "left"), "One pane out", "Back to the pane on the left.", group=MOVE),
    Command("next_pane", ("tab",), "Next pane", "To the next pane.", group=MOVE, footer="pane"),
    Command("previous_pane", ("shift+tab",), "Previous pane", "To the pane before.", group=MOVE),
    Command("escape", ("escape",), "Let go", "Focus no name or quote; end the search; go back.", group=MOVE),
    # Screen
    Command("zen", ("z z",), "Zen", "The article alone.", group=SCREEN),
    Command("palette", (":",), "Commands", "Find a command by its name.", group=SCREEN, footer="commands"),
    Command("problems", ("!",), "Problems", "What went wrong, and what can be done about it.", group=SCREEN),
    Command("theme", (), "Theme", "Choose the colours.", group=SCREEN),
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

BY_ID = {command.id: command for command in COMMANDS}
