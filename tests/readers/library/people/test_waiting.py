"""A library of before: its names are joined little by little, and at once where it does not matter."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from readers.library import migrations
from readers.library.database import Database
from readers.library.dossiers import quotes_by, who
from readers.library.library import Library
from readers.library.people.waiting import join_waiting, waiting
from readers.library.values import pack
from readers.model import Document
from tests.readers.library.conftest import spoken


def make_before(path: Path, entries: int) -> None:
    """A library of the version before names were joined: articles that were annotated, and an entry of a feed."""
    schema = path.parent / "schema-8"
    schema.mkdir(parents=True)
    for number in range(1, 9):
        shutil.copy(migrations.SCHEMA / f"{number:04}.sql", schema)
    Database(path, schema=schema).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO feeds (id, url, added) VALUES (1, 'https://courier.example/feed.xml', 0)")
        connection.execute(
            "INSERT INTO names (id, name, kind) VALUES (1, 'Ann Oak', 'PERSON'), (2, 'A. Oak', 'PERSON')"
        )
        for number in range(1, entries + 1):
            document, annotations = spoken("Ann Oak" if number % 2 else "A. Oak", f"It is {number}.")
            connection.execute(
                "INSERT INTO entries (id, feed_id, key, title, link, at, content, read_as) "
                "VALUES (?, 1, ?, '', '', ?, '', 'test-1')",
                (number, str(number), number),
            )
            connection.execute("INSERT INTO contents VALUES (?, '{}')", (number,))
            connection.execute("INSERT INTO texts VALUES (?, '', ?)", (number, document.text))
            connection.execute(
                "INSERT INTO appearances VALUES (?, ?, ?, 1, 0.5)", (1 if number % 2 else 2, number, number)
            )
            if number > 1:  # the first was read as its feed gives it
                connection.execute(
                    "INSERT INTO documents (entry_id, digest, document) VALUES (?, ?, ?)",
                    (number, document.digest, pack(Document("", title=document.title))),
                )
                connection.execute(
                    "INSERT INTO annotations (digest, version, annotations) VALUES (?, 'test-1', ?)",
                    (document.digest, pack(annotations)),
                )
        connection.commit()


def test_they_are_joined_the_newest_first_in_bounded_batches(path: Path) -> None:
    make_before(path, 7)
    with Library.open(path) as library:
        assert waiting(library.database) == 7
        assert who(library, "Oak").articles == 0
        assert join_waiting(library.database, 3) == 3
        assert (waiting(library.database), who(library, "Oak").articles) == (4, 3)
        assert join_waiting(library.database, 100) == 4
        assert (waiting(library.database), join_waiting(library.database)) == (0, 0)
        assert {called.name for called in who(library, "Oak").names} == {"Ann Oak", "A. Oak"}
        assert who(library, "Ann Oak").articles == 7
        assert len(quotes_by(library, "Ann Oak")) == 6, "what its feed gives of the first has no quotes"
