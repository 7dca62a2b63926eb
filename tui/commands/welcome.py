"""The article that is shown while there is no other: written by us, and read like any other."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from readers.model import Block, Document

if TYPE_CHECKING:
    from readers.model import BlockKind

_KINDS: dict[str, tuple[BlockKind, int]] = {"# ": ("heading", 2), "- ": ("list_item", 1)}


def document() -> Document:
    """The welcome article.

    Its file has the headline on the first line, the author on the second, and then paragraphs parted by empty lines; a
    heading starts with ``# ``, a list's items with ``- ``.
    """
    head, _, body = files("tui").joinpath("data/welcome.txt").read_text("utf-8").partition("\n\n")
    title, author = head.split("\n")
    blocks: list[Block] = []
    parts: list[str] = []
    at = 0
    for part in body.strip().replace("\n- ", "\n\n- ").replace("\n\n\n", "\n\n").split("\n\n"):
        kind, level = _KINDS.get(part[:2], ("paragraph", 0))
        words = part[2:] if level else part
        blocks.append(Block(kind, at, at + len(words), level))
        parts.append(words)
        at += len(words) + 2
    return Document(
        "\n\n".join(parts),
        title=title,
        authors=(author.removeprefix("By "),),
        blocks=tuple(blocks),
        site="Welcome",
        language="en",
    )
