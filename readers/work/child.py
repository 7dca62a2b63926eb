"""The process from inside: it alone imports the jobs and, through them, everything heavy."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from importlib import import_module
from typing import BinaryIO

import msgspec

from readers import errors
from readers.work import limits
from readers.work.messages import LENGTH, Reply, Request
from readers.work.runner import ARGUMENT_TYPES, Jobs

_NICENESS = 10


def _answer(jobs: Jobs, message: bytes) -> bytes:
    request = msgspec.msgpack.decode(message, type=Request)
    given: dict[str, object] = {
        name: msgspec.msgpack.decode(raw, type=ARGUMENT_TYPES.get(name, str))
        for name, raw in msgspec.msgpack.decode(request.arguments, type=dict[str, msgspec.Raw]).items()
    }
    try:
        result = jobs[request.job](**given)
    except errors.QuothError as error:
        return msgspec.msgpack.encode(Reply(error=str(error), error_kind=type(error).__name__))
    return msgspec.msgpack.encode(Reply(result=msgspec.json.encode(result)))


def serve(jobs: Jobs, requests: BinaryIO, replies: BinaryIO) -> None:
    """The child's loop: answer requests until the parent is gone. An unexpected error ends the process."""
    while len(head := requests.read(LENGTH.size)) == LENGTH.size:
        reply = _answer(jobs, requests.read(LENGTH.unpack(head)[0]))
        replies.write(LENGTH.pack(len(reply)) + reply)
        replies.flush()


def main() -> None:
    """Entry of the child process.

    Its arguments: the module whose table of jobs it serves, a bound in seconds, and perhaps ``background``.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limits.arm(float(sys.argv[2]))
    if "background" in sys.argv[3:] and hasattr(os, "nice"):
        os.nice(_NICENESS)
    # Whatever a library prints must not end up between two messages.
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    jobs: Jobs = import_module(sys.argv[1]).JOBS
    with contextlib.suppress(BrokenPipeError):
        serve(jobs, sys.stdin.buffer, replies)
