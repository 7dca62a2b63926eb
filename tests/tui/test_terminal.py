"""Where the reader is opened: only on a terminal, whichever way in; and what becomes of it when that goes away."""

from __future__ import annotations

import fcntl
import os
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from readers.config import default_config, load
from readers.library.library import Library
from readers.library.notebook import find_notes

pytestmark = pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a pseudo-terminal")
HARBOUR = Path(__file__).parent.parent / "newsstand" / "harbour.html"
IGNORING = ["/bin/sh", "-c", "trap '' HUP; exec \"$@\"", "sh"]
"""Ignores the signal of a terminal that goes away, as ``nohup`` does."""


@pytest.mark.parametrize("stream", ["stdin", "stdout", "stderr"])
@pytest.mark.parametrize("arguments", [[], ["--config", "config.toml"], ["read", str(HARBOUR)]], ids=" ".join)
def test_every_way_into_the_reader_says_that_it_needs_a_terminal(
    arguments: list[str], stream: str, tmp_path: Path
) -> None:
    (tmp_path / "config.toml").write_text("")
    ours, theirs = os.openpty()
    file = tmp_path / "file"
    file.write_bytes(b"")
    with file.open("r+b") as other:
        streams = {one: other if one == stream else theirs for one in ("stdin", "stdout", "stderr")}
        command = [sys.executable, "-m", "tui", *arguments]
        environment = {**os.environ, "PYTHONPATH": str(HARBOUR.parents[2])}
        done = subprocess.run(command, timeout=60, check=False, cwd=tmp_path, env=environment, **streams)  # type: ignore[call-overload]
    os.close(theirs)
    told = file.read_bytes() if stream == "stderr" else os.read(ours, 10_000)
    os.close(ours)
    assert done.returncode == 1
    assert b"needs a terminal" in told
    assert b"\x1b" not in told
    assert stream == "stderr" or file.read_bytes() == b""


def test_an_article_from_standard_input_needs_one_to_draw_on() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tui", "read", "-"], input=b"Tea.", capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, b"needs a terminal" in done.stderr, done.stdout) == (1, True, b"")


class Screen:
    """A reader on a pseudo-terminal that can go away."""

    def __init__(self, *arguments: str, before: Sequence[str] = ()) -> None:
        self.ours, theirs = os.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self.process = subprocess.Popen(
            [*before, sys.executable, "-m", "tui", *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, "TERM": "xterm-256color"},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509  # its terminal, as a shell's
        )
        os.close(theirs)
        self.seen = b""

    def until(self, words: bytes) -> None:
        """Read until it has written some words."""
        end = time.monotonic() + 60
        self.seen = b""
        while words not in self.seen:
            assert select.select([self.ours], [], [], max(0.0, end - time.monotonic()))[0], self.seen[-2000:]
            self.seen += os.read(self.ours, 65536)

    def kill(self) -> None:
        """End it whatever it does."""
        self.process.kill()
        self.process.wait()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems tell of it in other ways")
@pytest.mark.parametrize("before", [IGNORING, []], ids=["ignored", "usual"])
def test_a_reader_whose_terminal_goes_away_ends_and_keeps_what_was_being_written(before: list[str]) -> None:
    screen = Screen("read", str(HARBOUR), before=before)
    try:
        screen.until(b"harbour to cargo")
        os.write(screen.ours, b"a")
        screen.until(b"note to")
        os.write(screen.ours, b"Who owns the #quay")
        screen.until(b"Who owns the #quay")
        os.close(screen.ours)
        assert screen.process.wait(30) == 0
    finally:
        screen.kill()
    with Library.open(load(None).library) as library:
        assert [(note.body, note.tags) for note in find_notes(library)] == [("Who owns the #quay", ("quay",))]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems tell of it in other ways")
def test_it_ends_whatever_lies_over_the_screen() -> None:
    default_config().write_text("[refresh]\nat_start = false\n")
    screen = Screen(before=IGNORING)
    try:
        screen.until(b"help")
        os.write(screen.ours, b"?")
        screen.until(b"Marks")
        os.close(screen.ours)
        assert screen.process.wait(30) == 0
    finally:
        screen.kill()


def test_the_signal_is_ignored_in_these_tests() -> None:
    asked = "import signal; print(signal.getsignal(signal.SIGHUP) == signal.SIG_IGN)"
    done = subprocess.run([*IGNORING, sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout == "True\n", signal.SIGHUP
