"""From inputs to an archive: what there is to do, doing what is not done, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from readers.archive import manifest
from readers.archive.cluster import run_on_dask
from readers.archive.extras import engine
from readers.archive.manifest import Tally
from readers.archive.part import MOST, Common, made_with
from readers.archive.pool import run_here
from readers.errors import ArchiveError

SIZE = 500
"""Records in a part: some minutes of work, which is what a stop may cost."""


class Told(msgspec.Struct, frozen=True):
    """What is in an archive after a run.

    Attributes:
        parts: all.
        parts_now: those that this run did.
        documents: articles.
        rejects: records that were set aside, each with its reason.
        passed_over: what is no article, as pictures in WARC files and empty lines.
        words: of all articles.
        entities: of all articles.
        quotes: of all articles.
        seconds: processor time of all parts.
    """

    parts: int
    parts_now: int
    documents: int
    rejects: int
    passed_over: int
    words: int
    entities: int
    quotes: int
    seconds: float


def build(
    inputs: Iterable[Path],
    folder: Path,
    *,
    model: str = "",
    processes: int = 1,
    dask: str = "",
    size: int = SIZE,
    progress: Callable[[int, int, Tally], None] | None = None,
) -> Told:
    """Annotate inputs into an archive; one that was broken off goes on, and new inputs are added to it.

    Args:
        inputs: files and folders.
        folder: of the archive.
        model: an installed spaCy model; empty for the best one.
        processes: on this machine.
        dask: the address of a scheduler, whose workers do it instead.
        size: records in a part; those of inputs that are parted already stay as they are.
        progress: is told how many parts are done, of how many, and what came of the last.

    Raises:
        ArchiveError: an input or the archive cannot be read or written.
        AnnotateError: the model is missing or unfit.
    """
    engine("pyarrow.parquet")
    if not 0 < size <= MOST:
        raise ArchiveError(f"A part has from 1 to {MOST:,} records, and not {size:,}.")
    folder = folder.resolve()
    try:
        annotator = made_with(model)
        plan = manifest.plan(folder, inputs, annotator, size)
        todo = list(manifest.left(folder, plan.parts))
        before = len(plan.parts) - len(todo)
        common = Common(str(folder), model, annotator)
        work = run_on_dask(common, todo, dask) if dask else run_here(common, todo, processes)
        for number, tally in enumerate(work, before + 1):
            if progress is not None:
                progress(number, len(plan.parts), tally)
    except OSError as error:
        raise ArchiveError(f"{error.filename or folder} cannot be written: {error.strerror or error}.") from error
    return _told(list(manifest.done(folder).values()), len(plan.parts), len(todo))


def _told(tallies: list[Tally], parts: int, now: int) -> Told:
    def of(name: str) -> int:
        return sum(getattr(tally, name) for tally in tallies)

    counted = {name: of(name) for name in ("documents", "rejects", "passed_over", "words", "entities", "quotes")}
    return Told(parts, now, **counted, seconds=round(sum(tally.seconds for tally in tallies), 1))
