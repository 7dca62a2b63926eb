"""The database of news-flash: feeds in folders, and articles with what was read, marked and tagged."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from readers.clean import clean, clean_line, http_url
from readers.errors import LibraryError
from readers.model import Entry, Feed

_FEEDS = "SELECT feed_id, label, website, feed_url FROM feeds"
_FOLDERS = "SELECT feed_id, category_id FROM feed_mapping"
_ARTICLES = """
    SELECT article_id, title, author, url, date, summary, unread, marked FROM articles WHERE feed_id = ? ORDER BY date
"""
_TAGS = "SELECT t.article_id, g.label FROM taggings AS t JOIN tags AS g ON g.tag_id = t.tag_id"

_RARER = 0.4
"""Of two numbers in ``marked`` the one that fewer articles than this share have is that of marked ones."""

_DEEPEST = 20
"""Folders in folders that are followed."""


class Kept(NamedTuple):
    """An article as it was kept: what its feed published, whether it was read or marked, and its tags."""

    entry: Entry
    read: bool
    marked: bool
    tags: tuple[str, ...]


class FromFlash(NamedTuple):
    """A feed with its folder, and its articles; ``unsure`` if it cannot be told which of them were marked."""

    feed: Feed
    articles: list[Kept]
    unsure: bool


def read_database(path: Path) -> Iterator[FromFlash]:
    """The feeds of a database and their articles.

    Raises:
        LibraryError: it cannot be read, or is another program's.
    """
    try:
        # As it is, without a lock: the other reader may be open, and nothing is written.
        with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            connection.text_factory = lambda text: text.decode("utf-8", "replace")
            folders, tags, marked = _folders(connection), _tags(connection), _marked(connection)
            for number, label, website, url in connection.execute(_FEEDS).fetchall():
                home, name = http_url(str(website or "")), clean_line(str(label or ""))
                feed = Feed(clean_line(str(url or "")), name, home, folder=folders.get(number, ()))
                rows = connection.execute(_ARTICLES, (number,))
                yield FromFlash(feed, [_kept(row, tags, marked) for row in rows], marked is None)
    except sqlite3.Error as error:
        told = f"{path} is no database of eilmeldung's, or of a version that Quoth does not know: {error}."
        raise LibraryError(f"{told} Give its folder, or export OPML there and import that.") from error


def _marked(connection: sqlite3.Connection) -> int | None:
    """The number that stands for marked articles; ``None`` if it cannot be told.

    Versions differ in it. Nobody marks most of what they get, so it is that of the fewer; -1 where all are alike.
    """
    counts = dict(connection.execute("SELECT marked, count(*) FROM articles GROUP BY marked"))
    if len(counts) < 2:
        return -1
    rarer = min(counts, key=lambda number: int(counts[number]))
    return int(rarer) if len(counts) == 2 and counts[rarer] < _RARER * sum(counts.values()) else None


def _folders(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """Feed → the folders that it lies in, from the outermost on."""
    parents = dict(connection.execute("SELECT category_id, parent_id FROM category_mapping"))
    labels = dict(connection.execute("SELECT category_id, label FROM categories"))
    found = {}
    for feed, category in connection.execute(_FOLDERS):
        path: list[str] = []
        at = category
        while at in labels and len(path) < _DEEPEST:
            path.insert(0, clean_line(str(labels[at])))
            at = parents.get(at)
        found[feed] = tuple(path)
    return found


def _tags(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for article, label in connection.execute(_TAGS):
        found[article] = (*found.get(article, ()), clean_line(str(label)))
    return found


def _kept(row: tuple[Any, ...], tags: Mapping[str, tuple[str, ...]], marked: int | None) -> Kept:
    number, title, author, url, at, summary, unread, mark = row
    entry = Entry(
        id=clean_line(str(number)),
        title=clean_line(str(title or "")),
        link=http_url(str(url or "")),
        authors=(clean_line(str(author)),) if author else (),
        published=_moment(at),
        summary=clean(str(summary or "")),
    )
    return Kept(entry, not unread, mark == marked, tags.get(number, ()))


def _moment(at: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(at))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
