"""Does the screen stutter while the annotator works?

    python tests/benchmarks/interface_gaps.py

Runs the real app (headless, 100×50) with the real background process. A timer of 60 Hz on the app's event loop notes
when it fires: first while nothing happens, then while a fresh process imports spaCy, loads the model and annotates an
article of 2,000 words, and the screen shows the result. Prints the longest gap of each, in milliseconds.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import tempfile
import time
from pathlib import Path

PARAGRAPHS = [
    "Anna Lindqvist, the mayor of Port Ellery, said on Thursday that the town would close its old harbour to cargo.",
    "“We cannot ask families to live beside a coal dock for another generation,” Ms Lindqvist told reporters.",
    "The decision was attacked by Graham Pell, chief executive of Northgate Shipping, who called it “a gift”.",
    "According to the Institute for Coastal Studies, Professor Ruth Adeyemi measured the dust for seven years.",
]
SECONDS_AFTER = 2.0


def article_text(words: int = 2_000) -> str:
    """A fictional article of about so many words."""
    picked: list[str] = []
    for paragraph in itertools.cycle(PARAGRAPHS):
        if sum(len(p.split()) for p in picked) >= words:
            return "The harbour\n\n" + "\n\n".join(picked) + "\n"
        picked.append(paragraph)
    raise AssertionError


class Ticks:
    """When a 60 Hz timer fired."""

    def __init__(self) -> None:
        self.times: list[float] = []

    def __call__(self) -> None:
        self.times.append(time.perf_counter())

    def longest(self, since: float) -> float:
        """The longest gap after a moment, in milliseconds."""
        times = [t for t in self.times if t >= since]
        return 1000 * max(b - a for a, b in itertools.pairwise(times))


async def measure(article: Path) -> None:
    """Run the app twice, without and with an article, and print the gaps."""
    from readers.config import Config
    from readers.library.library import Library
    from readers.pages.plain import extract_text
    from tui.app import QuothApp
    from tui.desk import Desk

    config = Config()
    document = extract_text(article.read_text(encoding="utf-8"))
    for sources in ([], [str(article)]):
        desk = Desk(config, Library.open(config.library))
        app = QuothApp(desk, sources)
        ticks = Ticks()
        async with app.run_test(size=(100, 50)) as pilot:
            app.set_interval(1 / 60, ticks)
            start = time.perf_counter()
            while sources and desk.library.annotations(document.digest, desk.version) is None:
                await asyncio.sleep(0.05)
            await asyncio.sleep(SECONDS_AFTER)
            await pilot.pause()
            longest, seconds = ticks.longest(start), time.perf_counter() - start
        what = f"loading the model, annotating and showing {len(document.text.split())} words" if sources else "idle"
        print(f"{what}: longest gap {longest:.0f} ms in {seconds:.1f} s")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ["QUOTH_HOME"] = home
        source = Path(home) / "article.txt"
        source.write_text(article_text(), encoding="utf-8")
        asyncio.run(measure(source))
