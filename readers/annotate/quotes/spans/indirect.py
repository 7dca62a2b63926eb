"""Reported speech without quotation marks: “Ms Roe said she did not know”, “it was late, according to Ms Roe”.

Precision first: a reporting verb of saying in the indicative, somebody who can speak for its subject, and a finite
clause for its complement. The span covers the reported clause without *that*. Quoted fragments may lie within it;
where a whole quotation follows, the clause ends before it.
"""

from __future__ import annotations

from dataclasses import dataclass

from readers.annotate.quotes.cues import FINITE, Attribution, Spot, direct, is_cue
from readers.annotate.quotes.lexicon import verbs
from readers.annotate.quotes.phrases import can_speak, named_within, phrase_from
from readers.annotate.quotes.words import Frame, Sentence, Words

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


def find_reported(frame: Frame, utterances: frozenset[int] | set[int]) -> list[Reported]:
    """Find reported clauses.

    Args:
        frame: the document.
        utterances: the pieces that are whole quotations, which a reported clause must not swallow.

    Returns:
        Clauses in order, none overlapping another.
    """
    found: list[Reported] = []
    if not any(frame.words.dep):
        return found
    for sentence in frame.sentences:
        if not _may_report(frame.words, sentence):
            continue
        start = Spot.of(frame, sentence)
        if start is None:
            continue
        last = found[-1].end if found else -1
        for at, unit in enumerate(sentence.units):
            if unit < 0:
                continue
            reported = _by_verb(start.moved(at)) if is_cue(frame.words, unit, ("speech",)) else None
            if reported is None and frame.words.lower[unit] == "according":
                reported = _by_according(start.moved(at))
            reported = _shortened(frame, reported, utterances) if reported else None
            if reported is not None and reported.start >= last:
                found.append(reported)
                last = reported.end
    return found


def _may_report(words: Words, sentence: Sentence) -> bool:
    return any(
        unit >= 0 and (words.lower[unit] == "according" or is_cue(words, unit, ("speech",))) for unit in sentence.units
    )


def _by_verb(spot: Spot) -> Reported | None:
    """A reporting verb and its clause: Roe said (that) …; …, Roe said."""
    words, cue = spot.words, spot.units[spot.at]
    if words.tag[cue] not in FINITE and not (words.tag[cue] == "VBG" and spot.word(1) == "that"):
        return None
    children = words.children(cue)
    if any(words.dep[child] in ("neg", "mark") or words.tag[child] == "MD" for child in children):
        return None
    clauses = (c for c in children if words.dep[c] == "ccomp" and c in spot.places)
    clause = next((c for c in clauses if _is_statement(words, c)), None)
    if clause is None:
        return None
    attribution = direct(spot, "reported")
    if attribution is None or attribution.phrase is None or not can_speak(words, attribution.phrase):
        return None
    if ";" in words.lower[attribution.phrase.last : cue]:  # who stands before it does something else
        return None
    first, last = _edges(spot, clause)
    if first < cue < last:
        return None
    before = last < cue
    if before and not _set_off(words, last, cue):
        return None
    if not before and (first - cue > 14 or ";" in words.lower[cue:first]):
        return None
    return _trim(words, first, last, attribution)


def _is_statement(words: Words, verb: int) -> bool:
    """Whether a clause has a subject and a finite verb, and does not merely say when or why."""
    children = words.children(verb)
    if any(words.dep[c] == "mark" and words.lower[c] not in ("that", "whether", "if") for c in children):
        return False
    finite = words.tag[verb] in FINITE or any(
        words.dep[c] in ("aux", "auxpass", "cop") and words.tag[c] in FINITE | {"MD"} for c in children
    )
    return finite and any(words.dep[c] in ("nsubj", "nsubjpass", "expl", "csubj") for c in children)


def _edges(spot: Spot, clause: int) -> tuple[int, int]:
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


def _set_off(words: Words, last: int, cue: int) -> bool:
    """Whether a comma parts a fronted clause from its cue, as in “It was late, Roe said”."""
    return any(words.lower[i] == "," for i in range(last, min(cue, last + 3)))


def _trim(words: Words, first: int, last: int, attribution: Attribution) -> Reported | None:
    """The clause without *that* and marks at its ends, and without a participle that reports something else."""
    if last - first > LONGEST:
        return None
    for i in range(first, last + 1):
        if words.lower[i] == ";" or (words.lower[i] == "," and i < last and _reports_anew(words, i + 1)):
            last = i - 1
            break
    while first <= last and words.lower[first] in _LEFT_OUT:
        first += 1
    while last >= first and words.lower[last] in _LEFT_OUT:
        last -= 1
    if sum(words.quoted[i] < 0 for i in range(first, last + 1)) < SHORTEST:
        return None
    start, end = words.span(first, last)
    return Reported(start, end, attribution)


def _reports_anew(words: Words, i: int) -> bool:
    """Whether “adding …”, “saying …” or “according to …” starts here."""
    return words.lower[i] == "according" or (words.tag[i] == "VBG" and is_cue(words, i, ("speech",)))


def _by_according(spot: Spot) -> Reported | None:
    """A clause and its source: it was late, according to Roe."""
    words, units = spot.words, spot.units
    if spot.word(1) != "to" or spot.at + 2 >= len(units) or units[spot.at + 2] < 0:
        return None
    limit = spot.limit(spot.at)
    phrase = phrase_from(words, units[spot.at + 2], limit)
    if phrase is None:
        return None
    phrase = named_within(words, phrase, limit)
    cue = (units[spot.at], units[spot.at + 1])
    if spot.at == 0:
        comma = next((i for i in range(phrase.last + 1, min(limit, phrase.last + 25)) if words.lower[i] == ","), -1)
        if comma < 0 or comma not in spot.places:
            return None
        return _trim(words, comma + 1, spot.last, Attribution(phrase, cue, "reported-according"))
    if spot.word(-1) != "," or units[0] < 0:
        return None
    start = spot.first
    for i in range(spot.at - 1, max(0, spot.at - LONGEST), -1):
        if units[i] >= 0 and words.lower[units[i]] in (";", ":"):
            start = units[i] + 1
            break
    return _trim(words, start, units[spot.at] - 1, Attribution(phrase, cue, "reported-according"))


def _shortened(frame: Frame, reported: Reported, utterances: frozenset[int] | set[int]) -> Reported | None:
    """The clause cut before the first whole quotation in it, and made to cover its fragments entirely."""
    words = frame.words
    start, end = reported.start, reported.end
    for i in words.tokens((start, end)):
        if words.quoted[i] < 0:
            continue
        number = words.quoted[i]
        outer = frame.outer_at(number, words.start[i])
        if number in utterances or outer[0] < start:
            end = outer[0]
            break
        end = max(end, outer[1])
    if end >= reported.end:
        end = _with_fragment(frame, end, utterances)
    text = words.text[start:end].rstrip()
    if end < reported.end and text[-1:] not in (",", ";", ":", "—", "–", "-"):
        return None  # the quotation was part of the clause itself, and what is left says nothing
    text = text.rstrip(" ,;:—–-\u00a0\n")
    if verbs().get(text.rsplit(" ", 1)[-1]) == "speech":
        return None
    if len(text.split()) < SHORTEST or "\n" in text:
        return None
    return Reported(start, start + len(text), reported.attribution)


def _with_fragment(frame: Frame, end: int, utterances: frozenset[int] | set[int]) -> int:
    """Where a clause ends that breaks off right before a quoted fragment: “she had what she called a ‘war’”."""
    words = frame.words
    after = words.tokens((end, end + 20))
    for i in after[:3]:
        number = words.quoted[i]
        if number >= 0 and number not in utterances and "\n" not in words.text[end : words.start[i]]:
            return frame.outer_at(number, words.start[i])[1]
        if words.tag[i] not in ("DT", "JJ", "IN", "TO"):
            break
    return end
