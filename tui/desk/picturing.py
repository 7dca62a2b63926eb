"""The pictures of an article, fetched to be put into the files it is saved as."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from readers.errors import QuothError
from tui.desk.base import Base

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from readers.model import Article
    from readers.save.images.embedded import Picture

_SECONDS = 90.0
"""For all pictures of one article."""


class Picturing(Base):
    """What is asked about pictures in saved files."""

    async def pictured(
        self, article: Article, style: str, folder: Path, typed: Callable[[str], bool], *, wanted: bool
    ) -> tuple[bytes | None, list[str]]:
        """An article as a page or a book with its pictures in it.

        Those that the earlier file has are not fetched again, and stay also if no more are wanted.

        Args:
            article: annotated or not.
            style: ``html`` or ``epub``.
            folder: where it is saved, and may be already.
            typed: whether the reader gave the host of an address.
            wanted: whether they are fetched.

        Returns:
            The file, ``None`` if there is no picture in it; and what could not be had, in words.
        """
        from readers.save.formats import written  # noqa: PLC0415  (only when something is saved)

        had = await asyncio.to_thread(self._had, article, folder) if style == "html" else {}
        found, missing = await self.fetched(article, had, typed, book=style == "epub") if wanted else (had, [])
        urls = {image.url for image in article.document.images}
        found = {url: picture for url, picture in found.items() if url in urls}
        return (await asyncio.to_thread(written, article, style, pictures=found) if found else None), missing

    def _had(self, article: Article, folder: Path) -> dict[str, Picture]:
        """The pictures in the page that the article was saved as before."""
        from readers.save.files import saved_as  # noqa: PLC0415  (only when something is saved)
        from readers.save.images.embedded import in_page  # noqa: PLC0415  (the same)

        path = saved_as(article, folder, "html")
        try:
            return in_page(path.read_bytes()) if path and path.is_file() else {}
        except OSError:
            return {}  # whoever writes the file tells what is wrong with it

    async def fetched(
        self, article: Article, had: dict[str, Picture], typed: Callable[[str], bool], *, book: bool = False
    ) -> tuple[dict[str, Picture], list[str]]:
        """The pictures of an article, by their addresses; and what could not be had, in words.

        Args:
            article: whose.
            had: those that are here already.
            typed: whether the reader gave the host of an address.
            book: whether they are for a book, which holds few kinds.
        """
        from readers.save.images.embedded import ALL, IN_BOOKS, MOST  # noqa: PLC0415  (only when something is saved)

        found: dict[str, Picture] = {}
        missing: list[str] = []
        urls = list(dict.fromkeys(image.url for image in article.document.images))
        until, size = time.monotonic() + _SECONDS, 0
        for url in urls:
            if len(found) >= MOST or size >= ALL or time.monotonic() > until:
                told = (
                    f"{url} is left where it is: {MOST} pictures, {ALL / 1e6:.0f} MB and {_SECONDS:.0f} s are enough."
                )
                missing.append(told)
                continue
            try:
                async with asyncio.timeout(until - time.monotonic()):
                    picture = had.get(url) or await self._errands.call(
                        "picture_file", priority=1, url=url, typed=await asyncio.to_thread(typed, url)
                    )
            except TimeoutError:
                missing.append(f"{url} came too slowly, and is left where it is.")
            except QuothError as error:
                missing.append(str(error))
            else:
                if book and picture.kind not in IN_BOOKS:
                    missing.append(f"{url} is {picture.kind}, which books cannot hold, and is left where it is.")
                    continue
                found[url] = picture
                size += len(picture.content)
        return found, missing
