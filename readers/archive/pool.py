"""All cores of this machine: helpers, each given one part after another.

One that dies costs its part alone, which another does again, one record at a time; a record on which two died so is set
aside.
"""

from __future__ import annotations

import contextlib
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path

from readers.archive.apart import DiedError, Helpers
from readers.archive.inputs import Part
from readers.archive.manifest import Tally, place_at_hand
from readers.archive.part import Common, Job
from readers.errors import ArchiveError

_DEATHS = 2
"""Of helpers at one record, before it is set aside."""
_MOST = 20
"""Deaths at one part, after which it is told that something else is wrong."""


class Deaths:
    """Which helpers died at which records.

    Args:
        common: what is the same for all parts.
    """

    def __init__(self, common: Common) -> None:
        self._common = common
        self._at: defaultdict[int, Counter[int]] = defaultdict(Counter)
        self._times = Counter[int]()

    def note(self, part: Part) -> None:
        """A helper died over a part.

        Raises:
            ArchiveError: too many did.
        """
        careful = self._times[part.number] > 0
        self._times[part.number] += 1
        with contextlib.suppress(FileNotFoundError, ValueError):  # it died before its first record
            at = int(place_at_hand(Path(self._common.folder), part.number).read_text("ascii"))
            self._at[part.number][at] += careful
        if self._times[part.number] >= _MOST:
            raise ArchiveError(
                f"{_MOST} processes died over {part.path}, perhaps for want of memory. Try again with fewer processes; "
                "what is done is kept."
            )

    def job(self, part: Part) -> Job:
        """What is to be done of a part, and how carefully, after all that."""
        skip = tuple(at for at, times in self._at[part.number].items() if times >= _DEATHS)
        return Job(self._common, part, careful=self._times[part.number] > 0, skip=skip)


def run_here(common: Common, parts: Iterable[Part], processes: int) -> Iterator[Tally]:
    """Do parts on so many processes.

    Args:
        common: what is the same for all.
        parts: what to do.
        processes: how many.

    Yields:
        What came of each part, as they are done.

    Raises:
        ArchiveError: an input cannot be read, the archive cannot be written, or processes die all the time.
        AnnotateError: the model is missing or unfit.
    """
    waiting, deaths = deque(parts), Deaths(common)
    running: dict[Future[Tally], Part] = {}
    with ThreadPoolExecutor(processes) as threads, Helpers() as helpers:
        while waiting or running:
            while waiting and len(running) < processes:
                part = waiting.popleft()
                running[threads.submit(helpers.do, deaths.job(part))] = part
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                part = running.pop(future)
                try:
                    yield future.result()
                except DiedError:
                    deaths.note(part)
                    waiting.appendleft(part)
