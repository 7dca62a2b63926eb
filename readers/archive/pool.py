"""All cores of this machine: processes with the model loaded, each given one part after another.

A process that dies costs its part alone, which another does again, one record at a time; a record on which two died so
is set aside.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import threading
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from pathlib import Path

from readers.archive.inputs import Part
from readers.archive.manifest import Tally, place_at_hand
from readers.archive.part import do_part
from readers.errors import ArchiveError
from readers.work import limits
from readers.work.processes import safe_environment

_DEATHS = 2
"""Of processes at one record, before it is set aside."""
_MOST = 20
"""Deaths at one part, after which it is told that something else is wrong."""


class Deaths:
    """Which processes died at which records."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._at: defaultdict[int, Counter[int]] = defaultdict(Counter)
        self._times = Counter[int]()

    def note(self, part: Part) -> None:
        """A process died over a part.

        Raises:
            ArchiveError: too many did.
        """
        careful = self.careful(part)
        self._times[part.number] += 1
        with contextlib.suppress(FileNotFoundError, ValueError):  # it died before its first record
            at = int(place_at_hand(self._folder, part.number).read_text("ascii"))
            self._at[part.number][at] += careful
        if self._times[part.number] >= _MOST:
            raise ArchiveError(
                f"{_MOST} processes died over {part.path}, perhaps for want of memory. Try again with fewer processes; "
                "what is done is kept."
            )

    def careful(self, part: Part) -> bool:
        """Whether a part is to be done one record at a time."""
        return self._times[part.number] > 0

    def skip(self, part: Part) -> tuple[int, ...]:
        """The records of a part that are to be set aside."""
        return tuple(at for at, times in self._at[part.number].items() if times >= _DEATHS)


def run_here(folder: Path, parts: Iterable[Part], model: str, processes: int) -> Iterator[Tally]:
    """Do parts on so many processes.

    Yields:
        What came of each part, as they are done.

    Raises:
        ArchiveError: an input cannot be read, or processes die all the time.
        AnnotateError: the model is missing or unfit.
    """
    waiting, deaths = deque(parts), Deaths(folder)
    running: dict[Future[Tally], tuple[Part, ProcessPoolExecutor]] = {}
    idle = [_process() for _ in range(min(processes, len(waiting)))]
    with contextlib.ExitStack() as stack, safe_environment():
        stack.callback(_shut_down, idle, running)
        while waiting or running:
            while waiting and idle:
                part, pool = waiting.popleft(), idle.pop()
                given = (str(folder), part, model, deaths.careful(part), deaths.skip(part))
                running[pool.submit(do_part, *given)] = part, pool
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                part, pool = running.pop(future)
                try:
                    yield future.result()
                except BrokenProcessPool:
                    pool.shutdown()
                    deaths.note(part)
                    waiting.appendleft(part)
                    pool = _process()
                idle.append(pool)


def _shut_down(idle: list[ProcessPoolExecutor], running: dict[Future[Tally], tuple[Part, ProcessPoolExecutor]]) -> None:
    for pool in (*idle, *(pool for _, pool in running.values())):
        pool.shutdown(cancel_futures=True)


def _process() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=_begin)


def _begin() -> None:
    """In a new process: bounds to what one record may cost, and an end when whoever started it is gone."""
    limits.arm(limits.SECONDS)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
