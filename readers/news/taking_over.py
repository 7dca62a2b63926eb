"""Taking over from newsboat: feeds, names and folders, what was read and flagged, settings, keys and macros."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from readers import configuring
from readers.errors import ConfigError, QueryError, SourceError
from readers.feeds.imports import Imported, read_subscriptions
from readers.feeds.newsboat.cache import Item, read_cache
from readers.feeds.newsboat.config import Translated, read_config
from readers.library.feeds import arranging
from readers.library.query import smart
from readers.library.rules import keeping as rules
from readers.model import Feed, Subscription

if TYPE_CHECKING:
    from readers.feeds.newsboat.filters import Asked
    from readers.library.library import Library


class Place(NamedTuple):
    """Where newsboat has its files; those that are missing are ``None``."""

    urls: Path | None
    config: Path | None
    cache: Path | None


class TakenOver(msgspec.Struct, frozen=True):
    """What was taken over, and what was not.

    Attributes:
        feeds: those that are new.
        known: how many were subscribed to already.
        entries: that are new.
        read: entries that are read now.
        flagged: entries that are starred now, and tagged with the letters of their flags.
        rules: that mute what newsboat ignored; those that might mute more are off, and told of in ``left_out``.
        searches: newsboat's query feeds that are kept now.
        settings: name of a setting → its value now.
        left_out: what did not translate, each with the reason.
    """

    feeds: int = 0
    known: int = 0
    entries: int = 0
    read: int = 0
    flagged: int = 0
    rules: int = 0
    searches: int = 0
    settings: dict[str, str] = {}
    left_out: tuple[str, ...] = ()


def find(folder: Path | None = None) -> Place:
    """Where newsboat's files are.

    Args:
        folder: that has them all; ``None`` for where newsboat itself looks.

    Raises:
        SourceError: there are none.
    """
    home = Path.home()
    config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "newsboat"
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "newsboat"
    folders = [folder] if folder is not None else [config, data, home / ".newsboat", home / ".newsbeuter"]

    def first(name: str) -> Path | None:
        return next((one / name for one in folders if (one / name).is_file()), None)

    place = Place(first("urls"), first("config"), first("cache.db"))
    if place == (None, None, None):
        looked = ", ".join(str(one) for one in folders)
        raise SourceError(f"There is nothing of newsboat's in {looked}. Name the folder that has its urls file.")
    return place


def take_over(
    library: Library,
    place: Place,
    *,
    now: datetime,
    usual: Mapping[str, Sequence[str]],
    config_file: Path | None = None,
) -> TakenOver:
    """Take everything over that has a counterpart. Doing so again changes nothing.

    Args:
        library: where feeds and entries go.
        place: newsboat's files.
        now: the moment.
        usual: command → its keys, beside which those of newsboat's configuration stand.
        config_file: of Quoth, which is changed; ``None`` for the usual one.

    Raises:
        FeedError, LibraryError, ConfigError: one of the files cannot be read or written.
    """
    imported = read_subscriptions(place.urls.read_bytes()) if place.urls is not None else Imported(())
    text = place.config.read_text(encoding="utf-8", errors="replace") if place.config is not None else ""
    translated = read_config(text, place.config.parent if place.config is not None else None)
    left = [*imported.left, *translated.left]
    before = {one.feed.url for one in library.subscriptions()}
    feeds = {feed.url: library.take_over(feed, now=now) for feed in imported.feeds}
    _settle(library, imported, feeds, translated, left)
    stored = read = flagged = 0
    for url, title, items in read_cache(place.cache) if place.cache is not None else ():
        if url in feeds:
            counts = _take_items(library, feeds[url], title, items, now)
            stored, read, flagged = stored + counts[0], read + counts[1], flagged + counts[2]
    ruled, kept = _ignore(library, translated.ignored, left), keep_searches(library, imported.queries, left)
    settings = _configure(translated, usual, config_file, left)
    new = len(feeds.keys() - before)
    return TakenOver(new, len(feeds) - new, stored, read, flagged, ruled, kept, settings, tuple(left))


def _ignore(library: Library, ignored: Sequence[Asked], left: list[str]) -> int:
    """Make rules of what newsboat ignored; gives how many are new.

    One that finds no more than newsboat's filter is switched on. Any other is left to be tried out first.
    """
    known = {one.query for one in rules.rules(library.database) if one.action == "mute"}
    made = 0
    for asked in ignored:
        if asked.query in known:
            continue
        try:
            rule = rules.add(library.database, asked.query, "mute", enabled=not asked.more)
        except QueryError as error:
            left.append(f"ignore-article, as {asked.query}: {error}")
            continue
        made += 1
        known.add(asked.query)
        if asked.more:
            left.append(
                f"ignore-article is rule {rule.id}, {asked.query}, which may find more than newsboat's filter did, and "
                f"is off: `quoth rule try {rule.id}`, then `quoth rule on {rule.id}`; or `zr` in the reader."
            )
    return made


def keep_searches(library: Library, queries: Sequence[tuple[str, str]], left: list[str]) -> int:
    """Keep queries as feeds, each by a name, unless they are; gives how many are new.

    Args:
        library: where.
        queries: names and queries in the library's language.
        left: gets what could not be kept, with the reason.
    """
    known = {one.query for one in smart.smart_feeds(library.database)}
    made = 0
    for name, query in queries:
        if query in known:
            continue
        try:
            smart.keep(library.database, query, name)
        except QueryError as error:
            left.append(f"{name}, as {query}: {error}")
            continue
        known.add(query)
        made += 1
    return made


def _settle(
    library: Library, imported: Imported, feeds: Mapping[str, Subscription], translated: Translated, left: list[str]
) -> None:
    """What holds for single feeds: those that were hidden are muted; a name and proxy for all are each one's here."""
    wrong: set[str] = set()
    for url, one in feeds.items():
        options = one.options
        for name, value in translated.feed.items():
            try:
                options = arranging.changed(options, name, value)
            except ConfigError as error:
                wrong.add(str(error))
        if url in imported.hidden:
            options = msgspec.structs.replace(options, muted=True)
        if options != one.options:
            library.settle_feed(one.id, options)
    left += sorted(wrong)


def _take_items(
    library: Library, feed: Subscription, title: str, items: Sequence[Item], now: datetime
) -> tuple[int, int, int]:
    """Store a feed's items; gives how many were new, are read now, and are starred now."""
    entries = {item.entry.id: item for item in items}
    known = Feed(feed.feed.url, title=feed.feed.title or title)
    stored = library.store_entries(feed.id, known, [one.entry for one in items], now=now)
    numbers = library.numbers(feed.id, list(entries))
    read = library.mark_read([numbers[key] for key, item in entries.items() if item.read and key in numbers])
    flagged = [(numbers[key], item.flags) for key, item in entries.items() if item.flags and key in numbers]
    rows = {row.id: row for row in library.rows_again([number for number, _ in flagged])}
    for number, flags in flagged:
        library.star(number)
        library.tag(number, (*rows[number].tags, *(f"flag-{letter}" for letter in flags)))
    return stored.new, len(read), sum(not row.starred for row in rows.values())


def _configure(
    translated: Translated, usual: Mapping[str, Sequence[str]], file: Path | None, left: list[str]
) -> dict[str, str]:
    """Change Quoth's settings; what cannot be is left, and told."""
    wanted = dict(translated.settings)
    if translated.keys:
        wanted["keys.preset"] = "newsboat"
    for command, keys in translated.keys.items():
        wanted[f"keys.remap.{command}"] = ", ".join(
            [*keys, *(one for one in usual.get(command, ()) if one not in keys)]
        )
    wanted |= {f"keys.macros.{keys}": steps for keys, steps in translated.macros.items()}
    done = {}
    for name, value in wanted.items():
        try:
            configuring.change(name, value, file)
            done[name] = value
        except ConfigError as error:
            left.append(f"{name} = {value}: {error}")
    return done
