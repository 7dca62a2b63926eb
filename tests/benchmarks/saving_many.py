"""What saving many articles into one folder costs an article, by ``quoth save --query`` over a real library.

    python -m tests.benchmarks.saving_many [--sizes 100 500 1000] [--formats markdown html json] [--rounds 1]

Each saving is a process of its own: one of a single article says what starting costs, which is taken off. Then all are
saved again, over the files that are there; tables and the like get all articles in one file. Printed are milliseconds
of CPU time an article, and the most memory that the process had. Time on the clock is not told: it is the disk's, which
has each file flushed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import msgspec

from readers.config import Config
from readers.library.library import Library
from readers.model import Feed
from tests.benchmarks.make_library import NOW, Inventor
from tui.desk import Desk

_TOGETHER = ("rows.csv", "parquet")


class Cost(NamedTuple):
    """CPU seconds and megabytes of a process."""

    seconds: float
    megabytes: float


def make(home: Path, entries: int) -> Path:
    """A library of one feed with so many annotated articles; gives the configuration that names it."""
    inventor, path = Inventor(), home / "library.db"
    version = Desk(Config(library=path)).version.own
    with Library.open(path) as library:
        feed = library.subscribe(Feed("https://feed.example/all", "Everything"), now=NOW)
        library.store_entries(feed.id, feed.feed, [inventor.entry(number) for number in range(entries)], now=NOW)
        for row in library.rows(limit=entries):
            document, found = inventor.article(row.title)
            document = msgspec.structs.replace(document, url=row.link, published=row.published)
            library.store_document(row.id, document)
            made = msgspec.structs.replace(found, version=version)
            library.store_annotations(document.digest, made, entry_id=row.id)
    return path


def cost(home: Path, *arguments: str) -> Cost:
    """What a process of the command costs.

    Raises:
        RuntimeError: it failed.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "tui", "save", *arguments],
        env={**os.environ, "QUOTH_HOME": str(home)},
        stdout=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"quoth save {' '.join(arguments)} ended with {process.returncode}.")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def measured(entries: int, style: str) -> dict[str, object]:
    """What saving so many articles in a format costs, each for itself and again, or in one file."""
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        with Library.open(make(home, entries)) as library:
            (row,) = library.rows(limit=1)
        if style in _TOGETHER:
            start = cost(home, str(row.id), "--into", str(home / f"one.{style}"))
            runs = {"all": cost(home, "--query", "feed:everything", "--into", str(home / f"all.{style}"))}
        else:
            to = ("--format", style, "--to", str(home / "saved"))
            start = cost(home, str(row.id), "--format", style, "--to", str(home / "one"))
            runs = {name: cost(home, "--query", "feed:everything", *to) for name in ("first", "again")}
            there = sum(1 for _ in (home / "saved").iterdir())
            if there != entries:
                raise RuntimeError(f"There are {there} files of {entries} articles.")
    told: dict[str, object] = {"format": style, "articles": entries}
    for name, run in runs.items():
        told[f"{name}, ms an article"] = round((run.seconds - start.seconds) / max(1, entries - 1) * 1000, 1)
        told[f"{name}, MB"] = round(run.megabytes)
    return told


def main() -> None:
    """Measure all."""
    parser = argparse.ArgumentParser(description="Measure what saving many articles costs.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 500, 1000])
    parser.add_argument("--formats", nargs="+", default=["markdown", "html", "json", *_TOGETHER])
    parser.add_argument("--rounds", type=int, default=1)
    given = parser.parse_args()
    for _ in range(given.rounds):
        for style in given.formats:
            for entries in given.sizes:
                print(json.dumps(measured(entries, style)), flush=True)


if __name__ == "__main__":
    main()
