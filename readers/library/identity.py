"""Whether an entry that a feed brings is one that it brought before, under another id or address.

Publishers change ids from ``http:`` to ``https:``, count versions in them, put tracking parameters into addresses, or
make up a new id at every fetch. What was read, starred, tagged and noted is the reader's and stays with the entry.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Container, Hashable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec

from readers.addresses import canonical_item, canonical_url
from readers.clean import parts_of
from readers.library.values import unpack_entry, when
from readers.model import Entry

_CLOSE = timedelta(hours=12)
"""Between two dates of one entry. A column that has one address for all its days comes once a day."""
_MADE_UP = "sha256:"
"""How ids begin that `readers.feeds.entries.digest_id` made of the words of entries without any."""
_MOST_CANDIDATES = 2000
_ADDRESS = re.compile(r"https?://", re.I)
_OWN_ADDRESS = re.compile(r"\d{4}|(?:[^\W_]+[-_]){3}", re.ASCII)
"""In the address of a single article: a number or a date, or four words of its headline."""


class Known(NamedTuple):
    """A stored entry that may be the one that came.

    Attributes:
        row: its number in the library.
        key: the id it has there.
        title: its headline.
        link: its address.
        at: its date, or that of the first fetch.
        dated: whether the feed gave that date.
        id_key: see `id_key`.
        link_key: see `link_key`.
    """

    row: int
    key: str
    title: str
    link: str
    at: datetime
    dated: bool
    id_key: int
    link_key: int


def id_key(identity: str) -> int:
    """A number for an entry's id, without scheme, tracking parameters and a count of versions if it is an address."""
    return _number(canonical_item(identity) if _ADDRESS.match(identity) else identity.strip())


def link_key(link: str, title: str) -> int:
    """A number for an entry's address, without scheme and tracking; for its headline if it has none."""
    return _number(canonical_item(link) if link else f"title:{title}")


def _number(text: str) -> int:
    """64 bits, as SQLite has them."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)


def teach(connection: sqlite3.Connection) -> None:
    """Make both numbers known to a connection, for migrations."""
    connection.create_function("quoth_id_key", 1, id_key, deterministic=True)
    connection.create_function("quoth_link_key", 2, link_key, deterministic=True)


def same_as_before(
    connection: sqlite3.Connection, feed_id: int, entries: Sequence[Entry], batch: Iterable[str], home: str
) -> dict[str, Known]:
    """Of entries whose ids are not known, those that are known all the same.

    In order, by: id without scheme and tracking; address, where it is that of a single article; address and headline,
    close in time. Two entries of one fetch are never made one: what two of them have in common tells neither apart.
    Where several stored ones are alike and none of them came again, the last one counts.

    Args:
        connection: the library file.
        feed_id: the feed.
        entries: those with unknown ids.
        batch: the ids of all entries of this fetch.
        home: the address of the feed's site, which names no article.

    Returns:
        id of an entry → the stored one that it is.
    """
    numbers = [[number(entry) for entry in entries] for number in (_id_key, _link_key)]
    known = _candidates(connection, feed_id, numbers)
    if not known:
        return {}
    present = set(batch)
    shared = Counter(one.link_key for one in known)
    homes = {canonical_url(home), canonical_url(home.partition("#")[0])} if home else set()
    waiting = {entry.id: entry for entry in entries}
    free = {one.row: one for one in known if one.key not in present}  # the last first
    found: dict[str, Known] = {}

    def pair(of_entry: Callable[[Entry], Hashable], of_known: Callable[[Known], Hashable], fits: _Fits) -> None:
        here = Counter(of_entry(entry) for entry in entries)
        here.update(of_known(one) for one in known if one.key in present)
        stored = {of_known(one): one for one in reversed(free.values())}  # the last one counts
        for entry in list(waiting.values()):
            mark = of_entry(entry)
            one = stored.get(mark)
            if one is not None and here[mark] == 1 and fits(entry, one):
                found[entry.id] = one
                del waiting[entry.id], free[one.row]

    def of_one_article(entry: Entry, one: Known) -> bool:
        named = shared[one.link_key] == 1 and _names_article(entry.link, homes)
        return named and (_is_own(entry.link) or _close(entry, one))

    pair(_id_key, lambda one: one.id_key, lambda *_: True)
    pair(_link_key, lambda one: one.link_key, of_one_article)
    pair(_told_at, lambda one: (one.link_key, one.title), _same_headline)
    return found


_Fits = Callable[[Entry, Known], bool]


def _id_key(entry: Entry) -> int:
    return id_key(entry.id)


def _link_key(entry: Entry) -> int:
    return link_key(entry.link, entry.title)


def _told_at(entry: Entry) -> tuple[int, str]:
    return _link_key(entry), entry.title


def _same_headline(entry: Entry, one: Known) -> bool:
    return bool(entry.title) and _close(entry, one)


def _candidates(connection: sqlite3.Connection, feed_id: int, numbers: Sequence[Sequence[int]]) -> list[Known]:
    by_id, by_link = (msgspec.json.encode(list(some)).decode() for some in numbers)
    rows = connection.execute(
        """
        SELECT e.id, e.key, e.title, e.link, e.at, c.entry, e.id_key, e.link_key
        FROM entries AS e JOIN contents AS c ON c.entry_id = e.id
        WHERE e.id IN (
            SELECT id FROM entries WHERE feed_id = ?1 AND id_key IN (SELECT value FROM json_each(?2))
            UNION SELECT id FROM entries WHERE feed_id = ?1 AND link_key IN (SELECT value FROM json_each(?3))
        ) ORDER BY e.id DESC LIMIT ?4
        """,
        (feed_id, by_id, by_link, _MOST_CANDIDATES),
    ).fetchall()
    return [
        Known(row, key, title, link, when(at), unpack_entry(blob).published is not None, *keys)
        for row, key, title, link, at, blob, *keys in rows
    ]


def _names_article(link: str, homes: Container[str]) -> bool:
    """Whether there is an address, and it is not that of a whole site."""
    return bool(link and parts_of(link).path.strip("/")) and canonical_url(link) not in homes


def _is_own(link: str) -> bool:
    """Whether an address seems to be that of a single article, and not of a column, a page of news, a forecast."""
    parts = parts_of(link)
    last = parts.path.rstrip("/").rpartition("/")[2]
    return bool(_OWN_ADDRESS.search(f"{last} {parts.query}") or re.search(r"/(?:19|20)\d\d/", parts.path))


def _close(entry: Entry, one: Known) -> bool:
    """Whether the dates of both are about the same; those that have none do not speak against it."""
    said = entry.published or entry.updated
    if not entry.link:  # a headline alone says little
        return said == one.at if said else not one.dated and entry.id.startswith(_MADE_UP)
    return said is None or not one.dated or abs(said - one.at) <= _CLOSE


def is_unchanged(before: Entry, now: Entry) -> bool:
    """Whether an entry says the same as before, but for its id, the way to its address, and the zone of its dates."""
    if canonical_item(before.link) != canonical_item(now.link):
        return False
    return msgspec.structs.replace(before, id=now.id, link=now.link) == now
