"""Who reports, and whether the text says that they did: “no union said …” and “had Roe said …” report nothing."""

from __future__ import annotations

from readers.annotate.quotes.cues import FINITE
from readers.annotate.quotes.phrases import Phrase, can_speak, is_body
from readers.annotate.quotes.words import Words

_SOURCES = frozenset(["source", "sources"])
_SPEAK = _SOURCES | {"who"}
_UNCERTAIN = _SOURCES | {"force", "panel", "board", "body", "network", "paper"}
"""Nouns for those who speak, and for things that show."""
_SHOWING = ("suggest", "indicat", "reveal", "signal", "impl", "hint")
"""How verbs begin that say what a thing shows as well."""
_DENYING = frozenset(["no", "neither", "not", "hardly", "few", "none", "which", "what", "whose"])
"""Before a subject: nobody of that kind said it, or it is asked who did."""
_SCARCELY = frozenset(["hardly", "scarcely", "barely"])
_WISHING = ("wish", "hope", "hoping", "imagin", "suppos", "time")
"""How words begin on which hangs what nobody has said yet."""


def reports(words: Words, cue: int, phrase: Phrase) -> bool:
    """Whether a phrase is somebody, a body or sources who, as the text says, did say something.

    Args:
        words: the document.
        cue: the verb of saying.
        phrase: its subject.
    """
    return _speaks(words, cue, phrase) and _is_asserted(words, cue, phrase)


def is_perfect(words: Words, verb: int) -> bool:
    """Whether somebody has said, or had said; but not who is thought to have said."""
    return words.tag[verb] == "VBN" and any(
        words.dep[child] == "aux" and words.tag[child] in FINITE and words.lower[child] in ("has", "have", "had")
        for child in words.children(verb)
    )


def _speaks(words: Words, cue: int, phrase: Phrase) -> bool:
    noun = words.lower[phrase.head]
    if words.mention[phrase.head] < 0 and noun in _UNCERTAIN:
        of = phrase.last + 1 < len(words) and words.lower[phrase.last + 1] == "of"
        if words.lower[cue].startswith(_SHOWING) or (of and noun in _SOURCES):
            return False
    return can_speak(words, phrase) or is_body(words, phrase) or noun in _SPEAK


def _is_asserted(words: Words, cue: int, phrase: Phrase) -> bool:
    """Whether the sentence says that it was said: it does not deny, ask or wish it."""
    first = phrase.first
    while first > 0 and phrase.first - first < 2 and words.tag[first - 1] in ("DT", "RB", "PDT", "CC", "JJ"):
        first -= 1
    if any(words.lower[i] in _DENYING for i in range(first, phrase.head)):
        return False
    if words.dep[cue] != "ROOT" and words.lower[words.head[cue]].startswith(_WISHING):
        return False
    children = words.children(cue)
    asked = any(
        words.dep[child] == "aux" and words.tag[child] in FINITE and child < phrase.first < cue for child in children
    )
    return not asked and not any(words.lower[child] in _SCARCELY for child in children)
