"""What all formats share of the reader's notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from readers.marks.anchors import wording
from readers.marks.notes import Placed, of_article
from readers.model import Article


class Numbered(NamedTuple):
    """A note whose words stand in the article.

    Attributes:
        number: from 1, in the order of the text.
        placed: the note, and where.
        words: what it is to, on one line.
    """

    number: int
    placed: Placed
    words: str


def numbered(article: Article) -> Iterator[Numbered]:
    """The notes whose words stand in the article, in the order of the text; the headline comes first."""
    for number, placed in enumerate(of_article(article).placed, start=1):
        yield Numbered(number, placed, wording(article.document, placed.place))


def tags(article: Article) -> tuple[str, ...]:
    """What the reader put the article under, then what its notes; each tag once."""
    mine = article.row.tags if article.row else ()
    found: dict[str, str] = {}
    for tag in (*mine, *(tag for note in article.notes for tag in note.tags)):
        found.setdefault(tag.casefold(), tag)
    return tuple(found.values())
