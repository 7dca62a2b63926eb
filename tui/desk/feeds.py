"""Feeds under the reader's hand: their names, folders, order and settings."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING

from tui.desk.base import Base

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Sequence

    from readers.library.feeds.arranging import Way
    from readers.model import Enclosure, EntryRow, FeedOptions, Subscription
    from readers.news.downloading import Downloaded, Progress


class Feeds(Base):
    """What is asked about one feed or folder."""

    async def rename_feed(self, feed_id: int, name: str) -> Subscription:
        """Call a feed so."""
        return await asyncio.to_thread(self.library.rename_feed, feed_id, name)

    async def move_feed(
        self, feed_id: int, folder: tuple[str, ...], also_in: tuple[tuple[str, ...], ...] = ()
    ) -> Subscription:
        """Put a feed into folders."""
        return await asyncio.to_thread(self.library.move_feed, feed_id, folder, also_in)

    async def rename_folder(self, folder: tuple[str, ...], new: tuple[str, ...]) -> int:
        """Give a folder another path."""
        return await asyncio.to_thread(self.library.rename_folder, folder, new)

    async def reorder(self, which: int | tuple[str, ...], way: Way) -> bool:
        """Move a feed or a folder among those beside it."""
        return await asyncio.to_thread(self.library.reorder, which, way)

    async def enclosures(self, entry_id: int) -> Sequence[Enclosure]:
        """The files that an entry's feed attaches to it."""
        return (await asyncio.to_thread(self.library.entry, entry_id)).enclosures

    async def download(self, row: EntryRow, file: Enclosure) -> AsyncGenerator[Progress | Downloaded]:
        """Fetch a file of an entry in a process of its own."""
        from readers.clean import host_of  # noqa: PLC0415  (not before the first frame)
        from readers.news.downloading import download_apart, file_name  # noqa: PLC0415  (the same)

        feed = await asyncio.to_thread(self.library.feed_of, row.id)
        path = self.config.downloads / file_name(row, file)
        async with aclosing(download_apart(file.url, path, typed=host_of(feed.url), log=self._log)) as steps:
            async for step in steps:
                yield step

    async def settle_feed(self, feed_id: int, options: FeedOptions) -> Subscription:
        """Keep what holds for one feed alone."""
        return await asyncio.to_thread(self.library.settle_feed, feed_id, options)

    async def servers_for(self, feed_id: int) -> Sequence[str]:
        """The servers that a feed could be offered to, by name; none if it comes by one, or none could fetch it."""
        from readers.sync import offers  # noqa: PLC0415  (not before the first frame)

        feed = await asyncio.to_thread(self.library.subscription, feed_id)
        return await asyncio.to_thread(offers.servers_for, self.library.database, feed)

    async def offer_feed(self, feed_id: int, server: str) -> str:
        """Offer a feed to a server."""
        from readers.sync import offers  # noqa: PLC0415  (not before the first frame)

        feed = await asyncio.to_thread(self.library.subscription, feed_id)
        return (await asyncio.to_thread(offers.offer, self.library.database, server, feed)).name

    async def take_back(self, feed_id: int) -> bool:
        """Offer a feed no longer."""
        from readers.sync import offers  # noqa: PLC0415  (not before the first frame)

        return await asyncio.to_thread(offers.take_back, self.library.database, feed_id)
