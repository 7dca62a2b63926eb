"""Newsboat's cache: one SQLite file with what came, what was read and flagged."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from readers.clean import clean, clean_line, http_url
from readers.errors import LibraryError
from readers.model import Enclosure, Entry

_ITEMS = """
    SELECT guid, title, author, url, pubDate, content, enclosure_url, enclosure_type, unread, flags, deleted
    FROM rss_item WHERE feedurl = ? ORDER BY pubDate
"""


class Item(NamedTuple):
    """An entry as newsboat kept it.

    Attributes:
        entry: what its feed published.
        read: whether it was read, or deleted.
        flags: the letters that it was flagged with.
    """

    entry: Entry
    read: bool
    flags: str


def read_cache(path: Path) -> Iterator[tuple[str, str, list[Item]]]:
    """The items of a cache, feed by feed: its address, its title, and what came by it.

    Raises:
        LibraryError: it cannot be read, or is another program's.
    """
    try:
        # As it is, without a lock: newsboat may be open, and nothing is written.
        with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            connection.text_factory = lambda text: text.decode("utf-8", "replace")
            titles = dict(connection.execute("SELECT rssurl, title FROM rss_feed"))
            for (url,) in connection.execute("SELECT DISTINCT feedurl FROM rss_item").fetchall():
                yield url, clean_line(titles.get(url, "")), [_item(row) for row in connection.execute(_ITEMS, (url,))]
    except sqlite3.Error as error:
        told = f"{path} is no cache of newsboat's, or it is damaged: {error}. Give the folder that has its cache.db."
        raise LibraryError(told) from error


def _item(row: tuple[object, ...]) -> Item:
    guid, title, author, url, at, content, file, kind, unread, flags, deleted = row
    link, enclosure = http_url(str(url or "")), http_url(str(file or ""))
    entry = Entry(
        id=clean_line(str(guid)),
        title=clean_line(str(title or "")),
        link=link,
        authors=(clean_line(str(author)),) if author else (),
        published=_moment(at),
        summary=clean(str(content or "")),
        enclosures=(Enclosure(enclosure, clean_line(str(kind or ""))),) if enclosure else (),
    )
    letters = "".join(sorted({one for one in str(flags or "") if one.isascii() and one.isalpha()}))
    return Item(entry, not unread or bool(deleted), letters)


def _moment(at: object) -> datetime | None:
    try:
        seconds = int(str(at))
        return datetime.fromtimestamp(seconds, UTC) if seconds > 0 else None
    except (ValueError, OverflowError, OSError):
        return None
