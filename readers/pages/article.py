"""Which stretch of a flattened page is the article, and which of its lines belong to it."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from readers.pages.lines import Line

_DEAREST_GAP = 14.0
"""Most that the lines between two stretches of prose may cost, unless one of them heads what follows articles."""
_DEAREST_CLOSED_GAP = 8.0
_LONGEST_GAP = 40
_HEADLINE_REACH = 30
"""Lines below a headline within which an article's prose begins."""
_LONGEST_HEADLINE = 40
_ALONE = 0.35
"""What prose without prose beside it is worth, as a part of what it is worth otherwise."""


def worth(line: Line) -> float:
    """What a line speaks for (positive) or against (negative) being part of the article, about 1 for eight words."""
    if line.closer:
        return -6.0
    if line.times > 2:
        return -0.3  # something that stands between paragraphs all the way down
    if line.notice:
        return -min(4.0, 1.0 + line.words / 15)
    if line.chatter or line.stamp:
        return -1.5
    if line.pointer:
        return -1.0
    if line.caption:
        return -0.3
    if line.repeated:
        return 0.0 if line.prose else -0.8
    if line.prose:
        return min(line.words, 60) / 8
    if re.match(r"\d{1,2}[\s./)-]", line.text) and line.words > 3:
        return -0.2  # an item of a numbered list, an ingredient, a row of a table
    if line.ends_sentence and line.words >= 3:
        return 0.5 if line.full_stop else 0.0
    return -1.0 if line.alone else -1.2


def values_of(lines: Sequence[Line], headline: int | None = None) -> list[float]:
    """What each line is worth among the others: prose that stands alone, as in teasers and comments, is worth less.

    Args:
        lines: all.
        headline: below it, prose may stand alone.
    """
    values = [worth(line) for line in lines]
    steady = [index for index, line in enumerate(lines) if line.times < 3]  # without what interrupts all the time
    place = {index: number for number, index in enumerate(steady)}
    for index, line in enumerate(lines):
        near = headline is not None and headline < index <= headline + _HEADLINE_REACH // 2
        if line.prose and values[index] > 0 and not near:
            number = place.get(index, 0)
            around = [*steady[max(0, number - 2) : number], *steady[number + 1 : number + 3]]
            beside = [lines[other] for other in around]
            if not any(other.prose or (other.full_stop and other.words > 2) for other in beside):
                values[index] *= _ALONE
    return _with_cheap_gaps(lines, values)


def find_headline(lines: Sequence[Line]) -> int | None:
    """The line that repeats the page's title, which stands first in a flattened page, above the article."""
    title = lines[0]
    if title.words < 3 or title.words > _LONGEST_HEADLINE:
        return None
    found: list[tuple[float, float, int]] = []
    values: list[float] = []
    for index, line in enumerate(lines[1:], start=1):
        likeness = _likeness(line.text, title.text) if line.words <= _LONGEST_HEADLINE else 0.0
        below = lines[index + 1 : index + 1 + _HEADLINE_REACH]
        if likeness and any(other.prose and not other.repeated for other in below):
            values = values or values_of(lines)
            reach = sum(values[slice(*_best_start(values, index + 1))])
            found.append((round(likeness, 1), round(reach, 1), index))
    return max(found)[2] if found else None


def _likeness(line: str, title: str) -> float:
    """How much a line says what a title says, 0–1, the site's name aside; 0 below a half."""
    words, wanted = set(re.findall(r"\w+", line.lower())), set(re.findall(r"\w+", title.lower()))
    common = len(words & wanted)
    if len(words) < 2 or common < 0.75 * len(words) or common < 0.5 * len(wanted):
        return 0.0
    return common / len(words)


def find_article(lines: Sequence[Line], headline: int | None) -> tuple[int, int]:
    """The stretch of lines worth most.

    Args:
        lines: all.
        headline: where the headline is, if that is known; the stretch then begins below it, unless another one is
            worth more than twice as much.

    Returns:
        Its first line and the one past its last.
    """
    values = values_of(lines, headline)
    best = _best_stretch(values)
    if headline is not None:
        below = _best_start(values, headline + 1)
        if sum(values[slice(*below)]) >= 0.5 * sum(values[slice(*best)]):
            return below
    return best


def _with_cheap_gaps(lines: Sequence[Line], values: list[float]) -> list[float]:
    """Bound what a gap between two lines of prose costs: publishers put whole forms between paragraphs."""
    values = list(values)
    start = None
    for index, value in enumerate([*values, 1.0]):
        if value < 0 and index < len(lines):
            start = index if start is None else start
        elif start is not None and value > 0:
            bound = _bound_of_gap(lines, start, index)
            cost = -sum(min(0.0, other) for other in values[start:index])
            if cost > bound:
                for inside in range(start, index):
                    values[inside] *= bound / cost
            start = None
    return values


def _bound_of_gap(lines: Sequence[Line], start: int, end: int) -> float:
    """Most that the lines of a gap may cost. After what heads other articles, only text that goes on bridges it."""
    if end - start >= _LONGEST_GAP:
        return math.inf
    if not any(line.closer for line in lines[start:end]):
        return _DEAREST_GAP
    following = lines[end : end + 3]
    goes_on = len(following) == 3 and all(line.prose and not line.repeated for line in following)
    return _DEAREST_CLOSED_GAP if goes_on else math.inf


def _best_stretch(values: Sequence[float]) -> tuple[int, int]:
    """The contiguous stretch with the greatest sum (Kadane)."""
    best, found, running, start = 0.0, (0, 0), 0.0, 0
    for index, value in enumerate(values):
        if running <= 0:
            running, start = 0.0, index
        running += value
        if running > best:
            best, found = running, (start, index + 1)
    return found


def _best_start(values: Sequence[float], start: int) -> tuple[int, int]:
    """The stretch from a given line with the greatest sum."""
    best, end, running = 0.0, start, 0.0
    for index in range(start, len(values)):
        running += values[index]
        if running > best:
            best, end = running, index + 1
    return start, end


def is_body(line: Line, after: Line | None) -> bool:
    """Whether a line inside the article's stretch that is no short line belongs to its text."""
    if line.notice or line.pointer or line.caption or line.chatter or line.closer or line.stamp:
        return False
    if line.times > 2 or (line.repeated and not line.full_stop):
        return False
    # A line above a picture's credit describes the picture.
    return not (after is not None and after.caption and after.words < 8 and after.group == line.group)
