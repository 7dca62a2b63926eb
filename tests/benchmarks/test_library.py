"""How fast a library of 100,000 annotated articles opens, lists, counts and finds.

    pytest tests/benchmarks/test_library.py --benchmark-only --benchmark-sort=name

The library is made once, in some minutes, and kept in the system's folder for temporary files
(``QUOTH_BENCHMARK_ENTRIES`` makes a smaller one).
"""

from __future__ import annotations

import hashlib
import itertools
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from readers.library import migrations
from readers.library.dossiers import find_names, quotes_by, who
from readers.library.library import Library
from readers.library.search import search
from readers.model import EntryRow, Feed
from tests.benchmarks import make_library

ENTRIES = int(os.environ.get("QUOTH_BENCHMARK_ENTRIES", "100000"))


@pytest.fixture(scope="module")
def path() -> Path:
    sources = (Path(make_library.__file__), *sorted(migrations.SCHEMA.iterdir()))
    digest = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"quoth-benchmark-{ENTRIES}-{digest}"
    made = folder / "library.db"
    if not made.exists():
        draft = folder / "draft.db"
        draft.unlink(missing_ok=True)
        make_library.make_library(draft, ENTRIES)
        draft.rename(made)
    return made


@pytest.fixture(scope="module")
def library(path: Path) -> Iterator[Library]:
    with Library.open(path) as opened:
        yield opened


@pytest.fixture(scope="module")
def rows(library: Library) -> list[EntryRow]:
    return library.rows(limit=ENTRIES)


def test_open_and_close(benchmark: BenchmarkFixture, path: Path) -> None:
    benchmark(lambda: Library.open(path).close())


def test_open_and_read_what_the_first_frame_shows(benchmark: BenchmarkFixture, path: Path) -> None:
    def first_frame() -> int:
        with Library.open(path) as opened:
            return len(opened.subscriptions()) + len(opened.rows(limit=100))

    assert benchmark(first_frame) == 300 + 100


LISTS: dict[str, Callable[[Library], object]] = {
    "newest 100": lambda library: library.rows(limit=100),
    "unread 100": lambda library: library.rows(unread=True, limit=100),
    "newest 100 of a feed": lambda library: library.rows(feed_id=150, limit=100),
    "unread 100 of a feed": lambda library: library.rows(feed_id=150, unread=True, limit=100),
    "newest 100 of a folder": lambda library: library.rows(folder=("Folder 7",), limit=100),
    "starred": lambda library: library.rows(starred=True, limit=100),
    "newest 50,000": lambda library: library.rows(limit=50_000),
    "under a tag": lambda library: library.rows(tag="sea", limit=100),
    "tags with counts": lambda library: library.tags(),
    "300 subscriptions with counts": lambda library: library.subscriptions(),
    "unread of all": lambda library: library.unread_total(),
}


@pytest.mark.parametrize("what", LISTS)
def test_list(benchmark: BenchmarkFixture, library: Library, what: str) -> None:
    benchmark(LISTS[what], library)


def test_a_page_in_the_middle(benchmark: BenchmarkFixture, library: Library, rows: list[EntryRow]) -> None:
    middle = rows[len(rows) // 2]
    assert len(benchmark(lambda: library.rows(limit=100, before=middle))) == 100


def test_an_article_with_its_annotations(benchmark: BenchmarkFixture, library: Library, rows: list[EntryRow]) -> None:
    numbers = itertools.cycle(row.id for row in rows[::97])

    def open_article() -> bool:
        document = library.document(next(numbers))
        return document is not None and library.annotations(document.digest, make_library.VERSION) is not None

    assert benchmark(open_article)


@pytest.mark.parametrize("newest", [False, True], ids=["best", "newest"])
@pytest.mark.parametrize("rank", [0, 50, 5_000], ids=["common", "frequent", "rare"])
def test_search_a_word(benchmark: BenchmarkFixture, library: Library, rank: int, newest: bool) -> None:
    word = make_library.Inventor().words[rank]
    benchmark.extra_info["word"] = word
    assert benchmark(lambda: search(library, word, newest=newest))


def test_search_a_phrase(benchmark: BenchmarkFixture, library: Library) -> None:
    words = make_library.Inventor().words
    assert benchmark(lambda: search(library, f'"{words[0]} {words[1]}"'))


def test_search_a_prefix(benchmark: BenchmarkFixture, library: Library) -> None:
    assert benchmark(lambda: search(library, "linwick*"))


@pytest.mark.parametrize("rank", [0, 100, 20_000], ids=["top", "frequent", "rare"])
def test_dossier(benchmark: BenchmarkFixture, library: Library, rank: int) -> None:
    name = make_library.Inventor().names[rank]
    dossier = benchmark(lambda: who(library, name))
    benchmark.extra_info["articles"] = dossier.articles
    assert dossier.articles


def test_names_with_a_surname(benchmark: BenchmarkFixture, library: Library) -> None:
    surname = make_library.Inventor().names[0].split()[1]
    assert benchmark(lambda: find_names(library, surname))


@pytest.mark.parametrize("rank", [0, 100], ids=["top", "frequent"])
def test_quotes(benchmark: BenchmarkFixture, library: Library, rank: int) -> None:
    name = make_library.Inventor().names[rank]
    assert benchmark(lambda: quotes_by(library, name))


def test_quotes_about_a_frequent_word(benchmark: BenchmarkFixture, library: Library) -> None:
    inventor = make_library.Inventor()
    assert benchmark(lambda: quotes_by(library, inventor.names[0], inventor.words[50]))


def test_mark_one_read_and_unread(benchmark: BenchmarkFixture, library: Library, rows: list[EntryRow]) -> None:
    entry_id = rows[1].id
    reads = itertools.cycle((True, False))
    benchmark(lambda: library.mark_read([entry_id], next(reads)))


def test_mark_a_feed_read_and_undo(benchmark: BenchmarkFixture, library: Library) -> None:
    benchmark(lambda: library.mark_read(library.mark_all_read(150), False))


def test_store_250_known_entries(benchmark: BenchmarkFixture, library: Library, rows: list[EntryRow]) -> None:
    feed_id = rows[0].feed_id
    known = [library.entry(row.id) for row in library.rows(feed_id=feed_id, limit=250)]
    assert benchmark(lambda: library.store_entries(feed_id, Feed(""), known, now=make_library.NOW)) == (0, 0)


def test_store_250_new_entries(benchmark: BenchmarkFixture, library: Library) -> None:
    inventor = make_library.Inventor()
    entries = [inventor.entry(number) for number in range(250)]
    feed = Feed("https://new.example/feed")

    def subscribe() -> tuple[tuple[int], dict[str, object]]:
        known = library.subscribe(feed, now=make_library.NOW)
        library.unsubscribe(known.id)
        return (library.subscribe(feed, now=make_library.NOW).id,), {}

    def store(feed_id: int) -> object:
        return library.store_entries(feed_id, feed, entries, now=make_library.NOW)

    assert benchmark.pedantic(store, setup=subscribe, rounds=10) == (250, 0)
    library.unsubscribe(library.subscribe(feed, now=make_library.NOW).id)
