"""The background process: it answers, keeps order, survives death, and ends."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from readers.errors import AnnotateError, FeedError, PageError, QuothError, UnfitError
from readers.model import Document
from readers.work.worker import Worker
from tests.inline import InlineWorker
from tests.newsstand import HERE

STORY = Document(
    title="Harbour to close", text="Mayor Anna Lindqvist said the harbour would close. Lindqvist was calm."
)


@pytest.fixture
async def worker() -> AsyncIterator[Worker]:
    async with Worker() as one:
        yield one


def alive(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True


async def test_a_document_goes_over_and_its_annotations_come_back(worker: Worker) -> None:
    found = await worker.call("annotate", document=STORY)
    lindqvist = next(e for e in found.entities if e.name == "Anna Lindqvist")
    assert [STORY.text[m.start : m.end] for m in lindqvist.mentions] == ["Anna Lindqvist", "Lindqvist"]


async def test_both_kinds_of_worker_give_the_same_answer(worker: Worker) -> None:
    async with InlineWorker() as inline:
        assert await worker.call("annotate", document=STORY) == await inline.call("annotate", document=STORY)


async def test_a_page_comes_back_with_the_time_zone_it_was_published_in(worker: Worker) -> None:
    body = (HERE / "telescope.html").read_bytes()
    document = await worker.call("extract_page", body=body)
    assert document.published is not None
    assert document.published.isoformat() == "2026-03-11T17:05:00-07:00"


async def test_an_error_of_the_job_comes_back_as_itself(worker: Worker) -> None:
    with pytest.raises(AnnotateError, match="no_such_model"):
        await worker.call("load_model", model="no_such_model")
    assert await worker.call("load_model"), "the process goes on after a job that failed"


async def test_of_the_jobs_that_wait_the_most_wanted_goes_first(worker: Worker) -> None:
    finished: list[str] = []

    async def ask(name: str, priority: int) -> None:
        await worker.call("annotate", document=STORY, priority=priority)
        finished.append(name)

    async with asyncio.TaskGroup() as group:
        group.create_task(ask("under way", 0))
        await asyncio.sleep(0)
        group.create_task(ask("in the background", -1))
        group.create_task(ask("next article", 0))
        group.create_task(ask("visible article", 5))
    assert finished == ["under way", "visible article", "next article", "in the background"]


async def test_a_cancelled_job_makes_way_for_the_next(worker: Worker) -> None:
    first = asyncio.create_task(worker.call("annotate", document=STORY))
    waiting = asyncio.create_task(worker.call("annotate", document=STORY))
    await asyncio.sleep(0.05)
    first.cancel()
    waiting.cancel()
    assert await asyncio.wait_for(worker.call("annotate", document=STORY), 60)
    assert first.cancelled()
    assert waiting.cancelled()


async def test_a_long_job_that_nobody_wants_any_more_is_ended(worker: Worker) -> None:
    await worker.call("load_model")
    before = worker.process_id
    novel = Document(text="\n\n".join(f"Anna Lindqvist went to Harbour {n} and spoke." for n in range(30_000)))
    job = asyncio.create_task(worker.call("annotate", document=novel))
    await asyncio.sleep(0.2)
    job.cancel()
    assert await asyncio.wait_for(worker.call("annotate", document=STORY), 60)
    assert worker.process_id != before


async def test_a_process_that_was_killed_is_started_again(worker: Worker) -> None:
    await worker.call("load_model")
    assert worker.process_id is not None
    os.kill(worker.process_id, signal.SIGKILL)
    assert await worker.call("annotate", document=STORY)


async def test_a_process_that_dies_twice_over_one_job_is_an_error_that_says_so(worker: Worker) -> None:
    job = asyncio.create_task(worker.call("annotate", document=STORY))
    killed: set[int] = set()
    while not job.done():
        if worker.process_id and worker.process_id not in killed:
            killed.add(worker.process_id)
            os.kill(worker.process_id, signal.SIGKILL)
        await asyncio.sleep(0.01)
    with pytest.raises(UnfitError, match="died twice over the same piece of work, “Harbour to close”"):
        job.result()
    assert len(killed) == 2


async def test_closing_ends_the_process_and_what_waits_for_it() -> None:
    worker = Worker()
    await worker.call("load_model")
    process_id = worker.process_id
    assert process_id is not None
    under_way = asyncio.create_task(worker.call("annotate", document=STORY))
    waiting = asyncio.create_task(worker.call("annotate", document=STORY))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await worker.close()
    await asyncio.wait([under_way, waiting], timeout=10)
    assert waiting.cancelled()
    assert under_way.cancelled() or isinstance(under_way.exception(), QuothError)
    assert not alive(process_id)
    with pytest.raises(QuothError, match="closed"):
        await worker.call("load_model")


def feed_of(description: str) -> bytes:
    item = f"<item><title>Ferry</title>{description}</item>"
    return f'<rss version="2.0"><channel><title>The Courier</title>{item}</channel></rss>'.encode()


ENDLESS = "<description>" + "<b>" * 300_000
"""feedparser takes time by the square of it: minutes."""


class TestBounds:
    """A hostile feed or page costs itself alone."""

    async def test_a_feed_that_takes_too_long_is_told_and_the_process_renewed(self) -> None:
        async with Worker(seconds=1.0) as worker:
            evil = asyncio.create_task(worker.call("parse_feed", body=feed_of(ENDLESS), url="http://evil.example/f"))
            await asyncio.sleep(0.1)
            good = asyncio.create_task(worker.call("parse_feed", body=feed_of("")))
            with pytest.raises(FeedError, match=r"^http://evil.example/f needs too long to read"):
                await evil
            assert [entry.title for entry in (await good).entries] == ["Ferry"]

    async def test_a_page_likewise(self) -> None:
        page = b"<html><body><p>" + b"<a href=x>y" * 1_000_000
        async with Worker(seconds=2.0) as worker:
            with pytest.raises(PageError, match="needs too long to read"):
                await worker.call("extract_page", body=page)
            assert await worker.call("extract_page", body=(HERE / "telescope.html").read_bytes())

    async def test_an_article_likewise_and_its_length_counts(self) -> None:
        dense = Document(title="Tables", text='"a" said B. ' * 4_000)
        async with Worker(seconds=1.5) as worker:
            await worker.call("load_model")
            with pytest.raises(UnfitError, match=r"^“Tables” needs too long to read \(more than 4 s"):
                await worker.call("annotate", document=dense)
            assert (await worker.call("annotate", document=STORY)).entities

    async def test_only_time_at_work_counts(self) -> None:
        async with Worker(seconds=1.0) as worker:
            for _ in range(2):
                assert await worker.call("parse_feed", body=feed_of(""))
                await asyncio.sleep(0.7)

    @pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is bounded where it can be measured")
    async def test_a_feed_that_needs_too_much_memory_is_told(self) -> None:
        script = """
import pytest
from readers.errors import FeedError
from readers.work import limits
limits.MEMORY = 50_000_000
limits.arm(60.0)
with pytest.raises(FeedError, match="needs too much memory"):
    with limits.bounded("http://evil.example/f", FeedError):
        bytearray(200_000_000)
bytearray(200_000_000)  # the bound ends with the job
"""
        child = await asyncio.create_subprocess_exec(sys.executable, "-c", script)
        assert await child.wait() == 0
