"""Who is in one article and who said what, asked of a helper; an article that it cannot bear costs itself alone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from readers.errors import UnfitError
from readers.model import Annotations, Document

if TYPE_CHECKING:
    from readers.work.runner import JobRunner


async def annotations_of(
    document: Document,
    *,
    worker: JobRunner,
    model: str = "",
    known: dict[str, str] | None = None,
    priority: int = 0,
) -> Annotations:
    """What was found in a document, and when; if it cannot be annotated, the reason, to be kept like anything found.

    Args:
        document: what to read.
        worker: annotates.
        model: the annotator's model.
        known: names that the library has settled, see `readers.library.library.Library.settled_names`.
        priority: of the job.

    Raises:
        AnnotateError: no article can be annotated: there is no model, or it ends its process by itself.
    """
    try:
        found = await worker.call("annotate", priority=priority, document=document, model=model, known=known)
    except UnfitError as error:
        version = await worker.call("load_model", priority=priority, model=model)  # else the article is not at fault
        found = Annotations(version, problem=str(error))
    return msgspec.structs.replace(found, made=datetime.now(UTC))
