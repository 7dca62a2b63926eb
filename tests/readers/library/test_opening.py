"""Opening a library: where it lies, what may be wrong with it, and how an old one is brought up to date."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from readers.errors import LibraryError
from readers.library import migrations
from readers.library.database import Database
from readers.library.library import Library
from readers.library.search import search
from readers.model import Annotations, Versions
from tests.readers.library.conftest import COURIER, NOW, make_older


@pytest.fixture
def schema(tmp_path: Path) -> Path:
    """A folder with the migrations of today and one of tomorrow."""
    folder = tmp_path / "schema"
    folder.mkdir()
    for script in migrations.SCHEMA.glob("*.sql"):
        (folder / script.name).write_bytes(script.read_bytes())
    number = migrations.latest(folder) + 1
    (folder / f"{number:04}.sql").write_text("CREATE TABLE tomorrow (x);\nINSERT INTO tomorrow VALUES (7);\n")
    return folder


def tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


FILLED = """
INSERT INTO feeds (id, url, title, added) VALUES (1, 'https://courier.example/feed.xml', 'The Courier', 0);
INSERT INTO entries (id, feed_id, key, title, link, at, read, starred, content)
    VALUES (5, 1, 'a', 'The quay', 'https://courier.example/a', 3, 1, 1, ''), (6, 1, 'b', 'A comet', '', 4, 0, 0, '');
INSERT INTO contents VALUES (5, '{"id": "a"}');
INSERT INTO texts VALUES (5, 'The quay', 'It is ours.');
INSERT INTO documents (entry_id, digest, document) VALUES (5, 'd', '{"url": "https://courier.example/a"}');
INSERT INTO annotations (digest, version, annotations) VALUES ('d', 'test-1', '{"version": "test-1"}');
INSERT INTO places VALUES ('d', 7);
INSERT INTO settings VALUES ('entry.5.page', '{}'), ('feed.1.body', 'x'), ('theme', 'dark');
"""
SINCE = {
    2: "INSERT INTO corrections (digest, url, correction) VALUES ('d', '', '{}')",
    3: "UPDATE entries SET read_as = 'test-1' WHERE id = 5",
    4: """UPDATE entries SET tags = '["quay"]' WHERE id = 5""",
    5: "INSERT INTO notes (digest, url, title, words, anchor, body, tags, created, modified) "
    "VALUES ('d', '', 't', 'w', '', 'b', '[]', 1, 1)",
    6: "UPDATE feeds SET validated_by = 'https://courier.example'",
    7: "UPDATE feeds SET name = 'Mine'",
    8: "UPDATE entries SET outdated = 2 WHERE id = 5",
    9: "INSERT INTO entities (name, kind, forms) VALUES ('Anna Weller', 'PERSON', 'Anna Weller')",
    10: "UPDATE feeds SET muted = 1",
    11: "UPDATE feeds SET muted = 1",
    12: "INSERT INTO smart_feeds (name, query, of_read) VALUES ('Quay', 'quay', 0)",
    13: "UPDATE feeds SET muted = 1",
    14: "UPDATE feeds SET muted = 1",
    15: "UPDATE feeds SET muted = 1",
    16: "INSERT INTO sync_servers (name, kind, url, secret) VALUES ('one', 'miniflux', 'https://one.example', 'file');"
    "INSERT INTO sync_offers (feed_id, server_id, begun) SELECT min(id), 1, 1 FROM feeds",
    17: "UPDATE sync_offers SET remote = '7'",
}
"""What a library has since which version."""


def contents(connection: sqlite3.Connection) -> dict[tuple[str, str], list[tuple[object, ...]]]:
    """All that is in a library: table and column → values."""
    columns = connection.execute(
        "SELECT t.name, c.name FROM sqlite_master AS t, pragma_table_info(t.name) AS c "
        "WHERE t.type = 'table' AND t.name NOT LIKE '%search%' AND t.name NOT LIKE 'sqlite%'"
    ).fetchall()
    return {
        (table, column): connection.execute(f"SELECT {column} FROM {table}").fetchall()  # noqa: S608  (names of ours)
        for table, column in columns
    }


def test_a_missing_library_is_made_with_its_folders(path: Path) -> None:
    with Library.open(path) as library:
        assert library.subscriptions() == []
    assert path.exists()


def test_without_a_path_it_lies_in_the_readers_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTH_HOME", str(tmp_path / "home"))
    with Library.open() as library:
        assert library.path == tmp_path / "home" / "library.db"


def test_what_was_stored_is_there_when_opened_again(path: Path) -> None:
    with Library.open(path) as library:
        library.subscribe(COURIER, now=NOW)
    with Library.open(path) as library:
        assert [one.feed for one in library.subscriptions()] == [COURIER]


def test_a_closed_library_says_so(path: Path) -> None:
    library = Library.open(path)
    library.close()
    library.close()
    with pytest.raises(LibraryError, match="closed"):
        library.subscriptions()
    with pytest.raises(LibraryError, match="closed"):
        library.subscribe(COURIER, now=NOW)


class TestRefused:
    """Nothing is changed in a file that is not a library of ours."""

    def refuse(self, path: Path, *words: str) -> None:
        before = path.read_bytes()
        with pytest.raises(LibraryError) as caught:
            Library.open(path)
        for word in (str(path), *words):
            assert word in str(caught.value)
        assert path.read_bytes() == before

    def test_a_file_that_is_no_database(self, tmp_path: Path) -> None:
        path = tmp_path / "library.db"
        path.write_text("Dear diary, " * 100)
        self.refuse(path, "not a Quoth library")

    def test_a_database_of_another_program(self, tmp_path: Path) -> None:
        path = tmp_path / "library.db"
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE songs (name)")
        self.refuse(path, "another program")
        assert tables(path) == {"songs"}

    def test_a_library_of_a_newer_quoth(self, path: Path, schema: Path) -> None:
        Database(path, schema=schema).close()
        self.refuse(path, "newer Quoth", "update Quoth")

    def test_a_damaged_library(self, path: Path) -> None:
        Library.open(path).close()
        content = bytearray(path.read_bytes())
        content[200:4096] = b"\xff" * (4096 - 200)
        path.write_bytes(content)
        self.refuse(path, "damaged")

    def test_a_folder(self, tmp_path: Path) -> None:
        with pytest.raises(LibraryError, match="cannot be opened"):
            Library.open(tmp_path)

    def test_a_place_below_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "notes").write_text("")
        with pytest.raises(LibraryError, match="folder"):
            Library.open(tmp_path / "notes" / "deep" / "library.db")


@contextmanager
def unprivileged() -> Iterator[Path]:
    """A folder of somebody who is not root, for whom permissions count."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        if root:
            os.chown(folder, 65534, 65534)
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if root:
                os.seteuid(0)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
class TestReadOnly:
    def test_a_folder_that_may_not_be_written_to(self) -> None:
        with unprivileged() as folder:
            folder.chmod(0o500)
            with pytest.raises(LibraryError, match=r"cannot be opened.*you may write there"):
                Library.open(folder / "library.db")
            with pytest.raises(LibraryError, match="Permission denied"):
                Library.open(folder / "deeper" / "library.db")
            folder.chmod(0o700)

    def test_a_file_that_may_not_be_written_to(self) -> None:
        with unprivileged() as folder:
            path = folder / "library.db"
            Library.open(path).close()
            path.chmod(0o400)
            with pytest.raises(LibraryError, match=r"not be written to.*permissions"), Library.open(path) as library:
                library.subscribe(COURIER, now=NOW)


class TestMigration:
    def test_an_old_library_is_copied_and_brought_up_to_date(self, path: Path, schema: Path) -> None:
        with Library.open(path) as library:
            library.subscribe(COURIER, now=NOW)
        with Library(Database(path, schema=schema)) as library:
            assert [one.feed for one in library.subscriptions()] == [COURIER]
        assert "tomorrow" in tables(path)
        copy = path.with_name(f"library.version-{migrations.latest(schema) - 1}.db")
        assert "tomorrow" not in tables(copy)
        with Library.open(copy) as library:
            assert [one.feed for one in library.subscriptions()] == [COURIER]

    @pytest.mark.parametrize("version", range(1, migrations.latest(migrations.SCHEMA)))
    def test_nothing_is_lost_on_the_way_from_any_version(self, path: Path, version: int) -> None:
        make_older(path, version)
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(FILLED)
            connection.executescript(";".join(SINCE[number] for number in range(2, version + 1)))
            before = contents(connection)
        with Library.open(path) as library:
            assert [hit.id for hit in search(library, "ours")] == [5]
        with closing(sqlite3.connect(path)) as connection:
            after = contents(connection)
            assert {column: after[column] for column in before} == before
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []

    def test_texts_that_no_model_read_are_known_by_their_language(self, path: Path) -> None:
        make_older(path, 14)
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(FILLED)
            connection.executescript("""
                UPDATE annotations SET annotations = CAST('{"version":"test-1","language":"fr"}' AS BLOB);
                INSERT INTO annotations (digest, version, annotations) VALUES ('e', 'test-1', '{"version":"test-1"}');
                UPDATE entries SET read_as = 'test-1';
            """)
        with Library.open(path) as library:
            assert library.annotations("d", Versions("test-2")) == Annotations("no model for fr", language="fr")
            assert library.annotations("d", Versions("test-1", {"fr": "fr-1"})) is None
            assert library.annotations("e", Versions("test-1", {"fr": "fr-1"})) == Annotations("test-1")
            # of the other nothing tells which text of its feed was read
            assert library.unannotated(Versions("test-1")) == [6]
            assert library.unannotated(Versions("test-1", {"fr": "fr-1"})) == [6, 5]

    def test_where_all_is_english_nothing_is_read_again(self, path: Path) -> None:
        make_older(path, 14)
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(FILLED)
            connection.execute("UPDATE entries SET read_as = 'test-1'")
            connection.commit()
        with Library.open(path) as library:
            assert library.unannotated(Versions("test-1", {"fr": "fr-1"})) == []

    def test_a_library_that_is_up_to_date_is_not_copied(self, path: Path) -> None:
        for _ in range(2):
            Library.open(path).close()
        assert [file.name for file in path.parent.iterdir()] == ["library.db"]

    def test_a_migration_that_fails_leaves_the_library_as_it_was(self, path: Path, schema: Path) -> None:
        Library.open(path).close()
        last = max(schema.iterdir())
        last.write_text("CREATE TABLE tomorrow (x);\nCREATE TABLE feeds (x);\n")
        with pytest.raises(LibraryError, match="feeds already exists"):
            Database(path, schema=schema)
        assert "tomorrow" not in tables(path)
        Library.open(path).close()

    def test_a_copy_that_cannot_be_made_stops_the_migration(self, path: Path, schema: Path) -> None:
        Library.open(path).close()
        path.with_name(f"library.version-{migrations.latest(schema) - 1}.db").mkdir()
        with pytest.raises(LibraryError, match="Could not copy"):
            Database(path, schema=schema)
        assert "tomorrow" not in tables(path)
        assert not list(path.parent.glob("*.part"))


def test_importing_the_library_loads_nothing_heavy() -> None:
    code = (
        "import sys, readers.library.library, readers.library.search, readers.library.dossiers\n"
        "heavy = 'spacy', 'textual', 'httpx', 'platformdirs', 'html.parser', 'asyncio'\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
