"""Heavy work in a process of its own, so that the screen never waits: the process from outside.

A `Worker` owns one child process (`readers.work.child`), one request at a time (`readers.work.messages`). The queue is
on this side, so a job that is no longer wanted is simply never sent, and the most wanted one goes first. A child that
dies is started again once for the job it died on; a second death is that job's error, and so is the first if the job
took too long (`readers.work.limits`). The child ends with its parent.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from pathlib import Path
from typing import Any

import msgspec

from readers import errors
from readers.model import Document
from readers.work import limits, processes
from readers.work.messages import LENGTH, Reply, Request
from readers.work.runner import RESULT_TYPES, JobName, JobRunner

_GRACE = 2.0
"""Seconds that a cancelled job may go on before its process is ended: loading the model again costs about as much."""

_REFUSED: dict[JobName, type[errors.QuothError]] = {
    "parse_feed": errors.FeedError,
    "extract_page": errors.PageError,
    "annotate": errors.UnfitError,
    "fill_template": errors.SaveError,
}
"""The error that a job ends in whose child was ended since it took too long (`readers.work.limits`), or died of it."""


class Worker(JobRunner):
    """Runs jobs in a child process, the most wanted first.

    Args:
        serves: the module whose table of jobs the child serves: ``readers.work.jobs``, or one that lies above it
            (``readers.news.errands``, for those that go out to the network).
        log: a file that gets what the child writes to standard error; ``None`` throws it away.
        seconds: processor time that reading one feed or page may take; as `readers.work.limits` says if not given.
        background: whether others go first where the processor is wanted; not if somebody waits for nothing else.

    The process starts with the first job. To be used from one event loop.
    """

    def __init__(
        self,
        serves: str = "readers.work.jobs",
        *,
        log: Path | None = None,
        seconds: float | None = None,
        background: bool = True,
    ) -> None:
        self._serves = serves
        self._background = background
        self._seconds = limits.SECONDS if seconds is None else seconds
        self._log = log
        self._process: asyncio.subprocess.Process | None = None
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._order = itertools.count()
        self._busy = False
        self._closed = False
        self._drains: set[asyncio.Task[None]] = set()

    @property
    def process_id(self) -> int | None:
        """The child's process id while it runs."""
        return self._process.pid if self._process else None

    async def run(self, job: JobName, priority: int, arguments: dict[str, Any]) -> object:
        """Do a job when its turn comes."""
        try:
            message = msgspec.msgpack.encode(Request(job, msgspec.Raw(msgspec.msgpack.encode(arguments))))
        except UnicodeEncodeError as error:
            told = error.object.encode("utf-8", "replace").decode()
            raise errors.QuothError(f"The name {told} is not UTF-8: rename it, or give what it holds as -.") from error
        await self._take_turn(priority)
        answer = asyncio.ensure_future(self._exchange(message, job, arguments))
        try:
            reply = await asyncio.shield(answer)
        except asyncio.CancelledError:
            drain = asyncio.create_task(self._drain(answer), name="worker-drain")
            self._drains.add(drain)
            drain.add_done_callback(self._drains.discard)
            raise
        except BaseException:
            self._pass_turn()
            raise
        self._pass_turn()
        if reply.error:
            raise getattr(errors, reply.error_kind, errors.QuothError)(reply.error)
        return msgspec.json.decode(reply.result, type=RESULT_TYPES[job])

    async def _take_turn(self, priority: int) -> None:
        if self._closed:
            raise errors.QuothError("The background process is closed: nothing more can be asked of it.")
        if not self._busy:
            self._busy = True
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        place = (-priority, next(self._order), turn)
        self._waiting.append(place)
        try:
            await turn
        except asyncio.CancelledError:
            if place in self._waiting:
                self._waiting.remove(place)
            elif not self._closed:
                self._pass_turn()
            raise

    def _pass_turn(self) -> None:
        """Let the most wanted of those waiting go on."""
        while self._waiting:
            place = min(self._waiting)
            self._waiting.remove(place)
            if not place[2].done():
                place[2].set_result(None)
                return
        self._busy = False

    async def _drain(self, answer: asyncio.Future[Reply]) -> None:
        """Wait out a job that nobody waits for, or end its process, before the next may start."""
        try:
            async with asyncio.timeout(_GRACE):
                await answer
        except TimeoutError:
            await self._kill()
        except (errors.QuothError, asyncio.CancelledError):
            pass
        finally:
            self._pass_turn()

    async def _exchange(self, message: bytes, job: JobName, arguments: dict[str, Any]) -> Reply:
        refused = _REFUSED.get(job, errors.AnnotateError)
        document = arguments.get("document")
        what = document.called if isinstance(document, Document) else str(arguments.get("url", ""))
        what = f"The template {arguments['template']}" if job == "fill_template" else what
        for _attempt in range(2):
            process = await self._ensure_started()
            assert process.stdin is not None  # noqa: S101
            assert process.stdout is not None  # noqa: S101
            try:
                process.stdin.write(LENGTH.pack(len(message)) + message)
                await process.stdin.drain()
                (length,) = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
                return msgspec.msgpack.decode(await process.stdout.readexactly(length), type=Reply)
            except (ConnectionError, asyncio.IncompleteReadError):
                await self._bury(process)
                if limits.ran_out(process.returncode):
                    pages = limits.pages(len(document.text)) if isinstance(document, Document) else 1.0
                    raise refused(limits.refusal(what, pages * self._seconds)) from None
            if self._closed:
                raise errors.QuothError("The background process was closed while it worked.")
        where = f" Its last words are in {self._log}." if self._log else ""
        about = f", {what}" if what else ""
        raise refused(f"The background process died twice over the same piece of work{about}.{where}")

    async def _ensure_started(self) -> asyncio.subprocess.Process:
        if self._process is None:
            manners = ["background"] if self._background else []
            self._process = await processes.start(
                *("readers.work.child", self._serves, str(self._seconds), *manners),
                stdin=asyncio.subprocess.PIPE,
                log=self._log,
            )
        return self._process

    async def _bury(self, process: asyncio.subprocess.Process) -> None:
        """Learn how a child ended that says nothing any more.

        Whoever kills it meanwhile takes that answer away: Python asks for it too before it sends a signal.
        """
        try:
            async with asyncio.timeout(_GRACE):
                await process.wait()
        except TimeoutError:
            await self._kill()
        if self._process is process:
            self._process = None

    async def _kill(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()

    async def close(self) -> None:
        """End the child and wait until it is gone. Jobs under way or waiting fail or are cancelled."""
        self._closed = True
        for _, _, turn in self._waiting:
            turn.cancel()
        self._waiting.clear()
        await self._kill()
        if self._drains:
            await asyncio.gather(*self._drains, return_exceptions=True)
