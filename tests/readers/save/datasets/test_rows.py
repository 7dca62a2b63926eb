"""Names, quotes and notes as rows: nothing is lost or shifted, and other programs open them."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from pyarrow import parquet

from readers.model import Annotations, Article
from readers.save.datasets.rows import Row, RowsAsCsv, rows
from readers.save.layout import printable_article
from readers.save.together import together
from tests.readers.save.conftest import articles
from tests.readers.save.record.test_record import WHEN, full


def test_each_mention_and_each_quote_is_a_row(article: Article) -> None:
    found = list(rows(article))
    assert [(row.row, row.name, row.kind, row.start, row.in_title) for row in found] == [
        ("name", "Anna Lindqvist", "PERSON", 0, True),
        ("name", "Anna Lindqvist", "PERSON", 30, False),
        ("name", "Anna Lindqvist", "PERSON", 177, False),
        ("name", "The Courier", "ORG", 50, False),
        ("name", "Port Ellery", "GPE", 191, False),
        ("name", "March", "DATE", 134, False),
        ("quote", "Anna Lindqvist", "direct", 68, False),
        ("quote", "Anna Lindqvist", "direct", 122, False),
        ("quote", "Anna Lindqvist", "direct", 153, False),
        ("quote", "", "indirect", 253, False),
    ]
    assert found[1].before.endswith("to go. Mayor")
    assert found[1].after.startswith("told The Courier")
    assert found[7].pieces == "122-140"


def test_each_row_says_by_whom_when_and_how_surely() -> None:
    found = list(rows(full()))
    names = {row.name: (row.origin, row.known_as, row.sure) for row in found if row.row == "name"}
    assert names == {
        "Anna Lindqvist": ("corrected", "Anna Lindqvist-Berg", 0.8765),
        "The Courier": ("found", "", None),
        "Port Ellery": ("found", "Port Ellery", 1.0),
        "March": ("found", "", None),
    }
    assert [(row.origin, row.confidence) for row in found if row.row == "quote"] == [
        ("found", 0.9123),
        ("found", 0.9123),
        ("corrected", found[-5].confidence),
    ]
    assert {(row.fetched, row.annotated, row.saved) for row in found} == {
        (WHEN - timedelta(hours=2), WHEN - timedelta(hours=1), WHEN + timedelta(hours=1))
    }


@settings(max_examples=100)
@given(articles())
def test_every_row_leads_to_its_words_and_no_cell_is_a_formula(article: Article) -> None:
    text = printable_article(article).document.text
    annotations = article.annotations or Annotations("")
    found = list(rows(article))
    assert len(found) == sum(len(one.mentions) for one in annotations.entities) + len(annotations.quotes)
    for row in found:
        assert row.start is not None
        assert row.end is not None
        assert " ".join(text[row.start : row.end].split()) == row.text
    file = io.BytesIO()
    RowsAsCsv(file).add(article)
    table = list(csv.DictReader(io.StringIO(file.getvalue().decode("utf-8-sig"), newline="")))
    assert len(table) == len(found)
    for told, row in zip(table, found, strict=True):
        assert (told["start"], told["end"], told["row"]) == (str(row.start), str(row.end), row.row)
        assert not any(cell.strip().startswith(("=", "+", "-", "@")) for cell in told.values())


@pytest.mark.parametrize("ending", [".parquet", ".rows.csv"])
def test_duckdb_reads_them(article: Article, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"quay{ending}"
    with together(file) as collection:
        for _ in range(3):
            collection.add(article)
    with duckdb.connect() as base:
        table = base.read_parquet(str(file)) if ending == ".parquet" else base.read_csv(str(file))
        columns = list(table.columns)
        said = (
            table.filter("row = 'quote'")
            .aggregate("name, count(*) AS many, min(start), max(confidence), min(year(published))", "name")
            .order("many DESC")
            .fetchall()
        )
    assert columns == list(Row._fields)
    assert said[0] == ("Anna Lindqvist", 9, 68, 0.9123, 2026)
    assert said[1][1] == 3


def test_a_table_of_nothing_is_one(tmp_path: Path) -> None:
    file = tmp_path / "none.parquet"
    with together(file):
        pass
    assert parquet.read_table(file).num_rows == 0
