"""Feeds under the reader's hand: their names, folders, order and settings."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tui.desk.base import Base

if TYPE_CHECKING:
    from readers.library.feeds.arranging import Way
    from readers.model import FeedOptions, Subscription


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

    async def settle_feed(self, feed_id: int, options: FeedOptions) -> Subscription:
        """Keep what holds for one feed alone."""
        return await asyncio.to_thread(self.library.settle_feed, feed_id, options)
