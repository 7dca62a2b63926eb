"""The same story twice: one entry that came by several feeds, and near-identical copies of one agency's report."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import combinations
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


class Stories:
    """Puts rows that tell the same together as they come, page by page, newest first.

    A story has no two rows of one feed: who publishes the same address or headline again means something new by it.

    Attributes:
        head: the id of each row → the id of the first row of its story.
    """

    def __init__(self) -> None:
        self.head: dict[int, int] = {}
        self._same: defaultdict[int, list[EntryRow]] = defaultdict(list)
        self._alike: defaultdict[int, list[EntryRow]] = defaultdict(list)
        self._feeds: dict[int, set[int]] = {}
        self._others: dict[int, int] = {}
        self._by_address: defaultdict[str, list[int]] = defaultdict(list)
        self._recent: defaultdict[int, list[_Told]] = defaultdict(list)
        self._earlier: defaultdict[int, list[_Told]] = defaultdict(list)
        self._since: datetime | None = None

    def add(self, rows: Iterable[EntryRow]) -> set[int]:
        """Take more rows, which come after all before them; gives the heads of the stories that grew."""
        grown = set()
        for row in rows:
            head = self._copied(row)
            if head is None:
                head = self._retold(row)
            self.head[row.id] = row.id if head is None else head
            if head is None:
                self._feeds[row.id] = {row.feed_id}
            else:
                self._feeds[head].add(row.feed_id)
                self._others[head] = self._others.get(head, 0) + 1
                grown.add(head)
        return grown

    @property
    def others(self) -> Mapping[int, int]:
        """The id of each head that is not alone → how many other entries tell its story."""
        return self._others

    def members(self, head: int) -> tuple[int, ...]:
        """The ids of all entries of a story, its head first; nothing if that is no head."""
        if self.head.get(head) != head:
            return ()
        return (head, *(row.id for row in (*self._same.get(head, ()), *self._alike.get(head, ()))))

    def story(self, shown: EntryRow) -> Story:
        """The story that a row is the first of."""
        return Story(shown, tuple(self._same.get(shown.id, ())), tuple(self._alike.get(shown.id, ())))

    def _copied(self, row: EntryRow) -> int | None:
        """The head of the story that has the row's very article already; the row joins it."""
        if not row.link:
            return None
        known = self._by_address[canonical_url(row.link)]
        for first in known:
            head = self.head[first]
            if row.feed_id not in self._feeds[head]:
                (self._same if head == first else self._alike)[head].append(row)
                return head
        known.append(row.id)
        return None

    def _retold(self, row: EntryRow) -> int | None:
        """The head of the story that the row's headline is of; the row joins it.

        Two headlines that are alike enough share two of their first few words, whatever order is taken as long as it is
        the same for all (prefix filtering): we take long words first, which are rarely common ones.
        """
        self._forget(row.published)
        words = _words(row.title)
        if len(words) < _FEWEST_WORDS:
            return None
        told = _Told(row.id, row.feed_id, row.published, tuple(sorted(words, key=_longest_first)))
        telling = [hash(pair) for pair in combinations(told.words[: int((1 - _ALIKE) * len(words)) + 2], 2)]
        near = (other for pair in telling for index in (self._recent, self._earlier) for other in index.get(pair, ()))
        heads = (self._joins(told, words, other) for other in near if _near(told.published, other.published))
        head = next((head for head in heads if head is not None), None)
        for pair in telling:
            self._recent[pair].append(told)
        if head is not None:
            self._alike[head].append(row)
        return head

    def _forget(self, published: datetime | None) -> None:
        """Let go of rows that are too new for anything that is still to come."""
        if published is None:
            return
        if self._since is None:
            self._since = published
        elif self._since - published > _WINDOW:
            self._earlier, self._recent, self._since = self._recent, defaultdict(list), published

    def _joins(self, told: _Told, words: frozenset[str], other: _Told) -> int | None:
        head = self.head[other.id]
        if told.feed_id in self._feeds[head] or _likeness(words, other.words) < _ALIKE:
            return None
        return head


def group_stories(rows: Sequence[EntryRow]) -> list[Story]:
    """Put rows that tell the same together.

    Args:
        rows: as a list shows them, newest first; each story stands where its first row stood.

    Returns:
        Every row once, in one story.
    """
    stories = Stories()
    stories.add(rows)
    return [stories.story(row) for row in rows if stories.head[row.id] == row.id]


class _Told(NamedTuple):
    """What is kept of a row to compare others with; its words, the longest first, take less room than a set."""

    id: int
    feed_id: int
    published: datetime | None
    words: tuple[str, ...]


def _words(title: str) -> frozenset[str]:
    title = re.sub(r"\s+[-–—|]\s+[^-–—|]{2,30}$", "", _NOISE.sub("", title))
    return frozenset(map(sys.intern, re.findall(r"\w+", title.lower())))


def _longest_first(word: str) -> tuple[int, str]:
    return -len(word), word


def _likeness(one: frozenset[str], other: tuple[str, ...]) -> float:
    shared = sum(word in one for word in other)
    return shared / (len(one) + len(other) - shared)


def _near(one: datetime | None, other: datetime | None) -> bool:
    return one is None or other is None or abs(one - other) <= _WINDOW
