"""An app over a newsroom in memory, at any size, with waits that do not depend on time."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from textual import events

from tests.tui import fiction
from tests.tui.fake import FakeNewsroom
from tui.app import QuothApp
from tui.screens.reader import ReaderScreen
from tui.state.settings import Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Sequence

    from textual.pilot import Pilot
    from textual.worker import Worker

    from tests.drawer import Drawer

SIZES = {"small": (80, 24), "medium": (120, 40), "large": (200, 60)}


class Reader:
    """The app under test, and shorthand for what tests ask of it."""

    def __init__(self, pilot: Pilot[None], newsroom: FakeNewsroom) -> None:
        self.pilot = pilot
        self.app = pilot.app
        self.newsroom = newsroom

    @property
    def screen(self) -> ReaderScreen:
        screen = self.app.screen_stack[0]
        assert isinstance(screen, ReaderScreen)
        return screen

    async def settle(self) -> None:
        """Wait until nothing is left to do: workers done, messages handled, frame painted."""
        await self.pilot.pause()
        while any(self._busy(worker) for worker in self.app.workers):
            await self.pilot.pause()
        await self.pilot.pause()

    def _busy(self, worker: Worker[object]) -> bool:
        waits_for_the_test = (worker.group in {"annotate", "ahead"} and not self.newsroom.annotator.is_set()) or (
            worker.group in {"add", "refresh"} and not self.newsroom.network.is_set()
        )
        return not worker.is_finished and not waits_for_the_test

    async def press(self, *keys: str) -> None:
        """Press keys, parted by spaces; what each string of them does is done before the next."""
        for sequence in keys:
            for key in sequence.split():
                # Like the pilot's own press, without its waits by the clock.
                character = key if len(key) == 1 else " " if key == "space" else None
                self.app.post_message(events.Key(key, character))
            await self.settle()

    async def type(self, text: str, *keys: str) -> None:
        """Type letters, and press keys after them."""
        await self.press(" ".join(text), *keys)

    @property
    def text(self) -> str:
        """What is on the screen, as lines of text."""
        lines = self.app.screen._compositor.render_strips()  # nothing public gives the frame as text
        return "\n".join("".join(segment.text for segment in line).rstrip() for line in lines)

    @property
    def status(self) -> str:
        """What the status line says, or tells of what is at hand."""
        return self.screen.status.said or self.screen.status.at_hand

    @property
    def focused_name(self) -> str:
        reading = self.screen.view.reading
        assert reading is not None
        return reading.marks.entities[reading.entity].name if reading.entity >= 0 else ""


@pytest.fixture
def drawer() -> Iterator[Drawer]:
    """A keyring of our own in place of the system's."""
    import keyring

    from tests.drawer import Drawer

    before, ours = keyring.get_keyring(), Drawer()
    keyring.set_keyring(ours)
    yield ours
    keyring.set_keyring(before)


@pytest.fixture
def newsroom() -> FakeNewsroom:
    return FakeNewsroom()


@pytest.fixture
def reader(newsroom: FakeNewsroom) -> Callable[..., object]:
    """Something to start an app with; it has settled when it is entered."""

    @asynccontextmanager
    async def start(
        size: tuple[int, int] = SIZES["medium"], opening: Sequence[str] = (), **options: object
    ) -> AsyncIterator[Reader]:
        app = QuothApp(newsroom, opening, Settings(**options))  # type: ignore[arg-type]
        async with app.run_test(size=size) as pilot:
            running = Reader(pilot, newsroom)
            running.screen.entries.clock = lambda: fiction.NOW
            running.screen.entries.age()
            await running.settle()
            yield running
            assert [one.told for one in running.screen.problems if one.told.startswith("Unexpected")] == []

    return start
