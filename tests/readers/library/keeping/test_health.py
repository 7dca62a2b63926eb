"""A library says how it is; what can be mended is, and what was stored stays."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from readers.library.keeping.health import examine, mend
from readers.library.library import Library
from readers.library.search import search
from readers.model import Subscription
from tests.readers.library.conftest import COURIER, NOW, entry, spoken


@pytest.fixture
def filled(library: Library, courier: Subscription) -> Library:
    library.store_entries(courier.id, COURIER, [entry(number) for number in range(1, 6)], now=NOW)
    document, annotations = spoken("Ann Fisher", "The harbour is open.")
    (row, *_) = library.rows()
    library.store_document(row.id, document)
    library.store_annotations(document.digest, annotations, entry_id=row.id)
    return library


def spoil(path: Path, statement: str) -> None:
    """Change the file behind Quoth's back."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


def test_a_sound_library_has_no_problems_and_tells_what_it_is_made_of(filled: Library, path: Path) -> None:
    health = examine(filled.database)
    assert health.problems == []
    assert health.rows["entries"] == 5
    assert health.rows["sayings"] == 1
    assert health.bytes > 0
    assert sum(health.tables.values()) <= health.bytes
    assert "texts" in health.tables


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE feeds SET unread = unread + 7", "counts"),
        ("INSERT INTO texts_search (texts_search) VALUES ('delete-all')", "texts_search"),
        ("INSERT INTO names_search (names_search) VALUES ('delete-all')", "names_search"),
        ("INSERT INTO sayings_search (sayings_search) VALUES ('delete-all')", "sayings_search"),
        ("INSERT INTO contents (entry_id, entry) VALUES (999, x'00')", "belongs to"),
    ],
)
def test_what_is_wrong_is_told_and_mended(filled: Library, path: Path, statement: str, problem: str) -> None:
    spoil(path, statement)
    found = examine(filled.database).problems
    assert len(found) == 1, found
    assert problem in found[0]
    mend(filled.database)
    assert examine(filled.database).problems == []
    assert len(filled.rows()) == 5
    assert [hit.title for hit in search(filled, "harbour")] == ["Story 5"]


def test_a_damaged_file_is_told(filled: Library, path: Path, tmp_path: Path) -> None:
    filled.database.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'entries_newest'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    content = bytearray(path.read_bytes())
    content[(page - 1) * size + 20 : page * size] = bytes(size - 20)
    path.write_bytes(content)
    with Library.open(path) as library:
        assert any("damaged" in problem for problem in examine(library.database).problems)
