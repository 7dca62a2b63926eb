"""The commands that have something to do with the world outside."""

from __future__ import annotations

from tui.commands.command import OUTSIDE, Command

OUTSIDE_COMMANDS = (
    Command(
        "pipe",
        ("P",),
        "Pipe",
        "Give the article, the quote at hand or what is selected to a command, and see what it says.",
        group=OUTSIDE,
        newsboat=("|",),
    ),
    Command(
        "bookmark",
        ("B",),
        "Bookmark",
        "Give the address to your bookmark command.",
        group=OUTSIDE,
        newsboat=("ctrl+b",),
    ),
    Command(
        "copy_quote",
        ("Y",),
        "Copy quote",
        "Copy the quote at hand with who said it, where and when, as text or as `quote` in the settings says.",
        group=OUTSIDE,
    ),
    Command(
        "share_quote",
        ("z y",),
        "Quote as …",
        "Copy the quote as text, Markdown or a citation (BibTeX, RIS, CSL-JSON), or save it as a picture.",
        group=OUTSIDE,
    ),
    Command(
        "enclosures",
        ("z a",),
        "Attached files",
        "Podcasts and other files of the entry: open or download them.",
        group=OUTSIDE,
    ),
    Command("suspend", ("Z",), "Suspend", "Put the reader into the background; `fg` brings it back.", group=OUTSIDE),
)
