"""Taking over from eilmeldung: feeds with their folders, what was read and marked, tags."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from readers.clean import http_url
from readers.errors import SourceError
from readers.feeds.newsflash.database import Kept, read_database
from readers.model import Feed
from readers.news.taking_over import TakenOver

if TYPE_CHECKING:
    from readers.library.library import Library

_UNSURE = "which articles were marked could not be told from the database: none of them was starred"
_SETTINGS = "config.toml: keys, colours and share targets have other names here; `quoth help config` tells them"


def find(place: Path | None = None) -> Path:
    """Where its database is.

    Args:
        place: the file, or a folder that has it; ``None`` for where eilmeldung keeps it.

    Raises:
        SourceError: there is none.
    """
    home = Path.home()
    state = Path(os.environ.get("XDG_STATE_HOME") or home / ".local" / "state") / "eilmeldung"
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "eilmeldung"
    if place is not None and place.is_file():
        return place
    folders = [place] if place is not None else [state, data]
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.suffix in {".sqlite", ".sqlite3", ".db"} and _is_one(path):
                return path
    looked = ", ".join(map(str, folders))
    raise SourceError(f"There is no database of eilmeldung's in {looked}. Name the folder that has it (--state-dir).")


def _is_one(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error:  # another program's file of the same ending
        return False
    return {"feeds", "articles", "taggings", "feed_mapping"} <= tables


def take_over(library: Library, path: Path, *, now: datetime) -> TakenOver:
    """Take over what a database has. Doing so again changes nothing.

    Raises:
        LibraryError: one of the two cannot be read, or the library cannot be written.
    """
    known = {one.feed.url for one in library.subscriptions()}
    feeds = stored = read = flagged = again = 0
    left = [_SETTINGS]
    for feed, articles, unsure in read_database(path):
        if not http_url(feed.url):
            left.append(f"{feed.title or 'a feed'}: {feed.url[:80] or 'nothing'} is no web address")
            continue
        again, feeds = again + (feed.url in known), feeds + (feed.url not in known)
        counts = _take(library, feed, articles, now)
        stored, read, flagged = stored + counts[0], read + counts[1], flagged + counts[2]
        if unsure and _UNSURE not in left:
            left.append(_UNSURE)
    return TakenOver(feeds=feeds, known=again, entries=stored, read=read, flagged=flagged, left_out=tuple(left))


def _take(library: Library, feed: Feed, articles: Sequence[Kept], now: datetime) -> tuple[int, int, int]:
    """Store a feed and its articles; gives how many were new, are read now, and are starred now."""
    subscription = library.take_over(feed, now=now)
    entries = {one.entry.id: one for one in articles}
    new = library.store_entries(subscription.id, feed, [one.entry for one in articles], now=now).new
    numbers = library.numbers(subscription.id, list(entries))
    read = library.mark_read([numbers[key] for key, one in entries.items() if one.read and key in numbers])
    own = {numbers[key]: one for key, one in entries.items() if (one.marked or one.tags) and key in numbers}
    rows = {row.id: row for row in library.rows_again(list(own))}
    for number, one in own.items():
        if one.marked:
            library.star(number)
        if one.tags:
            library.tag(number, (*rows[number].tags, *one.tags))
    return new, len(read), sum(own[number].marked and not row.starred for number, row in rows.items())
