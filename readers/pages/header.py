"""What stands above an article: headline, standfirst, byline, date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from readers.feeds.bylines import names_of
from readers.pages.datelines import find_date
from readers.pages.lines import Line

_REACH = 25
"""Lines above and below the headline within which byline and date are looked for."""
_BY = re.compile(
    r"^\W*(?:(?:written|story|reported|words|text|report|analysis|opinion)\s+)?(?:by|von|par|por|di|av)[:\s]\s*(?P<who>\S.*)$",
    re.I,
)
_NAME = re.compile(
    r"^(?:[A-ZÀ-ÞŁŚŽ][\w'’.-]*|de|la|le|van|von|der|den|bin|al|el|di|da|do|dos|du|ter|ten)"
    r"(?:\s+(?:[A-ZÀ-ÞŁŚŽ][\w'’.-]*|de|la|le|van|von|der|den|bin|al|el|di|da|do|dos|du|ter|ten|y|e)){1,4}$"
)
_CONTINUED = re.compile(r"^\s*(?:,|&|and\b|und\b|et\b)\s*(?P<who>.+)$", re.I)
_NOT_NAMES = re.compile(
    r"\b(?:News|World|Sport|Politics|Business|Opinion|Home|Read|More|Share|Comments?|Media|Press|Today|Live|Video|"
    r"Photo|Image|Getty|Images|Editor|Reporter|Correspondent|The|This|Follow|Updated|Published|Staff|Writer|Menu|"
    r"Subscribe|Search|Login|Facebook|Twitter|Email|Copy|Link|Minutes?|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b"
)
# What parts a name from an outlet or a date in the same line.
_PARTED = re.compile(
    r"\s*[|·•/–—]\s*|\s+-\s+|,\s*(?=\w+\s*$)|\s+(?=\d)"
    r"|\s+(?=(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+\d)",
    re.I,
)
_SITE_SUFFIX = re.compile(r"\s+[|–—·»•]\s+[^|–—·»•]{2,40}$|\s+-\s+[^-]{2,40}$")


class Header(NamedTuple):
    """What was read above an article.

    Attributes:
        title: the headline, without the site's name.
        standfirst: the number of its line, or ``None``.
        authors: names.
        published: with a zone.
        end: the first line that is not part of the header.
        used: the numbers of the lines that say one of these things.
    """

    title: str = ""
    standfirst: int | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    end: int = 0
    used: frozenset[int] = frozenset()


def read_header(lines: Sequence[Line], headline: int | None, start: int, end: int) -> Header:
    """Read the lines above an article's prose.

    Args:
        lines: all lines of the text.
        headline: the number of the headline's line, if it is known.
        start: the first line of the article's stretch.
        end: the one past its last.
    """
    first = next((index for index in range(start, end) if lines[index].prose), start)
    date_at, published = _find_published(lines, headline, first)
    by_at, authors = _find_authors(lines, headline, first, date_at)
    known = set(by_at) | ({date_at} if date_at is not None else set())
    if headline is None:
        headline = _guess_headline(lines, first, known)
    title = "" if headline is None else lines[headline].text
    if headline == 0 or headline is None:
        while (shorter := _SITE_SUFFIX.sub("", title)) != title and len(shorter.split()) > 3:
            title = shorter
    standfirst = _find_standfirst(lines, headline, first, known, end)
    used = known | {index for index in (headline, standfirst) if index is not None}
    last = max((index for index in used if index <= first), default=-1)
    return Header(title, standfirst, authors, published, max(start, last + 1), frozenset(used))


def _around(lines: Sequence[Line], headline: int | None, first: int) -> range:
    """Where byline and date may stand: some lines above the headline, and down to a little below the first prose."""
    low = first - _REACH if headline is None else headline - 4
    return range(max(0, low), min(len(lines), first + 8))


def _find_published(lines: Sequence[Line], headline: int | None, first: int) -> tuple[int | None, datetime | None]:
    fallback: tuple[int | None, datetime | None] = (None, None)
    for index in _around(lines, headline, first):
        line = lines[index]
        if line.words > 25 or line.prose:
            continue
        found = find_date(line.text)
        if found is None or index == headline:
            continue
        if found.timed:
            return index, found.moment
        if fallback[0] is None:
            fallback = (index, found.moment)
    return fallback


def _find_authors(
    lines: Sequence[Line], headline: int | None, first: int, date_at: int | None
) -> tuple[list[int], tuple[str, ...]]:
    """The lines that name authors, and their names."""
    for index in _around(lines, headline, first):
        line = lines[index]
        if index == headline or line.words > 25 or line.prose:
            continue
        match = _BY.match(line.text)
        if match:
            return _with_continuations(lines, index, first, match["who"])
    if date_at is None:
        return [], ()
    top = date_at
    while top > 0 and date_at - top < 8 and lines[top - 1].words <= 6 and top - 1 != headline:
        top -= 1
    for index in [*range(top, date_at + 1), *range(date_at + 1, min(len(lines), date_at + 4))]:
        name = _PARTED.split(lines[index].text)[0]
        if (headline is None or index > headline) and _is_name(name, lines[index]):
            return _with_continuations(lines, index, max(first, date_at), name)
    return [], ()


def _is_name(text: str, line: Line) -> bool:
    """Whether the beginning of a line looks like a person's name."""
    text = text.strip(" ,")
    return bool(_NAME.match(text)) and line.times < 3 and line.words < 20 and not _NOT_NAMES.search(text)


def _with_continuations(lines: Sequence[Line], index: int, first: int, who: str) -> tuple[list[int], tuple[str, ...]]:
    """Follow a byline that is broken over lines: "Ann Lee", "New York", ", Bo Ek"."""
    found = find_date(who)
    used, bylines = [index], [who[: found.start] if found else who]
    for following in range(index + 1, min(index + 6, first)):
        match = _CONTINUED.match(lines[following].text)
        if match:
            used += range(used[-1] + 1, following + 1)
            bylines.append(match["who"])
    return used, names_of(bylines)


def _guess_headline(lines: Sequence[Line], first: int, known: set[int]) -> int | None:
    """The page's title, if the text begins with one; else the first line above byline and prose that could be one."""
    if first > 0 and lines[0].words >= 4 and _SITE_SUFFIX.search(lines[0].text) and not lines[0].notice:
        return 0
    top = min([*known, first])
    for index in range(max(0, top - 8), top):
        line = lines[index]
        if line.notice or line.pointer or line.chatter or line.caption or line.stamp or line.closer:
            continue
        if 3 <= line.words <= 30 and line.times < 3:
            return index
    return None


def _find_standfirst(lines: Sequence[Line], headline: int | None, first: int, known: set[int], end: int) -> int | None:  # noqa: ARG001
    """The sentence below the headline that says what the article is about, above byline and date if it is there."""
    if headline is None:
        return None
    for index in range(headline + 1, min(first + 1, headline + 5)):
        line = lines[index]
        if index in known or line.notice or line.pointer or line.chatter or line.stamp or line.caption or line.closer:
            if index in known:
                break
            continue
        if line.words >= 8 and any(other > index for other in known):
            return index
        if line.words >= 10 and not line.full_stop and index < first:
            return index
        if index == first:
            break
    return None
