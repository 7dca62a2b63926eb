"""The lines of a text as an interview needs them: how each sounds, outside of quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from readers.annotate.quotes.spans.marks import Quoted, Span, paragraphs

_FIRST = re.compile(r"\b(?:I|[Mm]y|[Mm]e|[Mm]yself|[Mm]ine|[Ww]e|[Oo]ur|[Uu]s)\b")
_SECOND = re.compile(r"\b(?:you|your|yours)\b", re.IGNORECASE)
_WORD = re.compile(r"\w[\w'’-]*")
_ASKS = re.compile(r"\?[\s\"”'’)\]]*$")
_IN_BRACKETS = re.compile(r"[\[(*][^\])]*[\])*]\.?")
_ENDS = tuple(".!?…:;,\"”'’)]")


@dataclass(frozen=True)
class Line:
    """One paragraph.

    Attributes:
        start: its first code point.
        end: one past its last.
        words: how many words it has.
        asks: whether it ends in a question mark.
        doubts: whether a question mark stands anywhere in it, outside of quotation marks.
        first: whether somebody speaks of themselves in it (*I*, *we*), outside of quotation marks.
        second: whether somebody is spoken to (*you*).
        quoted: the share of it that stands in quotation marks, 0–1.
        unfinished: whether it ends in no punctuation, as headings do.
        aside: whether all of it stands in brackets.
    """

    start: int
    end: int
    words: int
    asks: bool
    doubts: bool
    first: bool
    second: bool
    quoted: float
    unfinished: bool
    aside: bool


def read_lines(text: str, quoted: Sequence[Quoted]) -> list[Line]:
    """Cut a text into lines and note how each sounds."""
    outer = sorted(span for each in quoted for span in each.outer)
    starts = [start for start, _ in outer]
    return [
        read_line(text, (start, end), outer[max(0, bisect_left(starts, start) - 1) : bisect_left(starts, end)])
        for start, end in paragraphs(text)
    ]


def read_line(text: str, span: Span, outer: Sequence[Span]) -> Line:
    """Note how a line sounds.

    Args:
        text: the whole text.
        span: the line.
        outer: what stands in quotation marks there, marks included; others may be among them.
    """
    start, end = span
    said, inside, at = [], 0, start
    for a, b in outer:
        if b > at and a < end:
            said.append(text[at : max(at, a)])
            inside += min(b, end) - max(a, at)
            at = min(b, end)
    said.append(text[at:end])
    told, whole = " ".join(said), text[start:end]
    return Line(
        start,
        end,
        len(_WORD.findall(whole)),
        asks=_ASKS.search(whole) is not None,
        doubts="?" in told,
        first=_FIRST.search(told) is not None,
        second=_SECOND.search(told) is not None,
        quoted=inside / max(1, end - start),
        unfinished=not whole.endswith(_ENDS),
        aside=_IN_BRACKETS.fullmatch(whole) is not None,
    )
