"""The commands for feeds and lists under the reader's hand."""

from __future__ import annotations

from tui.commands.command import FEEDS, LISTS, Command

FEEDS_COMMANDS = (
    Command(
        "feed_settings",
        ("E",),
        "Feed's settings",
        "Name, folders, interval, full text, headers, login, cookies, proxy … of the feed at hand.",
        group=FEEDS,
    ),
    Command("rename_feed", ("z n",), "Rename", "Call the feed or folder at hand otherwise.", group=FEEDS),
    Command(
        "move_feed",
        ("z m",),
        "To a folder",
        "Put the feed or folder at hand into a folder; it may be new.",
        group=FEEDS,
    ),
    Command(
        "offer_feed",
        ("z t",),
        "To a server",
        "Offer the feed at hand to the server that you sync with, so that other devices have it too; or no longer.",
        group=FEEDS,
    ),
    Command(
        "feed_up",
        ("z u",),
        "Feed up",
        "Put the feed or folder at hand before the one above it.",
        group=FEEDS,
        counted=True,
    ),
    Command(
        "feed_down",
        ("z d",),
        "Feed down",
        "Put the feed or folder at hand behind the one below.",
        group=FEEDS,
        counted=True,
    ),
    Command(
        "next_feed",
        ("] f",),
        "Next feed",
        "List the next feed that has something unread.",
        group=FEEDS,
        newsboat=("] f", "ctrl+n"),
        counted=True,
    ),
    Command(
        "previous_feed",
        ("[ f",),
        "Previous feed",
        "List the feed before that has something unread.",
        group=FEEDS,
        newsboat=("[ f", "ctrl+p"),
        counted=True,
    ),
    Command(
        "only_unread",
        ("U",),
        "Only unread",
        "In the tree, only feeds with something unread; elsewhere, only entries that are not read.",
        group=FEEDS,
    ),
    Command("order", ("O",), "Order", "Entries by date, title or feed, or the unread ones first.", "list", FEEDS),
)

LISTS_COMMANDS = (
    Command("next_entry", ("] ]",), "Next entry", "The next entry, read or not.", group=LISTS, counted=True),
    Command("previous_entry", ("[ [",), "Previous entry", "The entry before, read or not.", group=LISTS, counted=True),
    Command("mark_above", ("[ A",), "Above read", "Mark all entries above this one as read.", "list", LISTS),
    Command("mark_below", ("] A",), "Below read", "Mark all entries below this one as read.", "list", LISTS),
    Command(
        "type_ahead",
        ("'",),
        "To a row",
        "Type some words of a row to go to it, in any list and dialog; Esc goes back.",
        "list",
        LISTS,
    ),
    Command(
        "panel_row",
        ("'",),
        "To a row of the panel",
        "The same among the names, quotes and notes of the panel.",
        "panel",
        LISTS,
    ),
    Command(
        "select_entries",
        ("V",),
        "Select entries",
        "Select entries from this one on, to mark, star, tag or save them all.",
        "list",
        LISTS,
    ),
)
