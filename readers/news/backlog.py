"""The last stage of the whole way, for entries that nobody has opened: who is in them, as far as the library can tell.

Each is read as its article, if that is stored, or else as its feed gives it; no page is fetched for this.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import TYPE_CHECKING

from readers.errors import LibraryError
from readers.library.people.waiting import join_waiting
from readers.model import Versions
from readers.news.annotating import annotations_of
from readers.news.ruling import apply_rules
from readers.news.sources import document_of

if TYPE_CHECKING:
    from readers.library.library import Library
    from readers.model import Document
    from readers.work.runner import JobRunner

_PAUSE = 0.02
"""Seconds between two batches of joining, in which others can write."""
_BATCH = 50
"""Entries asked of the library at once; between two batches newer ones come first again."""


async def annotate_waiting(
    library: Library,
    *,
    worker: JobRunner,
    version: str | Versions,
    model: str = "",
    known: dict[str, str] | None = None,
    priority: int = -1,
    limit: int = 500,
) -> AsyncGenerator[int]:
    """Annotate entries whose annotations are not up to date, the newest first; rules follow at once.

    Args:
        library: where they are, and where the annotations go.
        worker: annotates.
        version: the one, or those, that are up to date; see `readers.annotate.pipeline.current_versions`.
        model: the annotator's model.
        known: names that the library has settled, see `readers.library.library.Library.settled_names`.
        priority: of the jobs; below 0, so that an open article goes first.
        limit: entries at most; the rest waits for the next time.

    Yields:
        The id of each entry that was annotated.

    Raises:
        AnnotateError: there is no model, or it ends its process by itself.
    """
    done = 0
    while done < limit and (waiting := await asyncio.to_thread(library.unannotated, version, limit=_BATCH)):
        before = done
        for entry_id in waiting[: limit - done]:
            document = await asyncio.to_thread(_document, library, entry_id)
            if document is None:
                continue
            done += 1
            found = await asyncio.to_thread(library.annotations, document.digest, version)
            if found is None:
                found = await annotations_of(document, worker=worker, model=model, known=known, priority=priority)
            await asyncio.to_thread(library.store_annotations, document.digest, found, entry_id=entry_id, read=document)
            await apply_rules(library)
            yield entry_id
            if isinstance(version, Versions) and found.version in version.outdated:
                version = version.without(found.language)  # its model cannot be loaded: it is tried the next time
                break
        if done == before:
            return  # nothing of what waits can be read: the library says why when it is opened


async def join_names(library: Library, limit: int = 2**31) -> int:
    """Find out whom the names mean in a library of before names were joined, the newest first; gives in how many.

    Args:
        library: where they are.
        limit: entries at most; the rest waits for the next time.
    """
    done = 0
    while done < limit and (some := await asyncio.to_thread(join_waiting, library.database)):
        done += some
        await asyncio.sleep(_PAUSE)
    return done


def _document(library: Library, entry_id: int) -> Document | None:
    try:
        return document_of(library, entry_id)
    except LibraryError:
        return None  # its feed was removed meanwhile
