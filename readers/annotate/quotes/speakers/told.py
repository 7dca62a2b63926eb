"""What an article tells of each of its entities.

One walk over the names collects what stands beside them: “Jo Roe, 43, the Croatian founder of Acme” is somebody to
whom “the 43-year-old”, “the Croat” and “Acme’s founder” may refer anywhere in the text.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from readers.annotate.given import GENDER
from readers.annotate.identity.gender import ROLE_GENDER, TITLE_GENDER
from readers.annotate.quotes.lexicon import is_person_noun, role_gender, roles
from readers.annotate.quotes.phrases import NOUNS, phrase_at
from readers.annotate.quotes.words import Words
from readers.annotate.words import words as listed

REACH = 12
"""Tokens beside a name that may tell something of it."""
STEM = 5
"""Letters that words of one origin begin with: *netball* and *netballer*, though not *cello* and *cellist*."""
_AGE = re.compile(r"\b(\d{1,3})[- ]years?[- ]old|^,? ?\(?(?:aged )?(\d{1,3})\b(?! ?(?:per|%|years|months|days))")
_BEING = frozenset(["is", "was", "are", "were", "became", "becomes", "remains", "remained", "be", "been"])
_BESIDE = NOUNS | frozenset(["JJ", "JJS", "CD", "HYPH", "POS", "VBN", "AFX", "DT", "PRP$", "NFP"])
_ENDS = frozenset(["VBD", "VBZ", "VBP", "MD", "WP", "WDT", "WRB", "CC", "PRP", "PRP$"])
_OF = frozenset(["of", "for", "at", "from", "in", "with", "on", "to"])
PEOPLES = frozenset(word.lower() for word in listed("peoples"))
_PLACES = frozenset(["NORP", "GPE", "LOC"])
_CAN_MEAN = NOUNS | frozenset(["JJ", "JJS", "VBG", "VBN", "VBD", "VBZ", "VBP", "VB"])


@dataclass
class Told:
    """What the article tells of one entity; all words in lower case.

    Attributes:
        name: the words of its names.
        heads: nouns that say what it is (``founder``), in the form that `roles` counts them as.
        words: the other words of those phrases.
        places: countries, peoples and towns among them.
        ages: in years, as written.
        around: beginnings of the words that stand near its names.
        gender: ``m`` or ``f`` by title, role or given name; empty if none tells.
        personal: whether a given name or a role tells a person, whatever kind the name was judged to be.
        leaning: how much the given name looks like a woman's (up to 1) or a man's (down to -1).
    """

    name: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    ages: set[str] = field(default_factory=set)
    around: set[str] = field(default_factory=set)
    gender: str = ""
    personal: bool = False
    leaning: float = 0.0


@cache
def descriptions(name: str) -> dict[str, frozenset[str]]:
    """Description → what may stand behind it."""
    source = files("readers.annotate").joinpath("data/descriptions.toml").read_text(encoding="utf-8")
    lines = [[as_role(word) for word in line.split()] for line in tomllib.loads(source)[name].strip().splitlines()]
    found: dict[str, frozenset[str]] = {}
    for first, *others in lines:
        found[first] = found.get(first, frozenset()) | frozenset(others)
    return found


@cache
def nation(word: str) -> str:
    """A key that the words of one country share: *poland*, *polish* and *pole*."""
    for first, others in descriptions("nations").items():
        if word == first or word in others or (word.endswith("s") and word[:-1] in others):
            return first
    return word[:4]


def tell(words: Words) -> list[Told]:
    """Collect what a document tells of each of its clusters."""
    told = [Told(name=set(re.findall(r"\w+", cluster.name.lower()))) for cluster in words.clusters]
    for cluster, each in zip(words.clusters, told, strict=True):
        for role in cluster.roles:
            *others, last = role.split()
            each.heads.add(roles().get(last, last))
            each.words.update(others)
        if cluster.kind in ("PERSON", "ORG"):
            _sex(cluster.name, each)
    for first, end, number in words.mentions:
        each = told[number]
        if first and not each.gender:
            each.gender = TITLE_GENDER.get(words.lower[first - 1].rstrip("."), "")
        for i in range(first, end):
            each.name.add(words.lower[i])
        _beside(words, first, end, each)
        for i in range(max(0, first - REACH), min(len(words), end + REACH)):
            if words.tag[i] in _CAN_MEAN and len(words.lower[i]) > 3 and not first <= i < end:
                each.around.add(words.lower[i][:STEM])
    for cluster, each in zip(words.clusters, told, strict=True):
        each.personal = cluster.kind == "PERSON" or each.personal or any(map(is_person_noun, each.heads))
    return told


def _sex(name: str, told: Told) -> None:
    """Note what roles and the given name say."""
    by_role = (ROLE_GENDER.get(head) or role_gender().get(head, "") for head in sorted(told.heads))
    told.gender = next((gender for gender in by_role if gender), "")
    given, *rest = name.lower().split()
    told.gender = told.gender or (GENDER.get(given, "") if rest else "")
    told.personal = bool(rest) and given in GENDER
    told.leaning = {"f": 1.0, "m": -1.0}.get(GENDER.get(given, "")) or _looks(given.split("-")[0])


def _looks(given: str) -> float:
    """How an unknown given name ends: like those of women (up to 1) or of men (down to -1)."""
    endings = _endings()
    for length in (4, 3, 2, 1):
        women, men = endings.get(given[-length:], (0, 0)) if len(given) > length else (0, 0)
        if women + men >= 10 - 2 * length:
            return math.tanh(0.5 * math.log((women + 1) / (men + 1)))
    return 0.0


@cache
def _endings() -> dict[str, tuple[int, int]]:
    """How many given names of women and of men end in some letters."""
    counts = {sex: Counter(n[-k:] for n, s in GENDER.items() if s == sex for k in (1, 2, 3, 4)) for sex in "fm"}
    return {ending: (counts["f"][ending], counts["m"][ending]) for ending in {*counts["f"], *counts["m"]}}


def _beside(words: Words, first: int, end: int, told: Told) -> None:
    """Note what stands before a name, after it between commas or brackets, and what it is said to be."""
    before = _before(words, first)
    if before:
        _note(words, before, before[-1], told)
    for part in _after(words, end):
        _note(words, part, _head_in(words, part), told)
    root = end - 1
    for i in range(first, end):
        if not first <= words.head[i] < end:
            root = i
    above = words.head[root]
    related = [child for child in words.children(root) if words.dep[child] == "appos" and words.mention[child] < 0]
    if words.dep[root] == "appos" and words.mention[above] < 0:
        related.append(above)
    if words.dep[root] in ("nsubj", "nsubjpass") and words.lower[above] in _BEING:
        related += [child for child in words.children(above) if words.dep[child] == "attr"]
    for head in related:
        if words.tag[head] in NOUNS:
            phrase = phrase_at(words, head)
            _note(words, [*range(phrase.first, phrase.last + 1), *behind(words, phrase.last + 1)], phrase.head, told)


def _before(words: Words, first: int) -> list[int]:
    """``Croatian founder`` Jo Roe; ``her lawyer``, Jo Roe."""
    i = first - 1
    comma = i >= 0 and words.lower[i] == ","
    if comma:
        i -= 1
    last = i
    while i >= 0 and last - i < REACH and words.tag[i] in _BESIDE and words.quoted[i] < 0 and words.kind(i) != "PERSON":
        i -= 1
    found = list(range(i + 1, last + 1))
    if not found or words.tag[last] not in NOUNS or words.mention[last] >= 0:
        return []
    if comma and (words.tag[found[0]] not in ("DT", "PRP$") or words.tag[last] == "NNP"):
        return []
    return found


def _after(words: Words, end: int) -> list[list[int]]:
    """Jo Roe, ``43``, ``the founder of Acme``, said; Jo Roe (``D-Minn.``)."""
    if end >= len(words) or words.lower[end] not in (",", "(") or words.quoted[end] >= 0:
        return []
    parts: list[list[int]] = [[]]
    closing = ")" if words.lower[end] == "(" else ""
    for i in range(end + 1, min(len(words), end + 1 + 2 * REACH)):
        lower, tag = words.lower[i], words.tag[i]
        if words.quoted[i] >= 0 or lower in (".", ";", "—", "–", "--", ":", ")") or words.kind(i) == "PERSON":
            break
        if tag in _ENDS and not (tag == "PRP$" and not parts[-1]):
            break
        if lower == "," and not closing:
            if len(parts) > 1 or not parts[-1]:
                break
            parts.append([])
            continue
        parts[-1].append(i)
    if parts[-1] and _does_something(words, parts[-1]):
        parts.pop()
    return [part for part in parts if part and words.tag[part[0]] not in ("IN", "RB", "VBG", "TO")] or (
        [part for part in parts[:1] if part and words.lower[part[0]] in ("of", "from")]
    )


def _does_something(words: Words, part: list[int]) -> bool:
    """Whether what follows a comma is the subject of a clause: after a meeting with Jo Roe, ``the president`` said."""
    return any(words.dep[i] in ("nsubj", "nsubjpass") and words.head[i] > part[-1] for i in part)


def _head_in(words: Words, part: list[int]) -> int:
    """The noun that a phrase is about: the last before *of*, *for*, a participle; -1 if there is none."""
    head = -1
    for i in part:
        if words.tag[i] in NOUNS:
            head = i
        elif head >= 0 and words.tag[i] not in ("HYPH", "POS", "JJ", "CD"):
            break
    return head


def behind(words: Words, at: int) -> list[int]:
    """What follows a noun with *of*, *for*, *at* …: the founder ``of Acme``."""
    if at >= len(words) or words.lower[at] not in _OF or words.quoted[at] >= 0:
        return []
    found = []
    for i in range(at + 1, min(len(words), at + 8)):
        if words.quoted[i] >= 0 or words.tag[i] not in _BESIDE | {"IN", "NNP"}:
            break
        found.append(i)
    return found


def _note(words: Words, part: list[int], head: int, told: Told) -> None:
    text = words.text[words.start[part[0]] : words.end[part[-1]]]
    for match in _AGE.finditer(text):
        told.ages.add(match[1] or match[2])
    if head >= 0 and words.mention[head] < 0:
        told.heads.add(as_role(words.lower[head]))
    for i in part:
        if words.tag[i] in NOUNS or words.tag[i] in ("JJ", "JJS"):
            told.words.add(as_role(words.lower[i]))
            if is_place(words, i):
                told.places.add(nation(words.lower[i]))


def as_role(word: str) -> str:
    """A noun in the form that `roles` counts it as."""
    return roles().get(word, word)


def is_place(words: Words, i: int) -> bool:
    """Whether a word is a country, a people or a town."""
    return words.kind(i) in _PLACES or (words.lower[i] in PEOPLES and words.text[words.start[i]].isupper())
