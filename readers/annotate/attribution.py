"""Who is said to speak: the speaker's noun phrase and the cue for each quotation, sentence by sentence.

Every rule has a name; `CONFIDENCE` holds how often it was right where it was measured.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from readers.annotate.quote_lexicon import nouns, verbs
from readers.annotate.quote_phrases import (
    NOUNS,
    PERSONAL,
    Phrase,
    agent_of,
    named_within,
    phrase_at,
    phrase_from,
    subject_before,
    subject_of,
)
from readers.annotate.quote_words import Frame, Sentence, Words

CONFIDENCE = {
    "after": 0.97,
}
REACH = 45
"""How many tokens a cue may be away from the quotation."""
_FINITE = frozenset(["VBD", "VBZ", "VBP"])
_SKIP_AFTER = frozenset([",", "-", "--", "–", "—", "...", "…", "and", "or", "but", "as"])


@dataclass(frozen=True)
class Attribution:
    """Who said one piece, as the text has it.

    Attributes:
        phrase: the speaker's noun phrase; ``None`` where the text leaves it open (a passive).
        cue: first and last token of the cue, or ``None``.
        rule: the name of the rule that found it.
    """

    phrase: Phrase | None
    cue: tuple[int, int] | None
    rule: str


def attribute_sentence(frame: Frame, sentence: Sentence) -> dict[int, Attribution]:
    """Find speakers for the quotations of one sentence from the sentence alone.

    Returns:
        Position in the sentence's units → attribution; positions without one are left out.
    """
    found: dict[int, Attribution] = {}
    tokens = [unit for unit in sentence.units if unit >= 0]
    if not tokens:
        return found
    allowed = range(tokens[0], tokens[-1] + 1)
    for position in sentence.pieces():
        for rule in (_after, _before, _governing, _nearest, _according, _trailing, _noun):
            attribution = rule(frame, sentence.units, position, allowed)
            if attribution is not None:
                found[position] = attribution
                break
    return found


def is_cue(words: Words, i: int, classes: tuple[str, ...] = ("speech", "manner", "thought", "judgement")) -> bool:
    """Whether a token is a reporting verb of one of the classes."""
    return verbs().get(words.lower[i]) in classes and (words.tag[i].startswith("V") or words.lower[i] == "said")


def _make(words: Words, phrase: Phrase | None, cue: int, rule: str, limit: int) -> Attribution:
    """An attribution, with the name the phrase is given instead of a bare description."""
    named = named_within(words, phrase, limit) if phrase else None
    return Attribution(named, (cue, cue), rule)


def _after(frame: Frame, units: list[int], position: int, allowed: range) -> Attribution | None:
    """“…,” said Roe; “…,” Roe, a lawyer, told reporters; “…,” she said."""
    words = frame.words
    last = frame.piece_text(-1 - units[position])[-1:]
    i = position + 1
    pause = last in ",!?—–-…."
    while i < len(units) and (units[i] < 0 or words.lower[units[i]] in _SKIP_AFTER):
        if units[i] >= 0:
            pause = pause or words.lower[units[i]] in (",", "—", "–", "--", "-")
        else:
            pause = pause or frame.piece_text(-1 - units[i])[-1:] in ",!?—–-…."
        i += 1
    if not pause or i >= len(units):
        return None
    start = i
    while i < len(units) and units[i] >= 0 and words.tag[units[i]] == "RB":
        i += 1
    if i >= len(units) or units[i] < 0:
        return None
    limit = _segment_end(units, i)
    if is_cue(words, units[i], ("speech", "manner", "thought")) and words.tag[units[i]] in _FINITE | {"VBN"}:
        j = i + 1
        while j < limit and words.tag[units[j]] == "RB":
            j += 1
        phrase = phrase_from(words, units[j], units[limit - 1] + 1) if j < limit else None
        if phrase is not None:
            return _make(words, phrase, units[i], "inverted", units[limit - 1] + 1)
    phrase = phrase_from(words, units[start], units[limit - 1] + 1)
    if phrase is None:
        return None
    for j in range(start, min(limit, start + REACH)):
        if units[j] > phrase.last and is_cue(words, units[j], ("speech", "manner", "thought")):
            return _make(words, phrase, units[j], "after", units[limit - 1] + 1)
    if position == 0:
        for j in range(start, min(limit, start + REACH)):
            if units[j] > phrase.last and words.tag[units[j]] in _FINITE:
                return _make(words, phrase, units[j], "after-any-verb", units[limit - 1] + 1)
    return None


def _segment_end(units: list[int], i: int) -> int:
    """Where the run of tokens from a position ends: the next quotation, or the sentence's end."""
    while i < len(units) and units[i] >= 0:
        i += 1
    return i


def _before(frame: Frame, units: list[int], position: int, allowed: range) -> Attribution | None:
    """Roe said: “…”; Roe told reporters, “…”; adding that “…”; called it “…”."""
    words = frame.words
    i = position - 1
    if i < 0 or units[i] < 0:
        return None
    colon = words.lower[units[i]] in (":", ",")
    steps = 0
    while i >= 0 and units[i] >= 0 and steps < 8:
        token = units[i]
        if is_cue(words, token):
            return _cued(frame, units, i, allowed, "colon" if colon else "before")
        steps += 1
        i -= 1
    return None


def _cued(frame: Frame, units: list[int], at: int, allowed: range, rule: str) -> Attribution | None:
    """The attribution by a cue verb at a position, its subject found by the parse or the order of words."""
    words = frame.words
    cue = units[at]
    inner = _direct(frame, units, at, allowed, rule)
    if inner is not None and rule == "colon" and inner.phrase is not None and words.lower[inner.phrase.head] not in PERSONAL:
        return inner
    if inner is None or _gives_way(words, cue, inner):
        outer = _outer(frame, units, cue, allowed)
        if outer is not None and outer.phrase is not None:
            return replace(outer, rule=rule + "-outer")
    return inner


def _gives_way(words: Words, cue: int, inner: Attribution) -> bool:
    """Whether a cue inside another's clause leaves the words to the outer speaker (Roe said she felt “…”)."""
    if inner.phrase is None:
        return True
    head = inner.phrase.head
    return (
        words.lower[head] in PERSONAL
        or verbs().get(words.lower[cue]) != "speech"
        or words.tag[cue] not in _FINITE | {"VBG"}
        or words.kind(head) not in ("PERSON", "ORG")
    )


def _outer(frame: Frame, units: list[int], cue: int, allowed: range) -> Attribution | None:
    """The outermost verb of saying in whose clause a cue stands."""
    words = frame.words
    places = {unit: at for at, unit in enumerate(units) if unit >= 0}
    at, found, linked = cue, None, False
    for _ in range(20):
        linked = linked or words.dep[at] not in ("conj", "ROOT", "dep")
        if words.head[at] == at or words.head[at] not in places:
            break
        coordinate = words.dep[at] == "conj"
        at = words.head[at]
        if coordinate or not linked:
            continue
        if is_cue(words, at, ("speech",)) and words.tag[at] in _FINITE | {"VBN", "VBG"}:
            outer = _direct(frame, units, places[at], allowed, "outer")
            found = outer if outer is not None and outer.phrase is not None else found
    return found


def _direct(frame: Frame, units: list[int], at: int, allowed: range, rule: str) -> Attribution | None:
    """The attribution by this cue verb alone."""
    words = frame.words
    cue = units[at]
    limit = units[_segment_end(units, at) - 1] + 1
    if _is_passive(words, cue):
        agent = agent_of(words, cue)
        if agent is not None:
            return _make(words, phrase_at(words, agent), cue, rule + "-agent", limit)
        if words.lower[cue] not in ("quoted", "cited", "reported", "heard"):
            return Attribution(None, (cue, cue), "passive")
    if words.tag[cue] == "VBN" and words.dep[cue] == "acl":
        return Attribution(None, (cue, cue), "passive")
    subject = subject_of(words, cue, allowed)
    if subject is None:
        phrase = subject_before(words, units, at)
        if phrase is None:
            return None
        return _make(words, phrase, cue, rule + "-order", limit)
    phrase = phrase_at(words, subject)
    return _make(words, phrase, cue, rule, cue if phrase.last < cue else limit)


def _is_passive(words: Words, verb: int) -> bool:
    return words.tag[verb] == "VBN" and any(words.dep[child] == "auxpass" for child in words.children(verb))


def _governing(frame: Frame, units: list[int], position: int, allowed: range) -> Attribution | None:
    """The reporting verb that the quoted words hang from in the parse."""
    words = frame.words
    number, part = frame.pieces[-1 - units[position]]
    inside = words.tokens(frame.quoted[number].outer[part])
    places = {unit: at for at, unit in enumerate(units) if unit >= 0}
    for i in list(inside)[:12]:
        head = words.head[i]
        if head in inside or head not in places:
            continue
        at, steps = head, 0
        while steps < 15 and at in places:
            if is_cue(words, at):
                return _cued(frame, units, places[at], allowed, "governing")
            if words.head[at] == at:
                break
            at, steps = words.head[at], steps + 1
        break
    return None


def _nearest(frame: Frame, units: list[int], position: int, allowed: range) -> Attribution | None:
    """The nearest reporting verb before the quotation in its sentence."""
    words = frame.words
    for i in range(position - 1, max(-1, position - REACH), -1):
        if units[i] >= 0 and is_cue(words, units[i]):
            attribution = _cued(frame, units, i, allowed, "nearest")
            if attribution is not None:
                return attribution
    return None


def _according(frame: Frame, units: list[int], position: int, allowed: range) -> Attribution | None:
    """According to Roe, “…”; “…”, according to a spokesman for Roe."""
    words = frame.words
    for i in range(len(units) - 2):
        if units[i] >= 0 and units[i + 1] >= 0 and words.lower[units[i]] == "according":
            if words.lower[units[i + 1]] != "to" or units[i + 2] < 0:
                continue
            limit = units[_segment_end(units, i) - 1] + 1
            phrase = phrase_from(words, units[i + 2], limit)
            if phrase is not None:
                named = named_within(words, phrase, limit)
                return Attribution(named, (units[i], units[i + 1]), "according")
    return None


def _trailing(frame: Frame, units: list[int], position: int, allowed: range) -> Attribution | None:
    """… “…” …, Roe said: a cue later in the sentence, set off by a comma."""
    words = frame.words
    for i in range(position + 1, min(len(units), position + REACH)):
        if units[i] >= 0 and is_cue(words, units[i], ("speech",)) and words.tag[units[i]] in _FINITE:
            attribution = _cued(frame, units, i, allowed, "trailing")
            if attribution is not None:
                return attribution
    return None


def _noun(frame: Frame, units: list[int], position: int, allowed: range) -> Attribution | None:
    """Roe's claim that “…”; the promise by Roe of “…”; her slogan “…”."""
    words = frame.words
    for i in range(position - 1, max(-1, position - 8), -1):
        token = units[i]
        if token < 0:
            return None
        if words.lower[token] in nouns() and words.tag[token] in NOUNS:
            for j in range(i - 1, max(-1, i - 6), -1):
                if units[j] >= 0 and words.tag[units[j]] == "PRP$":
                    return Attribution(Phrase(units[j], units[j], units[j]), (token, token), "possessive")
                if units[j] > 0 and words.tag[units[j]] == "POS":
                    return Attribution(phrase_at(words, units[j] - 1), (token, token), "possessive")
            if i + 2 < len(units) and units[i + 1] >= 0 and words.lower[units[i + 1]] in ("by", "from", "of"):
                phrase = phrase_from(words, units[i + 2], units[i + 2] + 8) if units[i + 2] >= 0 else None
                if phrase is not None and words.mention[phrase.head] >= 0:
                    return Attribution(phrase, (token, token), "noun-by")
    return None


def attribute(frame: Frame) -> dict[int, Attribution]:
    """Find who said each piece.

    Returns:
        Number of the piece → attribution.
    """
    found: dict[int, Attribution] = {}
    previous: Attribution | None = None
    line = -1
    lead: Attribution | None = None
    for sentence in frame.sentences:
        if sentence.paragraph != line:
            line, before = sentence.paragraph, previous
            previous = None
        positions = sentence.pieces()
        by_position = attribute_sentence(frame, sentence) if positions else {}
        for position in positions:
            piece = -1 - sentence.units[position]
            attribution = by_position.get(position)
            if attribution is None:
                attribution = _carried(frame, sentence, position, previous, before if line else None, lead)
            if attribution is None:
                attribution = _sentence_subject(frame, sentence, position)
            if attribution is not None:
                found[piece] = attribution
                if attribution.phrase is not None:
                    previous = attribution
        lead = _lead(frame, sentence) or (None if positions else lead)
        if not positions and lead is not None:
            previous = None
    return found


def _carried(
    frame: Frame,
    sentence: Sentence,
    position: int,
    previous: Attribution | None,
    before: Attribution | None,
    lead: Attribution | None,
) -> Attribution | None:
    """A quotation without a cue of its own: it goes on from the one before."""
    units = sentence.units
    if position != 0 and any(unit >= 0 and frame.words.tag[unit] not in (",", ".", ":", "``", "''") for unit in units[:position]):
        return None
    if previous is not None:
        return replace(previous, rule="continued", cue=None)
    if lead is not None:
        return replace(lead, rule="lead")
    if before is not None:
        return replace(before, rule="previous-paragraph", cue=None)
    return None


def _lead(frame: Frame, sentence: Sentence) -> Attribution | None:
    """Whoever a sentence puts forward to speak next."""
    words = frame.words
    tokens = [unit for unit in sentence.units if unit >= 0]
    if not tokens:
        return None
    allowed = range(tokens[0], tokens[-1] + 1)
    for at in range(len(sentence.units) - 1, -1, -1):
        unit = sentence.units[at]
        if unit >= 0 and is_cue(words, unit):
            attribution = _cued(frame, sentence.units, at, allowed, "lead")
            if attribution is not None and attribution.phrase is not None:
                return attribution
    return _sentence_subject(frame, sentence, 0)


def _sentence_subject(frame: Frame, sentence: Sentence, position: int) -> Attribution | None:
    """The subject of the sentence, if it is someone who can speak."""
    words = frame.words
    for unit in sentence.units:
        if unit >= 0 and words.dep[unit] == "nsubj" and words.tag[words.head[unit]].startswith("V"):
            person = words.kind(unit) in ("PERSON", "ORG") or words.lower[unit] in ("he", "she")
            if person:
                return Attribution(phrase_at(words, unit), None, "subject")
    return None
