"""Labels: the words before a line that say whose it is, as in “Q:”, “JR:” and “Jane Roe, a pilot:”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from readers.annotate.quotes.lexicon import word_list
from readers.annotate.quotes.spans.lines import Line
from readers.annotate.quotes.spans.marks import Span

_STAMP = r"(?:\s*[\[(]?\b\d{1,2}:\d\d(?::\d\d)?\b[\])]?)?"
_NAME = r"[^\W\d_][^\n:?!“”\"\[\]|]{0,70}?"
_WITH_COLON = re.compile(rf"(?P<label>{_NAME}){_STAMP}\s*:\s+(?=\S)")
_LETTER = re.compile(
    r"(?P<label>Q|A|Question|Answer)(?:\s*\d{1,2})?\s*(?:[:.)\]–—|-]|\s[–—-])\s*(?=[^\W_]|[“\"‘'’…$£€])"
)
_DASH = re.compile(r"[—–―-]\s*(?=[^\W_\s]|[¿¡“\"‘'’…])")
_ALONE = re.compile(rf"(?P<label>{_NAME}){_STAMP}\s*:?")


@dataclass(frozen=True)
class Label:
    """What stands before a turn.

    Attributes:
        span: the label's code points, without its colon; empty for a dash.
        words: where the turn's words begin.
        name: the name in it, lower case, without what else it tells (“, a pilot”).
        kind: ``asks`` and ``answers`` for *Q* and *A* and the like, ``name``, or ``dash``.
        caps: whether it is all in capitals.
        alone: whether it is a line of its own.
    """

    span: Span
    words: int
    name: str
    kind: Literal["asks", "answers", "name", "dash"]
    caps: bool = False
    alone: bool = False


def label_of(text: str, line: Line) -> Label | None:
    """Read the label at the head of a line, if it may be one."""
    found = _LETTER.match(text, line.start, line.end)
    if found is not None:
        kind: Literal["asks", "answers"] = "asks" if found["label"][0] == "Q" else "answers"
        return Label(found.span("label"), found.end(), found["label"].lower(), kind)
    if (dash := _DASH.match(text, line.start, line.end)) is not None:
        return Label((line.start, line.start), dash.end(), "", "dash")
    found = _WITH_COLON.match(text, line.start, line.end)
    return _named(found.span("label"), found.end(), found["label"], alone=False) if found else None


def label_alone(text: str, line: Line) -> Label | None:
    """Read a line that is nothing but a label: the lines after it are the turn."""
    found = _ALONE.fullmatch(text, line.start, line.end) if line.words <= 5 else None
    return _named(found.span("label"), line.end, found["label"], alone=True) if found else None


def _named(span: Span, words: int, label: str, *, alone: bool) -> Label | None:
    name = re.split(r"\s*[,(]", label, maxsplit=1)[0].strip()
    parts = name.split()
    if not parts or len(parts) > 6 or len(label.split()) > 12:
        return None
    plain = re.sub(r"\s*\d+$", "", name.lower())
    caps = name.isupper()
    if plain in word_list("labels", "askers"):
        return Label(span, words, plain, "asks", caps, alone)
    if plain in word_list("labels", "answerers"):
        return Label(span, words, plain, "answers", caps, alone)
    if plain in word_list("labels", "others"):
        return Label(span, words, plain, "name", caps, alone)
    first = re.split(r"\W", name.lower(), maxsplit=1)[0]
    if first == "dear" or (not caps and first in word_list("labels", "sections")):
        return None
    if any(not part[0].isupper() and part.lower() not in word_list("labels", "particles") for part in parts):
        return None
    return Label(span, words, name.lower(), "name", caps, alone)
