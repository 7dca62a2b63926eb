"""Flattening the overlapping marks of a paragraph into runs of one look each."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from tui.layout.marks import ENTITY, QUOTE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.layout.marks import Mark


class Run(NamedTuple):
    """A stretch of one look.

    Attributes:
        start: first code point of the page's text.
        end: one past the last.
        bits: everything that its marks say it is.
        entity: id of the entity named there, or -1.
        quote: index of the quote it belongs to, or -1.
    """

    start: int
    end: int
    bits: int
    entity: int = -1
    quote: int = -1


def flatten(start: int, end: int, marks: Iterable[Mark]) -> list[Run]:
    """Runs that cover ``[start, end)`` without gap or overlap.

    Where marks of one sort overlap, the one that starts last names the run, as the innermost.
    """
    inside = sorted(mark for mark in marks if mark.start < end and mark.end > start and mark.start < mark.end)
    edges = {start, end}
    for mark in inside:
        edges.add(max(start, mark.start))
        edges.add(min(end, mark.end))
    runs = []
    begun = 0
    # Only the marks that are open at an edge are looked at: a paragraph may have thousands of links.
    going: list[Mark] = []
    for left, right in pairwise(sorted(edges)):
        going = [mark for mark in going if mark.end > left]
        while begun < len(inside) and inside[begun].start < right:
            going.append(inside[begun])
            begun += 1
        bits, entity, quote = 0, -1, -1
        for mark in going:
            bits |= mark.bits
            if mark.bits & ENTITY:
                entity = mark.number
            elif mark.bits & QUOTE:
                quote = mark.number
        runs.append(Run(left, right, bits, entity, quote))
    return runs


def within(runs: Iterable[Run], start: int, end: int) -> list[Run]:
    """The parts of runs that lie in ``[start, end)``."""
    found = []
    for run in runs:
        if run.start >= end:
            break
        if run.end > start:
            found.append(run._replace(start=max(start, run.start), end=min(end, run.end)))
    return found


def add_bits(runs: Iterable[Run], spans: Iterable[tuple[int, int]], bits: int) -> list[Run]:
    """The same runs, cut where needed, with bits added over some sorted spans that do not overlap."""
    found: list[Run] = []
    spans = list(spans)
    for run in runs:
        at = run.start
        for start, end in spans:
            if end <= at or start >= run.end:
                continue
            if start > at:
                found.append(run._replace(start=at, end=start))
                at = start
            stop = min(end, run.end)
            found.append(run._replace(start=at, end=stop, bits=run.bits | bits))
            at = stop
        if at < run.end:
            found.append(run._replace(start=at))
    return found
