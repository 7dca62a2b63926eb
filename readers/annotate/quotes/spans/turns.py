"""The turns of an interview: questions and answers without quotation marks, told by labels or by their alternation.

This module finds what the turns are; who speaks in each is the matter of `readers.annotate.quotes.spans.interview`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from readers.annotate.quotes.spans.labels import Label, label_alone, label_of
from readers.annotate.quotes.spans.lines import Line
from readers.annotate.quotes.spans.marks import Span

FEWEST = 3
"""Turns below which labels with names are no interview."""
FEWEST_PAIRS = 3
"""Questions with their answers below which lines without labels are none."""
MANY_PAIRS = 5
"""So many may stand in a text that is mostly something else."""
LONGEST = 6
"""How many further paragraphs a labelled turn may have."""
QUOTED = 0.85
"""A line of which more stands in quotation marks is a quotation, not a turn."""
_ANNOUNCED = re.compile(
    r"\b(?:interview(?:ed|s)?|Q\s?&\s?A|questions? (?:for|with|to)|minutes with|hours? with|conversation|"
    r"(?:spoke|speaks|talked|talks|talk|sat down|sits down|chatted|chats|caught up|catches up) (?:to|with)|"
    r"as told to|edited (?:and condensed|for)|(?:asked|asks|answers|answered) (?:\w+ ){0,5}questions|"
    r"in (?:his|her|their) own words|meet the)\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\s*[\[(*]?(?:as told to|(?:this )?(?:interview|conversation|transcript|questions?|answers?)s? (?:\w+ ){0,3}"
    r"(?:by|with|conducted|has|have|was|were|is|edited|condensed)|interviews? (?:by|were|was)|words:|portrait|"
    r"photographs?|photos?|our (?:producers?|engineer|editor)|the (?:show|podcast|programme|program) is|produced by|"
    r"tomorrow:|next (?:week|month)|to order|subscribe|listen to)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Turn:
    """What one person says at a time.

    Attributes:
        pieces: the paragraphs as half-open spans, without the label.
        label: what names the speaker, if anything does.
        asks: whether it is the interviewer's; by the label, or by the alternation.
    """

    pieces: tuple[Span, ...]
    label: Label | None
    asks: bool


@dataclass
class _Growing:
    label: Label | None
    pieces: list[Span] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def find_turns(text: str, lines: Sequence[Line]) -> list[Turn]:
    """Find the turns of a text, in order; none where it is no interview.

    Args:
        text: the document.
        lines: its paragraphs, in order.
    """
    labelled = _labelled(text, lines)
    if labelled:
        return labelled
    return _dashed(text, lines) or _alternating(text, lines)


def _labelled(text: str, lines: Sequence[Line]) -> list[Turn]:
    """Turns told by their labels, at the head of the line or on a line of its own."""
    labels = [label_of(text, line) for line in lines]
    labels = [label if label is not None and label.kind != "dash" else None for label in labels]
    if not _is_talk(labels, lines):
        alone = [label_alone(text, line) for line in lines]
        often = Counter(label.name for label in alone if label is not None)
        labels = [label if label is not None and often[label.name] > 1 else None for label in alone]
        if len({label.name for label in labels if label is not None}) < 2 or not _is_talk(labels, lines):
            return []
    grown = _grow(text, lines, labels)
    return [
        Turn(tuple(each.pieces), each.label, asks=each.label is not None and each.label.kind == "asks")
        for each in grown
        if each.pieces
    ]


def _is_talk(labels: Sequence[Label | None], lines: Sequence[Line]) -> bool:
    """Whether labelled lines are what people say to one another, and no list, table or ratings of players."""
    kinds = Counter(label.kind for label in labels if label is not None)
    if kinds["asks"] and kinds["answers"]:
        return True
    turns = [
        (label, lines[at + 1] if label.alone and at + 1 < len(lines) else lines[at])
        for at, label in enumerate(labels)
        if label is not None
    ]
    turns = [(label, line) for label, line in turns if line.quoted < QUOTED]
    if len(turns) < FEWEST:
        return False
    voiced = sum(line.first or line.second or line.asks for _, line in turns) / len(turns)
    names = Counter(label.name for label, _ in turns)
    again = max(names.values()) > 1 or kinds["asks"] > 0
    together = sum(b - a <= 2 for a, b in zip(_places(labels), _places(labels)[1:], strict=False))
    return voiced >= (0.5 if again else 0.7) and len(names) > 1 and together >= len(turns) / 2


def _places(labels: Sequence[Label | None]) -> list[int]:
    return [at for at, label in enumerate(labels) if label is not None]


def _grow(text: str, lines: Sequence[Line], labels: Sequence[Label | None]) -> list[_Growing]:
    """Give each labelled turn its paragraphs: those before the next label, and after the last what sounds like it."""
    last = max(_places(labels))
    grown: list[_Growing] = []
    open_turn = False
    for at, (line, label) in enumerate(zip(lines, labels, strict=True)):
        if label is not None:
            start = label.words
            whole = not label.alone and line.quoted * (line.end - line.start) >= QUOTED * (line.end - start)
            grown.append(_Growing(label))
            if not label.alone and not whole:
                grown[-1].pieces.append((start, line.end))
            open_turn = not whole
        elif open_turn and grown:
            turn = grown[-1]
            begins = turn.label is not None and turn.label.alone and not turn.pieces
            open_turn = begins or (_goes_on(text, line, after=at > last) and len(turn.pieces) <= LONGEST)
            if open_turn:
                turn.pieces.append((line.start, line.end))
    return grown


def _goes_on(text: str, line: Line, *, after: bool) -> bool:
    """Whether a line without a label goes on with the turn before it."""
    if line.aside or line.unfinished or line.quoted > 0.5 or _CLOSING.match(text, line.start):
        return False
    return line.first if after else True


def _dashed(text: str, lines: Sequence[Line]) -> list[Turn]:
    """Turns that each begin with a dash: the first asks, the next answers."""
    labels = [label_of(text, line) for line in lines]
    dashed = [(label, line) for label, line in zip(labels, lines, strict=True) if label and label.kind == "dash"]
    asked, answered = dashed[::2], dashed[1::2]
    if len(answered) < 2 or sum(line.asks for _, line in asked) < 0.6 * len(asked):
        return []
    if sum(line.asks for _, line in answered) > 0.4 * len(answered):
        return []
    return [
        Turn(((label.words, line.end),), None, asks=number % 2 == 0)
        for number, (label, line) in enumerate(dashed)
        if line.quoted < QUOTED
    ]


# ------------------------------------------------------------------ without labels
_NARRATIVE, _ASKED, _ANSWERED = range(3)
_STEPS = ((0.0, -1.5, -9.0), (-3.0, -2.5, 0.3), (-1.0, 0.3, -1.5))
"""How likely each kind of line is to follow each: telling, asking, answering."""


def _alternating(text: str, lines: Sequence[Line]) -> list[Turn]:
    """Turns without labels: short paragraphs that ask, each followed by one or more that answer."""
    if sum(line.asks for line in lines) < 2 or len(lines) < 2 * FEWEST_PAIRS:
        return []
    kinds = _kinds(text, lines)
    turns: list[tuple[bool, list[Line]]] = []
    for kind, line in zip(kinds, lines, strict=True):
        if kind == _ASKED:
            turns.append((True, [line]))
        elif kind == _ANSWERED and turns and turns[-1][0]:
            turns.append((False, [line]))
        elif kind == _ANSWERED and turns:
            turns[-1][1].append(line)
    if not _is_interview(text, lines, turns):
        return []
    return [Turn(tuple((line.start, line.end) for line in part), None, asks) for asks, part in turns]


def _kinds(text: str, lines: Sequence[Line]) -> list[int]:
    """The likeliest kind of each line, by the Viterbi algorithm."""
    best: list[list[float]] = []
    came: list[list[int]] = []
    for number, line in enumerate(lines):
        own = _sounds(text, line, headline=number == 0)
        if not best:
            best.append([own[_NARRATIVE], own[_ASKED] - 3.0, own[_ANSWERED] - 9.0])
            came.append([0, 0, 0])
            continue
        ways = [max((best[-1][k] + _STEPS[k][kind], k) for k in range(3)) for kind in range(3)]
        best.append([way + score for (way, _), score in zip(ways, own, strict=True)])
        came.append([k for _, k in ways])
    best[-1][_ASKED] -= 3.0
    kind = max(range(3), key=lambda k: best[-1][k])
    kinds = [kind]
    for back in reversed(came[1:]):
        kind = back[kind]
        kinds.append(kind)
    return kinds[::-1]


def _sounds(text: str, line: Line, *, headline: bool) -> tuple[float, float, float]:
    """How much a line sounds like telling, asking, answering."""
    narrative = 2.5 if headline else 0.0
    narrative += 4.0 if _CLOSING.match(text, line.start) else 0.0
    narrative += 2.0 if not line.second and _ANNOUNCED.search(text, line.start, line.end) else 0.0
    narrative += 1.5 if line.quoted > 0.5 else 0.0
    narrative -= 0.6 * line.first + 0.6 * line.asks
    asked = (1.8 if line.asks else 0.4 if line.doubts else -0.8) + 0.6 * line.second
    asked -= 1.0 * (line.first and not line.second) + (1.5 if line.words > 70 else 0.0)
    asked -= 2.0 * (line.quoted > 0.5)
    answered = 0.9 * line.first - 1.5 * line.asks + 0.3 * (line.words > 30)
    answered -= 1.5 * (line.quoted > QUOTED) + 0.5 * line.unfinished
    return narrative, asked, answered


def _is_interview(text: str, lines: Sequence[Line], turns: Sequence[tuple[bool, list[Line]]]) -> bool:
    """Whether these questions are put to somebody who answers for themselves: no list of questions and facts."""
    asked = [part[0] for asks, part in turns if asks]
    answered = [part for asks, part in turns if not asks]
    if len(answered) < 2 or sum(line.asks for line in asked) < 0.5 * len(asked):
        return False
    if len(answered) < MANY_PAIRS and 2 * sum(len(part) for _, part in turns) < len(lines):
        return False
    first, last = asked[0], answered[-1][-1]
    around = [line for line in lines if line.end <= first.start or line.start >= last.end]
    announced = any(_ANNOUNCED.search(text, line.start, line.end) for line in around)
    own = sum(any(line.first for line in part) for part in answered) / len(answered)
    addressed = sum(line.second for line in asked) / len(asked)
    if announced:
        return own >= 0.35 and addressed >= 0.25
    return len(answered) >= FEWEST_PAIRS and own >= 0.5 and addressed >= 0.3
