"""What the reader marked in an article, and wrote about it."""

from __future__ import annotations

from datetime import datetime

from readers.model.anchors import Anchor
from readers.model.base import Model


class Note(Model, frozen=True):
    """A highlight, a note to some words, or a note to a whole article.

    It is anchored by words and not by offsets, so that it survives another version of the article; see
    `readers.marks.anchors.locate`.

    Attributes:
        id: its row in the library; 0 before it is kept there.
        anchor: the words it is about; empty words stand for the whole article.
        body: what the reader wrote; empty for a mere highlight.
        tags: one word each, without the hash.
        created: when.
        modified: when it was last changed.
    """

    id: int
    anchor: Anchor
    body: str = ""
    tags: tuple[str, ...] = ()
    created: datetime | None = None
    modified: datetime | None = None
