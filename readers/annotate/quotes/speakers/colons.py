"""Who is named before a colon, with no verb: labels of lines, lists of who says what."""

from __future__ import annotations

from readers.annotate.quotes.cues import FINITE, Attribution, Spot, is_cue
from readers.annotate.quotes.phrases import PERSONAL, Phrase, can_speak, is_body, named_within, phrase_from
from readers.annotate.quotes.words import Words

_BULLETS = frozenset(["•", "·", "*", "-", "–", "—", "▪", "●", "■", "and", "but"])
_BESIDE = frozenset([",", "(", "of", "for", "at", "from", "in", "on", "with"])


def labelled(spot: Spot) -> Attribution | None:
    """Roe: I would “…”: a line that names its speaker first, as headings and transcripts do."""
    words, units = spot.words, spot.units
    end = next((i for i in range(1, min(8, spot.at)) if units[i] >= 0 and words.lower[units[i]] == ":"), 0)
    if not end or min(units[:end]) < 0 or not spot.opens_line():
        return None
    phrase = phrase_from(words, units[0], units[end])
    if phrase is None or phrase.last != units[end] - 1 or not _names_someone(words, phrase):
        return None
    if any(words.tag[unit] in FINITE for unit in units[:end]):
        return None
    return Attribution(phrase, (units[end], units[end]), "label")


def named_before_colon(spot: Spot) -> Attribution | None:
    """Jo Roe, Harbour Weekly: “…”; a man in waders: “…”; • Roe’s office: “…”: nothing but who speaks, and a colon."""
    words, units = spot.words, spot.units
    first = next((i for i in range(spot.at) if units[i] >= 0 and words.lower[units[i]] not in _BULLETS), spot.at)
    colon = spot.at - 1
    if spot.word(-1) != ":" or not 0 < colon - first <= 16 or min(units[first : spot.at]) < 0:
        return None
    if any(is_cue(words, unit, ("speech",)) for unit in units[first:colon]):
        return None
    phrase = phrase_from(words, units[first], units[colon])
    if phrase is None or phrase.last >= units[colon]:
        return None
    if phrase.last + 1 != units[colon] and words.lower[phrase.last + 1] not in _BESIDE:
        return None
    if words.lower[units[first]] in PERSONAL or not (can_speak(words, phrase) or is_body(words, phrase)):
        return None
    return Attribution(named_within(words, phrase, units[colon]), (units[colon], units[colon]), "label")


def _names_someone(words: Words, phrase: Phrase) -> bool:
    """Whether a phrase is a known name, or in capitals like the labels of a transcript."""
    return words.mention[phrase.head] >= 0 or words.text[slice(*words.span(phrase.first, phrase.last))].isupper()
