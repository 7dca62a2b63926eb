"""The real newsroom: library, network and background processes behind the protocol that the screen knows."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from readers.annotate.pipeline import expected_version
from readers.config import Config, load
from readers.library.library import Library
from readers.model import Article, EntryRow, Subscription
from readers.worker import Worker

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection, Iterable, Sequence
    from pathlib import Path

    from readers.feeds.client import Client
    from readers.refresh import Event
    from tui.newsroom import SaveFormat


def now() -> datetime:
    """The time, with a zone."""
    return datetime.now(UTC)


class Desk:
    """A newsroom over one library.

    Args:
        config: folders, model, intervals.
        library: open; the desk closes it.

    Nothing is started before it is needed: the HTTP client with the first request, the process that parses with the
    first feed or page, the process that annotates with the first article that is not annotated yet.
    """

    def __init__(self, config: Config, library: Library) -> None:
        self.config = config
        self.library = library
        self.version = expected_version(config.model)
        log = config.library.parent / "worker.log"
        self._parser = Worker(log=log)
        self._annotator = Worker(log=log)
        self._client: Client | None = None

    async def _network(self) -> Client:
        if self._client is None:
            # httpx takes a tenth of a second to import: off the event loop.
            module = await asyncio.to_thread(__import__, "readers.feeds.client", fromlist=["Client"])
            if self._client is None:
                self._client = await module.Client().__aenter__()
        return self._client

    async def subscriptions(self) -> Sequence[Subscription]:
        """All feeds with their unread counts; the first time, the starter list is subscribed to."""
        if self.library.setting("started") is None:
            from readers.feeds.opml import starter_feeds  # noqa: PLC0415  (only once in a library's life)

            for feed in starter_feeds():
                self.library.subscribe(feed, now=now())
            self.library.set_setting("started", now().isoformat())
        return self.library.subscriptions()

    async def rows(
        self,
        *,
        feed_id: int | None = None,
        unread: bool = False,
        starred: bool = False,
        limit: int = 200,
        before: EntryRow | None = None,
    ) -> Sequence[EntryRow]:
        """Entries, newest first."""
        return self.library.rows(feed_id=feed_id, unread=unread, starred=starred, limit=limit, before=before)

    async def open(self, what: EntryRow | str) -> Article:
        """The text of an entry or a source, with annotations if the library has them."""
        if isinstance(what, EntryRow):
            article = await self._open_entry(what)
        else:
            from readers.sources import load  # noqa: PLC0415  (only when a source is opened directly)

            article = Article(await load(what, await self._network(), worker=self._parser))
        known = self.library.annotations(article.document.digest, self.version)
        return msgspec.structs.replace(article, annotations=known)

    async def _open_entry(self, row: EntryRow) -> Article:
        document = self.library.document(row.id)
        if document is None:
            from readers.refresh import fetch_article  # noqa: PLC0415  (only for an article not read before)

            document = await fetch_article(self.library, row, client=await self._network(), worker=self._parser)
        return Article(document, row=row)

    async def annotate(self, article: Article, *, priority: int = 0) -> Article:
        """The same article with annotations, from the library or from the annotator."""
        digest = article.document.digest
        found = self.library.annotations(digest, self.version)
        if found is None:
            found = await self._annotator.call(
                "annotate", priority=priority, document=article.document, model=self.config.model
            )
            entry_id = article.row.id if article.row else None
            await asyncio.to_thread(self.library.store_annotations, digest, found, entry_id=entry_id)
        return msgspec.structs.replace(article, annotations=found)

    async def refresh(self, only: Collection[int] | None = None) -> AsyncIterator[Event]:
        """Fetch feeds, telling of each as it goes."""
        from readers.refresh import refresh  # noqa: PLC0415  (not before the first frame)

        chosen = None if only is None else set(only)
        async for event in refresh(
            self.library, client=await self._network(), worker=self._parser, only=chosen, now=now
        ):
            yield event

    async def mark_read(self, entry_ids: Iterable[int], read: bool = True) -> list[int]:
        """Mark entries; gives the ids that changed."""
        return self.library.mark_read(entry_ids, read)

    async def mark_all_read(self, feed_id: int | None = None) -> list[int]:
        """Mark all entries of a feed, or of every feed."""
        return await asyncio.to_thread(self.library.mark_all_read, feed_id)

    async def star(self, entry_id: int, starred: bool) -> None:
        """Star an entry, or take the star away."""
        self.library.star(entry_id, starred)

    async def save(self, article: Article, format: SaveFormat) -> Path:  # noqa: A002  (the protocol's name)
        """Write the annotated article to a file of the reader's folder."""
        from readers.save.files import save  # noqa: PLC0415  (only when something is saved)

        return await asyncio.to_thread(save, article, self.config.saved, format)

    async def add(self, url: str) -> Subscription:
        """Subscribe to a feed, or to the feed of a site."""
        from readers.refresh import subscribe  # noqa: PLC0415  (only when a feed is added)

        return await subscribe(self.library, url, client=await self._network(), worker=self._parser)

    async def place(self, article: Article) -> int:
        """Where reading stopped last time."""
        return self.library.place(article.document.digest)

    async def keep_place(self, article: Article, offset: int) -> None:
        """Remember where reading stopped."""
        self.library.keep_place(article.document.digest, offset)

    async def close(self) -> None:
        """End the background processes and the connections."""
        await asyncio.gather(self._parser.close(), self._annotator.close())
        if self._client is not None:
            await self._client.__aexit__(None, None, None)
        self.library.close()


def open_reader(config_file: Path | None, sources: Sequence[str] = ()) -> int:
    """Open the screen; gives the exit code.

    Raises:
        QuothError: configuration or library cannot be used; nothing was shown yet.
    """
    from tui.app import QuothApp  # noqa: PLC0415  (after the library: an error there is told without a screen)

    config = load(config_file)
    library = Library.open(config.library)
    app = QuothApp(Desk(config, library), list(sources))
    app.run()
    return app.return_code or 0
