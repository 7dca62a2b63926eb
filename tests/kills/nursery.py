"""A process that has everything imported, and makes a copy of itself for each work that is to be killed.

An order comes as a line of JSON on standard input; the answer, how the copy ended and what it told before that, goes as
a line to standard output.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import time
import traceback
from pathlib import Path

import msgspec

from readers.feeds.parse import parse_feed
from readers.pages.html import extract_html
from tests.kills.works import WORKS


class Order(msgspec.Struct, frozen=True):
    """Do a work in a folder, and kill it after so many seconds, or never.

    ``prepare``: instead of doing it, make what it begins with, in this way. ``watched``: each step is told with what is
    there after it.
    """

    work: str
    folder: str
    seconds: float | None = None
    prepare: int | None = None
    watched: bool = False


class Outcome(msgspec.Struct, frozen=True):
    """How it ended: what was told, what was seen after each step if that was asked for, and after how many seconds.

    ``status``: 0 if it came to its end, minus the signal if it was killed.
    """

    status: int
    told: list[str]
    seen: list[frozenset[str]]
    seconds: float


class _Step(msgspec.Struct, frozen=True):
    told: str
    seen: frozenset[str] | None


def _work(order: Order, pipe: int) -> None:
    """What the copy does: it never returns."""
    work, folder = WORKS[order.work], Path(order.folder)

    def say(what: str) -> None:
        line = memoryview(msgspec.json.encode(_Step(what, work.look(folder) if order.watched else None)) + b"\n")
        while line:
            line = line[os.write(pipe, line) :]

    try:
        if order.prepare is None:
            work.do(folder, say)
        else:
            work.prepare(folder, order.prepare)
    except BaseException:  # noqa: BLE001  (whatever it is, this process must not go on as a second nursery)
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


def _carry_out(order: Order) -> Outcome:
    ours, theirs = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if not child:
        os.close(ours)
        _work(order, theirs)
    os.close(theirs)
    told = b""
    killed = False
    while True:
        left = None if order.seconds is None or killed else max(0.0, order.seconds - (time.monotonic() - began))
        ready, _, _ = select.select([ours], [], [], left)
        if ready:
            piece = os.read(ours, 1 << 16)
            if not piece:
                break
            told += piece
        elif not killed:
            killed = True
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
    os.close(ours)
    _, status = os.waitpid(child, 0)
    seconds = time.monotonic() - began
    steps = [msgspec.json.decode(line, type=_Step) for line in told.split(b"\n")[:-1]]
    seen = [step.seen for step in steps if step.seen is not None]
    return Outcome(os.waitstatus_to_exitcode(status), [step.told for step in steps], seen, seconds)


def main() -> None:
    """Warm up what is loaded at the first use, then carry out orders until there are no more."""
    parse_feed(b"<rss version='2.0'><channel><title>Warm</title></channel></rss>")
    extract_html(
        b"<html><body><article>" + b"<p>It is warm in here, they say, and dry.</p>" * 20 + b"</article></body></html>"
    )
    for line in sys.stdin.buffer:
        outcome = _carry_out(msgspec.json.decode(line, type=Order))
        sys.stdout.buffer.write(msgspec.json.encode(outcome) + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
