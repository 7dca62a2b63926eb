"""Questions to the library at the shell: a query that is wrong, and quotes as tables and lines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from readers.library.library import Library
from tests.readers.library.conftest import COURIER, NOW, entry, spoken
from tui.cli import main


@pytest.fixture
def quoth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command, over a library in which two people speak."""
    monkeypatch.setenv("QUOTH_HOME", str(tmp_path))
    with Library.open(tmp_path / "library.db") as library:
        feed = library.subscribe(COURIER, now=NOW)
        for number, (speaker, words) in enumerate(
            (("Mira Castell", "=1+1 is two."), ("Ivo Brandt", "It is three.")), 1
        ):
            library.store_entries(feed.id, COURIER, [entry(number, link=f"https://courier.example/{number}")], now=NOW)
            document, annotations = spoken(speaker, words)
            library.store_document(number, document)
            library.store_annotations(document.digest, annotations, entry_id=number)
    return lambda *arguments: CliRunner().invoke(main, arguments)


def test_a_mistake_is_shown_at_its_place(quoth: Callable[..., Result]) -> None:
    answer = quoth("search", "harbour persn:castell")
    assert answer.exit_code == 1
    assert answer.stderr.split("\n")[:2] == ["harbour persn:castell", "        ^^^^^^"]
    assert "did you mean person:" in answer.stderr
    assert "Traceback" not in answer.output


def test_search_takes_the_whole_language(quoth: Callable[..., Result]) -> None:
    assert [hit["id"] for hit in json.loads(quoth("search", "by:castell").stdout)] == [1]
    assert [hit["id"] for hit in json.loads(quoth("search", "--newest", "castell", "or", "brandt").stdout)] == [2, 1]


def test_quotes_need_no_name(quoth: Callable[..., Result]) -> None:
    found = json.loads(quoth("quotes").stdout)
    assert [(one["id"], one["speaker"], one["url"]) for one in found] == [
        (2, "Ivo Brandt", "https://courier.example/2"),
        (1, "Mira Castell", "https://courier.example/1"),
    ]
    assert [one["quote"] for one in found] == ["2q1", "1q1"]
    assert all(one["text"] in one["context"] for one in found)
    assert [one["id"] for one in json.loads(quoth("quotes", "--about", "three").stdout)] == [2]
    assert quoth("quotes", "--since", "fortnight").exit_code == 1


def test_quotes_and_notes_take_the_language_of_searches(quoth: Callable[..., Result]) -> None:
    assert [one["id"] for one in json.loads(quoth("quotes", "by:castell").stdout)] == [1]
    assert [one["id"] for one in json.loads(quoth("quotes", "feed:courier", "--by", "brandt").stdout)] == [2]
    assert json.loads(quoth("notes", "feed:courier", "tag:x").stdout or "[]") == []
    for command in ("quotes", "notes"):
        wrong = quoth(command, "persn:castell")
        assert wrong.exit_code == 1
        assert wrong.stderr.split("\n")[1] == "^^^^^^"


def test_quotes_as_a_table_and_as_lines(quoth: Callable[..., Result]) -> None:
    rows = list(csv.DictReader(io.StringIO(quoth("quotes", "--by", "castell", "--csv").stdout)))
    assert [(row["id"], row["text"], row["outlet"]) for row in rows] == [("1", "'=1+1 is two.", "The Ellery Courier")]
    lines = quoth("quotes", "--jsonl", "--limit", "0").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [2, 1]
    top = json.loads(quoth("quotes", "--top").stdout)
    assert {(one["name"], one["quotes"]) for one in top} == {("Mira Castell", 1), ("Ivo Brandt", 1)}


def test_words_of_an_article_are_noted(quoth: Callable[..., Result]) -> None:
    made = quoth("note", "1", "IS   two", "--note", "Is it? #sums")
    assert made.exit_code == 0, made.stderr
    assert json.loads(made.stdout)["note"]["anchor"]["exact"] == "is two"
    assert quoth("note", "2", "--note", "All of it.").exit_code == 0
    found = json.loads(quoth("notes").stdout)
    assert [(one["text"], one["body"], one["tags"], one["row"]["id"]) for one in found] == [
        ("", "All of it.", [], 2),
        ("is two", "Is it? #sums", ["sums"], 1),
    ]
    assert [one["text"] for one in json.loads(quoth("notes", "tag:sums").stdout)] == ["is two"]


def test_what_cannot_be_noted_is_told(quoth: Callable[..., Result]) -> None:
    wrong = quoth("note", "1", "nowhere", "to", "be", "found")
    assert wrong.exit_code == 1
    assert "does not stand in this article" in wrong.stderr
    assert quoth("note", "99", "two").exit_code == 1
    assert quoth("note", "1").exit_code == 2


def test_an_article_is_read_by_the_number_that_searches_tell(quoth: Callable[..., Result]) -> None:
    answer = quoth("read", "--plain", "1")
    assert answer.exit_code == 0, answer.stderr
    assert "is two." in answer.stdout
    assert quoth("read", "--plain", "99").exit_code == 1
