"""What a page and its lines are made of."""

from __future__ import annotations

import re
from typing import NamedTuple

Line = tuple[int, int, int]
"""Paragraph, first code point, one past the last; an empty line has paragraph -1."""

_UNSAFE = "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
"""Control characters, marks that turn the direction of writing around, and halves of surrogate pairs."""


def safe(text: str) -> str:
    """A string fit for a terminal, of the same length: what has no business there becomes one visible character."""
    if text.isprintable():  # nearly every row of a list
        return text
    return re.sub(_UNSAFE, lambda found: " " if found[0] == "\t" else "\ufffd", text)


class Paragraph(NamedTuple):
    """A stretch of the page that is wrapped by itself.

    Attributes:
        kind: ``title``, ``byline``, ``kept``, ``problem-told``, ``picture``, ``cut-rule``, ``cut``, or the
            kind of the document's block.
        start: first code point in the page's text.
        end: one past the last.
        first: what stands before the first line (a bullet).
        rest: what stands before the others; as many cells as ``first``.
        gap: empty lines above.
    """

    kind: str
    start: int
    end: int
    first: str = ""
    rest: str = ""
    gap: int = 1
