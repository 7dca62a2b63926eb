"""A library of 100,000 invented articles with 2.5 million mentions and 300,000 quotes, made in a minute or two.

    python -m tests.benchmarks.make_archive library.db                     # 100,000 entries
    python -m tests.benchmarks.make_archive library.db --entries 1000000   # ten times as many

It writes the tables themselves, in bulk, where `make_library` goes the way that articles go: what is asked across
articles is here as it would be after years of reading, and no article can be opened. The same seed gives the same
library. Everything has a long tail: some words stand in nearly every article, some people in every twentieth, and most
names in two or three. People are also named by their surname, by an initial, or with a middle one; one surname is that
of several people.
"""

from __future__ import annotations

import argparse
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from readers.library.database import Database
from readers.library.values import moment, to_json

NOW = datetime(2026, 3, 1, tzinfo=UTC)
ENTRIES = 100_000
FEEDS = 300

_BATCH = 5_000
_SYLLABLES = ("ba", "den", "ho", "lin", "mar", "no", "pel", "ri", "so", "tor", "und", "vey", "wick", "yar", "el", "ost")
_CUES = ("said", "told reporters", "says", "added", "warned", "according to", "wrote", "insisted")
_QUOTES, _QUOTE_WORDS, _OTHER_WORDS, _TITLE_WORDS = 3, 18, 150, 8
_NAMES = 12.5
_FORMS = (0.8, 0.92, 0.96)
"""Of how many of a hundred mentions the full name is one, that or the surname, either or an initial."""

Numbers = NDArray[np.int64]


class World:
    """The words, people, organisations and places of the invented news; the first of each are the most frequent.

    Attributes:
        words: of the texts.
        people: full names; `form` tells how else each is named.
        organisations: names of several words.
        places: names of one word.
        names: all names as articles give them, with their kinds; a row of the table ``names`` each.
    """

    def __init__(self, seed: int = 7) -> None:
        self.dice = np.random.default_rng(seed)
        self.words = self._distinct(20_000, 1, 4)
        given = [word.title() for word in self._distinct(800, 2, 3)]
        surnames = [word.title() for word in self._distinct(6_000, 2, 4)]
        firsts, lasts = self.dice.integers(0, len(given), 40_000), self._long_tail(len(surnames), 40_000, 2)
        self.people = list(
            dict.fromkeys(f"{given[a]} {surnames[b]}" for a, b in zip(firsts, lasts, strict=True)),
        )[:30_000]
        self.organisations = [f"{word.title()} Group" for word in self._distinct(10_000, 3, 4)]
        self.places = [word.title() for word in self._distinct(2_000, 2, 3)]
        self.names: dict[tuple[str, str], int] = {}
        self.spelt: list[str] = []

    def _distinct(self, count: int, least: int, most: int) -> list[str]:
        found: dict[str, None] = {}
        while len(found) < count:
            lengths = self.dice.integers(least, most + 1, count).tolist()
            drawn = iter(self.dice.integers(0, len(_SYLLABLES), most * count).tolist())
            found |= dict.fromkeys("".join(_SYLLABLES[next(drawn)] for _ in range(length)) for length in lengths)
        return list(found)[:count]

    def _long_tail(self, size: int, count: int, steepness: int = 3) -> Numbers:
        """Numbers below a size, the first the most frequent."""
        return np.asarray(size * self.dice.random(count) ** steepness, dtype=np.int64)

    def number(self, name: str, kind: str) -> int:
        """The number of a name in the library."""
        found = self.names.get((name, kind))
        if found is None:
            self.spelt.append(name)
            found = self.names[name, kind] = len(self.spelt)
        return found

    def form(self, name: str, form: int) -> str:
        """How a person is named: 0 in full, 1 by the surname, 2 with an initial, 3 with a middle one."""
        given, surname = name.split()
        return (name, surname, f"{given[0]}. {surname}", f"{given} {surname[0]}. {surname}")[form]

    def named(self) -> dict[int, int]:
        """Who is in an article: numbers of names, most salient first, and how often each is named."""
        count = max(2, int(self.dice.poisson(_NAMES)))
        persons, firms = round(count * 0.55), round(count * 0.25)
        dice = self.dice.random(count + persons).tolist()
        tail = [one**3 for one in dice[:count]]
        people, others = tail[:persons], tail[persons:]
        forms = [sum(one > most for most in _FORMS) for one in dice[count:]]
        found = [
            self.number(self.form(self.people[int(one * len(self.people))], form), "PERSON")
            for one, form in zip(people, forms, strict=True)
        ]
        found += [self.number(self.organisations[int(one * len(self.organisations))], "ORG") for one in others[:firms]]
        found += [self.number(self.places[int(one * len(self.places))], "GPE") for one in others[firms:]]
        return dict(zip(found, self.dice.geometric(0.5, len(found)).tolist(), strict=True))

    def phrase(self, count: int) -> str:
        """So many words."""
        return " ".join([self.words[n] for n in self._long_tail(len(self.words), count)])


class Article:
    """An article: its text, who is in it, and the rows of ``sayings`` without the entry and its moment."""

    def __init__(self, world: World) -> None:
        self.title = world.phrase(_TITLE_WORDS).capitalize()
        self.named = world.named()
        names, pieces, at = list(self.named), list[str](), 0
        self.sayings: list[tuple[object, ...]] = []
        for speaker in names[:_QUOTES]:
            spelt, cue, said = (
                world.spelt[speaker - 1],
                _CUES[int(world.dice.integers(len(_CUES)))],
                world.phrase(_QUOTE_WORDS),
            )
            lead = f"{spelt} {cue}: “"
            start = at + len(lead)
            self.sayings.append((speaker, spelt, cue, "direct", start, start + len(said), 0.95, said))
            pieces.append(f"{lead}{said}.”\n\n")
            at += len(pieces[-1])
        others = ", ".join(world.spelt[name - 1] for name in names[_QUOTES:])
        pieces.append(f"{world.phrase(_OTHER_WORDS).capitalize()}. Also named were {others}.")
        self.text = "".join(pieces)


def make_archive(path: Path, entries: int = ENTRIES, *, seed: int = 7) -> World:
    """Make a library with so many entries in 300 feeds, all of them annotated, two thirds unread, some starred.

    Args:
        path: a file that is not there yet.
        entries: how many; 25 mentions and three quotes each.
        seed: of the dice.
    """
    world = World(seed)
    Database(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -262144")
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO feeds (id, url, title, folder, language, added) VALUES (?, ?, ?, ?, ?, ?)",
            [
                (
                    *(n, f"https://feed{n}.example/rss", f"The {world.words[n].title()} Post"),
                    *(to_json((f"Folder {n % 20}",)), "en" if n % 10 else "de", moment(NOW)),
                )
                for n in range(1, FEEDS + 1)
            ],
        )
        appearances: list[tuple[object, ...]] = []
        for start in range(1, entries + 1, _BATCH):
            appearances += _fill(connection, world, range(start, min(entries + 1, start + _BATCH)), entries)
            if len(appearances) > 2_000_000:
                _appear(connection, appearances)
                appearances = []
        _appear(connection, appearances)
        connection.executemany(
            "INSERT INTO names (id, name, kind) VALUES (?, ?, ?)",
            [(number, name, kind) for (name, kind), number in world.names.items()],
        )
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint (TRUNCATE)")
    return world


def _fill(connection: sqlite3.Connection, world: World, numbers: range, last: int) -> Iterator[tuple[object, ...]]:
    """Write some entries, all but who is in them; gives that."""
    rows, texts, sayings = [], [], []
    for number in numbers:
        article = Article(world)
        at = moment(NOW - timedelta(minutes=5 * (last - number)))
        feed = 1 + int(world.dice.integers(FEEDS))
        people = to_json(tuple(world.spelt[name - 1] for name in list(article.named)[:3]))
        flags = (number % 3 == 0, number % 500 == 0, '["harbour"]' if number % 1000 == 0 else "[]")
        rows.append((number, feed, str(number), article.title, f"https://feed.example/{number}", at, *flags, people))
        texts.append((number, article.title, article.text))
        sayings += [(number, at, *saying) for saying in article.sayings]
        mentions = sum(article.named.values())
        for name, times in article.named.items():
            yield name, at, number, times, times / mentions
    connection.executemany(
        "INSERT INTO entries (id, feed_id, key, title, link, at, read, starred, tags, people, content, read_as) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, x'', 'benchmark-1')",
        rows,
    )
    connection.executemany("INSERT INTO texts VALUES (?, ?, ?)", texts)
    connection.executemany(
        'INSERT INTO sayings (entry_id, at, name_id, speaker, cue, kind, start, "end", confidence, text) '
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        sayings,
    )


def _appear(connection: sqlite3.Connection, rows: list[tuple[object, ...]]) -> None:
    """Write who is in which entry; in the order of the table, which is much quicker."""
    rows.sort(key=lambda row: row[:3])
    connection.executemany(
        "INSERT INTO appearances (name_id, at, entry_id, mentions, salience) VALUES (?, ?, ?, ?, ?)", rows
    )


def main() -> None:
    """Make a library where the command line says."""
    parser = argparse.ArgumentParser(description="Make a library of invented articles.")
    parser.add_argument("path", type=Path)
    parser.add_argument("--entries", type=int, default=ENTRIES)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    began = time.process_time()
    make_archive(given.path, given.entries, seed=given.seed)
    with closing(sqlite3.connect(given.path)) as connection:
        (mentions,) = connection.execute("SELECT sum(mentions) FROM appearances").fetchone()
        (quotes,) = connection.execute("SELECT count(*) FROM sayings").fetchone()
    size = given.path.stat().st_size / 1e6
    print(
        f"{given.entries:,} entries, {mentions:,} mentions, {quotes:,} quotes, {size:,.0f} MB "
        f"in {time.process_time() - began:.0f} s of CPU time"
    )


if __name__ == "__main__":
    main()
