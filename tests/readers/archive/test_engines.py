"""The functions that other engines are given."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas
import pyarrow
import pytest

from readers.archive import extras, schemas
from readers.archive.building import build
from readers.archive.rows import annotate_dicts, annotate_frames, annotate_table
from readers.errors import ArchiveError
from tests.readers.archive.makers import make_lines, record_of


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
