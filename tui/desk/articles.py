"""The article at hand: its text, annotations, corrections, notes and pictures."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from readers.config import SaveFormat
from readers.model import Article, EntryRow, Kept
from tui.desk.notebook import Notebook
from tui.desk.picturing import Picturing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from readers.model import Annotations, Comparison, Correction, Document, Image, Note
    from readers.save.files import Plan, Saved
    from readers.save.images.embedded import Picture
    from readers.save.sharing.cards import CardFormat


_PICTURES = 8
"""Pictures that are kept in memory, up to some 3 MB each."""


def _host_of(url: str) -> str:
    from readers.clean import host_of  # noqa: PLC0415  (not before the first frame)

    return host_of(url)


class Articles(Notebook, Picturing):
    """What is asked about one article."""

    async def open(self, what: EntryRow | str, *, full: bool | None = None) -> Article:
        """The text of an entry or a source, with notes, and annotations if the library has them."""
        if isinstance(what, str) and what.isdecimal() and not Path(what).exists():
            what = await asyncio.to_thread(self.library.row, int(what))
        if isinstance(what, str) and (saved := await self._saved(what)) is not None:
            taken = await asyncio.to_thread(self.library.take_in, saved)
            what = taken.row
        row = what if isinstance(what, EntryRow) else None
        if isinstance(what, str):
            self._typed.add(_host_of(what))
            document = await self._errands.call("load_source", priority=1, source=what, given=self._given)
        else:
            stored = self.library.document(what.id) if full is None else None
            document = stored or await self._errands.call(
                "fetch_entry", priority=1, library=str(self.library.path), entry_id=what.id, full=full
            )
        article = Article(document, row=row, notes=tuple(self.library.notes(document)))
        return self._known(article if row is None else self._as_kept(article, row))

    async def _saved(self, source: str) -> Article | None:
        """The article of a file that Quoth saved; ``None`` of any other source."""
        if _host_of(source):
            return None
        return await self._errands.call("load_saved", priority=1, source=source, given=self._given)

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
        return msgspec.structs.replace(
            article,
            annotations=outcome.annotations,
            unfit=outcome.unfit,
            found=found if outcome.corrections else None,
            corrections=outcome.corrections,
        )

    async def annotate(self, article: Article, *, priority: int = 0) -> Article:
        """The same article with annotations, from the library or from the annotator."""
        document = article.document
        found = self.library.annotations(document.digest, self.version)
        if found is None:
            from readers.news.annotating import annotations_of  # noqa: PLC0415  (not before the first frame)

            found = await annotations_of(
                document,
                worker=self._annotator,
                model=self.config.model,
                known=await self._known_names(),
                priority=priority,
            )
            entry_id = article.row.id if article.row else None
            await asyncio.to_thread(self.library.store_annotations, document.digest, found, entry_id=entry_id)
            if entry_id is not None:  # who is in it is known: now rules that ask for names can be applied to it
                from readers.news.ruling import apply_rules  # noqa: PLC0415  (not before the first frame)

                await apply_rules(self.library)
        return self._corrected(article, found)

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

    async def save(
        self,
        article: Article,
        format: SaveFormat,  # noqa: A002  (the protocol's name)
        folder: Path | None = None,
        *,
        with_pictures: bool | None = None,
        one_of_many: bool = False,
    ) -> Saved:
        """Write the annotated article to a file of a folder."""
        from readers.save.files import save  # noqa: PLC0415  (only when something is saved)

        article = await self.as_saved(article)
        content, missing = None, list[str]()
        if format == "markdown":
            content = await self.as_markdown(article, folder)
        elif format in ("html", "epub"):
            wanted = self.config.pictures if with_pictures is None else with_pictures
            typed = partial(self._is_typed_address, article)
            content, missing = await self.pictured(article, format, folder or self.config.saved, typed, wanted=wanted)
        saved = await asyncio.to_thread(save, article, folder or self.config.saved, format, content)
        saved = saved._replace(missing=tuple(missing))
        if article.row is not None:
            await asyncio.to_thread(self.library.keep_for_saved, article.row.id)
        if format == "markdown" and folder in (None, self.config.saved):
            self._is_behind = True
            if not one_of_many:
                saved = saved._replace(others=tuple(await self.keep_notebook()))
        return saved

    async def plan_save(self, article: Article, format: SaveFormat, folder: Path | None = None) -> Plan:  # noqa: A002
        """What saving would do."""
        from readers.save.files import planned  # noqa: PLC0415  (only when something is saved)

        article = await self.as_saved(article)
        content = await self.as_markdown(article, folder) if format == "markdown" else None
        plan = await asyncio.to_thread(planned, article, folder or self.config.saved, format, content)
        return plan._replace(pictures=self.config.pictures and format in ("html", "epub"))

    async def as_saved(self, article: Article) -> Article:
        """The article as it is to be saved now: with its tags, its earlier texts, and whom its names mean."""
        article = msgspec.structs.replace(article, saved=datetime.now(UTC))
        return article if article.row is None else await asyncio.to_thread(self._as_saved, article, article.row)

    def _as_saved(self, article: Article, row: EntryRow) -> Article:
        from readers.library.dossiers import meant_in  # noqa: PLC0415  (not before the first frame)

        return msgspec.structs.replace(
            article,
            row=next(iter(self.library.rows_again([row.id])), row),  # it may have been tagged since it was opened
            versions=tuple(self.library.versions(row.id)),
            meant=meant_in(self.library, row.id, article.annotations.entities if article.annotations else ()),
        )

    async def pictures_of(self, article: Article) -> tuple[dict[str, Picture], list[str]]:
        """The pictures of an article for a book of many, by their addresses; and what could not be had, in words."""
        return await self.fetched(article, {}, partial(self._is_typed_address, article), book=True)

    async def save_card(self, article: Article, number: int, style: CardFormat, *, dark: bool) -> Path:
        """Draw a quote, a PNG in the background process, and write it to a file of the reader's folder."""
        from readers.save.sharing import cards, quotes  # noqa: PLC0415  (only when a card is made)

        quote = quotes.quote_of(article, number)
        if style == "png":
            picture = await self._errands.call("draw_card", priority=1, article=article, number=number, dark=dark)
        else:
            picture = cards.drawn(article, quote, style, dark=dark)
        return await asyncio.to_thread(cards.save_card, article, quote, picture, self.config.saved, style)

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
            typed = await asyncio.to_thread(self._is_typed, article, _host_of(image.url))
            png = await self._errands.call("picture", priority=1, url=image.url, typed=typed)
        self._pictures[image.url] = png
        for forgotten in list(self._pictures)[:-_PICTURES]:
            del self._pictures[forgotten]
        return png

    def _is_typed_address(self, article: Article, url: str) -> bool:
        return self._is_typed(article, _host_of(url))

    def _is_typed(self, article: Article, host: str) -> bool:
        """Whether the reader gave a host, with a feed or an address; only such ones may be in a private network."""
        given = self._typed if article.row is None else {_host_of(self.library.feed_of(article.row.id).url)}
        return bool(host) and host in given
