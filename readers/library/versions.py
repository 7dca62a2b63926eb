"""Articles that change: which are to be fetched again, and the earlier texts of each."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from readers.addresses import canonical_item
from readers.clean import strip_tags
from readers.library.database import Database
from readers.library.values import moment, pack, unpack_document, unpack_entry, when
from readers.marks.anchors import moved
from readers.model import Document, Entry, Version

OF_ARTICLE = """
    (digest = :digest OR (url <> '' AND url = :url)
     OR digest IN (SELECT v.digest FROM documents AS d JOIN versions AS v USING (entry_id) WHERE d.digest = :digest)
     OR (url <> '' AND url IN
         (SELECT v.url FROM documents AS d JOIN versions AS v USING (entry_id) WHERE d.digest = :digest)))
"""
"""What belongs to an article: to its text or address, or to those of an earlier version of it."""


def mark_outdated(connection: sqlite3.Connection, entry_id: int, entry: Entry) -> None:
    """Have an entry's article fetched again, if it is stored and the feed says something else of it than before.

    To be called before the entry is stored in place of the one there was.
    """
    found = connection.execute(
        "SELECT entry FROM contents JOIN documents USING (entry_id) WHERE entry_id = ?", (entry_id,)
    ).fetchone()
    if found is not None and _told(unpack_entry(found[0])) != _told(entry):
        connection.execute("UPDATE entries SET outdated = 1 WHERE id = ?", (entry_id,))


def _told(entry: Entry) -> object:
    """What a feed says of an article, by words; not of pictures, files and categories, which come and go."""
    return (
        *(_words(entry.title), canonical_item(entry.link), entry.authors, entry.published, entry.updated),
        *(_words(strip_tags(entry.summary)), _words(strip_tags(entry.content))),
    )


def _words(text: str) -> list[str]:
    return text.split()


def same_words(one: Document, other: Document) -> bool:
    """Whether two texts differ in white space at most."""
    return (_words(one.title), _words(one.text)) == (_words(other.title), _words(other.text))


def replace(connection: sqlite3.Connection, entry_id: int, before: Document, after: Document) -> None:
    """Keep the text of an article that another one takes the place of, and the reader's place in it by its words.

    If they differ in more than white space, the entry is marked as changed.
    """
    now = moment(datetime.now(UTC))
    connection.execute(
        "INSERT OR REPLACE INTO versions (entry_id, digest, url, document, replaced) VALUES (?, ?, ?, ?, ?)",
        (entry_id, before.digest, before.url, pack(before), now),
    )
    if not same_words(before, after):
        connection.execute("UPDATE entries SET changed = ? WHERE id = ?", (now, entry_id))
    place = connection.execute("SELECT offset FROM places WHERE digest = ?", (before.digest,)).fetchone()
    if place is not None:
        connection.execute(
            "INSERT OR REPLACE INTO places (digest, offset) VALUES (?, ?)",
            (after.digest, moved(before, after, place[0])),
        )


def versions(database: Database, entry_id: int) -> list[Version]:
    """The earlier texts of an entry's article, the newest first."""
    with database.reading("read earlier versions") as connection:
        found = connection.execute(
            "SELECT document, replaced FROM versions WHERE entry_id = ? ORDER BY id DESC", (entry_id,)
        ).fetchall()
    return [Version(unpack_document(blob), when(replaced)) for blob, replaced in found]


def is_outdated(database: Database, entry_id: int) -> bool:
    """Whether the feed has brought another version of an entry since its article was fetched."""
    with database.reading("read an entry") as connection:
        found = connection.execute("SELECT outdated FROM entries WHERE id = ?", (entry_id,)).fetchone()
    return found is not None and found[0] != 0


def outdated(database: Database, *, limit: int = 100) -> list[int]:
    """Entries, newest first, whose articles are to be fetched again and were not yet tried: work for the background."""
    with database.reading("list outdated entries") as connection:
        found = connection.execute(
            "SELECT id FROM entries WHERE outdated = 1 ORDER BY at DESC LIMIT ?", (limit,)
        ).fetchall()
    return [entry_id for (entry_id,) in found]


def tried_in_vain(database: Database, entry_id: int) -> None:
    """Leave an article that could not be fetched again to the reader's wish, until its feed brings another version."""
    with database.writing("mark an outdated entry") as connection:
        connection.execute("UPDATE entries SET outdated = 2 WHERE id = ? AND outdated = 1", (entry_id,))


def changed(database: Database, *, limit: int = 100) -> list[int]:
    """Entries whose articles have changed, the last change first."""
    with database.reading("list changed entries") as connection:
        found = connection.execute(
            "SELECT id FROM entries WHERE changed IS NOT NULL ORDER BY changed DESC LIMIT ?", (limit,)
        ).fetchall()
    return [entry_id for (entry_id,) in found]
