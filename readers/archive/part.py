"""One part of an archive from its records to its files; what every helper runs, here or on Dask."""

from __future__ import annotations

import contextlib
import io
import os
import platform
import time
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec

from readers.annotate.annotator import BATCH
from readers.annotate.languages.models import versions
from readers.annotate.pipeline import expected_version
from readers.archive import rows, schemas
from readers.archive.extras import engine
from readers.archive.inputs import Part, items_of
from readers.archive.manifest import Tally, called, is_begun, mark_done, place_at_hand
from readers.errors import ArchiveError
from readers.save import drafts

MOST = 1_000_000
"""Records of a part at most; the number of a document is that of its part times this, plus its place in it."""
_AT_ONCE = 4
"""Batches in a row group, and so held as rows; what is encoded is a tenth of that."""

_Numbered = tuple[int, rows.Read]


class Common(msgspec.Struct, frozen=True):
    """What is the same for all parts.

    Attributes:
        folder: of the archive.
        model: see `readers.annotate.pipeline.build`.
        annotator: what the archive is made with, as `made_with` tells it; empty for whatever there is.
    """

    folder: str
    model: str = ""
    annotator: str = ""


class Job(msgspec.Struct, frozen=True):
    """A part to be done.

    Attributes:
        common: what is the same for all.
        part: what to do.
        careful: one record at a time, so that the one at hand is known if the process dies.
        skip: records by their places, which are set aside without being read: processes died of them.
    """

    common: Common
    part: Part
    careful: bool = False
    skip: tuple[int, ...] = ()


def made_with(model: str = "") -> str:
    """What an archive is made with here: the annotator, and those of the other languages whose models are installed.

    Args:
        model: see `readers.annotate.pipeline.build`. One that is given by its path is told by that.

    Raises:
        AnnotateError: there is no model.
    """
    return " ".join([expected_version(model) or model, *versions().values()])


def do_part(job: Job) -> Tally:
    """Annotate a part and write its files; if it was done before, they are replaced.

    Raises:
        ArchiveError: its input cannot be read, its files cannot be written, or this is not a place to do it.
        AnnotateError: the model is missing or unfit.
    """
    folder, part, counts, start = Path(job.common.folder), job.part, Counter[str](), time.process_time()
    _check(job.common)
    try:
        with _Writers(folder, part.number) as writers, _hand(folder, part.number) as hand:
            for some in _batches(part, hand, counts, job.skip, 1 if job.careful else BATCH):
                found = rows.rows_of([read for _, read in some], job.common.model)
                for (number, _), row in zip(some, found, strict=True):
                    _sort_out(writers, part, number, row, counts)
                writers.flush()
        tally = Tally(part.number, seconds=time.process_time() - start, **counts)
        mark_done(folder, tally)
    except OSError as error:
        raise ArchiveError(f"{error.filename or folder} cannot be written: {error.strerror or error}.") from error
    place_at_hand(folder, part.number).unlink(missing_ok=True)
    return tally


def _check(common: Common) -> None:
    """That whoever does a part, perhaps on another machine, has the same archive before it, and the same annotators."""
    if not is_begun(Path(common.folder)):
        raise ArchiveError(
            f"{common.folder} is not there on {platform.node()}. Workers must see the archive and its inputs under the "
            "same paths as you do."
        )
    rows.annotator(common.model)  # it says what is wrong with a model that is missing or unfit
    told = made_with(common.model)
    if common.annotator and told != common.annotator:
        raise ArchiveError(
            f"{platform.node()} has {told}, and the archive is made with {common.annotator}. Install the same there."
        )


def _batches(
    part: Part, hand: int, counts: Counter[str], skip: Collection[int], size: int
) -> Iterator[list[_Numbered]]:
    some: list[_Numbered] = []
    for number, item in enumerate(items_of(part)):
        os.pwrite(hand, str(number).zfill(12).encode(), 0)
        if number in skip:
            some.append((number, rows.Read(item.name, None, "Processes died of it: too slow, or too much memory.")))
        elif item.record is not None:
            some.append((number, rows.read(item.record, item.name)))
        elif item.error:
            some.append((number, rows.Read(item.name, None, item.error)))
        else:
            counts["passed_over"] += 1
        if len(some) >= size:
            yield some
            some = []
    if some:
        yield some


def _sort_out(writers: _Writers, part: Part, number: int, row: rows.Row, counts: Counter[str]) -> None:
    document = part.number * MOST + number
    if row["error"] is not None:
        counts["rejects"] += 1
        writers.add("rejects", {"document": document, "id": row["id"], "input": part.path, "reason": row["error"]})
        return
    counts["documents"] += 1
    counts["words"] += len(row["text"].split())
    for name in ("entities", "mentions", "quotes"):
        for one in row[name]:
            writers.add(name, {"document": document, **one})
    counts["entities"] += len(row["entities"])
    counts["quotes"] += len(row["quotes"])
    writers.add("documents", {"document": document, **row})


@contextlib.contextmanager
def _hand(folder: Path, number: int) -> Iterator[int]:
    """The file, open, that says which record is at hand."""
    path = place_at_hand(folder, number)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        yield handle
    finally:
        os.close(handle)


class _Writers:
    """The files of a part: in memory, compressed, until all are complete, and then written. A context manager."""

    def __init__(self, folder: Path, number: int) -> None:
        self._folder, self._number = folder, number
        self._rows: dict[str, list[rows.Row]] = {name: [] for name in schemas.DATASETS}
        self._schemas = {name: schemas.of_dataset(name) for name in schemas.DATASETS}
        self._buffers = {name: io.BytesIO() for name in schemas.DATASETS}
        self._files: dict[str, Any] = {}

    def __enter__(self) -> _Writers:
        parquet = engine("pyarrow.parquet")
        for name, schema in self._schemas.items():
            self._files[name] = parquet.ParquetWriter(self._buffers[name], schema, compression="zstd")
        return self

    def add(self, name: str, row: rows.Row) -> None:
        self._rows[name].append(row)

    def flush(self, least: int = _AT_ONCE * BATCH) -> None:
        """Encode what is there, if it is so many documents."""
        if len(self._rows["documents"]) < least:
            return
        table = engine("pyarrow").Table
        for name, given in self._rows.items():
            if given:
                self._files[name].write_table(table.from_pylist(given, schema=self._schemas[name]))
                given.clear()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is not None:
            return
        self.flush(0)
        # The documents come last: who joins finds no document whose names are still to come.
        for name in reversed(self._files):
            self._files[name].close()
            (self._folder / name).mkdir(parents=True, exist_ok=True)
            drafts.replace(self._folder / name / f"{called(self._number)}.parquet", self._buffers[name].getvalue())
