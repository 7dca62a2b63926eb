"""Taking an article into the library that was saved as a file: what is there already stays, and comes no second time.

Its entry has a feed of its outlet's name that is subscribed to by nobody, like those of feeds that were left. Ended
halfway, the same call goes on where it ended.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import quote

import msgspec

from readers.library import documents, entries, notes, tags
from readers.library.database import Database
from readers.library.keeping import bounds
from readers.library.values import moment, pack, to_json, unpack_correction
from readers.library.versions import OF_ARTICLE
from readers.model import UNREAD, Article, Correction, Document, Entry, EntryRow, Feed, Note

_NOBODYS = "quoth:saved/"
"""How the addresses of feeds begin that are none."""


class Taken(NamedTuple):
    """What came of taking an article in.

    Attributes:
        row: its entry.
        new: whether the library had no such article.
        notes: how many notes came.
        corrections: how many corrections came.
    """

    row: EntryRow
    new: bool
    notes: int
    corrections: int


def take_in(database: Database, article: Article) -> Taken:
    """Take an article in with what was found, noted and set right in it, and with its tags, star and earlier texts.

    The library's own text of an article that it has stays, and notes and corrections find their words in that. A note
    that was changed since it was saved stays as it is. A correction that was taken back since is not made again.

    Args:
        database: the library file.
        article: with `Article.found` and `Article.corrections`; its row tells outlet, tags and star.

    Raises:
        LibraryError: it cannot be written.
    """
    document = article.document
    entry_id = _known(database, document)
    new = entry_id is None
    if entry_id is None:
        entry_id = _entry_for(database, article)
    if documents.document(database, entry_id) is None:
        documents.store_document(database, entry_id, document)
    bounds.keep_for_saved(database, entry_id)
    _versions(database, entry_id, article)
    made = _corrections(database, article)
    found = article.found or article.annotations
    if found and found.version and not _is_annotated(database, document):
        if found.language:  # else a model for it that is here would not be asked
            found = msgspec.structs.replace(found, version=UNREAD + found.language)
        documents.store_annotations(database, document.digest, found, entry_id=entry_id)
    written = _notes(database, article)
    row = entries.row(database, entry_id)
    told = article.row
    if told and {tag.casefold() for tag in told.tags} - {tag.casefold() for tag in row.tags}:
        tags.set_tags(database, entry_id, (*row.tags, *told.tags))
    if told and told.starred and not row.starred:
        entries.star(database, entry_id)
    return Taken(entries.row(database, entry_id), new, written, made)


def _known(database: Database, document: Document) -> int | None:
    """The entry of an article that the library has: by its words, else by its address and headline."""
    with database.reading("look for an article") as connection:
        found = connection.execute(
            "SELECT max(entry_id) FROM documents WHERE digest = ?", (document.digest,)
        ).fetchone()[0]
        if found is None and document.url:  # the headline too: some sites have one address for all they publish
            found = connection.execute(
                "SELECT max(d.entry_id) FROM documents AS d JOIN entries AS e ON e.id = d.entry_id "
                "WHERE d.url = ?1 AND d.url <> '' AND e.title = ?2",
                (document.url, document.title),
            ).fetchone()[0]
        if found is None and document.url:
            found = connection.execute(
                "SELECT max(id) FROM entries WHERE link = ? AND title = ?", (document.url, document.title)
            ).fetchone()[0]
    return found if found is None else int(found)


def _is_annotated(database: Database, document: Document) -> bool:
    with database.reading("look for annotations") as connection:
        found = connection.execute("SELECT 1 FROM annotations WHERE digest = ? LIMIT 1", (document.digest,)).fetchone()
    return found is not None


def _entry_for(database: Database, article: Article) -> int:
    """A new entry, read, of a feed that nobody subscribes to."""
    document = article.document
    outlet = (article.row.outlet if article.row else "") or document.site
    url = _NOBODYS + quote(outlet)
    entry = Entry(
        f"{document.url} {document.digest}".strip(),
        document.title,
        document.url,
        document.authors,
        document.published or article.saved,
    )
    with database.writing("take an article in") as connection:
        feed_id = _feed(connection, Feed(url, outlet or "Saved articles"))
    entries.store(database, feed_id, Feed(url, outlet or "Saved articles"), [entry], now=datetime.now(UTC))
    with database.writing("take an article in") as connection:
        (entry_id,) = connection.execute(
            "UPDATE entries SET read = 1 WHERE feed_id = ? AND key = ? RETURNING id", (feed_id, entry.id)
        ).fetchone()
    return int(entry_id)


def _feed(connection: sqlite3.Connection, feed: Feed) -> int:
    connection.execute(
        "INSERT INTO feeds (url, title, folder, also_in, subscribed, added) VALUES (?, ?, ?, ?, 0, ?) "
        "ON CONFLICT (url) DO NOTHING",
        (feed.url, feed.title, to_json(()), to_json(()), moment(datetime.now(UTC))),
    )
    return int(connection.execute("SELECT id FROM feeds WHERE url = ?", (feed.url,)).fetchone()[0])


def _versions(database: Database, entry_id: int, article: Article) -> None:
    with database.writing("take earlier texts in") as connection:
        for version in reversed(article.versions):
            document = version.document
            connection.execute(
                "INSERT OR IGNORE INTO versions (entry_id, digest, url, document, replaced) VALUES (?, ?, ?, ?, ?)",
                (entry_id, document.digest, document.url, pack(document), moment(version.replaced)),
            )


def _corrections(database: Database, article: Article) -> int:
    document = article.document
    with database.reading("read corrections") as connection:
        known = [
            _timeless(unpack_correction(blob))
            for (blob,) in connection.execute(
                f"SELECT correction FROM corrections WHERE {OF_ARTICLE}",  # noqa: S608  (a constant)
                {"digest": document.digest, "url": document.url},
            )
        ]
    more = [one for one in dict.fromkeys(article.corrections) if _timeless(one) not in known]
    for correction in more:
        documents.add_correction(database, document, correction)
    return len(more)


def _timeless(correction: Correction) -> Correction:
    """A correction as it is compared: some files do not tell when it was made."""
    return msgspec.structs.replace(correction, created=None)


def _notes(database: Database, article: Article) -> int:
    known = {key for note in notes.of(database, article.document) for key in _keys(note)}
    count = 0
    for note in article.notes:
        if known.isdisjoint(_keys(note)):
            notes.add(database, article.document, note)
            known.update(_keys(note))
            count += 1
    return count


def _keys(note: Note) -> set[tuple[object, ...]]:
    """What tells a note from others: its words with what it says and, if that is known, with when it was made."""
    words = (note.anchor.exact, note.anchor.in_title)
    keys: set[tuple[object, ...]] = {(*words, note.body)}
    return keys | {(*words, moment(note.created))} if note.created else keys
