"""How long the interface is deaf while a model loads and an article is annotated.

Opens an article of some 2,000 words that the library does not know, with the real newsroom, and measures the gaps of a
60 Hz timer until its names are on the screen; then the same for as long on an idle screen.

    python tests/benchmarks/timer_gap.py [--runs 3]
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from readers.config import Config
from readers.library.library import Library
from tests.tui import fiction
from tui.app import QuothApp
from tui.desk import Desk
from tui.screens.reader import ReaderScreen
from tui.state import pauses


async def gaps(folder: Path) -> tuple[list[float], list[float]]:
    """Milliseconds between ticks while annotating, and while idle."""
    source = folder / "long.txt"
    text = fiction.harbour().text
    source.write_text("\n\n".join([fiction.harbour().title, *[text] * 5]), encoding="utf-8")
    config = Config(library=folder / "library.db", saved=folder / "saved")
    app = QuothApp(Desk(config, Library.open(config.library)), [str(source)])
    busy: list[float] = []
    idle: list[float] = []
    async with app.run_test(size=(120, 40)):
        pauses.settle()  # As on a terminal; without one the app leaves the garbage collector alone.
        ticks: list[float] = []
        app.set_interval(1 / 60, lambda: ticks.append(time.perf_counter()))
        screen = app.screen_stack[0]
        assert isinstance(screen, ReaderScreen)
        for times, annotated in ((busy, False), (idle, True)):
            ticks.clear()
            until = time.perf_counter() + (60 if not annotated else 3)
            while time.perf_counter() < until:
                await asyncio.sleep(0.02)
                article = screen.view.article
                if not annotated and article is not None and screen.panel.people.count:
                    break
            times += [(after - before) * 1000 for before, after in pairwise(ticks)]
    return busy, idle


async def main() -> None:
    """Measure a few times, each with a library of its own."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--runs", type=int, default=3)
    for run in range(parser.parse_args().runs):
        with tempfile.TemporaryDirectory() as home:
            busy, idle = await gaps(Path(home))
        for name, times in (("annotating", busy), ("idle", idle)):
            times.sort()
            print(
                f"run {run + 1} {name:10} {len(times):4} ticks  median {statistics.median(times):5.1f} ms  "
                f"99% {times[int(len(times) * 0.99)]:5.1f} ms  longest {times[-1]:5.1f} ms"
            )


if __name__ == "__main__":
    asyncio.run(main())
