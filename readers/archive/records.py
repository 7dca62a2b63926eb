"""One record of an input → a `Document`, with what the record tells of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import msgspec

from readers.clean import clean_line, host_of, http_url
from readers.errors import PageError, SourceError
from readers.feeds.dates import from_text, plausible
from readers.model import Document
from readers.work import limits

LARGEST = 15_000_000
"""Bytes of a page or text; what is larger is set aside."""

Record = Mapping[str, Any]
"""``text``, or ``html`` (text or bytes; ``content_type`` beside it), and any of ``id url title authors published outlet
language``. ``site`` and ``date`` are understood too."""


def document_of(record: Record) -> Document:
    """The article of a record: a text exactly as it is, or what is the article of a page.

    What the record tells goes before what the page tells.

    Raises:
        SourceError: it has neither text nor page, or something in it is of the wrong kind.
        PageError: no article is in the page.
    """
    url = http_url(_words(record, "url"))
    text, page = record.get("text"), record.get("html")
    if text is not None and not isinstance(text, str):
        raise SourceError(f"“text” is no text but {type(text).__name__}.")
    if page is not None and not isinstance(page, str | bytes):
        raise SourceError(f"“html” is no page but {type(page).__name__}.")
    given = page if page is not None else text
    if given is None or not given.strip():
        raise SourceError("The record has neither “text” nor “html”.")
    if len(given) > LARGEST:
        raise SourceError(f"The record is larger than {LARGEST / 1e6:.0f} MB.")
    if page is None:
        document = Document(text=str(text).encode("utf-8", "replace").decode(), url=url)
    else:
        document = _extracted(page, url, _words(record, "content_type"))
    return _told(document, record, url)


def name_of(record: Record, otherwise: str) -> str:
    """What a record is known by: its id, else its address, else what is said here."""
    given = record.get("id")
    return str(given) if given not in (None, "") else _line(record.get("url")) or otherwise


def outlet_of(document: Document) -> str:
    """The name of the publication, or else the host."""
    return document.site or host_of(document.url).removeprefix("www.")


def _extracted(page: str | bytes, url: str, content_type: str) -> Document:
    from readers.pages.html import extract_html  # noqa: PLC0415  (lxml and trafilatura: only where there are pages)

    if isinstance(page, str):
        page, content_type = page.encode("utf-8", "replace"), "text/html; charset=utf-8"
    with limits.bounded(url, PageError):
        return extract_html(page, url=url, content_type=content_type)


def _told(document: Document, record: Record, url: str) -> Document:
    authors = record.get("authors") or ()
    authors = (authors,) if isinstance(authors, str) else tuple(map(str, authors))
    language = _words(record, "language") or document.language
    return msgspec.structs.replace(
        document,
        url=url or document.url,
        title=_words(record, "title") or document.title,
        authors=tuple(filter(None, map(clean_line, authors))) or document.authors,
        published=_moment(record, language) or document.published,
        site=_words(record, "outlet", "site") or document.site,
        language=language,
    )


def _moment(record: Record, language: str) -> datetime | None:
    given = record.get("published", record.get("date"))
    if given is None or given == "" or given != given:  # noqa: PLR0124  (pandas: no date is not equal to itself)
        return None
    if isinstance(given, datetime):
        found: datetime | None = given
    elif isinstance(given, date):
        found = datetime(given.year, given.month, given.day, tzinfo=UTC)
    else:
        found = from_text(str(given), language)
    if found is None:
        raise SourceError(f"“{given}” is no date.")
    return plausible(found)


def _words(record: Record, *names: str) -> str:
    return next((line for name in names if (line := _line(record.get(name)))), "")


def _line(value: object) -> str:
    return clean_line(value) if isinstance(value, str) else ""
