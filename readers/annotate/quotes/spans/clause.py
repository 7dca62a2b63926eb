"""A reported clause: where it begins and ends."""

from __future__ import annotations

from dataclasses import dataclass

from readers.annotate.quotes.cues import Attribution, Spot, is_cue
from readers.annotate.quotes.words import Words

SHORTEST = 3
"""Words a reported clause needs at least."""
LONGEST = 250
"""Tokens it has at most."""
_LEFT_OUT = frozenset([",", ".", ";", ":", "that", "-", "–", "—", "--", "(", ")", '"', "“", "”", "'", "‘", "’"])


@dataclass(frozen=True)
class Reported:
    """A reported clause.

    Attributes:
        start: first code point.
        end: one past the last.
        attribution: who, and by which cue.
    """

    start: int
    end: int
    attribution: Attribution


def edges(spot: Spot, clause: int) -> tuple[int, int]:
    """First and last token of a clause's subtree, within the sentence."""
    words = spot.words
    low = high = clause
    stack, steps = [clause], 0
    while stack and steps < LONGEST:
        at = stack.pop()
        steps += 1
        low, high = min(low, at), max(high, at)
        stack.extend(c for c in words.children(at) if spot.first <= c <= spot.last)
    return low, high


def attributes(words: Words, unit: int) -> bool:
    """Whether a unit may attribute a clause: a verb of saying, or *according*; a quotation does not."""
    return unit >= 0 and (words.lower[unit] == "according" or is_cue(words, unit, ("speech",)))


def trim(words: Words, first: int, last: int, attribution: Attribution) -> Reported | None:
    """The clause without *that* and marks at its ends, and without a participle that reports something else."""
    if last - first > LONGEST:
        return None
    for i in range(first, last + 1):
        if words.lower[i] == ";" or (words.lower[i] == "," and i < last and _reports_anew(words, i + 1)):
            last = i - 1
            break
    while first <= last and words.lower[first] in _LEFT_OUT and not _points(words, first):
        first += 1
    while last >= first and words.lower[last] in _LEFT_OUT:
        last -= 1
    if sum(words.quoted[i] < 0 for i in range(first, last + 1)) < SHORTEST:
        return None
    start, end = words.span(first, last)
    return Reported(start, end, attribution)


def _points(words: Words, i: int) -> bool:
    """Whether this *that* is no conjunction: she said that was why."""
    return words.lower[i] == "that" and words.tag[i] != "IN"


def _reports_anew(words: Words, i: int) -> bool:
    """Whether “adding …”, “saying …” or “according to …” starts here."""
    return words.tag[i] == "VBG" and attributes(words, i)
