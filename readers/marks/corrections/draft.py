"""Annotations while they are being set right."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from msgspec.structs import replace

from readers.marks.anchors import Place, locate, places, plain, wording
from readers.model import Anchor, Document, Entity, Named, Quote, Span

T = TypeVar("T")

_FEW = 8
"""Questions for whose sake it is not worth while to sort all mentions."""

ALIKE = 0.5
"""Two spans mean the same thing if they share at least this much of what they cover together."""


@dataclass
class Draft:
    """Annotations while they are being set right.

    Attributes:
        document: the article.
        entities: id → entity.
        quotes: sorted.
    """

    document: Document
    entities: dict[int, Entity]
    quotes: list[Quote]
    _sought: dict[Anchor, Place | None] = field(default_factory=dict)
    _longest: int = 0

    def __post_init__(self) -> None:
        if self._longest:
            return
        spans = (span for entity in self.entities.values() for span in (*entity.mentions, *entity.title_mentions))
        self._longest = max((span.end - span.start for span in spans), default=0)

    def copy(self) -> Draft:
        """A draft to go on with; this one stays as it is."""
        return Draft(self.document, dict(self.entities), list(self.quotes), self._sought, self._longest)

    def locate(self, anchor: Anchor) -> Place | None:
        """`readers.marks.anchors.locate`, looking for the same words once."""
        if anchor not in self._sought:
            self._sought[anchor] = locate(self.document, anchor)
        return self._sought[anchor]

    def wording(self, place: Place) -> str:
        """The words at a place."""
        return wording(self.document, place)

    def standing(self, words: str) -> Iterator[Place]:
        """Where some words stand as whole words, in headline and text; none of the places overlap."""
        pattern, first = _whole_words(words), words.split(maxsplit=1)[:1]
        for in_title, text in ((True, self.document.title), (False, self.document.text)):
            at = 0
            # Far quicker than to let the pattern look for itself.
            while first and (at := text.find(first[0], at)) >= 0:
                hit = pattern.match(text, at)
                if hit is not None:
                    yield Place(in_title, Span(at, hit.end()))
                at = hit.end() if hit is not None else at + 1

    # Names

    def mentions(self) -> Iterator[tuple[int, Place]]:
        """All mentions, with their entity."""
        for entity in self.entities.values():
            for place in places(entity):
                yield entity.id, place

    def called(self, words: str) -> list[tuple[int, Place]]:
        """The mentions in just these words, with their entity."""
        document, least = self.document, len(words)
        return [
            (number, Place(in_title, span))
            for number, entity in self.entities.items()
            for in_title, text, spans in (
                (True, document.title, entity.title_mentions),
                (False, document.text, entity.mentions),
            )
            for span in spans
            if span.end - span.start >= least and plain(text[span.start : span.end]) == words
        ]

    def around(self, place: Place) -> Iterator[tuple[int, Place]]:
        """The mentions that share anything with a place, with their entity."""
        first, last = Span(place.span.start - self._longest, 0), Span(place.span.end, 0)
        for number, entity in self.entities.items():
            spans = entity.title_mentions if place.in_title else entity.mentions
            for span in spans[bisect_left(spans, first) : bisect_left(spans, last)]:
                if span.overlaps(place.span):
                    yield number, Place(place.in_title, span)

    def finder(self, questions: int) -> Callable[[Place], Iterable[tuple[int, Place]]]:
        """`around`, for so many questions before anything changes."""
        if questions < _FEW:
            return self.around
        known = {
            in_title: sorted(
                (span.start, span.end, number)
                for number, entity in self.entities.items()
                for span in (entity.title_mentions if in_title else entity.mentions)
            )
            for in_title in (True, False)
        }

        def around(place: Place) -> Iterator[tuple[int, Place]]:
            mentions, (start, end) = known[place.in_title], (place.span.start, place.span.end)
            first, last = bisect_left(mentions, (start - self._longest,)), bisect_left(mentions, (end,))
            for left, right, number in mentions[first:last]:
                if right > start:
                    yield number, Place(place.in_title, Span(left, right))

        return around

    def at(self, anchor: Anchor) -> tuple[int, Place] | None:
        """The mention at anchored words, with its entity."""
        sought = self.locate(anchor)
        return None if sought is None else nearest(sought.span, self.around(sought), lambda one: one[1].span)

    def entity(self, named: Named) -> Entity | None:
        """Whom a correction means: by the mention, else by the name, else by the mention's words, if only one fits."""
        found = self.at(named.mention)
        if found is not None:
            return self.entities[found[0]]
        fitting = [entity for entity in self.entities.values() if entity.name == named.name]
        if not fitting:
            ids = {number for number, _ in self.called(plain(named.mention.exact))}
            fitting = [self.entities[number] for number in ids]
        return fitting[0] if len(fitting) == 1 else None

    def new(self, entity: Entity) -> int:
        """Add an entity; gives its number, whatever it had before."""
        number = max(self.entities, default=-1) + 1
        self.entities[number] = replace(entity, id=number)
        return number

    def give(self, number: int, more: Iterable[Place]) -> None:
        """Give mentions to an entity."""
        more = list(more)
        entity = self.entities[number]
        self.entities[number] = with_places(entity, [*places(entity), *more])
        self._longest = max([self._longest, *(place.span.end - place.span.start for place in more)])

    def take_away(self, number: int, gone: Sequence[Place]) -> None:
        """Take mentions from an entity; with the last one it goes itself. A name goes with the words that gave it."""
        entity = self.entities[number]
        left = [place for place in places(entity) if place not in gone]
        if not left:
            del self.entities[number]
            return
        words = [self.wording(place) for place in left]
        lost = entity.name in map(self.wording, gone) and entity.name not in words
        share = len(left) / (len(left) + len(gone))
        self.entities[number] = with_places(
            replace(entity, name=fullest(words) if lost else entity.name, salience=entity.salience * share), left
        )

    # Quotes

    def quote(self, anchor: Anchor) -> int | None:
        """The index of the quote at anchored words."""
        sought = self.locate(anchor)
        if sought is None or sought.in_title:
            return None
        return nearest(sought.span, range(len(self.quotes)), lambda number: whole(self.quotes[number]))

    def attribute(self, fits: Callable[[Quote], bool], speaker: int | None) -> None:
        """Give some quotes to a speaker, or to nobody."""
        self.quotes = [replace(quote, speaker=speaker) if fits(quote) else quote for quote in self.quotes]

    def disown(self, number: int, gone: Sequence[Place]) -> None:
        """Quotes whose speaker was known by words that do not name them any more are nobody's."""
        called = called_by(gone)
        known = number in self.entities
        self.attribute(lambda quote: quote.speaker == number and (called(quote) or not known), None)


def whole(quote: Quote) -> Span:
    """From where a quote starts to where it ends."""
    return Span(quote.start, quote.end)


def nearest(span: Span, candidates: Iterable[T], span_of: Callable[[T], Span]) -> T | None:
    """What covers most nearly the same as a span; ``None`` if nothing covers half of it."""
    best = max(candidates, key=lambda one: alike(span, span_of(one)), default=None)
    return best if best is not None and alike(span, span_of(best)) >= ALIKE else None


def alike(one: Span, other: Span) -> float:
    """What two spans share, as a part of what they cover together."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / max(1, max(one.end, other.end) - min(one.start, other.start))


def within(inner: Span, outer: Span) -> bool:
    """Whether a span lies in another, or is it."""
    return outer.start <= inner.start and inner.end <= outer.end


def fullest(names: Iterable[str]) -> str:
    """The name that says most: the most words, then the most letters, then the first."""
    return max(names, key=lambda name: (name.count(" "), len(name)))


def with_places(entity: Entity, found: Iterable[Place]) -> Entity:
    """An entity with these mentions and no others."""
    once = sorted(set(found))
    return replace(
        entity,
        mentions=tuple(place.span for place in once if not place.in_title),
        title_mentions=tuple(place.span for place in once if place.in_title),
    )


def called_by(gone: Sequence[Place]) -> Callable[[Quote], bool]:
    """Whether a quote's speaker is called by one of some mentions."""
    spans = [place.span for place in gone if not place.in_title]
    return lambda quote: quote.speaker_span is not None and any(map(quote.speaker_span.overlaps, spans))


def _whole_words(words: str) -> re.Pattern[str]:
    """What finds words wherever they are not a part of longer ones, with any white space of a paragraph between."""
    parts = words.split() or [""]
    before = r"(?<!\w)" if re.match(r"\w", parts[0]) else ""
    after = r"(?!\w)" if re.search(r"\w\Z", parts[-1]) else ""
    gap = r"(?:[^\S\n]|\n(?!\n))+"
    return re.compile(before + gap.join(map(re.escape, parts)) + after)
