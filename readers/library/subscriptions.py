"""Feeds in the library: which are subscribed to, and how their fetching goes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec

from readers.errors import LibraryError
from readers.library.database import Database
from readers.library.settings import forget_places, keep
from readers.library.values import (
    folders_from_json,
    from_json,
    moment,
    moment_or_none,
    to_json,
    unpack_options,
    when_or_none,
)
from readers.model import Feed, FeedOptions, Subscription, Validators

_SELECT = """
    SELECT id, url, title, link, language, updated, folder, unread, total, etag, last_modified, checked, next_check,
           failures, problem, gone, not_before, validated_by, name, also_in, options, position
    FROM feeds WHERE subscribed = 1
"""


def subscribe(database: Database, feed: Feed, *, now: datetime) -> Subscription:
    """Subscribe to a feed; one already subscribed to stays as it is.

    Args:
        database: the library file.
        feed: its address, folder, and what is known of it.
        now: the moment of subscribing.
    """
    with database.writing(f"subscribe to {feed.url}") as connection:
        return begin(connection, feed, now=now)


def begin(connection: sqlite3.Connection, feed: Feed, *, now: datetime) -> Subscription:
    """`subscribe`, in a transaction."""
    connection.execute(
        """
        INSERT INTO feeds (url, title, link, language, updated, folder, name, also_in, added)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (url) DO UPDATE SET subscribed = 1, folder = excluded.folder, also_in = excluded.also_in,
                                        name = excluded.name, gone = 0, next_check = NULL
            WHERE subscribed = 0
        """,
        (
            *(feed.url, feed.title, feed.link, feed.language, moment_or_none(feed.updated)),
            *(to_json(feed.folder), feed.name, to_json(feed.also_in), moment(now)),
        ),
    )
    return _subscription(connection.execute(_SELECT + "AND url = ?", (feed.url,)).fetchone())


def take_over(database: Database, feed: Feed, *, now: datetime) -> Subscription:
    """Subscribe to a feed of another reader's list; of one subscribed to already take the folders and the name over.

    What the list calls it is the reader's own name, until the publisher says the same.

    Args:
        database: the library file.
        feed: as it is in the list; without folders or without a title, those there are stay.
        now: the moment.
    """
    called = feed.name or feed.title
    new = msgspec.structs.replace(feed, name=called, title=feed.title if feed.name else "")
    subscribe(database, new, now=now)
    with database.writing(f"take {feed.url} over") as connection:
        if called:
            connection.execute("UPDATE feeds SET name = iif(title = ?1, '', ?1) WHERE url = ?2", (called, feed.url))
        if feed.folder or feed.also_in:
            connection.execute(
                "UPDATE feeds SET folder = ?, also_in = ? WHERE url = ?",
                (to_json(feed.folder), to_json(feed.also_in), feed.url),
            )
        row = connection.execute(_SELECT + "AND url = ?", (feed.url,)).fetchone()
    return _subscription(row)


def keep_left(database: Database, feed: Feed, *, now: datetime) -> int:
    """Have a feed that is not subscribed to, for the entries of it that are kept; gives its number."""
    with database.writing(f"keep {feed.url}") as connection:
        connection.execute(
            "INSERT OR IGNORE INTO feeds (url, title, link, language, name, subscribed, added) "
            "VALUES (?, ?, ?, ?, ?, 0, ?)",
            (feed.url, feed.title, feed.link, feed.language, feed.name, moment(now)),
        )
        (number,) = connection.execute("SELECT id FROM feeds WHERE url = ?", (feed.url,)).fetchone()
    return int(number)


def address(database: Database, feed_id: int) -> str:
    """The address of a feed, left ones too.

    Raises:
        LibraryError: there is no such feed.
    """
    with database.reading("read an address") as connection:
        row = connection.execute("SELECT url FROM feeds WHERE id = ?", (feed_id,)).fetchone()
    if row is None:
        raise _unknown(feed_id)
    return str(row[0])


def unsubscribe(database: Database, feed_id: int, *, with_entries: bool = True) -> None:
    """Leave a feed: its entries go, but for the starred and tagged ones, which stay in the library.

    What is kept for the next fetch goes too: whoever comes back wants the entries again, and not to hear that nothing
    has changed.

    Args:
        database: the library file.
        feed_id: the feed.
        with_entries: ``False`` leaves all entries that are there.

    Raises:
        LibraryError: there is no such feed.
    """
    with database.writing("unsubscribe") as connection:
        _must_exist(connection, feed_id)
        if with_entries:
            connection.execute("DELETE FROM entries WHERE feed_id = ? AND starred = 0 AND tags = '[]'", (feed_id,))
            forget_places(connection)
        connection.execute(
            """
            UPDATE feeds SET subscribed = 0, muted = 0, options = '{}', etag = '', last_modified = '', problem = '',
                             failures = 0
            WHERE id = ?
            """,
            (feed_id,),
        )
        connection.execute("DELETE FROM settings WHERE key = ?", (f"feed.{feed_id}.body",))
        connection.execute("DELETE FROM feeds WHERE id = ? AND total = 0", (feed_id,))


def subscriptions(database: Database) -> list[Subscription]:
    """All feeds subscribed to, in the reader's order, then by folder and name; the counts are kept, not counted."""
    with database.reading("list the subscriptions") as connection:
        rows = connection.execute(_SELECT).fetchall()
    found = [(row[-1], _subscription(row)) for row in rows]
    return [
        one
        for _, one in sorted(
            found,
            key=lambda it: (it[0] is None, it[0] or 0, it[1].feed.folder, it[1].feed.called.casefold(), it[1].id),
        )
    ]


def subscription(database: Database, feed_id: int) -> Subscription:
    """One feed.

    Raises:
        LibraryError: there is no such subscription.
    """
    with database.reading("read a subscription") as connection:
        row = connection.execute(_SELECT + "AND id = ?", (feed_id,)).fetchone()
    if row is None:
        raise _unknown(feed_id)
    return _subscription(row)


def options(database: Database, feed_id: int) -> FeedOptions:
    """What holds for one feed alone; nothing for one that is not there."""
    with database.reading("read a feed's options") as connection:
        found = connection.execute("SELECT options FROM feeds WHERE id = ?", (feed_id,)).fetchone()
    return FeedOptions() if found is None else unpack_options(found[0])


def record_fetch(
    database: Database,
    feed_id: int,
    *,
    now: datetime | None,
    next_check: datetime | None,
    failures: int,
    not_before: datetime | None = None,
    validators: Validators | None = None,
    moved_to: str = "",
    problem: str = "",
    gone: bool = False,
    settings: Iterable[tuple[str, str]] = (),
) -> None:
    """Keep how a fetch went.

    Args:
        database: the library file.
        feed_id: the feed.
        now: when it was fetched; ``None`` if it never was.
        next_check: not to be fetched before this moment; ``None`` for no wait.
        not_before: not before this one either, by its publisher's wish alone.
        failures: fetches that failed in a row, this one included.
        validators: what to ask with next time; ``None`` keeps those there are.
        moved_to: the address that a permanent redirect names, or empty. If that is subscribed to already, this feed
            keeps its old address.
        problem: what went wrong, in words; empty if nothing did.
        gone: the server said that there will never be anything again.
        settings: keys, each with what is to be kept under it, together with all this or not at all.

    Raises:
        LibraryError: there is no such feed.
    """
    with database.writing("record a fetch") as connection:
        _must_exist(connection, feed_id)
        moments = (moment_or_none(one) for one in (now, next_check, not_before))
        connection.execute(
            "UPDATE feeds SET checked = ?, next_check = ?, not_before = ?, failures = ?, problem = ?, gone = ? "
            "WHERE id = ?",
            (*moments, failures, problem, gone, feed_id),
        )
        if validators is not None:
            connection.execute(
                "UPDATE feeds SET etag = ?, last_modified = ?, validated_by = ? WHERE id = ?",
                (validators.etag, validators.last_modified, validators.url, feed_id),
            )
        if moved_to:
            connection.execute("UPDATE OR IGNORE feeds SET url = ? WHERE id = ?", (moved_to, feed_id))
        keep(connection, settings)


def unread_total(database: Database) -> int:
    """Unread entries of the whole library, but for those of muted feeds."""
    with database.reading("count the unread entries") as connection:
        (total,) = connection.execute("SELECT coalesce(sum(unread), 0) FROM feeds WHERE muted = 0").fetchone()
    return int(total)


def _must_exist(connection: sqlite3.Connection, feed_id: int) -> None:
    if connection.execute("SELECT 1 FROM feeds WHERE id = ?", (feed_id,)).fetchone() is None:
        raise _unknown(feed_id)


def _unknown(feed_id: int) -> LibraryError:
    return LibraryError(f"The library has no feed number {feed_id}: `quoth feeds` lists them.")


def _subscription(row: tuple[Any, ...]) -> Subscription:
    feed_id, url, title, link, language, updated, folder, unread, total, etag, modified, checked, next_check = row[:13]
    failures, problem, gone, not_before, validated_by, name, also_in, settled, _ = row[13:]
    return Subscription(
        id=feed_id,
        feed=Feed(
            url, title, link, language, when_or_none(updated), from_json(folder), name, folders_from_json(also_in)
        ),
        unread=unread,
        total=total,
        validators=Validators(etag, modified, validated_by),
        checked=when_or_none(checked),
        next_check=when_or_none(next_check),
        failures=failures,
        problem=problem,
        gone=bool(gone),
        not_before=when_or_none(not_before),
        options=unpack_options(settled),
    )
