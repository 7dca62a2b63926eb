"""How long until the first frame with 12,000 articles in 300 feeds, beside an empty library, a bare app and newsboat.

Every program runs in a pseudo-terminal of 120×40, in turn, so that a busy machine is unfair to all alike. The clock
stops with the last word of the frame; for ``listed``, when the entries are there; for newsboat, with the first feed of
its list. Newsboat reads the same feeds, once, from a server on the loopback; without it (Debian: ``apt install
newsboat``) its line is left out.

    python tests/benchmarks/start_with_library.py [--runs 10] [--articles 12000]
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.sax.saxutils import escape

sys.path.insert(0, str(Path(__file__).parents[2]))

from readers.library.library import Library
from tests.benchmarks.first_paint import BARE, first_frame
from tests.benchmarks.make_library import make_library


def feeds_of(path: Path) -> list[bytes]:
    """The library's feeds, as RSS."""
    found = []
    with Library.open(path) as library:
        for feed in library.subscriptions():
            items = "".join(
                f"<item><title>{escape(row.title)}</title><link>{row.link}</link><guid>{row.link}</guid>"
                f"<pubDate>{format_datetime(row.published)}</pubDate>"
                f"<description>{escape(text.text if (text := library.document(row.id)) else '')}</description></item>"
                for row in library.rows(feed_id=feed.id, limit=1000)
                if row.published
            )
            head = f"<title>{feed.feed.title}</title><link>https://feed.example</link><description/>"
            found.append(f'<rss version="2.0"><channel>{head}{items}</channel></rss>'.encode())
    return found


def fill_newsboat(home: Path, feeds: list[bytes]) -> list[str]:
    """Let newsboat fetch the feeds once; gives the command that opens it on them."""

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = feeds[int(self.path[1:])]
            self.send_response(200)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    (home / "urls").write_text("".join(f"http://127.0.0.1:{server.server_port}/{n}\n" for n in range(len(feeds))))
    (home / "config").write_text("auto-reload no\nrefresh-on-startup no\nreload-threads 8\n")
    files = [f"{option}={home / name}" for option, name in (("-u", "urls"), ("-C", "config"), ("-c", "cache.db"))]
    command = ["newsboat", *(part for file in files for part in file.split("=", 1))]
    subprocess.run([*command, "-x", "reload"], check=True, timeout=600)
    server.shutdown()
    return command


def main() -> None:
    """Make the library, run all, and print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--articles", type=int, default=12_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        homes = {name: Path(place) / name for name in ("empty", "full", "newsboat")}
        for home in homes.values():
            home.mkdir()
        library = library_in(homes["full"])
        make_library(library, arguments.articles)
        with Library.open(library) as full:
            full.set_setting("started", "yes")
        quoth = [sys.executable, "-m", "tui"]
        programs = {
            "bare": ([sys.executable, "-c", BARE], b"Leave", "empty"),
            "empty": (quoth, b"help", "empty"),
            "full": (quoth, b"help", "full"),
            "listed": (quoth, b"200 entries", "full"),
        }
        if shutil.which("newsboat"):
            command = fill_newsboat(homes["newsboat"], feeds_of(library))
            programs["newsboat"] = (command, b"Feed 1", "newsboat")
        else:
            print("newsboat is not installed (Debian: apt install newsboat): left out", file=sys.stderr)
        report(measure(programs, homes, arguments.runs))


def library_in(home: Path) -> Path:
    """Where `QUOTH_HOME` puts the library."""
    asked = "from readers.config import default_library; print(default_library())"
    environment = {**os.environ, "QUOTH_HOME": str(home), "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", asked]
    found = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    path = Path(found.stdout.strip())
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def measure(
    programs: dict[str, tuple[list[str], bytes, str]], homes: dict[str, Path], runs: int
) -> dict[str, list[float]]:
    """Seconds to the first frame of each program, run by run; the first, which warms the caches, is left out."""
    times: dict[str, list[float]] = {name: [] for name in programs}
    for run in range(runs + 1):
        for name, (command, word, home) in programs.items():
            environment = {
                **os.environ,
                "TERM": "xterm-256color",
                "COLORTERM": "truecolor",
                "LC_ALL": "C.UTF-8",
                "QUOTH_HOME": str(homes[home]),
                "PYTHONPATH": str(Path(__file__).parents[2]),
                # As pip installs a program: with bytecode.
                "PYTHONPYCACHEPREFIX": str(homes["empty"] / "bytecode"),
            }
            environment.pop("PYTHONDONTWRITEBYTECODE", None)
            took = first_frame(command, word, environment)
            if run:
                times[name].append(took)
    return times


def report(times: dict[str, list[float]]) -> None:
    """Print medians and ratios."""
    medians = {name: statistics.median(took) for name, took in times.items()}
    for name, took in times.items():
        ratios = f"{medians[name] / medians['bare']:5.2f}x bare  {medians[name] / medians['empty']:5.2f}x empty"
        print(f"{name:9} median {medians[name] * 1000:6.0f} ms  fastest {min(took) * 1000:6.0f} ms  {ratios}")


if __name__ == "__main__":
    main()
