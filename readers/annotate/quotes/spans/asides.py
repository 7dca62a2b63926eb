"""Reported speech whose cue stands between commas, or last: “The plan, Roe said, is dead”; “…, she said”.

By the order of words, since the parse of such sentences is often wrong about what hangs on what.
"""

from __future__ import annotations

from readers.annotate.quotes.cues import FINITE, Attribution, Spot
from readers.annotate.quotes.lexicon import takes_clause
from readers.annotate.quotes.phrases import subject_before
from readers.annotate.quotes.spans.clause import LONGEST, Reported, attributes, trim
from readers.annotate.quotes.spans.reporters import reports
from readers.annotate.quotes.words import Words

_BARE = frozenset(["CC", "RB", "UH", ",", "IN"])
"""Tags of what only links a sentence to the one before."""
_LINKS = frozenset(["although", "though", "while", "whereas", "because", "that"])
_RELATIVE = frozenset(["which", "who", "whom", "whose"])
_BELOW = frozenset(["relcl", "advcl", "acl", "pcomp", "csubj"])
_SUBJECTS = frozenset(["nsubj", "nsubjpass", "expl", "csubj"])


def aside(spot: Spot) -> Reported | None:
    """What is said around a cue between commas, or before one that ends the sentence.

    Args:
        spot: the cue.
    """
    words, cue, units = spot.words, spot.units[spot.at], spot.units
    if words.lower[cue] not in takes_clause() or words.tag[cue] not in FINITE or len(units) > LONGEST:
        return None
    if spot.word(1) not in (",", ".", "") or min(units) < 0:
        return None
    phrase = subject_before(words, units, spot.at)
    if phrase is None or phrase.last != cue - 1 or not reports(words, cue, phrase):
        return None
    comma = phrase.first - 1
    if comma not in spot.places or words.lower[comma] != "," or _has_cue(spot):
        return None
    within = spot.word(1) == ","
    first = _beginning(words, range(spot.first, comma), cue + 2) if within else spot.first
    last = spot.last if within else comma - 1
    said = (i for i in range(first, last + 1) if not phrase.first <= i <= cue)
    if first < 0 or not any(_is_main(words, i) for i in said):
        return None
    return trim(words, first, last, Attribution(phrase, (cue, cue), "reported-aside"))


def _beginning(words: Words, before: range, after: int) -> int:
    """Where what is said begins: with the sentence, behind its last link, or behind the cue; -1 if it cannot be told.

    Args:
        words: the document.
        before: what stands before the cue and its subject.
        after: the first token behind the cue.
    """
    if all(words.tag[i] in _BARE for i in before):
        return after
    link = next((i for i in reversed(before) if _is_link(words, i)), -1)
    if link < 0 or any(words.tag[i] in FINITE | {"MD"} for i in range(link + 1, before.stop)):
        return before.start
    if words.lower[link] in _RELATIVE:
        return -1
    if not any(words.tag[i] in FINITE | {"MD"} for i in range(before.start, link)):
        return before.start
    return link + 1 if link + 1 < before.stop else after


def _is_link(words: Words, i: int) -> bool:
    return words.tag[i] == "CC" or words.lower[i] in _LINKS or words.lower[i] in _RELATIVE


def _is_main(words: Words, i: int) -> bool:
    """Whether a token is the finite verb of a clause with a subject that says neither when, nor why, nor which."""
    if words.tag[i] not in FINITE and words.tag[i] != "MD":
        return False
    verb = words.head[i] if words.dep[i] in ("aux", "auxpass") else i
    children = words.children(verb)
    below = words.dep[verb] in _BELOW or any(words.dep[c] == "mark" or words.tag[c] == "WRB" for c in children)
    return not below and any(words.dep[c] in _SUBJECTS for c in children)


def _has_cue(spot: Spot) -> bool:
    """Whether another verb in the sentence says something."""
    return any(attributes(spot.words, unit) for unit in spot.units if unit != spot.units[spot.at])
