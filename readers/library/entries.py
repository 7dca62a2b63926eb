"""Entries in the library: storing what a feed brought, listing it, and marking it."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from readers.errors import LibraryError
from readers.library import identity, plain, versions
from readers.library.database import Database
from readers.library.tags import TAGGED, spellings
from readers.library.values import (
    folders_from_json,
    from_json,
    moment,
    moment_or_none,
    pack,
    unpack_entry,
    unpack_options,
    when,
    when_or_none,
)
from readers.model import Entry, EntryRow, Feed

_ROW = (
    "SELECT e.id, e.feed_id, e.title, e.link, e.at, e.read, e.starred, e.people, e.tags, e.changed FROM entries AS e "
)


class Stored(NamedTuple):
    """What became of a batch of entries: how many were new, how many known ones had changed."""

    new: int
    changed: int


class _Content:
    """An entry as it is stored, and the digest that tells whether it has changed."""

    def __init__(self, entry: Entry) -> None:
        self.blob = pack(entry)
        self.digest = hashlib.blake2b(self.blob, digest_size=16).digest()


def store(database: Database, feed_id: int, feed: Feed, entries: Sequence[Entry], *, now: datetime) -> Stored:
    """Store what a feed brought; a known entry that changed keeps whether it was read and starred.

    Args:
        database: the library file.
        feed_id: the subscription.
        feed: as published now: title, link, language; its address and folder are not taken.
        entries: in the feed's order; of two with one id the first counts.
        now: the moment of the fetch, the date of entries that have none.

    Raises:
        LibraryError: there is no such feed, or it cannot be written.
    """
    batch = {entry.id: entry for entry in reversed(entries)}
    new = changed = 0
    with database.writing("store entries") as connection:
        _refresh_feed(connection, feed_id, feed)
        known = known_of(connection, feed_id, batch, feed.link)
        for entry in batch.values():  # oldest first, so that row numbers follow the feed's order
            content = _Content(entry)
            if entry.id not in known:
                insert(connection, feed_id, entry, moment(entry.published or entry.updated or now))
                new += 1
            elif known[entry.id][1] != content.digest:
                changed += _update(connection, known[entry.id][0], entry, content)
    return Stored(new, changed)


def known_of(
    connection: sqlite3.Connection, feed_id: int, batch: dict[str, Entry], home: str
) -> dict[str, tuple[int, bytes]]:
    """Of some entries of a feed, by id, those that are stored: id → row and digest, empty where the id was another."""
    found: dict[str, tuple[int, bytes]] = {
        key: (entry_id, content)
        for key, entry_id, content in connection.execute(
            "SELECT key, id, content FROM entries WHERE feed_id = ? AND key IN (SELECT value FROM json_each(?))",
            (feed_id, msgspec.json.encode(list(batch)).decode()),
        )
    }
    strange = [entry for entry in batch.values() if entry.id not in found]
    if strange and connection.execute("SELECT 1 FROM entries WHERE feed_id = ? LIMIT 1", (feed_id,)).fetchone():
        again = identity.same_as_before(connection, feed_id, strange, batch, home)
        found |= {key: (one.row, b"") for key, one in again.items()}
    return found


def _refresh_feed(connection: sqlite3.Connection, feed_id: int, feed: Feed) -> None:
    updated = connection.execute(
        """
        UPDATE feeds SET name = iif(name = ?1, '', name),  -- what its publisher says as well is no name of the reader's
                         title = coalesce(nullif(?1, ''), title), link = coalesce(nullif(?2, ''), link),
                         language = coalesce(nullif(?3, ''), language), updated = coalesce(?4, updated)
        WHERE id = ?5
        """,
        (feed.title, feed.link, feed.language, moment_or_none(feed.updated), feed_id),
    )
    if not updated.rowcount:
        raise LibraryError(f"The library has no feed number {feed_id}: it may have been removed meanwhile.")


def insert(connection: sqlite3.Connection, feed_id: int, entry: Entry, at: int) -> int:
    """Store an entry that is not there, dated in microseconds; gives its number."""
    content = _Content(entry)
    entry_id = connection.execute(
        """
        INSERT INTO entries (feed_id, key, title, link, at, content, id_key, link_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (feed_id, entry.id, entry.title, entry.link, at, content.digest, *_numbers(entry)),
    ).lastrowid
    connection.execute("INSERT INTO contents VALUES (?, ?)", (entry_id, content.blob))
    connection.execute("INSERT INTO texts VALUES (?, ?, ?)", (entry_id, entry.title, plain.excerpt(entry)))
    return int(entry_id or 0)


def renew(connection: sqlite3.Connection, entry_id: int, entry: Entry) -> bool:
    """Store a known entry as it is now; gives whether it says anything else than before."""
    return _update(connection, entry_id, entry, _Content(entry))


def digest_of(entry: Entry) -> bytes:
    """What tells whether an entry has changed."""
    return _Content(entry).digest


def _numbers(entry: Entry) -> tuple[int, int]:
    return identity.id_key(entry.id), identity.link_key(entry.link, entry.title)


def _update(connection: sqlite3.Connection, entry_id: int, entry: Entry, content: _Content) -> bool:
    """Store an entry as it is now; gives whether it says anything else than before."""
    versions.mark_outdated(connection, entry_id, entry)
    (before,) = connection.execute("SELECT entry FROM contents WHERE entry_id = ?", (entry_id,)).fetchone()
    connection.execute(
        """
        UPDATE entries SET key = ?, title = ?, link = ?, at = coalesce(?, at), content = ?, id_key = ?, link_key = ?
        WHERE id = ?
        """,
        (
            *(entry.id, entry.title, entry.link, moment_or_none(entry.published), content.digest),
            *_numbers(entry),
            entry_id,
        ),
    )
    connection.execute("UPDATE contents SET entry = ? WHERE entry_id = ?", (content.blob, entry_id))
    if identity.is_unchanged(unpack_entry(before), entry):
        return False
    connection.execute("UPDATE texts SET title = ? WHERE entry_id = ?", (entry.title, entry_id))
    connection.execute(
        "UPDATE entries SET read_as = '' WHERE id = ? AND id NOT IN (SELECT entry_id FROM documents)", (entry_id,)
    )
    connection.execute(  # a document's text is not ours to replace
        "UPDATE texts SET text = ? WHERE entry_id = ? AND entry_id NOT IN (SELECT entry_id FROM documents)",
        (plain.excerpt(entry), entry_id),
    )
    return True


def rows(
    database: Database,
    *,
    feed_id: int | None = None,
    folder: tuple[str, ...] | None = None,
    unread: bool = False,
    starred: bool = False,
    tag: str = "",
    limit: int = 200,
    before: EntryRow | None = None,
) -> list[EntryRow]:
    """A list of entries, newest first; those of muted feeds only where these, a star or a tag are asked for.

    Those that a rule has muted stand in their feed alone, or under a star or a tag.

    Args:
        database: the library file.
        feed_id: of this feed alone.
        folder: of the feeds in this folder and the folders in it.
        unread: only those not read.
        starred: only those starred.
        tag: only those under this tag, in whatever case; empty for any.
        limit: at most so many.
        before: go on after this row, the last of the page before.
    """
    where, values = ["1"], list[object]()
    if feed_id is not None:
        where.append("e.feed_id = ?")
        values.append(feed_id)
    if folder is not None:
        where.append("e.feed_id IN (SELECT value FROM json_each(?))")
        values.append(_ids(_feeds_in(database, folder)))
    if feed_id is None and folder is None and not starred and not tag and _any_muted(database):
        where.append("e.feed_id NOT IN (SELECT id FROM feeds WHERE muted = 1)")
    if feed_id is None and not starred and not tag:
        where.append("e.muted = 0")
    if unread:
        where.append("e.read = 0")
    if starred:
        where.append("e.starred = 1")
    if tag:
        with database.reading("list the tags") as connection:
            values.append(spellings(connection, tag))
        where.append(TAGGED)
    if before is not None:
        where.append("(e.at, e.id) < (?, ?)")
        values += [moment_or_none(before.published), before.id]
    query = " ".join((_ROW, "WHERE", " AND ".join(where), "ORDER BY e.at DESC, e.id DESC LIMIT ?"))
    with database.reading("list entries") as connection:
        return _to_rows(connection, connection.execute(query, (*values, limit)).fetchall())


def _any_muted(database: Database) -> bool:
    with database.reading("list the muted feeds") as connection:
        return connection.execute("SELECT 1 FROM feeds WHERE muted = 1 LIMIT 1").fetchone() is not None


def _feeds_in(database: Database, folder: tuple[str, ...]) -> list[int]:
    with database.reading("list a folder") as connection:
        feeds = connection.execute("SELECT id, folder, also_in FROM feeds").fetchall()
    return [
        feed_id
        for feed_id, path, others in feeds
        if any(one[: len(folder)] == folder for one in (from_json(path), *folders_from_json(others)))
    ]


def rows_by_id(connection: sqlite3.Connection, entry_ids: Sequence[int]) -> list[EntryRow]:
    """The rows of these entries, in the order given; those that are gone are left out."""
    query = "".join((_ROW, "WHERE e.id IN (SELECT value FROM json_each(?))"))
    found = {row.id: row for row in _to_rows(connection, connection.execute(query, (_ids(entry_ids),)).fetchall())}
    return [found[entry_id] for entry_id in entry_ids if entry_id in found]


def rows_again(database: Database, entry_ids: Sequence[int]) -> list[EntryRow]:
    """`rows_by_id` of a library."""
    with database.reading("list entries") as connection:
        return rows_by_id(connection, entry_ids)


def row(database: Database, entry_id: int) -> EntryRow:
    """One entry as a list shows it.

    Raises:
        LibraryError: there is no such entry.
    """
    with database.reading("read an entry") as connection:
        found = rows_by_id(connection, [entry_id])
    if not found:
        raise _unknown(entry_id)
    return found[0]


def entry(database: Database, entry_id: int) -> Entry:
    """One entry as its feed published it.

    Raises:
        LibraryError: there is no such entry.
    """
    with database.reading("read an entry") as connection:
        found = connection.execute("SELECT entry FROM contents WHERE entry_id = ?", (entry_id,)).fetchone()
    if found is None:
        raise _unknown(entry_id)
    return unpack_entry(found[0])


def numbers(database: Database, feed_id: int, keys: Sequence[str]) -> dict[str, int]:
    """The entries of a feed by the ids that it gives them, as far as they are there."""
    with database.reading("find entries") as connection:
        return dict(
            connection.execute(
                "SELECT key, id FROM entries WHERE feed_id = ? AND key IN (SELECT value FROM json_each(?))",
                (feed_id, msgspec.json.encode(list(keys)).decode()),
            )
        )


def feed_of(database: Database, entry_id: int) -> Feed:
    """The feed by which an entry came, even if it was left since.

    Raises:
        LibraryError: there is no such entry.
    """
    with database.reading("read a feed") as connection:
        found = connection.execute(
            """
            SELECT f.url, f.title, f.link, f.language, f.updated, f.folder, f.name, f.also_in, f.options
            FROM entries AS e JOIN feeds AS f ON f.id = e.feed_id WHERE e.id = ?
            """,
            (entry_id,),
        ).fetchone()
    if found is None:
        raise _unknown(entry_id)
    url, title, link, language, updated, folder, name, also_in, options = found
    language = unpack_options(options).language or language
    return Feed(url, title, link, language, when_or_none(updated), from_json(folder), name, folders_from_json(also_in))


def entry_of(database: Database, feed_id: int, key: str) -> int:
    """The number of a feed's entry, by its id in the feed.

    Raises:
        LibraryError: there is no such entry.
    """
    with database.reading("look for an entry") as connection:
        found = connection.execute("SELECT id FROM entries WHERE feed_id = ? AND key = ?", (feed_id, key)).fetchone()
    if found is None:
        raise LibraryError(f"Feed number {feed_id} has no entry {key!r}: it may have been dropped meanwhile.")
    return int(found[0])


def mark_read(database: Database, entry_ids: Iterable[int], *, read: bool = True) -> list[int]:
    """Mark entries read or unread.

    Returns:
        Those that were not so before: to undo, mark these the other way.
    """
    with database.writing("mark entries read") as connection:
        changed = connection.execute(
            "UPDATE entries SET read = ? WHERE read <> ? AND id IN (SELECT value FROM json_each(?)) RETURNING id",
            (read, read, _ids(entry_ids)),
        ).fetchall()
    return [entry_id for (entry_id,) in changed]


def mark_all_read(database: Database, feed_id: int | None = None) -> list[int]:
    """Mark all entries of a feed, or of the library, as read.

    Returns:
        Those that were unread, for `mark_read` to undo.
    """
    of_feed = "" if feed_id is None else " AND feed_id = ?"
    with database.writing("mark entries read") as connection:
        changed = connection.execute(
            "".join(("UPDATE entries SET read = 1 WHERE read = 0", of_feed, " RETURNING id")),
            () if feed_id is None else (feed_id,),
        ).fetchall()
    return [entry_id for (entry_id,) in changed]


def star(database: Database, entry_id: int, *, starred: bool = True) -> None:
    """Star an entry, or take its star away.

    Raises:
        LibraryError: there is no such entry.
    """
    with database.writing("star an entry") as connection:
        changed = connection.execute("UPDATE entries SET starred = ? WHERE id = ?", (starred, entry_id)).rowcount
    if not changed:
        raise _unknown(entry_id)


def _to_rows(connection: sqlite3.Connection, found: list[tuple[Any, ...]]) -> list[EntryRow]:
    """Rows of `_ROW` as the model has them; a join would take longer, since the feeds are few and the rows many."""
    feeds = connection.execute(
        "SELECT id, name, title, url FROM feeds WHERE id IN (SELECT value FROM json_each(?))",
        (_ids({row[1] for row in found}),),
    )
    outlets = {feed_id: name or title or url for feed_id, name, title, url in feeds}
    return [
        EntryRow(
            entry_id,
            feed_id,
            outlets[feed_id],
            title,
            link,
            when(at),
            read == 1,
            starred == 1,
            from_json(people),
            from_json(tags) if tags != "[]" else (),  # so it is of nearly all: not even a call
            when_or_none(changed),
        )
        for entry_id, feed_id, title, link, at, read, starred, people, tags, changed in found
        if feed_id in outlets  # gone between the two questions, with its entries
    ]


def _ids(entry_ids: Iterable[int]) -> str:
    return msgspec.json.encode(list(entry_ids)).decode()


def _unknown(entry_id: int) -> LibraryError:
    return LibraryError(f"The library has no entry number {entry_id}: it may have been removed with its feed.")
