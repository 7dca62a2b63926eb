"""What a command of the reader is."""

from __future__ import annotations

from typing import Literal

import msgspec

Where = Literal["anywhere", "list", "article", "panel", "selection", "notes"]


class Command(msgspec.Struct, frozen=True):
    """Something the reader can do.

    Attributes:
        id: its name in the configuration, and that of the function that does it.
        keys: the keys of the ``vim`` preset, each a sequence parted by spaces (``z z``).
        title: what it does, in two or three words, for footer and palette.
        help: the same in a sentence.
        where: the pane in which its keys work; or while something is selected by keys, or in the panel's notes.
        group: the heading it stands under in the help.
        newsboat: the keys of the ``newsboat`` preset, where they differ.
        footer: the word for the bottom line; empty to leave it out.
        hinted: the places whose bottom line has it.
        counted: whether a number before its keys has it done so often.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    help: str
    where: Where = "anywhere"
    group: str = "Reading"
    newsboat: tuple[str, ...] | None = None
    footer: str = ""
    hinted: tuple[str, ...] = ("list", "article", "panel", "notes")
    counted: bool = False


MOVE, NAMES, ARTICLE, NEWS, SCREEN = "Move", "Names and quotes", "Article", "News", "Screen"
NOTES, SELECT, ACROSS = "Notes", "While selecting", "Across articles"
FEEDS, LISTS, OUTSIDE, MACROS = "Feeds", "Lists", "The world outside", "Macros"
"""The headings of the help, in whose modules of `tui.actions` the commands are done."""
