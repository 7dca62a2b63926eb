"""However fast and wild one types, the reader answers, tells nothing unexpected, and can be left."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import random
import struct
import subprocess
import sys
import termios
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual import events

from tests.tui import monkey

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tui.conftest import Reader


@pytest.mark.parametrize(("seed", "size"), [(1, (120, 40)), (2, (60, 18)), (3, (200, 60))])
async def test_random_keys_clicks_and_sizes_are_all_answered(seed: int, size: tuple[int, int]) -> None:
    played = await monkey.play(seed, 120, size)
    assert sum(played.played.values()) == 120


async def type_slowly(app: Reader, typed: str, pause: float) -> None:
    """Keys with less time between them than the reader needs for what they do."""
    for event in monkey.key_events(typed):
        app.app.post_message(event)
        await asyncio.sleep(pause)


@pytest.mark.parametrize("pause", [0.0, 0.002, 0.01])
async def test_a_key_right_after_a_prompt_is_answered_freezes_nothing(reader: Callable, pause: float) -> None:
    async with reader() as app:
        await type_slowly(app, "tfoo bar\rj", pause)
        await app.settle()
        assert app.screen.asking.prompt is None
        assert app.screen.entries.entry is not None
        assert set(app.newsroom.entries[0].tags) == {"foo", "bar"}
        cursor = app.screen.entries.cursor
        await app.press("j")
        assert app.screen.entries.cursor == cursor + 1


async def test_what_is_typed_ahead_of_a_prompt_stays_in_order(reader: Callable) -> None:
    async with reader() as app:
        await type_slowly(app, "Fharbo", 0.0)
        app.app.post_message(events.Key("backspace", None))
        await type_slowly(app, "or wall\r", 0.001)
        await app.settle()
        assert app.screen.listing.wanted == "harbor wall"


async def test_a_prompt_may_follow_upon_another_at_once(reader: Callable) -> None:
    async with reader() as app:
        await type_slowly(app, "Fhar\rFtide\rF\x1bFwall\r", 0.0)
        await app.settle()
        assert app.screen.asking.prompt is None
        assert app.screen.listing.wanted == "wall"


@pytest.mark.parametrize("page", ["pageup", "pagedown", "home", "end"])
@pytest.mark.parametrize("height", [1, 3])
async def test_the_palette_bears_every_key_on_a_terminal_that_has_no_room_for_it(
    reader: Callable, height: int, page: str
) -> None:
    async with reader(size=(20, height)) as app:
        await app.press(":")
        await type_slowly(app, "mark", 0.0)
        await app.press("down", page, page)
        await app.settle()
        await app.press("escape")
        assert len(app.app.screen_stack) == 1


@pytest.mark.parametrize("opens", [":", "?", "!"])
async def test_enter_and_escape_typed_twice_leave_no_more_than_what_lies_over_the_reader(
    reader: Callable, opens: str
) -> None:
    async with reader() as app:
        await app.press(opens)
        await type_slowly(app, "\x1b\x1b\r\r", 0.0)
        await app.settle()
        assert app.app.screen_stack[0] is app.screen


async def test_what_lies_over_the_reader_opens_at_any_size(reader: Callable) -> None:
    async with reader(size=(4, 3)) as app:
        for opens in ("?", "!", ":", "z c"):
            await app.press(opens, "escape", "escape")
            assert app.app.screen is app.screen


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a pseudo-terminal")
def test_random_bytes_in_a_real_terminal_end_nothing(tmp_path: Path) -> None:
    """The reader itself, with its worker and library; `Q` ends it as ever after 600 keys."""
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    article = Path(__file__).parent / "articles" / "harbour.txt"
    process = subprocess.Popen(
        [sys.executable, "-m", "tui", "read", str(article)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        env={**os.environ, "QUOTH_HOME": str(tmp_path), "TERM": "xterm-256color", "BROWSER": "true", "EDITOR": "true"},
    )
    os.close(theirs)
    drawn = bytearray()

    def drain() -> None:
        with contextlib.suppress(OSError):
            while piece := os.read(ours, 65536):
                drawn.extend(piece)

    reading = threading.Thread(target=drain, daemon=True)
    reading.start()
    chance = random.Random(7)  # noqa: S311 - no secret
    pieces = [
        *"jkhlnpvHadzxcfteyuiK/?!:*#1234gG<>",
        "]e",
        "[q",
        "zp",
        "\x1b[A",
        "\x1b[B",
        "\t",
        "\r",
        "\x1b",
        "\x04",
        "\x15",
    ]
    while b"harbour" not in bytes(drawn).lower() and process.poll() is None:
        time.sleep(0.1)
    for number in range(600):
        os.write(ours, chance.choice(pieces).encode())
        if number % 20 == 19:
            time.sleep(0.05)
    for _ in range(30):
        # Out of whatever is open, key by key: a lone escape is one only after a pause.
        os.write(ours, b"\x1b")
        time.sleep(0.3)
        os.write(ours, b"Q")
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(1)
            break
    told = bytes(drawn).decode(errors="replace")
    process.kill()
    reading.join(5)
    os.close(ours)
    assert "Traceback" not in told
    assert process.wait() == 0, told[-2000:]
