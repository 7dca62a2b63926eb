"""One feed, the whole way: fetched, parsed, stored, and its schedule kept.

::

    client.get ─► worker "parse_feed" ─► library.store_entries ─► library.record_fetch
                                                                   (validators last: a body that could not be
                                                                    read or stored is asked for again)
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import msgspec

from readers.clean import host_of
from readers.errors import FeedError, FetchError, LibraryError, QuothError, UnreachableError
from readers.feeds import programs, schedule
from readers.feeds.manners import Manners
from readers.model import ParsedFeed, Subscription, Validators
from readers.news.terms import Terms

if TYPE_CHECKING:
    from readers.feeds.client import Client, Response
    from readers.library.library import Library
    from readers.work.runner import JobRunner


class FeedDone(msgspec.Struct, frozen=True, tag=True):
    """A feed was fetched, or had not changed; ``new`` and ``changed`` count entries.

    ``problem``: what the reader should know all the same, in words; empty if there is nothing.
    """

    subscription_id: int
    new: int = 0
    changed: int = 0
    problem: str = ""


class FeedFailed(msgspec.Struct, frozen=True, tag=True):
    """A feed could not be fetched, read or stored; ``message`` is for the reader. ``unreachable``: nobody answered."""

    subscription_id: int
    message: str
    unreachable: bool = False


class FeedSkipped(msgspec.Struct, frozen=True, tag=True):
    """A feed was left alone: ``reason`` follows "not fetched:". ``until``: when it may be asked, if ever."""

    subscription_id: int
    reason: str
    until: datetime | None = None


class _Following(TypedDict):
    next_check: datetime
    not_before: datetime | None


class FeedPoller:
    """Takes one feed the whole way."""

    def __init__(
        self, library: Library, client: Client, worker: JobRunner, now: Callable[[], datetime], terms: Terms
    ) -> None:
        self._library = library
        self._client = client
        self._worker = worker
        self._now = now
        self._terms = terms

    async def refresh(self, subscription: Subscription) -> FeedDone | FeedFailed:
        """Fetch, parse, store and record; every error of ours becomes an event and is kept with the feed."""
        try:
            answer = await self.fetch(subscription)
            if answer.not_modified:
                return await self._unchanged(subscription, answer)
            known = await asyncio.to_thread(self._library.setting, _digest_key(subscription))
            if known == _digest(answer.body):
                return await self._unchanged(subscription, answer)
            parsed = await self.parse(answer)
            return await asyncio.to_thread(self.store, subscription, answer, parsed)
        except QuothError as error:
            return await self._failed(subscription, error)

    async def fetch(self, subscription: Subscription) -> Response:
        """What its server, or its program, has to say.

        Raises:
            QuothError: nothing that can be used.
        """
        url = subscription.feed.url
        if programs.is_program(url):
            return await programs.fetch(subscription, self._client, allowed=self._terms.programs)
        return await self._client.get(
            url,
            validators=subscription.validators,
            accept="feed",
            user_typed=True,
            manners=Manners.of(url, subscription.options),
        )

    async def parse(self, answer: Response, priority: int = 0) -> ParsedFeed:
        """Read what came, in a process with bounds of its own.

        Raises:
            FeedError: it is no feed.
        """
        url = programs.base_of(answer.url)
        try:
            return await self._worker.call(
                "parse_feed", priority=priority, body=answer.body, url=url, content_type=answer.content_type
            )
        except FeedError as error:
            if not programs.is_program(answer.url):
                raise
            raise FeedError(f"{answer.url} gave no feed. {error}") from error

    async def stumbled(self, subscription: Subscription, error: BaseException) -> FeedFailed:
        """What to tell of an error that nobody expected: a fault of ours, which costs this feed alone.

        Raises:
            BaseException: what is no error but the wish to end (an interrupt).
        """
        if not isinstance(error, Exception):
            raise error
        place = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__}: {error}; {Path(place.filename).name}, line {place.lineno}"
        told = f"{subscription.feed.url} could not be read, which is a fault of Quoth's ({what}). Other feeds go on."
        return await self._failed(subscription, FeedError(told))

    async def _unchanged(self, subscription: Subscription, answer: Response) -> FeedDone:
        now = self._now()
        ttl = await asyncio.to_thread(self._library.setting, _ttl_key(subscription))
        await asyncio.to_thread(
            self._library.record_fetch,
            subscription.id,
            now=now,
            **self._following(
                subscription,
                now,
                max_age=answer.max_age,
                ttl=int(ttl) if ttl else None,
                conditional=answer.not_modified,
                changed=False,
            ),
            failures=0,
            validators=answer.validators if answer.validators != subscription.validators else None,
            # What has not changed was a feed before.
            moved_to=answer.moved_to,
        )
        return FeedDone(subscription.id)

    def store(self, subscription: Subscription, answer: Response, parsed: ParsedFeed) -> FeedDone:
        """Keep what a fetch brought: entries first, validators after them. Blocks; to be called in a thread.

        Raises:
            LibraryError: nothing could be written.
        """
        now = self._now()
        stored = self._library.store_entries(subscription.id, parsed.feed, parsed.entries, now=now)
        dropped = 0
        keep = self._terms.keep_of(subscription.options)
        if stored.new or stored.changed or keep.days:
            since = now - timedelta(days=keep.days) if keep.days else None
            fresh = {entry.id for entry in parsed.entries}
            gone = self._library.trim_feed(subscription.id, fresh, since=since, most=keep.entries)
            dropped = 0 if keep.entries else gone.beyond  # what one has asked for is no news
        problem = _told(answer.url, parsed, dropped)
        settings = {_digest_key(subscription): "" if problem else _digest(answer.body)}
        if parsed.ttl or self._library.setting(_ttl_key(subscription)):
            settings[_ttl_key(subscription)] = str(parsed.ttl or "")
        self._library.record_fetch(
            subscription.id,
            now=now,
            **self._following(
                subscription,
                now,
                max_age=answer.max_age,
                ttl=parsed.ttl,
                conditional=answer.validators != Validators(),
                changed=bool(stored.new or stored.changed),
            ),
            failures=0,
            problem=problem,
            # Of a body that breaks off the rest is to come: it is not asked whether it has changed.
            validators=Validators() if parsed.cut else answer.validators,
            # The target has just proved to be a feed: a captive portal's log-in page never gets here.
            moved_to=answer.moved_to,
            settings=settings.items(),
        )
        return FeedDone(subscription.id, new=stored.new, changed=stored.changed, problem=problem)

    def _following(
        self,
        subscription: Subscription,
        now: datetime,
        *,
        max_age: float | None,
        ttl: int | None,
        conditional: bool,
        changed: bool,
    ) -> _Following:
        """When to ask again: what the publisher wants by itself, and that with the reader's interval."""
        asked = schedule.after_success(
            subscription,
            now,
            interval=timedelta(0),
            max_age=max_age,
            ttl=ttl,
            conditional=conditional,
            changed=changed,
        )
        interval = self._terms.interval_of(subscription.options)
        return {"next_check": max(asked, now + interval), "not_before": asked if asked > now else None}

    async def _keep_rest(self, url: str, now: datetime, seconds: float) -> None:
        key, until = f"host.{host_of(url)}.rest", (now + timedelta(seconds=seconds)).isoformat()
        with contextlib.suppress(LibraryError):
            await asyncio.to_thread(self._library.set_setting, key, until)

    async def _failed(self, subscription: Subscription, error: QuothError) -> FeedFailed:
        now, failures = self._now(), subscription.failures + 1
        unreachable = isinstance(error, UnreachableError)
        retry_after = error.retry_after if isinstance(error, FetchError) else None
        message, gone = str(error), False
        if isinstance(error, FetchError) and error.status == 410:
            message, gone = f"{error.url} is gone for good (410): it is not asked any more. Its entries stay.", True
        if retry_after and isinstance(error, FetchError):
            await self._keep_rest(error.url, now, retry_after)
        with contextlib.suppress(LibraryError):  # the first error is the one to tell of
            await asyncio.to_thread(
                self._library.record_fetch,
                subscription.id,
                now=now,
                next_check=schedule.after_failure(now, failures, retry_after=retry_after, reached=not unreachable),
                failures=failures,
                problem=message,
                gone=gone,
            )
        return FeedFailed(subscription.id, message, unreachable)


def resting_hosts(library: Library, now: datetime) -> dict[str, datetime]:
    """The hosts that asked to be left alone, in an earlier run too, each with the moment until which it rests."""
    kept = library.settings_of("host.")
    rests = {key.removeprefix("host.").removesuffix(".rest"): value for key, value in kept.items()}
    return {host: until for host, value in rests.items() if (until := datetime.fromisoformat(value)) > now}


def _told(url: str, parsed: ParsedFeed, dropped: int) -> str:
    """What the reader should know of a feed that was stored, in words."""
    told = []
    if parsed.cut:
        told.append(f"{url} breaks off before its end; what came whole was kept. It is fetched anew next time.")
    if dropped:
        told.append(
            f"{url} brings more entries than the library keeps of one feed: its {dropped} oldest were dropped. "
            "Star, tag or note what is to stay."
        )
    return " ".join(told)


def _ttl_key(subscription: Subscription) -> str:
    """Where the minutes are kept that a feed asks for, since an answer that nothing has changed does not say them."""
    return f"feed.{subscription.id}.ttl"


def _digest_key(subscription: Subscription) -> str:
    return f"feed.{subscription.id}.body"


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
