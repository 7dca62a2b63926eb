"""Parts in helper processes of ours, whoever wants them done: all cores of this machine, or a worker of Dask.

What bounds the time and memory of one record (`readers.work.limits`) ends the process that reads it, and needs its main
thread. So a part is done neither in this process nor in a thread of a worker, but in a helper with the model loaded,
which does one part after another.
"""

from __future__ import annotations

import contextlib
import subprocess
import threading
from types import TracebackType
from typing import BinaryIO, Self, cast

import msgspec

from readers import errors
from readers.archive.manifest import Tally
from readers.archive.part import Job
from readers.work.messages import LENGTH, Reply
from readers.work.processes import command, environment


class DiedError(Exception):
    """A helper ended before its part was done."""


class Helpers:
    """As many helpers as do parts at the same time; a context manager, which ends them all.

    Each is started when it is wanted, and given its next part from any thread. One that has had nothing to do for a
    minute ends by itself.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        """Of the three below: threads take, start and end helpers at the same time."""
        self._all: set[subprocess.Popen[bytes]] = set()
        self._idle: list[subprocess.Popen[bytes]] = []
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with self._lock:
            self._closed = True
            helpers = list(self._all)
        for helper in helpers:
            self._end(helper)

    def do(self, job: Job) -> Tally:
        """Do a part, and wait for it.

        Raises:
            DiedError: the helper died, or all were ended.
            ArchiveError: an input cannot be read, or the archive cannot be written.
            AnnotateError: the model is missing or unfit.
        """
        helper = self._helper()
        try:
            reply = _asked(helper, msgspec.json.encode(job))
        except BaseException:
            self._end(helper)
            raise
        with self._lock:
            self._idle.append(helper)
        if reply.error:
            raise getattr(errors, reply.error_kind, errors.ArchiveError)(reply.error)
        return msgspec.json.decode(reply.result, type=Tally)

    def _helper(self) -> subprocess.Popen[bytes]:
        while True:
            with self._lock:
                if self._closed:
                    raise DiedError
                if not self._idle:
                    return self._started()
                helper = self._idle.pop()
            if helper.poll() is None:
                return helper
            self._end(helper)

    def _started(self) -> subprocess.Popen[bytes]:
        """A new one; the lock must be held, so that none is left out when all are ended."""
        helper = subprocess.Popen(
            command("readers.archive.helper"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment(),
            # Control-C is for whoever waits; a helper ends when that one does.
            start_new_session=True,
        )
        self._all.add(helper)
        return helper

    def _end(self, helper: subprocess.Popen[bytes]) -> None:
        """End one, unless another thread does so."""
        with self._lock:
            if helper not in self._all:
                return
            self._all.remove(helper)
        helper.kill()
        with contextlib.suppress(BrokenPipeError):
            helper.communicate()


def _asked(helper: subprocess.Popen[bytes], job: bytes) -> Reply:
    requests, replies = cast(BinaryIO, helper.stdin), cast(BinaryIO, helper.stdout)
    try:
        requests.write(LENGTH.pack(len(job)) + job)
        requests.flush()
        head = replies.read(LENGTH.size)
        if len(head) == LENGTH.size and len(body := replies.read(*LENGTH.unpack(head))) == LENGTH.unpack(head)[0]:
            return msgspec.msgpack.decode(body, type=Reply)
    except (BrokenPipeError, ValueError):  # it is gone, or is being ended from another thread
        pass
    raise DiedError
