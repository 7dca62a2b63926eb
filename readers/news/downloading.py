"""Podcasts and other files of entries: fetched piece by piece, so that what broke off goes on where it was.

A file grows under a name of its own (``.part``) and has its real one only when it is whole. For the screen the work is
done in a process of its own, which tells how far it is.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import sys
from collections.abc import AsyncGenerator, Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from readers.clean import host_of, parts_of
from readers.errors import FetchError, QuothError, SaveError
from readers.model import Enclosure, EntryRow
from readers.work import processes

if TYPE_CHECKING:
    from readers.feeds.client import Client

PIECE = 4_000_000
"""Bytes of one request."""

_LARGEST = 10_000_000_000
"""Bytes of a file; what is larger fills a disk rather than an evening."""

_KINDS = {"audio/mpeg": ".mp3", "audio/mp4": ".m4a", "audio/x-m4a": ".m4a", "audio/ogg": ".ogg", "audio/opus": ".opus",
          "video/mp4": ".mp4", "video/webm": ".webm", "application/pdf": ".pdf"}  # fmt: skip
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_UNFIT = re.compile(r"[^\w.-]+")
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")
_RUN_BY_SYSTEMS = frozenset(
    (".exe", ".bat", ".cmd", ".com", ".scr", ".msi", ".sh", ".desktop", ".app", ".ps1", ".lnk", ".jar")
)


class Progress(msgspec.Struct, frozen=True, tag=True):
    """How much of a file is there: ``done`` bytes ``of`` so many, 0 if that is not known."""

    done: int
    of: int


class Downloaded(msgspec.Struct, frozen=True, tag=True):
    """A file is whole; ``path`` is where."""

    path: str


class _Refused(msgspec.Struct, frozen=True, tag=True):
    message: str


def file_name(row: EntryRow, enclosure: Enclosure) -> str:
    """What a file is called: by its entry's date and headline; never by what a feed could make of a path."""
    day = row.published.date().isoformat() if row.published is not None else ""
    words = _UNFIT.sub("-", row.title).strip("-.")[:80].rstrip("-.") or "file"
    found = _ENDING.search(parts_of(enclosure.url).path)
    ending = found[0].lower() if found else _KINDS.get(enclosure.type.partition(";")[0].strip().lower(), "")
    ending = ".download" if ending in _RUN_BY_SYSTEMS else ending
    return "-".join(part for part in (day, words, str(row.id)) if part) + ending


async def download(
    client: Client, url: str, path: Path, *, typed: str = "", progress: Callable[[Progress], None] = lambda _: None
) -> Path:
    """Fetch a file, or what is missing of it; one that is there stays as it is.

    Args:
        client: the network.
        url: its address.
        path: where it goes.
        typed: a host that the reader gave, so that it may be in a private network.
        progress: told after each piece.

    Raises:
        FetchError: it cannot be had; what has come is kept, and the next time goes on there.
        SaveError: it cannot be written.
    """
    if path.exists():
        return path
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        start = part.stat().st_size if part.exists() else 0
        while True:
            answer = await _piece(client, url, start, typed)
            if answer is None:
                break
            body, first, total = answer
            with part.open("r+b" if part.exists() else "wb") as file:
                file.seek(first)
                file.write(body)
                file.truncate()
            start = first + len(body)
            progress(Progress(start, total))
            if start >= total:
                break
            if not body or total > _LARGEST:
                raise FetchError(f"{url} sends less than it says, or far too much. It was given up.", url=url)
        part.replace(path)
    except OSError as error:
        raise SaveError(f"{path} cannot be written: {error.strerror}. What has come is kept in {part.name}.") from error
    return path


async def _piece(client: Client, url: str, start: int, typed: str) -> tuple[bytes, int, int] | None:
    """The bytes from some place on, that place, and how many there are in all; ``None`` if nothing is missing."""
    try:
        answer = await client.get(
            url, accept="media", user_typed=bool(typed) and host_of(url) == typed, part=(start, start + PIECE - 1)
        )
    except FetchError as error:
        if error.status == 416 and start:
            return None
        raise
    found = _RANGE.match(answer.headers.get("content-range", ""))
    if answer.status == 206 and found is not None and int(found[1]) == start:
        return answer.body, start, int(found[3])
    # The whole: its server knows no pieces.
    return answer.body, 0, len(answer.body)


async def download_apart(
    url: str, path: Path, *, typed: str = "", log: Path | None = None
) -> AsyncGenerator[Progress | Downloaded]:
    """`download` in another process; closing the iterator ends it, and what has come is kept.

    Raises:
        QuothError: it cannot be had or written, or the process died.
    """
    process = await processes.start("readers.news.downloading", url, str(path), typed, log=log)
    assert process.stdout is not None  # noqa: S101
    last: object = None
    try:
        async for line in process.stdout:
            last = msgspec.json.decode(line, type=Progress | Downloaded | _Refused)
            if isinstance(last, _Refused):
                raise QuothError(last.message)
            if isinstance(last, Progress | Downloaded):
                yield last
        if not isinstance(last, Downloaded):
            raise QuothError(f"The process that fetches {url} died. What has come is kept, and goes on next time.")
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
        await process.wait()


def _say(event: Progress | Downloaded | _Refused) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(event) + b"\n")
    sys.stdout.buffer.flush()


async def _download(url: str, path: Path, typed: str) -> None:
    from readers.feeds.client import Client  # noqa: PLC0415  (httpx: the interface imports this module too)

    try:
        async with Client() as client:
            _say(Downloaded(str(await download(client, url, path, typed=typed, progress=_say))))
    except QuothError as error:
        _say(_Refused(str(error)))


def main() -> None:
    """Entry of the process; arguments: address, path, perhaps a host that the reader gave."""
    url, path, typed = sys.argv[1:]
    # Nobody to tell: the screen that asked is gone.
    with contextlib.suppress(BrokenPipeError):
        asyncio.run(_download(url, Path(path), typed))
