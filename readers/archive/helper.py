"""A helper from inside: it does one part after another, and ends with whoever started it, or when nothing comes."""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
from typing import BinaryIO

import msgspec

from readers.archive.part import Job, do_part
from readers.archive.rows import reason
from readers.errors import ArchiveError, QuothError
from readers.work import limits
from readers.work.messages import LENGTH, Reply

_PATIENCE = 60.0
"""Seconds without a part after which it ends: a worker of Dask may live for weeks."""


def main() -> None:
    """Entry of the process; see `readers.archive.apart`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limits.arm(limits.SECONDS)
    # Whatever a library prints must not end up between two messages.
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    jobs: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, jobs), daemon=True).start()
    while True:
        try:
            message = jobs.get(timeout=_PATIENCE)
        except queue.Empty:
            os._exit(0)
        reply = msgspec.msgpack.encode(_answer(message))
        replies.write(LENGTH.pack(len(reply)) + reply)
        replies.flush()


def _listen(requests: BinaryIO, jobs: queue.SimpleQueue[bytes]) -> None:
    """Pass on what is to be done; when whoever asks is gone, end at once, in the middle of a part too."""
    while len(head := requests.read(LENGTH.size)) == LENGTH.size:
        jobs.put(requests.read(*LENGTH.unpack(head)))
    os._exit(1)


def _answer(message: bytes) -> Reply:
    where = "A part"
    try:
        job = msgspec.json.decode(message, type=Job)
        where = job.part.path
        return Reply(result=msgspec.json.encode(do_part(job)))
    except QuothError as error:
        return Reply(error=str(error), error_kind=type(error).__name__)
    except MemoryError:  # it ends, and the part is done again with less at once
        raise
    except Exception as error:  # noqa: BLE001  (the last place to say it: doing it again would only fail again)
        told = f"{where} could not be archived: {reason(error)}. What is done is kept."
        return Reply(error=told, error_kind=ArchiveError.__name__)
