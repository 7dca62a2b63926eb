"""The whole way for all feeds: fetch what is due, parse what has changed, store what is new, telling of each step."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from readers.clean import host_of
from readers.errors import LibraryError
from readers.feeds import schedule
from readers.feeds.programs import REFUSED, is_program
from readers.model import Subscription
from readers.news import ahead
from readers.news.articles import renew_waiting
from readers.news.poll import FeedDone, FeedFailed, FeedPoller, FeedSkipped, resting_hosts
from readers.news.ruling import apply_rules
from readers.news.syncing import by_server, sync_servers
from readers.news.terms import USUAL, Terms
from readers.sync.run import ServerDone, ServerFailed, ServerStarted

if TYPE_CHECKING:
    from readers.feeds.client import Client
    from readers.library.library import Library
    from readers.work.runner import JobRunner

__all__ = [
    "Event",
    "FeedDone",
    "FeedFailed",
    "FeedSkipped",
    "FeedStarted",
    "Finished",
    "PagesRead",
    "ServerDone",
    "ServerFailed",
    "ServerStarted",
    "refresh",
]

_MOST_AT_ONCE = 32
"""Feeds under way at once, those waiting for their host or for the parser included; the client has its own bounds."""


class FeedStarted(msgspec.Struct, frozen=True, tag=True):
    """A feed is being fetched."""

    subscription_id: int


class PagesRead(msgspec.Struct, frozen=True, tag=True):
    """Pages of new entries are being read ahead: ``done`` of ``of``."""

    done: int
    of: int


class Finished(msgspec.Struct, frozen=True, tag=True):
    """All is done; the counts of the whole. ``skipped`` were left alone.

    ``offline``: no host at all could be reached, so that it is the network that is missing, and not the feeds.
    ``corrected``: articles that were opened before and have other words now. ``ahead``: articles read before anybody
    has opened them.
    """

    fetched: int = 0
    failed: int = 0
    skipped: int = 0
    new: int = 0
    changed: int = 0
    offline: bool = False
    corrected: int = 0
    ahead: int = 0


Event = (
    FeedStarted | FeedDone | FeedFailed | FeedSkipped | PagesRead | Finished | ServerStarted | ServerDone | ServerFailed
)


def _now() -> datetime:
    return datetime.now(UTC)


async def refresh(
    library: Library,
    *,
    client: Client,
    worker: JobRunner,
    only: set[int] | None = None,
    now: Callable[[], datetime] = _now,
    terms: Terms = USUAL,
) -> AsyncIterator[Event]:
    """Fetch feeds, many at once; the failure of one stops no other. Closing the iterator cancels what is under way.

    Args:
        library: where feeds, their schedules and entries are.
        client: the network.
        worker: parses.
        only: these, due or not, save those of hosts that asked for rest; ``None`` for all that are due.
        now: the clock.
        terms: what the reader wants.

    Yields:
        `FeedSkipped` for each feed that is left alone; `FeedStarted` and one of `FeedDone` and `FeedFailed` for each of
        the others; what syncs with servers tell; `PagesRead` after each that is read ahead; then `Finished`.
    """
    chosen = await asyncio.to_thread(_chosen, library, only)
    rests = await asyncio.to_thread(_rests, library, chosen, now(), terms, by_hand=only is not None)
    due = _spread([one for one in chosen if rests[one.id] is None])
    for skipped in [FeedSkipped(one, rest.reason, rest.until) for one, rest in rests.items() if rest is not None]:
        yield skipped
    ended: list[FeedDone | FeedFailed] = []
    async with aclosing(_ended(FeedPoller(library, client, worker, now, terms), due, ended)) as events:
        async for event in events:
            yield event
    finished = _sum_up(ended, skipped=len(chosen) - len(due))
    if finished.offline and len({host_of(one.feed.url) for one in due}) > 1:
        await asyncio.to_thread(_acquit, library, due, now())
    servers: list[ServerDone | ServerFailed] = []
    async with aclosing(sync_servers(library, client=client, only=only, now=now, terms=terms)) as told:
        async for event in told:
            servers += [event] if not isinstance(event, ServerStarted) else []
            yield event
    finished = await _renew(library, _with_servers(finished, servers), client=client, worker=worker)
    which = [] if finished.offline else await asyncio.to_thread(_to_read_ahead, library, chosen, full=terms.full)
    a_day = terms.refresh.pages_a_day
    pages = ahead.read_ahead(library, client=client, worker=worker, now=now(), feeds=which, a_day=a_day)
    async with aclosing(pages) as steps:
        async for step in steps:
            finished = msgspec.structs.replace(finished, ahead=step.read)
            yield PagesRead(step.done, step.of)
    await apply_rules(library)
    yield finished


async def _ended(
    poller: FeedPoller, due: Sequence[Subscription], ended: list[FeedDone | FeedFailed]
) -> AsyncGenerator[Event]:
    """The events of feeds that are fetched, many at once; the last ones of each are put into ``ended``."""
    events, places = asyncio.Queue[Event](), asyncio.Semaphore(_MOST_AT_ONCE)
    tasks = {
        asyncio.create_task(_poll(poller, one, places, events), name=f"refresh {one.feed.url}"): one for one in due
    }
    try:
        while len(ended) < len(due):
            event = await _next_event(events, tasks, poller)
            if isinstance(event, FeedDone | FeedFailed):
                ended.append(event)
            yield event
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _chosen(library: Library, only: set[int] | None) -> list[Subscription]:
    """The feeds that are fetched from here, all or these."""
    served = by_server(library)
    feeds = [one for one in library.subscriptions() if one.feed.is_fetched and one.id not in served]
    return [one for one in feeds if only is None or one.id in only]


def _with_servers(finished: Finished, servers: Sequence[ServerDone | ServerFailed]) -> Finished:
    """The outcome with what servers brought; where none of them and no feed answered, there is no network."""
    new = sum(one.new for one in servers if isinstance(one, ServerDone))
    silent = bool(servers) and all(isinstance(one, ServerFailed) and one.unreachable for one in servers)
    alone = not finished.fetched and not finished.failed
    offline = (silent and (finished.offline or alone)) if servers else finished.offline
    return msgspec.structs.replace(finished, new=finished.new + new, offline=offline)


async def _renew(library: Library, finished: Finished, *, client: Client, worker: JobRunner) -> Finished:
    """Fetch the pages of changed entries again, if there is a network; gives the outcome with their count."""
    if not finished.fetched:
        return finished
    corrected = await renew_waiting(library, client=client, worker=worker)
    return msgspec.structs.replace(finished, corrected=corrected)


def _to_read_ahead(library: Library, feeds: Sequence[Subscription], *, full: bool) -> list[int]:
    wanted = {one.id for one in feeds} if full else ahead.chosen(library)
    return [one.id for one in feeds if one.id in wanted]


def _rests(
    library: Library, feeds: Sequence[Subscription], now: datetime, terms: Terms, *, by_hand: bool
) -> dict[int, schedule.Rest | None]:
    """Why each of some feeds is to be left alone, by its id; ``None`` if it is due."""
    hosts = resting_hosts(library, now)
    return {
        one.id: schedule.rest_of(
            one,
            now,
            by_hand=by_hand,
            interval=terms.interval_of(one.options),
            host_rests=hosts.get(host_of(one.feed.url)),
        )
        if terms.programs or not is_program(one.feed.url)
        else schedule.Rest(REFUSED)
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
