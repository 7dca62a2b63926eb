"""The quotes as a table: what was written comes back, and no spreadsheet calculates it."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings

from readers.model import Annotations, Article, Document, Entity, Quote, Span
from readers.save.datasets.tables import COLUMNS, to_csv
from tests.readers.save.conftest import articles


def read(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table, newline="")))


def test_one_row_for_each_quote(article: Article) -> None:
    rows = read(to_csv(article))
    context = rows[1].pop("context")
    assert (
        "told The Courier that “the harbour belongs to the people”. A long dispute “We began in March,” she" in context
    )
    assert rows[1] == {
        "speaker": "Anna Lindqvist",
        "quote": "We began in March,",
        "kind": "direct",
        "attribution": "she said",
        "confidence": "0.9123",
        "title": "Lindqvist closes the old quay",
        "source": "The Ellery Courier",
        "date": "2026-03-01T23:11:00+01:00",
        "url": "https://courier.example/quay",
        "start": "122",
        "end": "140",
        "tags": "",
        "note": "",
        "origin": "found",
        "fetched": "",
        "annotated": "",
        "saved": "",
        "annotator": "test-1",
    }
    assert [row["speaker"] for row in rows] == ["Anna Lindqvist"] * 3 + [""]


def test_an_article_without_quotes_has_the_heading_alone() -> None:
    assert to_csv(Article(Document("Tea."))) == ",".join(COLUMNS) + "\r\n"


@pytest.mark.parametrize("words", ["=1+2", "+1", "-1", "@SUM(A1)", " =1", "＝1", '=HYPERLINK("https://evil.example")'])
def test_a_formula_is_text(words: str) -> None:
    document = Document(words, title=words, site=words)
    found = Annotations("1", (Entity(0, words, "PERSON", ()),), (Quote(0, len(words), "direct", 0, Span(0, 1)),))
    (row,) = read(to_csv(Article(document, found)))
    for column in ("speaker", "quote", "title", "source"):
        assert row[column] == "'" + words.strip() or row[column] == "'" + words


@settings(max_examples=150)
@given(articles())
def test_whatever_the_article_says_there_are_as_many_rows_as_quotes(article: Article) -> None:
    assert article.annotations is not None
    rows = read(to_csv(article))
    assert len(rows) == len(article.annotations.quotes)
    for row, quote in zip(rows, article.annotations.quotes, strict=True):
        assert (row["start"], row["end"], row["kind"]) == (str(quote.start), str(quote.end), quote.kind)
        assert not any(cell.strip().startswith(("=", "+", "-", "@")) for cell in row.values())
        assert None not in row
