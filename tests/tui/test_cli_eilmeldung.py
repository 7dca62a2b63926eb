"""Whoever leaves eilmeldung brings feeds, folders, tags, and what was read and marked."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from readers.config import load
from readers.library.library import Library
from readers.model import Entry, Feed
from tui.cli import main

SCHEMA = """
CREATE TABLE feeds (feed_id TEXT PRIMARY KEY, label TEXT, website TEXT, feed_url TEXT, icon_url TEXT);
CREATE TABLE categories (category_id TEXT PRIMARY KEY, label TEXT);
CREATE TABLE feed_mapping (feed_id TEXT, category_id TEXT, sort_index INTEGER);
CREATE TABLE category_mapping (parent_id TEXT, category_id TEXT, sort_index INTEGER);
CREATE TABLE articles (article_id TEXT PRIMARY KEY, title TEXT, author TEXT, feed_id TEXT, url TEXT, date TEXT,
    synced TEXT, html TEXT, summary TEXT, direction INTEGER, unread INTEGER, marked INTEGER);
CREATE TABLE tags (tag_id TEXT PRIMARY KEY, label TEXT, color TEXT, sort_index INTEGER);
CREATE TABLE taggings (article_id TEXT, tag_id TEXT);
INSERT INTO feeds VALUES ('f1', 'Bay Courier', 'https://bay.example/', 'https://bay.example/feed', NULL);
INSERT INTO feeds VALUES ('f2', 'Local file', NULL, 'file:///etc/passwd', NULL);
INSERT INTO categories VALUES ('c1', 'News'), ('c2', 'Coast');
INSERT INTO category_mapping VALUES ('NewsFlash.Toplevel', 'c1', 0), ('c1', 'c2', 0);
INSERT INTO feed_mapping VALUES ('f1', 'c2', 0);
INSERT INTO tags VALUES ('t1', 'pier', NULL, 0);
INSERT INTO taggings VALUES ('a2', 't1');
"""


def make(path: Path, marked: int, count: int = 6, stars: int = 1) -> None:
    """A database of six articles: the first is read, the third marked, the second tagged."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SCHEMA)
        connection.executemany(
            "INSERT INTO articles (article_id, title, feed_id, url, date, unread, marked) "
            "VALUES (?, ?, 'f1', ?, ?, ?, ?)",
            [
                (
                    f"a{n}",
                    f"Story {n}",
                    f"https://bay.example/{n}",
                    f"2026-03-0{n} 08:00:00+00:00",
                    int(n != 1),
                    marked if 3 <= n < 3 + stars else 1 - marked,
                )
                for n in range(1, count + 1)
            ],
        )
        connection.commit()


@pytest.fixture
def quoth(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("QUOTH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    def run(*arguments: str):
        return CliRunner().invoke(main, ["import", *arguments])

    return run


@pytest.mark.parametrize("marked", [0, 1])
def test_what_was_read_marked_and_tagged_is_taken_over_once(quoth, tmp_path: Path, marked: int) -> None:
    make(tmp_path / "state" / "eilmeldung" / "database.sqlite", marked)
    told = json.loads(quoth("--eilmeldung").stdout)
    assert (told["feeds"], told["entries"], told["read"], told["flagged"]) == (1, 6, 1, 1)
    assert any("config.toml" in one for one in told["left_out"])
    assert "Local file: file:///etc/passwd is no web address" in told["left_out"]
    again = json.loads(quoth("--eilmeldung", str(tmp_path / "state")).stdout)
    assert (again["feeds"], again["known"], again["entries"], again["read"], again["flagged"]) == (0, 1, 0, 0, 0)
    with Library.open(load(None).library) as library:
        (feed,) = library.subscriptions()
        assert (feed.feed.url, feed.feed.folder) == ("https://bay.example/feed", ("News", "Coast"))
        rows = {row.title: row for row in library.rows()}
        assert [title for title, row in rows.items() if row.read] == ["Story 1"]
        assert [title for title, row in rows.items() if row.starred] == ["Story 3"]
        assert rows["Story 2"].tags == ("pier",)
        again = Entry("guid-1", "Story 1", "https://bay.example/1")
        library.store_entries(feed.id, Feed(feed.feed.url), [again], now=datetime.now(UTC))
        assert len(library.rows()) == 6, "the feed itself brings nothing twice"


def test_where_it_cannot_be_told_what_was_marked_nothing_is_starred(quoth, tmp_path: Path) -> None:
    make(tmp_path / "database.sqlite", 0, stars=3)
    told = json.loads(quoth("--eilmeldung", str(tmp_path / "database.sqlite")).stdout)
    assert told["flagged"] == 0
    assert any("could not be told" in one for one in told["left_out"])


def test_what_is_none_of_its_databases_is_told(quoth, tmp_path: Path) -> None:
    (tmp_path / "other.sqlite").write_bytes(b"no database")
    missing, wrong = quoth("--eilmeldung"), quoth("--eilmeldung", str(tmp_path / "other.sqlite"))
    assert "There is no database of eilmeldung's in" in missing.stderr
    assert "is no database of eilmeldung's" in wrong.stderr
    assert missing.exit_code == wrong.exit_code == 1
