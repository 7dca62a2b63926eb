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

    Yields:
        The annotations of each document in turn.

    Raises:
        AnnotateError: the model is missing or unfit, or one of the processes died.
    """
    ahead: deque[Future[list[Annotations]]] = deque()
    context = multiprocessing.get_context("spawn")
    with (
        _said(),
        safe_environment(),
        ProcessPoolExecutor(processes, context) as pool,
    ):
        for some in batches(documents, batch):
            ahead.append(pool.submit(_work, model, some))
            if len(ahead) > 2 * processes:
                yield from ahead.popleft().result()
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
