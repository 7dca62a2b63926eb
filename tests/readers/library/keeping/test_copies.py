"""A copy of the library is whole, stands alone, and never takes the place of anything else."""

from __future__ import annotations

import os
import sqlite3
import threading
from pathlib import Path

import pytest

from readers.errors import LibraryError
from readers.library.keeping.copies import back_up, is_library
from readers.library.library import Library
from readers.model import Feed, Subscription
from tests.readers.library.conftest import COURIER, NOW, entry


def titles(path: Path) -> list[str]:
    with Library.open(path) as library:
        return [row.title for row in library.rows()]


def test_a_copy_is_a_library_with_all_that_was_stored(
    library: Library, courier: Subscription, path: Path, tmp_path: Path
) -> None:
    library.store_entries(courier.id, COURIER, [entry(1), entry(2)], now=NOW)
    to = tmp_path / "copies" / "monday.db"
    to.parent.mkdir()
    assert back_up(path, to) == to.stat().st_size
    assert list(to.parent.iterdir()) == [to]  # no log, no draft
    assert titles(to) == ["Story 2", "Story 1"]


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_copy_is_for_its_owner_alone(library: Library, path: Path, tmp_path: Path) -> None:
    back_up(path, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").stat().st_mode & 0o077 == 0


def test_a_later_copy_takes_the_place_of_the_earlier(
    library: Library, courier: Subscription, path: Path, tmp_path: Path
) -> None:
    back_up(path, tmp_path / "copy.db")
    library.store_entries(courier.id, COURIER, [entry(1)], now=NOW)
    back_up(path, tmp_path / "copy.db")
    assert titles(tmp_path / "copy.db") == ["Story 1"]


def test_a_copy_is_of_one_moment_while_others_write(
    library: Library, courier: Subscription, path: Path, tmp_path: Path
) -> None:
    """Whatever is stored meanwhile, the counts kept with a feed are those of its entries."""
    ended = threading.Event()

    def write() -> None:
        number = 0
        while not ended.is_set():
            library.store_entries(courier.id, COURIER, [entry(number), entry(number + 1)], now=NOW)
            number += 2

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for turn in range(5):
            back_up(path, tmp_path / f"{turn}.db")
    finally:
        ended.set()
        writer.join()
    for turn in range(5):
        copy = sqlite3.connect(tmp_path / f"{turn}.db")
        (counted,) = copy.execute("SELECT count(*) FROM entries").fetchone()
        assert copy.execute("SELECT total FROM feeds").fetchone() == (counted,)
        assert counted % 2 == 0
        copy.close()


@pytest.mark.parametrize("there", [b"my letter", b"SQLite format 3\x00" + bytes(84)])
def test_a_file_that_is_no_library_stays(library: Library, path: Path, tmp_path: Path, there: bytes) -> None:
    to = tmp_path / "letter"
    to.write_bytes(there)
    with pytest.raises(LibraryError, match="no copy of a library"):
        back_up(path, to)
    assert to.read_bytes() == there


def test_the_library_is_not_copied_over_itself(library: Library, path: Path, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(path)
    with pytest.raises(LibraryError, match="the library itself"):
        back_up(path, tmp_path / "link.db")


def test_what_cannot_be_written_is_told_and_leaves_nothing(library: Library, path: Path, tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="Could not copy"):
        back_up(path, tmp_path / "nowhere" / "copy.db")
    with pytest.raises(LibraryError, match="is a folder"):
        back_up(path, tmp_path)
    with pytest.raises(LibraryError, match="There is no library"):
        back_up(tmp_path / "none.db", tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_a_library_is_known_by_its_header(library: Library, path: Path, tmp_path: Path) -> None:
    library.subscribe(Feed("https://one.example/feed"), now=NOW)
    library.close()
    assert is_library(path)
    (tmp_path / "empty").touch()
    assert is_library(tmp_path / "empty")
    with pytest.raises(LibraryError, match="cannot be read"):
        is_library(tmp_path / "none")
