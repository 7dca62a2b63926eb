"""Whether a feed that a server has is one from here by another address: told by what both of them have brought.

Two feeds are never taken for one on little: sections of one site, its comments and an aggregator have entries in
common, and some of their own in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import IntEnum
from typing import NamedTuple

from readers.model import Subscription
from readers.sync.feeds import alike, plain
from readers.sync.protocol import RemoteFeed, RemoteItem

_MANY = 3
"""Entries in common that are no chance."""
_LAG = timedelta(hours=1)
"""An entry may be dated as long before it can be read."""


class Likeness(IntEnum):
    """How sure it is that two feeds are one."""

    OTHER = 0
    UNKNOWN = 1
    LIKELY = 2
    SAME = 3


class Seen(NamedTuple):
    """What a feed from here, and one of a server, have brought.

    Attributes:
        here: entries from here: row → when each was published or, failing that, first seen.
        items: the newest entries there.
        pairs: which of these are known here: id of the entry there → its row here.
    """

    here: Mapping[int, datetime]
    items: Sequence[RemoteItem]
    pairs: Mapping[str, int]


def judge(own: Subscription, feed: RemoteFeed, seen: Seen) -> Likeness:
    """Compare a feed from here with one of a server, which has another address.

    They are the same if they have entries in common, and neither lacks any that the other has in between, and are
    called the same by their publisher. Without the name, or with fewer entries, that is likely.
    """
    named = bool(own.feed.title and feed.title) and alike(own.feed.title, feed.title)
    placed = bool(own.feed.link and feed.link) and plain(own.feed.link) == plain(feed.link)
    common = len(seen.pairs)
    if not common:
        if _would_share(own, seen):
            return Likeness.OTHER
        return Likeness.LIKELY if named and placed else Likeness.UNKNOWN
    missing = _lacking_there(seen) + _lacking_here(own, seen)
    if missing * 4 > common:
        return Likeness.OTHER
    sure = named and (common >= _MANY or placed)
    return Likeness.SAME if sure and missing * 10 <= common else Likeness.LIKELY


def may_be_known_later(own: Subscription, seen: Seen) -> bool:
    """Whether feeds that cannot be compared yet can be when there is more of them."""
    return not seen.items or (bool(seen.here) and not own.failures)


def _known_until(own: Subscription, seen: Seen) -> datetime | None:
    """The moment until which the feed's entries were fetched from here."""
    newest = max(seen.here.values(), default=None)
    if own.checked is None or own.failures:
        return newest
    fetched = own.checked - _LAG
    return fetched if newest is None else max(newest, fetched)


def _dates(items: Iterable[RemoteItem]) -> list[datetime]:
    return [one.entry.published for one in items if one.entry.published is not None]


def _would_share(own: Subscription, seen: Seen) -> bool:
    """Whether the same feed would have some entry on both sides: not if those there are newer than the last fetch."""
    dates, until = _dates(seen.items), _known_until(own, seen)
    if not dates or not seen.here or until is None:
        return False
    return min(dates) <= until or any(min(dates) <= one <= max(dates) for one in seen.here.values())


def _lacking_there(seen: Seen) -> int:
    """How many entries are here and not there, between those that are on both sides."""
    common = {row: seen.here[row] for row in seen.pairs.values() if row in seen.here}
    if not common:
        return 0
    first, last = min(common.values()), max(common.values())
    return sum(row not in common and first < date < last for row, date in seen.here.items())


def _lacking_here(own: Subscription, seen: Seen) -> int:
    """How many entries are there and not here, though they came with or after one that is on both sides."""
    common, until = _dates(one for one in seen.items if one.entry.id in seen.pairs), _known_until(own, seen)
    if not common or until is None:
        return 0
    alone = _dates(one for one in seen.items if one.entry.id not in seen.pairs)
    return sum(min(common) < one <= until for one in alone)
