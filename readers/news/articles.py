"""The article of one entry: its page's text or the feed's own, fetched when it is wanted or when it has changed."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from readers.clean import host_of
from readers.errors import FetchError, LibraryError, PageError, QuothError, SourceError
from readers.feeds.endings import page_breaks_off
from readers.feeds.manners import Manners
from readers.model import Document, EntryRow, Feed, FeedOptions, Validators
from readers.news.sources import BROKEN_OFF, document_from_entry, is_whole

if TYPE_CHECKING:
    from readers.feeds.client import Client
    from readers.library.library import Library
    from readers.work.runner import JobRunner

_MOST = 30
"""Pages fetched again in one go; the rest waits for the next, or for the reader who opens the entry."""


class _BrokenOffError(FetchError):
    """A page that came without its end, and what of its article came."""

    def __init__(self, url: str, document: Document) -> None:
        super().__init__(BROKEN_OFF, url=url)
        self.document = msgspec.structs.replace(document, problem=document.problem or BROKEN_OFF)


class _Page(NamedTuple):
    """The article of a page; what to ask with next time, if anything new; whether it is as the page is now."""

    document: Document
    validators: Validators
    up_to_date: bool = True


async def fetch_article(
    library: Library, row: EntryRow, *, client: Client, worker: JobRunner, full: bool | None = None
) -> Document:
    """The article of an entry: from the library, else from the network, else as far as the feed itself gives it.

    Args:
        library: asked first; what was fetched is stored there.
        row: the entry.
        client: the network.
        worker: extracts.
        full: ``True`` to fetch the page even if the feed's text seems whole or a document is stored, ``False`` for
            the feed's own text, ``None`` for what was chosen last or, the first time, what seems whole.

    Returns:
        A document; its ``problem`` says why it is not the whole article, if it should be and is not.

    Raises:
        FetchError, PageError, SourceError: there is nothing to read.
    """
    if full is None and (stored := await asyncio.to_thread(library.document, row.id)) is not None:
        return stored
    entry = await asyncio.to_thread(library.entry, row.id)
    feed = await asyncio.to_thread(library.feed_of, row.id)
    own = document_from_entry(entry, feed)
    had = await _page_had(library, row, own)
    options = await asyncio.to_thread(library.options, row.feed_id)
    if full is False:
        return await _own_text(library, row, own, had)
    if not entry.link or (full is None and suffices(own, options)):
        await asyncio.to_thread(library.store_document, row.id, own)
        return own
    try:
        page = await _fetch_page(library, row, entry.link, feed, had, client=client, worker=worker)
    except (FetchError, PageError, SourceError) as error:
        if had is None and isinstance(error, _BrokenOffError):
            return _completed(error.document, own)  # which is not kept, so that it is asked for again
        if had is None:
            return await _fall_back(library, row, own, error)
        page = _Page(had, Validators(), up_to_date=False)
    return await _store(library, row, page, own, had)


def suffices(own: Document, options: FeedOptions) -> bool:
    """Whether the feed's own text is what is to be read at first."""
    return is_whole(own) if not options.text else options.text == "feed" and bool(own.text)


async def renew_article(library: Library, row: EntryRow, *, client: Client, worker: JobRunner) -> Document:
    """The article of an entry whose feed has brought another version of it: from where it came before, stored anew.

    Args:
        library: where it is, and what was fetched is stored.
        row: the entry.
        client: the network.
        worker: extracts.

    Returns:
        The document as it is now; it may have the same words as before.

    Raises:
        FetchError, PageError, SourceError: it cannot be had. The text that the library has stays as it is, and old.
    """
    stored = await asyncio.to_thread(library.document, row.id)
    if stored is None:
        return await fetch_article(library, row, client=client, worker=worker)
    entry = await asyncio.to_thread(library.entry, row.id)
    feed = await asyncio.to_thread(library.feed_of, row.id)
    own = document_from_entry(entry, feed)
    had = stored if not stored.from_feed else await _page_had(library, row, own)
    chosen = stored.from_feed and had is not None  # the feed's own text, though there is the page's
    options = await asyncio.to_thread(library.options, row.feed_id)
    if own.text and (chosen or (stored.from_feed and (not entry.link or suffices(own, options)))):
        await asyncio.to_thread(library.store_document, row.id, own)
        return own
    if not entry.link:
        raise SourceError("the feed gives neither a text nor a page for it any more.")
    try:
        page = await _fetch_page(library, row, entry.link, feed, had, client=client, worker=worker)
    except (FetchError, PageError, SourceError) as error:
        if not stored.from_feed:
            raise
        return await _fall_back(library, row, own, error)  # as little as before, but as it is now
    return await _store(library, row, page, own, had)


def _completed(document: Document, own: Document) -> Document:
    """A page's document with what only the feed knows; the feed's own, if the page gives less."""
    if len(document.text) < 0.8 * len(own.text):
        # The page gave less than the feed: a teaser, or the wrong part of it.
        document = msgspec.structs.replace(own, problem=document.problem)
    return msgspec.structs.replace(
        document,
        title=document.title or own.title,
        authors=document.authors or own.authors,
        # A page without a date of its own is dated by guess; the feed says when it published what it lists.
        published=own.published or document.published,
        url=document.url or own.url,
        site=document.site or own.site,
    )


async def _page_had(library: Library, row: EntryRow, own: Document) -> Document | None:
    """The article as it was last had from its page, if it was."""
    stored = await asyncio.to_thread(library.document, row.id)
    if stored is not None and not stored.from_feed and stored.text != own.text:
        return stored
    kept = await asyncio.to_thread(library.setting, f"entry.{row.id}.page.text")
    return None if kept is None else msgspec.json.decode(kept, type=Document)


async def _own_text(library: Library, row: EntryRow, own: Document, had: Document | None) -> Document:
    """The feed's own text from now on; the page's is kept, to be there again without a network."""
    if not own.text:
        raise SourceError(f"The feed gives no text of “{own.title or row.link}”: it is on the page alone.")
    if had is not None:
        kept = msgspec.json.encode(had).decode()
        await asyncio.to_thread(library.set_setting, f"entry.{row.id}.page.text", kept)
    await asyncio.to_thread(library.store_document, row.id, own)
    return own


async def _fetch_page(
    library: Library, row: EntryRow, url: str, feed: Feed, had: Document | None, *, client: Client, worker: JobRunner
) -> _Page:
    """The article of an address; the one we had, if the server says that it has not changed."""
    # Of a feed's addresses only its own is the reader's choice; what the feed says of itself could name any machine.
    typed = host_of(url) == host_of(feed.url)
    validators = Validators()
    known = await asyncio.to_thread(library.setting, _page_key(row)) if had is not None else None
    if known is not None:
        validators = msgspec.json.decode(known, type=Validators)
    manners = Manners.of(feed.url, await asyncio.to_thread(library.options, row.feed_id))
    answer = await client.get(url, validators=validators, accept="page", user_typed=typed, manners=manners)
    if answer.not_modified and had is not None:
        return _Page(had, Validators())
    document = await worker.call(
        "extract_page", priority=1, body=answer.body, url=answer.url, content_type=answer.content_type
    )
    if not answer.whole and page_breaks_off(answer.body):
        raise _BrokenOffError(url, document)
    return _Page(document, answer.validators)


async def _store(library: Library, row: EntryRow, page: _Page, own: Document, had: Document | None) -> Document:
    """Keep a page's article, and with it what to ask with whether it has changed."""
    document = _completed(page.document, own)
    if page.up_to_date:
        document = msgspec.structs.replace(document, fetched=datetime.now(UTC))
    before = None if document.from_feed else had
    known = page.validators != Validators()
    asking = (_page_key(row), msgspec.json.encode(page.validators).decode()) if known else None
    await asyncio.to_thread(
        library.store_document, row.id, document, before=before, up_to_date=page.up_to_date, setting=asking
    )
    return document


def _page_key(row: EntryRow) -> str:
    return f"entry.{row.id}.page"


async def _fall_back(library: Library, row: EntryRow, own: Document, error: QuothError) -> Document:
    """The feed's own text, with the reason; kept if asking again would not help."""
    if not own.text:
        if own.title:
            own = msgspec.structs.replace(own, text=own.title)
        else:
            raise error
    document = msgspec.structs.replace(own, problem=str(error))
    if not isinstance(error, FetchError) or error.status in {401, 402, 403, 404, 410, 451}:
        await asyncio.to_thread(library.store_document, row.id, document)
    return document


async def renew_waiting(library: Library, *, client: Client, worker: JobRunner) -> int:
    """Fetch again the articles, opened before, whose feeds have brought another version of their entries.

    Each is tried once for each version that its feed brings; one that cannot be had then waits for the reader.

    Args:
        library: where they are.
        client: the network; it asks no host for two pages at a time.
        worker: extracts.

    Returns:
        How many have other words than before.
    """
    waiting = await asyncio.to_thread(library.outdated, limit=_MOST)

    async def renew(entry_id: int) -> bool:
        try:
            before = await asyncio.to_thread(library.row, entry_id)
            try:
                await renew_article(library, before, client=client, worker=worker)
            except (FetchError, PageError, SourceError):
                await asyncio.to_thread(library.tried_in_vain, entry_id)  # whoever opens it is told why
                return False
            return (await asyncio.to_thread(library.row, entry_id)).changed != before.changed
        except LibraryError:
            return False  # its feed was left meanwhile

    return sum(await asyncio.gather(*map(renew, waiting)))
