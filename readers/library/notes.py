"""What the reader marked and wrote, by article."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec

from readers.errors import LibraryError
from readers.library.database import Database
from readers.library.values import from_json, moment, pack, to_json, unpack_anchor, when
from readers.library.versions import OF_ARTICLE
from readers.model import Document, Note

COLUMNS = "id, anchor, body, tags, created, modified"
"""What `note_of` makes a note of."""


def of(database: Database, document: Document) -> list[Note]:
    """The notes to an article, the oldest first; those to an earlier text of it among them."""
    with database.reading("read notes") as connection:
        found = connection.execute(
            f"SELECT {COLUMNS} FROM notes WHERE {OF_ARTICLE} ORDER BY id",  # noqa: S608  (constants)
            {"digest": document.digest, "url": document.url},
        ).fetchall()
    return [note_of(row) for row in found]


def add(database: Database, document: Document, note: Note) -> Note:
    """Keep a note to an article; gives it with its number and moments.

    Args:
        database: the library file.
        document: the article.
        note: one with a number was deleted, and is put back under it.

    Raises:
        LibraryError: there is a note of that number, or it cannot be written.
    """
    return insert(database, note, digest=document.digest, url=document.url, title=document.title)


def insert(database: Database, note: Note, *, digest: str, url: str, title: str) -> Note:
    """The same, for the article of a text, an address and a headline."""
    created = note.created or datetime.now(UTC)
    note = msgspec.structs.replace(note, created=created, modified=note.modified or created)
    with database.writing("store a note") as connection:
        if connection.execute("SELECT 1 FROM notes WHERE id = ?", (note.id,)).fetchone():
            raise LibraryError(f"Note number {note.id} is in the library already: another Quoth may have put it back.")
        number = connection.execute(
            "INSERT INTO notes (id, digest, url, title, words, anchor, body, tags, created, modified) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(note.id or None, digest, url, title),
                *(note.anchor.exact, pack(note.anchor), note.body, to_json(note.tags)),
                *(moment(created), moment(note.modified or created)),
            ),
        ).lastrowid
    return msgspec.structs.replace(note, id=number)


def change(database: Database, note: Note) -> None:
    """Keep what a note says now.

    Raises:
        LibraryError: there is no such note, or it cannot be written.
    """
    with database.writing("change a note") as connection:
        changed = connection.execute(
            "UPDATE notes SET body = ?, tags = ?, modified = ? WHERE id = ?",
            (note.body, to_json(note.tags), moment(note.modified or datetime.now(UTC)), note.id),
        ).rowcount
    if not changed:
        raise LibraryError(f"The library has no note number {note.id}: another Quoth may have deleted it.")


def delete(database: Database, note_id: int) -> None:
    """Delete a note for good; one that is gone already is no error."""
    with database.writing("delete a note") as connection:
        connection.execute("DELETE FROM notes WHERE id = ?", (note_id,))


def note_of(row: tuple[Any, ...]) -> Note:
    """The note of a row of `COLUMNS`."""
    number, anchor, body, tags, created, modified = row
    return Note(number, unpack_anchor(anchor), body, from_json(tags), when(created), when(modified))
