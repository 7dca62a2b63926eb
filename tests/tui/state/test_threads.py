"""What waits for the library: threads that are there from the beginning, and never more."""

from __future__ import annotations

import asyncio
import threading
import time

from tui.state import threads


def ours() -> int:
    return sum(one.name.startswith("quoth") for one in threading.enumerate())


async def test_all_threads_are_there_at_once_and_no_more_come() -> None:
    before = ours()
    pool = threads.few()
    threads.start(pool)
    assert ours() - before == threads.MANY
    await asyncio.gather(*(asyncio.to_thread(time.sleep, 0.01) for _ in range(3 * threads.MANY)))
    assert ours() - before == threads.MANY


async def test_threads_that_are_there_already_are_no_hindrance() -> None:
    before = ours()
    pool = threads.few()
    assert await asyncio.to_thread(lambda: 1) == 1
    threads.start(pool)
    await asyncio.to_thread(lambda: None)
    assert ours() - before == threads.MANY
