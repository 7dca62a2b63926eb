"""What there is to read: feeds, entries, and what becomes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Collection, Iterable, Mapping, Sequence

    from readers.feeds.discover import FoundFeed
    from readers.model import EntryRow, Subscription
    from readers.news.refresh import Event


class News(Protocol):
    """What is asked about feeds and entries."""

    async def subscriptions(self) -> Sequence[Subscription]:
        """All feeds with their unread counts, in the order of the list."""
        ...

    async def to_sync(self) -> int:
        """How many changes wait for a server to be told of them."""
        ...

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
        """Entries, newest first.

        Args:
            feed_id: of this feed alone; ``None`` for all.
            unread: only those not read.
            starred: only those starred.
            tag: only those under this tag; empty for any.
            search: only those that a query of the library's language finds, each as a `readers.library.search.Hit`
                with an excerpt; empty for any.
            limit: no more than this many.
            before: only those that come after this row in the list, to fetch page by page.
        """
        ...

    async def changed_elsewhere(self) -> bool:
        """Whether another process, not this reader, has stored something since this was last asked.

        Raises:
            QuothError: the library cannot be read.
        """
        ...

    async def rows_again(self, entry_ids: Sequence[int]) -> Sequence[EntryRow]:
        """Entries as they are now, in the order given, without those that are gone."""
        ...

    def refresh(self, only: Collection[int] | None = None) -> AsyncGenerator[Event]:
        """Fetch feeds (``None``: all that are due), telling of each as it goes."""
        ...

    async def reads_ahead(self, feed_id: int) -> bool:
        """Whether the pages of a feed's new entries are fetched before they are opened."""
        ...

    async def read_ahead(self, feed_id: int, wanted: bool) -> None:
        """Keep whether they are; the next refresh begins with it."""
        ...

    def catch_up(self) -> AsyncIterator[EntryRow]:
        """Find who is in the entries that nobody has opened; gives each as it now is. Articles that are open go first.

        Raises:
            AnnotateError: the model is missing or its process died.
        """
        ...

    async def mark_read(self, entry_ids: Iterable[int], read: bool = True) -> list[int]:
        """Mark entries; gives the ids that changed, so that it can be undone."""
        ...

    async def mark_all_read(self, feed_id: int | None = None) -> list[int]:
        """Mark all entries of a feed, or of every feed, as read; gives the ids that changed."""
        ...

    async def star(self, entry_id: int, starred: bool) -> None:
        """Star an entry, or take the star away."""
        ...

    async def tag(self, entry_id: int, tags: Iterable[str]) -> tuple[str, ...]:
        """Put an entry under these tags and no others; gives them as they are kept."""
        ...

    async def tags(self) -> Mapping[str, int]:
        """All tags in use, by the alphabet, with how many entries each has."""
        ...

    async def add(self, url: str, *, choose: bool = True) -> Subscription | Sequence[FoundFeed]:
        """Subscribe to a feed, or to the feed of a site.

        Args:
            url: of the feed or the site.
            choose: whether the reader wants to choose where a site has several; ``False`` takes the first.

        Returns:
            The subscription; or the feeds there are, two or more, and then nothing was subscribed to.

        Raises:
            QuothError: nothing to subscribe to was found there.
        """
        ...

    async def read_later(self, url: str) -> EntryRow:
        """Put the article of an address, with or without ``https://``, into the library, under "Read later".

        Raises:
            QuothError: there is nothing to read there.
        """
        ...

    async def remove(self, feed_id: int) -> None:
        """Leave a feed: its entries go, but for the starred and tagged ones."""
        ...
