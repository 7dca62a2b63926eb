"""What the reader set right, laid over what the annotator found.

Corrections are applied in the order in which they were made, always to what the annotator found and never to an
outcome of their own: so taking one back is applying the others. They name words and not numbers; whichever finds its
words no longer, since the text or the annotator changed, is left out and reported, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import singledispatch
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from readers.anchors import Place, locate, places, plain, wording
from readers.model import (
    Anchor,
    Annotations,
    Correction,
    Document,
    Entity,
    Named,
    NotAName,
    NotAQuote,
    NotSame,
    Quote,
    SaidBy,
    SameAs,
    Span,
    WrongKind,
)

T = TypeVar("T")

_ALIKE = 0.5
"""Two spans mean the same thing if they share at least this much of what they cover together."""


class Outcome(NamedTuple):
    """What comes of corrections.

    Attributes:
        annotations: with everything set right that could be.
        unfit: the corrections that fit no longer, in their order.
    """

    annotations: Annotations
    unfit: tuple[Correction, ...]


def apply(document: Document, annotations: Annotations, corrections: Iterable[Correction]) -> Annotations:
    """What the annotator found, with everything set right that could be; see `carry_out`."""
    return carry_out(document, annotations, corrections).annotations


def carry_out(document: Document, annotations: Annotations, corrections: Iterable[Correction]) -> Outcome:
    """Apply corrections, in their order.

    Args:
        document: the article.
        annotations: what the annotator found in it.
        corrections: the oldest first.

    Returns:
        Annotations whose entities are numbered anew, the most salient first, if anything was set right, and otherwise
        those given; and the corrections that did not fit.
    """
    draft = _Draft(document, {entity.id: entity for entity in annotations.entities}, list(annotations.quotes))
    corrections = list(corrections)
    unfit = tuple(correction for correction in corrections if not _set_right(correction, draft))
    if len(unfit) == len(corrections):
        return Outcome(annotations, unfit)
    entities = sorted(draft.entities.values(), key=lambda entity: -entity.salience)
    numbers = {entity.id: number for number, entity in enumerate(entities)}
    return Outcome(
        Annotations(
            annotations.version,
            tuple(replace(entity, id=number) for number, entity in enumerate(entities)),
            tuple(
                replace(quote, speaker=None if quote.speaker is None else numbers.get(quote.speaker))
                for quote in draft.quotes
            ),
        ),
        unfit,
    )


@dataclass
class _Draft:
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

    def locate(self, anchor: Anchor) -> Place | None:
        """`locate`, looking for the same words once."""
        if anchor not in self._sought:
            self._sought[anchor] = locate(self.document, anchor)
        return self._sought[anchor]

    def wording(self, place: Place) -> str:
        """The words at a place."""
        return wording(self.document, place)

    def mentions(self) -> Iterator[tuple[int, Place]]:
        """All mentions, with their entity."""
        for entity in self.entities.values():
            for place in places(entity):
                yield entity.id, place

    def at(self, anchor: Anchor) -> tuple[int, Place] | None:
        """The mention at anchored words, with its entity."""
        sought = self.locate(anchor)
        if sought is None:
            return None
        return _nearest(sought.span, (one for one in self.mentions() if one[1].in_title == sought.in_title), _span_of)

    def entity(self, named: Named) -> Entity | None:
        """Whom a correction means: by the mention, else by the name, else by the mention's words, if only one fits."""
        found = self.at(named.mention)
        if found is not None:
            return self.entities[found[0]]
        fitting = [entity for entity in self.entities.values() if entity.name == named.name]
        if not fitting:
            words = plain(named.mention.exact)
            ids = {number for number, place in self.mentions() if self.wording(place) == words}
            fitting = [self.entities[number] for number in ids]
        return fitting[0] if len(fitting) == 1 else None

    def quote(self, anchor: Anchor) -> int | None:
        """The index of the quote at anchored words."""
        sought = self.locate(anchor)
        if sought is None or sought.in_title:
            return None
        return _nearest(sought.span, range(len(self.quotes)), lambda number: _whole(self.quotes[number]))

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
        self.entities[number] = _with_places(
            replace(entity, name=_fullest(words) if lost else entity.name, salience=entity.salience * share), left
        )

    def attribute(self, fits: Callable[[Quote], bool], speaker: int | None) -> None:
        """Give some quotes to a speaker, or to nobody."""
        self.quotes = [replace(quote, speaker=speaker) if fits(quote) else quote for quote in self.quotes]


def _span_of(mention: tuple[int, Place]) -> Span:
    return mention[1].span


def _whole(quote: Quote) -> Span:
    return Span(quote.start, quote.end)


def _nearest(span: Span, candidates: Iterable[T], span_of: Callable[[T], Span]) -> T | None:
    """What covers most nearly the same as a span; ``None`` if nothing covers half of it."""
    best = max(candidates, key=lambda one: _alike(span, span_of(one)), default=None)
    return best if best is not None and _alike(span, span_of(best)) >= _ALIKE else None


def _alike(one: Span, other: Span) -> float:
    """What two spans share, as a part of what they cover together."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / max(1, max(one.end, other.end) - min(one.start, other.start))


def _fullest(names: Iterable[str]) -> str:
    """The name that says most: the most words, then the most letters, then the first."""
    return max(names, key=lambda name: (name.count(" "), len(name)))


def _with_places(entity: Entity, found: Iterable[Place]) -> Entity:
    once = sorted(set(found))
    return replace(
        entity,
        mentions=tuple(place.span for place in once if not place.in_title),
        title_mentions=tuple(place.span for place in once if place.in_title),
    )


def _called_by(gone: Sequence[Place]) -> Callable[[Quote], bool]:
    """Whether a quote's speaker is called by one of some mentions."""
    spans = [place.span for place in gone if not place.in_title]
    return lambda quote: quote.speaker_span is not None and any(map(quote.speaker_span.overlaps, spans))


# Each kind of correction; each tells whether it fits


@singledispatch
def _set_right(correction: Correction, draft: _Draft) -> bool:
    raise NotImplementedError(correction, draft)


@_set_right.register
def _wrong_kind(correction: WrongKind, draft: _Draft) -> bool:
    entity = draft.entity(correction.who)
    if entity is None:
        return False
    draft.entities[entity.id] = replace(entity, kind=correction.kind)
    return True


@_set_right.register
def _not_a_name(correction: NotAName, draft: _Draft) -> bool:
    mentions = list(draft.mentions())
    if correction.alone:
        sought = draft.locate(correction.words)
        if sought is None:
            return False
        mentions = [
            (number, place)
            for number, place in mentions
            if place.in_title == sought.in_title and _alike(place.span, sought.span) >= _ALIKE
        ]
    else:
        words = plain(correction.words.exact)
        mentions = [(number, place) for number, place in mentions if draft.wording(place) == words]
    for number in dict.fromkeys(number for number, _ in mentions):
        gone = [place for one, place in mentions if one == number]
        draft.take_away(number, gone)
        _disown(draft, number, gone)
    return bool(mentions)


def _disown(draft: _Draft, number: int, gone: Sequence[Place]) -> None:
    """Quotes whose speaker was known by words that name nobody are nobody's."""
    called = _called_by(gone)
    known = number in draft.entities
    draft.attribute(lambda quote: quote.speaker == number and (called(quote) or not known), None)


@_set_right.register
def _same(correction: SameAs, draft: _Draft) -> bool:
    who, other = draft.entity(correction.who), draft.entity(correction.other)
    if who is None or other is None:
        return False
    if who.id != other.id:
        name = who.name if set(other.name.split()) < set(who.name.split()) else other.name
        whole = replace(other, name=name, salience=min(1.0, who.salience + other.salience))
        draft.entities[other.id] = _with_places(whole, [*places(other), *places(who)])
        del draft.entities[who.id]
        draft.attribute(lambda quote: quote.speaker == who.id, other.id)
    return True


@_set_right.register
def _not_same(correction: NotSame, draft: _Draft) -> bool:
    entity = draft.entity(correction.who)
    if correction.alone:
        found = draft.at(correction.who.mention)
        moved = [found[1]] if found is not None else []
    else:
        words = plain(correction.who.mention.exact)
        moved = [place for place in (places(entity) if entity else ()) if draft.wording(place) == words]
    if entity is None or not moved:
        return False
    if len(moved) < len(places(entity)):
        new = max(draft.entities) + 1
        share = len(moved) / len(places(entity))
        name = _fullest(map(draft.wording, moved))
        draft.entities[new] = _with_places(
            Entity(new, name, entity.kind, (), salience=entity.salience * share),
            moved,
        )
        draft.take_away(entity.id, moved)
        called = _called_by(moved)
        draft.attribute(lambda quote: quote.speaker == entity.id and called(quote), new)
    return True


@_set_right.register
def _said_by(correction: SaidBy, draft: _Draft) -> bool:
    number = draft.quote(correction.quote)
    speaker = draft.entity(correction.speaker) if correction.speaker else None
    if number is None or (speaker is None and correction.speaker is not None):
        return False
    quote = draft.quotes[number]
    # What the text calls the speaker stays, unless it is the name of somebody else.
    others = [place for one, place in draft.mentions() if speaker is None or one != speaker.id]
    called = None if _called_by(others)(quote) else quote.speaker_span
    draft.quotes[number] = replace(
        quote, speaker=None if speaker is None else speaker.id, speaker_span=called, confidence=1.0
    )
    return True


@_set_right.register
def _not_a_quote(correction: NotAQuote, draft: _Draft) -> bool:
    sought = draft.locate(correction.quote)
    if sought is None or sought.in_title:
        return False
    left = [quote for quote in draft.quotes if _alike(_whole(quote), sought.span) < _ALIKE]
    fits = len(left) < len(draft.quotes)
    draft.quotes = left
    return fits
