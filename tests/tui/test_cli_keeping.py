"""The library kept, at the shell."""

from __future__ import annotations

from pathlib import Path

import pytest

from readers.config import load
from readers.library.library import Library
from tests.readers.library.conftest import COURIER, NOW, entry
from tests.tui.test_cli import quoth


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTH_HOME", str(tmp_path / "home"))


def test_a_copy_is_made_and_told(tmp_path: Path) -> None:
    with Library.open(load(None).library) as library:
        feed = library.subscribe(COURIER, now=NOW)
        library.store_entries(feed.id, COURIER, [entry(1)], now=NOW)
        made = quoth("backup", str(tmp_path / "copy.db"))
    assert "is a copy of the library" in made.stderr
    with Library.open(tmp_path / "copy.db") as copy:
        assert [row.title for row in copy.rows()] == ["Story 1"]


def test_without_a_library_or_over_something_else_it_says_why(tmp_path: Path) -> None:
    missing = quoth("backup", str(tmp_path / "copy.db"))
    assert (missing.exit_code, "There is no library" in missing.stderr) == (1, True)
    Library.open(load(None).library).close()
    (tmp_path / "letter.txt").write_text("Dear Ann")
    assert "no copy of a library" in quoth("backup", str(tmp_path / "letter.txt")).stderr
    assert (tmp_path / "letter.txt").read_text() == "Dear Ann"
