"""A refresh of all feeds in a process of its own, for the screen: its events come over a pipe, a line of JSON each.

The process opens the library for itself, as any
second instance would, and is gone with its memory when it is done.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import AsyncGenerator, Collection
from pathlib import Path

import msgspec

from readers.errors import QuothError
from readers.news.refresh import Event, Finished, refresh
from readers.news.terms import USUAL, Terms
from readers.work import processes

_GRACE = 3.0
"""Seconds from the request to stop until the process is killed."""


class _Refused(msgspec.Struct, frozen=True, tag=True):
    message: str


_Line = Event | _Refused


async def refresh_apart(
    library: Path,
    only: Collection[int] | None = None,
    *,
    terms: Terms = USUAL,
    log: Path | None = None,
) -> AsyncGenerator[Event]:
    """Fetch feeds in another process; arguments, events and their order are as in `readers.news.refresh.refresh`.

    Closing the iterator stops the process; what it has stored by then stays.

    Args:
        library: the library file.
        only: ids of subscriptions, due or not; ``None`` for all that are due.
        terms: what the reader wants.
        log: a file that gets what the process writes to standard error.

    Raises:
        QuothError: the refresh as a whole failed (the library cannot be opened, the process died).
    """
    chosen = [] if only is None else ["--only", *map(str, sorted(only))]
    wanted = msgspec.json.encode(terms).decode()
    process = await processes.start("readers.news.refreshing", str(library), wanted, *chosen, log=log)
    assert process.stdout is not None  # noqa: S101
    finished = False
    try:
        async for line in process.stdout:
            event = msgspec.json.decode(line, type=_Line)
            if isinstance(event, _Refused):
                raise QuothError(event.message)
            finished = isinstance(event, Finished)
            yield event
        if not finished:
            where = f" Its last words are in {log}." if log else ""
            raise QuothError(f"The process that refreshes the feeds died.{where} What it had stored is kept.")
    finally:
        await _stop(process)


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
    try:
        async with asyncio.timeout(_GRACE):
            await process.wait()
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def _say(event: _Line) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(event) + b"\n")
    sys.stdout.buffer.flush()


async def _refresh(library: Path, terms: Terms, only: set[int] | None) -> None:
    from readers.feeds.client import Client  # noqa: PLC0415  (httpx: the interface imports this module too)
    from readers.library.library import Library  # noqa: PLC0415
    from readers.news.ruling import await_programs  # noqa: PLC0415
    from readers.work.worker import Worker  # noqa: PLC0415

    try:
        with Library.open(library) as books:
            async with Client() as client, Worker() as worker:
                async for event in refresh(books, client=client, worker=worker, only=only, terms=terms):
                    _say(event)
            await await_programs(books)
    except QuothError as error:
        _say(_Refused(str(error)))


def main() -> None:
    """Entry of the process; arguments: library, terms as JSON, perhaps ``--only`` and feeds."""
    library, wanted, *rest = sys.argv[1:]
    # Nobody to tell: the screen that asked is gone.
    with contextlib.suppress(BrokenPipeError):
        only = {int(one) for one in rest[1:]} if rest else None
        asyncio.run(_refresh(Path(library), msgspec.json.decode(wanted, type=Terms), only))
