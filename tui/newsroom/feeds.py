"""Feeds under the reader's hand: their names, folders, order and settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Sequence

    from readers.library.feeds.arranging import Way
    from readers.model import Enclosure, EntryRow, FeedOptions, Subscription
    from readers.news.downloading import Downloaded, Progress


class Feeds(Protocol):
    """What is asked about one feed or folder. A `QuothError` tells what cannot be."""

    async def rename_feed(self, feed_id: int, name: str) -> Subscription:
        """Call a feed so; empty for what its publisher calls it."""
        ...

    async def move_feed(
        self, feed_id: int, folder: tuple[str, ...], also_in: tuple[tuple[str, ...], ...] = ()
    ) -> Subscription:
        """Put a feed into a folder, which may be new, and perhaps into others too."""
        ...

    async def rename_folder(self, folder: tuple[str, ...], new: tuple[str, ...]) -> int:
        """Give a folder another path, with all that is in it; gives how many feeds went along."""
        ...

    async def reorder(self, which: int | tuple[str, ...], way: Way) -> bool:
        """Move a feed or a folder among those beside it; gives whether it was moved."""
        ...

    async def enclosures(self, entry_id: int) -> Sequence[Enclosure]:
        """The files that an entry's feed attaches to it."""
        ...

    def download(self, row: EntryRow, file: Enclosure) -> AsyncGenerator[Progress | Downloaded]:
        """Fetch a file of an entry, or what is missing of it, telling how far it is."""
        ...

    async def settle_feed(self, feed_id: int, options: FeedOptions) -> Subscription:
        """Keep what holds for one feed alone."""
        ...

    async def servers_for(self, feed_id: int) -> Sequence[str]:
        """The servers that a feed could be offered to, by name; none if it comes by one, or none could fetch it."""
        ...

    async def offer_feed(self, feed_id: int, server: str) -> str:
        """Offer a feed to a server, so that it has it from the next sync on; gives the server's name."""
        ...

    async def take_back(self, feed_id: int) -> bool:
        """Offer a feed no longer; gives whether it was offered.

        Raises:
            SyncError: the server is being asked at this moment.
        """
        ...
