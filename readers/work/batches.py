"""Many documents annotated in several processes at once, each with the model loaded."""

from __future__ import annotations

import contextlib
import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache

from readers.annotate.annotator import BATCH, Annotator, batches
from readers.errors import AnnotateError
from readers.model import Annotations, Document
from readers.work.processes import safe_environment


def annotate_many(
    model: str, documents: Iterable[Document], processes: int, batch: int = BATCH
) -> Iterator[Annotations]:
    """Annotate a stream of documents, in order, a few batches ahead and no more.

    Args:
        model: as for `readers.annotate.pipeline.build`.
        documents: read as needed, never all at once.
        processes: about 250 MB each; worth it from some hundred documents on.
        batch: how many a model reads together.

    Returns:
        The annotations of each document in turn.

    Raises:
        AnnotateError: the model is missing or unfit, or one of the processes died.
    """
    found = annotate_stream(model, documents, processes, batch)
    return (annotations for annotations in found if annotations is not None)


def annotate_stream(
    model: str, documents: Iterable[Document | None], processes: int, batch: int = BATCH
) -> Iterator[Annotations | None]:
    """The same for documents that come one by one; see `readers.annotate.annotator.Annotator.annotate_stream`.

    Raises:
        AnnotateError: as above.
    """
    ahead: deque[Future[list[Annotations]]] = deque()
    context = multiprocessing.get_context("spawn")
    with (
        _said(),
        safe_environment(),
        ProcessPoolExecutor(processes, context) as pool,
    ):
        for some, complete in batches(documents, batch):
            if some:
                ahead.append(pool.submit(_work, model, some))
            # While no document comes, whatever is done goes out; the source says again that none has come.
            while ahead and (len(ahead) > 2 * processes or (not complete and ahead[0].done())):
                yield from ahead.popleft().result()
            if not complete and not ahead:
                yield None
        while ahead:
            yield from ahead.popleft().result()


def _work(model: str, documents: list[Document]) -> list[Annotations]:
    return list(_annotator(model).annotate_many(documents, batch=len(documents)))


@cache
def _annotator(model: str) -> Annotator:
    return Annotator(model)


@contextlib.contextmanager
def _said() -> Iterator[None]:
    """Say in words for the reader that a process died."""
    try:
        yield
    except BrokenProcessPool as error:
        raise AnnotateError(
            "A process that annotates died, perhaps for want of memory; try again with fewer processes."
        ) from error
