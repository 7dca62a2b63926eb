"""From inputs of every kind to datasets: each record once, bad ones aside, whatever is killed meanwhile."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pandas
import pyarrow
import pytest
from pyarrow import parquet

from readers.archive import manifest
from readers.archive.building import build
from readers.archive.rows import annotate_dicts
from readers.archive.schemas import DATASETS, of_dataset
from readers.errors import ArchiveError
from tests.readers.archive.makers import make_lines, make_warc, page_of, record_of, warc_record

ROOT = Path(__file__).parents[3]
BUILD = """\
import sys, pathlib
from readers.archive.building import build
if __name__ == "__main__":
    build([pathlib.Path(sys.argv[1])], pathlib.Path(sys.argv[2]), size=3, processes=2)
"""


def test_every_kind_of_input_and_what_is_wrong_in_it(tmp_path: Path) -> None:
    given, to = tmp_path / "in", tmp_path / "archive"
    (given / "pages").mkdir(parents=True)
    lines = make_lines(given / "a.jsonl", 5)
    with lines.open("a", encoding="utf-8") as file:
        file.write('\n{"id": "bad", "text": 7}\nno JSON\n{"id": "when", "text": "Words.", "published": "never"}\n')
    parquet.write_table(pyarrow.Table.from_pylist([record_of(n) for n in range(10, 17)]), given / "b.parquet", 4)
    make_warc(given / "c.warc.gz", 4)
    with (given / "d.warc").open("wb") as file:
        one, two = (warc_record(f"https://courier.example/{n}", page_of(n)) for n in (7, 8))
        file.write(
            one + b"WARC/9\r\nrubbish\r\n\r\n" + two + warc_record("https://courier.example/x", b"\x89P", "image/png")
        )
    (given / "pages/p.html").write_bytes(page_of(30))
    (given / "pages/q.txt").write_text("Ivo Brandt spoke in Oslo.", encoding="utf-8")

    told = build([given], to, size=3)
    documents = pandas.read_parquet(to / "documents")
    assert set(documents["id"]) == {
        *(f"a{n}" for n in (*range(5), *range(10, 17))),
        *(f"<https://courier.example/{n}>" for n in (*range(4), 7, 8)),
        *(str(given / "pages" / name) for name in ("p.html", "q.txt")),
    }
    assert documents["document"].is_unique
    assert told.documents == len(documents) == 20
    assert told.passed_over == 2, "an empty line and a picture"
    assert documents.set_index("id").loc["a3", "published"] == pandas.Timestamp("2024-04-04T08:00Z")
    with duckdb.connect() as db:
        reasons = dict(db.execute(f"SELECT id, reason FROM '{to}/rejects/*.parquet'").fetchall())
        assert "no text but int" in reasons["bad"]
        assert "no date" in reasons["when"]
        assert sorted(why[:24] for name, why in reasons.items() if "@" in name) == [
            "The line is no JSON: JSO",
            "The record is damaged: I",
        ]
        said = db.execute(
            f"SELECT d.id, q.text FROM '{to}/quotes/*.parquet' q JOIN '{to}/documents/*.parquet' d USING (document) "
            "WHERE q.speaker_name = 'Ivo Brandt' AND d.id LIKE 'a1%'"
        ).fetchall()
    assert ("a11", "The pier number 11 is safe,") in said
    for name in DATASETS:
        assert parquet.read_schema(to / name / "part-000000.parquet").equals(of_dataset(name))
    assert build([given], to, size=3).parts_now == 0, "all is done"
    make_lines(given / "e.jsonl", 2)
    assert build([given], to, size=3).parts_now == 1, "what is new is added"
    make_lines(lines, 2)
    with pytest.raises(ArchiveError, match=r"a\.jsonl has changed"):
        build([given], to)


def test_an_archive_says_the_same_as_the_annotator(tmp_path: Path) -> None:
    build([make_lines(tmp_path / "a.jsonl", 4)], tmp_path / "to")
    rows = list(annotate_dicts(record_of(number) for number in range(4)))
    quotes = parquet.read_table(tmp_path / "to/quotes").to_pylist()
    assert [{**one, "document": None} for one in quotes] == [
        {"document": None, **quote} for row in rows for quote in row["quotes"]
    ]
    texts = {one["document"]: one["text"] for one in parquet.read_table(tmp_path / "to/documents").to_pylist()}
    for one in parquet.read_table(tmp_path / "to/mentions").to_pylist():
        if not one["in_title"]:
            assert texts[one["document"]][one["start"] : one["end"]] == one["text"]


def _done(to: Path) -> int:
    return len(list((to / "_manifest/done").glob("part-*.json")))


def _wait_for(to: Path, parts: int) -> None:
    end = time.monotonic() + 100
    while _done(to) < min(parts, 50):
        assert time.monotonic() < end, "nothing was done"
        time.sleep(0.01)


def _lives_on(process: str, seconds: float = 5.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return False
        except FileNotFoundError:
            return False
        time.sleep(0.02)
    return True


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for processes in /proc")
def test_killed_again_and_again_each_record_is_there_once(tmp_path: Path) -> None:
    """All of it ten times, at moments that nobody chose, and a worker alone in between."""
    script, to, dice = tmp_path / "run.py", tmp_path / "to", random.Random(5)
    script.write_text(BUILD, encoding="utf-8")
    lines = make_lines(tmp_path / "a.jsonl", 150)
    for number in range(10):
        with subprocess.Popen([sys.executable, script, lines, to], env=os.environ | {"PYTHONPATH": str(ROOT)}) as run:
            before = _done(to)
            _wait_for(to, before + 1)
            tasks = Path(f"/proc/{run.pid}/task").glob("*/children")  # each thread starts its own
            children = [child for task in tasks for child in task.read_text().split()]
            time.sleep(dice.random() / 5)
            if number == 3:
                os.kill(int(children[-1]), signal.SIGKILL)
                _wait_for(to, before + 4)
            run.kill()
        assert not [child for child in children if _lives_on(child)], "helpers end with whoever started them"
    told = build([lines], to, size=3)
    found = pandas.read_parquet(to / "documents")
    assert sorted(found["id"]) == sorted(f"a{number}" for number in range(150))
    assert told.documents == 150
    assert told.rejects == 0
    assert set(manifest.done(to)) == set(range(50))
