"""Subscribing: from what the reader types to a feed in the library."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from readers.clean import http_url, parts_of
from readers.errors import FeedError, FetchError, SourceError
from readers.feeds import programs
from readers.feeds.discover import FoundFeed, find_feeds, guesses, well_known
from readers.model import Feed, ParsedFeed, Subscription
from readers.news.poll import FeedPoller
from readers.news.ruling import apply_rules
from readers.news.terms import USUAL, Terms

if TYPE_CHECKING:
    from readers.feeds.client import Client, Response
    from readers.library.library import Library
    from readers.work.runner import JobRunner

_MOST_GUESSES = 8


class _Found(NamedTuple):
    """A feed that is there: the answer, what is in it, and the address that was asked."""

    answer: Response
    parsed: ParsedFeed
    asked: str


def _now() -> datetime:
    return datetime.now(UTC)


async def subscribe(
    library: Library,
    url: str,
    *,
    client: Client,
    worker: JobRunner,
    folder: tuple[str, ...] = (),
    now: Callable[[], datetime] = _now,
    choose: bool = False,
    terms: Terms = USUAL,
) -> Subscription | tuple[FoundFeed, ...]:
    """Subscribe to a feed, by its own address or by that of its site.

    Args:
        library: where the subscription goes, with the entries that came.
        url: with or without ``https://`` in front.
        client: the network.
        worker: parses.
        folder: where to put it.
        now: the clock.
        choose: whether the feeds of a site that has several are given to choose from; otherwise the first is taken.
        terms: what the reader wants of the feed from now on.

    Returns:
        The subscription, the one there was if there was one; or the feeds to choose from, two or more, and then nothing
        was subscribed to.

    Raises:
        FetchError, FeedError, SourceError: it could not be fetched, no feed was found there, it is no address.
    """
    if programs.is_program(url.strip()):
        poller = FeedPoller(library, client, worker, now, terms)
        return await _subscribe_program(poller, library, programs.address_of(url), folder=folder, now=now())
    addresses = _addresses_of(url)
    known = {one.feed.url: one for one in await asyncio.to_thread(library.subscriptions)}
    for address in addresses:
        if address in known:
            return known[address]
    found = await _find_at(addresses, client, worker, choose=choose)
    if not isinstance(found, _Found):
        return found
    answer, parsed, asked = found
    feed = msgspec.structs.replace(parsed.feed, url=answer.moved_to or asked, folder=folder)
    if feed.url in known:
        return known[feed.url]
    subscription = await asyncio.to_thread(library.subscribe, feed, now=now())
    poller = FeedPoller(library, client, worker, now, terms)
    await asyncio.to_thread(poller.store, subscription, answer, parsed)
    await apply_rules(library)
    return await asyncio.to_thread(library.subscription, subscription.id)


async def _subscribe_program(
    poller: FeedPoller, library: Library, url: str, *, folder: tuple[str, ...], now: datetime
) -> Subscription:
    """Subscribe to what a program gives, once it has given a feed."""
    for one in await asyncio.to_thread(library.subscriptions):
        if one.feed.url == url:
            return one
    answer = await poller.fetch(Subscription(0, Feed(url)))
    parsed = await poller.parse(answer, priority=1)
    feed = msgspec.structs.replace(parsed.feed, url=url, folder=folder)
    subscription = await asyncio.to_thread(library.subscribe, feed, now=now)
    await asyncio.to_thread(poller.store, subscription, answer, parsed)
    await apply_rules(library)
    return await asyncio.to_thread(library.subscription, subscription.id)


def _addresses_of(url: str) -> list[str]:
    """Where to look for what the reader typed; without a scheme by ``https`` and, failing that, by ``http``.

    A name and a password typed without a scheme are never sent in the clear.
    """
    address = address_of(url)
    bare = not re.match(r"(?:feed:)?https?:", url.strip(), re.I) and not parts_of(address).username
    return [address, re.sub(r"^https:", "http:", address)] if bare else [address]


async def _find_at(
    addresses: list[str], client: Client, worker: JobRunner, *, choose: bool
) -> _Found | tuple[FoundFeed, ...]:
    """What is found at the first address at which somebody answers; the refusal of the first if nobody does."""
    refusal: FetchError | None = None
    for address in addresses:
        try:
            return await _find(address, client, worker, choose=choose)
        except FetchError as error:
            refusal = refusal or error
            if error.status is not None:
                break
    assert refusal is not None  # noqa: S101  (there is an address, and it was refused)
    raise refusal


def address_of(url: str) -> str:
    """What the reader typed as an address; ``https://`` is put in front of a bare name.

    Raises:
        SourceError: it is no address.
    """
    url = re.sub(r"^feed:(?://)?(?=\w)", "https://", re.sub(r"^feed:(?=https?:)", "", url.strip()))
    address = http_url(url) if re.match(r"[a-z][a-z0-9+.-]*://", url, re.I) else http_url(f"https://{url}")
    parts = parts_of(address)
    host = parts.hostname or ""
    if not address or not ("." in host or "://" in url or host == "localhost" or parts.port):
        raise SourceError(f"{url!r} is not a web address. Write it like example.org/feed.")
    return address


async def _find(address: str, client: Client, worker: JobRunner, *, choose: bool) -> _Found | tuple[FoundFeed, ...]:
    """The feed at an address or of its site; if there are several and one is to be chosen, all of them."""
    by_rule = await _first(well_known(address), client, worker)
    if by_rule is not None:
        return by_rule
    answer = await client.get(address, accept="feed", user_typed=True)
    try:
        return _Found(answer, await _parse(answer, worker), address)
    except FeedError as error:
        refusal = error
    announced = await asyncio.to_thread(find_feeds, answer.body, answer.url)
    if choose and len(announced) > 1:
        return announced
    found = await _first(announced, client, worker)
    if found is None and not announced:
        found = await _first([FoundFeed(url) for url in guesses(answer.url)[:_MOST_GUESSES]], client, worker)
    if found is None:
        raise FeedError(f"No feed was found at {address}. {refusal}") from refusal
    return found


async def _first(candidates: Iterable[FoundFeed], client: Client, worker: JobRunner) -> _Found | None:
    """The first of several addresses that is a feed, asked one after the other, since they are of one host."""
    for candidate in candidates:
        try:
            answer = await client.get(candidate.url, accept="feed", user_typed=True)
            return _Found(answer, await _parse(answer, worker), candidate.url)
        except (FetchError, FeedError):
            continue
    return None


async def _parse(answer: Response, worker: JobRunner) -> ParsedFeed:
    return await worker.call(
        "parse_feed", priority=1, body=answer.body, url=answer.url, content_type=answer.content_type
    )
