"""Every name, quote and note of an article as rows of one table, each mention a row: for data frames and SQL."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import BinaryIO, Literal, NamedTuple

from readers.marks.anchors import plain
from readers.marks.notes import of_article
from readers.model import Annotations, Article, Span
from readers.save import layout
from readers.save.datasets.tables import safe_cell
from readers.save.identity import identity
from readers.save.notes import numbered
from readers.save.origins import Origins
from readers.save.record.writing import provenance

_AROUND = 80
"""Characters before and after the words that tell their context."""


class Row(NamedTuple):
    """A mention, a quote or a note. The order of the attributes is that of the columns.

    Attributes:
        article: what tells the article from all others, see `readers.save.identity`.
        title: its headline.
        source: its outlet.
        published: when, or ``None``.
        url: its address, or empty.
        row: what it is.
        name: who is named, who speaks; empty for nobody and for a note.
        kind: of an entity (``PERSON``), of a quote (``direct``), ``note`` or ``highlight``.
        text: the words.
        start: of them in the text, or in the headline; ``None`` of a note to the whole or to words that are gone.
        end: one past the last.
        in_title: whether they are the headline's.
        pieces: the stretches of a quote, each ``start-end``, parted by spaces.
        before: what stands before the words, on one line.
        after: what stands behind them.
        attribution: the words that say who speaks, and how.
        confidence: that the speaker is right; ``None`` for what is no quote.
        salience: how much the article is about the name; ``None`` for what is no name.
        origin: whether the annotator found it, and whether the reader set it right or added it.
        note: what the reader wrote.
        tags: of the note, parted by spaces.
        annotator: the model and its version.
        known_as: what the library calls whoever the name means; empty if that is not known.
        sure: how sure that is, see `readers.model.Meant`; ``None`` likewise. That it is a name has no such number.
        fetched: when the page was, or ``None``.
        annotated: when the names and quotes were found, or ``None``.
        saved: when this was written, or ``None``.
    """

    article: str
    title: str
    source: str
    published: datetime | None
    url: str
    row: Literal["name", "quote", "note"]
    name: str = ""
    kind: str = ""
    text: str = ""
    start: int | None = None
    end: int | None = None
    in_title: bool = False
    pieces: str = ""
    before: str = ""
    after: str = ""
    attribution: str = ""
    confidence: float | None = None
    salience: float | None = None
    origin: str = "found"
    note: str = ""
    tags: str = ""
    annotator: str = ""
    known_as: str = ""
    sure: float | None = None
    fetched: datetime | None = None
    annotated: datetime | None = None
    saved: datetime | None = None


def rows(article: Article) -> Iterator[Row]:
    """Names by salience, each mention in the order of the text; then quotes; then notes."""
    whose = identity(article)
    article = layout.printable_article(article)
    found = article.annotations or Annotations("")
    about = (
        whose,
        layout.headline(article),
        layout.outlet(article),
        layout.published(article),
        layout.address(article),
    )
    whence, annotator = provenance(article), layout.printable(found.version)
    for row in chain(_names(article, about), _quotes(article, about), _notes(article, about)):
        yield row._replace(
            annotator="" if row.row == "note" else annotator,
            fetched=whence.fetched,
            annotated=whence.annotated,
            saved=whence.saved,
        )


_About = tuple[str, str, str, datetime | None, str]


def _names(article: Article, about: _About) -> Iterator[Row]:
    origins, meant = Origins(article), {one.entity: one for one in article.meant}
    for entity in (article.annotations or Annotations("")).entities:
        row = Row(*about, "name", layout.printable(entity.name), entity.kind)
        row = row._replace(salience=round(entity.salience, 4), origin=origins.of_entity(entity))
        if (one := meant.get(entity.id)) is not None:
            row = row._replace(known_as=one.name, sure=round(one.confidence, 4))
        yield from (
            _placed(row, article.document.title, span)._replace(in_title=True) for span in entity.title_mentions
        )
        yield from (_placed(row, article.document.text, span) for span in entity.mentions)


def _quotes(article: Article, about: _About) -> Iterator[Row]:
    found, text, origins = article.annotations or Annotations(""), article.document.text, Origins(article)
    names = {entity.id: layout.printable(entity.name) for entity in found.entities}
    for quote in found.quotes:
        speaker = names.get(quote.speaker, "") if quote.speaker is not None else ""
        row = _placed(Row(*about, "quote", speaker, quote.kind), text, Span(quote.start, quote.end))
        yield row._replace(
            text=layout.said(quote, text),
            pieces=" ".join(f"{piece.start}-{piece.end}" for piece in layout.pieces(quote)),
            attribution=layout.attribution(quote, text),
            confidence=round(quote.confidence, 4),
            origin=origins.of_quote(quote),
        )


def _notes(article: Article, about: _About) -> Iterator[Row]:
    ordered = of_article(article)
    row = Row(*about, "note", origin="added")
    for note in ordered.whole:
        yield row._replace(kind="note", note=note.body, tags=" ".join(note.tags))
    for _, (note, place), words in numbered(article):
        text = article.document.title if place.in_title else article.document.text
        yield _placed(row, text, place.span)._replace(
            kind="note" if note.body else "highlight",
            text=words,
            in_title=place.in_title,
            note=note.body,
            tags=" ".join(note.tags),
        )
    for note in ordered.lost:
        words = plain(note.anchor.exact)
        yield row._replace(
            kind="note" if note.body else "highlight", text=words, note=note.body, tags=" ".join(note.tags)
        )


def _placed(row: Row, text: str, span: Span) -> Row:
    return row._replace(
        text=" ".join(text[span.start : span.end].split()),
        start=span.start,
        end=span.end,
        before=" ".join(text[max(0, span.start - _AROUND) : span.start].split()),
        after=" ".join(text[span.end : span.end + _AROUND].split()),
    )


class RowsAsCsv:
    """The rows as a CSV file (RFC 4180) for spreadsheets: UTF-8 with its mark, nothing in it a formula.

    Args:
        file: to write to.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._write([Row._fields], "utf-8-sig")

    def add(self, article: Article) -> None:
        """Write the rows of an article."""
        self._write([list(map(_cell, row)) for row in rows(article)], "utf-8")

    def close(self) -> None:
        """Nothing comes after the last."""

    def abandon(self) -> None:
        """Nothing waits to be written."""

    def _write(self, cells: Sequence[Sequence[str]], encoding: str) -> None:
        out = io.StringIO()
        csv.writer(out).writerows(cells)
        self._file.write(out.getvalue().encode(encoding, "replace"))


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.isoformat()
    return safe_cell(value) if isinstance(value, str) else str(value)
