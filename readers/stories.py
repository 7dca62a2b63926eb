"""The same story twice: one entry that came by several feeds, and near-identical copies of one agency's report."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from readers.model import EntryRow

_TRACKING = re.compile(
    r"^(?:utm_\w+|at_\w+|mc_[ce]id|ns_\w+|pk_\w+|mtm_\w+|wt\.\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|twclid|ocid|icid"
    r"|cmpid?|cmp|ftag|smid|smtyp|ref(?:_?src)?|referr?er|source|src|rss|feed(?:type|name)?|partner|campaign\w*|xtor|s_cid"
    r"|taid|traffic_?source|sh|share\w*|guccounter|guce_\w+|__\w+)$",
    re.I,
)
_WINDOW = timedelta(days=2)
"""Copies of one report appear within this time of each other."""
_ALIKE = 0.75
_FEWEST_WORDS = 5
_NOISE = re.compile(r"^(?:update|rpt|refile|corrected|exclusive|breaking|watch|video|live|analysis)\b[\s\d:–—-]*", re.I)


class Story(NamedTuple):
    """Entries that tell the same.

    Attributes:
        shown: the entry that stands for all: the first in the list.
        same: the very same article, by other feeds.
        alike: near-identical copies, at other outlets; can be opened apart.
    """

    shown: EntryRow
    same: tuple[EntryRow, ...] = ()
    alike: tuple[EntryRow, ...] = ()

    @property
    def outlets(self) -> tuple[str, ...]:
        """Where it was published, each once."""
        return tuple(dict.fromkeys(row.outlet for row in (self.shown, *self.same, *self.alike)))


def canonical_url(url: str) -> str:
    """An address without what does not change the article: tracking parameters, fragment, ``www.``, scheme.

    To compare with, not to fetch.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    if port not in (None, 80, 443):
        host += f":{port}"
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(pair[0])]
    path = re.sub(r"/(?:amp|index\.html?)$", "", parts.path.rstrip("/"))
    return urlunsplit(("", host, path, urlencode(sorted(query)), ""))


def group_stories(rows: Sequence[EntryRow]) -> list[Story]:
    """Put rows that tell the same together.

    Args:
        rows: as a list shows them; each story stands where its first row stood.

    Returns:
        Every row once, in one story.
    """
    by_address: dict[str, list[EntryRow]] = {}
    for row in rows:
        by_address.setdefault(canonical_url(row.link) if row.link else f"#{row.id}", []).append(row)
    firsts = [group[0] for group in by_address.values()]
    leader = _leaders(firsts)
    alike: defaultdict[int, list[EntryRow]] = defaultdict(list)
    same: defaultdict[int, list[EntryRow]] = defaultdict(list)
    for group in by_address.values():
        first = group[0]
        head = leader[first.id]
        if head == first.id:
            same[head] += group[1:]
        else:
            alike[head] += group
    return [Story(row, tuple(same[row.id]), tuple(alike[row.id])) for row in firsts if leader[row.id] == row.id]


def _leaders(rows: Sequence[EntryRow]) -> dict[int, int]:
    """For each row the id of the first row that it is a copy of, or its own.

    Two titles that are alike enough share one of their rarest words, so only those are looked up (prefix filtering).
    """
    words = {row.id: _words(row.title) for row in rows}
    counts = Counter(word for mine in words.values() for word in mine)
    holders: defaultdict[str, list[EntryRow]] = defaultdict(list)
    leader: dict[int, int] = {}
    for row in rows:
        leader[row.id] = row.id
        mine = words[row.id]
        if len(mine) < _FEWEST_WORDS:
            continue
        rarest = sorted(mine, key=lambda word: (counts[word], word))[: int((1 - _ALIKE) * len(mine)) + 1]
        for other in (other for word in rarest for other in holders[word]):
            if other.feed_id != row.feed_id and _near(row, other) and _likeness(mine, words[other.id]) >= _ALIKE:
                leader[row.id] = leader[other.id]
                break
        for word in rarest:
            holders[word].append(row)
    return leader


def _words(title: str) -> frozenset[str]:
    title = re.sub(r"\s+[-–—|]\s+[^-–—|]{2,30}$", "", _NOISE.sub("", title))
    return frozenset(re.findall(r"\w+", title.lower()))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _near(one: EntryRow, other: EntryRow) -> bool:
    if one.published is None or other.published is None:
        return True
    return abs(one.published - other.published) <= _WINDOW
