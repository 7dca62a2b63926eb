"""Articles in the library, what was found in them, and where the reader stopped."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from datetime import UTC, datetime

import msgspec

from readers.errors import LibraryError
from readers.library import appearances, corrections, settings, versions
from readers.library.database import Database
from readers.library.values import moment, pack, to_json, unpack_annotations, unpack_document
from readers.marks.corrections import Outcome
from readers.model import UNREAD, Annotations, Correction, Document, Versions


def document(database: Database, entry_id: int) -> Document | None:
    """An entry's article, or ``None`` if it was not fetched yet."""
    with database.reading("read an article") as connection:
        return stored(connection, entry_id)


def store_document(
    database: Database,
    entry_id: int,
    document: Document,
    *,
    before: Document | None = None,
    up_to_date: bool = True,
    setting: tuple[str, str] | None = None,
) -> None:
    """Store an entry's article, in place of an earlier one.

    What is in it is found again by search at once; who is in it, if the same text was annotated before, or else when
    its annotations are stored. An earlier text from the same source, the page or the feed, is kept as an earlier
    version; if its words are others, the entry is marked as changed.

    Args:
        database: the library file.
        entry_id: the entry.
        document: its article.
        before: the earlier text from the same source, if that is not the one that is stored.
        up_to_date: whether this is what the feed's present version of the entry stands for.
        setting: a key and what to keep under it, with the article or not at all.

    Raises:
        LibraryError: there is no such entry, or it cannot be written.
    """
    digest = document.digest
    with database.writing("store an article") as connection:
        if connection.execute("SELECT 1 FROM entries WHERE id = ?", (entry_id,)).fetchone() is None:
            raise LibraryError(f"The library has no entry number {entry_id}: it may have been removed with its feed.")
        kept = stored(connection, entry_id)
        connection.execute("UPDATE texts SET text = ? WHERE entry_id = ?", (document.text, entry_id))
        connection.execute(
            "INSERT OR REPLACE INTO documents (entry_id, digest, document, url) VALUES (?, ?, ?, ?)",
            (entry_id, digest, pack(msgspec.structs.replace(document, text="")), document.url),
        )
        if up_to_date:
            connection.execute("UPDATE entries SET outdated = 0 WHERE id = ?", (entry_id,))
        if setting is not None:
            settings.keep(connection, [setting])
        earlier = before or kept
        if earlier is not None and earlier.from_feed == document.from_feed and earlier.digest != digest:
            versions.replace(connection, entry_id, earlier, document)
        if kept is not None and kept.digest == digest:
            return
        appearances.clear(connection, entry_id)
        index(connection, entry_id, document)


def annotations_of(database: Database, digest: str, version: str | Versions) -> Annotations | None:
    """What was found in a text, or ``None`` if nothing is known that is up to date.

    Nothing is set right in it: see `corrected`.

    Args:
        database: the library file.
        digest: the text's `Document.digest`.
        version: the one, or those, that are up to date.
    """
    with database.reading("read annotations") as connection:
        found = connection.execute(
            "SELECT annotations FROM annotations WHERE digest = ?3 AND version IN (SELECT value FROM json_each(?1)) "
            "OR digest = ?3 AND version LIKE ?4 AND version NOT IN (SELECT value FROM json_each(?2)) "
            "ORDER BY id DESC LIMIT 1",
            (*_lists(version), digest, f"{UNREAD}%"),
        ).fetchone()
    return None if found is None else unpack_annotations(found[0])


def _lists(version: str | Versions) -> tuple[str, str]:
    """As JSON arrays the versions that are up to date, and those of texts that no model read and one reads now."""
    versions = Versions(version) if isinstance(version, str) else version
    return to_json(tuple(versions.read)), to_json(tuple(versions.outdated))


def store_annotations(
    database: Database,
    digest: str,
    annotations: Annotations,
    *,
    entry_id: int | None = None,
    read: Document | None = None,
) -> None:
    """Store what was found in a text, and put its names and quotes, set right, into the index across articles.

    Args:
        database: the library file.
        digest: the text's `Document.digest`.
        annotations: what was found, with the version that found it.
        entry_id: the entry whose article it is, or ``None`` for an article outside the library. Every entry that
            has the same article is indexed either way; one whose article is not stored, by its names alone.
        read: what was annotated, where that is not stored as an article: it tells what people are, and how they are
            written.
    """
    with database.writing("store annotations") as connection:
        connection.execute("DELETE FROM annotations WHERE digest = ? AND version = ?", (digest, annotations.version))
        connection.execute(
            "INSERT INTO annotations (digest, version, annotations) VALUES (?, ?, ?)",
            (digest, annotations.version, pack(annotations)),
        )
        same = connection.execute("SELECT entry_id FROM documents WHERE digest = ?", (digest,)).fetchall()
        for (one,) in same:
            article = stored(connection, one)
            right = annotations if article is None else corrections.corrected(connection, article, annotations)
            appearances.fill(connection, one, right, article)
        if entry_id is not None and (entry_id,) not in same and not _has_document(connection, entry_id):
            appearances.fill(connection, entry_id, annotations, read, quotes=False)


def corrections_of(database: Database, document: Document) -> list[Correction]:
    """What the reader set right in an article, the oldest first; in an earlier text of it too."""
    with database.reading("read corrections") as connection:
        return corrections.of(connection, document)


def corrected(database: Database, document: Document, annotations: Annotations) -> Annotations:
    """What was found in an article, with everything set right that could be."""
    with database.reading("read corrections") as connection:
        return corrections.corrected(connection, document, annotations)


def carried_out(database: Database, document: Document, annotations: Annotations) -> Outcome:
    """The same, and how each correction fits."""
    with database.reading("read corrections") as connection:
        return corrections.carried_out(connection, document, annotations)


def add_correction(database: Database, document: Document, correction: Correction) -> None:
    """Store a correction of an article, and set the index across articles right."""
    with database.writing("store a correction") as connection:
        corrections.add(connection, document, correction)
        _index_article(connection, document)


def undo_correction(database: Database, document: Document, which: Correction | None = None) -> Correction | None:
    """Take back a correction of an article, or the last; it stays in the file as history. Gives it, if it was there."""
    with database.writing("take a correction back") as connection:
        undone = corrections.undo(connection, document, which, now=datetime.now(UTC))
        if undone is not None:
            _index_article(connection, document)
        return undone


def _index_article(connection: sqlite3.Connection, document: Document) -> None:
    """Index every entry that has an article, or another text of it."""
    same = connection.execute(
        "SELECT entry_id FROM documents WHERE digest = ? OR (url <> '' AND url = ?)", (document.digest, document.url)
    ).fetchall()
    for (entry_id,) in same:
        article = stored(connection, entry_id)
        if article is not None:
            index(connection, entry_id, article)


def index(connection: sqlite3.Connection, entry_id: int, article: Document) -> None:
    """Index an entry by what was last found in its article, if anything was."""
    found = connection.execute(
        "SELECT annotations FROM annotations WHERE digest = ? ORDER BY id DESC LIMIT 1", (article.digest,)
    ).fetchone()
    if found is not None:
        right = corrections.corrected(connection, article, unpack_annotations(found[0]))
        appearances.fill(connection, entry_id, right, article)


def unannotated(database: Database, version: str | Versions, *, limit: int = 100) -> list[int]:
    """Entries, newest first, whose annotations are not up to date: work for the background.

    An entry counts as read by its article or, as long as that is not stored, by what its feed gives of it.
    """
    with database.reading("list unannotated entries") as connection:
        found = connection.execute(
            "SELECT id FROM entries WHERE read_as NOT IN (SELECT value FROM json_each(?1)) "
            "AND (read_as NOT LIKE ?4 OR read_as IN (SELECT value FROM json_each(?2))) "
            "ORDER BY at DESC, id DESC LIMIT ?3",
            (*_lists(version), limit, f"{UNREAD}%"),
        ).fetchall()
    return [entry_id for (entry_id,) in found]


def unread_languages(database: Database) -> dict[str, int]:
    """Language (ISO 639-1) → of how many entries that is and no model was there to read it."""
    with database.reading("count entries in other languages") as connection:
        found = connection.execute(
            "SELECT substr(read_as, ?), count(*) FROM entries WHERE read_as LIKE ? GROUP BY 1 ORDER BY 2 DESC",
            (len(UNREAD) + 1, f"{UNREAD}%"),
        ).fetchall()
    return dict(found)


def unopened(database: Database, feeds: Collection[int], *, since: datetime, limit: int = 100) -> list[int]:
    """Entries of some feeds, newest first, whose article was not fetched yet, that came since a moment."""
    with database.reading("list entries without an article") as connection:
        found = connection.execute(
            "SELECT id FROM entries AS e WHERE at >= ? AND feed_id IN (SELECT value FROM json_each(?)) "
            "AND NOT EXISTS (SELECT 1 FROM documents AS d WHERE d.entry_id = e.id) ORDER BY at DESC, id DESC LIMIT ?",
            (moment(since), msgspec.json.encode(sorted(feeds)).decode(), limit),
        ).fetchall()
    return [entry_id for (entry_id,) in found]


def place(database: Database, digest: str) -> int:
    """The code point at which the reader left a text; 0 if never opened."""
    with database.reading("read a reading position") as connection:
        found = connection.execute("SELECT offset FROM places WHERE digest = ?", (digest,)).fetchone()
    return 0 if found is None else int(found[0])


def keep_place(database: Database, digest: str, offset: int) -> None:
    """Keep the code point at which the reader leaves a text."""
    with database.writing("keep a reading position") as connection:
        connection.execute("INSERT OR REPLACE INTO places (digest, offset) VALUES (?, ?)", (digest, offset))


def _has_document(connection: sqlite3.Connection, entry_id: int) -> bool:
    return connection.execute("SELECT 1 FROM documents WHERE entry_id = ?", (entry_id,)).fetchone() is not None


def stored(connection: sqlite3.Connection, entry_id: int) -> Document | None:
    """An entry's article as it is stored, or ``None`` if it was not fetched yet."""
    found = connection.execute(
        "SELECT document, text, digest FROM documents JOIN texts USING (entry_id) WHERE entry_id = ?", (entry_id,)
    ).fetchone()
    if found is None:
        return None
    blob, text, digest = found
    whole = msgspec.structs.replace(unpack_document(blob), text=text)
    return whole if whole.digest == digest else None  # never spans over a text they were not made for
