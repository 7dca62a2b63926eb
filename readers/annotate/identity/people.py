"""Which names of people mean the same person.

Full names first, longest first; then single names, each to the person it can stand for. Two people of one family name
stay apart: different given names never meet.
"""

from __future__ import annotations

import collections
import re
from dataclasses import dataclass, field
from itertools import pairwise

from readers.annotate.names.view import GENERATIONS as AFTER_NAMES
from readers.annotate.names.view import PARTICLES, fold
from readers.annotate.words import sections

GENERATIONS = AFTER_NAMES | {"v"}
"""What tells a father from a son of the same name."""
SUFFIXES = GENERATIONS | {"vi", "vii", "viii", "x", "xiv", "xvi", "phd", "md", "qc", "kc"}
LONG_ENOUGH = 5
"""Letters from which on two spellings by one sound are taken for one name."""
SPACES = re.compile(r"\s+")
MARKS = "'’‘,\"“”()[]"
"""Stripped from the words of a name, so that a nickname in quotation marks is one more name."""
MOST_BEARERS = 40
"""How many people of one name are looked at; bounds the time on hostile text."""


def short_forms() -> dict[str, tuple[str, ...]]:
    """Given names with their familiar forms, from ``data/short_forms.txt``."""
    return {name: tuple(sorted(forms)) for name, forms in sections("short_forms").items()}


@dataclass
class Mention:
    """One occurrence of a person's name.

    Attributes:
        start, end: code points.
        text: as written.
        gender: from the title before it; empty if it says nothing.
        generation: ``jr`` of ``John Roe Jr.``; empty if there is none.
    """

    start: int
    end: int
    text: str
    gender: str = ""
    generation: str = field(default="", init=False)
    pieces: tuple[str, ...] = field(default=(), init=False)

    def __post_init__(self) -> None:
        words = [fold(word).strip(MARKS) for word in SPACES.split(self.text)]
        self.pieces = tuple(word for word in words if word and word not in SUFFIXES) or tuple(words)
        if len(self.pieces) > 1 and words[-1] in GENERATIONS:
            self.generation = words[-1]


@dataclass
class Person:
    """The mentions taken for one person so far."""

    pieces: tuple[str, ...]
    mentions: list[Mention]
    gender: str = ""
    generation: str = ""


def group(mentions: list[Mention]) -> list[Person]:
    """Group the mentions of a text into people.

    Args:
        mentions: sorted by place.
    """
    _spell_alike(mentions)
    by_pieces: dict[tuple[str, ...], list[Mention]] = collections.defaultdict(list)
    by_name: dict[tuple[tuple[str, ...], str], list[Mention]] = collections.defaultdict(list)
    for mention in mentions:
        by_pieces[mention.pieces].append(mention)
        by_name[mention.pieces, mention.generation].append(mention)
    people: list[Person] = []
    bearers: dict[str, list[Person]] = collections.defaultdict(list)
    full = [name for name in by_name if len(name[0]) > 1]
    for pieces, generation in sorted(full, key=lambda n: (-len(n[0]), not n[1], by_name[n][0].start)):
        found = by_name[pieces, generation]
        fitting = [p for p in _bearers(bearers, pieces) if _may_be(p, pieces, generation)]
        whole = (p for p in fitting if p.pieces[-len(pieces) :] == pieces)  # Abu Roe is Sadeq Abu Roe before Abu Jo Roe
        person = next(whole, fitting[0] if fitting else None)
        if person is None:
            person = Person(pieces, [])
            people.append(person)
            for piece in {*pieces}:
                bearers[piece].append(person)
        person.mentions += found
        person.generation = person.generation or generation
        person.gender = person.gender or next((m.gender for m in found if m.gender), "")
    _place_joint_names(mentions, by_pieces, bearers)
    _place_single_names(by_pieces, people, bearers)
    for person in people:
        person.mentions.sort(key=lambda m: m.start)
    return people


def sound(piece: str) -> str:
    """What the ways to write a foreign name in Latin letters share; the name itself, where it is short.

    >>> sound("zelensky") == sound("zelenskyy") == sound("zelenskiy")
    True
    >>> sound("gaddafi") == sound("qaddafi") == sound("gadhafi")
    True
    """
    piece = piece.replace("-", "")
    if len(piece) < LONG_ENOUGH:
        return piece
    found = re.sub(r"(?<=[bdgkt])h", "", piece.replace("y", "i").replace("j", "i"))
    found = re.sub(r"^(?:q|g(?=[aou]))", "k", re.sub(r"(.)\1+", r"\1", found))
    return found.replace("q", "k")


def _spell_alike(mentions: list[Mention]) -> None:
    """Write each piece of a name as it was first written in the text: ``Zelenskyy`` as ``Zelensky``."""
    first: dict[str, str] = {}
    for mention in mentions:
        mention.pieces = tuple(first.setdefault(sound(piece), piece) for piece in mention.pieces)


def _may_be(person: Person, pieces: tuple[str, ...], generation: str) -> bool:
    """Whether a full name can be that of a person: the names fit, and no generation lies between them."""
    apart = generation and person.generation and generation != person.generation
    return not apart and same_person(person.pieces, pieces)


def _bearers(bearers: dict[str, list[Person]], pieces: tuple[str, ...]) -> list[Person]:
    found = {id(p): p for piece in (pieces[-1], pieces[0]) for p in bearers[piece][:MOST_BEARERS]}
    return list(found.values())


def same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full names can be one person's.

    >>> same_person(("john", "q", "public"), ("john", "public"))
    True
    >>> same_person(("anna", "berg"), ("otto", "berg"))
    False
    """
    long, short = (one, other) if len(one) >= len(other) else (other, one)
    long, short = _without_particles(long), _without_particles(short)
    if long == short or sorted(long) == sorted(short):
        return True
    if long[-1] == short[-1]:
        return _same_given(long[:-1], short[:-1])
    # two family names, or a second one left out: Maria Lopez Garcia, Maria Lopez
    return len(long) > 2 and len(short) > 1 and long[: len(short)] == short


def _without_particles(pieces: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(p for i, p in enumerate(pieces) if p not in PARTICLES or (i == 0 and p == "ben")) or pieces


def _same_given(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Whether the given names fit: equal, an initial, a middle name left out, a short form."""
    if not short or not long:
        return True
    if _fits(long[0], short[0]):
        rest = iter(long[1:])
        return all(any(_fits(a, b) for a in rest) for b in short[1:])
    return short[0] in long[1:] and len(short) == 1 and len(long[0]) > 1


def _fits(one: str, other: str) -> bool:
    if one == other or (min(len(one), len(other)) == 1 and one[0] == other[0]):
        return True
    short, long = sorted((one, other), key=len)
    if len(short) >= 3 and long.startswith(short):
        return True
    return other in SHORT_FORMS.get(one, ()) or one in SHORT_FORMS.get(other, ())


SHORT_FORMS = short_forms()


JOINT = len(" and ")
"""Code points between the given names of two people who share the surname after the second."""


def _place_joint_names(
    mentions: list[Mention], by_pieces: dict[tuple[str, ...], list[Mention]], bearers: dict[str, list[Person]]
) -> None:
    """Give the first of ``Jo and Ann Roe`` to Jo Roe, if the text names them so elsewhere."""
    for given, full in pairwise(mentions):
        if len(given.pieces) > 1 or len(full.pieces) < 2 or full.start - given.end != JOINT:
            continue
        name = (given.pieces[0], full.pieces[-1])
        person = next((p for p in bearers[name[0]][:MOST_BEARERS] if (p.pieces[0], p.pieces[-1]) == name), None)
        if person is not None:
            by_pieces[given.pieces].remove(given)
            person.mentions.append(given)


def _place_single_names(
    by_pieces: dict[tuple[str, ...], list[Mention]], people: list[Person], bearers: dict[str, list[Person]]
) -> None:
    """Give each single name to the person it stands for, or to a person of its own."""
    own: dict[str, Person] = {}
    singles = sorted((m for p, ms in by_pieces.items() if len(p) == 1 for m in ms), key=lambda m: m.start)
    alone = {m.pieces[0] for m in singles}
    first = {id(p): min(m.start for m in p.mentions) for p in people}
    for mention in singles:
        piece = mention.pieces[0]
        chosen = _choose(bearers[piece][:MOST_BEARERS], mention, first, alone)
        if chosen is None:
            chosen = own.get(piece)
            if chosen is None:
                chosen = own[piece] = Person(mention.pieces, [])
                people.append(chosen)
        chosen.mentions.append(mention)
        chosen.gender = chosen.gender or mention.gender


def _choose(candidates: list[Person], mention: Mention, first: dict[int, int], alone: set[str]) -> Person | None:
    """The person a single name stands for: by family name before given name, then whom the text named first.

    The text is about that one; relatives are named in full, or by the given name once they have been.
    """
    piece = mention.pieces[0]
    fitting = [p for p in candidates if not (mention.gender and p.gender and mention.gender != p.gender)]
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    family = [p for p in fitting if p.pieces[-1] == piece and p.pieces[0] != piece] or fitting
    known = [p for p in family if first[id(p)] < mention.start] or family
    return min(known, key=lambda p: (p.pieces[0] in alone and p.pieces[0] != piece, first[id(p)]))
