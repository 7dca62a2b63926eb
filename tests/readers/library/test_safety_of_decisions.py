"""Decisions, kept searches, rules and what they did, on a full disk, by two at once, where nothing may be written.

Nothing is half done, and what is the matter is said in words.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from readers.errors import LibraryError
from readers.library.dossiers import who
from readers.library.library import Library
from readers.library.people import decisions
from readers.library.query import smart
from readers.library.rules import applying, keeping
from tests.kills import looks
from tests.kills.deciding import said_before
from tests.kills.telling import GAZETTE, LIBRARY, NOW, entry
from tests.readers.library.test_opening import unprivileged
from tests.readers.library.test_safety import python, sound
from tests.tui.test_cli import quoth


def number(library: Library, name: str) -> int:
    return who(library, name).id


def arrive(library: Library) -> None:
    (feed,) = library.subscriptions()
    library.store_entries(feed.id, GAZETTE, [entry(number) for number in range(50, 60)], now=NOW)
    applying.apply(library.database, now=NOW)


WRITES: dict[str, Callable[[Library], object]] = {
    "merge": lambda one: decisions.merge(one.database, number(one, "Barrow Trust"), number(one, "John Barrow")),
    "split": lambda one: decisions.split(one.database, number(one, "Anna Lindqvist"), "A. Lindqvist"),
    "rename": lambda one: decisions.rename(one.database, number(one, "Marta Ruiz"), "The mayor"),
    "no name": lambda one: decisions.not_a_name(one.database, number(one, "Marta Ruiz")),
    "take back": lambda one: decisions.undo(one.database),
    "keep a search": lambda one: smart.keep(one.database, "person:lindqvist", "Anna", now=NOW),
    "remove a search": lambda one: smart.remove(one.database, 1),
    "add a rule": lambda one: keeping.add(one.database, "by:barrow", "tag", "board", enabled=True),
    "change a rule": lambda one: keeping.change(one.database, 1, "title:quay", "star"),
    "switch a rule": lambda one: keeping.switch(one.database, 1, on=False),
    "undo a rule": lambda one: applying.undo(one.database, 1),
    "remove a rule": lambda one: keeping.remove(one.database, 1),
    "apply the rules": arrive,
}


@pytest.fixture
def begin(tmp_path: Path) -> Path:
    """A library in which something of each was done already."""
    folder = tmp_path / "begin"
    folder.mkdir()
    fill(folder)
    return folder / LIBRARY


def fill(folder: Path) -> None:
    said_before(folder, 0)
    with Library.open(folder / LIBRARY) as library:
        decisions.rename(library.database, number(library, "John Barrow"), "Mr Barrow")
        smart.keep(library.database, "title:story", "Stories", now=NOW)
        keeping.add(library.database, "title:story", "star", enabled=True)
        (feed,) = library.subscriptions()
        library.store_entries(feed.id, GAZETTE, [entry(40)], now=NOW)
        applying.apply(library.database, now=NOW)


def fill_up(ballast: Path) -> None:
    """Leave no room on a disk."""
    with ballast.open("wb") as file:
        for size in (1 << 16, 1 << 10):
            with suppress(OSError):
                while True:
                    os.write(file.fileno(), b"x" * size)


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a tmpfs")
def test_on_a_full_disk_nothing_is_half_done_and_all_goes_on_when_there_is_room(
    disk_of: Callable[[str], Path],
) -> None:
    disk = disk_of("12m")
    fill(disk)
    ballast = disk / "ballast"
    with Library.open(disk / LIBRARY) as library:
        for name, write in WRITES.items():
            with library.database.writing("make the log small") as connection:
                connection.execute("SELECT 1")
            with closing(sqlite3.connect(disk / LIBRARY)) as other:
                other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            before = looks.contents(disk / LIBRARY)
            fill_up(ballast)
            with pytest.raises(LibraryError, match=r"disk is full.*Free some space"):
                write(library)
            assert looks.contents(disk / LIBRARY) == before, name
            ballast.unlink()
        for name, write in WRITES.items():
            if name not in ("change a rule", "switch a rule", "undo a rule", "apply the rules"):
                write(library)
    looks.check_sound(disk / LIBRARY)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_in_a_folder_that_may_not_be_written_to_each_says_so() -> None:
    with unprivileged() as folder:
        fill(folder)
        path = folder / LIBRARY
        with Library.open(path) as library:
            library.subscriptions()
        path.chmod(0o400)
        folder.chmod(0o500)
        try:
            for name, write in WRITES.items():
                with pytest.raises(LibraryError, match=r"writ"):  # noqa: SIM117, PT012  (opening or writing)
                    with Library.open(path) as library:
                        write(library)
                        pytest.fail(name)
        finally:
            folder.chmod(0o700)
            path.chmod(0o600)
        looks.check_sound(path)


WORKER = """
import sys
from pathlib import Path
from readers.library.library import Library
from readers.library.dossiers import who
from readers.library.people import decisions
from readers.library.query import smart
from readers.library.rules import applying, keeping
from tests.kills.telling import GAZETTE, NOW, entry

mine = int(sys.argv[2])
with Library.open(Path(sys.argv[1])) as library:
    base, (feed,) = library.database, library.subscriptions()
    for turn in range(10):
        made = decisions.rename(base, who(library, "Marta Ruiz").id, f"Ruiz {mine} {turn}")
        decisions.undo(base, made.id)
        kept = smart.keep(base, f"title:story or #n{mine}", f"Search {mine} {turn}", now=NOW)
        rule = keeping.add(base, f"title:story -title:n{mine}x{turn}", "tag", f"t{mine}", enabled=True)
        library.store_entries(feed.id, GAZETTE, [entry(1000 * mine + turn)], now=NOW)
        applying.apply(base, now=NOW)
        smart.smart_feeds(base, now=NOW)
        applying.undo(base, rule.id)
        keeping.remove(base, rule.id)
        smart.remove(base, kept.id)
        for deed in applying.claim(base, "notify"):
            print(deed.row.id, flush=True)
"""


def test_two_that_decide_at_once_lose_nothing_and_tell_of_each_entry_once(begin: Path) -> None:
    with Library.open(begin) as library:
        keeping.add(library.database, "title:story", "notify", enabled=True)
    told: list[str] = []
    workers = [python(WORKER, begin, mine) for mine in (1, 2, 3)]
    for worker in workers:
        said, trouble = worker.communicate(timeout=240)
        assert (worker.returncode, trouble) == (0, "")
        told += said.split()
    with Library.open(begin) as library:
        told += [str(deed.row.id) for deed in applying.claim(library.database, "notify")]
        assert len(told) == len(set(told)) == 30
        assert [one.what for one in decisions.decisions(library.database)] == ["rename"], "the others are taken back"
        assert [one.id for one in keeping.rules(library.database)] == [1, 2]
        (kept,) = smart.smart_feeds(library.database, now=NOW)
        assert kept.unread == len(library.rows(unread=True, limit=1_000))
    assert sound(begin)
    looks.check_sound(begin)


@pytest.mark.parametrize(
    "words",
    [
        ["who", "merge", "Barrow Trust", "John Barrow"],
        ["who", "undo"],
        ["rule", "add", "--star", "quay"],
        ["rule", "on", "1"],
        ["rule", "undo", "1"],
        ["refresh", "--no-annotate"],
    ],
    ids=" ".join,
)
def test_a_newer_library_is_left_alone_in_clear_words(
    begin: Path, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTH_HOME", str(begin.parent))
    with closing(sqlite3.connect(begin)) as connection:
        connection.execute("PRAGMA user_version = 999")
    before = begin.read_bytes()
    answer = quoth(*words)
    assert answer.exit_code == 1
    assert "newer" in answer.stderr
    assert "Traceback" not in answer.output
    assert begin.read_bytes() == before
