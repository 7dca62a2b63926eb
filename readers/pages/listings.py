"""Calendars, plans, prices, results: pages flattened to text whose matter is a list and no prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, takewhile

from readers.model import BlockKind
from readers.pages.lines import Line

_FEWEST = 4
"""Lines with a figure that make a listing."""
_DETAIL = re.compile(r"\d[:.,h]\d\d")
"""A time of day or a price."""
_REACH = 12
"""Lines after the introduction, or before the first figure, within which a listing begins."""


def find_listing(lines: Sequence[Line], after: int) -> dict[int, BlockKind]:
    """The lines of a list of things with figures (times, prices, numbers), and what each is.

    A menu has no figures; what heads other articles, or a publisher's word about itself, ends a listing.

    Args:
        lines: all lines of the page.
        after: the first line that may belong to it: the one past the introduction, 0 if there is no prose.
    """
    groups = [list(group) for _, group in groupby(range(after, len(lines)), key=lambda index: lines[index].group)]
    first = next((number for number, group in enumerate(groups) if _has_figures(lines, group)), None)
    if first is None or (after and groups[first][0] - after > _REACH):
        return {}
    if any(_is_end(lines[index]) for index in range(after, groups[first][0]) if after):
        return {}
    kept: dict[int, BlockKind] = {}
    figures = 0
    for group in groups[first:]:
        inside = list(takewhile(lambda index: not _is_end(lines[index]), group))
        figures += sum(_has_figure(lines[index]) for index in inside)
        kept |= {index: _kind(lines, index, inside) for index in inside}
        if len(inside) < len(group):
            break
    if figures < _FEWEST or figures < 0.5 * len(kept):
        return {}
    return kept


def _has_figure(line: Line) -> bool:
    return line.words > 1 and any(character.isdigit() for character in line.text)


def _has_figures(lines: Sequence[Line], group: Sequence[int]) -> bool:
    """Whether half of a group's lines have a figure."""
    return 2 * sum(_has_figure(lines[index]) for index in group) >= len(group)


def _is_end(line: Line) -> bool:
    return line.closer or line.pointer or line.notice or line.chatter


def _kind(lines: Sequence[Line], index: int, group: Sequence[int]) -> BlockKind:
    """A date, or a line without a figure, heads the lines below it."""
    line = lines[index]
    if line.prose:
        return "paragraph"
    if index != group[0] or len(group) == 1:
        return "list_item"
    detailed = all(_DETAIL.search(lines[other].text) for other in group[1:]) and not _DETAIL.search(line.text)
    return "heading" if detailed or not _has_figure(line) else "list_item"
