"""What the archive path costs: words a core-second beside `nlp.pipe` alone, memory, and what a second worker brings.

Run: ``python -m tests.benchmarks.archive_path [--pages 20000] [--lines 100000] [--kills 10] [--workers]``. Processor
time is the helpers’. With ``--kills`` the command that does it is killed so often on the way, at moments of chance, it
or its helper by turns, and started again; that each record is there once is looked up. With ``--folder`` what is broken
off goes on another time. ``--workers`` has a Dask cluster of one worker and one of two do pieces by turns, so that
whatever else runs on the machine slows both: what counts is the ratio of the words they do in the same time.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import harmonic_mean, median
from typing import Any

import duckdb
import pandas
import spacy

from readers.annotate.pipeline import SMALL
from readers.archive import manifest
from readers.archive.building import Told, build
from readers.archive.manifest import Tally
from tests.readers.archive.makers import make_lines, make_warc, text_of

_KILLED_UNTIL = 0.8
"""Of the records; the rest is done in one go."""
ROUNDS, PIECE = 5, 300
"""Turns of each cluster, and articles that each of its workers gets in one."""


def tell(**figures: Any) -> None:
    """Print a line of figures."""
    print(json.dumps(figures), flush=True)


def alone(articles: int) -> float:
    """Words that spaCy's own pipeline reads in a second of processor time."""
    nlp = spacy.load(SMALL)
    texts = [text_of(number) for number in range(articles)]
    list(nlp.pipe(texts[:32]))
    start = time.process_time()
    for _ in nlp.pipe(texts, batch_size=32):
        pass
    return sum(len(text.split()) for text in texts) / (time.process_time() - start)


class Memory:
    """The largest memory of a child of this process, whenever a part is done."""

    def __init__(self) -> None:
        self.seen: list[float] = []

    def __call__(self, _done: int, _parts: int, _tally: Tally) -> None:
        """See to it, as a callback of `build`."""
        self.seen.append(max(map(_resident, _children_of(os.getpid())), default=0.0))


def _resident(process: str) -> float:
    try:
        pages = Path(f"/proc/{process}/statm").read_text().split()[1]
    except OSError:
        return 0.0
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


def measure(name: str, path: Path, to: Path, records: int, kills: int) -> None:
    """Annotate an input by one process, and read what came of it."""
    memory, start = Memory(), time.monotonic()
    if kills:
        killed(path, to, memory.seen, records, kills)
    built = build([path], to, progress=memory)
    assert built.documents == records, f"{built.documents} of {records}"
    wall, quarter = time.monotonic() - start, max(1, len(memory.seen) // 4)
    tell(
        input=name,
        killed=kills,
        documents=built.documents,
        rejects=built.rejects,
        words=built.words,
        words_a_core_second=round(built.words / built.seconds),
        core_seconds=round(built.seconds),
        wall=round(wall),
        megabytes_at_quarters=[round(median(memory.seen[at : at + quarter])) for at in range(0, 4 * quarter, quarter)
                               if memory.seen[at : at + quarter]],
        parquet_bytes_an_article=round(sum(one.stat().st_size for one in to.rglob("*.parquet")) / built.documents),
        bytes_an_article=round(path.stat().st_size / built.documents),
    )  # fmt: skip
    _read(to, built)


def killed(path: Path, to: Path, memory: list[float], records: int, kills: int) -> None:
    """Annotate an input by the command, which is killed on the way, or its helper, as often as is said.

    Args:
        path: the input.
        to: the archive.
        memory: gets the largest memory of the helper, in MB, every second.
        records: in the input.
        kills: how many; the last of them comes when at most `_KILLED_UNTIL` of the records are done.
    """
    dice = random.Random(0)  # noqa: S311 - no secret
    moments = sorted(dice.uniform(0, _KILLED_UNTIL) * records for _ in range(kills))
    command = [sys.executable, "-m", "tui", "archive", str(path), "--to", str(to), "--processes", "1"]
    number, going = sum(moment < _done(to) for moment in moments), None
    while going is None or going.poll() is None or number < len(moments):
        if going is None or going.poll() is not None:
            going = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(dice.uniform(0.5, 1.5))
        helpers = _children_of(going.pid)
        memory.append(max(map(_resident, helpers), default=0.0))
        if number < len(moments) and helpers and _done(to) >= moments[number]:
            os.kill(going.pid if number % 2 else int(helpers[-1]), signal.SIGKILL)
            going.wait(timeout=600) if number % 2 else None
            number += 1
            tell(kill=number, of="the command" if number % 2 == 0 else "its helper", documents=_done(to))


def _children_of(process: int) -> list[str]:
    return [child for task in Path(f"/proc/{process}/task").glob("*/children") for child in task.read_text().split()]


def _done(to: Path) -> int:
    return sum(tally.documents for tally in manifest.done(to).values()) if to.exists() else 0


def _read(to: Path, built: Told) -> None:
    for name, reading in _READERS.items():
        start = time.process_time()
        documents, quotes = reading(to)
        assert (documents, quotes) == (built.documents, built.quotes), name
        tell(read_by=name, documents=documents, quotes=quotes, core_seconds=round(time.process_time() - start, 2))


def _by_duckdb(to: Path) -> tuple[int, ...]:
    (ids,) = duckdb.read_parquet(f"{to}/documents/*.parquet").aggregate("count(DISTINCT id)").fetchall()
    found = [duckdb.read_parquet(f"{to}/{name}/*.parquet").count("document") for name in ("documents", "quotes")]
    counts = tuple(row[0] for one in found for row in one.fetchall())
    assert ids[0] == counts[0], "a record is there twice"
    return counts


def _by_pandas(to: Path) -> tuple[int, ...]:
    return tuple(len(pandas.read_parquet(to / name)) for name in ("documents", "quotes"))


_READERS: dict[str, Callable[[Path], tuple[int, ...]]] = {"DuckDB": _by_duckdb, "pandas": _by_pandas}


def _once(path: Path, make: Callable[[Path], Path]) -> Path:
    """An input; one that was made before stays, for an archive begun of it goes on with no other."""
    if path.exists():
        return path
    made = make(path.with_name(f"new-{path.name}"))
    return made.rename(path)


def scale(folder: Path) -> None:
    """One worker of Dask and two, by turns, and never both clusters at a time: an idle one takes its share too."""
    import dask
    import distributed

    dask.config.set({"distributed.worker.profile.enabled": False})  # which the dashboard shows, and there is none
    pieces = {workers: make_lines(folder / f"{workers}.jsonl", workers * PIECE) for workers in (1, 2)}
    rates: dict[int, list[float]] = {1: [], 2: []}
    cores: dict[int, list[float]] = {1: [], 2: []}

    def turn(workers: int, number: int) -> None:
        with distributed.LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster:

            def piece(name: str) -> Told:
                return build([pieces[workers]], folder / name, dask=cluster.scheduler_address, size=50)

            piece(f"{workers}-{number}-loads-the-model")
            start = time.monotonic()
            built = piece(f"{workers}-{number}")
            rates[workers].append(built.words / (time.monotonic() - start))
            cores[workers].append(built.words / built.seconds)

    for number in range(ROUNDS):
        for workers in (1, 2) if number % 2 else (2, 1):
            turn(workers, number)
        tell(round=number, load=os.getloadavg()[0], words_a_second={n: round(rates[n][-1]) for n in rates})
    ratios = [two / one for one, two in zip(rates[1], rates[2], strict=True)]
    tell(
        two_workers_are_times_one=round(harmonic_mean(rates[2]) / harmonic_mean(rates[1]), 2),  # all words in all time
        turn_by_turn=[round(ratio, 2) for ratio in sorted(ratios)],
        words_a_core_second={n: round(median(cores[n])) for n in cores},
    )


def main() -> None:
    """Make the inputs, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--paragraphs", type=int, default=4, help="of a page")
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--folder", type=Path, help="for inputs and archives, to be kept")
    parser.add_argument("--workers", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder: Path = given.folder or Path(place)
        folder.mkdir(parents=True, exist_ok=True)
        if given.workers:
            scale(folder)
            return
        tell(nlp_pipe_alone_words_a_core_second=round(alone(2_000)), load=os.getloadavg()[0])
        if given.lines:
            made = _once(folder / "a.jsonl", lambda path: make_lines(path, given.lines))
            measure("jsonl", made, folder / "lines", given.lines, given.kills)
        if given.pages:
            made = _once(folder / "a.warc.gz", lambda path: make_warc(path, given.pages, given.paragraphs))
            measure("warc", made, folder / "pages", given.pages, given.kills)
        tell(load=os.getloadavg()[0])


if __name__ == "__main__":
    main()
