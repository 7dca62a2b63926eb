"""Names that were not found, or not whole: added, in place of the pieces of them that were found."""

from __future__ import annotations

from typing import NamedTuple

from msgspec.structs import replace

from readers.marks.anchors import Place, places, plain
from readers.marks.corrections.draft import ALIKE, Draft, alike, within
from readers.model import Annotations, Document, Entity, MissedName, Quote

_PLACES = frozenset(("GPE", "LOC", "FAC"))
"""Kinds between which a reader does not choose."""


class Foreseen(NamedTuple):
    """What marking some words as a name would come to.

    Attributes:
        places: where they would be marked, the place that was pointed to first.
        given_up: the words that are marked there now and would not be any more.
        owners: the ids of those whom these words name now.
    """

    places: tuple[Place, ...]
    given_up: tuple[str, ...]
    owners: tuple[int, ...]


def foresee(document: Document, annotations: Annotations, place: Place) -> Foreseen:
    """What marking the words at a place as a name would come to, wherever else they stand."""
    draft = Draft(document, {entity.id: entity for entity in annotations.entities}, [])
    now = list(draft.around(place))
    given_up = dict.fromkeys(draft.wording(one) for _, one in now)
    elsewhere = _elsewhere(draft, draft.wording(place), place, set(given_up))
    return Foreseen((place, *elsewhere), tuple(given_up), tuple(dict.fromkeys(owner for owner, _ in now)))


def missed_name(correction: MissedName, draft: Draft) -> bool:
    """Some words name somebody; gives whether they stand in the text, and whom they name is known."""
    words = plain(correction.words.exact)
    sought = draft.locate(correction.words)
    who = draft.entity(correction.who) if correction.who else _namesake(draft, words, correction.kind, sought)
    if correction.who and who is None:
        return False
    given_up = set()
    if sought is not None:
        own = None if who is None else (who.id, sought)
        given_up = {draft.wording(one[1]) for one in draft.around(sought) if one != own}
    marked = [] if sought is None else [sought]
    if not correction.alone:
        marked += _elsewhere(draft, words, sought, given_up)
    if not marked:
        return not correction.alone and any(draft.standing(words))
    number = draft.new(Entity(0, words, correction.kind, ())) if who is None else who.id
    _mark(draft, number, marked, words)
    return True


def _namesake(draft: Draft, words: str, kind: str, sought: Place | None) -> Entity | None:
    """Who of a kind is called by the same words already: at this very place, or as the only one."""
    called = draft.called(words)
    here = [number for number, place in called if place == sought]
    fitting = [
        number for number in dict.fromkeys(number for number, _ in called) if _akin(draft.entities[number].kind, kind)
    ]
    at_hand = [number for number in fitting if number in here] or fitting
    return draft.entities[at_hand[0]] if len(at_hand) == 1 else None


def _akin(one: str, other: str) -> bool:
    return one == other or {one, other} <= _PLACES


def _elsewhere(draft: Draft, words: str, sought: Place | None, given_up: set[str]) -> list[Place]:
    """Where else the words stand and nobody is named by them, or by more words than they.

    What was given up in the place that the reader pointed to, such as a name that took in the word before it, is given
    up in the others as well.
    """
    found = []
    standing = list(draft.standing(words))
    around = draft.finder(len(standing))
    for place in standing:
        if sought is not None and place.in_title == sought.in_title and place.span.overlaps(sought.span):
            continue
        if all(
            (old != place and within(old.span, place.span)) or draft.wording(old) in given_up
            for _, old in around(place)
        ):
            found.append(place)
    return found


def _mark(draft: Draft, number: int, marked: list[Place], words: str) -> None:
    """Give an entity its mentions, take away what they cover or cut, and its quotes with them."""
    had = draft.entities[number].salience
    gone: dict[int, list[Place]] = {}
    unnamed = 0
    own = set(places(draft.entities[number]))
    around = draft.finder(len(marked))
    for place in marked:
        old = [one for one in around(place) if one != (number, place)]
        unnamed += not old and place not in own
        for owner, piece in old:
            gone.setdefault(owner, []).append(piece)
    draft.give(number, marked)
    freed = sum(_give_up(draft, owner, list(dict.fromkeys(pieces)), number) for owner, pieces in gone.items())
    entity = draft.entities[number]
    name = words if set(entity.name.split()) < set(words.split()) else entity.name
    draft.entities[number] = replace(entity, name=name, salience=min(1.0, had + freed))
    _weigh(draft, number, unnamed)
    draft.quotes = [_spoken(quote, number, marked) for quote in draft.quotes]


def _give_up(draft: Draft, owner: int, pieces: list[Place], heir: int) -> float:
    """Take mentions away for the sake of another entity's; gives what salience went with them.

    Whoever has none left was that entity under a wrong name, if it is of the same kind: so its quotes are the heir's.
    """
    before = draft.entities[owner]
    draft.take_away(owner, pieces)
    if owner == heir:
        return 0.0
    if owner in draft.entities:
        draft.disown(owner, pieces)
        return before.salience - draft.entities[owner].salience
    speaker = heir if _akin(before.kind, draft.entities[heir].kind) else None
    draft.attribute(lambda quote: quote.speaker == owner, speaker)
    return before.salience


def _weigh(draft: Draft, number: int, more: int) -> None:
    """Let an entity weigh as much more as so many mentions weigh on average, and all others so much less."""
    if not more:
        return
    others = sum(len(entity.mentions) + len(entity.title_mentions) for entity in draft.entities.values()) - more
    whole = sum(entity.salience for entity in draft.entities.values()) if others else 1.0
    share = others / (others + more)
    for one, entity in draft.entities.items():
        draft.entities[one] = replace(entity, salience=entity.salience * share)
    entity = draft.entities[number]
    draft.entities[number] = replace(entity, salience=min(1.0, entity.salience + whole * (1 - share)))


def _spoken(quote: Quote, number: int, marked: list[Place]) -> Quote:
    """A quote as it is now that some mentions are known: nobody's is theirs whose name attributes it."""
    called = quote.speaker_span
    if called is None or quote.speaker not in {None, number}:
        return quote
    for place in marked:
        if not place.in_title and (within(called, place.span) or alike(called, place.span) >= ALIKE):
            wider = place.span if within(called, place.span) else called
            return replace(quote, speaker=number, speaker_span=wider)
    return quote
