"""What a description says of whoever it means (“the 43-year-old”, “Acme’s founder”), and how well it fits an entity."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from readers.annotate.quotes.lexicon import is_person_noun, role_gender, word_list
from readers.annotate.quotes.phrases import NOUNS, Phrase
from readers.annotate.quotes.speakers.told import PEOPLES, STEM, Told, as_role, behind, descriptions, is_place, nation
from readers.annotate.quotes.words import Words
from readers.annotate.words import words as listed


@dataclass(frozen=True)
class Description:
    """What a noun phrase says of whoever it means.

    Attributes:
        head: its noun, in the form that `roles` counts it as; empty for “the 43-year-old”.
        words: its other words, with what follows after *of*, *for* and the like.
        places: countries, peoples and towns among them.
        age: in years, as written; empty if it tells none.
        gender: ``m``, ``f`` or empty, by its noun.
        person: whether the noun is one for a person.
        body: whether it is one for an organisation.
        plural: whether it is in the plural.
        start: ``definite``, ``indefinite``, ``possessive`` or ``bare``, by its first word.
    """

    head: str
    words: frozenset[str]
    places: frozenset[str]
    age: str
    gender: str
    person: bool
    body: bool
    plural: bool
    start: str


def describe(words: Words, phrase: Phrase) -> Description | None:
    """Take a description apart; ``None`` for a person's name and for a pronoun."""
    head = phrase.head
    if words.tag[head] in ("PRP", "WP", "WDT"):
        return None
    if words.kind(head) == "ORG" or (words.kind(head) == "PERSON" and not is_said_of(words, phrase)):
        return None
    first, last = phrase.first, phrase.last
    while first > 0 and words.tag[first - 1] in ("DT", "PRP$", "JJ", "CD") and words.quoted[first - 1] < 0:
        first -= 1
    after = behind(words, last + 1)
    text = words.text[words.start[first] : min(words.end[last] + 5, len(words.text))]
    age = re.search(r"\b(\d{1,3})[- ]years?[- ]old", text)
    noun = as_role(words.lower[head])
    if age and noun in ("year", "old"):
        noun = ""
    inside = [i for i in range(first, last + 1) if i != head and (words.tag[i] in NOUNS or words.tag[i][:2] == "JJ")]
    places = {nation(words.lower[i]) for i in [*inside, head, *after] if is_place(words, i)}
    plural = words.tag[head] in ("NNS", "NNPS")
    single = noun.removesuffix("s") if plural else noun
    return Description(
        head=noun,
        words=frozenset(as_role(words.lower[i]) for i in [*inside, *after] if words.tag[i] != "IN"),
        places=frozenset(places),
        age=age[1] if age else "",
        gender=role_gender().get(words.lower[head], ""),
        person=is_person_noun(single) or single in persons() or not noun or _is_native(words, phrase),
        body=noun in word_list("roles", "groups") or noun in descriptions("bodies"),
        plural=plural,
        start=_start(words, first),
    )


@cache
def persons() -> frozenset[str]:
    """Nouns that, in a description, are for a person."""
    return frozenset([*descriptions("people"), *descriptions("persons"), *listed("roles", "roles")])


def _is_native(words: Words, phrase: Phrase) -> bool:
    """The American, the Democrat: one of a people or a party."""
    head, before = phrase.head, phrase.head - 1
    if words.tag[head] not in ("NNP", "NN", "JJ") or before < 0:
        return False
    before -= words.tag[before] in ("JJ", "NNP", "HYPH", "CD") and before > 0
    lower = words.lower[head]
    known = words.kind(head) == "NORP" or lower in PEOPLES or lower in word_list("roles", "parties")
    return known and words.lower[before] in ("the", "this", "that", "a", "an", "one", "another")


def is_said_of(words: Words, phrase: Phrase) -> bool:
    """Whether what was taken for a person's name is a description, as “the Dane” and “the Leith man” are."""
    if not phrase.first:
        return False
    if phrase.first != phrase.last:
        common = words.text[words.start[phrase.last]].islower() and words.lower[phrase.last] in persons()
        return common and words.lower[phrase.first - 1] in ("the", "a", "an")
    before = phrase.first - 1 - (words.tag[phrase.first - 1] == "JJ")
    return before >= 0 and words.lower[before] == "the"


def _start(words: Words, first: int) -> str:
    if words.tag[first] == "PRP$":
        return "possessive"
    if words.lower[first] in ("the", "this", "that", "these", "those"):
        return "definite"
    return "indefinite" if words.tag[first] in ("DT", "CD") else "bare"


def fit(description: Description, told: Told, kind: str) -> dict[str, float]:
    """How a description fits an entity, as named features; ``fit`` sums them up."""
    head, found = description.head, {}
    if head and head in told.heads:
        found["head told"] = 1.0
    elif head and head in told.words:
        found["head among words"] = 1.0
    elif head and _implied(head, told, kind):
        found["head implied"] = 1.0
    elif head and len(head) > 3 and head[:STEM] in told.around:
        found["head around"] = 1.0
    if kind != "PERSON" and head in told.name:
        found["head in name"] = 1.0
    others = description.words - {"former", "first", "last", "new", "old", "young", "senior"}
    if others:
        same = len(others & (told.words | told.heads | told.name))
        found["words told"] = min(3.0, float(same))
        near = sum(word[:STEM] in told.around for word in others if len(word) > 3)
        found["words around"] = min(3.0, float(near))
        found["words strange"] = min(3.0, float(len(others) - same))
    if description.age and told.ages:
        found["age same" if description.age in told.ages else "age other"] = 1.0
    if description.places and told.places:
        found["place same" if description.places & told.places else "place other"] = 1.0
    found["fit"] = sum(weight * found.get(name, 0.0) for name, weight in _WEIGHTS.items())
    return found


_WEIGHTS = {
    "head told": 3.0,
    "head among words": 1.5,
    "head implied": 2.0,
    "head around": 0.7,
    "head in name": 2.5,
    "words told": 1.0,
    "words around": 0.3,
    "age same": 4.0,
    "age other": -4.0,
    "place same": 2.5,
    "place other": -2.0,
}


def _implied(head: str, told: Told, kind: str) -> bool:
    """Whether a word for many, as *lawmaker* or *lender*, may stand for what the entity is told, or called, to be."""
    if kind == "PERSON":
        return bool(descriptions("people").get(head, frozenset()) & (told.heads | told.words))
    return bool(descriptions("bodies").get(head, frozenset()) & (told.name | told.heads))
