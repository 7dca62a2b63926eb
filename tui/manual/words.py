"""The manual as plain text, for a terminal or a pipe."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from textwrap import wrap

from tui.manual.blocks import Block, Heading, Literal, Paragraph, Terms

_TYPED = re.compile(r"`([^`]+)`")
_WIDEST_TERM = 24
_LEAST = 24
"""Characters for a meaning beside its word; with fewer it stands under it."""


def to_text(blocks: Iterable[Block], width: int) -> str:
    """Blocks as lines of a width, an empty line between them.

    Args:
        blocks: what to print.
        width: in characters.
    """
    return "\n\n".join(_lines(block, max(20, width)) for block in blocks) + "\n"


def _lines(block: Block, width: int) -> str:
    match block:
        case Heading(text):
            return text.upper()
        case Paragraph(text):
            return "\n".join(_wrapped(text, width))
        case Literal(text):
            return "\n".join(f"    {line}".rstrip() for line in text.split("\n"))
        case Terms(pairs):
            column = min(_WIDEST_TERM, max(len(term) for term, _ in pairs))
            return "\n".join(line for pair in pairs for line in _term(*pair, column, width))


def _term(term: str, meaning: str, column: int, width: int) -> Iterator[str]:
    indent = 2 + column + 2
    if width - indent < _LEAST:
        yield f"  {term}"
        yield from (f"      {line}" for line in _wrapped(meaning, width - 6))
        return
    lines = _wrapped(meaning, width - indent)
    if len(term) > column:
        yield f"  {term}"
    else:
        yield f"  {term:<{column}}  {lines.pop(0) if lines else ''}".rstrip()
    yield from (" " * indent + line for line in lines)


def _wrapped(text: str, width: int) -> list[str]:
    """Lines; what is to be typed is never parted."""
    whole = _TYPED.sub(lambda typed: typed[0].replace(" ", "\0"), text)
    lines = wrap(whole, width, break_long_words=False, break_on_hyphens=False)
    return [line.replace("\0", " ") for line in lines]
