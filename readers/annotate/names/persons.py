"""Evidence that capitalised words name a person: a title, a trade, a given name, an age, a verb of saying."""

from __future__ import annotations

import re

from readers.annotate.given import GIVEN, GIVEN_SURE
from readers.annotate.names.edges import NUMERIC, PEOPLES, ROLES, STAFF, STOP
from readers.annotate.names.organisations import BARE, HEADS, OF_HEADS, THINGS
from readers.annotate.names.reading import KINDS
from readers.annotate.names.view import PARTICLES, Name, View, instead, tokens_taken
from readers.annotate.words import words

SURE_TITLES = words("titles", "sure")
UNDOUBTED = 0.8
"""From this chance on the encoder is taken at its word about where a person's name ends."""
MOST_WORDS = 6
"""Tokens in a personal name at most, hyphens among them."""
KIN = frozenset({"family", "clan", "brothers", "sisters", "siblings", "dynasty"})
OFFICES = words("titles", "offices", "honorifics m", "honorifics f", "honorifics")
PLACES = words("places") | words("cities")
WHOLE_PLACES = frozenset({"Center", "Centre", "City", "County", "Town"})
NO_SURNAME = (
    WHOLE_PLACES | HEADS | OF_HEADS | BARE | PEOPLES | STAFF | STOP | OFFICES | frozenset().union(*THINGS.values())
)


def from_cues(view: View, names: list[Name]) -> list[Name]:
    """Name the people whom the words around or inside a run of capitals betray."""
    taken = tokens_taken(view, names)
    found: list[Name] = []
    i = 0
    while i < len(view):
        if (
            view.capital[i]
            and not view.gap[i]
            and (run := _run(view, i)) is not None
            and _is_person(view, names, taken, *run)
        ):
            found.append(Name(*run, "PERSON"))
            i = run[1]
        else:
            i += 1
    return instead(names, found)


def _run(view: View, start: int) -> tuple[int, int] | None:
    """The capitalised run at ``start``, if it may be a personal name: one to four words, particles inside."""
    if not may_be_personal(view.words[start]) or view.words[start].rstrip(".") in NO_SURNAME:
        return None
    end = start + 1
    while end < len(view) and not view.gap[end] and end - start <= MOST_WORDS:
        if (
            may_be_personal(view.words[end])
            or _inner_hyphen(view, end)
            or (view.lower[end] in PARTICLES and end + 1 < len(view) and may_be_personal(view.words[end + 1]))
        ):
            end += 1
        else:
            break
    return (start, end) if end - start <= MOST_WORDS else None


def _inner_hyphen(view: View, i: int) -> bool:
    """Part of a name in pieces: ``Kwok`` ``-`` ``hung``."""
    tight = not view.char_gap(i) and 0 < i < len(view) - 1
    if view.words[i] == "-":
        return tight and not view.char_gap(i + 1) and view.words[i + 1].isalpha()
    return tight and view.words[i - 1] == "-" and view.words[i].isalpha()


def may_be_personal(word: str) -> bool:
    """Whether a word has the shape of a part of a personal name: ``Anna``, ``O'Neill``, ``J.``, ``McKay``."""
    if not word[0].isupper():
        return False
    if len(word.rstrip(".")) == 1:
        return word != "I"
    letters = word.replace("-", "").replace("'", "")
    return letters.isalpha() and len(letters) > 1


def _is_person(view: View, names: list[Name], taken: list[int], start: int, end: int) -> bool:
    length = end - start
    before = view.lower[start - 1] if start and not view.gap[start - 1] else ""
    inside = view.words[start:end]
    if any(word.rstrip(".") in NO_SURNAME for word in inside):
        return False
    labels = {names[taken[i]].label for i in range(start, end) if taken[i] >= 0}
    if "PERSON" in labels and (_seen_shorter(view, start, end) or _goes_on_after_nickname(view, names, taken, end)):
        return False
    if before in SURE_TITLES:
        return length <= 4
    if labels & NUMERIC:
        return False
    if length == 1 and end < len(view) and view.lower[end] in KIN and not view.first[start]:
        return inside[0] not in PLACES and labels <= {"ORG", "PERSON", "GPE"}
    if length == 1:
        office = bool(before) and view.words[start - 1] in OFFICES and view.capital[start - 1]
        return office and inside[0] not in PLACES and labels <= {"ORG", "PERSON"}
    if view.shout[start]:
        return False
    given = inside[0].lower() in GIVEN_SURE and not inside[0].isupper()
    if (
        len(inside[0].rstrip(".")) == 1
        and length <= 3
        and not labels
        and len(inside[-1]) > 2
        and not inside[-1].isupper()
    ):
        given = True
    office = bool(before) and (view.words[start - 1] in OFFICES or before in ROLES)
    if length <= 4 and (given or office) and not _touches_longer(names, taken, start, end):
        return " ".join(inside) not in PLACES
    return False


def _seen_shorter(view: View, start: int, end: int) -> bool:
    """Whether the encoder saw that some of the run is no part of the person: ``Ann Roe Vows to Stay``."""
    if view.chances is None:
        return False
    person = view.chances[start:end, KINDS.index("PERSON")]
    return bool(person.max() > UNDOUBTED and person.min() < 1.0 - UNDOUBTED)


def _goes_on_after_nickname(view: View, names: list[Name], taken: list[int], end: int) -> bool:
    """Whether a person's name goes on with a nickname in quotation marks: ``Harold “Hank” Mosley``."""
    quoted = end < len(view) and view.words[end] in {'"', "“", "‘", "'", "''"}
    return quoted and taken[end] >= 0 and names[taken[end]].label == "PERSON" and taken[end] == taken[end - 1]


def _touches_longer(names: list[Name], taken: list[int], start: int, end: int) -> bool:
    """Whether a name the model saw crosses the run's edges."""
    return any(names[k].start < start or names[k].end > end for i in range(start, end) if (k := taken[i]) >= 0)


def with_first_word(view: View, names: list[Name]) -> list[Name]:
    """``Abu Anas Roe`` and ``Son Heung-min`` are one name each, though the first word was seen alone, or not."""
    taken = tokens_taken(view, names)
    found = [
        Name(name.start - 1, name.end, "PERSON")
        for name in names
        if name.label == "PERSON"
        and name.start
        and view.capital[name.start - 1]
        and not view.gap[name.start - 1]
        and (
            view.lower[name.start - 1] in _KUNYA
            or (_is_korean_given(view, name) and _is_surname(view, names, taken, name.start - 1))
        )
    ]
    return instead(names, found)


def _is_surname(view: View, names: list[Name], taken: list[int], i: int) -> bool:
    """Whether a word with a capital can be a surname: the whole of a person's name, or in none, and not the first."""
    if taken[i] >= 0:
        name = names[taken[i]]
        return name.label == "PERSON" and name.end - name.start == 1
    word = view.words[i]
    return not view.first[i] and word.isalpha() and word not in PLACES and word not in NO_SURNAME


def _is_korean_given(view: View, name: Name) -> bool:
    """Whether a name is ``Heung-min``, as is written behind a surname."""
    three = view.words[name.start : name.end]
    return len(three) == 3 and three[0].istitle() and three[1] == "-" and three[2].islower()


_KUNYA = frozenset({"abu", "umm", "ibn", "bint"})


def with_given_in_brackets(view: View, names: list[Name]) -> list[Name]:
    """``(Frank) Vogelsang``, ``[George H. W.] Bush`` are one name: the paper adds what the speaker left out."""
    found = [
        Name(start, name.end, "PERSON")
        for name in names
        if name.label == "PERSON" and name.end - name.start == 1 and (start := _bracketed(view, name.start)) is not None
    ]
    return instead(names, found)


def _bracketed(view: View, end: int) -> int | None:
    """Where a given name stands in brackets before a word: alone in round ones, with initials in square ones too."""
    if end < 3 or view.words[end - 1] not in (")", "]"):
        return None
    opening = "(" if view.words[end - 1] == ")" else "["
    start = next((i + 1 for i in range(end - 2, max(-1, end - 7), -1) if view.words[i] == opening), end)
    inside = range(start, end - 1)
    given = [i for i in inside if not _INITIALS.fullmatch(view.words[i])]
    one = len(given) == 1 and view.lower[given[0]] in GIVEN and view.capital[given[0]]
    return start if one and (opening == "[" or len(inside) == 1) else None


_INITIALS = re.compile(r"(?:[A-Z]\.?){1,3}")
