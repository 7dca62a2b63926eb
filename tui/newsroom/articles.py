"""The article at hand: its text, annotations, corrections, notes and pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from readers.config import SaveFormat
    from readers.model import Article, Comparison, Correction, EntryRow, Image, Kept, Note
    from readers.save.files import Plan, Saved
    from readers.save.sharing.cards import CardFormat


class Articles(Protocol):
    """What is asked about one article."""

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

    async def save(
        self,
        article: Article,
        format: SaveFormat,  # noqa: A002
        folder: Path | None = None,
        *,
        with_pictures: bool | None = None,
        one_of_many: bool = False,
    ) -> Saved:
        """Write the annotated article to a file of a folder; gives where, and what else it has done.

        Args:
            article: as it is now.
            format: of the file.
            folder: where to; the configured one, if ``None``.
            with_pictures: whether a page or a book has its pictures in it; ``None``: as configured.
            one_of_many: whether the notes over all articles are left as they are until `finish_saving`.

        Raises:
            SaveError: it could not be written.
        """
        ...

    async def finish_saving(self) -> Sequence[tuple[Path, Path]]:
        """After many savings: bring the notes over all articles up to date, once.

        Returns:
            Those that were changed by hand, each with the copy of it as it was.

        Raises:
            SaveError: one could not be written.
        """
        ...

    async def plan_save(self, article: Article, format: SaveFormat, folder: Path | None = None) -> Plan:  # noqa: A002
        """What `save` would do, of the same arguments.

        Raises:
            SaveError: it could not be done.
        """
        ...

    async def save_card(self, article: Article, number: int, style: CardFormat, *, dark: bool) -> Path:
        """Write a quote, by its number from 1, as a picture to a file of the reader's folder; gives where.

        Raises:
            SaveError: it could not be drawn or written.
        """
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
