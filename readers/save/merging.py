"""What was added to a file by hand, put where it stood into what is written anew.

Lines are compared by what stands in them, and where a line stands more than once by their neighbours, in time that
grows with the number of lines.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_NOWHERE = -1


class Merged(NamedTuple):
    """A file written anew, with what was added to it by hand.

    Attributes:
        content: all of it.
        whole: whether every change by hand is in it; if not, some was no addition, or the lines beside it are gone.
    """

    content: bytes
    whole: bool


def merge(before: bytes, now: bytes, after: bytes) -> Merged:
    """Put what was added by hand into what is to be written.

    Lines that were added stay after the line that they were put after, or else before the one they were put before.

    Args:
        before: what was last written.
        now: what is there, changed by hand.
        after: what is to be written.
    """
    ours, mine, new = (text.splitlines(keepends=True) for text in (before, now, after))
    to_new = _matches(ours, new)
    placed: list[tuple[int, int, list[bytes]]] = []
    whole = True
    for gap, added, is_addition in _changes(ours, mine):
        at = _place(gap, ours, new, to_new) if is_addition else _NOWHERE
        whole = whole and at != _NOWHERE
        if at != _NOWHERE:
            placed.append((at, len(placed), added))
    parts: list[bytes] = []
    done = 0
    for at, _, added in sorted(placed):
        parts += _ended([*new[done:at]])
        parts += added if at == len(new) else _ended(added)
        done = at
    return Merged(b"".join([*parts, *new[done:]]), whole)


def _changes(ours: Sequence[bytes], mine: Sequence[bytes]) -> Iterator[tuple[int, list[bytes], bool]]:
    """Each change: before which of our lines it is, the lines that are there now, and whether none of ours is gone."""
    to_mine = _matches(ours, mine)
    known = [(at, there) for at, there in enumerate(to_mine) if there != _NOWHERE]
    for (left, left_there), (right, right_there) in pairwise([(-1, -1), *known, (len(ours), len(mine))]):
        added = list(mine[left_there + 1 : right_there])
        if added or right > left + 1:
            yield right, added, right == left + 1


def _place(gap: int, ours: Sequence[bytes], new: Sequence[bytes], to_new: Sequence[int]) -> int:
    """Before which of the new lines something belongs that stood before one of the old; `_NOWHERE` if that is gone."""
    left = next((at for at in range(gap - 1, -1, -1) if ours[at].strip()), None)
    if left is None:
        return 0
    if (at := to_new[left]) != _NOWHERE:
        at += 1
        for _ in range(gap - 1 - left):
            at += at < len(new) and not new[at].strip()
        return at
    right = next((at for at in range(gap, len(ours)) if ours[at].strip()), None)
    if right is None:
        return len(new)
    if (at := to_new[right]) != _NOWHERE:
        for _ in range(right - gap):
            at -= at > 0 and not new[at - 1].strip()
    return at


def _matches(first: Sequence[bytes], second: Sequence[bytes]) -> list[int]:
    """For each line of the first text where it stands in the second, in the same order; `_NOWHERE` if it does not."""
    found = [_NOWHERE] * len(first)
    begin = 0
    while begin < min(len(first), len(second)) and first[begin] == second[begin]:
        found[begin] = begin
        begin += 1
    tail = 0
    while tail < min(len(first), len(second)) - begin and first[-1 - tail] == second[-1 - tail]:
        tail += 1
        found[-tail] = len(second) - tail
    ends = len(first) - tail, len(second) - tail
    for at, there in _anchors(first[begin : ends[0]], second[begin : ends[1]]):
        found[begin + at] = begin + there
    _extend(found, first, second)
    return found


def _anchors(first: Sequence[bytes], second: Sequence[bytes]) -> list[tuple[int, int]]:
    """Lines that stand once in each, as many as come in the same order (the patience method)."""
    once = [
        {line for line, number in Counter(text).items() if number == 1 and line.strip()} for text in (first, second)
    ]
    there = {line: at for at, line in enumerate(second) if line in once[0] & once[1]}
    pairs = [(at, there[line]) for at, line in enumerate(first) if line in there]
    ends: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        pile = bisect_left(ends, place)
        before.append(piles[pile - 1] if pile else _NOWHERE)
        ends[pile : pile + 1] = [place]
        piles[pile : pile + 1] = [number]
    chain = []
    at = piles[-1] if piles else _NOWHERE
    while at != _NOWHERE:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _extend(found: list[int], first: Sequence[bytes], second: Sequence[bytes]) -> None:
    """Match what stands right after, and right before, lines that are matched."""
    used = set(found)
    for step, order in ((1, range(len(first))), (-1, range(len(first) - 1, -1, -1))):
        for at in order:
            beside, there = at + step, found[at] + step
            if found[at] == _NOWHERE or not (0 <= beside < len(first) and 0 <= there < len(second)):
                continue
            if found[beside] == _NOWHERE and there not in used and first[beside] == second[there]:
                found[beside] = there
                used.add(there)


def _ended(lines: list[bytes]) -> list[bytes]:
    """Lines of which the last one has its end, since others follow."""
    if lines and not lines[-1].endswith((b"\n", b"\r")):
        lines[-1] += b"\n"
    return lines
