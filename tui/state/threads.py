"""The threads that wait for the library and for programs, so that the interface need not.

asyncio would start them one by one, whenever more things are under way than ever before, up to a number that depends
on the processors. Here they are a fixed few, all there after the first frame: what the reader takes stays as it is.
"""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

MANY = 6
"""Enough for two slow programs beside everything that is asked of the library at a time."""


def few() -> ThreadPoolExecutor:
    """Have what `asyncio.to_thread` is given done by these threads only, from now on in this loop."""
    pool = ThreadPoolExecutor(MANY, thread_name_prefix="quoth")
    asyncio.get_running_loop().set_default_executor(pool)
    return pool


def start(pool: ThreadPoolExecutor) -> None:
    """Start all that are not there yet, without waiting for them."""
    all_asked = threading.Event()
    for _ in range(MANY):
        pool.submit(all_asked.wait)  # a thread that is free would take the next one too
    all_asked.set()
