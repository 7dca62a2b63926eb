"""Where the pictures of an article are named on its page.

What stands for a picture is no part of the document's text, so it takes no place among the offsets: a picture with a
caption is a sign before that, and any other a paragraph of no length, whose words are all prefix.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from tui.layout.paragraphs import Paragraph, safe

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from readers.model import Document
    from tui.layout.paragraphs import Line

SIGN = "▣ "
"""What leads the name of a picture."""

NAMELESS = "picture"


def with_pictures(
    paragraphs: Sequence[Paragraph], document: Document, shift: int
) -> tuple[list[Paragraph], dict[int, int]]:
    """The paragraphs of a document's text with its pictures among them.

    Args:
        paragraphs: sorted, none of them of what was cut.
        document: its pictures are named.
        shift: where its text starts on the page.

    Returns:
        All paragraphs, and for the number of each that names a picture the index of that picture.
    """
    if not document.images:
        return list(paragraphs), {}
    starts = [paragraph.start for paragraph in paragraphs]
    before: dict[int, list[int]] = {}
    captions: dict[int, int] = {}
    for number, image in enumerate(document.images):
        known = image.caption is not None and image.caption < len(document.blocks)
        block = document.blocks[image.caption or 0] if known else None
        at = bisect_left(starts, (image.at if block is None else block.start) + shift)
        if block is not None and at < len(starts) and starts[at] == block.start + shift and at not in captions:
            captions[at] = number
        else:
            before.setdefault(at, []).append(number)
    end = len(document.text) + shift
    found: list[Paragraph] = []
    named: dict[int, int] = {}
    for at in range(len(paragraphs) + 1):
        start = starts[at] if at < len(starts) else end
        for gap, number in enumerate(before.get(at, ())):
            named[len(found)] = number
            words = document.images[number].alt or NAMELESS
            found.append(_named(f"{SIGN}{' '.join(words.split())}", start, gap=0 if gap else 1))
        if at < len(paragraphs):
            paragraph = paragraphs[at]
            if at in captions:
                named[len(found)] = captions[at]
                paragraph = paragraph._replace(first=SIGN, rest=" " * len(SIGN))
            found.append(paragraph._replace(gap=1) if at in before else paragraph)
    return found, named


def _named(words: str, start: int, gap: int) -> Paragraph:
    return Paragraph("picture", start, start, safe(words), gap=gap)


def places(pictures: Mapping[int, int], lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Line and index of each picture that is named, from top to bottom; ``pictures`` as the page has them."""
    if not pictures:
        return []
    return [
        (number, pictures[line[0]])
        for number, line in enumerate(lines)
        if line[0] in pictures and (not number or lines[number - 1][0] != line[0])
    ]


def nearest(pictures: Mapping[int, int], lines: Sequence[Line], line: int) -> int:
    """The index of the picture that is named nearest to a line, or -1."""
    return min(places(pictures, lines), key=lambda place: abs(place[0] - line), default=(0, -1))[1]
