"""What a name may be found by: the keys under which an entity is kept, and whether two spellings can be one name."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from typing import NamedTuple

from readers.annotate.identity.groups import HEADS
from readers.annotate.identity.groups import key as plain_key
from readers.annotate.identity.people import SHORT_FORMS, SUFFIXES, same_person
from readers.annotate.names.view import PARTICLES, fold

_SORTS = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place"}

_LETTERS = str.maketrans({"ø": "o", "æ": "a", "œ": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th", "ß": "ss"})
_ROMANISED = tuple(
    (re.compile(pattern), other)
    for pattern, other in (
        (r"['’ʼ‘`.]", ""),
        (r"^(?:al|el)-(?=\w)", ""),
        (r"([aou])e(?=[^aeiou])", r"\1"),  # Mueller, Müller
        (r"tsch|tch", "ch"),
        (r"dzh|dj", "j"),
        (r"sch", "sh"),
        (r"kh|q", "k"),
        (r"ph", "f"),
        (r"w", "v"),
        (r"ks", "x"),
        (r"ff$", "v"),
        (r"(?:iu|yu|ju)", "u"),
        (r"^(?:y|j|ie?)e", "e"),
        (r"oo|ou", "u"),
        (r"a[yi]|e[yi]", "ei"),
        (r"(?:iyi|iyy|iy|yy|yi|ii|ij|ei|y|i)$", "i"),
        (r"iy|yi|ii|y", "i"),
        (r"([^\W\d])\1", r"\1"),
    )
)
"""What papers write differently of one foreign name: how Cyrillic, Arabic and umlauts are put into Latin letters."""
_STATE = re.compile(r"^(?:republic|kingdom|commonwealth|sultanate|emirate|principality) of (?:the )?")
_OTHER_STATES = frozenset({"china", "korea", "congo"})
"""Names that, with such a word before them, are another state's."""
_VOWELS = re.compile(r"[aeiouy]")
_LONG_ENOUGH = 5
"""Letters of a name that may be one letter apart from another and still be the same."""
_FAMILY_LONG_ENOUGH = 6


class Person(NamedTuple):
    """A person's name, taken apart.

    Attributes:
        given: folded, without particles; empty for a single name.
        family: the last piece, folded.
    """

    given: tuple[str, ...]
    family: str

    @property
    def pieces(self) -> tuple[str, ...]:
        """All of it."""
        return (*self.given, self.family)


def _whole(name: str) -> str:
    return plain_key(name.replace(" and ", " & "))


def sort_of(kind: str) -> str:
    """What an entity is as far as names are joined: an annotator that takes a city for a building means the same."""
    return _SORTS.get(kind, kind.lower())


@functools.lru_cache(8192)
def key(name: str, sort: str) -> str:
    """The key of a name in full: without case, accents, titles, and what papers spell differently."""
    if sort == "person":
        return " ".join(map(spelled, person(name).pieces))
    return _whole(name)


@functools.lru_cache(4096)
def person(name: str) -> Person:
    """Take a person's name apart."""
    words = [fold(word).strip("'’,\".").translate(_LETTERS) for word in name.split()]
    pieces = [word for word in words if word and word not in SUFFIXES] or words
    kept = [one for i, one in enumerate(pieces) if one not in PARTICLES or (i == 0 and one == "ben")] or pieces
    return Person(tuple(kept[:-1]), kept[-1]) if kept else Person((), "")


@functools.lru_cache(8192)
def spelled(piece: str) -> str:
    """A piece of a name as any paper could write it; for comparing alone."""
    for pattern, other in _ROMANISED:
        piece = pattern.sub(other, piece)
    return piece


def other_keys(name: str, sort: str) -> set[str]:
    """Further keys to keep an entity under, by which it could be called though nobody did yet."""
    if sort == "person":
        one = person(name)
        if not one.given:
            return set()
        families = {one.family, *(part for part in one.family.split("-") if len(part) > 2)}
        short = {spelled(family) for family in families}
        if len(one.given) > 1:
            families |= {piece for piece in one.given[1:] if len(piece) > 2}
        return short | {_variant(initial, family) for family in families for initial in _initials(one.given[0])}
    return _shorter(name) if sort == "organisation" else _plainer(name) if sort == "place" else set()


def variant_keys(name: str, sort: str) -> set[str]:
    """Keys under which an entity of another spelling of the name is kept."""
    if sort == "person":
        one = person(name)
        if not one.given:
            return set()
        families = {one.family, *one.family.split("-"), *(piece for piece in one.given[1:] if len(piece) > 2)}
        return {_variant(spelled(one.given[0])[:1], family) for family in families}
    if sort == "organisation":
        turned = _turned(_whole(name))
        return {turned} if turned else set()
    return _plainer(name) if sort == "place" else set()


def _variant(initial: str, family: str) -> str:
    return f"{initial}~{_consonants(spelled(family))}"


def _consonants(piece: str) -> str:
    """A piece without its vowels; ``g`` and ``k`` begin names of one Arabic letter."""
    return piece[:1].replace("g", "k") + _VOWELS.sub("", piece[1:])


@functools.cache
def _familiar() -> dict[str, frozenset[str]]:
    """Given names with the other forms of them, both ways."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, forms in SHORT_FORMS.items():
        for form in forms:
            found[name].add(form)
            found[form].add(name)
    return {name: frozenset(forms) for name, forms in found.items()}


def _initials(given: str) -> set[str]:
    return {spelled(form)[:1] for form in (given, *_familiar().get(given, ()))}


def _shorter(name: str) -> set[str]:
    """``Weller Group`` could be called ``Weller``. Its initials a text must explain: many have the same."""
    whole = _whole(name)
    parts = whole.split()
    found = {_turned(whole)}
    if len(parts) > 1:
        cut = len(parts)
        while cut > 1 and parts[cut - 1] in HEADS:
            cut -= 1
        if parts[cut - 1] != "of":
            found.add(" ".join(parts[:cut]))
    return found - {"", whole}


def _plainer(name: str) -> set[str]:
    """``Republic of Toravia`` is ``Toravia``."""
    plain = _STATE.sub("", _whole(name))
    return {f"={plain}"} if plain and plain not in _OTHER_STATES else set()


def _turned(whole: str) -> str:
    """``Ministry of Finance`` is the ``finance ministry``; of a university that would be another one."""
    head, of, rest = whole.partition(" of ")
    if of and head in {"ministry", "department", "court"}:
        return f"={rest} {head}"
    first, _, last = whole.rpartition(" ")
    return f"={first} {last}" if first and last in {"ministry", "department", "court"} else ""


def alike(one: str, other: str) -> float:
    """How surely two full names of people are spellings of one, 0-1; 0 if they cannot be.

    >>> alike("Donald J. Harwick", "Don Harwick") > 0.8, alike("Anna Berg", "Otto Berg")
    (True, 0.0)
    """
    a, b = person(one), person(other)
    if not (a.given and b.given):
        return 0.0
    if sorted(map(spelled, a.pieces)) == sorted(map(spelled, b.pieces)):
        return 1.0
    family = _same_family(a, b)
    return family * _same_given(a.given, b.given) if family else 0.0


def _same_family(a: Person, b: Person) -> float:
    one, other = spelled(a.family), spelled(b.family)
    if one == other:
        return 1.0
    if len(min(one, other, key=len)) >= _FAMILY_LONG_ENOUGH and _is_near(one, other):
        return 0.8 if _consonants(one) == _consonants(other) else 0.0
    parts = {*map(spelled, a.family.split("-"))}, {*map(spelled, b.family.split("-"))}
    if (len(parts[0]) > 1) != (len(parts[1]) > 1) and parts[0] & parts[1]:
        return 0.9
    long, short = (a, b) if len(a.given) > len(b.given) else (b, a)
    # a second family name left out: María López Ferrán, María López
    return 0.9 if len(long.given) == len(short.given) + 1 and spelled(short.family) == spelled(long.given[-1]) else 0.0


def _same_given(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    if same_person((*one, "x"), (*other, "x")):
        return 1.0 if one == other else 0.9
    first, second = spelled(one[0]), spelled(other[0])
    if first == second or (len(min(first, second, key=len)) >= _LONG_ENOUGH and _is_near(first, second)):
        return 0.8 if same_person((one[0], *one[1:], "x"), (one[0], *other[1:], "x")) else 0.0
    return 0.0


def _is_near(one: str, other: str) -> bool:
    """Whether two words begin alike and are one letter apart, two if they are long."""
    if _consonants(one)[:1] != _consonants(other)[:1] or abs(len(one) - len(other)) > 2:
        return False
    if min(len(one), len(other)) >= _FAMILY_LONG_ENOUGH and _consonants(one) == _consonants(other):
        return True
    return _distance(one, other) <= (2 if min(len(one), len(other)) > 7 else 1)


def _distance(one: str, other: str) -> int:
    """Levenshtein's distance."""
    before = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        now = [i]
        for j, b in enumerate(other, 1):
            now.append(min(before[j] + 1, now[-1] + 1, before[j - 1] + (a != b)))
        before = now
    return before[-1]


def is_short(name: str, sort: str) -> bool:
    """Whether a name says little by itself: one name of a person, one word of anything else."""
    return not person(name).given if sort == "person" else " " not in _whole(name)
