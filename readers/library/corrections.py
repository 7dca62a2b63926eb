"""What the reader set right, by article: kept apart from what the annotator found, and laid over it when asked for."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from readers.corrections import apply
from readers.library.values import moment, pack, unpack_correction
from readers.model import Annotations, Correction, Document

_OF_ARTICLE = "(digest = :digest OR (url <> '' AND url = :url))"


def of(connection: sqlite3.Connection, document: Document) -> list[Correction]:
    """The corrections in force for an article, the oldest first; those of an earlier text of it among them."""
    found = connection.execute(
        f"SELECT correction FROM corrections WHERE {_OF_ARTICLE} AND undone IS NULL ORDER BY id",  # noqa: S608  (a constant)
        _article(document),
    ).fetchall()
    return [unpack_correction(blob) for (blob,) in found]


def corrected(connection: sqlite3.Connection, document: Document, found: Annotations) -> Annotations:
    """What the annotator found in an article, with everything set right that could be."""
    return apply(document, found, of(connection, document))


def add(connection: sqlite3.Connection, document: Document, correction: Correction) -> None:
    """Keep a correction of an article."""
    connection.execute(
        "INSERT INTO corrections (digest, url, correction) VALUES (:digest, :url, :correction)",
        {**_article(document), "correction": pack(correction)},
    )


def undo(connection: sqlite3.Connection, document: Document, *, now: datetime) -> Correction | None:
    """Take the last correction of an article back; ``None`` if there is none in force."""
    found = connection.execute(
        f"SELECT id, correction FROM corrections WHERE {_OF_ARTICLE} AND undone IS NULL ORDER BY id DESC LIMIT 1",  # noqa: S608
        _article(document),
    ).fetchone()
    if found is None:
        return None
    number, blob = found
    connection.execute("UPDATE corrections SET undone = ? WHERE id = ?", (moment(now), number))
    return unpack_correction(blob)


def _article(document: Document) -> dict[str, str]:
    return {"digest": document.digest, "url": document.url}
