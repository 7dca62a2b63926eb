"""Drawing in terminals that can do more or less: pretended ones, which answer what the app asks of them."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Kind = Literal["sixel", "kitty", "plain"]

APP = """
from tests.tui.test_pictures import URL, illustrated, png
from tests.tui.fake import FakeNewsroom
from tui.app import QuothApp

newsroom = FakeNewsroom()
newsroom.sources["piers"] = illustrated()
newsroom.pictures = {URL.format("pier"): png("red"), URL.format("dawn"): png("blue")}
QuothApp(newsroom, ["piers"]).run()
"""
PATIENCE = 20.0
ASKED = b"\x1b[c"
SIXELS = re.compile(rb"\x1bP[0-9;]*q")
LEAVES_ITS_SCREEN = b"\x1b[?1049l"


class Terminal:
    """The app in a pseudo-terminal of 100 × 30 cells."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.drawn = b""
        self._end, inside = pty.openpty()
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 1000, 600))
        self._app = subprocess.Popen(
            [sys.executable, "-c", APP],
            stdin=inside,
            stdout=inside,
            stderr=inside,
            cwd=Path(__file__).parents[3],
            env=os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
            start_new_session=True,
        )
        os.close(inside)

    def press(self, key: str) -> None:
        """Press a key; what is drawn from now on is its doing."""
        self.drawn = b""
        os.write(self._end, key.encode())

    def wait(self, until: Callable[[bytes], object]) -> None:
        """Read what is drawn, and answer what is asked, until something is there."""
        end = time.monotonic() + PATIENCE
        while not until(self.drawn):
            assert time.monotonic() < end, self.drawn[-2000:]
            if select.select([self._end], [], [], 0.1)[0]:
                new = os.read(self._end, 65536)
                self.drawn += new
                if (query := re.search(rb"\x1b_Gi=(\d+)[^\x1b]*a=q", new)) and self.kind == "kitty":
                    os.write(self._end, b"\x1b_Gi=" + query.group(1) + b";OK\x1b\\")
                if ASKED in new:
                    os.write(self._end, b"\x1b[?62;4;22c" if self.kind == "sixel" else b"\x1b[?62;22c")

    def close(self) -> None:
        """End the app."""
        self._app.kill()
        self._app.wait()
        os.close(self._end)


@pytest.fixture
def terminal(request: pytest.FixtureRequest) -> Iterator[Terminal]:
    opened = Terminal(request.param)
    yield opened
    opened.close()


DRAWN: dict[Kind, Callable[[bytes], object]] = {
    "sixel": SIXELS.search,
    "kitty": lambda drawn: b"U=1" in drawn and "\U0010eeee".encode() in drawn,
    "plain": lambda drawn: drawn.count("▀".encode()) > 500,
}


@pytest.mark.parametrize(("terminal", "drawn"), DRAWN.items(), ids=DRAWN, indirect=["terminal"])
def test_a_picture_is_drawn_as_well_as_the_terminal_can(terminal: Terminal, drawn: Callable[[bytes], object]) -> None:
    terminal.wait(lambda seen: b"Piers at dawn" in seen)
    assert ASKED not in terminal.drawn, "nothing is asked before the first picture"
    terminal.press("i")
    terminal.wait(drawn)
    assert terminal.drawn.count(ASKED) == 1
    assert terminal.drawn.count(LEAVES_ITS_SCREEN) == 1
    terminal.press("p")
    terminal.wait(drawn)
    assert ASKED not in terminal.drawn, "it is asked once"
    assert LEAVES_ITS_SCREEN not in terminal.drawn
    terminal.press("q")
    terminal.wait(lambda seen: b"One pier stands" in seen)
    terminal.press("Q")
    terminal.wait(lambda seen: LEAVES_ITS_SCREEN in seen)
