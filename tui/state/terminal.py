"""The terminal that the reader is drawn on and takes keys from: whether there is one, and when it goes away."""

from __future__ import annotations

import os
import select
import signal
import sys
from threading import Event, Lock, Thread
from time import sleep
from typing import TYPE_CHECKING

from readers.errors import QuothError

if TYPE_CHECKING:
    from collections.abc import Callable
    from io import TextIOWrapper
    from typing import TextIO


_NOTHING = b"\x1b[?1;0$y"
"""A terminal's answer to a question that nobody asked; no key, and nothing comes of it."""

_OFTEN = 0.2
"""Seconds."""


def check(*, keys: bool = True) -> None:
    """See to it that there is one.

    Args:
        keys: whether keys are taken from standard input.

    Raises:
        QuothError: there is none, and the reader would wait for ever or draw into a file.
    """
    if "TEXTUAL_DRIVER" in os.environ:  # that is how a browser is served
        return
    # Textual draws on standard error.
    if not all(map(_is_terminal, (*([sys.stdin] if keys else []), sys.stdout, sys.stderr))):
        raise QuothError(
            "The reader needs a terminal to draw on and to take keys from; `quoth read --plain SOURCE` prints an "
            "article, and `quoth --help` lists the rest."
        )


_gone = Event()


def is_gone() -> bool:
    """Whether the terminal that was watched has gone away."""
    return _gone.is_set()


def watch(gone: Callable[[], object]) -> None:
    """Be told once, in whatever thread, when the terminal goes away: a window closed, a connection broken.

    The signal for that ends nothing from now on, so that there is time to leave in order. Whoever ignored it before
    would read the terminal's end, and fail to write, for ever. So once it is gone nothing comes from it, and what is
    drawn goes nowhere.
    """
    streams: list[TextIO | TextIOWrapper | None] = [sys.__stdin__, sys.__stdout__, sys.__stderr__]
    numbers = [one.fileno() for one in streams if one is not None and _is_terminal(one)]
    first = Lock()

    def told(*_: object) -> None:
        if first.acquire(blocking=False):
            _gone.set()
            _cut_off(numbers)
            gone()

    if numbers and hasattr(select, "poll"):
        Thread(target=_wait, args=(numbers[0], told), name="terminal", daemon=True).start()
    if numbers and hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:
        signal.signal(signal.SIGHUP, told)


def _wait(number: int, told: Callable[[], object]) -> None:
    waiting = select.poll()
    waiting.register(number, 0)
    if all(event & select.POLLHUP for _, event in waiting.poll()):  # else a system that cannot tell
        told()


def _cut_off(numbers: list[int]) -> None:
    """Put something in the terminal's place that is always there and says nothing."""
    silence, speaking = os.pipe()
    os.write(speaking, _NOTHING)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for number in numbers:
        os.dup2(silence if number == 0 else nowhere, number)
    Thread(target=_feed, args=(speaking,), name="silence", daemon=True).start()


def _feed(speaking: int) -> None:
    """Whoever was told just now that there is something to read waits for it, and could not be ended."""
    while True:
        sleep(_OFTEN)
        os.write(speaking, _NOTHING)


def _is_terminal(stream: TextIO | TextIOWrapper | None) -> bool:
    return stream is not None and stream.isatty()
