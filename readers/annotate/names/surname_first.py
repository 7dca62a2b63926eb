"""Names with the surname first, as bibliographies and lists of members have them: ``Roe, Jane``."""

from __future__ import annotations

from itertools import pairwise

from readers.annotate.given import GIVEN_SURE
from readers.annotate.names.persons import NO_SURNAME, may_be_personal
from readers.annotate.names.view import PARTICLES, Name, View, instead

MOST_WORDS = 4
"""Tokens in a surname with its particles and hyphens, and in the given names after the comma, at most."""
ENDS = frozenset({".", ":", ";", "(", "and", "&"})
"""What follows the given names, if the line goes on."""
FURTHER = frozenset({";", "and", "&"})
"""What stands before a further name."""


def with_surname_first(view: View, names: list[Name]) -> list[Name]:
    """In neighbouring lines that begin with a surname, a comma and given names, name people by the surname alone.

    What is highlighted so is what the rest of a text calls a writer: ``Roe``, and not ``Jane`` beside it. A name that
    is all that follows is what was written.
    """
    lines = [i for i in range(len(view)) if not view.gap[i] and (i == 0 or view.gap[i - 1])]
    people = [_people(view, i) for i in lines]
    listed = {n for n, (one, other) in enumerate(pairwise(people)) if one and other}
    found = [person for n in sorted(listed | {n + 1 for n in listed}) for person in people[n]]
    if not found:
        return names
    whole = [Name(start, end, "PERSON") for start, _, end in found]
    surnames = [Name(start, comma, "PERSON") for start, comma, _ in found]
    others = [name for name in instead(names, whole) if name not in whole]
    ends = {end for _, _, end in found}
    return sorted([*(_as_work(view, name, ends) for name in others), *surnames])


def _as_work(view: View, name: Name, ends: set[int]) -> Name:
    """A name as that of a work, if nothing but a full stop stands between it and given names, and nothing follows."""
    follows = name.start in ends or (view.words[name.start - 1] == "." and name.start - 1 in ends)
    last = name.end == len(view) or view.gap[name.end] or view.words[name.end] in {"(", ".", ","}
    return name._replace(label="WORK_OF_ART") if follows and last else name


def _people(view: View, start: int) -> list[tuple[int, int, int]]:
    """Who a line begins with: of each where the surname begins, the comma, and where the given names end."""
    found = []
    while (comma := _surname_end(view, start)) and (end := _given_end(view, comma + 1)):
        found.append((start, comma, end))
        if end >= len(view) or view.lower[end] not in FURTHER:
            return found
        start = end + 1
    return []


def _surname_end(view: View, start: int) -> int | None:
    """Where the comma after a surname is: particles and one word, which may have a hyphen."""
    for end in range(start + 1, min(start + MOST_WORDS, len(view) - 1) + 1):
        word, before = view.lower[end - 1], view.lower[end - 2] if end - 1 > start else ""
        linking = word in PARTICLES or word == "-"
        if view.gap[end - 1] or not (linking or _may_be_a_surname(view, end - 1)):
            return None
        if word != "-" and before not in PARTICLES and before not in {"", "-"}:
            return None  # a second word
        if view.words[end] == ",":
            return None if linking else end
    return None


def _may_be_a_surname(view: View, i: int) -> bool:
    word, pos = view.words[i], view.pos[i]
    plain = word in NO_SURNAME or view.lower[i] in view.lowered
    return may_be_personal(word) and not plain and pos in {"PROPN", ""}


def _given_end(view: View, start: int) -> int | None:
    """Where given names end that begin here with one that is known, or an initial."""
    end = start
    while end < len(view) and end - start < MOST_WORDS and not view.gap[end] and may_be_personal(view.words[end]):
        if end > start and _is_initial(view.words[end - 1]) and not _is_initial(view.words[end]):
            break  # what is written begins
        end += 1
    if end == start or not (view.lower[start] in GIVEN_SURE or _is_initial(view.words[start])):
        return None
    ended = end == len(view) or view.gap[end] or view.lower[end] in ENDS or view.words[end - 1].endswith(".")
    return end if ended else None


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1 and word.isupper() and (word.endswith(".") or word not in {"A", "I"})
