"""Read later: articles that came by no feed, kept in the library under a list of the reader's own."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from readers.model import READ_LATER, Document, Entry, EntryRow, Feed

if TYPE_CHECKING:
    from readers.library.library import Library

TITLE = "Read later"
_HEADLINE, _SUMMARY = 80, 400
"""Characters of the text that stand for a missing headline, and that a list shows."""


async def keep(library: Library, document: Document, *, now: datetime | None = None) -> EntryRow:
    """Keep an article in the library; the same article, by its address or text, is kept once, as it is now.

    Args:
        library: where to.
        document: the article, as `readers.news.sources.load` gives it.
        now: the moment; the article's date in lists, if it has none.

    Raises:
        LibraryError: it cannot be written.
    """
    return await asyncio.to_thread(_keep, library, document, now or datetime.now(UTC))


def _keep(library: Library, document: Document, now: datetime) -> EntryRow:
    feed = library.subscribe(Feed(READ_LATER, title=TITLE), now=now)
    entry = Entry(
        id=document.url or document.digest,
        title=document.title or f"{document.text[:_HEADLINE].strip()}…",
        link=document.url,
        authors=document.authors,
        published=document.published,
        summary=document.text[:_SUMMARY].replace("&", "&amp;").replace("<", "&lt;"),
    )
    library.store_entries(feed.id, Feed(READ_LATER, title=TITLE), [entry], now=now)
    entry_id = library.entry_of(feed.id, entry.id)
    library.store_document(entry_id, document)
    return library.row(entry_id)
