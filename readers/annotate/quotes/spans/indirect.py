"""Reported speech without quotation marks: “Ms Roe said she did not know”, “it was late, according to Ms Roe”.

Precision first: a reporting verb of saying in the indicative, somebody or a body that can speak for its subject, and a
finite clause for its complement, by the parse; or by the order of words where the cue stands between commas or last.
The span covers the reported clause without *that*, and what attributes it where that stands within. Quoted fragments
may lie within it; where a whole quotation follows, the clause ends before it.
"""

from __future__ import annotations

from dataclasses import dataclass

from readers.annotate.quotes.cues import FINITE, Attribution, Spot, direct, is_cue
from readers.annotate.quotes.lexicon import verbs
from readers.annotate.quotes.phrases import Phrase, can_speak, is_body, named_within, phrase_from, subject_before
from readers.annotate.quotes.words import Frame, Sentence, Words

_SPEAK = frozenset(["who", "source", "sources"])
_OPENS_ELSE = frozenset(["when", "if", "as", "while", "after", "before", "although", "though", "because", "since"])
"""At the head of a sentence: what follows says when or why somebody said it, not what."""
_LINKS = frozenset(["and", "or", "which", "who", "whom", "whose", "that"])
"""Before the comma: somebody said what comes next, and not the whole."""
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
            cue = start.moved(at)
            reported = None
            if is_cue(frame.words, unit, ("speech",)):
                reported = _by_verb(cue) or _by_order(cue)
            if reported is None and frame.words.lower[unit] == "according":
                reported = _by_according(cue)
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
    told = words.tag[cue] in FINITE or _is_perfect(words, cue)
    if not told and not (words.tag[cue] == "VBG" and spot.word(1) == "that"):
        return None
    children = words.children(cue)
    if any(words.dep[child] in ("neg", "mark") or words.tag[child] == "MD" for child in children):
        return None
    if any(words.lower[child] == "who" and words.lower[child - 1] != "," for child in children):
        return None  # voters who say so: it tells them from others
    clauses = (c for c in children if words.dep[c] == "ccomp" and c in spot.places)
    clause = next((c for c in clauses if _is_statement(words, c)), None)
    if clause is None:
        return None
    attribution = direct(spot, "reported")
    if attribution is None or attribution.phrase is None or not _speaks(words, attribution.phrase):
        return None
    if ";" in words.lower[attribution.phrase.last : cue]:  # who stands before it does something else
        return None
    first, last = _edges(spot, clause)
    if cue < first and words.lower[first - 1] in ("’s", "'s"):  # said May's surprising surge would pass
        first = cue + 1
    if first < cue < last:
        return None
    before = last < cue
    if before and not _set_off(words, last, cue):
        return None
    if not before and (first - cue > 14 or ";" in words.lower[cue:first]):
        return None
    return _trim(words, first, last, attribution)


def _speaks(words: Words, phrase: Phrase) -> bool:
    """Whether somebody reports: a person, a body of people, sources, or *who* for one of them."""
    return can_speak(words, phrase) or is_body(words, phrase) or words.lower[phrase.head] in _SPEAK


def _by_order(spot: Spot) -> Reported | None:
    """What the parse does not show: …, she said.; The plan, Roe said, was …: the cue between commas, or last."""
    words, cue, units = spot.words, spot.units[spot.at], spot.units
    if words.tag[cue] not in FINITE or len(units) > LONGEST or spot.word(1) not in (",", ".", ""):
        return None
    phrase = subject_before(words, units, spot.at)
    if phrase is None or phrase.last != cue - 1 or not _speaks(words, phrase) or min(units) < 0:
        return None
    comma = phrase.first - 1
    if comma not in spot.places or words.lower[comma] != "," or words.lower[spot.first] in _OPENS_ELSE:
        return None
    if words.lower[comma - 1] in _LINKS or _has_cue(spot, words):
        return None
    last = spot.last if spot.word(1) == "," else comma - 1
    first = spot.first if comma - spot.first > 1 or last < cue else cue + 2
    others = [i for i in range(first, last + 1) if not phrase.first <= i <= cue]
    if not any(words.tag[i] in FINITE or words.tag[i] == "MD" for i in others):
        return None
    return _trim(words, first, last, Attribution(phrase, (cue, cue), "reported-order"))


def _has_cue(spot: Spot, words: Words) -> bool:
    """Whether another verb in the sentence says something."""
    others = (unit for unit in spot.units if unit != spot.units[spot.at])
    return any(words.lower[unit] == "according" or is_cue(words, unit, ("speech",)) for unit in others)


def _is_perfect(words: Words, verb: int) -> bool:
    """Whether somebody has said, or had said."""
    return words.tag[verb] == "VBN" and any(
        words.dep[child] == "aux" and words.lower[child] in ("has", "have", "had") for child in words.children(verb)
    )


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
        comma = _comma_after(spot, phrase, limit)
        if comma not in spot.places:
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


def _comma_after(spot: Spot, phrase: Phrase, limit: int) -> int:
    """The comma behind a source and what is told of it: according to Roe, the mayor of Eide, …; -1 without one."""
    words = spot.words
    commas = [i for i in range(phrase.last + 1, min(limit, phrase.last + 25)) if words.lower[i] == ","]
    if not commas:
        return -1
    told = words.tag[min(commas[0] + 1, spot.last)] in ("DT", "WP", "WP$", "WDT")
    last = _edges(spot, phrase.head)[1] if told else commas[0]
    return next((i for i in commas if i >= last), commas[0])


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
