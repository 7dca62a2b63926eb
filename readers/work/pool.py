"""Several workers behind one face: feeds by the hundred are parsed on as many processors as there are."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

from readers.work.runner import JobName, JobRunner
from readers.work.worker import Worker

_MOST = 4


class WorkerPool(JobRunner):
    """Gives each job to the worker with the fewest waiting; a process is started when it gets its first job.

    Args:
        size: how many; as many as there are processors, up to four, if not given.
        log: where the processes write what they have to say.
    """

    def __init__(self, size: int | None = None, *, log: Path | None = None) -> None:
        count = size or max(1, min(os.cpu_count() or 1, _MOST))
        self._workers = [Worker(log=log) for _ in range(count)]
        self._waiting = [0] * count

    async def run(self, job: JobName, priority: int, arguments: dict[str, Any]) -> object:
        """Give a job to one of them."""
        # The first of equals, so that now and then a single feed starts a single process.
        chosen = min(range(len(self._workers)), key=self._waiting.__getitem__)
        self._waiting[chosen] += 1
        try:
            return await self._workers[chosen].run(job, priority, arguments)
        finally:
            self._waiting[chosen] -= 1

    async def close(self) -> None:
        """End all processes."""
        await asyncio.gather(*(worker.close() for worker in self._workers))
