"""Places in articles that letters were given to, kept from one start of the reader to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from readers.model import Anchor, Article
    from tui.newsroom import Newsroom


async def keep(newsroom: Newsroom, article: Article, place: int, letter: str) -> None:
    """Give a place in an article to a letter, for good.

    Args:
        newsroom: where it is kept.
        article: the one that is read.
        place: the code point of its text.
        letter: what it is gone back to by.
    """
    from readers.marks.anchors import CONTEXT, anchor  # noqa: PLC0415  (not before the first frame)
    from readers.model import Span  # noqa: PLC0415  (the same)

    document = article.document
    end = min(len(document.text), place + CONTEXT)
    marks = {**await known(newsroom, article), letter: anchor(document, Span(place, end if place else 0))}
    await newsroom.remember(_kept_under(article), msgspec.json.encode(marks).decode())


async def known(newsroom: Newsroom, article: Article) -> dict[str, Anchor]:
    """The letters of an article, each with the words that stand at its place."""
    from readers.model import Anchor  # noqa: PLC0415  (not before the first frame)

    kept = await newsroom.remembered(_kept_under(article))
    return msgspec.json.decode(kept, type=dict[str, Anchor]) if kept else {}


def found(article: Article, mark: Anchor) -> tuple[int, bool]:
    """Where a mark is in the article's text, by its words; and whether they are there, or this is only near it."""
    from readers.marks.anchors import locate  # noqa: PLC0415  (not before the first frame)

    where = locate(article.document, mark)
    if where is not None:
        return where.span.start, True
    return min(mark.start, len(article.document.text)), not mark.exact


def _kept_under(article: Article) -> str:
    """By what the marks of an article are remembered: by its entry, so that they outlive another text of it."""
    document = article.document
    return f"marks.{article.row.id}" if article.row is not None else f"marks.{document.url or document.digest}"
