"""Surnames that are words: ``King`` and ``Weeks`` alone are the people named in full, and no title and no time."""

from __future__ import annotations

from readers.annotate.names.edges import NUMERIC, STAFF, STOP, TITLES
from readers.annotate.names.persons import may_be_personal
from readers.annotate.names.view import PARTICLES, Name, View, tokens_taken
from readers.annotate.words import words

OTHER_MEANINGS = words("things", "calendar", "abbreviations", "time zones")
"""What means itself wherever it stands with a capital: ``May``, ``Monday``."""
DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "their", "our", "my", "your"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def alone(view: View, names: list[Name]) -> list[Name]:
    """Find surnames again where they stand alone, though the word is also a title, a role or a word of its own."""
    taken = tokens_taken(view, names)
    titles = {view.words[i] for i in range(len(view) - 1) if _before_a_name(view, names, taken, i)}
    known = {view.words[n.end - 1] for n in names if _is_full(view, n)} - titles - OTHER_MEANINGS
    if not known:
        return names
    found = [
        Name(i, i + 1, "PERSON")
        for i, word in enumerate(view.words)
        if word in known and (taken[i] < 0 or _is_time(names[taken[i]])) and _stands_alone(view, known, taken, i)
    ]
    starts = {n.start for n in found}
    return sorted([*(n for n in names if n.start not in starts), *found])


def _is_time(name: Name) -> bool:
    return name.label in NUMERIC and name.end - name.start == 1


def _is_full(view: View, name: Name) -> bool:
    """Whether a name is that of a person in full, with a surname that the other passes take for something else."""
    if name.label != "PERSON" or name.end - name.start < 2 or view.lower[name.end - 2] in PARTICLES:
        return False
    word = view.words[name.end - 1]
    plural = word.endswith("s")
    doubtful = plural or word.lower() in TITLES or word in STAFF or word in STOP or word.lower() in view.lowered
    return doubtful and len(word) > 2 and may_be_personal(word) and not view.shout[name.start]


def _before_a_name(view: View, names: list[Name], taken: list[int], i: int) -> bool:
    """Whether a word is a title here: ``King Oskar``."""
    k = taken[i + 1]
    return view.capital[i] and taken[i] < 0 <= k and names[k].label == "PERSON"


def _stands_alone(view: View, known: set[str], taken: list[int], i: int) -> bool:
    """Whether the word is a name by itself; at the head of a sentence a verb must follow."""
    before = view.lower[i - 1] if i and not view.gap[i - 1] else ""
    after = i + 1
    if before in DETERMINERS or view.shout[i] or (i and view.capital[i - 1] and not view.first[i - 1]):
        return False
    if after < len(view) and view.capital[after] and not view.first[after]:
        return False
    if not view.first[i] or (before in {"and", "or"} and view.words[i - 2] in known):
        return view.capital[i]
    if taken[i] >= 0:
        return False
    if after + 1 < len(view) and view.lower[after] in {"and", "or"} and view.words[after + 1] in known:
        after += 2
    return after < len(view) and (view.doc[after].tag_ in FINITE or view.lower[after] == "'s")
