"""The words of a feed's HTML, for search and nothing else."""

from __future__ import annotations

import re

from readers.model import Entry

_TAG = re.compile(r"<(/?)([a-zA-Z!?]?)([^<>]*)>")  # linear: it never looks past the next angle bracket
_SPACE = re.compile(r"\s+")


def words(markup: str) -> str:
    """The text between the tags, without scripts and styles, on one line."""
    import html  # noqa: PLC0415  # its table of names is not needed to show a library

    pieces, end, skipping = [], 0, ""
    for tag in _TAG.finditer(markup):
        if not skipping:
            pieces.append(markup[end : tag.start()])
        end = tag.end()
        name = (tag[2] + tag[3]).split(maxsplit=1)[:1]
        if name and name[0].lower() in ("script", "style"):
            skipping = "" if tag[1] else name[0]
    if not skipping:
        pieces.append(markup[end:])
    return _SPACE.sub(" ", html.unescape(" ".join(pieces))).strip()


def excerpt(entry: Entry) -> str:
    """What a feed itself tells of an entry: its content or, failing that, its summary, as plain words."""
    return words(entry.content or entry.summary)
