"""WARC files, with fastwarc: the pages in them, and where each record starts.

A damaged record is told of, and reading goes on at the next one that is whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from readers.archive.extras import engine
from readers.archive.records import LARGEST

_MARKS = {b"\x1f\x8b": b"\x1f\x8b\x08", b"WA": b"WARC/1."}
"""How a record begins, by the first bytes of the file."""
_AHEAD = 1 << 20
_PAGES = ("text/html", "application/xhtml")


class Damage(NamedTuple):
    """A stretch of the file that cannot be read: the byte it begins at, and why."""

    at: int
    reason: str


def starts_of(path: Path, size: int) -> Iterator[tuple[int, int, int]]:
    """Where parts of so many responses start: the byte, how many to skip from there, how many there are.

    Raises:
        OSError: the file cannot be read.
    """
    places = [one.at if isinstance(one, Damage) else one.stream_pos for one in _walk(path, 0)]
    # Compressed as a whole, and not record by record, it can be read from its beginning alone.
    in_one = len(set(places)) < len(places)
    for first in range(0, len(places), size):
        start, skip = (0, first) if in_one else (places[first], 0)
        yield start, skip, min(size, len(places) - first)


def records_of(path: Path, start: int) -> Iterator[tuple[str, dict[str, Any] | None, str]]:
    """Responses from a byte on: name, record, reason; neither of the last two for what is no page.

    Raises:
        OSError: the file cannot be read.
    """
    for found in _walk(path, start):
        if isinstance(found, Damage):
            yield f"{path.name}@{found.at}", None, f"The record is damaged: {found.reason}."
            continue
        url = found.headers.get("WARC-Target-URI") or ""
        name = found.record_id or f"{path.name}@{found.stream_pos}"
        try:
            record = _page(found, url.strip("<> "))
        except (OSError, ValueError) as error:
            yield name, None, f"The record is damaged: {error}."
        else:
            yield name, record, ""


def _page(found: Any, url: str) -> dict[str, Any] | None:  # noqa: ANN401
    """What a response holds, if that is a page.

    Raises:
        ValueError: it breaks off, or is too large.
    """
    found.parse_http(auto_decode="all", strict_mode=False)
    if found.http_headers is None or found.http_headers.status_code != 200:
        return None
    content_type = found.http_headers.get("Content-Type") or "text/html"
    if not content_type.strip().casefold().startswith(_PAGES):
        return None
    body = found.reader.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise ValueError(f"larger than {LARGEST / 1e6:.0f} MB")
    coded = any(found.http_headers.get(name) for name in ("Content-Encoding", "Transfer-Encoding"))
    if not coded and len(body) < found.content_length:
        raise ValueError(f"it breaks off after {len(body)} of {found.content_length} bytes")
    return {"html": body, "url": url, "content_type": content_type, "id": found.record_id}


def _walk(path: Path, start: int) -> Iterator[Any]:
    """Responses, and what is damaged between them, from a byte on."""
    warc = engine("fastwarc.warc")
    with path.open("rb") as file:
        mark = _MARKS.get(file.read(2), b"WARC/1.")
        last = at = start
        while at >= 0:
            file.seek(at)
            try:
                for record in warc.ArchiveIterator(file, warc.WarcRecordType.response, parse_http=False):
                    last = max(at, record.stream_pos)
                    yield record
            except OSError as error:
                if last >= at:  # else it is the same damage still
                    yield Damage(last + 1, str(error))
                at = _next(file, mark, max(last, at) + 1)
                last = last if last >= at else at - 1
            else:
                return


def _next(file: Any, mark: bytes, at: int) -> int:  # noqa: ANN401
    """The next place at which a record may begin; -1 for none."""
    while True:
        file.seek(at)
        chunk = file.read(_AHEAD)
        found = chunk.find(mark)
        if found >= 0 or len(chunk) < _AHEAD:
            return at + found if found >= 0 else -1
        at += len(chunk) - len(mark) + 1
