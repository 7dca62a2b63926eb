"""Jobs are spread over several processes, and no more of them are started than are needed."""

from __future__ import annotations

import asyncio

import pytest

from readers.errors import FeedError
from readers.work.pool import WorkerPool

FEED = b"<rss version='2.0'><channel><title>The Courier</title></channel></rss>"


def running(pool: WorkerPool) -> int:
    return sum(worker.process_id is not None for worker in pool._workers)


async def test_one_after_the_other_needs_one_process() -> None:
    async with WorkerPool(2) as pool:
        assert running(pool) == 0
        for _ in range(2):
            assert (await pool.call("parse_feed", body=FEED)).feed.title == "The Courier"
        assert running(pool) == 1


async def test_many_at_once_need_several() -> None:
    async with WorkerPool(2) as pool:
        parsed = await asyncio.gather(
            *(pool.call("parse_feed", body=FEED, url=f"https://a.example/{n}") for n in range(6))
        )
        assert [feed.feed.url[-1] for feed in parsed] == list("012345")
        assert running(pool) == 2


async def test_errors_come_through() -> None:
    async with WorkerPool(2) as pool:
        with pytest.raises(FeedError, match="is empty"):
            await pool.call("parse_feed", body=b"")
