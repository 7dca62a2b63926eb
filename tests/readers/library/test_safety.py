"""Nothing is lost: threads, a second instance, a killed process, a full disk."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from readers.errors import LibraryError
from readers.library.database import Database
from readers.library.library import Library
from readers.model import Document
from tests.readers.library.conftest import COURIER, NOW, entry

WRITER = """
import sys
from pathlib import Path
from readers.library.library import Library
from tests.readers.library.conftest import COURIER, NOW, entry

library = Library.open(Path(sys.argv[1]))
feed = library.subscribe(COURIER, now=NOW)
first, last = int(sys.argv[2]), int(sys.argv[3])
for number in range(first, last):
    library.store_entries(feed.id, COURIER, [entry(number)], now=NOW)
    print(number, flush=True)
"""

HOLDER = """
import sys, time
from pathlib import Path
from readers.library.library import Library

library = Library.open(Path(sys.argv[1]))
with library.database.writing("hold it") as connection:
    connection.execute("UPDATE feeds SET title = 'half done'")
    connection.execute("DELETE FROM entries")
    print("holding", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def python(code: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )


def sound(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.execute("INSERT INTO texts_search (texts_search, rank) VALUES ('integrity-check', 1)")
        return whole and not connection.execute("PRAGMA foreign_key_check").fetchall()


def test_many_threads_read_and_write_at_once(library: Library, path: Path) -> None:
    feed = library.subscribe(COURIER, now=NOW)

    def work(number: int) -> int:
        library.store_entries(feed.id, COURIER, [entry(number)], now=NOW)
        (row,) = [row for row in library.rows(limit=500) if row.title == f"Story {number}"]
        library.store_document(row.id, Document(f"Text {number}"))
        library.mark_read([row.id])
        return len(library.subscriptions())

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(work, range(200))) == {1}
    assert (library.subscription(feed.id).total, library.unread_total()) == (200, 0)
    assert sound(path)


class TestSecondInstance:
    def test_two_processes_that_open_a_new_library_at_once_make_one(self, path: Path) -> None:
        writers = [python(WRITER, path, n * 40, n * 40 + 40) for n in range(3)]
        for writer in writers:
            _, trouble = writer.communicate(timeout=60)
            assert (writer.returncode, trouble) == (0, "")
        with Library.open(path) as library:
            (feed,) = library.subscriptions()
            assert feed.total == 120
        assert sound(path)

    def test_what_one_stores_the_other_sees(self, library: Library, path: Path) -> None:
        assert library.rows() == []
        python(WRITER, path, 0, 3).communicate(timeout=60)
        assert [row.title for row in library.rows()] == ["Story 2", "Story 1", "Story 0"]

    def test_reading_goes_on_while_another_writes_and_writing_waits(self, library: Library, path: Path) -> None:
        feed = library.subscribe(COURIER, now=NOW)
        library.store_entries(feed.id, COURIER, [entry(1)], now=NOW)
        with python(HOLDER, path, 1) as holder:
            assert holder.stdout is not None
            holder.stdout.readline()
            began = time.monotonic()
            assert [row.title for row in library.rows()] == ["Story 1"]
            assert time.monotonic() - began < 0.5
            library.set_setting("waited", "yes")
            assert library.setting("waited") == "yes"
            holder.communicate(timeout=60)
        assert library.rows() == [], "the other one deleted them"

    def test_one_that_writes_for_too_long_is_named_as_the_cause(self, path: Path) -> None:
        with Library(Database(path, patience=0.1)) as library:
            library.subscribe(COURIER, now=NOW)
            with python(HOLDER, path, 60) as holder:
                assert holder.stdout is not None
                holder.stdout.readline()
                with pytest.raises(LibraryError, match=r"another Quoth.*Close the other one"):
                    library.subscribe(COURIER, now=NOW)
                holder.kill()
                holder.communicate()
            assert library.subscriptions()[0].feed.title == COURIER.title


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
class TestKilled:
    def test_in_the_midst_of_a_transaction(self, library: Library, path: Path) -> None:
        feed = library.subscribe(COURIER, now=NOW)
        library.store_entries(feed.id, COURIER, [entry(1)], now=NOW)
        library.close()
        with python(HOLDER, path, 60) as holder:
            assert holder.stdout is not None
            holder.stdout.readline()
            holder.send_signal(signal.SIGKILL)
        with Library.open(path) as again:
            assert [row.title for row in again.rows()] == ["Story 1"]
            assert again.subscriptions()[0].feed.title == COURIER.title
        assert sound(path)

    @pytest.mark.parametrize(("entries", "milliseconds"), [(5, 0), (20, 1.5), (50, 4)])
    def test_at_any_moment_and_everything_it_reported_is_there(
        self, path: Path, entries: int, milliseconds: float
    ) -> None:
        reported = -1
        with python(WRITER, path, 0, 100_000) as writer:
            assert writer.stdout is not None
            while reported < entries:
                reported = int(writer.stdout.readline())
            time.sleep(milliseconds / 1000)
            writer.kill()
            reported = max([reported, *map(int, writer.stdout.read().split())])
        with Library.open(path) as library:
            (feed,) = library.subscriptions()
            assert reported + 1 <= feed.total <= reported + 2
            assert feed.total == feed.unread == len(library.rows(limit=10**6))
        assert sound(path)


@pytest.fixture
def small_disk(disk_of: Callable[[str], Path]) -> Path:
    """A real file system of one megabyte, where it may be made."""
    return disk_of("1m")


class TestFullDisk:
    def fill(self, library: Library) -> int:
        """Store entries until there is no room; gives how many were stored."""
        feed = library.subscribe(COURIER, now=NOW)
        stored = 0
        with pytest.raises(LibraryError, match=r"store entries.*library\.db.*the disk is full.*Free some space"):  # noqa: PT012
            while stored < 2_000:
                stored += library.store_entries(
                    feed.id, COURIER, [entry(stored, summary=f"{stored} " * 2_000)], now=NOW
                ).new
        return stored

    def test_nothing_stored_is_lost_and_writing_goes_on_when_there_is_room(self, library: Library, path: Path) -> None:
        with library.database.writing("bound it") as connection:
            connection.execute("PRAGMA max_page_count = 400")
        stored = self.fill(library)
        assert library.subscriptions()[0].total == stored
        with library.database.writing("free it") as connection:
            connection.execute("PRAGMA max_page_count = 100000")
        library.mark_all_read()
        assert library.unread_total() == 0
        assert sound(path)

    @pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs")
    def test_on_a_real_file_system(self, small_disk: Path) -> None:
        path = small_disk / "library.db"
        ballast = small_disk / "ballast"
        ballast.write_bytes(b"x" * 200_000)
        with Library.open(path) as library:
            stored = self.fill(library)
            assert library.subscriptions()[0].total == stored > 0
            ballast.unlink()
            library.mark_all_read()
            assert library.unread_total() == 0
        with Library.open(path) as library:
            assert library.subscriptions()[0].total == stored
        assert sound(path)

    @pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs")
    def test_a_library_that_cannot_even_be_made(self, small_disk: Path) -> None:
        (small_disk / "ballast").write_bytes(b"x" * 1_040_000)
        with pytest.raises(LibraryError, match="disk"):
            Library.open(small_disk / "library.db")


class TestAnotherProcess:
    """Whether somebody else has stored something is known without reading anything."""

    def test_what_it_stores_is_noticed_once(self, path: Path) -> None:
        with Library.open(path) as mine, Library.open(path) as other:
            assert not mine.changed_elsewhere()
            other.set_setting("theme", "dark")
            assert mine.changed_elsewhere()
            assert not mine.changed_elsewhere()

    def test_what_it_stores_between_the_opening_and_the_first_question_is_noticed(self, path: Path) -> None:
        with Library.open(path) as mine:
            with Library.open(path) as other:
                other.set_setting("theme", "dark")
            assert mine.changed_elsewhere()

    def test_what_is_stored_here_is_not_from_elsewhere(self, path: Path) -> None:
        with Library.open(path) as mine, Library.open(path) as other:
            mine.set_setting("theme", "dark")
            assert not mine.changed_elsewhere()
            other.set_setting("theme", "light")
            mine.set_setting("width", "80")
            assert mine.changed_elsewhere()

    def test_while_something_is_stored_here_the_question_waits_for_nobody(self, path: Path) -> None:
        with Library.open(path) as mine, Library.open(path) as other:
            other.set_setting("theme", "light")
            with mine.database.writing("write for long"):
                assert not mine.changed_elsewhere()
            assert mine.changed_elsewhere()

    def test_while_another_process_writes_the_question_is_answered(self, path: Path) -> None:
        with Library.open(path) as mine, Library.open(path) as other:
            with other.database.writing("write for long") as connection:
                connection.execute("INSERT INTO settings VALUES ('theme', 'dark')")
                assert not mine.changed_elsewhere()
            assert mine.changed_elsewhere()

    def test_a_closed_library_says_so(self, path: Path) -> None:
        library = Library.open(path)
        library.close()
        with pytest.raises(LibraryError, match="closed"):
            library.changed_elsewhere()
