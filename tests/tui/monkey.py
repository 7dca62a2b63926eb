"""Random keys, sequences typed at once, clicks, drags and resizes in the reader, seeded so that a run can be repeated.

    python -m tests.tui.monkey --actions 50000

tells the longest wait for an answer. What is checked after each: nothing unexpected was told, the app answers, and
`Esc` leads back to the reader's own screen from wherever the keys have led.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import time
from collections import Counter
from collections.abc import AsyncIterator

from textual import events
from textual.pilot import Pilot

from readers import outside
from tests.tui.fake import FakeNewsroom
from tui.app import QuothApp
from tui.commands.keys import Keymap, parse
from tui.commands.table import COMMANDS
from tui.screens.reader import ReaderScreen
from tui.state.settings import Settings

ANSWERED = 10.0
"""Seconds at work without an answer after which the reader counts as frozen."""
PATIENCE = 120.0
"""Seconds after which it does though it has not worked as long: it waits for what never comes, or the machine is busy
beyond measure."""
SIZES = [(1, 1), (20, 5), (60, 18), (80, 24), (100, 30), (120, 40), (200, 60), (250, 70)]
WORDS = [
    "tfoo bar\r",
    "/har\rj\r",
    "Fo\x1b",
    "tx\r",
    "+nonsense\r",
    "a#tag words\rj",
    "/\x1b",
    "zpzozl",
    "]e]q[e",
    "ggG",
]


def keys() -> list[tuple[str, ...]]:
    """The key sequences of all commands, and what people hit besides."""
    bound = [parse(sequence) for command in COMMANDS for sequence in Keymap().keys[command.id]]
    special = [
        "enter",
        "escape",
        "tab",
        "shift+tab",
        "up",
        "down",
        "left",
        "right",
        "pageup",
        "pagedown",
        "home",
        "end",
    ]
    return [*bound, *((one,) for one in (*special, "backspace", "delete", "space", *"abcdefghxyz語ß🙂12345/?!#"))]


def key_events(typed: str) -> list[events.Key]:
    """The events of keys as a terminal sends them."""
    names = {"\r": "enter", "\x1b": "escape", " ": "space"}
    return [events.Key(names.get(one, one), one if one.isprintable() else None) for one in typed]


class Monkey:
    """Plays with the app.

    Attributes:
        longest: seconds at work that an answer took at most.
        played: how often each kind of thing was done.
    """

    def __init__(self, pilot: Pilot[None], seed: int) -> None:
        self.pilot = pilot
        self.app = pilot.app
        self.chance = random.Random(seed)  # noqa: S311 - no secret
        self.keys = keys()
        self.longest = 0.0
        self.played: Counter[str] = Counter()
        self.said: list[str] = []

    async def play(self, actions: int) -> None:
        """Do so many things, one after the other; an answer is waited for after each, not between keys of one burst."""
        for number in range(actions):
            kind = self.chance.choices(("key", "burst", "mouse", "resize"), (70, 18, 10, 2))[0]
            self.played[kind] += 1
            await getattr(self, f"_{kind}")()
            await self._answered()
            if number % 50 == 49:
                await self._leave()

    async def _key(self) -> None:
        key = self.chance.choice(self.keys)
        self._press([events.Key(one, one if len(one) == 1 else None) for one in key])

    async def _burst(self) -> None:
        if self.chance.random() < 0.5:
            self._press(key_events(self.chance.choice(WORDS)))
        else:
            for _ in range(self.chance.randint(2, 12)):
                await self._key()

    async def _mouse(self) -> None:
        at = (self.chance.randrange(self.app.size.width), self.chance.randrange(self.app.size.height))
        if self.chance.random() < 0.7:
            await self.pilot.click(offset=at, times=self.chance.randint(1, 3))
        else:
            to = (self.chance.randrange(self.app.size.width), self.chance.randrange(self.app.size.height))
            await self.pilot.mouse_down(offset=at)
            await self.pilot.hover(offset=to)
            await self.pilot.mouse_up(offset=to)

    async def _resize(self) -> None:
        await self.pilot.resize_terminal(*self.chance.choice(SIZES))

    def _press(self, pressed: list[events.Key]) -> None:
        for event in pressed:
            self.said.append(event.key)
            self.app.post_message(event)
        del self.said[:-40]

    async def _answered(self) -> None:
        """Wait until what is put behind everything else has come through app, screen and what has the focus."""
        start = time.process_time()
        for pump in (self.app, self.app.screen, self.app.focused):
            if pump is not None and pump.is_running:
                answer = asyncio.Event()
                if pump.call_later(answer.set) and not await _comes(answer) and pump.is_running:
                    raise AssertionError(f"{pump} no longer answers after {self.said}")
        self.longest = max(self.longest, time.process_time() - start)
        reader = self.app.screen_stack[0]
        assert isinstance(reader, ReaderScreen)
        told = [problem.told for problem in reader.problems if problem.told.startswith("Unexpected")]
        assert not told, (told, self.said)

    async def _leave(self) -> None:
        """Come back to the reader's own screen by Esc alone."""
        for _ in range(12):
            if len(self.app.screen_stack) == 1:
                break
            self._press(key_events("\x1b"))
            await self._answered()
            await self.pilot.pause()
        assert len(self.app.screen_stack) == 1, (self.app.screen, self.said)


async def _comes(answer: asyncio.Event) -> bool:
    """Whether an answer comes before patience ends: by the processor's time, so that a busy machine is not frozen."""
    worked, waited = time.process_time(), time.monotonic()
    while time.process_time() - worked < ANSWERED and time.monotonic() - waited < PATIENCE:
        with contextlib.suppress(TimeoutError):
            return await asyncio.wait_for(answer.wait(), 1.0)
    return False


@contextlib.asynccontextmanager
async def _no_programs() -> AsyncIterator[None]:
    """Run nothing: nobody knows what programs are called by what it types."""
    before = outside.start, outside.output, outside.take_over
    outside.start = outside.output = lambda *_: ""
    outside.take_over = lambda *_: 0
    try:
        yield
    finally:
        outside.start, outside.output, outside.take_over = before


async def play(seed: int, actions: int, size: tuple[int, int] = (120, 40)) -> Monkey:
    """Play in a fresh reader; what it opens in a browser or copies goes nowhere."""
    app = QuothApp(FakeNewsroom(), (), Settings())
    app.open_url = lambda *_, **__: None  # type: ignore[method-assign]
    app.exit = lambda *_, **__: None  # type: ignore[method-assign]
    async with _no_programs(), app.run_test(size=size) as pilot:
        await pilot.pause()
        monkey = Monkey(pilot, seed)
        await monkey.play(actions)
        del app.exit
    return monkey


def main() -> None:
    """Play for long, and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--actions", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    done, longest, played = 0, 0.0, Counter[str]()
    for seed in range(asked.seed, asked.seed + -(-asked.actions // 1000)):
        monkey = asyncio.run(play(seed, 1000))
        done, longest, played = done + 1000, max(longest, monkey.longest), played + monkey.played
        print(f"seed {seed}: {done} done, longest wait {longest * 1000:.0f} ms, {dict(played)}", flush=True)


if __name__ == "__main__":
    main()
