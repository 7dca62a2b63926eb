"""What a page of the manual is made of, and how prose is read into that."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple


class Heading(NamedTuple):
    """The heading of a part."""

    text: str


class Paragraph(NamedTuple):
    """Some sentences; what stands in backticks is to be typed as it is."""

    text: str


class Terms(NamedTuple):
    """Words, each with what it means."""

    pairs: tuple[tuple[str, str], ...]


class Literal(NamedTuple):
    """Lines that stay as they are."""

    text: str


Block = Heading | Paragraph | Terms | Literal

_KEY = re.compile(r"\{(\w+)\}")
_INDENT = "    "


def read(prose: str, key: Callable[[str], str]) -> Iterator[Block]:
    """The blocks of a text.

    They are parted by empty lines. ``# `` begins a heading, ``- `` with ``:: `` in it a word and its meaning, four
    spaces lines that stay as they are; and ``{save}`` is the key of that command, in a paragraph or a meaning.

    Args:
        prose: the text.
        key: gives the key of a command by its name.
    """
    for part in prose.strip("\n").split("\n\n"):
        if part.startswith("# "):
            yield Heading(part.removeprefix("# "))
        elif part.startswith("- "):
            items = (" ".join(item.split()).partition(" :: ") for item in f"\n{part}".split("\n- ")[1:])
            yield Terms(tuple((term, _KEY.sub(lambda one: key(one[1]), told)) for term, _, told in items))
        elif part.startswith(_INDENT):
            yield Literal("\n".join(line.removeprefix(_INDENT) for line in part.split("\n")))
        else:
            yield Paragraph(_KEY.sub(lambda one: key(one[1]), " ".join(part.split())))
