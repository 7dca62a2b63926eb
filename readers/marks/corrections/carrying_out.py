"""Corrections applied one after the other, and how each of them fared."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import assert_never

from msgspec.structs import replace

from readers.marks.corrections import missed, names, quotes
from readers.marks.corrections.draft import Draft
from readers.model import (
    Annotations,
    Correction,
    Document,
    Fit,
    MissedName,
    MissedQuote,
    NotAName,
    NotAQuote,
    NotSame,
    SaidBy,
    SameAs,
    WrongKind,
)


@dataclass(frozen=True)
class Outcome:
    """What comes of corrections.

    Attributes:
        annotations: with everything set right that could be.
        corrections: all of them, in their order.
        fits: how each of them fits.
    """

    annotations: Annotations
    corrections: tuple[Correction, ...] = ()
    fits: tuple[Fit, ...] = ()

    @property
    def unfit(self) -> tuple[Correction, ...]:
        """Those that fit no longer, in their order."""
        return tuple(one for one, fit in zip(self.corrections, self.fits, strict=True) if fit == "unfit")


def apply(document: Document, annotations: Annotations, corrections: Iterable[Correction]) -> Annotations:
    """What the annotator found, with everything set right that could be; see `carry_out`."""
    return carry_out(document, annotations, corrections).annotations


def carry_out(document: Document, annotations: Annotations, corrections: Iterable[Correction]) -> Outcome:
    """Apply corrections, in their order.

    Args:
        document: the article.
        annotations: what the annotator found in it.
        corrections: the oldest first.

    Returns:
        Annotations whose entities are numbered anew, the most salient first, if anything was set right, and otherwise
        those given; and how each correction fits.
    """
    corrections = tuple(corrections)
    draft, fits = _carried_out(document, annotations, corrections)
    if "holds" not in fits:
        return Outcome(annotations, corrections, fits)
    entities = sorted(draft.entities.values(), key=lambda entity: -entity.salience)
    numbers = {entity.id: number for number, entity in enumerate(entities)}
    quotes_ = tuple(
        replace(quote, speaker=None if quote.speaker is None else numbers.get(quote.speaker)) for quote in draft.quotes
    )
    numbered = tuple(replace(entity, id=number) for number, entity in enumerate(entities))
    return Outcome(replace(annotations, entities=numbered, quotes=quotes_), corrections, fits)


@dataclass(frozen=True)
class _Done:
    """Corrections that were carried out.

    Attributes:
        document: the article.
        annotations: what was found in it.
        corrections: in their order.
        fits: how each fits.
        drafts: how things were before each, and after all.
    """

    document: Document
    annotations: Annotations
    corrections: tuple[Correction, ...]
    fits: tuple[Fit, ...]
    drafts: tuple[Draft, ...]


_done: deque[_Done] = deque(maxlen=2)
"""What was done last: a reader sets one thing right after the other, and only the last of them is new."""


def _carried_out(
    document: Document, annotations: Annotations, corrections: tuple[Correction, ...]
) -> tuple[Draft, tuple[Fit, ...]]:
    """What comes of corrections, and how each fits; those that were carried out before are not once more."""
    fits: list[Fit] = []
    drafts = [Draft(document, {entity.id: entity for entity in annotations.entities}, list(annotations.quotes))]
    for done in tuple(_done) if corrections else ():
        if done.annotations == annotations and done.document == document:
            known = _common(done.corrections, corrections)
            if known > len(fits):
                fits, drafts = list(done.fits[:known]), list(done.drafts[: known + 1])
    for correction in corrections[len(fits) :]:
        before, after = drafts[-1], drafts[-1].copy()
        found = _set_right(correction, after)
        changed = (before.entities, before.quotes) != (after.entities, after.quotes)
        fits.append("unfit" if not found else "holds" if changed else "needless")
        drafts.append(after if found else before)
    if corrections:
        _done.append(_Done(document, annotations, corrections, tuple(fits), tuple(drafts)))
    return drafts[-1], tuple(fits)


def _common(one: Sequence[Correction], other: Sequence[Correction]) -> int:
    """How many corrections two lists begin with in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _set_right(correction: Correction, draft: Draft) -> bool:
    """Set one thing right; gives whether what it is about was found."""
    match correction:
        case WrongKind():
            return names.wrong_kind(correction, draft)
        case NotAName():
            return names.not_a_name(correction, draft)
        case SameAs():
            return names.same(correction, draft)
        case NotSame():
            return names.not_same(correction, draft)
        case MissedName():
            return missed.missed_name(correction, draft)
        case SaidBy():
            return quotes.said_by(correction, draft)
        case NotAQuote():
            return quotes.not_a_quote(correction, draft)
        case MissedQuote():
            return quotes.missed_quote(correction, draft)
        case _:
            assert_never(correction)
