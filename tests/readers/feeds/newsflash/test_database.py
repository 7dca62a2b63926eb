"""A database that others wrote is read as it is, and whatever it is that it has."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from readers.errors import LibraryError
from readers.feeds.newsflash.database import read_database
from tests.tui.test_cli_eilmeldung import make


def test_feeds_come_with_folders_from_the_outermost_on_and_articles_with_their_dates(tmp_path: Path) -> None:
    make(tmp_path / "database.sqlite", 0)
    courier, local = read_database(tmp_path / "database.sqlite")
    assert (courier.feed.title, courier.feed.folder, courier.unsure) == ("Bay Courier", ("News", "Coast"), False)
    assert courier.articles[0].entry.published == datetime(2026, 3, 1, 8, tzinfo=UTC)
    assert [one.marked for one in courier.articles] == [False, False, True, False, False, False]
    assert local.articles == []


def test_folders_that_lie_in_one_another_do_not_go_on_for_ever(tmp_path: Path) -> None:
    make(tmp_path / "database.sqlite", 0)
    with closing(sqlite3.connect(tmp_path / "database.sqlite")) as connection:
        connection.execute("UPDATE category_mapping SET parent_id = 'c2' WHERE category_id = 'c1'")
        connection.commit()
    assert len(next(read_database(tmp_path / "database.sqlite")).feed.folder) <= 20


def test_of_articles_that_are_all_alike_none_is_marked(tmp_path: Path) -> None:
    make(tmp_path / "database.sqlite", 0, stars=0)
    assert not any(one.marked for one in next(read_database(tmp_path / "database.sqlite")).articles)


def test_signs_that_have_no_business_in_a_terminal_do_not_come_along(tmp_path: Path) -> None:
    make(tmp_path / "database.sqlite", 0)
    with closing(sqlite3.connect(tmp_path / "database.sqlite")) as connection:
        connection.execute("UPDATE articles SET title = char(27) || '[2Jgone', date = 'never' WHERE article_id = 'a1'")
        connection.commit()
    entry = next(
        one.entry for one in next(read_database(tmp_path / "database.sqlite")).articles if one.entry.id == "a1"
    )
    assert "\x1b" not in entry.title
    assert entry.published is None


def test_a_database_of_another_kind_is_told(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.sqlite")) as connection:
        connection.execute("CREATE TABLE feeds (url TEXT)")
    with pytest.raises(LibraryError, match="no database of eilmeldung's"):
        list(read_database(tmp_path / "other.sqlite"))
