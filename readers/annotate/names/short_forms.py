"""Short forms told by the longer names of the same text: ``Northgate`` of ``Northgate Shipping``.

What names somebody or something in full settles what its parts mean alone, where the statistical model guesses.
"""

from __future__ import annotations

from readers.annotate.given import GIVEN_SURE
from readers.annotate.names.consistency import LOCATIVE, people_parts
from readers.annotate.names.edges import PEOPLES, STAFF, STOP, TITLES
from readers.annotate.names.evidence import IN
from readers.annotate.names.organisations import BARE, CHAMBERS, HEADS, LEGAL, LINKS, OF_HEADS, THINGS
from readers.annotate.names.persons import NO_SURNAME, PLACES
from readers.annotate.names.view import Name, View, tokens_taken, without_overlaps
from readers.annotate.words import words

COMPANIES = words("organisations", "companies")
TAILS = COMPANIES | HEADS | LEGAL
"""What an organisation's name may go without when it is named again."""
SAINTS = frozenset({"St", "St.", "Saint"})
SAINTS_PLACES = words("things", "saints' places")
LOWER_HEADS = frozenset(word.lower() for heads in LINKS.values() for word in heads) | {"city", "town", "village"}
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
WELL_KNOWN = words("places")
"""Places of which a text says ``Washington said`` without saying where they are."""
NO_SHORT_FORM = (
    PLACES | PEOPLES | BARE | CHAMBERS | HEADS | OF_HEADS | STOP | STAFF | frozenset().union(*THINGS.values())
)
MOST_WORDS = 3
"""Words of a short form at most."""
MOST_DESCRIBING = 5
"""Words in lower case before a name that are read as its description."""


def without_description(view: View, names: list[Name]) -> list[Name]:
    """``council of Saltmarsh Bay`` is a description; the name in it begins with its capital."""
    result = []
    for name in names:
        start = name.start
        while start < name.end - 1 and name.label != "PERSON" and _describes(view, start, name.end):
            start += 1
        if start > name.start:
            start += view.lower[start] in LINKS
            start += start < name.end - 1 and view.lower[start] == "the"
        result.append(Name(start, name.end, name.label))
    return result


def _describes(view: View, i: int, end: int) -> bool:
    """Whether a description begins at ``i``: words in lower case, up to a head with its ``of``."""
    j = i
    while j < min(end - 1, i + MOST_DESCRIBING) and view.words[j].isalpha() and view.words[j].islower():
        if view.lower[j] in LOWER_HEADS and view.lower[j + 1] in LINKS:
            return True
        j += 1
    return False


def saints(view: View, names: list[Name]) -> list[Name]:
    """Name places and institutions called after a saint, ``St Brannoc's church``; the saint is nobody in the news."""
    found = []
    for i in range(len(view) - 2):
        if view.words[i] in SAINTS and view.capital[i + 1] and (name := _saint(view, i)) is not None:
            found.append(name)
    covered = {i for n in found for i in range(n.start, n.end)}
    longer = [n for n in names if n.label != "PERSON" and any(n.start <= f.start and f.end <= n.end for f in found)]
    kept = [n for n in names if n in longer or not covered.intersection(range(n.start, n.end))]
    return without_overlaps([*kept, *found])


def _saint(view: View, i: int) -> Name | None:
    """The place at ``St``: with its possessive, and with its noun if that has a capital."""
    end = i + 2
    while end < len(view) and view.capital[end] and end - i < 4 and view.lower[end] not in SAINTS_PLACES:
        end += 1
    owner = end
    if end < len(view) and view.lower[end] in {"'s", "'"}:
        end += 1
    if end >= len(view) or view.gap[end] or view.lower[end] not in SAINTS_PLACES:
        return None
    if view.capital[end]:
        return Name(i, end + 1, "ORG" if view.words[end] in HEADS else "FAC")
    return Name(i, end, "FAC") if end > owner else None


def settle(view: View, names: list[Name]) -> list[Name]:
    """Give short forms of organisations, and surnames taken for places, what the longer names of the text say."""
    names = [_company(view, n) for n in names]
    people = people_parts(view, names)
    names = _surnames(view, names)
    return _organisations(view, names, set(people))


def _company(view: View, name: Name) -> Name:
    """``Dellmoor Energy`` is a company, unless it begins like a person."""
    last = view.words[name.end - 1]
    personal = name.label == "PERSON" and last in COMPANIES and view.lower[name.start] not in GIVEN_SURE
    honoured = name.start > 0 and view.lower[name.start - 1].rstrip(".") in TITLES
    return Name(name.start, name.end, "ORG") if personal and name.end - name.start == 2 and not honoured else name


def _surnames(view: View, names: list[Name]) -> list[Name]:
    """``Thane`` is ``Marcus Thane`` and no place, unless the text goes ``in Thane`` or every reader knows the place."""
    lasts = {view.words[n.end - 1] for n in names if n.label == "PERSON" and n.end - n.start > 1} - NO_SURNAME
    alone = [n for n in names if n.end - n.start == 1 and view.words[n.start] in lasts and n.label in PLACE_LABELS]
    honoured = {view.words[n.start] for n in alone if _honoured(view, n.start)}
    placed = {view.words[n.start] for n in alone if n.start and view.lower[n.start - 1] in IN}
    persons = {
        n
        for n in alone
        if (view.words[n.start] not in WELL_KNOWN | placed or view.words[n.start] in honoured)
        and not _in_a_place(view, n.start)
    }
    towns = {
        n
        for n in names
        if n.label == "PERSON"
        and n.end - n.start == 1
        and view.words[n.start] in lasts & PLACES
        and n.start
        and view.lower[n.start - 1] in IN
    }
    return [Name(n.start, n.end, "PERSON" if n in persons else "GPE" if n in towns else n.label) for n in names]


def _in_a_place(view: View, i: int) -> bool:
    """Whether what stands before says a place: ``in``, and for a known one ``from``, but not ``according to``."""
    before = view.lower[i - 1] if i else ""
    if before in IN:
        return True
    known = view.words[i] in PLACES and before in LOCATIVE
    return known and not (before == "to" and i > 1 and view.lower[i - 2] == "according")


def short_forms(view: View, names: list[Name]) -> set[tuple[str, ...]]:
    """What the organisations of a text may be called for short: their words before ``Shipping``, ``Holdings Ltd``."""
    found = set()
    for name in names:
        end = name.end
        while end > name.start + 1 and view.words[end - 1] in TAILS:
            end -= 1
        inside = view.words[name.start : end]
        if name.label != "ORG" or end == name.end or len(inside) > MOST_WORDS:
            continue
        plain = all(word[0].isupper() and len(word) > 2 for word in inside)
        if plain and not _means_more(inside) and not view.shout[name.start]:
            found.add(tuple(inside))
    return found


def _means_more(inside: list[str]) -> bool:
    """Whether words have a meaning of their own beside the organisation's: a country, a people, a given name."""
    if " ".join(inside) in NO_SHORT_FORM or any(word in PEOPLES or word in STOP for word in inside):
        return True
    return len(inside) == 1 and inside[0].lower() in GIVEN_SURE


def _organisations(view: View, names: list[Name], people: set[str]) -> list[Name]:
    shorts = {s for s in short_forms(view, names) if s[-1] not in people and s[0] not in people}
    if not shorts:
        return names
    taken = tokens_taken(view, names)
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for short in sorted(shorts, key=len, reverse=True):
        by_first.setdefault(short[0], []).append(short)
    found = []
    persons = {view.text(n) for n in names if n.label == "PERSON" and _honoured(view, n.start)}
    for i, word in enumerate(view.words):
        for short in by_first.get(word, ()):
            end = i + len(short)
            if tuple(view.words[i:end]) == short and " ".join(short) not in persons:
                if _is_short_form(view, names, taken, i, end):
                    found.append(Name(i, end, "ORG"))
                break
    covered = {i for n in found for i in range(n.start, n.end)}
    return sorted([n for n in names if not covered.intersection(range(n.start, n.end))] + found)


def _honoured(view: View, i: int) -> bool:
    return i > 0 and view.lower[i - 1].rstrip(".") in TITLES


def _is_short_form(view: View, names: list[Name], taken: list[int], start: int, end: int) -> bool:
    """Whether the words stand alone as a name, and not for somebody or some place of that name."""
    owners = {taken[i] for i in range(start, end)} - {-1}
    if any(names[k].start < start or names[k].end > end for k in owners):
        return False
    labels = {names[k].label for k in owners}
    before = view.lower[start - 1] if start and not view.gap[start - 1] else ""
    if labels & PLACE_LABELS and before in LOCATIVE - {"of", "from", "to"}:
        return False
    if not labels and view.first[start] and end - start == 1 and view.lower[start] in view.lowered:
        return False
    joined_before = start > 0 and view.capital[start - 1] and not view.first[start - 1] and taken[start - 1] < 0
    joined_after = end < len(view) and view.capital[end] and taken[end] < 0 and view.words[end] not in STAFF
    if not labels and (joined_before or joined_after):
        return False
    return not _honoured(view, start)
