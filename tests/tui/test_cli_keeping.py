"""The library kept, at the shell."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
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


def test_everything_of_ones_own_goes_to_another_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library.open(load(None).library) as library:
        feed = library.subscribe(COURIER, now=NOW)
        library.store_entries(feed.id, COURIER, [entry(1), entry(2)], now=NOW)
        library.star(library.rows()[0].id)
    exported = quoth("export", "--all")
    (tmp_path / "mine.jsonl").write_text(exported.stdout, encoding="utf-8")
    monkeypatch.setenv("QUOTH_HOME", str(tmp_path / "elsewhere"))
    assert json.loads(quoth("import", str(tmp_path / "mine.jsonl")).stdout) == {
        "feeds": 1,
        "entries": 1,
        "notes": 0,
        "corrections": 0,
        "decisions": 0,
        "searches": 0,
        "rules": 0,
        "places": 0,
        "left_out": [],
    }
    with Library.open(load(None).library) as library:
        assert [(row.title, row.starred) for row in library.rows()] == [("Story 2", True)]


def test_articles_are_kept_without_a_feed(tmp_path: Path) -> None:
    page = tmp_path / "ferry.txt"
    page.write_text("A ferry\n\n“The ferry sails again,” said Anna Lindqvist, the mayor of Larkmoor.\n")
    added = quoth("add-article", str(page), str(tmp_path / "none.txt"))
    assert added.exit_code == 1
    assert "There is no file" in added.stderr
    (row,) = json.loads(added.stdout)
    assert (row["outlet"], row["title"]) == ("Read later", "A ferry")
    (quote,) = json.loads(quoth("quotes", "--by", "Lindqvist").stdout)
    assert quote["text"].strip("“”,") == "The ferry sails again"
    assert "later:" not in quoth("export").stdout
    saved = Path(quoth("save", str(row["id"]), "--format", "json").stdout.strip())
    whence = json.loads(saved.read_text("utf-8"))["provenance"]
    assert whence["fetched"] <= whence["annotated"] <= whence["saved"]


def test_the_doctor_tells_how_the_library_is_and_mends_it() -> None:
    with Library.open(load(None).library) as library:
        feed = library.subscribe(COURIER, now=NOW)
        library.store_entries(feed.id, COURIER, [entry(1), entry(2)], now=NOW)
    report = json.loads(quoth("doctor").stdout)
    assert (report["entries"], report["read_in_full"], report["problems"]) == (2, 0, [])
    assert report["bytes"] > sum(report["largest_bytes"].values()) > 0
    with closing(sqlite3.connect(load(None).library)) as connection, connection:
        connection.execute("UPDATE feeds SET unread = 9")
    ill = quoth("doctor")
    assert ill.exit_code == 1
    assert "--repair" in json.loads(ill.stdout)["problems"][0]
    assert quoth("doctor", "--repair").exit_code == 0
    assert json.loads(quoth("feeds").stdout)[0]["unread"] == 2
