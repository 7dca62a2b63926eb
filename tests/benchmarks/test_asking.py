"""How fast questions across 100,000 articles are answered, beside the least that SQLite itself takes for them.

    pytest tests/benchmarks/test_asking.py --benchmark-only --benchmark-sort=name

The library is made once, in some minutes, and kept in the system's folder for temporary files
(``QUOTH_BENCHMARK_ENTRIES`` makes another size). Each question tells in ``extra_info`` how many times as long it takes
as a bare query for the same, asked in the same run: in CPU time, so that a busy machine does not matter.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from readers.library import migrations
from readers.library.library import Library
from readers.library.query import smart
from readers.library.search import search
from tests.benchmarks import make_archive
from tests.benchmarks.make_archive import NOW, World

ENTRIES = int(os.environ.get("QUOTH_BENCHMARK_ENTRIES", "100000"))
PAGE = 100


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    sources = (Path(make_archive.__file__), *sorted(migrations.SCHEMA.iterdir()))
    digest = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:12]
    made = Path(tempfile.gettempdir()) / f"quoth-archive-{ENTRIES}-{digest}" / "library.db"
    if not made.exists():
        draft = made.with_name("draft.db")
        draft.unlink(missing_ok=True)
        make_archive.make_archive(draft, ENTRIES)
        draft.rename(made)
    with Library.open(made) as opened:
        yield opened


@pytest.fixture(scope="module")
def world() -> World:
    return World()


def least(act: Callable[[], object], rounds: int = 5) -> float:
    """The least CPU time of several rounds, in seconds."""
    found = []
    for _ in range(rounds):
        began = time.process_time()
        act()
        found.append(time.process_time() - began)
    return min(found)


WORDS = "SELECT rowid FROM texts_search WHERE texts_search MATCH ? ORDER BY rowid DESC LIMIT 100"
PERSON = """
    SELECT a.entry_id FROM names AS n JOIN appearances AS a ON a.name_id = n.id
    WHERE n.name = ? ORDER BY a.at DESC LIMIT 100
"""
SPEAKER = """
    SELECT s.entry_id FROM names AS n JOIN sayings AS s ON s.name_id = n.id
    WHERE n.name = ? ORDER BY s.at DESC LIMIT 100
"""
BOTH = """
    SELECT a.entry_id FROM names AS n JOIN appearances AS a ON a.name_id = n.id
    WHERE n.name = ? AND a.entry_id IN (
        SELECT b.entry_id FROM names AS m JOIN appearances AS b ON b.name_id = m.id WHERE m.name = ?)
    ORDER BY a.at DESC LIMIT 100
"""
Question = Callable[[World], tuple[str, str, tuple[str, ...]]]

QUESTIONS: dict[str, Question] = {
    "common word": lambda w: (w.words[0], WORDS, (f'"{w.words[0]}"',)),
    "frequent word": lambda w: (w.words[50], WORDS, (f'"{w.words[50]}"',)),
    "rare word": lambda w: (w.words[9_000], WORDS, (f'"{w.words[9_000]}"',)),
    "phrase": lambda w: (f'"{w.words[0]} {w.words[1]}"', WORDS, (f'"{w.words[0]} {w.words[1]}"',)),
    "person:": lambda w: (f'person:"{w.people[0]}"', PERSON, (w.people[0],)),
    "by:": lambda w: (f'by:"{w.people[0]}"', SPEAKER, (w.people[0],)),
    "with:": lambda w: (f'with:"{w.people[0]}" with:"{w.people[1]}"', BOTH, (w.people[0], w.people[1])),
    "person: and word": lambda w: (f'person:"{w.people[0]}" {w.words[0]}', PERSON, (w.people[0],)),
}


@pytest.mark.parametrize("which", QUESTIONS)
def test_the_first_page(benchmark: BenchmarkFixture, library: Library, world: World, which: str) -> None:
    query, bare, values = QUESTIONS[which](world)
    found = benchmark(lambda: search(library, query, PAGE, newest=True, now=NOW))
    assert found
    with library.database.reading("ask SQLite itself") as connection:
        plain = least(lambda: connection.execute(bare, values).fetchall())
    ours = least(lambda: search(library, query, PAGE, newest=True, now=NOW))
    benchmark.extra_info["milliseconds of CPU time"] = round(1000 * ours, 1)
    benchmark.extra_info["times SQLite itself"] = round(ours / max(plain, 1e-6), 1)
    assert ours < 0.1 or ENTRIES > 100_000


def test_the_count_of_a_smart_feed(benchmark: BenchmarkFixture, library: Library, world: World) -> None:
    kept = smart.keep(library.database, world.words[0], now=NOW)
    try:
        benchmark(lambda: smart.smart_feeds(library.database, now=NOW))
        counted = least(lambda: smart.smart_feeds(library.database, now=NOW))
        with library.database.reading("count") as connection:
            scan = (
                "SELECT count(*) FROM texts_search JOIN entries AS e ON e.id = texts_search.rowid "
                "WHERE texts_search MATCH ? AND e.read = 0"
            )
            values = (f'"{world.words[0]}"',)
            assert connection.execute(scan, values).fetchone()[0] == kept.unread
            scanned = least(lambda: connection.execute(scan, values).fetchone())
        benchmark.extra_info["of the time that counting takes"] = round(counted / scanned, 4)
        assert counted < scanned
    finally:
        smart.remove(library.database, kept.id)
