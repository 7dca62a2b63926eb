"""The whole way for all feeds: fetch what is due, parse what has changed, store what is new, telling of each step."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from readers.clean import host_of
from readers.errors import FetchError, LibraryError, PageError, QuothError, SourceError
from readers.feeds import schedule
from readers.model import Document, EntryRow, Feed, Subscription, Validators
from readers.news.poll import FeedDone, FeedFailed, FeedPoller, FeedSkipped, resting_hosts
from readers.news.sources import document_from_entry, is_whole

if TYPE_CHECKING:
    from readers.feeds.client import Client
    from readers.library.library import Library
    from readers.work.runner import JobRunner

__all__ = ["Event", "FeedDone", "FeedFailed", "FeedSkipped", "FeedStarted", "Finished", "fetch_article", "refresh"]

_MOST_AT_ONCE = 32
"""Feeds under way at once, those waiting for their host or for the parser included; the client has its own bounds."""


class FeedStarted(msgspec.Struct, frozen=True, tag=True):
    """A feed is being fetched."""

    subscription_id: int


class Finished(msgspec.Struct, frozen=True, tag=True):
    """All is done; the counts of the whole. ``skipped`` were left alone.

    ``offline``: no host at all could be reached, so that it is the network that is missing, and not the feeds.
    """

    fetched: int = 0
    failed: int = 0
    skipped: int = 0
    new: int = 0
    changed: int = 0
    offline: bool = False


Event = FeedStarted | FeedDone | FeedFailed | FeedSkipped | Finished


def _now() -> datetime:
    return datetime.now(UTC)


async def refresh(
    library: Library,
    *,
    client: Client,
    worker: JobRunner,
    only: set[int] | None = None,
    now: Callable[[], datetime] = _now,
    interval: timedelta = schedule.INTERVAL,
) -> AsyncIterator[Event]:
    """Fetch feeds, many at once; the failure of one stops no other. Closing the iterator cancels what is under way.

    Args:
        library: where feeds, their schedules and entries are.
        client: the network.
        worker: parses.
        only: these, by the reader's wish, whether or not they are due, save those of hosts that asked for rest;
            ``None`` for all that are due.
        now: the clock.
        interval: between two fetches of a feed whose publisher asks for nothing longer.

    Yields:
        `FeedSkipped` for each feed that is left alone; `FeedStarted` and one of `FeedDone` and `FeedFailed` for each of
        the others, in the order of things; then `Finished`.
    """
    chosen = [one for one in await asyncio.to_thread(library.subscriptions) if only is None or one.id in only]
    rests = await asyncio.to_thread(_rests, library, chosen, now(), interval, by_hand=only is not None)
    due = _spread([one for one in chosen if rests[one.id] is None])
    for left_alone, rest in rests.items():
        if rest is not None:
            yield FeedSkipped(left_alone, rest.reason, rest.until)
    events, places = asyncio.Queue[Event](), asyncio.Semaphore(_MOST_AT_ONCE)
    one_feed = FeedPoller(library, client, worker, now, interval)
    tasks = {
        asyncio.create_task(_poll(one_feed, one, places, events), name=f"refresh {one.feed.url}"): one for one in due
    }
    ended: list[FeedDone | FeedFailed] = []
    try:
        while len(ended) < len(due):
            event = await _next_event(events, tasks, one_feed)
            if isinstance(event, FeedDone | FeedFailed):
                ended.append(event)
            yield event
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    finished = _sum_up(ended, skipped=len(chosen) - len(due))
    if finished.offline and len({host_of(one.feed.url) for one in due}) > 1:
        await asyncio.to_thread(_acquit, library, due, now())
    yield finished


def _rests(
    library: Library, feeds: Sequence[Subscription], now: datetime, interval: timedelta, *, by_hand: bool
) -> dict[int, schedule.Rest | None]:
    """Why each of some feeds is to be left alone, by its id; ``None`` if it is due."""
    hosts = resting_hosts(library, now)
    return {
        one.id: schedule.rest_of(
            one, now, by_hand=by_hand, interval=interval, host_rests=hosts.get(host_of(one.feed.url))
        )
        for one in feeds
    }


async def _poll(
    poller: FeedPoller, subscription: Subscription, places: asyncio.Semaphore, events: asyncio.Queue[Event]
) -> None:
    """Fetch a feed when there is a place for it, and tell of it."""
    async with places:
        events.put_nowait(FeedStarted(subscription.id))
        events.put_nowait(await poller.refresh(subscription))


def _spread(feeds: Sequence[Subscription]) -> list[Subscription]:
    """The feeds in an order in which those of one host stand apart, so that a large host holds up no other."""
    seen: Counter[str] = Counter()
    turns = []
    for feed in feeds:
        host = host_of(feed.feed.url)
        turns.append((seen[host], feed))
        seen[host] += 1
    return [feed for _, feed in sorted(turns, key=lambda turn: turn[0])]


def _sum_up(ended: Sequence[FeedDone | FeedFailed], *, skipped: int) -> Finished:
    done = [event for event in ended if isinstance(event, FeedDone)]
    failed = [event for event in ended if isinstance(event, FeedFailed)]
    return Finished(
        fetched=len(done),
        failed=len(failed),
        skipped=skipped,
        new=sum(event.new for event in done),
        changed=sum(event.changed for event in done),
        offline=bool(ended) and all(isinstance(event, FeedFailed) and event.unreachable for event in ended),
    )


def _acquit(library: Library, feeds: Sequence[Subscription], now: datetime) -> None:
    """Without a network nothing is wrong with any feed: keep of each what was known before, and ask again soon."""
    for one in feeds:
        with contextlib.suppress(LibraryError):  # left meanwhile, perhaps by another process
            library.record_fetch(
                one.id,
                now=one.checked,
                not_before=one.not_before,
                next_check=schedule.after_failure(now, 1, reached=False),
                failures=one.failures,
                problem=one.problem,
                gone=one.gone,
            )


async def _next_event(
    events: asyncio.Queue[Event], tasks: dict[asyncio.Task[None], Subscription], poller: FeedPoller
) -> Event:
    """The next event. A task that ended in an error that is none of ours is told as its feed's failure, once."""
    waiting = asyncio.ensure_future(events.get())
    while not waiting.done():
        await asyncio.wait([waiting, *tasks], return_when=asyncio.FIRST_COMPLETED)
        for task in [task for task in tasks if task.done()]:
            subscription = tasks.pop(task)
            if not task.cancelled() and (error := task.exception()) is not None:
                events.put_nowait(await poller.stumbled(subscription, error))
    return waiting.result()


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
    if full is False:
        return await _own_text(library, row, own, had)
    if not entry.link or (full is None and is_whole(own)):
        await asyncio.to_thread(library.store_document, row.id, own)
        return own
    try:
        document = await _fetch_page(library, row, entry.link, feed, had, client=client, worker=worker)
    except (FetchError, PageError, SourceError) as error:
        if had is None:
            return await _fall_back(library, row, own, error)
        document = had
    if len(document.text) < 0.8 * len(own.text):
        # The page gave less than the feed: a teaser, or the wrong part of it.
        document = msgspec.structs.replace(own, problem=document.problem)
    document = msgspec.structs.replace(
        document,
        title=document.title or entry.title,
        authors=document.authors or entry.authors,
        # A page without a date of its own is dated by guess; the feed says when it published what it lists.
        published=entry.published or document.published,
        url=document.url or entry.link,
        site=document.site or feed.title,
    )
    await asyncio.to_thread(library.store_document, row.id, document)
    return document


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
) -> Document:
    """The article of an address; the one we had, if the server says that it has not changed."""
    # Of a feed's addresses only its own is the reader's choice; what the feed says of itself could name any machine.
    typed = host_of(url) == host_of(feed.url)
    key, validators = f"entry.{row.id}.page", Validators()
    known = await asyncio.to_thread(library.setting, key) if had is not None else None
    if known is not None:
        validators = msgspec.json.decode(known, type=Validators)
    answer = await client.get(url, validators=validators, accept="page", user_typed=typed)
    if answer.not_modified and had is not None:
        return had
    document = await worker.call(
        "extract_page", priority=1, body=answer.body, url=answer.url, content_type=answer.content_type
    )
    if answer.validators != Validators():
        await asyncio.to_thread(library.set_setting, key, msgspec.json.encode(answer.validators).decode())
    return document


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
