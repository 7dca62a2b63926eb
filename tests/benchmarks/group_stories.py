"""How long it takes to see which entries tell the same, and how deaf the reader is meanwhile.

50,000 entries of 300 feeds, a third of them retold with another word or two, at two densities: a busy library (an entry
every thirty seconds) and a crowded one (every five). The words are as frequent as those of a language: the second most
frequent half as much as the first, and so on. Then the reader is opened on as many entries, and the gaps of a 60 Hz
timer are measured until all of them are listed.

    python -m tests.benchmarks.group_stories [--rows 50000]
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import random
import statistics
import time
from datetime import timedelta

from readers.library.stories import Stories
from readers.model import EntryRow
from tests.benchmarks.make_library import NOW, Inventor
from tests.tui.fake import FakeNewsroom
from tui.app import QuothApp
from tui.screens.reader import ReaderScreen
from tui.state import pauses

RETOLD, FEEDS, WORDS = 0.3, 300, 3_000


def rows(count: int, every: timedelta) -> list[EntryRow]:
    """Entries, newest first, one after every so long a time."""
    dice = random.Random(5)  # noqa: S311  # not a secret
    words = Inventor().words[:WORDS]
    weights = list(itertools.accumulate(1 / rank for rank in range(1, WORDS + 1)))
    found: list[EntryRow] = []
    for number in range(count):
        if found and dice.random() < RETOLD:
            told = dice.choice(found[-400:]).title.split()
            for _ in range(dice.choice((0, 0, 1, 1, 2))):
                told[dice.randrange(len(told))] = dice.choices(words, cum_weights=weights)[0]
        else:
            told = dice.choices(words, cum_weights=weights, k=dice.randint(7, 13))
        feed, link = dice.randint(1, FEEDS), f"https://feed.example/{number}?utm_source=rss"
        title = " ".join(told).capitalize()
        found.append(EntryRow(number + 1, feed, f"Feed {feed}", title, link, NOW - every * number))
    return found


async def gaps(entries: list[EntryRow]) -> tuple[float, list[float]]:
    """Seconds until all entries are listed, and the milliseconds between the ticks of a timer meanwhile."""
    newsroom = FakeNewsroom(0)
    newsroom.entries = entries
    app = QuothApp(newsroom)
    ticks: list[float] = []
    async with app.run_test(size=(120, 40)):
        pauses.settle()  # As on a terminal; without one the app leaves the garbage collector alone.
        screen = app.screen_stack[0]
        assert isinstance(screen, ReaderScreen)
        app.set_interval(1 / 60, lambda: ticks.append(time.perf_counter()))
        started = time.perf_counter()
        while len(screen.listing.rows) < len(entries):
            await asyncio.sleep(0.02)
        took = time.perf_counter() - started
    return took, sorted((after - before) * 1000 for before, after in itertools.pairwise(ticks))


async def main() -> None:
    """Group, then open the reader."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--rows", type=int, default=50_000)
    count = parser.parse_args().rows
    for name, every in (("busy", 30), ("crowded", 5)):
        entries = rows(count, timedelta(seconds=every))
        stories = Stories()
        started = time.process_time()
        stories.add(entries)
        took = time.process_time() - started
        told = len(set(stories.head.values()))
        print(f"{name:8} {count} rows, {told} stories: {took:5.2f} s of CPU time", flush=True)
        took, times = await gaps(entries)
        print(
            f"{name:8} listed after {took:5.2f} s; timer: median {statistics.median(times):5.1f} ms, "
            f"99% {times[int(len(times) * 0.99)]:5.1f} ms, longest {times[-1]:5.1f} ms",
            flush=True,
        )


if __name__ == "__main__":
    asyncio.run(main())
