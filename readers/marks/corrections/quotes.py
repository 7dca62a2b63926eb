"""Quotes set right: said by somebody else, none at all, or not found."""

from __future__ import annotations

from msgspec.structs import replace

from readers.marks.anchors import Place
from readers.marks.corrections.draft import ALIKE, Draft, alike, whole, within
from readers.marks.corrections.edges import in_marks, quoted
from readers.model import Entity, MissedQuote, NotAQuote, Quote, SaidBy, Span

# Each gives whether what it is about was found.


def said_by(correction: SaidBy, draft: Draft) -> bool:
    """Somebody else said a quote, or nobody who is named."""
    number = draft.quote(correction.quote)
    speaker = draft.entity(correction.speaker) if correction.speaker else None
    if number is None or (speaker is None and correction.speaker is not None):
        return False
    draft.quotes[number] = _said(draft, draft.quotes[number], speaker)
    return True


def _said(draft: Draft, quote: Quote, speaker: Entity | None) -> Quote:
    """A quote as a speaker's. What the text calls the speaker stays, unless it is the name of somebody else."""
    called = quote.speaker_span
    if called is not None:
        named = {number for number, _ in draft.around(Place(False, called))}
        called = None if named - {None if speaker is None else speaker.id} else called
    return replace(quote, speaker=None if speaker is None else speaker.id, speaker_span=called, confidence=1.0)


def not_a_quote(correction: NotAQuote, draft: Draft) -> bool:
    """Nobody is quoted somewhere."""
    sought = draft.locate(correction.quote)
    if sought is None or sought.in_title:
        return False
    draft.quotes = [quote for quote in draft.quotes if alike(whole(quote), sought.span) < ALIKE]
    return True


def missed_quote(correction: MissedQuote, draft: Draft) -> bool:
    """Somebody is quoted where nobody was, or where a quote began or ended wrongly."""
    sought = draft.locate(correction.quote)
    speaker = draft.entity(correction.speaker) if correction.speaker else None
    if sought is None or sought.in_title or (speaker is None and correction.speaker is not None):
        return False
    found = quoted(draft.document.text, sought.span)
    if found is None:
        return False
    kind, pieces = found
    new = Quote(pieces[0].start, pieces[-1].end, kind, pieces=pieces)
    left: list[Quote] = []
    replaced: list[Quote] = []
    for quote in draft.quotes:
        (left if _beside(draft.document.text, quote, new) else replaced).append(quote)
    before = max(replaced, key=lambda quote: alike(whole(quote), whole(new)), default=None)
    if before is not None:  # What attributes the words attributes them still.
        new = replace(
            new,
            speaker_span=_outside(before.speaker_span, new),
            cue_span=_outside(before.cue_span, new),
        )
    left.append(_said(draft, new, speaker))
    draft.quotes = sorted(left, key=lambda quote: (quote.start, -quote.end))
    return True


def _outside(span: Span | None, quote: Quote) -> Span | None:
    return None if span is None or any(map(span.overlaps, quote.pieces)) else span


def _beside(text: str, quote: Quote, new: Quote) -> bool:
    """Whether a quote stays beside a new one: it lies apart, or one is properly quoted within the other."""
    one, other = whole(quote), whole(new)
    if not one.overlaps(other):
        return True
    if one == other or not (within(one, other) or within(other, one)) or alike(one, other) >= ALIKE:
        return False
    inner = one if within(one, other) else other
    return (quote.kind == "indirect") != (new.kind == "indirect") or in_marks(text, inner)
