"""Names set right: of another kind, none at all, one that is two, two that are one."""

from __future__ import annotations

from msgspec.structs import replace

from readers.marks.anchors import places, plain
from readers.marks.corrections.draft import ALIKE, Draft, alike, called_by, fullest, with_places
from readers.model import Entity, NotAName, NotSame, SameAs, WrongKind

# Each gives whether what it is about was found.


def wrong_kind(correction: WrongKind, draft: Draft) -> bool:
    """Somebody is of another kind."""
    entity = draft.entity(correction.who)
    if entity is None:
        return False
    draft.entities[entity.id] = replace(entity, kind=correction.kind)
    return True


def not_a_name(correction: NotAName, draft: Draft) -> bool:
    """Some words name nobody."""
    words = plain(correction.words.exact)
    if correction.alone:
        sought = draft.locate(correction.words)
        if sought is None:
            return False
        mentions = [
            (number, place) for number, place in draft.around(sought) if alike(place.span, sought.span) >= ALIKE
        ]
    else:
        mentions = draft.called(words)
        if not mentions:
            return any(draft.standing(words))
    for number in dict.fromkeys(number for number, _ in mentions):
        gone = [place for one, place in mentions if one == number]
        draft.take_away(number, gone)
        draft.disown(number, gone)
    return True


def same(correction: SameAs, draft: Draft) -> bool:
    """Two are one."""
    who, other = draft.entity(correction.who), draft.entity(correction.other)
    if who is None or other is None:
        return False
    if who.id != other.id:
        name = who.name if set(other.name.split()) < set(who.name.split()) else other.name
        whole = replace(other, name=name, salience=min(1.0, who.salience + other.salience))
        draft.entities[other.id] = with_places(whole, [*places(other), *places(who)])
        del draft.entities[who.id]
        draft.attribute(lambda quote: quote.speaker == who.id, other.id)
    return True


def not_same(correction: NotSame, draft: Draft) -> bool:
    """One is two."""
    entity = draft.entity(correction.who)
    if entity is None:
        return False
    if correction.alone:
        found = draft.at(correction.who.mention)
        moved = [found[1]] if found is not None else []
    else:
        words = plain(correction.who.mention.exact)
        moved = [place for place in places(entity) if draft.wording(place) == words]
    if not moved:
        return False
    if len(moved) < len(places(entity)):
        share = len(moved) / len(places(entity))
        name = fullest(map(draft.wording, moved))
        new = draft.new(with_places(Entity(0, name, entity.kind, (), salience=entity.salience * share), moved))
        draft.take_away(entity.id, moved)
        called = called_by(moved)
        draft.attribute(lambda quote: quote.speaker == entity.id and called(quote), new)
    return True
