"""One text, one meaning: what a name is in one place it is in all others."""

from __future__ import annotations

import collections

from readers.annotate.names.edges import NUMERIC, PEOPLES, STAFF, STOP, TITLES
from readers.annotate.names.organisations import CHAMBERS
from readers.annotate.names.persons import NO_SURNAME, PLACES, may_be_personal
from readers.annotate.names.view import (
    PARTICLES,
    Name,
    View,
    instead,
    tokens_taken,
    without_generation,
    without_overlaps,
)

LOCATIVE = frozenset({"in", "at", "from", "to", "near", "of", "into", "outside", "across", "around"})


def settle(view: View, names: list[Name]) -> list[Name]:
    """Make labels agree over the text, and find the occurrences that the model missed."""
    names = _majority(view, names)
    names = _parts_of_people(view, names)
    return _shouted(view, _propagate(view, names))


def _shouted(view: View, names: list[Name]) -> list[Name]:
    """In a line all in capitals, the names are those that the rest of the text knows."""
    if not any(view.shout):
        return names
    known: dict[tuple[str, ...], str] = {}
    for name in names:
        if name.label not in NUMERIC and not view.shout[name.start]:
            known[tuple(w.upper() for w in view.words[name.start : name.end])] = name.label
            if name.label == "PERSON":
                known.setdefault((view.words[name.end - 1].upper(),), "PERSON")
    found = []
    for i, loud in enumerate(view.shout):
        if loud:
            for length in (5, 4, 3, 2, 1):
                label = known.get(tuple(view.words[i : i + length]))
                if label:
                    found.append(Name(i, i + length, label))
                    break
    return without_overlaps(instead(names, found))


def _majority(view: View, names: list[Name]) -> list[Name]:
    votes: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for name in names:
        if name.label not in NUMERIC:
            votes[view.text(name)][name.label] += 1
    settled = {text: counter.most_common(1)[0][0] for text, counter in votes.items()}
    return [n if n.label in NUMERIC else Name(n.start, n.end, settled[view.text(n)]) for n in names]


def people_parts(view: View, names: list[Name]) -> dict[str, int]:
    """Words that stand for a person whom the text names in full; with how many occurrences of the full name."""
    parts: collections.Counter[str] = collections.Counter()
    for name in names:
        if name.label != "PERSON" or name.end - name.start < 2:
            continue
        inside = [i for i in range(name.start, name.end) if view.lower[i] not in PARTICLES]
        inside = inside[: len(without_generation([view.words[i] for i in inside]))]
        for i in {inside[0], inside[-1]} if inside else ():
            word = view.words[i]
            if (
                len(word) > 1
                and not view.upper[i]
                and may_be_personal(word)
                and not word.endswith(".")
                and word not in NO_SURNAME
            ):
                parts[word] += 1
    return parts


def _parts_of_people(view: View, names: list[Name]) -> list[Name]:
    parts = people_parts(view, names)
    if not parts:
        return names
    taken = tokens_taken(view, names)
    found: list[Name] = []
    for i, word in enumerate(view.words):
        if word in parts and _stands_alone(view, names, taken, i):
            found.append(Name(i, i + 1, "PERSON"))
    covered = {n.start for n in found}
    return sorted([n for n in names if not (n.end - n.start == 1 and n.start in covered)] + found)


def _stands_alone(view: View, names: list[Name], taken: list[int], i: int) -> bool:
    """Whether the word at ``i`` is a name by itself, and not in a place where it would be another's."""
    k = taken[i]
    word = view.words[i]
    if k >= 0 and names[k].end - names[k].start > 1:
        return False
    before = view.lower[i - 1] if i else ""
    label = names[k].label if k >= 0 else ""
    if label not in {"", "PERSON"}:
        return False
    if view.first[i] and word.lower() in view.lowered and label != "PERSON":
        return False
    if label != "PERSON" and (word in NO_SURNAME or (word in PLACES and before in LOCATIVE)):
        return False
    after = i + 1
    joined_after = after < len(view) and view.capital[after] and taken[after] != -1 and view.words[after] not in STOP
    if k < 0 and after < len(view) and view.capital[after] and not view.first[after] and taken[after] < 0:
        return view.words[after] in STAFF
    joined_before = i > 0 and view.capital[i - 1] and not view.first[i - 1] and taken[i - 1] < 0 and k < 0
    if (
        joined_before
        and view.lower[i - 1].rstrip(".") not in TITLES
        and view.words[i - 1] not in PEOPLES
        and view.words[i - 1] not in STAFF
    ):
        return False
    return not (joined_after and k < 0 and names[taken[after]].label not in {"PERSON", "ORG", "GPE"})


def _propagate(view: View, names: list[Name]) -> list[Name]:
    """Names of several words, or in capitals, or seen twice: wherever the same words stand."""
    counts: dict[tuple[str, ...], collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for name in names:
        if name.label not in NUMERIC:
            counts[tuple(view.words[name.start : name.end])][name.label] += 1
    known = {
        key: counter.most_common(1)[0][0]
        for key, counter in counts.items()
        if len(key) > 1 or key[0].isupper() or key[0] in CHAMBERS or sum(counter.values()) > 1
    }
    by_first: dict[str, list[tuple[str, ...]]] = collections.defaultdict(list)
    for key in known:
        by_first[key[0]].append(key)
    taken = tokens_taken(view, names)
    found = []
    for i, word in enumerate(view.words):
        for key in by_first.get(word, ()):
            if tuple(view.words[i : i + len(key)]) == key and all(taken[j] < 0 for j in range(i, i + len(key))):
                if len(key) == 1 and _inside_capitals(view, taken, i):
                    continue
                found.append(Name(i, i + len(key), known[key]))
    return without_overlaps([*names, *found])


def _inside_capitals(view: View, taken: list[int], i: int) -> bool:
    """Whether a single word is part of a longer run of unnamed capitals."""
    before = i > 0 and view.capital[i - 1] and not view.first[i - 1] and taken[i - 1] < 0
    after = i + 1 < len(view) and view.capital[i + 1] and taken[i + 1] < 0 and not view.first[i + 1]
    return (before and view.lower[i - 1].rstrip(".") not in TITLES) or (after and view.words[i + 1] not in STAFF)
