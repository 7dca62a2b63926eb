"""What an archive is made of: JSON lines, Parquet, folders of pages, WARC; parted, and read part by part.

A part is told by places in its file (bytes, rows, records), so that any process can read it without what stands before.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple, cast

import msgspec

from readers.archive.extras import engine
from readers.archive.records import LARGEST, Record
from readers.archive.warcs import records_of, starts_of
from readers.errors import ArchiveError

Kind = Literal["jsonl", "parquet", "pages", "warc"]

_ENDINGS: dict[str, Kind] = {
    **dict.fromkeys((".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"), "jsonl"),
    **dict.fromkeys((".parquet", ".pq"), "parquet"),
    **dict.fromkeys((".warc", ".warc.gz"), "warc"),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".txt", ".md", ".markdown"), "pages"),
}  # fmt: skip
_LONGEST_LINE = 100_000_000
"""Bytes: a page of the largest size with each of its characters escaped is shorter."""


class Part(msgspec.Struct, frozen=True):
    """A piece of work.

    Attributes:
        number: from 0; its files are called by it.
        kind: of the input.
        path: the file.
        start: of JSON lines the first byte (of what is in it, if it is compressed); of Parquet the first row; of a WARC
            file the byte at which a record starts.
        skip: of a WARC file, records from there on that belong to the parts before.
        count: records.
        files: of a folder of pages, these.
    """

    number: int
    kind: Kind
    path: str
    start: int = 0
    skip: int = 0
    count: int = 0
    files: tuple[str, ...] = ()


class Item(NamedTuple):
    """A record as it was read.

    Attributes:
        name: its place, for whatever has no other name.
        record: what it holds; ``None`` if it could not be read, or is nothing to read.
        error: why not; empty for what is passed over, as a picture in a WARC file.
    """

    name: str
    record: Record | None
    error: str = ""


def found_in(given: Path) -> Iterator[tuple[Kind, Path]]:
    """The files of an input: itself, or all that we read in a folder and those in it.

    Raises:
        ArchiveError: there is no such file, or it is of another kind.
    """
    if given.is_dir():
        inside = sorted(path for path in given.rglob("*") if path.is_file() and not path.name.startswith("."))
        yield from ((kind, path) for path in inside if (kind := _kind(path)) is not None)
        return
    if not given.exists():
        raise ArchiveError(f"There is no file {given}. Check the name.")
    kind = _kind(given)
    if kind is None:
        raise ArchiveError(f"{given} is of a kind that is not read here. Give {', '.join(_ENDINGS)}, or a folder.")
    yield kind, given


def _kind(path: Path) -> Kind | None:
    name = path.name.casefold()
    return next((kind for ending, kind in _ENDINGS.items() if name.endswith(ending)), None)


def parts_of(kind: Kind, path: Path, size: int) -> Iterator[Part]:
    """The parts of a file, numbered 0.

    Args:
        kind: of the file; not ``pages``, of which many go into one part.
        path: the file.
        size: records in a part.

    Raises:
        ArchiveError: it cannot be read.
    """
    try:
        starts = {"jsonl": _lines, "parquet": _rows, "warc": starts_of}[kind](path, size)
        for start, skip, count in starts:
            yield Part(0, kind, str(path), start, skip, count)
    except (OSError, EOFError) as error:
        raise ArchiveError(f"{path} could not be read: {error}.") from error


def items_of(part: Part) -> Iterator[Item]:
    """The records of a part, in order; each that cannot be read has its reason.

    Raises:
        ArchiveError: the file cannot be read any more.
    """
    try:
        yield from _READERS[part.kind](part)
    except (OSError, EOFError) as error:
        raise ArchiveError(f"{part.path} could not be read: {error}.") from error


def _open(path: Path) -> BinaryIO:
    return cast(BinaryIO, gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def _lines(path: Path, size: int) -> Iterator[tuple[int, int, int]]:
    with _open(path) as file:
        at = start = count = 0
        while line := file.readline(_LONGEST_LINE):
            at, count = at + len(line), count + 1
            if count == size:
                yield start, 0, count
                start, count = at, 0
        if count:
            yield start, 0, count


def _read_lines(part: Part) -> Iterator[Item]:
    with _open(Path(part.path)) as file:
        file.seek(part.start)
        at = part.start
        for _ in range(part.count):
            line = file.readline(_LONGEST_LINE)
            name = f"{Path(part.path).name}@{at}"
            at += len(line)
            yield _of_line(line, name)


def _of_line(line: bytes, name: str) -> Item:
    if not line.strip():
        return Item(name, None)
    try:
        found = msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return Item(name, None, f"The line is no JSON: {error}.")
    if not isinstance(found, dict):
        return Item(name, None, "The line is no JSON object.")
    return Item(name, found)


def _rows(path: Path, size: int) -> Iterator[tuple[int, int, int]]:
    arrow, parquet = engine("pyarrow"), engine("pyarrow.parquet")
    try:
        rows = parquet.ParquetFile(path).metadata.num_rows
    except arrow.ArrowInvalid as error:
        raise ArchiveError(f"{path} is no sound Parquet file: {error}.") from error
    for start in range(0, rows, size):
        yield start, 0, min(size, rows - start)


def _read_rows(part: Part) -> Iterator[Item]:
    parquet = engine("pyarrow.parquet")
    at, end = 0, part.start + part.count
    with parquet.ParquetFile(part.path) as file:
        groups = []
        for number in range(file.num_row_groups):
            rows = file.metadata.row_group(number).num_rows
            if at < end and at + rows > part.start:
                groups.append((number, at))
            at += rows
        if not groups:
            return
        at = groups[0][1]
        for batch in file.iter_batches(64, row_groups=[number for number, _ in groups]):
            for row in batch.to_pylist() if at < end and at + len(batch) > part.start else [None] * len(batch):
                if row is not None and part.start <= at < end:
                    yield Item(f"{Path(part.path).name}#{at}", row)
                at += 1
            if at >= end:
                return


def _read_pages(part: Part) -> Iterator[Item]:
    for name in part.files:
        path = Path(name)
        try:
            if path.stat().st_size > LARGEST:
                yield Item(name, None, f"The file is larger than {LARGEST / 1e6:.0f} MB.")
                continue
            content = path.read_bytes()
        except OSError as error:
            yield Item(name, None, f"The file could not be read: {error.strerror or error}.")
            continue
        if path.suffix.casefold() in (".txt", ".md", ".markdown"):
            yield Item(name, {"text": content.decode("utf-8", "replace"), "id": name})
        else:
            yield Item(name, {"html": content, "id": name})


def _read_warc(part: Part) -> Iterator[Item]:
    for found in islice(records_of(Path(part.path), part.start), part.skip, part.skip + part.count):
        yield Item(*found)


_READERS: dict[Kind, Callable[[Part], Iterator[Item]]] = {
    "jsonl": _read_lines,
    "parquet": _read_rows,
    "pages": _read_pages,
    "warc": _read_warc,
}
