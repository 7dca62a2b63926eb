"""Who is brought in by an indefinite description, as “one resident” is, is nobody whom the reader knows already."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from readers.annotate.quotes.words import Words

if TYPE_CHECKING:
    from readers.annotate.quotes.speakers.candidates import Case, Place

BESIDE = 3
"""Tokens between a description and the name behind it that it may be of: ``a baker, Ann Roe``."""
_SPEAKING_FOR = frozenset(["spokesman", "representative", "official", "source", "statement"])
"""Who speaks for whom the reader knows."""


def is_ruled_out(case: Case, words: Words, places: Sequence[Place]) -> bool:
    """Whether an entity cannot be the stranger that a case brings in.

    Args:
        case: the quotation.
        words: the document.
        places: where the entity stands, in order.
    """
    told, phrase = case.description, case.phrase
    if told is None or phrase is None or not told.person or told.head in _SPEAKING_FOR:
        return False
    if told.start != "indefinite" or words.mention[phrase.head] >= 0:
        return False
    at = bisect_left(places, phrase.first, key=lambda place: place.first)
    beside = at < len(places) and places[at].first <= phrase.last + BESIDE
    return places[0].first < phrase.first and not beside
