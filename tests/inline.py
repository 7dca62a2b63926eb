"""The worker without a process, for tests that are about something else."""

from __future__ import annotations

import asyncio
from typing import Any

from readers.work.jobs import JOBS
from readers.work.runner import JobName, JobRunner


class InlineWorker(JobRunner):
    """Runs the jobs of `readers.work.jobs` in a thread of this process, one at a time."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    async def run(self, job: JobName, priority: int, arguments: dict[str, Any]) -> object:
        """Do a job when its turn comes."""
        async with self._turn:
            return await asyncio.to_thread(JOBS[job], **arguments)

    async def close(self) -> None:
        """Nothing to end: a thread's job cannot be stopped, only not waited for."""
