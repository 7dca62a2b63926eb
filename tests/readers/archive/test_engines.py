"""Dask, with workers that are killed; and the functions that other engines are given."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import distributed
import pandas
import pyarrow
import pytest
from pyarrow import parquet

from readers.archive import cluster, extras, manifest, schemas
from readers.archive.building import build
from readers.archive.inputs import parts_of
from readers.archive.part import Common, Job, do_part, made_with
from readers.archive.rows import annotate_bag, annotate_dicts, annotate_frame, annotate_frames, annotate_table
from readers.errors import ArchiveError
from tests.readers.archive.makers import make_lines, record_of


@pytest.fixture
def workers() -> Iterator[distributed.LocalCluster]:
    """Two workers of one thread, each a process."""
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as local:
        yield local


def _kill_after(to: Path, parts: int, process: int, killed_at: list[int]) -> None:
    """Kill a process when so many parts are done; how many there were then is added to a list."""
    end, done = time.monotonic() + 100, 0
    while done < parts and time.monotonic() < end:
        time.sleep(0.01)
        done = len(list((to / "_manifest/done").glob("part-*.json")))
    os.kill(process, signal.SIGKILL)
    killed_at.append(done)


@pytest.mark.filterwarnings("default")
def test_dask_does_the_parts_and_a_killed_worker_loses_nothing(
    workers: distributed.LocalCluster, tmp_path: Path
) -> None:
    lines, to = make_lines(tmp_path / "a.jsonl", 60), tmp_path / "to"
    killed_at: list[int] = []
    killer = threading.Thread(target=_kill_after, args=(to, 4, workers.workers[0].pid, killed_at))
    killer.start()
    told = build([lines], to, dask=workers.scheduler_address, size=3)
    killer.join()
    assert 4 <= killed_at[0] < 20, "it was killed at work"
    assert (told.documents, told.rejects, told.parts_now) == (60, 0, 20)
    assert sorted(pandas.read_parquet(to / "documents")["id"]) == sorted(f"a{n}" for n in range(60))
    assert build([lines], to, dask=workers.scheduler_address, size=3).parts_now == 0

    build([lines], tmp_path / "here", size=3)
    for name in schemas.DATASETS:
        ours, theirs = (parquet.read_table(folder / name) for folder in (tmp_path / "here", to))
        assert ours.equals(theirs), f"{name}: the same as without Dask"


@pytest.mark.filterwarnings("default")
def test_dask_takes_the_functions(workers: distributed.LocalCluster) -> None:
    from dask import bag, dataframe

    with distributed.Client(workers):
        rows = bag.from_sequence(map(record_of, range(4)), npartitions=2).map_partitions(annotate_bag).compute()
        frame = dataframe.from_pandas(pandas.DataFrame(map(record_of, range(4))), npartitions=2)
        frame = frame.map_partitions(annotate_frame, meta=schemas.empty_frame()).compute()
    assert [row["id"] for row in rows] == list(frame["id"]) == [f"a{n}" for n in range(4)]
    assert [row["quotes"][0]["speaker_name"] for row in rows[:2]] == ["Anna Lindqvist", "Ivo Brandt"]
    assert [quotes[0]["speaker_name"] for quotes in frame["quotes"][:2]] == ["Anna Lindqvist", "Ivo Brandt"]


@pytest.mark.filterwarnings("default")
def test_what_dask_lacks_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lines = make_lines(tmp_path / "a.jsonl", 1)
    with pytest.raises(ArchiveError, match="No Dask scheduler can be reached at nowhere"):
        build([lines], tmp_path / "to", dask="nowhere")
    monkeypatch.setattr(cluster, "_PATIENCE", 0.5)
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=None) as empty,
        pytest.raises(ArchiveError, match=f"The Dask scheduler at {empty.scheduler_address} has no workers"),
    ):
        build([lines], tmp_path / "to", dask=empty.scheduler_address)


def test_whoever_does_a_part_must_see_the_archive_and_have_the_same_annotator(tmp_path: Path) -> None:
    (one,) = parts_of("jsonl", make_lines(tmp_path / "a.jsonl", 1), 10)
    with pytest.raises(ArchiveError, match=r"is not there on .*same\s+paths"):
        do_part(Job(Common(str(tmp_path / "elsewhere")), one))
    manifest.plan(tmp_path / "to", [tmp_path / "a.jsonl"], "another-model-1", 10)
    with pytest.raises(ArchiveError, match="the archive is made with another-model-1"):
        do_part(Job(Common(str(tmp_path / "to"), annotator="another-model-1"), one))
    assert do_part(Job(Common(str(tmp_path / "to"), annotator=made_with()), one)).documents == 1


def test_whoever_lacks_the_model_of_another_language_is_told_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """This process has one that the helpers, real ones, do not have."""
    monkeypatch.setattr("readers.archive.part.versions", lambda: {"fr": "fr_core_news_sm-0.0.0+languages1"})
    with pytest.raises(ArchiveError, match=r"fr_core_news_sm-0\.0\.0\+languages1\. Install the same there"):
        build([make_lines(tmp_path / "a.jsonl", 1)], tmp_path / "to")


def test_spark_is_told_the_columns() -> None:
    assert schemas.ddl().startswith("id string, url string, title string, authors array<string>, published timestamp")
    assert "entities array<struct<`entity`: int, `name`: string" in schemas.ddl()
    assert list(schemas.empty_frame().columns) == list(schemas.NESTED)


def test_tables_and_frames_become_the_same_rows() -> None:
    records = [record_of(0), {"id": "empty", "text": ""}]
    table = annotate_table(pyarrow.Table.from_pylist(records))
    assert table.schema.equals(schemas.nested())
    assert table["error"].to_pylist() == [None, "The record has neither “text” nor “html”."]
    (frame,) = annotate_frames([pandas.DataFrame(records)])
    assert frame["quotes"][0][0]["text"] == "The pier number 0 is safe,"
    assert list(frame.columns) == table.column_names
    assert [row["quotes"] for row in annotate_dicts(records)] == table["quotes"].to_pylist()


def test_without_the_extra_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(ArchiveError, match=r"pip install 'quoth\[archive\]'"):
        build([make_lines(tmp_path / "a.jsonl", 1)], tmp_path / "to")
    assert extras.engine("json").dumps([]) == "[]"
