"""Reported speech without quotation marks: “Ms Roe said she did not know”, “it was late, according to Ms Roe”.

Precision first: a reporting verb of saying in the indicative, somebody or a body that can speak for its subject, and a
finite clause for its complement, by the parse; or by the order of words where the cue stands between commas or last.
The span covers the reported clause without *that*, and what attributes it where that stands within. Quoted fragments
may lie within it; where a whole quotation follows, the clause ends before it.
"""

from __future__ import annotations

from readers.annotate.quotes.cues import FINITE, Attribution, Spot, direct, is_cue
from readers.annotate.quotes.lexicon import bodies, is_person_noun, takes_clause
from readers.annotate.quotes.phrases import Phrase, named_within, phrase_from
from readers.annotate.quotes.spans.asides import aside
from readers.annotate.quotes.spans.clause import LONGEST, SHORTEST, Reported, attributes, edges, trim
from readers.annotate.quotes.spans.reporters import is_perfect, reports
from readers.annotate.quotes.words import Frame, Sentence, Words

_TO_WHOM = frozenset(["dobj", "dative"])


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
                reported = _by_verb(cue) or aside(cue)
            if reported is None and frame.words.lower[unit] == "according":
                reported = _by_according(cue)
            reported = _shortened(frame, reported, utterances) if reported else None
            if reported is not None and reported.start >= last:
                found.append(reported)
                last = reported.end
    return found


def _may_report(words: Words, sentence: Sentence) -> bool:
    return any(attributes(words, unit) for unit in sentence.units)


def _by_verb(spot: Spot) -> Reported | None:
    """A reporting verb and its clause: Roe said (that) …; …, Roe said."""
    words, cue = spot.words, spot.units[spot.at]
    told = words.tag[cue] in FINITE or is_perfect(words, cue)
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
    if attribution is None or attribution.phrase is None or not reports(words, cue, attribution.phrase):
        return None
    if ";" in words.lower[attribution.phrase.last : cue]:  # who stands before it does something else
        return None
    first, last = edges(spot, clause)
    if cue < first and words.lower[first - 1] == "'s" and not any(words.dep[child] in _TO_WHOM for child in children):
        first = cue + 1  # said May's surprising surge would pass
    if first < cue < last:
        return None
    before = last < cue
    if before and not _set_off(words, last, cue):
        return None
    if not before and (first - cue > 14 or ";" in words.lower[cue:first]):
        return None
    return trim(words, first, last, attribution)


def _is_statement(words: Words, verb: int) -> bool:
    """Whether a clause has a subject and a finite verb, and does not merely say when or why."""
    children = words.children(verb)
    if any(words.dep[c] == "mark" and words.lower[c] not in ("that", "whether", "if") for c in children):
        return False
    finite = words.tag[verb] in FINITE or any(
        words.dep[c] in ("aux", "auxpass", "cop") and words.tag[c] in FINITE | {"MD"} for c in children
    )
    return finite and any(words.dep[c] in ("nsubj", "nsubjpass", "expl", "csubj") for c in children)


def _set_off(words: Words, last: int, cue: int) -> bool:
    """Whether a comma parts a fronted clause from its cue, as in “It was late, Roe said”."""
    return any(words.lower[i] == "," for i in range(last, min(cue, last + 3)))


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
        return trim(words, comma + 1, spot.last, Attribution(phrase, cue, "reported-according"))
    if spot.word(-1) != "," or units[0] < 0:
        return None
    start = spot.first
    for i in range(spot.at - 1, max(0, spot.at - LONGEST), -1):
        if units[i] >= 0 and words.lower[units[i]] in (";", ":"):
            start = units[i] + 1
            break
    return trim(words, start, units[spot.at] - 1, Attribution(phrase, cue, "reported-according"))


def _comma_after(spot: Spot, phrase: Phrase, limit: int) -> int:
    """The comma behind a source and what is told of it: according to Roe, the mayor of Eide, …; -1 without one."""
    words = spot.words
    commas = [i for i in range(phrase.last + 1, min(limit, phrase.last + 25)) if words.lower[i] == ","]
    for at, comma in enumerate(commas):
        end = commas[at + 1] if at + 1 < len(commas) else -1
        if end < 0 or not _is_told(words, range(comma + 1, end)):
            return comma
    return -1


def _is_told(words: Words, part: range) -> bool:
    """Whether what stands between two commas tells who a source is: who leads it; the mayor, but no subject."""
    if not part or words.tag[part[0]] != "DT":
        return bool(part) and words.tag[part[0]] in ("WP", "WP$", "WDT")
    noun = next((words.lower[i] for i in part if words.tag[i] in ("NN", "NNS")), "")
    subject = any(words.dep[i] in ("nsubj", "nsubjpass", "expl") for i in part)
    return not subject and (is_person_noun(noun) or noun in bodies())


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
    if text.rsplit(" ", 1)[-1] in takes_clause():  # a cue of what follows
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
