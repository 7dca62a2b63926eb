"""Anchors: words of a document told so that they are found again in another version of it.

Source: W3C Web Annotation Data Model, 4.2.4 (TextQuoteSelector) and 4.2.5 (TextPositionSelector).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from readers.model import Anchor, Document, Entity, Span

CONTEXT = 32
"""Code points kept on each side of some words, and how many must agree for the words to be the same ones."""


_STEPS = (40, 80, 160, 320)
_NEAR = 3000
"""Code points around a place within which another is looked for, if its own words are gone."""


class Place(NamedTuple):
    """A span of the headline or of the text."""

    in_title: bool
    span: Span


def anchor(document: Document, span: Span, *, in_title: bool = False) -> Anchor:
    """Anchor a span of the text, or of the headline."""
    text = document.title if in_title else document.text
    return Anchor(
        text[span.start : span.end],
        text[max(0, span.start - CONTEXT) : span.start],
        text[span.end : span.end + CONTEXT],
        span.start,
        in_title,
    )


def locate(document: Document, anchor: Anchor) -> Place | None:
    """Find anchored words again.

    Where they stand more than once, the place with the most of the same words around it is taken, then the nearest to
    where they stood. Words and context together must agree in 32 code points (or in all, if there are fewer), so that
    a short name is not found just anywhere.
    """
    text = document.title if anchor.in_title else document.text
    if not anchor.exact:
        return None
    at = anchor.start - len(anchor.prefix)
    if at >= 0 and text.startswith(anchor.prefix + anchor.exact + anchor.suffix, at):
        return Place(anchor.in_title, Span(anchor.start, anchor.start + len(anchor.exact)))  # as in nearly all cases
    enough = min(CONTEXT, len(anchor.prefix) + len(anchor.exact) + len(anchor.suffix))
    best: tuple[int, int, int] | None = None
    start = -1
    while (start := text.find(anchor.exact, start + 1)) >= 0:
        end = start + len(anchor.exact)
        before = text[max(0, start - len(anchor.prefix)) : start]
        after = text[end : end + len(anchor.suffix)]
        agreed = _agree(anchor.prefix[::-1], before[::-1]) + _agree(anchor.suffix, after)
        if agreed + len(anchor.exact) >= enough:
            best = max(best or (-1, 0, 0), (agreed, -abs(start - anchor.start), -start))
    if best is None:
        return None
    return Place(anchor.in_title, Span(-best[2], -best[2] + len(anchor.exact)))


def moved(before: Document, after: Document, offset: int) -> int:
    """Where a place in one version of a text is in another: by the words there or, if they are gone, by the next ones.

    Args:
        before: the version that the place is in.
        after: the other one.
        offset: the place, a code point of the text.
    """
    if offset <= 0:
        return 0
    text = before.text
    paragraph = text.rfind("\n\n", 0, offset) + 2 if "\n\n" in text[:offset] else 0
    following = [match.end() for match in re.finditer(r"\n\n", text[offset : offset + _NEAR])]
    preceding = [match.end() for match in re.finditer(r"\n\n", text[max(0, offset - _NEAR) : offset])][::-1]
    starts = (
        *(offset + step for step in (0, *_STEPS)),
        *(max(paragraph, offset - step) for step in _STEPS),
        paragraph,
        *(offset + start for start in following),
        *(max(0, offset - _NEAR) + start for start in preceding),
    )
    for start in starts:
        words = Span(start, min(len(text), start + CONTEXT))
        found = locate(after, anchor(before, words))
        if found is not None:
            return found.span.start
    return round(offset * len(after.text) / len(text)) if text else 0


def _agree(one: str, other: str) -> int:
    """How many code points are the same from the start on."""
    for count, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return count
    return min(len(one), len(other))


def wording(document: Document, place: Place) -> str:
    """The words at a place, with single spaces."""
    text = document.title if place.in_title else document.text
    return plain(text[place.span.start : place.span.end])


def places(entity: Entity) -> list[Place]:
    """Where an entity is mentioned: in the headline, then in the text."""
    return [Place(True, span) for span in entity.title_mentions] + [Place(False, span) for span in entity.mentions]


def plain(words: str) -> str:
    """Some words with single spaces."""
    return " ".join(words.split())
