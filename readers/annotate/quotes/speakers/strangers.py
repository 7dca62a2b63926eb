"""Whom a description cannot mean: “one resident” nobody whom the reader knows already, “her lawyer” not her."""

from __future__ import annotations

from bisect import bisect_left

from readers.annotate.quotes.speakers.candidates import Case, Scene

BESIDE = 3
"""Tokens between a description and the name behind it that it may be of: ``a baker, Ann Roe``."""
_SPEAKING_FOR = frozenset(["spokesman", "representative", "official", "source", "statement"])
"""Who speaks for whom the reader knows."""


def is_ruled_out(scene: Scene, case: Case, entity: int) -> bool:
    """Whether an entity cannot be the stranger that a case brings in.

    Args:
        scene: the document.
        case: the quotation.
        entity: its number.
    """
    told, phrase = case.description, case.phrase
    if told is None or phrase is None or not told.person or told.head in _SPEAKING_FOR:
        return False
    if told.start != "indefinite" or scene.words.mention[phrase.head] >= 0:
        return False
    places = scene.places[entity]
    at = bisect_left(places, phrase.first, key=lambda place: place.first)
    beside = at < len(places) and places[at].first <= phrase.last + BESIDE
    return places[0].first < phrase.first and not beside


def is_of(scene: Scene, case: Case, entity: int) -> bool:
    """Whether an entity is the one whose lawyer, boss or grandfather a case speaks of: it is somebody else who speaks.

    Args:
        scene: the document.
        case: the quotation.
        entity: its number.
    """
    told, phrase = case.description, case.phrase
    if told is None or phrase is None or not told.person or told.head in _SPEAKING_FOR:
        return False
    if told.start == "possessive":
        return scene.owner(phrase) == entity
    places = scene.places[entity]
    at = bisect_left(places, phrase.first, key=lambda place: place.first)
    return at < len(places) and places[at].owner and places[at].named and places[at].end <= phrase.head
