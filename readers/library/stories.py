"""The same story twice: one entry that came by several feeds, and near-identical copies of one agency's report."""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Mapping
from datetime import datetime, timedelta
from itertools import combinations
from typing import NamedTuple

from readers.addresses import canonical_url
from readers.model import EntryRow

_WINDOW = timedelta(days=2)
"""Copies of one report appear within this time of each other."""
_ALIKE = 0.75
_FEWEST_WORDS, _MOST_WORDS = 5, 60
"""Different words of a headline that is compared with others; longer ones are none, and would take very long."""
_SHARED = 3
"""Words that two headlines must share to be compared. Headlines that are alike share as many if they are short, too."""
_NOISE = re.compile(r"^(?:update|rpt|refile|corrected|exclusive|breaking|watch|video|live|analysis)\b[\s\d:–—-]*", re.I)
_SOURCE = re.compile(r"\s+[-–—|]\s+[^-–—|]{2,30}$")
_WORD = re.compile(r"\w+")


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
        self._recent, self._earlier = _Index({}, {}), _Index({}, {})
        self._since: datetime | None = None
        self._turned = 0
        """How many rows had come when the earlier ones were parted from the recent ones."""
        self._order = _RarestFirst(())

    def add(self, rows: Iterable[EntryRow]) -> set[int]:
        """Take more rows, which come after all before them; gives the heads of the stories that grew."""
        grown = set()
        rows = list(rows)
        if not self.head:
            self._order = _RarestFirst(word for row in rows for word in _words(row.title))
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

    def finish(self) -> None:
        """Let go of what only rows to come are compared with, nearly all that this holds: there are no more."""
        self._feeds.clear()
        self._by_address.clear()
        self._recent, self._earlier = _Index({}, {}), _Index({}, {})
        self._order = _RarestFirst(())

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
        """The head of the story that the row's headline is of; the row joins it."""
        self._forget(row.published)
        words = _words(row.title)
        if not _FEWEST_WORDS <= len(words) <= _MOST_WORDS:
            return None
        told = _Told(row.id, row.published, words, len(self.head))
        near = self._with_its_words(told)
        heads = self._told_by(near, told, row.feed_id)
        if not heads:
            return None
        head = heads.pop() if len(heads) == 1 else self._nearest(near, told, heads)
        self._alike[head].append(row)
        return head

    def _with_its_words(self, told: _Told) -> list[_Told]:
        """What was told before with some of the same words; from now on this belongs to it.

        Two headlines that are alike enough share three of their first few words, whatever order is taken as long as it
        is the same for all (prefix filtering): we take first what is seldom on the first page of the list, for of such
        words few headlines share three by chance. Only those are compared.
        """
        found: list[_Told] = []
        (recent, more_recent), (earlier, more_earlier) = self._recent, self._earlier
        for key in combinations(_first_words(told.words, _SHARED, self._order.__getitem__), _SHARED):
            if key in earlier:
                found.append(earlier[key])
                if key in more_earlier:
                    found += more_earlier[key]
            first = recent.setdefault(key, told)
            if first is told:
                continue
            found.append(first)
            if key in more_recent:
                found += more_recent[key]
                more_recent[key].append(told)
            else:
                more_recent[key] = [told]
        return found

    def _told_by(self, near: Iterable[_Told], told: _Told, feed_id: int) -> set[int]:
        """The heads of the stories that a headline is of."""
        heads: set[int] = set()
        for other in {other.number: other for other in near}.values():
            head = self.head[other.id]
            # Of a story that is found already, or has a row of this feed, no other row need be compared.
            if head not in heads and feed_id not in self._feeds[head] and _are_alike(told, other):
                heads.add(head)
        return heads

    def _nearest(self, near: Iterable[_Told], told: _Told, heads: Container[int]) -> int:
        """Of the stories that a headline is of, the one with the longest words in common."""
        alike = [other for other in near if self.head[other.id] in heads and _are_alike(told, other)]
        alike.sort(key=lambda other: (*_shared(told.words, other.words), other.number < self._turned, other.number))
        return self.head[alike[0].id]

    def _forget(self, published: datetime | None) -> None:
        """Let go of rows that are too new for anything that is still to come."""
        if published is None:
            return
        if self._since is None:
            self._since = published
        elif self._since - published > _WINDOW:
            self._earlier, self._recent, self._since = self._recent, _Index({}, {}), published
            self._turned = len(self.head)


class _Told(NamedTuple):
    """What is kept of a row to compare others with."""

    id: int
    published: datetime | None
    words: frozenset[str]
    number: int


class _Index(NamedTuple):
    """Words → the first that was told with them, and the others if there are any: a list for each would take longer."""

    first: dict[tuple[str, ...], _Told]
    more: dict[tuple[str, ...], list[_Told]]


def _words(title: str) -> frozenset[str]:
    if noise := _NOISE.match(title):
        title = title[noise.end() :]
    if source := _SOURCE.search(title):
        title = title[: source.start()]
    return frozenset(map(sys.intern, _WORD.findall(title.lower())))


def _longest_first(word: str) -> tuple[int, str]:
    return -len(word), word


class _RarestFirst(dict[str, tuple[int, int, str]]):
    """Word → what to sort it by, so that those come first which were seldom among some words, and the longer ones."""

    def __init__(self, words: Iterable[str]) -> None:
        self._times = Counter(words)

    def __missing__(self, word: str) -> tuple[int, int, str]:
        self[word] = found = (self._times.get(word, 0), -len(word), word)
        return found


def _first_words(
    words: frozenset[str], shared: int, order: Callable[[str], tuple[object, ...]] = _longest_first
) -> list[str]:
    """The words of which a headline that is alike has so many too: the first in some order, the same for both."""
    return sorted(words, key=order)[: int((1 - _ALIKE) * len(words)) + shared]


def _are_alike(told: _Told, other: _Told) -> bool:
    """Whether two headlines share so many of their words (Jaccard's index) that they tell the same, at one time."""
    one, two = told.words, other.words
    both = len(one) + len(two)
    least = _ALIKE / (1 + _ALIKE) * both
    if len(one) < least or len(two) < least:
        return False
    shared = len(one & two)
    return shared >= _ALIKE * (both - shared) and _near(told.published, other.published)


def _shared(words: frozenset[str], others: frozenset[str]) -> list[int]:
    """Which of its longest words a headline shares with another: the numbers of the first two."""
    theirs = _first_words(others, 2)
    return [number for number, word in enumerate(_first_words(words, 2)) if word in theirs][:2]


def _near(one: datetime | None, other: datetime | None) -> bool:
    return one is None or other is None or abs(one - other) <= _WINDOW
