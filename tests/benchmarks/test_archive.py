"""The library that is made for benchmarks is what it says: so many mentions and quotes, the same every time."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.benchmarks.make_archive import make_archive


def facts(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return [
            connection.execute(question).fetchone()
            for question in (
                "SELECT sum(mentions), count(*), group_concat(DISTINCT name_id) FROM appearances WHERE entry_id < 20",
                "SELECT count(*), group_concat(text) FROM sayings",
                "SELECT sum(unread), sum(total) FROM feeds",
                "SELECT count(*) FROM texts AS t JOIN sayings AS s USING (entry_id) "
                'WHERE substr(t.text, s.start + 1, s."end" - s.start) = s.text',
                "SELECT sum(mentions) / 200.0 BETWEEN 22 AND 28 FROM appearances",
                "SELECT count(*) FROM names WHERE id NOT IN (SELECT name_id FROM appearances)",
            )
        ]


def test_a_small_one(tmp_path: Path) -> None:
    make_archive(tmp_path / "one.db", 200)
    make_archive(tmp_path / "other.db", 200)
    found = facts(tmp_path / "one.db")
    assert found == facts(tmp_path / "other.db")
    assert found[1][0] == 600
    assert found[2] == (134, 200)
    assert [one for (one,) in found[3:]] == [600, 1, 0]
