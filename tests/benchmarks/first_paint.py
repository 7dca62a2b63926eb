"""How long from the start of a process to the first frame, beside the smallest Textual app.

Each program runs in a pseudo-terminal of 120×40, in turn, so that a busy machine is unfair to all alike. The clock
stops when the last word of the frame has come out of the terminal's other end.

    python tests/benchmarks/first_paint.py [--runs 15] [--library FOLDER]
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

BARE = """
from textual.app import App
from textual.widgets import Footer, Header, Static

class Bare(App):
    BINDINGS = [("q", "quit", "Leave")]
    def compose(self):
        yield Header()
        yield Static("the smallest app")
        yield Footer()

Bare().run()
"""
READER = """
from tests.tui.fake import FakeNewsroom
from tui.app import QuothApp
QuothApp(FakeNewsroom(0)).run()
"""
PROGRAMS = {
    "bare": ([sys.executable, "-c", BARE], b"Leave"),
    "reader": ([sys.executable, "-c", READER], b"help"),
    "quoth": ([sys.executable, "-m", "tui"], b"help"),
}
"""Name → command, and the word that is written last in its first frame."""

_PATIENCE = 20.0


def first_frame(command: list[str], word: bytes, environment: dict[str, str]) -> float:
    """Seconds from start to first frame."""
    started = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.execvpe(command[0], command, environment)  # noqa: S606
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    seen = b""
    try:
        while word not in seen:
            ready, _, _ = select.select([terminal], [], [], _PATIENCE)
            if not ready:
                raise SystemExit(f"no frame from {command[-1]!r} in {_PATIENCE} s")
            seen += os.read(terminal, 65536)
        return time.perf_counter() - started
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def main() -> None:
    """Run, and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--library", type=Path, help="QUOTH_HOME to use instead of an empty one")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        environment = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "QUOTH_HOME": str(arguments.library or home),
            "PYTHONPATH": str(Path(__file__).parents[2]),
            # As pip installs a program: with bytecode.
            "PYTHONPYCACHEPREFIX": f"{home}/bytecode",
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        times: dict[str, list[float]] = {name: [] for name in PROGRAMS}
        for run in range(arguments.runs + 1):
            for name, (command, word) in PROGRAMS.items():
                took = first_frame(command, word, environment)
                if run:  # The first round warms the caches of files and bytecode.
                    times[name].append(took)
    base = statistics.median(times["bare"])
    for name, took in times.items():
        median = statistics.median(took)
        print(f"{name:8} median {median * 1000:6.0f} ms  fastest {min(took) * 1000:6.0f} ms  {median / base:5.2f}x")


if __name__ == "__main__":
    main()
