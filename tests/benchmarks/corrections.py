"""What setting something right costs in a long article that has been set right much already.

20,000 words with 3,000 marked spans and 50 corrections in force, over a real library, on a screen of 100×50 under
Pilot. Figures are milliseconds of CPU time of the whole process, threads included, until nothing is left to paint:
median and, in brackets, the longest.

    python -m tests.benchmarks.corrections [--rounds 20]
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from textual import events

from readers.config import Config
from readers.library.library import Library
from readers.marks.anchors import Place, anchor, places
from readers.marks.corrections import carry_out
from readers.model import Correction, MissedName, MissedQuote, Named, NotAName, NotSame, SaidBy, SameAs, Span, WrongKind
from tests.benchmarks.article_view import SIZE
from tests.benchmarks.article_view import article as long_article
from tests.readers.library.conftest import COURIER, NOW, entry
from tui.app import QuothApp
from tui.desk import Desk
from tui.screens.reader import ReaderScreen
from tui.state.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    from readers.model import Annotations, Document, Entity

CORRECTIONS = 50


def corrections(document: Document, found: Annotations) -> list[Correction]:
    """Some of each kind, all over the article."""
    chance = random.Random(11)  # noqa: S311

    def named(entity: Entity) -> Named:
        place = chance.choice(places(entity))
        return Named(entity.name, anchor(document, place.span, in_title=place.in_title))

    def words() -> Span:
        start = document.text.index(" ", chance.randrange(len(document.text) - 200)) + 1
        return Span(start, document.text.index(" ", start + 12))

    kinds: list[Callable[[], Correction]] = [
        lambda: WrongKind(named(chance.choice(found.entities)), "FAC"),
        lambda: NotAName(named(chance.choice(found.entities)).mention, alone=True),
        lambda: SameAs(*(named(entity) for entity in chance.sample(found.entities, 2))),
        lambda: NotSame(named(chance.choice(found.entities)), alone=True),
        lambda: SaidBy(
            anchor(document, Span((quote := chance.choice(found.quotes)).start, quote.end)),
            named(chance.choice(found.entities)),
        ),
        lambda: MissedName(anchor(document, words()), "ORG"),
        lambda: MissedName(anchor(document, words()), "PERSON", named(chance.choice(found.entities))),
        lambda: MissedQuote(anchor(document, words()), named(chance.choice(found.entities))),
    ]
    return [kinds[number % len(kinds)]() for number in range(CORRECTIONS)]


def timed(act: Callable[[], object], rounds: int) -> list[float]:
    """Milliseconds of each round."""
    taken = []
    for _ in range(rounds):
        started = time.process_time()
        act()
        taken.append((time.process_time() - started) * 1000)
    return taken


def told(name: str, taken: list[float]) -> None:
    """Print a line."""
    print(f"{name:34} {statistics.median(taken):7.1f} ({max(taken):7.1f})", flush=True)


async def until(pilot: Pilot[None], what: Callable[[], bool]) -> None:
    """Wait until something is so and painted."""
    while not what():
        await asyncio.sleep(0.001)  # no busy waiting: it would take the time of the threads that work
    await pilot.pause()


async def on_screen(desk: Desk, rounds: int) -> None:
    """From ``c`` to the question, and from the answer to the article that shows it."""
    asked: list[float] = []
    shown: list[float] = []
    undone: list[float] = []
    app = QuothApp(desk, [], Settings(refresh_at_start=False))
    async with app.run_test(size=SIZE) as pilot:
        screen = app.screen_stack[0]
        assert isinstance(screen, ReaderScreen)
        await until(pilot, lambda: screen.entries.entry is not None)
        (row,) = await desk.rows()
        screen.open_row(row)
        await until(pilot, lambda: screen.view.reading is not None)
        reading = screen.view.reading
        assert reading is not None
        for mark in random.Random(5).sample(reading.marks.mentions, rounds):  # noqa: S311
            screen.view.take(mark)
            await pilot.pause()
            known = reading.marks.entities
            started = time.process_time()
            app.post_message(events.Key("c", "c"))
            await until(pilot, lambda: len(app.screen_stack) == 2)
            asked.append((time.process_time() - started) * 1000)
            started = time.process_time()
            app.post_message(events.Key("n", "n"))
            await until(pilot, lambda known=known: reading.marks.entities is not known)
            shown.append((time.process_time() - started) * 1000)
            known = reading.marks.entities
            started = time.process_time()
            app.post_message(events.Key("ctrl+z", None))
            await until(pilot, lambda known=known: reading.marks.entities is not known)
            undone.append((time.process_time() - started) * 1000)
    told("c to the question", asked)
    told("answer to shown", shown)
    told("^z to shown", undone)


async def main(rounds: int) -> None:
    """All of it."""
    given = long_article()
    found, document = given.annotations, given.document
    assert found is not None
    made = corrections(document, found)
    outcome = carry_out(document, found, made)
    print(f"{len(made)} corrections: {outcome.fits.count('holds')} hold, {outcome.fits.count('unfit')} unfit")
    turned = [made[-number:] + made[:-number] for number in range(1, rounds + 1)]
    told("carried out for the first time", timed(lambda: carry_out(document, found, turned.pop()), rounds))
    with tempfile.TemporaryDirectory() as folder:
        config = Config(library=Path(folder) / "library.db", saved=Path(folder))
        desk = Desk(config, Library.open(config.library))
        feed = desk.library.subscribe(COURIER, now=NOW)
        desk.library.set_setting("started", "yes")
        desk.library.store_entries(feed.id, COURIER, [entry(1)], now=NOW)
        desk.version = "bench"
        desk.library.store_document(1, document)
        desk.library.store_annotations(document.digest, msgspec.structs.replace(found, version="bench"), entry_id=1)
        for correction in made:
            desk.library.add_correction(document, correction)
        article = msgspec.structs.replace(given, row=desk.library.row(1))
        word = Place(False, Span(0, document.text.index(" ")))
        once = MissedName(anchor(document, word.span), "ORG")

        def stored() -> None:
            desk.library.add_correction(document, once)
            desk.library.undo_correction(document, once)

        told("stored, and taken back", timed(stored, rounds))
        told("read anew", timed(lambda: desk._anew(article), rounds))
        await on_screen(desk, rounds)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    asyncio.run(main(parser.parse_args().rounds))
