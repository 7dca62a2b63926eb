"""The same on a Dask cluster: a task for each part, which a worker has done by a helper of its own.

Its workers see the inputs and the archive under the same paths, and have the same Quoth. A worker that is lost takes
its helper along, and Dask gives the part to another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from readers.archive.apart import DiedError, Helpers
from readers.archive.extras import engine
from readers.archive.inputs import Part
from readers.archive.manifest import Tally
from readers.archive.part import Common, Job
from readers.archive.pool import Deaths
from readers.errors import ArchiveError

_PATIENCE = 60
"""Seconds in which the first worker must be there."""

_HELPERS = Helpers()
"""Of a worker, one for each of its threads. They end with it, or when nothing comes any more."""


def run_on_dask(common: Common, parts: Iterable[Part], address: str) -> Iterator[Tally]:
    """Do parts on a cluster.

    Args:
        common: the folder as the workers see it.
        parts: what to do.
        address: of the scheduler, as ``tcp://10.0.0.1:8786``.

    Yields:
        What came of each part, as they are done.

    Raises:
        ArchiveError: nobody is at that address, or has workers; an input cannot be read, the archive cannot be written,
            or workers die all the time.
        AnnotateError: the model is missing or unfit.
    """
    distributed = engine("distributed")
    deaths = Deaths(common)
    with _client(distributed, address) as client:
        running: dict[Any, Part] = {}

        def submit(part: Part) -> Any:  # noqa: ANN401
            future = client.submit(do_on_worker, deaths.job(part), pure=False)
            running[future] = part
            return future

        finished = distributed.as_completed([submit(part) for part in parts])
        for future in finished:
            part = running.pop(future)
            try:
                yield future.result()
            except ImportError as error:
                raise ArchiveError(f"A worker of {address} cannot load Quoth: {error}. Install it there.") from error
            except (DiedError, distributed.KilledWorker):
                deaths.note(part)
                finished.add(submit(part))


def do_on_worker(job: Job) -> Tally:
    """What a worker runs, in one of its threads; see `readers.archive.apart.Helpers.do`."""
    return _HELPERS.do(job)


def _client(distributed: Any, address: str) -> Any:  # noqa: ANN401
    try:
        client = distributed.Client(address)
    except (OSError, ValueError) as error:
        raise ArchiveError(f"No Dask scheduler can be reached at {address}: {error}.") from error
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        client.close()
        raise ArchiveError(
            f"The Dask scheduler at {address} has no workers. Start one: dask worker {address}"
        ) from error
    return client
