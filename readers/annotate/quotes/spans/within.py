"""What stands within what somebody says: “I” there is whoever says it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from readers.annotate.clusters import EntityCluster, QuoteFound
from readers.annotate.quotes.spans.interview import speakers_of
from readers.annotate.quotes.spans.lines import read_lines
from readers.annotate.quotes.spans.marks import Quoted, Span
from readers.annotate.quotes.spans.turns import find_turns

_OF_THEMSELVES = frozenset(["i", "me", "myself"])
_SAME = 0.97
"""How sure it is that what lies within what somebody says is theirs too."""


def turns_as_quotes(text: str, quoted: Sequence[Quoted], clusters: Sequence[EntityCluster]) -> list[QuoteFound]:
    """Find the turns of an interview, each a quote of the kind ``turn``; none where a text is no interview.

    Args:
        text: the document.
        quoted: what stands in quotation marks there.
        clusters: its entities.
    """
    lines = read_lines(text, quoted)
    turns = find_turns(text, lines)
    marked = sorted(span for each in quoted for span in each.outer)
    found = []
    for turn, (speaker, sure) in zip(turns, speakers_of(text, lines, turns, clusters) if turns else (), strict=True):
        label = turn.label.span if turn.label is not None else None
        pieces = _uncrossed(text, turn.pieces, marked)
        if pieces:
            found.append(QuoteFound(pieces[0][0], pieces[-1][1], "turn", speaker, label, None, sure, pieces))
    return found


def _uncrossed(text: str, pieces: Sequence[Span], marked: Sequence[Span]) -> list[Span]:
    """The pieces of a turn without what begins or ends within a quotation that goes on outside of it."""
    kept = []
    for first, last in pieces:
        opened, closed = _around(marked, first), _around(marked, last)
        start = opened[1] if opened is not None and opened[1] < last else first
        end = closed[0] if closed is not None and first < closed[0] else last
        said = text[start:end]
        start, end = start + len(said) - len(said.lstrip()), start + len(said.rstrip())
        if start < end:
            kept.append((start, end))
    return kept


def _around(marked: Sequence[Span], place: int) -> Span | None:
    """The quotation that goes on before a place and after it, if any."""
    number = bisect_left(marked, (place, 0)) - 1
    return marked[number] if number >= 0 and place < marked[number][1] else None


def as_reported(found: Sequence[QuoteFound]) -> list[QuoteFound]:
    """Give a reported clause and what is quoted within it one speaker, where the same words name both: the surer one.

    Args:
        found: quotes, with the speaker that each was given by itself.

    Returns:
        The same quotes, in the same order.
    """
    given = list(found)
    clauses = {q.speaker_span: n for n, q in enumerate(found) if q.kind == "indirect" and q.speaker_span is not None}
    for n, inner in enumerate(found):
        m = clauses.get(inner.speaker_span) if inner.speaker_span is not None else None
        if m is None or m == n or not found[m].start <= inner.start <= inner.end <= found[m].end:
            continue
        outer = given[m]
        if outer.speaker == inner.speaker:
            continue
        surer, other = sorted((outer, inner), key=lambda q: (q.speaker is None, -q.confidence))
        told = replace(other, speaker=surer.speaker, confidence=_SAME * surer.confidence)
        given[n if other is inner else m] = told
    return given


def speak_of_themselves(text: str, found: Sequence[QuoteFound]) -> list[QuoteFound]:
    """Give “I said ‘…’” within a quote or a turn to whoever speaks there.

    Args:
        text: the document.
        found: quotes by start, the outer one first.

    Returns:
        The same quotes, in the same order.
    """
    given: list[QuoteFound] = []
    around: list[QuoteFound] = []
    for quote in found:
        around = [each for each in around if each.end > quote.start]
        span = quote.speaker_span
        if span is not None and text[slice(*span)].lower() in _OF_THEMSELVES:
            outer = next((each for each in reversed(around) if each.start <= span[0] and span[1] <= each.end), None)
            if outer is not None:
                quote = replace(quote, speaker=outer.speaker, confidence=_SAME * outer.confidence)  # noqa: PLW2901  the same, told whose
        if quote.kind in ("direct", "turn"):
            around.append(quote)
        given.append(quote)
    return given
