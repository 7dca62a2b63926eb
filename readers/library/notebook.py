"""The reader's notes across articles."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import datetime

import msgspec

from readers.library.entries import rows_by_id
from readers.library.library import Library
from readers.library.notes import COLUMNS, note_of
from readers.library.query.noting import Noted, notes_passing
from readers.library.query.tree import Node, Term, conjoined, mapped, parse
from readers.marks.anchors import plain
from readers.model import EntryRow, Note

ENTRY = """
    coalesce(
        (SELECT max(entry_id) FROM documents AS d
         WHERE d.digest = notes.digest OR (d.url <> '' AND d.url = notes.url)),
        (SELECT max(entry_id) FROM versions AS v
         WHERE v.digest = notes.digest OR (v.url <> '' AND v.url = notes.url)))
"""
"""The entry that a note's article came by, in words that let SQLite use both indexes."""


class Jotting(msgspec.Struct, frozen=True):
    """A note, and to what.

    Attributes:
        id: the note's number.
        row: the article's entry; ``None`` if it was opened directly, or its feed was left.
        title: the article's headline.
        url: its address; empty for a file.
        text: the marked words; empty for a note to the whole article.
        body: what the reader wrote; empty for a mere highlight.
        tags: without hashes.
        created: when.
        modified: when it was last changed.
    """

    id: int
    row: EntryRow | None
    title: str
    url: str
    text: str
    body: str
    tags: tuple[str, ...]
    created: datetime | None
    modified: datetime | None


def find_notes(
    library: Library,
    query: str = "",
    *,
    about: str = "",
    tag: str = "",
    limit: int = 50,
    now: datetime | None = None,
) -> list[Jotting]:
    """Notes across articles, the newest first.

    Args:
        library: where to look.
        query: in the library's language; see `readers.library.query.noting` for what it asks of the note.
        about: only notes that have all these words, among those marked and those written; as in a search.
        tag: only notes with this tag, with or without its hash, in any case.
        limit: at most so many.
        now: the present moment, for ``since:7d``; the clock's if not given.

    Raises:
        QueryError: the query cannot be understood.
        LibraryError: the library cannot be read.
    """
    node, in_vain = _asked(query, about)
    if in_vain:
        return []
    with library.database.reading("look notes up") as connection:
        found = _found(connection, node, tag.removeprefix("#").casefold(), limit, now or datetime.now().astimezone())
        ids = [entry_id for *_, entry_id in found if entry_id is not None]
        rows = {row.id: row for row in rows_by_id(connection, ids)}
    return [
        Jotting(
            id=note.id,
            row=rows.get(entry_id) if entry_id is not None else None,
            title=title,
            url=url,
            text=plain(note.anchor.exact),
            body=note.body,
            tags=note.tags,
            created=note.created,
            modified=note.modified,
        )
        for note, title, url, entry_id in found
    ]


def _asked(query: str, about: str) -> tuple[Node | None, bool]:
    """What is asked of notes, in one tree, and whether anything was typed that asks for nothing."""
    nodes = [parse(words, about="note") for words in (query, about) if words.strip()]
    if None in nodes:
        return None, True
    return conjoined(*(node and mapped(node, _of_the_note) for node in nodes)), False


def _found(
    connection: sqlite3.Connection, node: Node | None, tag: str, limit: int, now: datetime
) -> list[tuple[Note, str, str, int | None]]:
    """The notes that pass, newest first, each with its article's headline, address and entry."""
    found = []
    for *columns, title, url, entry_id in connection.execute(
        f"SELECT {COLUMNS}, title, url, {ENTRY} FROM notes ORDER BY id DESC",  # noqa: S608  (constants)
    ):
        note = note_of(tuple(columns))
        if not tag or tag in map(str.casefold, note.tags):
            found.append((note, title, url, entry_id))
        if len(found) == limit and node is None:
            break
    if node is None:
        return found
    noted = [Noted(note.id, note.tags, note.created, title, entry) for note, title, _, entry in found]
    passed = notes_passing(connection, node, noted, now)
    return [one for one in found if one[0].id in passed][:limit]


def _of_the_note(term: Term) -> Term:
    return term if term.field else replace(term, field="note")
