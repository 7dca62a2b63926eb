"""Heavy work in a process of its own, so that the screen never waits.

A `Worker` owns one child process (``python -m readers.worker``). Messages are MessagePack behind a four-byte
big-endian length, one request at a time; the queue is on this side, so a job that is no longer wanted is simply
never sent, and the most wanted one goes first. A child that dies is started again once for the job it died on;
a second death is that job's error. The child lowers its own priority (``nice``) and ends with its parent.

`InlineWorker` has the same face without the process: for one-shot commands.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import signal
import struct
import sys
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, BinaryIO, Literal, Self, overload

import msgspec

from readers import errors
from readers.feeds.discover import FoundFeed
from readers.model import Annotations, Document, ParsedFeed, Subscription
from readers.work.jobs import JOBS, JobName

_LENGTH = struct.Struct(">I")
_NICENESS = 10
_GRACE = 2.0
"""Seconds that a cancelled job may go on before its process is ended: loading the model again costs about as much."""

_ARGUMENT_TYPES: dict[str, Any] = {
    "document": Document,
    "body": bytes,
    "given": bytes,
    "entry_id": int,
    "known": dict[str, str] | None,
    "full": bool | None,
    "choose": bool,
    "typed": bool,
}
"""What the jobs' arguments are decoded to, by name; all others are strings."""


class _Request(msgspec.Struct):
    job: JobName
    arguments: msgspec.Raw


class _Reply(msgspec.Struct):
    result: bytes = b""
    error: str = ""
    error_kind: str = ""


class JobRunner(ABC):
    """What `Worker` and `InlineWorker` have in common: `call`."""

    @overload
    async def call(
        self, job: Literal["parse_feed"], *, priority: int = 0, body: bytes, url: str = "", content_type: str = ""
    ) -> ParsedFeed: ...
    @overload
    async def call(
        self, job: Literal["extract_page"], *, priority: int = 0, body: bytes, url: str = "", content_type: str = ""
    ) -> Document: ...
    @overload
    async def call(
        self,
        job: Literal["annotate"],
        *,
        priority: int = 0,
        document: Document,
        model: str = "",
        known: dict[str, str] | None = None,
    ) -> Annotations: ...
    @overload
    async def call(self, job: Literal["load_model"], *, priority: int = 0, model: str = "") -> str: ...
    @overload
    async def call(
        self, job: Literal["load_source"], *, priority: int = 0, source: str, given: bytes = b""
    ) -> Document: ...
    @overload
    async def call(
        self, job: Literal["fetch_entry"], *, priority: int = 0, library: str, entry_id: int, full: bool | None = None
    ) -> Document: ...
    @overload
    async def call(
        self, job: Literal["subscribe"], *, priority: int = 0, library: str, url: str, choose: bool = False
    ) -> Subscription | tuple[FoundFeed, ...]: ...
    @overload
    async def call(self, job: Literal["picture"], *, priority: int = 0, url: str, typed: bool = False) -> bytes: ...
    async def call(self, job: JobName, *, priority: int = 0, **arguments: Any) -> Any:
        """Run one job and give its answer.

        Args:
            job: which.
            priority: the higher goes first among those waiting; equals go in order of arrival.
            arguments: the job's own, see `readers.work.jobs`.

        Raises:
            QuothError: what the job itself raises; `AnnotateError` if its process died twice.
            asyncio.CancelledError: if the caller was cancelled; the job then is too.
        """
        return await self._run(job, priority, arguments)

    @abstractmethod
    async def _run(self, job: JobName, priority: int, arguments: dict[str, Any]) -> object: ...

    @abstractmethod
    async def close(self) -> None:
        """End what runs. Safe to call twice."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


class InlineWorker(JobRunner):
    """Runs jobs in a thread of this process, one at a time."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    async def _run(self, job: JobName, priority: int, arguments: dict[str, Any]) -> object:  # noqa: ARG002
        async with self._turn:
            return await asyncio.to_thread(JOBS[job].run, **arguments)

    async def close(self) -> None:
        """Nothing to end: a thread's job cannot be stopped, only not waited for."""


class Worker(JobRunner):
    """Runs jobs in a child process, the most wanted first.

    Args:
        log: a file that gets what the child writes to standard error; ``None`` throws it away.

    The process starts with the first job. To be used from one event loop.
    """

    def __init__(self, *, log: Path | None = None) -> None:
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

    async def _run(self, job: JobName, priority: int, arguments: dict[str, Any]) -> object:
        message = msgspec.msgpack.encode(_Request(job, msgspec.Raw(msgspec.msgpack.encode(arguments))))
        await self._take_turn(priority)
        answer = asyncio.ensure_future(self._exchange(message))
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
        return msgspec.json.decode(reply.result, type=JOBS[job].result)

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

    async def _drain(self, answer: asyncio.Future[_Reply]) -> None:
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

    async def _exchange(self, message: bytes) -> _Reply:
        for _attempt in range(2):
            process = await self._ensure_started()
            assert process.stdin is not None  # noqa: S101
            assert process.stdout is not None  # noqa: S101
            try:
                process.stdin.write(_LENGTH.pack(len(message)) + message)
                await process.stdin.drain()
                (length,) = _LENGTH.unpack(await process.stdout.readexactly(_LENGTH.size))
                return msgspec.msgpack.decode(await process.stdout.readexactly(length), type=_Reply)
            except (ConnectionError, asyncio.IncompleteReadError):
                await self._kill()
            if self._closed:
                raise errors.QuothError("The background process was closed while it worked.")
        where = f" Its last words are in {self._log}." if self._log else ""
        raise errors.AnnotateError(f"The background process died twice over the same piece of work.{where}")

    async def _ensure_started(self) -> asyncio.subprocess.Process:
        if self._process is None:
            with contextlib.ExitStack() as stack:
                stderr: BinaryIO | int = asyncio.subprocess.DEVNULL
                if self._log is not None:
                    self._log.parent.mkdir(parents=True, exist_ok=True)
                    stderr = stack.enter_context(self._log.open("ab"))
                self._process = await asyncio.create_subprocess_exec(
                    sys.executable,
                    "-m",
                    "readers.work.worker",
                    stdin=asyncio.subprocess.PIPE,
                    stdout=asyncio.subprocess.PIPE,
                    stderr=stderr,
                    # Control-C in the terminal is for the reader, not for its helpers.
                    start_new_session=True,
                )
        return self._process

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


def _answer(message: bytes) -> bytes:
    request = msgspec.msgpack.decode(message, type=_Request)
    job = JOBS[request.job]
    given: dict[str, object] = {
        name: msgspec.msgpack.decode(raw, type=_ARGUMENT_TYPES.get(name, str))
        for name, raw in msgspec.msgpack.decode(request.arguments, type=dict[str, msgspec.Raw]).items()
    }
    try:
        result = job.run(**given)
    except errors.QuothError as error:
        return msgspec.msgpack.encode(_Reply(error=str(error), error_kind=type(error).__name__))
    # As JSON inside: MessagePack's timestamps forget the time zone.
    return msgspec.msgpack.encode(_Reply(result=msgspec.json.encode(result)))


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """The child's loop: answer requests until the parent is gone. An unexpected error ends the process."""
    while len(head := requests.read(_LENGTH.size)) == _LENGTH.size:
        reply = _answer(requests.read(_LENGTH.unpack(head)[0]))
        replies.write(_LENGTH.pack(len(reply)) + reply)
        replies.flush()


def main() -> None:
    """Entry of the child process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    # Whatever a library prints must not end up between two messages.
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with contextlib.suppress(BrokenPipeError):
        serve(sys.stdin.buffer, replies)


if __name__ == "__main__":
    main()
