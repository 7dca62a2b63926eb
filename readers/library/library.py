"""The library: one SQLite file with all that was subscribed to, fetched, read and found.

A thin face over the modules beside it, each of which owns one subject. Across articles, see `readers.library.search`,
`readers.library.dossiers` and `readers.library.notebook`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Self

from readers.library import appearances, documents, entries, notes, settings, subscriptions, versions
from readers.library import tags as tagging
from readers.library.database import Database
from readers.library.entries import Stored
from readers.library.feeds import arranging
from readers.library.keeping import bounds, saved
from readers.library.keeping.saved import Taken
from readers.marks.corrections import Outcome
from readers.model import (
    Annotations,
    Article,
    Correction,
    Document,
    Entry,
    EntryRow,
    Feed,
    FeedOptions,
    Note,
    Subscription,
    Validators,
    Version,
    Versions,
)

__all__ = ["Library", "Stored", "Taken"]


class Library:
    """An open library. Every method may be called from any thread, and raises `LibraryError` if the file fails.

    Reads take well under a millisecond; writes wait for those of other threads and processes.

    Attributes:
        database: the file, for the modules of this package.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    @classmethod
    def open(cls, path: Path | None = None) -> Self:
        """Open a library, make it if it is missing, and bring an old one up to date after copying it.

        Args:
            path: the file; ``None`` for the default place (`readers.config.default_library`).

        Raises:
            LibraryError: it is no library, of a newer Quoth, damaged, busy, read-only, or the disk is full.
        """
        if path is None:
            from readers.config import default_library  # noqa: PLC0415  # platformdirs costs 10 ms; often not needed

            path = default_library()
        return cls(Database(path))

    @property
    def path(self) -> Path:
        """The file."""
        return self.database.path

    def changed_elsewhere(self) -> bool:
        """Whether another process has stored something since this was last asked or, at first, since the opening."""
        return self.database.changed_elsewhere()

    def close(self) -> None:
        """Close the file; closing twice does nothing."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Subscriptions

    def subscribe(self, feed: Feed, *, now: datetime) -> Subscription:
        """Subscribe to a feed by its address; one already subscribed to stays as it is."""
        return subscriptions.subscribe(self.database, feed, now=now)

    def take_over(self, feed: Feed, *, now: datetime) -> Subscription:
        """Subscribe to a feed of another reader's list; take folders and name over for one subscribed to already."""
        return subscriptions.take_over(self.database, feed, now=now)

    def unsubscribe(self, feed_id: int) -> None:
        """Leave a feed: its entries go, but for the starred and tagged ones."""
        subscriptions.unsubscribe(self.database, feed_id)

    def subscriptions(self) -> list[Subscription]:
        """All feeds subscribed to, by folder and title, with their counts."""
        return subscriptions.subscriptions(self.database)

    def subscription(self, feed_id: int) -> Subscription:
        """One feed, with its counts."""
        return subscriptions.subscription(self.database, feed_id)

    def rename_feed(self, feed_id: int, name: str) -> Subscription:
        """Call a feed by a name of the reader's own; empty for the publisher's title."""
        return arranging.rename(self.database, feed_id, name)

    def move_feed(
        self, feed_id: int, folder: tuple[str, ...], also_in: tuple[tuple[str, ...], ...] = ()
    ) -> Subscription:
        """Put a feed into a folder, which may be new, and perhaps into others too."""
        return arranging.move(self.database, feed_id, folder, also_in)

    def rename_folder(self, folder: tuple[str, ...], new: tuple[str, ...]) -> int:
        """Give a folder another path, with all that is in it; gives how many feeds went along."""
        return arranging.rename_folder(self.database, folder, new)

    def reorder(self, which: int | tuple[str, ...], way: arranging.Way) -> bool:
        """Move a feed or a folder among those beside it; gives whether it was moved."""
        if isinstance(which, int):
            return arranging.reorder(self.database, which, way)
        return arranging.reorder_folder(self.database, which, way)

    def settle_feed(self, feed_id: int, options: FeedOptions) -> Subscription:
        """Keep what holds for one feed alone; see `readers.library.feeds.arranging.settle`."""
        return arranging.settle(self.database, feed_id, options)

    def keep_login(self, feed_id: int, login: str) -> Subscription:
        """Keep the login of a feed; see `readers.library.feeds.arranging.keep_login`."""
        return arranging.keep_login(self.database, feed_id, login)

    def numbers(self, feed_id: int, keys: Sequence[str]) -> dict[str, int]:
        """The entries of a feed by the ids that it gives them, as far as they are there."""
        return entries.numbers(self.database, feed_id, keys)

    def options(self, feed_id: int) -> FeedOptions:
        """What holds for one feed alone, perhaps one that was left."""
        return subscriptions.options(self.database, feed_id)

    def record_fetch(
        self,
        feed_id: int,
        *,
        now: datetime | None,
        next_check: datetime | None,
        failures: int,
        not_before: datetime | None = None,
        validators: Validators | None = None,
        moved_to: str = "",
        problem: str = "",
        gone: bool = False,
        settings: Iterable[tuple[str, str]] = (),
    ) -> None:
        """Keep how a fetch went; see `readers.library.subscriptions.record_fetch`."""
        subscriptions.record_fetch(
            self.database,
            feed_id,
            now=now,
            next_check=next_check,
            failures=failures,
            not_before=not_before,
            validators=validators,
            moved_to=moved_to,
            problem=problem,
            gone=gone,
            settings=settings,
        )

    def unread_total(self) -> int:
        """Unread entries of the whole library."""
        return subscriptions.unread_total(self.database)

    # Entries

    def store_entries(self, feed_id: int, feed: Feed, entries_: Sequence[Entry], *, now: datetime) -> Stored:
        """Store what a feed brought; a known entry that changed keeps whether it was read and starred."""
        return entries.store(self.database, feed_id, feed, entries_, now=now)

    def trim_feed(
        self, feed_id: int, fresh: Collection[str], *, since: datetime | None = None, most: int = 0
    ) -> bounds.Dropped:
        """Drop a feed's oldest entries beyond its bounds, see `readers.library.keeping.bounds.trim`.

        ``most``: entries; 0 for as many as the library keeps of one feed.
        """
        return bounds.trim(self.database, feed_id, fresh, since=since, most_entries=most or bounds.MOST_ENTRIES)

    def keep_for_saved(self, entry_id: int) -> None:
        """Keep an entry from being dropped, since its article was saved as a file."""
        bounds.keep_for_saved(self.database, entry_id)

    def rows(
        self,
        *,
        feed_id: int | None = None,
        folder: tuple[str, ...] | None = None,
        unread: bool = False,
        starred: bool = False,
        tag: str = "",
        limit: int = 200,
        before: EntryRow | None = None,
    ) -> list[EntryRow]:
        """A list of entries, newest first; ``before`` is the last row of the page before."""
        return entries.rows(
            self.database,
            feed_id=feed_id,
            folder=folder,
            unread=unread,
            starred=starred,
            tag=tag,
            limit=limit,
            before=before,
        )

    def rows_again(self, entry_ids: Sequence[int]) -> list[EntryRow]:
        """These entries as a list shows them now, in the order given; those that are gone are left out."""
        return entries.rows_again(self.database, entry_ids)

    def row(self, entry_id: int) -> EntryRow:
        """One entry as a list shows it."""
        return entries.row(self.database, entry_id)

    def entry(self, entry_id: int) -> Entry:
        """One entry as its feed published it."""
        return entries.entry(self.database, entry_id)

    def entry_of(self, feed_id: int, key: str) -> int:
        """The number of a feed's entry, by its id in the feed."""
        return entries.entry_of(self.database, feed_id, key)

    def feed_of(self, entry_id: int) -> Feed:
        """The feed by which an entry came."""
        return entries.feed_of(self.database, entry_id)

    def mark_read(self, entry_ids: Iterable[int], read: bool = True) -> list[int]:
        """Mark entries read or unread; returns those that were not so before, for undoing."""
        return entries.mark_read(self.database, entry_ids, read=read)

    def mark_all_read(self, feed_id: int | None = None) -> list[int]:
        """Mark all entries of a feed, or of the library, read; returns those that were unread, for undoing."""
        return entries.mark_all_read(self.database, feed_id)

    def star(self, entry_id: int, starred: bool = True) -> None:
        """Star an entry, or take its star away."""
        entries.star(self.database, entry_id, starred=starred)

    def tag(self, entry_id: int, tags: Iterable[str]) -> tuple[str, ...]:
        """Put an entry under these tags and no others; gives them as they are kept."""
        return tagging.set_tags(self.database, entry_id, tags)

    def tags(self) -> dict[str, int]:
        """All tags in use, by the alphabet, each with how many entries it has."""
        return tagging.tags(self.database)

    # Documents and annotations

    def document(self, entry_id: int) -> Document | None:
        """An entry's article, or ``None`` if it was not fetched yet."""
        return documents.document(self.database, entry_id)

    def store_document(
        self,
        entry_id: int,
        document: Document,
        *,
        before: Document | None = None,
        up_to_date: bool = True,
        setting: tuple[str, str] | None = None,
    ) -> None:
        """Store an entry's article; see `readers.library.documents.store_document`."""
        documents.store_document(
            self.database, entry_id, document, before=before, up_to_date=up_to_date, setting=setting
        )

    def versions(self, entry_id: int) -> list[Version]:
        """The earlier texts of an entry's article, the newest first."""
        return versions.versions(self.database, entry_id)

    def is_outdated(self, entry_id: int) -> bool:
        """Whether the feed has brought another version of an entry since its article was fetched."""
        return versions.is_outdated(self.database, entry_id)

    def outdated(self, *, limit: int = 100) -> list[int]:
        """Entries whose articles are to be fetched again and were not yet tried, newest first."""
        return versions.outdated(self.database, limit=limit)

    def tried_in_vain(self, entry_id: int) -> None:
        """Leave an article that could not be fetched again to the reader's wish."""
        versions.tried_in_vain(self.database, entry_id)

    def changed(self, *, limit: int = 100) -> list[int]:
        """Entries whose articles have changed, the last change first."""
        return versions.changed(self.database, limit=limit)

    def annotations(self, digest: str, version: str | Versions) -> Annotations | None:
        """What was found in a text (`Document.digest`), uncorrected, or ``None`` if nothing is up to date."""
        return documents.annotations_of(self.database, digest, version)

    def store_annotations(
        self, digest: str, annotations: Annotations, *, entry_id: int | None = None, read: Document | None = None
    ) -> None:
        """Store what was found in a text, and put its names and quotes, set right, into the index across articles."""
        documents.store_annotations(self.database, digest, annotations, entry_id=entry_id, read=read)

    def corrections(self, document: Document) -> list[Correction]:
        """What the reader set right in an article, the oldest first; in an earlier text of it too."""
        return documents.corrections_of(self.database, document)

    def corrected(self, document: Document, annotations: Annotations) -> Annotations:
        """What was found in an article, with everything set right that could be."""
        return documents.corrected(self.database, document, annotations)

    def carried_out(self, document: Document, annotations: Annotations) -> Outcome:
        """The same, and how each correction fits."""
        return documents.carried_out(self.database, document, annotations)

    def add_correction(self, document: Document, correction: Correction) -> None:
        """Store a correction of an article; the index across articles follows."""
        documents.add_correction(self.database, document, correction)

    def undo_correction(self, document: Document, which: Correction | None = None) -> Correction | None:
        """Take back a correction of an article, or the last, and give it; ``None`` if no such one is in force."""
        return documents.undo_correction(self.database, document, which)

    def settled_names(self) -> dict[str, str]:
        """Names that many articles agree about, with their kinds: evidence for the next ones."""
        return appearances.settled(self.database)

    def unannotated(self, version: str | Versions, *, limit: int = 100) -> list[int]:
        """Entries, newest first, whose annotations are not up to date."""
        return documents.unannotated(self.database, version, limit=limit)

    def unopened(self, feeds: Collection[int], *, since: datetime, limit: int = 100) -> list[int]:
        """Entries of some feeds, newest first, whose article was not fetched yet, that came since a moment."""
        return documents.unopened(self.database, feeds, since=since, limit=limit)

    def place(self, digest: str) -> int:
        """The code point at which the reader left a text; 0 if never opened."""
        return documents.place(self.database, digest)

    def keep_place(self, digest: str, offset: int) -> None:
        """Keep the code point at which the reader leaves a text."""
        documents.keep_place(self.database, digest, offset)

    # Notes

    def notes(self, document: Document) -> list[Note]:
        """What the reader marked and wrote in an article, the oldest first; in an earlier text of it too."""
        return notes.of(self.database, document)

    def add_note(self, document: Document, note: Note) -> Note:
        """Keep a note to an article, and give it with its number; one that has a number is put back under it."""
        return notes.add(self.database, document, note)

    def change_note(self, note: Note) -> None:
        """Keep what a note says now."""
        notes.change(self.database, note)

    def delete_note(self, note_id: int) -> None:
        """Delete a note."""
        notes.delete(self.database, note_id)

    # Files

    def take_in(self, article: Article) -> Taken:
        """Take in an article that was saved as a file; see `readers.library.keeping.saved.take_in`."""
        return saved.take_in(self.database, article)

    # Settings

    def setting(self, key: str) -> str | None:
        """A value kept earlier, or ``None``."""
        return settings.setting(self.database, key)

    def settings_of(self, kind: str) -> dict[str, str]:
        """All values kept under keys that begin so, by key."""
        return settings.settings_of(self.database, kind)

    def set_setting(self, key: str, value: str) -> None:
        """Keep a value, in place of an earlier one."""
        settings.set_setting(self.database, key, value)
