"""A saved file with everything of Quoth's in it renewed."""

from __future__ import annotations

from typing import NamedTuple

from readers.save.renewing import blocks, frontmatter


class Renewed(NamedTuple):
    """A file as it is to be.

    Attributes:
        content: of the file.
        changed_by_hand: whether something of Quoth's was; it is as Quoth has it now, and the old file should be kept.
    """

    content: bytes
    changed_by_hand: bool


def renew(old: bytes, new: bytes) -> Renewed | None:
    """An earlier file with what is Quoth's as a new one has it.

    Args:
        old: what is in the file.
        new: what Quoth would write.

    Returns:
        ``None`` if there are no blocks of Quoth's in the old one, if its front matter is none any more, or if it is no
        UTF-8.
    """
    try:
        text = old.decode()
    except UnicodeDecodeError:
        return None
    if not any(True for _ in blocks.blocks(text)):
        return None
    fresh = new.decode()
    front = frontmatter.renewed(text, fresh)
    if front is None and frontmatter.is_told_in(text):
        return None
    text, lost = (text, False) if front is None else front
    text, changed = blocks.renewed(text, fresh)
    return Renewed(text.encode(), lost or changed)
