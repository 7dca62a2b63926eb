"""Servers that feeds come by, beside feeds fetched from here: whose turn it is, and what of their news stays."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Collection
from contextlib import aclosing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from readers.news.terms import Terms
from readers.sync import accounts, feeds, waiting
from readers.sync.accounts import Account
from readers.sync.run import Event, ServerDone, sync

if TYPE_CHECKING:
    from readers.feeds.client import Client
    from readers.library.library import Library

_SOON = timedelta(minutes=5)
"""Between two tries while something waits to be told."""


def by_server(library: Library) -> set[int]:
    """The feeds that come by a server, and are not fetched from here."""
    return set(feeds.owners(library.database))


async def sync_servers(
    library: Library, *, client: Client, only: Collection[int] | None, now: Callable[[], datetime], terms: Terms
) -> AsyncGenerator[Event]:
    """Sync with the servers whose turn it is.

    Args:
        library: where feeds and entries are.
        client: the network.
        only: feeds, by the reader's wish: the servers that they come by; all servers, if they are all feeds there are.
            ``None`` for the servers that are due.
        now: the clock.
        terms: what the reader wants.
    """
    for account in await asyncio.to_thread(_chosen, library, only, now(), terms):
        async with aclosing(sync(library, account, client=client, now=now)) as events:
            async for event in events:
                if isinstance(event, ServerDone):
                    await asyncio.to_thread(_trim, library, event, now(), terms)
                yield event


def _chosen(library: Library, only: Collection[int] | None, now: datetime, terms: Terms) -> list[Account]:
    found = accounts.accounts(library.database)
    if not found:
        return []
    awake = [one for one in found if one.resting is None or one.resting <= now]
    if only is None:
        return [one for one in awake if _is_due(library, one, now, terms)]
    if {one.id for one in library.subscriptions()} <= set(only):
        return awake
    owners = feeds.owners(library.database)
    wanted = {owners[feed] for feed in only if feed in owners}
    return [one for one in awake if one.id in wanted]


def _is_due(library: Library, account: Account, now: datetime, terms: Terms) -> bool:
    if account.tried is None or now - account.tried >= terms.interval:
        return True
    return now - account.tried >= _SOON and waiting.of_server(library.database, account.id) > 0


def _trim(library: Library, done: ServerDone, now: datetime, terms: Terms) -> None:
    """Bound what stays of each feed, as of those that are fetched from here."""
    kept = {one.id: one.options for one in library.subscriptions()}
    for feed in done.feeds:
        if feed not in kept:
            continue
        keep = terms.keep_of(kept[feed])
        if keep.days or feed in done.fresh:
            since = now - timedelta(days=keep.days) if keep.days else None
            library.trim_feed(feed, (), since=since, most=keep.entries)
