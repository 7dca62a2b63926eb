"""What the reader set right, by article: kept apart from what the annotator found, and laid over it when asked for."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from readers.library.values import moment, pack, unpack_correction
from readers.library.versions import OF_ARTICLE
from readers.marks.corrections import Outcome, carry_out
from readers.model import Annotations, Correction, Document


def of(connection: sqlite3.Connection, document: Document) -> list[Correction]:
    """The corrections in force for an article, the oldest first; those of an earlier text of it among them."""
    found = connection.execute(
        f"SELECT correction FROM corrections WHERE {OF_ARTICLE} AND undone IS NULL ORDER BY id",  # noqa: S608  (a constant)
        _article(document),
    ).fetchall()
    return [unpack_correction(blob) for (blob,) in found]


def carried_out(connection: sqlite3.Connection, document: Document, found: Annotations) -> Outcome:
    """What the annotator found in an article, with everything set right that could be, and how each correction fits."""
    return carry_out(document, found, of(connection, document))


def corrected(connection: sqlite3.Connection, document: Document, found: Annotations) -> Annotations:
    """What the annotator found in an article, with everything set right that could be."""
    return carried_out(connection, document, found).annotations


def add(connection: sqlite3.Connection, document: Document, correction: Correction) -> None:
    """Keep a correction of an article."""
    connection.execute(
        "INSERT INTO corrections (digest, url, correction) VALUES (:digest, :url, :correction)",
        {**_article(document), "correction": pack(correction)},
    )


def undo(
    connection: sqlite3.Connection, document: Document, which: Correction | None, *, now: datetime
) -> Correction | None:
    """Take one correction of an article back, or the last; gives it, or ``None`` if no such one is in force."""
    found = connection.execute(
        f"SELECT id, correction FROM corrections WHERE {OF_ARTICLE} AND undone IS NULL ORDER BY id DESC",  # noqa: S608
        _article(document),
    )
    for number, blob in found:
        correction = unpack_correction(blob)
        if which is None or correction == which:
            connection.execute("UPDATE corrections SET undone = ? WHERE id = ?", (moment(now), number))
            return correction
    return None


def _article(document: Document) -> dict[str, str]:
    return {"digest": document.digest, "url": document.url}
