"""One quotation in another: “He told me ‘go home’,” she said. What he said is his, told by the words around it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from readers.annotate.clusters import EntityCluster, QuoteFound
from readers.annotate.quotes.cues import FINITE, Attribution
from readers.annotate.quotes.lexicon import role_gender, verbs
from readers.annotate.quotes.phrases import PERSONAL, phrase_from
from readers.annotate.quotes.spans.kinds import kind_of
from readers.annotate.quotes.spans.marks import Quoted, find_within
from readers.annotate.quotes.speakers.attribution import attribute_sentence
from readers.annotate.quotes.words import Frame, Sentence, Words, cut

REACH = 8
"""How many words may stand between a cue and what is said, within a quotation."""
BY_NAME, BY_PRONOUN = 0.9, 0.65
"""How often a name, and a pronoun, within a quotation was understood right."""
BACK = 1_500
"""Code points before a quotation in which somebody must have been named for “he said ‘…’” in it to be theirs."""
_GENDER = {"he": "m", "she": "f"}
_TELLING = frozenset(["go", "goes", "went", "like"])
_BE = frozenset(["was", "is", "were", "are", "'s", "'re", "be"])
_DENIED = frozenset(["n't", "not", "never", "nt"])
_LEADING_ON = frozenset(["DT", "IN", "TO", "JJ", "PRP$", "VBN", "WDT", "CC"])
_HABIT = frozenset(["would", "'d", "will", "'ll", "to", "did"])


def nested_quotes(words: Words, outer: Sequence[QuoteFound]) -> list[QuoteFound]:
    """Find what is quoted within quotes and has a speaker of its own.

    Args:
        words: the document.
        outer: the quotes that stand in quotation marks, with their speakers.

    Returns:
        Quotes in the order of the text; what only bears quotation marks there (the word ‘beaver’) is none.
    """
    inside = [
        (piece, quote, find_within(words.text, piece))
        for quote in sorted(outer, key=lambda quote: quote.start)
        for piece in quote.pieces
    ]
    inside = [each for each in inside if each[2]]
    lines = [piece for piece, _, _ in inside]
    quoted: list[Quoted] = [each for _, _, found in inside for each in found]
    around = [quote for _, quote, _ in inside]
    if not quoted:
        return []
    frame = cut(words.within(lines, quoted), quoted, lines)
    found = []
    for sentence in frame.sentences:
        own = attribute_sentence(frame, sentence) if sentence.pieces() else {}
        for position in sentence.pieces():
            attribution = _told(frame, sentence, position) or own.get(position)
            if attribution is not None and _is_said(frame, sentence, position, attribution):
                piece = -1 - sentence.units[position]
                found.append(_quote(frame, piece, attribution, around[sentence.paragraph]))
    return found


def _told(frame: Frame, sentence: Sentence, position: int) -> Attribution | None:
    """She goes, “…”; he was like: “…”: verbs that tell speech only in speech."""
    words, units = frame.words, sentence.units
    if position < 3 or min(units[position - 3 : position]) < 0 or words.lower[units[position - 1]] not in (",", ":"):
        return None
    cue = units[position - 2]
    if words.lower[cue] not in _TELLING:
        return None
    at = position - 3
    while at > 0 and units[at] >= 0 and (words.tag[units[at]] in ("MD", "RB", ",") or words.lower[units[at]] in _BE):
        at -= 1
    for start in range(max(0, at - 3), at + 1):
        if units[start] < 0:
            continue
        phrase = phrase_from(words, units[start], units[at] + 1)
        if phrase is not None and phrase.last == units[at]:
            return Attribution(phrase, (cue, cue), "colon")
    return None


def _is_said(frame: Frame, sentence: Sentence, position: int, attribution: Attribution) -> bool:
    """Whether somebody really said it, and said it here: a finite verb of saying beside it, and not denied."""
    words, cue, phrase = frame.words, attribution.cue, attribution.phrase
    if cue is None or phrase is None or cue[0] not in sentence.units:
        return False
    verb, at = cue[0], sentence.units.index(cue[0])
    if abs(position - at) > REACH or words.lower[phrase.head] in ("you", "we", "who"):
        return False
    before = [words.lower[unit] for unit in sentence.units[max(0, at - 6) : at] if unit >= 0]
    if _DENIED & set(before[-3:]) or ("to" in before[-1:] and "used" not in before):
        return False
    last = sentence.units[position - 1] if position else -1
    if at < position and (last < 0 or (words.tag[last] in _LEADING_ON and last != verb) or words.lower[last] in _BE):
        return False
    telling = words.lower[verb] in _TELLING
    if not telling and verbs().get(words.lower[verb]) not in ("speech", "manner"):
        return False
    if not telling and words.tag[verb] not in FINITE and not _HABIT & set(before):
        return False
    said = frame.piece_text(-1 - sentence.units[position])
    comma = last >= 0 and words.lower[last] in (",", ":")
    return comma or said[:1].isupper() or len(said.split()) > 1


def _quote(frame: Frame, piece: int, attribution: Attribution, outer: QuoteFound) -> QuoteFound:
    words, phrase = frame.words, attribution.phrase
    start, end = frame.piece_span(piece)
    quote = QuoteFound(start, end, kind_of(frame, piece, attribution), pieces=[(start, end)])
    if phrase is not None:
        quote.speaker_span = words.span(phrase.first, phrase.last)
        quote.speaker, quote.confidence = _speaker(words, phrase.head, outer)
    if attribution.cue is not None:
        quote.cue_span = words.span(*attribution.cue)
    return quote


def _speaker(words: Words, head: int, outer: QuoteFound) -> tuple[int | None, float]:
    """The entity that a name or a pronoun within a quotation means."""
    if words.cluster[head] >= 0:
        return words.cluster[head], BY_NAME
    gender = _GENDER.get(words.lower[head]) if words.lower[head] in PERSONAL else None
    if gender is None:
        return None, 0.0
    last = bisect_left(words.mentions, (head, head, head))
    for first, end, number in reversed(words.mentions[:last]):
        if words.start[head] - words.start[first] > BACK or _stranger(words, end, head, gender):
            break
        cluster = words.clusters[number]
        if cluster.kind == "PERSON" and number != outer.speaker and _may_be(cluster, gender):
            return number, BY_PRONOUN
    return None, 0.0


def _may_be(cluster: EntityCluster, gender: str) -> bool:
    """Whether a person can be *he* or *she*; “Mom” tells it by the word."""
    return (cluster.gender or role_gender().get(cluster.name.lower(), gender)) == gender


def _stranger(words: Words, start: int, end: int, gender: str) -> bool:
    """Whether somebody without a name, of that gender, is told of in between: “My dad cuts the grass and he …”."""
    return any(role_gender().get(words.lower[i]) == gender for i in range(max(start, end - 60), end))
