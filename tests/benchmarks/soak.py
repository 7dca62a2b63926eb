"""Whether the reader stays small: hundreds of rounds of refreshing, opening, annotating, scrolling and closing.

The real reader runs in a pseudo-terminal of 120×40 with a library of its own and two feeds on the loopback, each of
which has one more entry in every round. What was done is looked up in the library, so a round is over when all of it
has happened. Keys come without a pause, as with somebody who never rests. Memory is the resident set of the
interface's process alone, in MB of 10⁶ bytes; handles, threads and children are counted when a round is over.

    python tests/benchmarks/soak.py [--rounds 1000]

Exits with 1 if the interface grew by more than 20 MB after round 100 (with fewer than 200 rounds, after half of them),
or has other handles or threads then.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import os
import pty
import random
import re
import select
import signal
import struct
import sys
import tempfile
import termios
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

from readers.annotate.pipeline import expected_version
from readers.library.library import Library
from readers.model import Feed
from tests.benchmarks.start_with_library import library_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from readers.model import EntryRow

FEEDS = ("Larkmoor Gazette", "Bay Courier")
KEPT = 20
"""Entries in a feed at any time."""
PATIENCE = 90.0
"""Seconds that one step may take on a busy machine."""
WARM = 100
"""Rounds after which the interface has all that it needs."""
ROOM = 20.0
"""MB that it may grow by from then on."""

_PEOPLE = ("Mina Castle", "Theo Brook", "Ida Flint", "Rosa Winter", "Paul Hadley", "Nora Lindqvist", "Ben Ashworth")
_PLACES = ("Larkmoor", "Portsay", "Ellenbridge", "Holt Island")
_FIRMS = ("Tern Shipping", "Halden Museum", "the Ferry Board", "Aldous & Wren")
_DEEDS = (
    "rebuild the northern pier before the autumn storms",
    "keep the reading room open on Sundays",
    "move the telescope to the old quarry",
    "sell no more than half of the orchard",
    "count the herons again in the spring",
)


class Sample(NamedTuple):
    """What the interface's process takes.

    Attributes:
        memory: its resident set, in MB.
        handles: open ones.
        threads: how many.
        children: processes that it has started and that still run.
    """

    memory: float
    handles: int
    threads: int
    children: int


class Presses:
    """Prints the feeds, with one more entry each in every edition, and their pages."""

    def __init__(self) -> None:
        self.edition = KEPT
        self._begun = datetime.now(UTC) - timedelta(days=2)
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                kind, *numbers = self.path.strip("/").split("/")
                made = outer.feed(int(numbers[0])) if kind == "feed" else outer.page(*map(int, numbers))
                body = made.encode()
                self.send_response(200)
                self.send_header(
                    "Content-Type", "application/rss+xml" if kind == "feed" else "text/html; charset=utf-8"
                )
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def address(self, path: str) -> str:
        """Of something that is served."""
        return f"http://127.0.0.1:{self._server.server_port}/{path}"

    def published(self, edition: int) -> datetime:
        """When an entry came out: each a minute after the one before."""
        return self._begun + timedelta(minutes=edition)

    def title(self, feed: int, edition: int) -> str:
        """The headline of an entry; no two are alike."""
        dice = random.Random(f"{feed} {edition}")  # noqa: S311
        place, deed = dice.choice(_PLACES), dice.choice(_DEEDS)
        return f"Edition {edition}: {place} is to {deed}, says {dice.choice(_PEOPLE)} of {FEEDS[feed]}"

    def text(self, feed: int, edition: int) -> list[str]:
        """The paragraphs of an article: some 500 words, with names and quotes."""
        dice = random.Random(f"text {feed} {edition}")  # noqa: S311
        found = []
        for number in range(14):
            who, firm, place = dice.choice(_PEOPLE), dice.choice(_FIRMS), dice.choice(_PLACES)
            found.append(
                f"{who} of {firm} told the council of {place} in meeting {edition * 14 + number} that nobody else "
                f"would {dice.choice(_DEEDS)}. “We will {dice.choice(_DEEDS)}, and we will not wait,” "
                f"{who.split()[-1]} said."
            )
        return found

    def feed(self, feed: int) -> str:
        """A feed as it is now."""
        items = "".join(
            f"<item><title>{self.title(feed, edition)}</title><link>{self.address(f'page/{feed}/{edition}')}</link>"
            f"<guid>{edition}</guid><pubDate>{format_datetime(self.published(edition))}</pubDate>"
            f"<description>{self.text(feed, edition)[0]}</description></item>"
            for edition in range(self.edition, self.edition - KEPT, -1)
        )
        head = f"<title>{FEEDS[feed]}</title><link>{self.address('')}</link><description/>"
        return f'<rss version="2.0"><channel>{head}{items.replace("&", "&amp;")}</channel></rss>'

    def page(self, feed: int, edition: int) -> str:
        """The page of an entry."""
        title = self.title(feed, edition)
        text = "".join(f"<p>{one}</p>" for one in self.text(feed, edition)).replace("&", "&amp;")
        head = f"<head><meta charset='utf-8'><title>{title}</title></head>"
        return f"<html>{head}<body><article><h1>{title}</h1>{text}</article></body></html>"


class Terminal:
    """The reader in a pseudo-terminal.

    Attributes:
        process_id: of the interface.
    """

    def __init__(self, home: Path) -> None:
        environment = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LC_ALL": "C.UTF-8",
            "QUOTH_HOME": str(home),
            "PYTHONPATH": os.pathsep.join(filter(None, (str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH")))),
        }
        self._drawn = bytearray()
        self.process_id, self._terminal = pty.fork()
        if self.process_id == 0:
            os.execvpe(sys.executable, [sys.executable, "-m", "tui"], environment)  # noqa: S606
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))

    def listen(self, seconds: float) -> None:
        """Take what it draws, for so long."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if select.select([self._terminal], [], [], left)[0]:
                self._drawn += os.read(self._terminal, 65536)

    def forget(self) -> None:
        """What was drawn is of no interest any more."""
        self._drawn.clear()

    def shows(self, words: str) -> bool:
        """Whether some words were drawn, in one colour, since the last `forget`."""
        return words.encode() in self._drawn

    def press(self, keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            os.write(self._terminal, key.encode())
            self.listen(0.02)

    def until(self, done: Callable[[], bool], what: str, again: str = "") -> None:
        """Wait until something is done.

        Args:
            done: whether it is.
            what: in words, should it not come.
            again: keys to press every second meanwhile, as an impatient reader does.
        """
        began = pressed = time.monotonic()
        while not done():
            self.listen(0.03)
            if again and time.monotonic() - pressed > 1:
                self.press(again)
                pressed = time.monotonic()
            if time.monotonic() - began > PATIENCE:
                self.press("!")  # what went wrong, if anything did
                self.listen(2)
                raise SystemExit(f"{what}: not in {PATIENCE:.0f} s. Drawn last:\n{self.last_words}")

    @property
    def last_words(self) -> str:
        """What was drawn last, as words without their places."""
        words = re.sub(
            r"\x1b(?:\[[0-9;?:]*[ -/]*[@-~]|\].*?(?:\x07|\x1b\\))", " ", self._drawn.decode(errors="replace")
        )
        return " ".join(words.split())[-4000:]

    def sample(self) -> Sample:
        """What the interface takes now."""
        place = Path(f"/proc/{self.process_id}")
        status = dict(line.split(":", 1) for line in (place / "status").read_text().splitlines())
        children = (place / f"task/{self.process_id}/children").read_text().split()
        memory = int(status["VmRSS"].split()[0]) * 1024 / 1e6
        return Sample(memory, len(list((place / "fd").iterdir())), int(status["Threads"]), len(children))

    def close(self) -> None:
        """End it."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process_id, signal.SIGTERM)
        os.waitpid(self.process_id, 0)
        os.close(self._terminal)


def read_one(terminal: Terminal, presses: Presses, library: Library, version: str) -> None:
    """One round: refresh, open what is newest, wait for its names, scroll, step, annotate twice, and close it."""
    presses.edition += 1
    newest: list[EntryRow] = []

    def come() -> bool:
        newest[:] = library.rows(limit=len(FEEDS))
        return all(row.title.startswith(f"Edition {presses.edition}:") for row in newest)

    def has_note(written: bool) -> bool:
        document = library.document(opened.id)
        return document is not None and any(bool(note.body) is written for note in library.notes(document))

    def is_annotated() -> bool:
        document = library.document(opened.id)
        return document is not None and library.annotations(document.digest, version) is not None

    terminal.forget()
    terminal.press("R")
    terminal.until(come, f"refresh {presses.edition}")
    # The list follows in its own time; what is new comes in above what is seen.
    terminal.until(lambda: terminal.shows(f"Edition {presses.edition}"), f"list of {presses.edition}", again="gg")
    opened = newest[0]
    terminal.press("gg\r")
    terminal.until(lambda: library.row(opened.id).read, f"open {opened.title!r}")
    terminal.until(is_annotated, f"annotate {opened.title!r}")
    terminal.press("  " + "]e" * 5 + "H" + "]q" * 3 + " bG")
    terminal.until(lambda: has_note(False), f"highlight in {opened.title!r}", again="]eH")
    terminal.press("gga")
    terminal.press(f"seen in edition {presses.edition} #soak\r")
    terminal.until(lambda: has_note(True), f"note to {opened.title!r}")
    terminal.press("q")


def tell(number: int, sample: Sample, began: float) -> None:
    """Print a line of the table."""
    print(
        f"{number:6} rounds {sample.memory:7.1f} MB {sample.handles:4} handles {sample.threads:3} threads "
        f"{sample.children:2} children  {time.monotonic() - began:6.0f} s",
        flush=True,
    )


def judge(samples: dict[int, Sample], rounds: int) -> bool:
    """Say whether the interface stays as it is; gives whether it does."""
    first = samples[min(WARM, rounds // 2)]
    last = samples[rounds]
    grown = last.memory - first.memory
    same = (first.handles, first.threads) == (last.handles, last.threads)
    print(
        f"grown by {grown:.1f} MB, of {ROOM:.0f} allowed; handles and threads {'the same' if same else 'NOT the same'}"
    )
    return grown <= ROOM and same


def main() -> None:
    """Run all rounds, and say how it went."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--every", type=int, default=100, help="rounds from one line of the table to the next")
    arguments = parser.parse_args()
    presses = Presses()
    with tempfile.TemporaryDirectory() as place:
        path = library_in(Path(place))
        with Library.open(path) as library:
            for number in range(len(FEEDS)):
                library.subscribe(Feed(presses.address(f"feed/{number}")), now=datetime.now(UTC))
            library.set_setting("started", "yes")
            terminal = Terminal(Path(place))
            try:
                good = soak(terminal, presses, library, arguments.rounds, arguments.every)
            finally:
                terminal.close()
    raise SystemExit(0 if good else 1)


def soak(terminal: Terminal, presses: Presses, library: Library, rounds: int, every: int) -> bool:
    """All rounds; gives whether the interface stays as it is."""
    version, began = expected_version(), time.monotonic()
    samples: dict[int, Sample] = {}
    terminal.until(lambda: terminal.shows(f"{KEPT * len(FEEDS)} new"), "the first refresh")
    terminal.press("q")  # from the welcome to the list
    for number in range(1, rounds + 1):
        read_one(terminal, presses, library, version)
        samples[number] = terminal.sample()
        if number % every == 0 or number in {1, rounds}:
            tell(number, samples[number], began)
    return judge(samples, rounds)


if __name__ == "__main__":
    main()
