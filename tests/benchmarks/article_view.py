"""What the article view costs, beside Textual's Markdown and TextArea on the same text.

20,000 words with 3,000 marked spans on a screen of 100×50, under Pilot. Figures are milliseconds of CPU time of the
whole process, from the request until nothing is left to paint: median and, in brackets, 95th percentile. The garbage
collector is kept at bay for all of them as the reader keeps it.

    python tests/benchmarks/article_view.py [--rounds 20]
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import time
from typing import TYPE_CHECKING

from textual.app import App
from textual.widgets import Markdown, TextArea
from textual.widgets.text_area import Selection

from readers.model import Annotations, Article, Block, Document, Entity, Quote, Span
from tui.looks import themes
from tui.state import pauses
from tui.widgets.article_view import ArticleView
from tui.widgets.entry_list import EntryList

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.pilot import Pilot
    from textual.widget import Widget

TEXT = "the harbour of a council said it would rebuild pier early spring “because nobody else” will — and town waits"
WORDS = TEXT.split()
SIZE = (100, 50)


def article(words: int = 20_000, spans: int = 3_000) -> Article:
    """An article as long as a small book, a tenth of its marks quotes."""
    chance = random.Random(7)  # noqa: S311
    paragraphs, blocks, at = [], [], 0
    for _ in range(words // 60):
        text = " ".join(chance.choice(WORDS) for _ in range(60))
        paragraphs.append(text)
        blocks.append(Block("paragraph", at, at + len(text)))
        at += len(text) + 2
    text = "\n\n".join(paragraphs)
    starts = sorted(chance.sample(range(0, len(text) - 80, 14), spans))
    quotes = [Quote(start, start + 60, "direct", speaker=0, confidence=0.9) for start in starts[::10]]
    names = [start for number, start in enumerate(starts) if number % 10]
    entities = [
        Entity(
            number,
            f"Name {number}",
            ("PERSON", "ORG", "GPE")[number % 3],
            tuple(Span(s, s + 9) for s in names[number::100]),
        )
        for number in range(100)
    ]
    document = Document(text, title="A long article", blocks=tuple(blocks), site="Bench")
    return Article(document, Annotations("bench", tuple(entities), tuple(quotes)))


class Bench(App[None]):
    """An empty screen to put one widget on."""

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return themes.defaults(self.current_theme)


async def cost(pilot: Pilot[None], act: Callable[[], object]) -> float:
    """CPU milliseconds until nothing is left to paint."""
    await pilot.pause()
    started = time.process_time()
    result = act()
    if asyncio.iscoroutine(result) or hasattr(result, "__await__"):
        await result  # type: ignore[misc]
    await pilot.pause()
    return (time.process_time() - started) * 1000


def told(name: str, figures: dict[str, list[float]]) -> None:
    """Print a line of the table."""
    cells = []
    for what, times in figures.items():
        times.sort()
        cells.append(f"{what} {statistics.median(times):7.1f} ({times[int(len(times) * 0.95)]:7.1f})")
    print(f"{name:12} " + "  ".join(cells), flush=True)


async def ours(rounds: int) -> None:
    """The article view."""
    given = article()
    figures: dict[str, list[float]] = {"first paint": [], "rewrap": [], "jump": [], "restyle": []}
    app = Bench()
    async with app.run_test(size=SIZE) as pilot:
        for _ in range(max(3, rounds // 4)):
            view = ArticleView()
            await app.mount(view)
            figures["first paint"].append(await cost(pilot, lambda view=view: view.show(given)))
            await view.remove()
        view = ArticleView()
        await app.mount(view)
        view.show(given)
        for number in range(rounds):
            width = SIZE[0] - 1 - number % 2
            figures["rewrap"].append(await cost(pilot, lambda width=width: pilot.resize_terminal(width, SIZE[1])))
        assert view.reading is not None
        chance = random.Random(3)  # noqa: S311
        for mark in chance.sample(view.reading.marks.mentions, rounds):
            figures["jump"].append(await cost(pilot, lambda mark=mark: view.take(mark)))
        seen = [mark for mark in view.reading.marks.mentions if view.shows(mark.start)]
        for number in range(rounds):
            figures["restyle"].append(await cost(pilot, lambda number=number: view.take(seen[number % len(seen)])))
    told("ArticleView", figures)


async def text_area(rounds: int) -> None:
    """A read-only text area; a restyle is a selection."""
    text = article().document.text
    figures: dict[str, list[float]] = {"first paint": [], "rewrap": [], "jump": [], "restyle": []}
    app = Bench()
    async with app.run_test(size=SIZE) as pilot:
        for _ in range(max(3, rounds // 4)):
            area = TextArea("", read_only=True, soft_wrap=True)
            await app.mount(area)
            figures["first paint"].append(await cost(pilot, lambda area=area: area.load_text(text)))
            await area.remove()
        area = TextArea(text, read_only=True, soft_wrap=True)
        await app.mount(area)
        for number in range(rounds):
            width = SIZE[0] - 1 - number % 2
            figures["rewrap"].append(await cost(pilot, lambda width=width: pilot.resize_terminal(width, SIZE[1])))
        chance = random.Random(3)  # noqa: S311
        lines = area.document.line_count
        for _ in range(rounds):
            line = chance.randrange(lines)
            figures["jump"].append(await cost(pilot, lambda line=line: area.move_cursor((line, 0), center=True)))
        for number in range(rounds):
            row = area.cursor_location[0]
            chosen = Selection((row, 0), (row, 5 + number % 20))
            figures["restyle"].append(await cost(pilot, lambda chosen=chosen: setattr(area, "selection", chosen)))
    told("TextArea", figures)


async def markdown(rounds: int) -> None:
    """Markdown with emphasis for marks; it cannot restyle a span."""
    text = article().document.text.replace("harbour", "**harbour**").replace("council", "*council*")
    figures: dict[str, list[float]] = {"first paint": [], "rewrap": [], "jump": []}
    app = Bench()
    async with app.run_test(size=SIZE) as pilot:
        for _ in range(2):
            view = Markdown("")
            await app.mount(view)
            figures["first paint"].append(await cost(pilot, lambda view=view: view.update(text)))
            await view.remove()
        view = Markdown(text)
        await app.mount(view)
        for number in range(max(2, rounds // 5)):
            width = SIZE[0] - 1 - number % 2
            figures["rewrap"].append(await cost(pilot, lambda width=width: pilot.resize_terminal(width, SIZE[1])))
        chance = random.Random(3)  # noqa: S311
        for _ in range(rounds):
            line = chance.randrange(app.screen.virtual_size.height)
            scroll: Callable[[], Awaitable[None] | None] = lambda line=line: app.screen.scroll_to(  # noqa: E731
                y=line, animate=False, immediate=True
            )
            figures["jump"].append(await cost(pilot, scroll))
    told("Markdown", figures)


async def rows(rounds: int, count: int = 50_000) -> None:
    """A list of so many entries: opening, the same under headings, newer ones coming in above, and scrolling."""
    from tests.tui import fiction
    from tui.layout.days import by_day
    from tui.layout.groups import by_feed

    entries = fiction.rows(count)
    feeds = fiction.subscriptions([])
    figures: dict[str, list[float]] = {what: [] for what in ("open", "by day", "by feed", "come in", "page", "down")}
    app = Bench()
    async with app.run_test(size=SIZE) as pilot:
        shown: Widget | None = None
        for _ in range(5):
            shown = EntryList(clock=lambda: fiction.NOW)
            await app.mount(shown)
            figures["open"].append(await cost(pilot, lambda shown=shown: shown.show(entries, outlets=True, keep=False)))
            figures["by day"].append(
                await cost(
                    pilot,
                    lambda shown=shown: shown.show(list(by_day(entries, fiction.NOW)), outlets=True, keep=False),
                )
            )
            figures["by feed"].append(
                await cost(pilot, lambda shown=shown: shown.show(by_feed(entries, feeds), outlets=False, keep=False))
            )
            shown.show(entries[100:], outlets=True, keep=False)
            figures["come in"].append(
                await cost(pilot, lambda shown=shown: shown.show(entries, outlets=True, keep=True))
            )
            if len(figures["open"]) < 5:
                await shown.remove()
        assert isinstance(shown, EntryList)
        for _ in range(rounds):
            figures["page"].append(await cost(pilot, lambda: shown.move(48)))
        for _ in range(rounds):
            figures["down"].append(await cost(pilot, lambda: shown.move(1)))
    told(f"{count} rows", figures)


async def main() -> None:
    """Run all, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    for run in (ours, rows, text_area, markdown):
        pauses.collect()
        pauses.settle()
        await run(rounds)


if __name__ == "__main__":
    asyncio.run(main())
