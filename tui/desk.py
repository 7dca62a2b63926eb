"""The real newsroom: library, network and background processes behind the protocol that the screen knows.

The first frame waits for this module, so it imports no more than it must: the library and the workers come with the
first question, when the screen is already there.
"""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import aclosing
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

import msgspec

from readers.clean import host_of
from readers.config import Config, SaveFormat, load
from readers.errors import LibraryError, SourceError
from readers.model import Article, EntryRow, Kept, Subscription

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from readers.feeds.discover import FoundFeed
    from readers.library.library import Library
    from readers.model import Annotations, Comparison, Correction, Document, Image, Note
    from readers.news.refresh import Event
    from readers.work.worker import Worker


_PICTURES = 8
"""Pictures that are kept in memory, up to some 3 MB each."""


class Desk:
    """A newsroom over one library.

    Args:
        config: folders, model, intervals.
        library: an open one to use, which the desk closes; ``None`` to open the configured one with the first question.
        given: what the source ``-`` stands for.

    Attributes:
        refused: told of a library that cannot be opened, before the error goes its way; without a library there is
            nothing to go on with.

    Network, parsing and language model each live in a process of their own, started when first needed, so that
    nothing heavy is ever imported beside the event loop of the screen.
    """

    def __init__(self, config: Config, library: Library | None = None, given: bytes = b"") -> None:
        self.config = config
        self.refused: Callable[[LibraryError], object] = lambda _: None
        self._library = library
        self._opening = Lock()
        self._given = given
        self._settled: dict[str, str] | None = None
        self._typed: set[str] = set()
        self._pictures: dict[str, bytes] = {}
        self._log = config.library.parent / "background.log"
        self._correcting = asyncio.Lock()  # so that the last one made is the last one shown

    @property
    def library(self) -> Library:
        """The library, opened when first asked for.

        Raises:
            LibraryError: it cannot be opened.
        """
        with self._opening:
            if self._library is None:
                from readers.library.library import Library  # noqa: PLC0415  (see above)

                try:
                    self._library = Library.open(self.config.library)
                except LibraryError as error:
                    self.refused(error)
                    raise
            return self._library

    @cached_property
    def version(self) -> str:
        """The version of annotations that are up to date."""
        from readers.annotate.pipeline import expected_version  # noqa: PLC0415  (see above)

        return expected_version(self.config.model)

    @cached_property
    def _errands(self) -> Worker:
        from readers.work.worker import Worker  # noqa: PLC0415  (see above)

        return Worker("readers.news.errands", log=self._log)

    @cached_property
    def _annotator(self) -> Worker:
        from readers.work.worker import Worker  # noqa: PLC0415  (see above)

        return Worker(log=self._log)

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

    async def rows(
        self,
        *,
        feed_id: int | None = None,
        unread: bool = False,
        starred: bool = False,
        tag: str = "",
        limit: int = 200,
        before: EntryRow | None = None,
    ) -> Sequence[EntryRow]:
        """Entries, newest first."""
        return self.library.rows(feed_id=feed_id, unread=unread, starred=starred, tag=tag, limit=limit, before=before)

    async def changed_elsewhere(self) -> bool:
        """Whether another process has stored something; what the background processes store is among it."""
        return self._library is not None and await asyncio.to_thread(self._library.changed_elsewhere)

    async def rows_again(self, entry_ids: Sequence[int]) -> Sequence[EntryRow]:
        """Entries as they are now."""
        return await asyncio.to_thread(self.library.rows_again, entry_ids)

    async def open(self, what: EntryRow | str, *, full: bool | None = None) -> Article:
        """The text of an entry or a source, with notes, and annotations if the library has them."""
        row = what if isinstance(what, EntryRow) else None
        if isinstance(what, str):
            self._typed.add(host_of(what))
            document = await self._errands.call("load_source", priority=1, source=what, given=self._given)
        else:
            stored = self.library.document(what.id) if full is None else None
            document = stored or await self._errands.call(
                "fetch_entry", priority=1, library=str(self.library.path), entry_id=what.id, full=full
            )
        article = Article(document, row=row, notes=tuple(self.library.notes(document)))
        return self._known(article if row is None else self._as_kept(article, row))

    def _as_kept(self, article: Article, row: EntryRow) -> Article:
        """With what the library says of the entry now: a list may have been shown for long."""
        now = self.library.rows_again([row.id])
        return msgspec.structs.replace(article, row=now[0] if now else row, outdated=self.library.is_outdated(row.id))

    async def renew(self, article: Article) -> Article:
        """The article of an entry that its feed has changed, fetched again."""
        row = article.row
        if row is None:
            return article
        await self._errands.call("renew_entry", priority=1, library=str(self.library.path), entry_id=row.id)
        return await self.open(row)

    async def changes(self, article: Article) -> Comparison | None:
        """What has changed since the version before, found in the background process."""
        row = article.row
        if row is None:
            return None
        return await self._errands.call("compare_entry", priority=1, library=str(self.library.path), entry_id=row.id)

    def _known(self, article: Article) -> Article:
        document = article.document
        return self._corrected(article, self.library.annotations(document.digest, self.version))

    def _corrected(self, article: Article, found: Annotations | None) -> Article:
        """An article with what was found, and everything set right: no annotations leave the desk another way."""
        if found is None:
            return article
        outcome = self.library.carried_out(article.document, found)
        return msgspec.structs.replace(article, annotations=outcome.annotations, unfit=outcome.unfit)

    async def annotate(self, article: Article, *, priority: int = 0) -> Article:
        """The same article with annotations, from the library or from the annotator."""
        document = article.document
        found = self.library.annotations(document.digest, self.version)
        if found is None:
            found = await self._annotator.call(
                "annotate",
                priority=priority,
                document=document,
                model=self.config.model,
                known=await self._known_names(),
            )
            entry_id = article.row.id if article.row else None
            await asyncio.to_thread(self.library.store_annotations, document.digest, found, entry_id=entry_id)
        return self._corrected(article, found)

    async def _known_names(self) -> dict[str, str]:
        """What the archive knew when the reader was opened: asked once, for it takes longer than a frame."""
        if self._settled is None:
            self._settled = await asyncio.to_thread(self.library.settled_names)
        return self._settled

    async def correct(self, article: Article, correction: Correction) -> Article:
        """Store a correction; gives the article with it."""
        async with self._correcting:
            await asyncio.to_thread(self.library.add_correction, article.document, correction)
            return await asyncio.to_thread(self._anew, article)

    async def undo_correction(self, article: Article, which: Correction | None = None) -> Article:
        """Take one of the article's corrections back, or the last; gives the article without it."""
        async with self._correcting:
            await asyncio.to_thread(self.library.undo_correction, article.document, which)
            return await asyncio.to_thread(self._anew, article)

    async def add_note(self, article: Article, note: Note) -> Note:
        """Keep a note to an article; gives it with its number."""
        return await asyncio.to_thread(self.library.add_note, article.document, note)

    async def change_note(self, note: Note) -> None:
        """Keep what a note says now."""
        await asyncio.to_thread(self.library.change_note, note)

    async def delete_note(self, note: Note) -> None:
        """Delete a note."""
        await asyncio.to_thread(self.library.delete_note, note.id)

    def _anew(self, article: Article) -> Article:
        """The article as the library knows it now."""
        row = self.library.row(article.row.id) if article.row else None
        return self._known(msgspec.structs.replace(article, row=row, notes=tuple(self.library.notes(article.document))))

    async def corrections_of(self, article: Article) -> Sequence[Kept]:
        """What was set right in an annotated article, and how it fits."""
        return await asyncio.to_thread(self._corrections_of, article.document)

    def _corrections_of(self, document: Document) -> Sequence[Kept]:
        found = self.library.annotations(document.digest, self.version)
        if found is None:
            return [Kept(correction) for correction in self.library.corrections(document)]
        outcome = self.library.carried_out(document, found)
        return [Kept(*one) for one in zip(outcome.corrections, outcome.fits, strict=True)]

    async def refresh(self, only: Collection[int] | None = None) -> AsyncGenerator[Event]:
        """Fetch feeds, telling of each as it goes."""
        from readers.news.refreshing import refresh_apart  # noqa: PLC0415  (not before the first frame)

        async with aclosing(
            refresh_apart(self.library.path, only, interval=self.config.refresh.interval, log=self._log)
        ) as events:
            async for event in events:
                yield event

    async def catch_up(self) -> AsyncGenerator[EntryRow]:
        """Find who is in the entries that nobody has opened; gives each as it now is."""
        from readers.news.backlog import annotate_waiting  # noqa: PLC0415  (not before the first frame)

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

    async def save(self, article: Article, format: SaveFormat) -> Path:  # noqa: A002  (the protocol's name)
        """Write the annotated article to a file of the reader's folder."""
        from readers.save.files import save  # noqa: PLC0415  (only when something is saved)

        if article.row is not None:  # It may have been tagged since it was opened.
            again = await asyncio.to_thread(self.library.rows_again, [article.row.id])
            article = msgspec.structs.replace(article, row=again[0] if again else article.row)
        return await asyncio.to_thread(save, article, self.config.saved, format)

    async def add(self, url: str, *, choose: bool = True) -> Subscription | Sequence[FoundFeed]:
        """Subscribe to a feed, or to the feed of a site; if it has several, they are to be chosen from."""
        return await self._errands.call(
            "subscribe",
            library=str(self.library.path),
            url=url,
            choose=choose,
            interval=self.config.refresh.interval.total_seconds(),
        )

    async def remove(self, feed_id: int) -> None:
        """Leave a feed."""
        await asyncio.to_thread(self.library.unsubscribe, feed_id)

    async def is_new(self) -> bool:
        """Whether the first keys were never used."""
        return self.library.setting("hinted") is None

    async def no_longer_new(self) -> None:
        """Remember that they were used."""
        await asyncio.to_thread(self.library.set_setting, "hinted", "yes")

    async def remembered(self, what: str) -> str:
        """What was last to be remembered of something."""
        return self.library.setting(f"screen.{what}") or ""

    async def remember(self, what: str, value: str) -> None:
        """Remember something from one start to the next."""
        await asyncio.to_thread(self.library.set_setting, f"screen.{what}", value)

    async def place(self, article: Article) -> int:
        """Where reading stopped last time."""
        return self.library.place(article.document.digest)

    async def keep_place(self, article: Article, offset: int) -> None:
        """Remember where reading stopped."""
        await asyncio.to_thread(self.library.keep_place, article.document.digest, offset)

    async def picture(self, article: Article, image: Image) -> bytes:
        """Fetch a picture, or give it once more if it is one of the last few."""
        png = self._pictures.pop(image.url, None)
        if png is None:
            typed = await asyncio.to_thread(self._is_typed, article, host_of(image.url))
            png = await self._errands.call("picture", priority=1, url=image.url, typed=typed)
        self._pictures[image.url] = png
        for forgotten in list(self._pictures)[:-_PICTURES]:
            del self._pictures[forgotten]
        return png

    def _is_typed(self, article: Article, host: str) -> bool:
        """Whether the reader gave a host, with a feed or an address; only such ones may be in a private network."""
        given = self._typed if article.row is None else {host_of(self.library.feed_of(article.row.id).url)}
        return bool(host) and host in given

    async def naming(self, name: str) -> Sequence[EntryRow]:
        """The entries whose articles name this person or organisation, newest first."""
        from readers.library.dossiers import who  # noqa: PLC0415  (only for a card)

        dossier = await asyncio.to_thread(who, self.library, name)
        return [appearance.row for appearance in dossier.appearances]

    async def close(self) -> None:
        """End the background processes and the connections."""
        started = [vars(self)[name] for name in ("_errands", "_annotator") if name in vars(self)]
        await asyncio.gather(*(worker.close() for worker in started))
        if self._library is not None:
            self._library.close()


def open_reader(config_file: Path | None, sources: Sequence[str] = ()) -> int:
    """Open the screen; gives the exit code.

    Raises:
        QuothError: the configuration cannot be used; nothing was shown yet.
    """
    config = load(config_file)
    given = _take_standard_input() if "-" in sources else b""
    from tui.app import QuothApp, Settings  # noqa: PLC0415  (Textual: not before the configuration is known to be good)

    desk = Desk(config, given=given)
    app = QuothApp(desk, list(sources), Settings.of(config))
    desk.refused = lambda error: app.call_later(app.exit, return_code=1, message=f"quoth: {error}")
    app.run()
    return app.return_code or 0


def _take_standard_input() -> bytes:
    """Read standard input to its end, then give the keyboard its place."""
    given = sys.stdin.buffer.read()
    try:
        keyboard = os.open("/dev/tty", os.O_RDONLY)
    except OSError as error:
        raise SourceError("There is no terminal to read keys from. Save the text to a file and open that.") from error
    os.dup2(keyboard, sys.stdin.fileno())
    os.close(keyboard)
    return given
