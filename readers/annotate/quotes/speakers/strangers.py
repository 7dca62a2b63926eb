"""Whom a description cannot mean: “one resident” nobody known already, “her lawyer” not her, “the two” no person."""

from __future__ import annotations

from bisect import bisect_left

from readers.annotate.names.edges import TITLES
from readers.annotate.quotes.lexicon import bodies, is_person_noun, word_list
from readers.annotate.quotes.phrases import NOUNS, Phrase
from readers.annotate.quotes.speakers.candidates import Case, Place, Scene
from readers.annotate.quotes.speakers.described import persons

BESIDE = 3
"""Tokens between a description and the name behind it that it may be of: ``a baker, Ann Roe``."""
_COMPANIES = frozenset(["company", "firm", "business", "group", "brand", "label", "maker", "manufacturer"])
"""Bodies that have people's names."""
_NAMELESS = frozenset(["campaign", "camp", "office", "team"])
"""Bodies that are called by whose they are."""
_OF_TWO = frozenset(["former", "latter", "younger", "older", "elder"])
"""What ends a phrase for one of two people; which of them is not known here."""
_KNOWN = frozenset(["head told", "head among words", "head implied", "head in name"])
"""What tells that an entity is what a description's noun says; see `described.fit`."""
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
    if scene.words.lower[phrase.head] in _OF_TWO or (person and scene.words.tag[phrase.head] == "CD"):
        return True
    if told.head in word_list("roles", "own_names") and not _KNOWN & case.fits.get(entity, {}).keys():
        return True
    if (told.body or told.head in bodies()) and told.head not in persons():
        return _is_no_person(scene, entity, told.head) if person else _is_somebodys(scene, phrase, told.head)
    if not told.person:
        return False
    if told.head in _SPEAKING_FOR and not person:
        return False
    if told.start != "indefinite" or scene.words.mention[phrase.head] >= 0:
        return False
    following = _next(scene.places[entity], phrase)
    beside = following is not None and following.first <= phrase.last + BESIDE
    return scene.places[entity][0].first < phrase.first and not beside


def _is_no_person(scene: Scene, entity: int, noun: str) -> bool:
    """Whether a body cannot be what was taken for a person: a company may, where nothing more tells of a person."""
    about = scene.told[entity]
    if noun not in _COMPANIES:
        return True
    return bool(about.ages) or any(map(is_person_noun, about.heads))


def _is_somebodys(scene: Scene, phrase: Phrase, noun: str) -> bool:
    """Whether a body is a person's, and has no name of its own: the Roe campaign, her office; but his company."""
    words, first = scene.words, phrase.first
    if first and words.tag[first] in NOUNS:
        first -= 1
    owners = (words.kind(i) == "PERSON" or words.lower[i] in ("his", "her") for i in range(first, phrase.head))
    return noun in _NAMELESS and any(owners)


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
