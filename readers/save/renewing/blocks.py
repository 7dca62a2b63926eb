"""Blocks of a text between two comments that name them, with a digest that tells whether they were changed by hand.

    <!-- quoth:notes 0123456789ab -->
    ## Notes
    <!-- /quoth:notes 0123456789ab -->

The end names the digest too: no text within can pretend to be it, for it would have to hold a digest of itself.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import NamedTuple

_BEGIN = re.compile(r"<!-- quoth:([a-z]+) ([0-9a-f]{12}) -->(\r?\n)")
_TARGET = re.compile(r"\[\[[^\[\]|#\n]*")
_OF_LINKS = ("person", "index")


class Block(NamedTuple):
    """A block of a text.

    Attributes:
        name: what it is.
        start: where its first comment begins.
        end: where its last comment ends.
        whole: from there to there.
        content: what stands between the comments.
        intact: whether it is as it was written; line ends do not count.
    """

    name: str
    start: int
    end: int
    whole: str
    content: str
    intact: bool


def block(name: str, content: str) -> str:
    """Some content as a block."""
    digest = _digest_of(name, content)
    return f"<!-- quoth:{name} {digest} -->\n{content}\n<!-- /quoth:{name} {digest} -->"


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a text, in order; one that is not ended is none."""
    at = 0
    while found := _BEGIN.search(text, at):
        ending = f"<!-- /quoth:{found[1]} {found[2]} -->"
        end = text.find(ending, found.end())
        if end < 0:
            at = found.end()
            continue
        content = text[found.end() : end].replace("\r\n", "\n").removesuffix("\n")
        at = end + len(ending)
        intact = _digest_of(found[1], content) == found[2]
        yield Block(found[1], found.start(), at, text[found.start() : at], content, intact)


def renewed(old: str, new: str) -> tuple[str, bool]:
    """A text with each of its blocks as another text has it; what is around them stays.

    A block that the old text has not was taken out by the reader, and stays out; of two of one name the first is
    renewed.

    Returns:
        The text, and whether any block was changed by hand before.
    """
    fresh = {one.name: one.whole for one in blocks(new)}
    parts, at, lost = [], 0, False
    for one in blocks(old):
        if one.name not in fresh:
            continue
        lost = lost or not one.intact
        whole = fresh.pop(one.name)
        if "-->\r\n" in one.whole:
            whole = whole.replace("\n", "\r\n")
        parts += [old[at : one.start], whole]
        at = one.end
    return "".join((*parts, old[at:])), lost


def _digest_of(name: str, content: str) -> str:
    """The digest of a block; of one made of links to notes without where they lead, for these may be renamed."""
    return _digest(_TARGET.sub("[[", content) if name in _OF_LINKS else content)


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:12]
