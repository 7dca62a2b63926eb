"""Names with the surname first, as bibliographies and lists of members have them: ``Roe, Jane``."""

from __future__ import annotations

from readers.annotate.given import GIVEN
from readers.annotate.names.persons import may_be_personal
from readers.annotate.names.view import PARTICLES, Name, View, instead

LINES = 2
"""How many lines must begin so: one alone may be ``Paris, Jordan``."""
MOST_WORDS = 3
"""In a surname with its particles, and in the given names after the comma, at most."""
ENDS = frozenset({".", ":", ";", ",", "(", "and", "&"})
"""What follows the given names, if the line goes on."""


def with_surname_first(view: View, names: list[Name]) -> list[Name]:
    """In lines that begin with a surname, a comma and given names, name the person by the surname alone.

    What is highlighted so is what the rest of a text calls a writer: ``Roe``, and not ``Jane`` beside it. A name that
    is all that follows is what was written.
    """
    lines = [people for i in range(len(view)) if (i == 0 or view.gap[i - 1]) and (people := _people(view, i))]
    if len(lines) < LINES:
        return names
    whole = [Name(start, end, "PERSON") for people in lines for start, _, end in people]
    surnames = [Name(start, comma, "PERSON") for people in lines for start, comma, _ in people]
    others = [name for name in instead(names, whole) if name not in whole]
    ends = {people[-1][2] for people in lines}
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
        if end >= len(view) or view.lower[end] not in {"and", "&", ";"}:
            break
        start = end + 1
    return found


def _surname_end(view: View, start: int) -> int | None:
    """Where the comma after a surname is: particles and a word, or two."""
    for end in range(start + 1, min(start + MOST_WORDS, len(view) - 1) + 1):
        word, particle = view.words[end - 1], view.lower[end - 1] in PARTICLES
        if view.gap[end - 1] or not (particle or may_be_personal(word)):
            return None
        if view.words[end] == ",":
            return None if particle else end
    return None


def _given_end(view: View, start: int) -> int | None:
    """Where given names end that begin here with one that is known, or an initial."""
    end = start
    while end < len(view) and end - start < MOST_WORDS and not view.gap[end] and may_be_personal(view.words[end]):
        if end > start and _is_initial(view.words[end - 1]) and not _is_initial(view.words[end]):
            break  # what is written begins
        end += 1
    if end == start or not (view.lower[start] in GIVEN or _is_initial(view.words[start])):
        return None
    ended = end == len(view) or view.gap[end] or view.lower[end] in ENDS or _is_initial(view.words[end - 1])
    return end if ended else None


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1 and word.isupper()
