"""An article's quotes as a table, ready to cite from."""

from __future__ import annotations

import csv
import io

from readers.model import Annotations, Article
from readers.save import layout

COLUMNS = (
    "speaker",
    "quote",
    "kind",
    "attribution",
    "confidence",
    "title",
    "source",
    "date",
    "url",
    "start",
    "end",
    "tags",
)

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def to_csv(article: Article) -> str:
    """The quotes as CSV (RFC 4180) with a heading, one a row; `COLUMNS` says in which order.

    A cell that a spreadsheet would take for a formula begins with an apostrophe, which it does not show.
    """
    article = layout.printable_article(article)
    text, found = article.document.text, article.annotations or Annotations("")
    names = {entity.id: layout.printable(entity.name) for entity in found.entities}
    published = article.document.published or (article.row.published if article.row else None)
    about = (
        layout.headline(article),
        layout.outlet(article),
        published.isoformat() if published else "",
        layout.address(article),
    )
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for quote in found.quotes:
        speaker = names.get(quote.speaker, "") if quote.speaker is not None else ""
        cells = (speaker, layout.said(quote, text), quote.kind, layout.attribution(quote, text))
        where = (quote.start, quote.end, _safe(" ".join(layout.tags(article))))
        table.writerow((*map(_safe, cells), round(quote.confidence, 4), *map(_safe, about), *where))
    return out.getvalue()


def _safe(cell: str) -> str:
    """A cell that no spreadsheet calculates."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) or cell.startswith("'") else cell
