"""What there is to read: feeds, entries, and what becomes of them."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING

from readers.model import EntryRow, Subscription
from tui.desk.base import Base

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Collection, Iterable, Mapping, Sequence

    from readers.feeds.discover import FoundFeed
    from readers.news.refresh import Event


_JOINED_FIRST = 500
"""Entries of a library of before whose names are joined before new ones are read."""


class News(Base):
    """What is asked about feeds and entries."""

    async def subscriptions(self) -> Sequence[Subscription]:
        """All feeds with their unread counts; the first time, the starter list is subscribed to."""
        return await asyncio.to_thread(self._subscriptions)

    def _subscriptions(self) -> Sequence[Subscription]:
        if self.library.setting("started") is None:
            from datetime import UTC, datetime  # noqa: PLC0415  (only once in a library's life)

            from readers.feeds.opml import starter_feeds  # noqa: PLC0415  (the same)

            now = datetime.now(UTC)
            # Whoever added or imported feeds of their own has no need of ours.
            for feed in () if self.library.subscriptions() else starter_feeds():
                self.library.subscribe(feed, now=now)
            self.library.set_setting("started", now.isoformat())
        return self.library.subscriptions()

    async def to_sync(self) -> int:
        """How many changes wait for a server to be told of them."""
        from readers.sync import waiting  # noqa: PLC0415  (not before the first frame)

        return await asyncio.to_thread(waiting.in_all, self.library.database)

    async def rows(
        self,
        *,
        feed_id: int | None = None,
        unread: bool = False,
        starred: bool = False,
        tag: str = "",
        search: str = "",
        limit: int = 200,
        before: EntryRow | None = None,
    ) -> Sequence[EntryRow]:
        """Entries, newest first."""
        if search:
            from readers.library import search as searching  # noqa: PLC0415  (not before the first frame)

            return await asyncio.to_thread(
                searching.search, self.library, search, limit, newest=True, tag=tag, unread=unread, before=before
            )
        return self.library.rows(feed_id=feed_id, unread=unread, starred=starred, tag=tag, limit=limit, before=before)

    async def changed_elsewhere(self) -> bool:
        """Whether another process has stored something; what the background processes store is among it."""
        return self._library is not None and await asyncio.to_thread(self._library.changed_elsewhere)

    async def rows_again(self, entry_ids: Sequence[int]) -> Sequence[EntryRow]:
        """Entries as they are now."""
        return await asyncio.to_thread(self.library.rows_again, entry_ids)

    async def refresh(self, only: Collection[int] | None = None) -> AsyncGenerator[Event]:
        """Fetch feeds, telling of each as it goes."""
        from readers.news.refreshing import refresh_apart  # noqa: PLC0415  (not before the first frame)
        from readers.news.terms import Terms  # noqa: PLC0415  (the same)

        async with aclosing(
            refresh_apart(self.library.path, only, terms=Terms.of(self.config), log=self._log)
        ) as events:
            async for event in events:
                yield event

    async def reads_ahead(self, feed_id: int) -> bool:
        """Whether the pages of a feed's new entries are fetched before they are opened."""
        from readers.news import ahead  # noqa: PLC0415  (not before the first frame)

        return feed_id in await asyncio.to_thread(ahead.chosen, self.library)

    async def read_ahead(self, feed_id: int, wanted: bool) -> None:
        """Keep whether they are."""
        from readers.news import ahead  # noqa: PLC0415  (not before the first frame)

        await asyncio.to_thread(ahead.choose, self.library, feed_id, wanted)

    async def catch_up(self) -> AsyncGenerator[EntryRow]:
        """Find who is in the entries that nobody has opened; gives each as it now is."""
        from readers.news.backlog import annotate_waiting, join_names  # noqa: PLC0415  (not before the first frame)

        await join_names(self.library, _JOINED_FIRST)
        waiting = annotate_waiting(
            self.library,
            worker=self._annotator,
            version=self.version,
            model=self.config.model,
            known=await self._known_names(),
        )
        async with aclosing(waiting) as done:
            async for entry_id in done:
                yield await asyncio.to_thread(self.library.row, entry_id)
        await join_names(self.library)

    async def mark_read(self, entry_ids: Iterable[int], read: bool = True) -> list[int]:
        """Mark entries; gives the ids that changed."""
        return await asyncio.to_thread(self.library.mark_read, list(entry_ids), read)

    async def mark_all_read(self, feed_id: int | None = None) -> list[int]:
        """Mark all entries of a feed, or of every feed."""
        return await asyncio.to_thread(self.library.mark_all_read, feed_id)

    async def star(self, entry_id: int, starred: bool) -> None:
        """Star an entry, or take the star away."""
        await asyncio.to_thread(self.library.star, entry_id, starred)

    async def tag(self, entry_id: int, tags: Iterable[str]) -> tuple[str, ...]:
        """Put an entry under these tags and no others."""
        return await asyncio.to_thread(self.library.tag, entry_id, tuple(tags))

    async def tags(self) -> Mapping[str, int]:
        """All tags in use, with how many entries each has."""
        return await asyncio.to_thread(self.library.tags)

    async def add(self, url: str, *, choose: bool = True) -> Subscription | Sequence[FoundFeed]:
        """Subscribe to a feed, or to the feed of a site; if it has several, they are to be chosen from."""
        return await self._errands.call(
            "subscribe",
            library=str(self.library.path),
            url=url,
            choose=choose,
            wish=self.config.refresh,
            programs=self.config.commands.feeds,
        )

    async def read_later(self, url: str) -> EntryRow:
        """Put the article of an address into the library."""
        return await self._errands.call("read_later", priority=1, library=str(self.library.path), url=url)

    async def remove(self, feed_id: int) -> None:
        """Leave a feed."""
        left = await asyncio.to_thread(self.library.subscription, feed_id)
        await asyncio.to_thread(self.library.unsubscribe, feed_id)
        from readers import passwords  # noqa: PLC0415  (not before the first frame)

        if left.options.login == passwords.KEYRING:
            await asyncio.to_thread(passwords.forget, left.feed.url)
