"""Where an article's pictures stand among its blocks, for every format that tells of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from readers.model import Block, Document, Image
from readers.save.layout import blocks, trimmed

SIGN = "▣"
"""What leads the name of a picture where it cannot be seen itself."""


class Group(NamedTuple):
    """Blocks of one kind that stand together, and the pictures before them.

    Attributes:
        images: without captions of their own.
        kind: of the blocks; empty if there are none.
        blocks: in order.
    """

    images: tuple[Image, ...]
    kind: str
    blocks: Sequence[Block]


def groups(document: Document) -> Iterator[Group]:
    """The article from top to bottom: its blocks, with the pictures that have no caption in their places."""
    captioned = set(by_caption(document).values())
    waiting = [image for image in document.images if image not in captioned]
    after = 0
    found: list[tuple[int, Block]] = []
    for block in blocks(document):
        while after < len(waiting) and waiting[after].at < block.end:
            after += 1
        found.append((after, block))
    before = 0
    for (after, kind), group in groupby(found, key=lambda one: (one[0], one[1].kind)):
        yield Group(tuple(waiting[before:after]), kind, [block for _, block in group])
        before = after
    if before < len(waiting):
        yield Group(tuple(waiting[before:]), "", ())


def by_caption(document: Document) -> dict[int, Image]:
    """Where a caption starts, as `readers.save.layout.blocks` has it → the picture whose it is."""
    found: dict[int, Image] = {}
    for image in document.images:
        if image.caption is not None and image.caption < len(document.blocks):
            block = document.blocks[image.caption]
            start, end = trimmed(document.text, block.start, block.end)
            if start < end:
                found.setdefault(start, image)
    return found
