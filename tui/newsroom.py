"""Everything the screen asks of the rest of the project, as one protocol.

The screen knows this protocol and the structs of `readers.model`, and nothing of SQL, HTTP or language models. The
real newsroom is `tui.desk.Desk`; tests and benchmarks have one that lives in memory.

Every method is a coroutine, so that an implementation may answer at once or from another process. What goes wrong is
raised as a `readers.errors.QuothError`, whose text is shown to the reader as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from readers.config import SaveFormat
    from readers.feeds.discover import FoundFeed
    from readers.model import Article, Comparison, Correction, EntryRow, Image, Kept, Note, Subscription
    from readers.news.refresh import Event


class Newsroom(Protocol):
    """What the screen can ask for."""

    async def subscriptions(self) -> Sequence[Subscription]:
        """All feeds with their unread counts, in the order of the list."""
        ...

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
        """Entries, newest first.

        Args:
            feed_id: of this feed alone; ``None`` for all.
            unread: only those not read.
            starred: only those starred.
            tag: only those under this tag; empty for any.
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

    async def open(self, what: EntryRow | str, *, full: bool | None = None) -> Article:
        """The text of an entry, or of a source (a path, an address or ``-``), with the reader's notes.

        Annotations only if they are known.

        Args:
            what: the entry, or the source.
            full: of an entry: ``True`` for the page's text, ``False`` for the feed's own, from now on; ``None`` for
                what was chosen last or, the first time, what seems whole.

        Raises:
            QuothError: there is nothing to read there.
        """
        ...

    async def renew(self, article: Article) -> Article:
        """The article of an entry that its feed has changed, fetched again; as it is now, perhaps with the same words.

        Raises:
            QuothError: it cannot be had; the text there is stays, and is an old one.
        """
        ...

    async def changes(self, article: Article) -> Comparison | None:
        """What has changed in an entry's article since the version before; ``None`` if nothing ever has."""
        ...

    async def annotate(self, article: Article, *, priority: int = 0) -> Article:
        """The same article with annotations; higher priorities first. Cancelling the awaiting task stops the work.

        Raises:
            AnnotateError: the model is missing or its process died.
        """
        ...

    async def correct(self, article: Article, correction: Correction) -> Article:
        """Set something right in an annotated article, for good; gives the article as it is now.

        From then on `open` and `annotate` give it so too.
        """
        ...

    async def undo_correction(self, article: Article, which: Correction | None = None) -> Article:
        """Take back a correction of an article, or the last; gives the article as it is now."""
        ...

    async def corrections_of(self, article: Article) -> Sequence[Kept]:
        """What was set right in an annotated article and is in force, the oldest first."""
        ...

    async def add_note(self, article: Article, note: Note) -> Note:
        """Keep a note to an article; gives it with its number. One that has a number is put back under it."""
        ...

    async def change_note(self, note: Note) -> None:
        """Keep what a note says now.

        Raises:
            QuothError: there is no such note any more.
        """
        ...

    async def delete_note(self, note: Note) -> None:
        """Delete a note."""
        ...

    def refresh(self, only: Collection[int] | None = None) -> AsyncIterator[Event]:
        """Fetch feeds (``None``: all that are due), telling of each as it goes."""
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

    async def save(self, article: Article, format: SaveFormat) -> Path:  # noqa: A002
        """Write the annotated article to a file of the reader's folder; gives where.

        Raises:
            SaveError: it could not be written.
        """
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

    async def remove(self, feed_id: int) -> None:
        """Leave a feed: its entries go, but for the starred and tagged ones."""
        ...

    async def is_new(self) -> bool:
        """Whether the reader has never used the keys that one is told of at first."""
        ...

    async def no_longer_new(self) -> None:
        """Remember that they were used."""
        ...

    async def remembered(self, what: str) -> str:
        """What was last to be remembered of something; empty if nothing was."""
        ...

    async def remember(self, what: str, value: str) -> None:
        """Remember something from one start of the reader to the next."""
        ...

    async def place(self, article: Article) -> int:
        """The offset into the document's text where reading stopped last time; 0 for the beginning."""
        ...

    async def keep_place(self, article: Article, offset: int) -> None:
        """Remember where reading stopped."""
        ...

    async def picture(self, article: Article, image: Image) -> bytes:
        """Fetch a picture of an article; gives it as a PNG that fits a terminal.

        Raises:
            QuothError: it could not be had, or cannot be shown.
        """
        ...

    async def naming(self, name: str) -> Sequence[EntryRow]:
        """The entries whose articles name this person or organisation, newest first."""
        ...

    async def close(self) -> None:
        """Finish what must be finished and let go of files and processes."""
        ...
