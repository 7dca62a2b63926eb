"""Whom a description cannot mean: “one resident” nobody known already, “her lawyer” not her, “the union” no person."""

from __future__ import annotations

from bisect import bisect_left

from readers.annotate.names.edges import TITLES
from readers.annotate.quotes.phrases import Phrase
from readers.annotate.quotes.speakers.candidates import Case, Place, Scene

BESIDE = 3
"""Tokens between a description and the name behind it that it may be of: ``a baker, Ann Roe``."""
_SPEAKING_FOR = frozenset(["spokesman", "representative", "official", "source", "statement"])
"""Who speaks for whom the reader knows."""


def is_ruled_out(scene: Scene, case: Case, entity: int) -> bool:
    """Whether an entity cannot be who a case speaks of: a person the union, somebody known the stranger it brings in.

    Args:
        scene: the document.
        case: the quotation.
        entity: its number.
    """
    told, phrase = case.description, case.phrase
    if told is None or phrase is None:
        return False
    person = scene.words.clusters[entity].kind == "PERSON"
    if not told.person:
        return told.body and (person or _is_somebodys(scene, phrase))
    if told.head in _SPEAKING_FOR and not person:
        return False
    if told.start != "indefinite" or scene.words.mention[phrase.head] >= 0:
        return False
    following = _next(scene.places[entity], phrase)
    beside = following is not None and following.first <= phrase.last + BESIDE
    return scene.places[entity][0].first < phrase.first and not beside


def _is_somebodys(scene: Scene, phrase: Phrase) -> bool:
    """Whether a body is a person's: the Roe campaign, Roe's team, her office."""
    inside = range(max(0, phrase.first - 1), phrase.head)
    return any(scene.words.kind(i) == "PERSON" or scene.words.lower[i] in ("his", "her") for i in inside)


def is_of(scene: Scene, case: Case, entity: int) -> bool:
    """Whether an entity is the one whose lawyer, boss or grandfather a case speaks of: it is somebody else who speaks.

    Args:
        scene: the document.
        case: the quotation.
        entity: its number.
    """
    phrase, start = _somebody(case)
    if phrase is None:
        return False
    if start == "possessive":
        return scene.owner(phrase) == entity
    owner = _next(scene.places[entity], phrase)
    if owner is None or not owner.named:
        return False
    person = scene.words.clusters[entity].kind == "PERSON"
    return (owner.owner and owner.end <= phrase.head) or (person and _is_behind_of(scene, phrase, owner))


def _is_behind_of(scene: Scene, phrase: Phrase, owner: Place) -> bool:
    """Whether somebody stands right behind *of*: the widow of Mr Roe; but said mother of three Jane Roe."""
    between = scene.words.lower[phrase.last + 1 : owner.first]
    return between == ["of"] or (len(between) == 2 and between[0] == "of" and between[1].rstrip(".") in TITLES)


def _somebody(case: Case) -> tuple[Phrase | None, str]:
    """The words of a case that describe a person who speaks for nobody else, if they do, and how they start."""
    told = case.description
    if told is None or not told.person or told.head in _SPEAKING_FOR:
        return None, ""
    return case.phrase, told.start


def _next(places: list[Place], phrase: Phrase) -> Place | None:
    """The first of an entity's places in a phrase or behind it."""
    at = bisect_left(places, phrase.first, key=lambda place: place.first)
    return places[at] if at < len(places) else None
