"""By whom each name and each quote is there: found, corrected by the reader, or added."""

from __future__ import annotations

from collections.abc import Iterator

from readers.model import Annotations, Article, Entity, Quote, Span
from readers.save.record.shape import Origin

Place = tuple[bool, Span]
"""Whether a mention is in the headline, and where."""


class Origins:
    """What the annotator found in an article, to compare with what is shown.

    Args:
        article: annotated or not. Without `Article.found` nothing in it was set right.
    """

    def __init__(self, article: Article) -> None:
        self._found = article.found
        now = article.annotations or Annotations("")
        self._now = {entity.id: entity for entity in now.entities}
        before = self._found or Annotations("")
        self._before = {entity.id: entity for entity in before.entities}
        self._whole = {(e.name, e.kind, e.mentions, e.title_mentions) for e in before.entities}
        self._mentioned = {place for entity in before.entities for place in _places(entity)}
        self._quotes = {(quote.start, quote.end): quote for quote in before.quotes}

    def of_entity(self, entity: Entity) -> Origin:
        """By whom a name is there."""
        if self._found is None or (entity.name, entity.kind, entity.mentions, entity.title_mentions) in self._whole:
            return "found"
        return "added" if self._mentioned.isdisjoint(_places(entity)) else "corrected"

    def of_quote(self, quote: Quote) -> Origin:
        """By whom a quote is there."""
        if self._found is None:
            return "found"
        before = self._quotes.get((quote.start, quote.end))
        if before is None:
            overlapping = any(start < quote.end and quote.start < end for start, end in self._quotes)
            return "corrected" if overlapping else "added"
        same = before.kind == quote.kind and self._same_speaker(before.speaker, quote.speaker)
        return "found" if same else "corrected"

    def _same_speaker(self, before: int | None, now: int | None) -> bool:
        one = self._before.get(before) if before is not None else None
        other = self._now.get(now) if now is not None else None
        if one is None or other is None:
            return one is None and other is None
        return not set(_places(one)).isdisjoint(_places(other))


def _places(entity: Entity) -> Iterator[Place]:
    yield from ((False, span) for span in entity.mentions)
    yield from ((True, span) for span in entity.title_mentions)
