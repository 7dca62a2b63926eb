"""An article's quotes and the reader's notes as a table, ready to cite from."""

from __future__ import annotations

import csv
import io

from readers.marks.anchors import plain
from readers.marks.notes import of_article
from readers.model import Annotations, Article, Note
from readers.save import layout
from readers.save.notes import numbered
from readers.save.origins import Origins
from readers.save.record.writing import provenance

COLUMNS = (
    *("speaker", "quote", "kind", "attribution", "confidence", "title", "source", "date", "url", "start", "end"),
    *("tags", "note"),
    *("origin", "context", "fetched", "annotated", "saved", "annotator"),
)

_AROUND = 80
"""Characters before and after a quote that tell its context."""
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def to_csv(article: Article) -> str:
    """The quotes as CSV (RFC 4180) with a heading, one a row; `COLUMNS` says in which order. Then the notes.

    A note's words are its ``quote``, and its ``kind`` is ``note`` or, if nothing was written, ``highlight``. ``start``
    and ``end`` are empty if its words are none of the text. ``origin`` tells what was found by the annotator, corrected
    or added by the reader; ``context`` is the text around.

    A cell that a spreadsheet would take for a formula begins with an apostrophe, which it does not show.
    """
    article = layout.printable_article(article)
    text, found = article.document.text, article.annotations or Annotations("")
    names = {entity.id: layout.printable(entity.name) for entity in found.entities}
    published = layout.published(article)
    about = (
        layout.headline(article),
        layout.outlet(article),
        published.isoformat() if published else "",
        layout.address(article),
    )
    origins, whence = Origins(article), _whence(article)
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for quote in found.quotes:
        speaker = names.get(quote.speaker, "") if quote.speaker is not None else ""
        cells = (speaker, layout.said(quote, text), quote.kind, layout.attribution(quote, text))
        where = (quote.start, quote.end, safe_cell(" ".join(layout.tags(article))), "")
        told = (*map(safe_cell, cells), round(quote.confidence, 4), *map(safe_cell, about))
        added = (origins.of_quote(quote), safe_cell(_context(text, quote.start, quote.end)), *whence)
        table.writerow((*told, *where, *added))
    ordered = of_article(article)
    for note in ordered.whole:
        table.writerow((*_row(note, "", about, ("", "")), "added", "", *whence))
    for _, (note, place), words in numbered(article):
        span = place.span
        row = _row(note, words, about, ("", "") if place.in_title else (span.start, span.end))
        around = "" if place.in_title else safe_cell(_context(text, span.start, span.end))
        table.writerow((*row, "added", around, *whence))
    for note in ordered.lost:
        table.writerow((*_row(note, plain(note.anchor.exact), about, ("", "")), "added", "", *whence))
    return out.getvalue()


def _context(text: str, start: int, end: int) -> str:
    return " ".join(text[max(0, start - _AROUND) : end + _AROUND].split())


def _whence(article: Article) -> tuple[str, ...]:
    """When the article was fetched, annotated and saved, and by what it was annotated."""
    whence = provenance(article)
    moments = (whence.fetched, whence.annotated, whence.saved)
    return (*(moment.isoformat() if moment else "" for moment in moments), safe_cell(whence.annotator or ""))


def _row(note: Note, words: str, about: tuple[str, ...], where: tuple[object, object]) -> tuple[object, ...]:
    cells = ("", words, "note" if note.body else "highlight", "")
    return (
        *map(safe_cell, cells),
        "",
        *map(safe_cell, about),
        *where,
        safe_cell(" ".join(note.tags)),
        safe_cell(note.body),
    )


def safe_cell(cell: str) -> str:
    """A cell that no spreadsheet calculates."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) or cell.startswith("'") else cell
