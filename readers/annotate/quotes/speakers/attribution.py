"""Who is said to speak: the speaker's noun phrase and the cue for each quotation, from its sentence alone.

The rules are tried in order of trust. What a sentence does not say is the matter of `flow` beside this.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from readers.annotate.quotes.cues import (
    DASHES,
    FINITE,
    REACH,
    Attribution,
    Spot,
    cued,
    direct,
    is_cue,
    is_passive,
    named,
)
from readers.annotate.quotes.lexicon import nouns, verbs
from readers.annotate.quotes.phrases import (
    NOUNS,
    Phrase,
    can_speak,
    phrase_at,
    phrase_from,
    subject_of,
)
from readers.annotate.quotes.spans.kinds import in_title_case
from readers.annotate.quotes.speakers.colons import labelled, named_before_colon
from readers.annotate.quotes.words import Frame, Sentence, Words

_SKIP_AFTER = frozenset([",", "...", "…", "and", "or", "but", "as", *DASHES])
_PAUSES = ",!?—–-….;"
_CRY = 3
"""Words that a heading quotes at least before its source, if it is no title."""
_SAYING = ("speech", "manner", "thought")


def attribute_sentence(frame: Frame, sentence: Sentence) -> dict[int, Attribution]:
    """Find speakers for the quotations of one sentence from the sentence alone.

    Returns:
        Position in the sentence's units → attribution; positions without one are left out.
    """
    found: dict[int, Attribution] = {}
    start = Spot.of(frame, sentence)
    if start is None:
        return found
    for position in sentence.pieces():
        spot = start.moved(position)
        for rule in (
            _signature,
            _source,
            _after,
            labelled,
            named_before_colon,
            _before,
            _governing,
            _as,
            _nearest,
            _phrase,
            _according,
            _trailing,
            _noun,
        ):
            attribution = rule(spot)
            if attribution is None or (attribution.rule == "passive" and position in found):
                continue
            found[position] = _or_source(spot, _with_agent(spot, attribution))
            if found[position].rule != "passive" or rule is _according:
                break
        else:
            if (joined := _joined(spot)) in found:
                found[position] = replace(found[joined], rule="joined")
    return found


def _with_agent(spot: Spot, attribution: Attribution) -> Attribution:
    """A passive whose agent stands right after the quotation: it was called “…” by Roe."""
    after = spot.units[spot.at + 1 : spot.at + 3]
    if attribution.rule != "passive" or len(after) < 2 or min(after) < 0 or spot.word(1) != "by":
        return attribution
    phrase = phrase_from(spot.words, after[1], spot.limit(spot.at + 1))
    return attribution if phrase is None else replace(attribution, phrase=phrase, rule="before-agent")


def _or_source(spot: Spot, attribution: Attribution) -> Attribution:
    """The source named with “according to”, where the cue is no verb of saying: labelled “…”, according to Roe."""
    cue = attribution.cue
    if cue is None or attribution.rule == "according" or attribution.phrase is None:
        return attribution
    words, kind = spot.words, verbs().get(spot.words.lower[cue[0]])
    judged = kind == "judgement" and words.tag[cue[0]] in FINITE and words.kind(attribution.phrase.head) == "PERSON"
    if kind in ("speech", None) or judged:
        return attribution
    return _according(spot) or attribution


def _joined(spot: Spot) -> int:
    """The position of the quotation this one is coordinated with: “…” and “…”; -1 if none."""
    for i in range(spot.at - 1, max(-1, spot.at - 5), -1):
        if spot.units[i] < 0:
            return i
        if spot.words.tag[spot.units[i]] not in ("CC", "DT", ",", "IN", "TO"):
            break
    return -1


def _phrase(spot: Spot) -> Attribution | None:
    """She used the phrase “…”; his message: “…”; their slogan is “…”."""
    words, units, i = spot.words, spot.units, spot.at - 1
    if spot.word(-1) in (":", "is", "was", "reads"):
        i -= 1
    if i < 0 or units[i] < 0 or words.lower[units[i]] not in nouns() or words.tag[units[i]] not in NOUNS:
        return None
    owner = _owner(spot, i)
    if owner is not None:
        return Attribution(owner, (units[i], units[i]), "phrase")
    for unit in units[max(0, i - REACH) : i]:
        if unit >= 0 and words.dep[unit] == "nsubj" and (words.mention[unit] >= 0 or words.tag[unit] == "PRP"):
            return Attribution(phrase_at(words, unit), (units[i], units[i]), "phrase")
    return None


def _owner(spot: Spot, i: int) -> Phrase | None:
    """Whose a noun is: her slogan, Roe's recent claim."""
    words, units = spot.words, spot.units
    for j in range(i - 1, max(-1, i - 6), -1):
        if units[j] >= 0 and words.tag[units[j]] == "PRP$":
            return Phrase(units[j], units[j], units[j])
        if units[j] > 0 and words.tag[units[j]] == "POS":
            return phrase_at(words, units[j] - 1)
    return None


def _as(spot: Spot) -> Attribution | None:
    """Roe regards him as a “…”: any verb with a person for its subject and the words in its as-phrase."""
    words, units = spot.words, spot.units
    i = spot.at - 1
    while i >= 0 and spot.at - i < 4 and units[i] >= 0 and words.lower[units[i]] != "as":
        if words.tag[units[i]] not in ("DT", "JJ", "RB"):
            return None
        i -= 1
    if i < 1 or units[i] < 0 or words.lower[units[i]] != "as":
        return None
    verb = words.head[units[i]]
    for _ in range(4):
        if verb not in spot.places or words.tag[verb].startswith("V"):
            break
        verb = words.head[verb]
    if verb not in spot.places or not words.tag[verb].startswith("V") or is_passive(words, verb):
        return None
    subject = subject_of(words, verb, spot.places)
    if subject is None or not (words.kind(subject) in ("PERSON", "ORG") or words.tag[subject] == "PRP"):
        return None
    return Attribution(phrase_at(words, subject), (verb, verb), "as")


def _signature(spot: Spot) -> Attribution | None:
    """“…” — Jo Roe: a name after a dash that ends the line."""
    if spot.at or not 3 <= len(spot.units) <= 26 or spot.word(1) not in DASHES or min(spot.units[1:]) < 0:
        return None
    return signed(spot.words, spot.units[1:])


def _source(spot: Spot) -> Attribution | None:
    """“We expect the bank to wait”: Roe Research: a heading of what somebody says and the name, and no title's."""
    if spot.at or not 3 <= len(spot.units) <= 12 or spot.word(1) != ":" or min(spot.units[1:]) < 0:
        return None
    inside = spot.frame.piece_text(-1 - spot.units[0]).split()
    words, (first, last) = spot.words, (spot.units[2], spot.units[-1])
    if len(inside) < _CRY or in_title_case(inside) or words.kind(first) not in ("PERSON", "ORG"):
        return None
    whole = words.mentions[words.mention[first]][:2] == (first, last + 1)
    return Attribution(Phrase(first, last, last), (spot.units[1], spot.units[1]), "source") if whole else None


def signed(words: Words, tokens: list[int]) -> Attribution | None:
    """Read a dash and a name, with nothing told after it, as a signature."""
    end = len(tokens) - (words.lower[tokens[-1]] == ".")
    if end < 2 or not words.text[words.start[tokens[1]]].isupper():
        return None
    if any(words.tag[token] in FINITE for token in tokens[1:end]):
        return None
    phrase = phrase_from(words, tokens[1], tokens[end - 1] + 1)
    return Attribution(phrase, (tokens[0], tokens[0]), "signature") if phrase else None


def _after(spot: Spot) -> Attribution | None:
    """“…,” said Roe; “…,” Roe, a lawyer, told reporters; “…,” she said."""
    words, units = spot.words, spot.units
    i = spot.at + 1
    pause = _ends_open(spot.frame, units[spot.at])
    end = min(len(units), spot.at + 16)
    while i < end and (units[i] < 0 or words.lower[units[i]] in _SKIP_AFTER):
        if units[i] < 0:
            pause = pause or _ends_open(spot.frame, units[i])
        elif words.tag[units[i]] == "CC" and (i + 1 == end or units[i + 1] >= 0):
            return None
        else:
            pause = pause or words.lower[units[i]] == "," or words.lower[units[i]] in DASHES
        i += 1
    if not pause or (spot.word(-1) == "of" and len(spot.frame.piece_text(-1 - units[spot.at]).split()) < 3):
        return None
    start = i
    while i < end and units[i] >= 0 and words.tag[units[i]] == "RB":
        i += 1
    if i >= end or units[i] < 0:
        return None
    return _inverted(spot, i) or _straight(spot, start)


def _ends_open(frame: Frame, unit: int) -> bool:
    """Whether a quotation ends in a comma, a question mark or the like, as it does before its speaker."""
    return frame.piece_text(-1 - unit).rstrip("’'”\")]")[-1:] in _PAUSES


def _inverted(spot: Spot, i: int) -> Attribution | None:
    """… said Roe."""
    words, units = spot.words, spot.units
    if not is_cue(words, units[i], _SAYING) or words.tag[units[i]] == "VBG":
        return None
    end = spot.run_end(i)
    j = i + 1
    while j < end and units[j] >= 0 and words.tag[units[j]] == "RB":
        j += 1
    if j >= end or units[j] < 0:
        return None
    phrase = phrase_from(words, units[j], spot.limit(i))
    return named(words, phrase, (units[i], units[i]), "inverted", spot.limit(i)) if phrase else None


def _straight(spot: Spot, start: int) -> Attribution | None:
    """… Roe, a lawyer, told reporters."""
    words, units = spot.words, spot.units
    limit = spot.limit(start)
    phrase = phrase_from(words, units[start], limit)
    if phrase is None:
        return None
    end = min(spot.run_end(start), start + REACH)
    for j in range(start, end):
        if units[j] > phrase.last and is_cue(words, units[j], _SAYING) and words.tag[units[j]] != "VBG":
            if units[start:j] and _another_verb(words, phrase.last, units[j]):
                other = direct(spot.moved(j), "after")
                if other is not None and other.phrase is not None:
                    return other
            return named(words, phrase, (units[j], units[j]), "after", limit)
    if spot.at == 0 and can_speak(words, phrase):
        for j in range(start, end):
            if units[j] > phrase.last and words.tag[units[j]] in FINITE | {"MD"}:
                return named(words, phrase, (units[j], units[j]), "after-any-verb", limit)
    return None


def _another_verb(words: Words, last: int, cue: int) -> bool:
    """Whether what follows a phrase at once is another verb than the cue: “…,” a deal was near, Roe said."""
    i = last + 1
    while i < cue and words.tag[i] in ("RB", "RBR"):
        i += 1
    return (
        i < cue
        and (words.tag[i] in FINITE or words.tag[i] == "MD")
        and any(words.lower[j] == "," for j in range(i, cue))
    )


def _before(spot: Spot) -> Attribution | None:
    """Roe said: “…”; Roe told reporters, “…”; adding that “…”; called it “…”."""
    rule = "colon" if spot.word(-1) in (":", ",") else "before"
    for i in range(spot.at - 1, max(-1, spot.at - 9), -1):
        if spot.units[i] < 0:
            return None
        if is_cue(spot.words, spot.units[i]):
            return cued(spot.moved(i), rule)
        if spot.words.lower[spot.units[i]] in nouns() and spot.moved(i).word(1) in ("that", "to"):
            owner = _owner(spot, i)
            if owner is not None:
                return Attribution(owner, (spot.units[i], spot.units[i]), "claim")
    return None


def _governing(spot: Spot) -> Attribution | None:
    """The reporting verb that the quoted words hang from in the parse."""
    words = spot.words
    number, part = spot.frame.pieces[-1 - spot.units[spot.at]]
    inside = words.tokens(spot.frame.quoted[number].outer[part])
    for i in inside[:12]:
        at = words.head[i]
        if at in inside or at not in spot.places:
            continue
        for _ in range(15):
            if at not in spot.places:
                break
            if is_cue(words, at):
                return cued(spot.moved(spot.places[at]), "governing")
            if words.head[at] == at:
                break
            at = words.head[at]
        break
    return None


def _nearest(spot: Spot) -> Attribution | None:
    """The nearest reporting verb before the quotation in its sentence."""
    tried = 0
    for i in range(spot.at - 1, max(-1, spot.at - REACH), -1):
        if spot.units[i] >= 0 and is_cue(spot.words, spot.units[i]):
            attribution = cued(spot.moved(i), "nearest")
            tried += 1
            if (attribution is not None and attribution.phrase is not None) or tried == 3:
                return attribution
    return None


def _according(spot: Spot) -> Attribution | None:
    """According to Roe, “…”; “…”, according to a spokesman for Roe; in the words of Roe; as Roe put it."""
    words, units = spot.words, spot.units
    for i in range(max(0, spot.at - REACH), min(len(units) - 2, spot.at + REACH)):
        if units[i] < 0 or units[i + 1] < 0 or units[i + 2] < 0:
            continue
        first, second, third = (words.lower[unit] for unit in units[i : i + 3])
        cue = (units[i], units[i + 1])
        if (first, second) == ("according", "to"):
            start = i + 2
        elif (first, second, third) == ("the", "words", "of") and i + 3 < len(units) and units[i + 3] >= 0:
            start = i + 3
        elif first == "as" and _puts_it(spot, i + 1):
            start = i + 1
        else:
            continue
        limit = spot.limit(i)
        phrase = phrase_from(words, units[start], limit)
        if phrase is not None:
            return named(words, phrase, cue, "according", limit)
    return None


def _puts_it(spot: Spot, i: int) -> bool:
    """Whether “put it” or “puts it” follows within a few words."""
    lower = [spot.words.lower[unit] for unit in spot.units[i : i + 14] if unit >= 0]
    return any(a in ("put", "puts") and b == "it" for a, b in pairwise(lower))


def _trailing(spot: Spot) -> Attribution | None:
    """… “…” …, Roe said: a cue later in the sentence."""
    for i in range(spot.at + 1, min(len(spot.units), spot.at + REACH)):
        unit = spot.units[i]
        if unit >= 0 and is_cue(spot.words, unit, ("speech",)) and spot.words.tag[unit] in FINITE:
            attribution = cued(spot.moved(i), "trailing")
            if attribution is not None:
                return attribution
    return None


def _noun(spot: Spot) -> Attribution | None:
    """The promise by Roe of “…”."""
    words, units = spot.words, spot.units
    for i in range(spot.at - 1, max(-1, spot.at - 8), -1):
        token = units[i]
        if token < 0:
            return None
        if words.lower[token] not in nouns() or words.tag[token] not in NOUNS:
            continue
        if i + 2 < len(units) and min(units[i + 1 : i + 3]) >= 0 and words.lower[units[i + 1]] in ("by", "from", "of"):
            phrase = phrase_from(words, units[i + 2], units[i + 2] + 8)
            if phrase is not None and words.mention[phrase.head] >= 0:
                return Attribution(phrase, (token, token), "noun-by")
    return None
