"""The commands for feeds and entries."""

from __future__ import annotations

from tui.commands.command import NEWS, Command

NEWS_COMMANDS = (
    Command(
        "next_unread",
        ("n",),
        "Next unread",
        "The next unread entry, after the last one that of the next feed; while a search is on, the next match.",
        group=NEWS,
        footer="next",
        hinted=("list", "article"),
        counted=True,
    ),
    Command(
        "previous_unread",
        ("p",),
        "Previous unread",
        "The unread entry, or the match, before this one.",
        group=NEWS,
        counted=True,
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
    Command(
        "undo",
        ("ctrl+z",),
        "Undo",
        "Take back the last marking, tagging, correction or note.",
        group=NEWS,
        counted=True,
    ),
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
    Command("tag", ("t",), "Tag", "Put the entry under tags of your own: words parted by spaces.", group=NEWS),
    Command(
        "remove",
        ("D",),
        "Remove feed",
        "Leave the feed at hand; you are asked first. A search that is kept goes at once, ^z brings it back.",
        "list",
        NEWS,
    ),
    Command("refresh", ("r",), "Refresh feed", "Fetch the feed at hand.", group=NEWS),
    Command("refresh_all", ("R",), "Refresh all", "Fetch all feeds.", group=NEWS, footer="refresh", hinted=("list",)),
    Command(
        "read_ahead",
        ("z f",),
        "Read ahead",
        "Fetch the pages of this feed's new entries before they are opened, or no longer; off for a feed at first.",
        group=NEWS,
    ),
    Command(
        "read_later",
        ("L",),
        "Read later",
        "Keep the article at hand in the library if it came by no feed; else ask for the address of one to be kept.",
        group=NEWS,
    ),
    Command(
        "add",
        ("+",),
        "Add feed",
        "Subscribe to a feed, or to the feed of a site; a folder may stand after its address.",
        group=NEWS,
    ),
    Command(
        "filter",
        ("F",),
        "Filter",
        "Show only entries that have some words, in headline, people, outlet or as #tag, or that a search finds.",
        group=NEWS,
    ),
    Command(
        "keep_search",
        ("z k",),
        "Keep the search",
        "Keep the search as a feed in the tree, with its unread count; on one that is kept, call it otherwise.",
        "list",
        NEWS,
    ),
    Command("sort", ("\\",), "Sort", "Newest or oldest first.", "list", NEWS),
    Command("expand", ("e",), "Open a story apart", "Show or hide the other entries that tell the same.", "list", NEWS),
    Command("stories", ("z s",), "Stories once", "One row for what several feeds tell, or one for each.", "list", NEWS),
    Command(
        "group", ("|",), "Group", "Under headings by day, by feed, by folder, or under none.", "list", NEWS, ("z g",)
    ),
)
