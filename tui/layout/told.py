"""Kinds, corrections and rules in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from readers.marks.anchors import plain
from readers.model import (
    Anchor,
    Correction,
    MissedName,
    MissedQuote,
    NotAName,
    NotAQuote,
    NotSame,
    RuleAction,
    SaidBy,
    SameAs,
    WrongKind,
)

KINDS = (("p", "PERSON", "a person"), ("o", "ORG", "an organisation"), ("l", "GPE", "a place"))
OTHER_KINDS = (
    ("g", "NORP", "a group of people"),
    ("e", "EVENT", "an event"),
    ("a", "LAW", "a law"),
    ("r", "PRODUCT", "a product"),
    ("w", "WORK_OF_ART", "a work of art"),
)
"""The keys that say so, OntoNotes labels, words."""

CALLED = {kind: words for _, kind, words in (*KINDS, *OTHER_KINDS)} | {"LOC": "a place", "FAC": "a place"}

NOT_KNOWN = "names and quotes are not known yet"
NOT_READ_YET = "wait until its names and quotes are found"
"""What is said of an article that is still read: where its names are asked for, and where it is saved."""

_LONGEST = 60


def short(words: str) -> str:
    """Words in quotation marks of ours, cut where they are many."""
    words = plain(words).strip("“”„«»\"'‘’ ")
    return f"“{words}”" if len(words) <= _LONGEST else f"“{words[:_LONGEST].rsplit(' ', 1)[0]}…”"


def told(correction: Correction, *, whole: bool = False) -> str:
    """What was set right.

    Args:
        correction: what was set right.
        whole: whether a quote is told too, for who does not have it before their eyes.
    """
    match correction:
        case WrongKind():
            return f"{correction.who.name} is {CALLED.get(correction.kind, correction.kind)}"
        case NotAName():
            return f"{short(correction.words.exact)} is not a name{_here(correction.alone)}"
        case SameAs():
            return f"{correction.who.name} and {correction.other.name} are one"
        case NotSame():
            return f"{short(correction.who.mention.exact)} is not {correction.who.name}{_here(correction.alone)}"
        case MissedName():
            who = CALLED.get(correction.kind, correction.kind) if correction.who is None else correction.who.name
            return f"{short(correction.words.exact)} is {who}{_here(correction.alone)}"
        case SaidBy() | MissedQuote():
            said = f"said by {correction.speaker.name if correction.speaker else 'nobody named here'}"
            if whole:
                return f"{short(correction.quote.exact)} was {said}"
            return f"a quote, {said}" if isinstance(correction, MissedQuote) else said
        case NotAQuote():
            return f"{short(correction.quote.exact)} is not a quote" if whole else "not a quote"
        case _:
            assert_never(correction)


def _here(alone: bool) -> str:
    return " here" if alone else ""


def words_of(correction: Correction) -> Anchor:
    """The words that a correction is about."""
    match correction:
        case WrongKind() | SameAs() | NotSame():
            return correction.who.mention
        case NotAName() | MissedName():
            return correction.words
        case SaidBy() | NotAQuote() | MissedQuote():
            return correction.quote
        case _:
            assert_never(correction)


_DOES: Mapping[RuleAction, str] = {
    "read": "marks {} read",
    "mute": "mutes {}",
    "star": "stars {}",
    "tag": "tags {} with #{argument}",
    "notify": "tells of {}",
    "run": "runs {argument} for {}",
}


def does(action: RuleAction, argument: str, what: str = "them") -> str:
    """What a rule does with some entries, in words."""
    return _DOES[action].replace("{}", what).replace("{argument}", argument)
