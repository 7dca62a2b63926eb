"""What a library of some size costs: its file, the first page of what is asked most, and storing one more article.

    python -m tests.benchmarks.growth FOLDER [--entries 100000]

Makes the archive of `people_at_scale` in the folder if it is not there, and prints milliseconds of CPU time, each the
median of ten.
"""

from __future__ import annotations

import argparse
import json
import time
from datetime import timedelta
from pathlib import Path
from statistics import median

from readers.library.dossiers import who
from readers.library.library import Library
from readers.library.people.today import today
from readers.library.search import search
from readers.model import Entry
from tests.benchmarks.make_archive import ENTRIES, NOW, make_archive
from tests.benchmarks.people_at_scale import article, join_in_bulk, timed

_PAGE = 100


def main() -> None:
    """Make the library if need be, and measure."""
    parser = argparse.ArgumentParser(description="Measure what a library of some size costs.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--entries", type=int, default=ENTRIES)
    given = parser.parse_args()
    path = given.folder / "library.db"
    if not path.exists():
        make_archive(path, given.entries)
    Library.open(path).close()
    join_in_bulk(path)
    with Library.open(path) as library:
        told: dict[str, object] = {"articles": sum(one.total for one in library.subscriptions())}
        told["megabytes"] = round(path.stat().st_size / 1e6)
        with library.database.reading("choose names") as connection:
            names = connection.execute("SELECT name, kind FROM names LIMIT 25").fetchall()
            ranked = connection.execute("SELECT name FROM entities ORDER BY appearances DESC LIMIT 21").fetchall()
        (most,), (other,) = ranked[0], ranked[-1]
        feed = library.subscriptions()[0]
        asked = {
            "feeds and counts": lambda _: library.subscriptions(),
            "first page": lambda _: library.rows(limit=_PAGE),
            "first page of a search": lambda _: search(library, f'with:"{other}"', _PAGE, newest=True),
            "dossier of the name most in the news": lambda _: who(library, most),
            "dossier of another": lambda _: who(library, other),
            "the news of a day": lambda _: today(library, NOW - timedelta(days=1)),
        }

        moment = NOW + timedelta(days=1)

        def store(number: int) -> None:
            key = f"new-{time.time_ns()}"
            library.store_entries(
                feed.id,
                feed.feed,
                [Entry(key, title=key, link=f"https://new.example/{key}", published=moment)],
                now=moment,
            )
            (row,) = library.rows(limit=1)
            document, found = article(time.time_ns() + number, names)
            library.store_document(row.id, document)
            library.store_annotations(document.digest, found, entry_id=row.id)

        told |= {what: round(median(timed(act)), 1) for what, act in {**asked, "storing an article": store}.items()}
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
