"""Quoth and newsboat side by side on a loopback server: time, requests, bytes and memory of a refresh.

    python -m tests.benchmarks.feeds_side_by_side [--feeds 300] [--hosts 60] [--latency 0.04]

Four rounds: everything new, nothing changed twice (newsboat keeps an ETag only for feeds it knew before, so it asks
conditionally from its third round on), one feed in ten changed. Each feed is a file of 30 kB to 1 MB, on
one of many host addresses (127.0.0.x, so that limits per host count). newsboat is the Debian package, with as many
threads as Quoth has connections. Quoth's own minute between two refreshes is passed over by setting the times of its
library back.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from email.utils import formatdate
from multiprocessing.managers import DictProxy
from pathlib import Path

WORDS = "bridge mayor council ferry harbour winter repair ticket school market river train vote storm".split()  # noqa: SIM905


def make_feed(number: int, size: int, changed: bool) -> bytes:
    """A feed of about ``size`` bytes; a changed one has a new entry."""
    random.seed(number)
    items, length = [], 0
    if changed:
        items.append(
            f"<item><title>News of {number}</title><guid>new-{number}</guid><description>!</description></item>"
        )
    for entry in range(10_000):
        words = " ".join(random.choice(WORDS) for _ in range(random.randint(60, 400)))  # noqa: S311
        text = f"&lt;p&gt;{words}, &lt;a href=&quot;/x&quot;&gt;{words[:40]}&lt;/a&gt;.&lt;/p&gt;"
        items.append(
            f"<item><title>{words[:60]}</title><guid>{number}-{entry}</guid><link>http://courier.example/{number}/{entry}"
            f"</link><pubDate>{formatdate(1.76e9 - entry * 3600)}</pubDate><description>{text}</description></item>"
        )
        length += len(items[-1])
        if length >= size:
            break
    head = f"<title>Feed {number}</title><link>http://courier.example/</link>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'.encode()


def serve(port: int, feeds: int, latency: float, counts: DictProxy, stage: DictProxy) -> None:
    """Answer for all feeds; ``stage["changed"]`` says whether one in ten has something new."""
    random.seed(7)
    sizes = [int(30_000 * (1_000_000 / 30_000) ** (random.random() ** 2)) for _ in range(feeds)]  # noqa: S311
    bodies = {
        (number, changed): make_feed(number, size, changed)
        for number, size in enumerate(sizes)
        for changed in ((False, True) if number % 10 == 0 else (False,))
    }

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower():
                await asyncio.sleep(latency)
                number = int(head.split()[1].strip("/").split("/")[0])
                changed = bool(stage["changed"]) and number % 10 == 0
                tag = f'"{number}-{changed}"'.lower()
                counts["requests"] += 1
                if f"if-none-match: {tag}" in head:
                    counts["unchanged"] += 1
                    writer.write(f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n".encode())
                else:
                    body = bodies[number, changed]
                    counts["bytes"] += len(body)
                    writer.write(
                        f"HTTP/1.1 200 OK\r\nETag: {tag}\r\nContent-Type: application/rss+xml\r\n"
                        f"Content-Length: {len(body)}\r\n\r\n".encode()
                        + body
                    )
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def run() -> None:
        server = await asyncio.start_server(answer, "0.0.0.0", port, backlog=500)  # noqa: S104 - 127.0.0.x
        stage["ready"] = True
        async with server:
            await server.serve_forever()

    asyncio.run(run())


def memory_of(root: int) -> int:
    """Bytes of resident memory of a process and all below it."""
    children: dict[int, list[int]] = {}
    sizes: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            children.setdefault(int(fields[1]), []).append(int(entry.name))
            sizes[int(entry.name)] = int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
    found, waiting = 0, [root]
    while waiting:
        process = waiting.pop()
        found += sizes.get(process, 0)
        waiting += children.get(process, [])
    return found


def measure(command: list[str], environment: dict[str, str]) -> tuple[float, int]:
    """Seconds that a command takes, and the most memory that it has at once."""
    began, most = time.perf_counter(), 0
    with subprocess.Popen(
        command, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while process.poll() is None:
            most = max(most, memory_of(process.pid))
            time.sleep(0.05)
    return time.perf_counter() - began, most


def set_back(library: Path) -> None:
    """Let an hour and more pass for a library."""
    with sqlite3.connect(library) as connection:
        connection.execute("UPDATE feeds SET checked = 0, next_check = NULL")
    connection.close()


def main() -> None:
    """Run all rounds and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=300)
    parser.add_argument("--hosts", type=int, default=60)
    parser.add_argument("--latency", type=float, default=0.04)
    parser.add_argument("--port", type=int, default=8791)
    options = parser.parse_args()
    urls = [f"http://127.0.0.{2 + number % options.hosts}:{options.port}/{number}" for number in range(options.feeds)]
    with multiprocessing.Manager() as manager, tempfile.TemporaryDirectory() as folder:
        counts, stage = manager.dict(), manager.dict(changed=False, ready=False)
        counts.update(requests=0, unchanged=0, bytes=0)
        server = multiprocessing.Process(
            target=serve, args=(options.port, options.feeds, options.latency, counts, stage), daemon=True
        )
        server.start()
        while not stage["ready"]:
            time.sleep(0.1)
        for name, command, environment, between in contestants(Path(folder), urls):
            for round_name, changed in [
                ("all new", False),
                ("unchanged", False),
                ("unchanged again", False),
                ("a tenth changed", True),
            ]:
                stage["changed"] = changed
                counts.update(requests=0, unchanged=0, bytes=0)
                between()
                seconds, memory = measure(command, environment)
                told = dict(counts)
                print(
                    f"{name:9} {round_name:16} {seconds:6.1f} s  {told['requests']:4} requests"
                    f" ({told['unchanged']} x 304)  {told['bytes'] / 1e6:6.1f} MB  {memory / 1e6:5.0f} MB memory",
                    flush=True,
                )
        server.terminate()


def contestants(folder: Path, urls: list[str]) -> list[tuple[str, list[str], dict[str, str], Callable[[], None]]]:
    """Name, command, environment, and what to do before each round."""
    found: list[tuple[str, list[str], dict[str, str], Callable[[], None]]] = []
    if shutil.which("newsboat"):
        (folder / "urls").write_text("\n".join(urls))
        (folder / "config").write_text("reload-threads 16\nmax-items 0\n")
        command = ["newsboat", "-u", str(folder / "urls"), "-c", str(folder / "cache.db"), "-C", str(folder / "config")]
        found.append(("newsboat", [*command, "-x", "reload"], {}, lambda: None))
    home = folder / "quoth"
    home.mkdir()
    outlines = "".join(f'<outline xmlUrl="{url}"/>' for url in urls)
    (folder / "feeds.opml").write_text(f"<opml version='2.0'><body>{outlines}</body></opml>")
    environment = {"QUOTH_HOME": str(home)}
    quoth = [sys.executable, "-m", "tui"]
    subprocess.run(
        [*quoth, "import", str(folder / "feeds.opml")], env=os.environ | environment, check=True, capture_output=True
    )
    library = next(home.rglob("*.db"))
    found.append(("quoth", [*quoth, "refresh"], environment, lambda: set_back(library)))
    return found


if __name__ == "__main__":
    main()
