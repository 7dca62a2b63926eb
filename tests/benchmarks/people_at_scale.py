"""How long a dossier, the news at a glance and storing an article take in a library of 100,000 articles.

    python -m tests.benchmarks.people_at_scale FOLDER [--entries 100000]

Makes the archive of `make_archive` in the folder if it is not there, gives every name an entity in bulk (as if
each article had been joined when it came), and prints milliseconds of CPU time: the median, the worst of ten, and how
many times that of the plain query that fetches the same rows. The bounds: 150 ms for a dossier, 200 ms for the glance,
20 ms for an article.
"""

from __future__ import annotations

import argparse
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from statistics import median

from readers.library.dossiers import dossier, who
from readers.library.library import Library
from readers.library.people import keys
from readers.library.people.today import today
from readers.model import Annotations, Document, Entity, Entry, Quote, Span
from tests.benchmarks.make_archive import ENTRIES, NOW, make_archive

_TIMES = 10


def join_in_bulk(path: Path) -> None:
    """Give every name an entity, those of one key the same."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -262144")
        if connection.execute("SELECT 1 FROM entities LIMIT 1").fetchone():
            return
        connection.execute("BEGIN")
        connection.execute("CREATE TEMP TABLE meant (name_id INTEGER PRIMARY KEY, entity_id INTEGER)")
        known: dict[tuple[str, str], int] = {}
        aliases: dict[tuple[str, str, int], int] = {}
        for name_id, name, kind in connection.execute("SELECT id, name, kind FROM names").fetchall():
            sort = keys.sort_of(kind)
            number = known.setdefault((sort, keys.key(name, sort)), len(known) + 1)
            if number == len(known) and (sort, keys.key(name, sort), number) not in aliases:
                connection.execute(
                    "INSERT INTO entities (id, name, kind, forms, weight, weighed) VALUES (?, ?, ?, ?, 1, ?)",
                    (number, name, kind, name, int(NOW.timestamp()) * 1_000_000),
                )
            aliases[sort, keys.key(name, sort), number] = 1
            for other in keys.other_keys(name, sort):
                aliases.setdefault((sort, other, number), 0)
            connection.execute("INSERT INTO meant VALUES (?, ?)", (name_id, number))
        connection.executemany(
            "INSERT INTO aliases VALUES (?, ?, ?, ?)", sorted((*alias, uses) for alias, uses in aliases.items())
        )
        connection.execute("DROP TRIGGER appearances_recounted")
        connection.execute(
            "UPDATE appearances SET confidence = 0.97, entity_id = (SELECT m.entity_id FROM meant AS m "
            "WHERE m.name_id = appearances.name_id)"
        )
        connection.execute(
            "UPDATE sayings SET entity_id = (SELECT m.entity_id FROM meant AS m WHERE m.name_id = sayings.name_id)"
        )
        connection.execute(
            "UPDATE entities SET appearances = (SELECT count(*) FROM appearances AS a WHERE a.entity_id = entities.id)"
        )
        connection.execute("UPDATE entries SET joined = 1")
        connection.execute("COMMIT")
        connection.execute("ANALYZE")


def timed(act: Callable[[int], object]) -> list[float]:
    """Milliseconds of CPU time, ten times."""
    found = []
    for number in range(_TIMES):
        began = time.process_time()
        act(number)
        found.append((time.process_time() - began) * 1000)
    return found


def tell(what: str, taken: list[float], plain: list[float] | None = None) -> None:
    """Print a line."""
    ratio = f", {median(taken) / max(0.01, median(plain)):.1f} times the plain query" if plain else ""
    print(f"{what}: {median(taken):.1f} ms, at worst {max(taken):.1f} ms{ratio}", flush=True)


def article(number: int, names: list[tuple[str, str]]) -> tuple[Document, Annotations]:
    """A new article with these names, each twice, and four quotes."""
    text, entities, quotes = "", [], []
    for n, (name, kind) in enumerate(names):
        first = len(text)
        text += f"{name}, who knew of {number}, met the others. Then {name} left. "
        second = text.rindex(name)
        spans = (Span(first, first + len(name)), Span(second, second + len(name)))
        entities.append(Entity(n, name, kind, spans, salience=0.03))
    for n in range(4):
        begins = len(text)
        text += "Nothing of it will be told, " * 3
        quotes.append(Quote(begins, len(text) - 2, "direct", n, confidence=0.9))
    return Document(text, title=f"Number {number}"), Annotations("benchmark-1", tuple(entities), tuple(quotes))


def main() -> None:
    """Make the library if need be, and measure."""
    parser = argparse.ArgumentParser(description="Measure what is asked of people in a large library.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--entries", type=int, default=ENTRIES)
    given = parser.parse_args()
    path = given.folder / "library.db"
    if not path.exists():
        make_archive(path, given.entries)
    Library.open(path).close()
    join_in_bulk(path)
    with Library.open(path) as library, closing(sqlite3.connect(path)) as plain:
        ranked = plain.execute("SELECT id, name, appearances FROM entities ORDER BY appearances DESC").fetchall()
        fetch = "SELECT entry_id, mentions FROM appearances WHERE entity_id = ?"
        for place in (0, 20, 1000):
            number, name, count = ranked[place]
            tell(
                f"dossier of {name} ({count:,} articles)",
                timed(lambda _, number=number: dossier(library, number)),  # type: ignore[misc]
                timed(lambda _, number=number: plain.execute(fetch, (number,)).fetchall()),  # type: ignore[misc]
            )
            tell("  the same by name", timed(lambda _, name=name: who(library, name)))  # type: ignore[misc]
        for days in (1, 14):
            start = NOW - timedelta(days=days)
            tell(f"the news of {days} days at a glance", timed(lambda _, start=start: today(library, start)))  # type: ignore[misc]
        feed = library.subscriptions()[0]
        rest = [ranked[(10 + 37 * n) % len(ranked)][1:2] for n in range(400)]
        kinds = dict(plain.execute("SELECT name, kind FROM names").fetchall())
        names = [(name, kinds[name]) for (name,) in rest]

        taken: list[float] = []
        for number in range(_TIMES):
            moment = NOW + timedelta(days=1, seconds=time.time_ns() % 10**15 / 10**9)
            key = f"new-{number}-{time.time_ns()}"
            entry = Entry(key, title=key, link=f"https://new.example/{key}", published=moment)
            library.store_entries(feed.id, feed.feed, [entry], now=NOW)
            (entry_id,) = plain.execute("SELECT id FROM entries WHERE key = ?", (key,)).fetchone()
            document, found = article(time.time_ns() + number, names[number * 25 : number * 25 + 25])
            library.store_document(entry_id, document)
            began = time.process_time()
            library.store_annotations(document.digest, found, entry_id=entry_id)
            taken.append((time.process_time() - began) * 1000)
        tell("storing what was found in an article of 25 names, joined", taken)


if __name__ == "__main__":
    main()
