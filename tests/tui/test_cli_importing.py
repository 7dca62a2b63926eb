"""``quoth import`` of saved articles, and ``quoth read`` of one: what was made of them is in an empty library again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from readers.library.library import Library
from readers.save.files import save
from tests.readers.save.record.test_record import full
from tui.cli import main


def quoth(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUOTH_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def told(result: Result) -> dict[str, object]:
    assert result.exit_code == 0, result.output
    found: dict[str, object] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize("style", ["json", "html", "webannotation"])
def test_a_saved_article_comes_with_everything_and_only_once(home: Path, tmp_path: Path, style: str) -> None:
    article = full()
    path = save(article, tmp_path / "saved", style).path
    first = told(quoth("import", path))
    assert (first["new"], first["notes"], first["corrections"]) == (True, 4, 3)
    with Library.open(home / "library.db") as library:
        (row,) = library.rows()
        assert (row.title, row.outlet, row.tags) == (article.document.title, "The Ellery Courier", ("harbour", "late"))
        assert (row.starred, row.read) == (True, True)
        assert library.document(row.id) == article.document
        assert article.found is not None
        assert library.annotations(article.document.digest, "test-1") == article.found
        outcome = library.carried_out(article.document, article.found)
        assert outcome.annotations == article.annotations
        assert outcome.unfit == ()
        assert {note.anchor for note in library.notes(article.document)} == {note.anchor for note in article.notes}
        assert library.versions(row.id) == list(article.versions)
        assert library.subscriptions() == []
    again = told(quoth("import", path))
    assert (again["new"], again["notes"], again["corrections"], again["id"]) == (False, 0, 0, first["id"])
    assert json.loads(quoth("quotes", "--by", "Lindqvist").stdout)
    assert len(json.loads(quoth("notes").stdout)) == 4


def test_markdown_of_an_article_that_is_here_already_brings_nothing_twice(home: Path, tmp_path: Path) -> None:
    quoth("import", save(full(), tmp_path / "saved", "json").path)
    again = told(quoth("import", save(full(), tmp_path / "saved").path))
    assert (again["new"], again["notes"], again["corrections"]) == (False, 0, 0)
    assert json.loads(quoth("quotes", "--by", "Lindqvist").stdout)


def test_markdown_brings_an_article_to_an_empty_library(home: Path, tmp_path: Path) -> None:
    first = told(quoth("import", save(full(), tmp_path / "saved").path))
    assert (first["new"], first["notes"], first["corrections"]) == (True, 4, 1)
    assert len(json.loads(quoth("notes").stdout)) == 4
    assert json.loads(quoth("quotes", "--by", "Lindqvist").stdout)


def test_a_folder_comes_whole_but_for_what_is_damaged(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    save(full(), folder, "json")
    save(full(), folder / "deep", "html")
    (folder / "mine.md").write_text("# Mine")
    (folder / "half.json").write_text('{"format": "quoth-article-1", "text": ')
    result = quoth("import", folder)
    found = json.loads(result.stdout)
    assert sorted(one["new"] for one in found["articles"]) == [False, True]
    assert found["other_files"] == 1
    assert "half.json is not whole" in found["left_out"][0]
    assert "half.json" in result.stderr
    with Library.open(home / "library.db") as library:
        assert len(library.rows()) == 1


def test_a_correction_taken_back_and_a_note_changed_since_stay_so(home: Path, tmp_path: Path) -> None:
    article = full()
    path = save(article, tmp_path / "saved", "json").path
    quoth("import", path)
    with Library.open(home / "library.db") as library:
        library.undo_correction(article.document, article.corrections[0])
        note = next(one for one in library.notes(article.document) if "Harbour" in one.body)
        library.change_note(type(note)(note.id, note.anchor, "Read!", (), note.created, None))
    again = told(quoth("import", path))
    assert (again["notes"], again["corrections"]) == (0, 0)
    with Library.open(home / "library.db") as library:
        assert len(library.corrections(article.document)) == 2
        assert "Read!" in [one.body for one in library.notes(article.document)]


def test_what_is_printed_of_a_saved_file_is_its_article_and_not_its_lists(home: Path, tmp_path: Path) -> None:
    article = full()
    for style in ("json", "html", "webannotation", "markdown"):
        path = save(article, tmp_path / "saved", style).path
        assert json.loads(quoth("extract", path).stdout)["text"] == article.document.text


def test_the_schema_is_printed(home: Path) -> None:
    assert told(quoth("schema"))["$id"] == "urn:quoth:article:1"


def test_a_folder_without_saved_articles_is_told(home: Path, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    result = quoth("import", tmp_path / "none")
    assert result.exit_code == 1
    assert "no article that Quoth saved" in result.stderr


def test_what_a_search_finds_is_saved_and_what_is_saved_already_may_be_left_out(home: Path, tmp_path: Path) -> None:
    quoth("import", save(full(), tmp_path / "saved", "json").path)
    result = quoth("save", "--query", "tag:harbour quay", "--format", "ris", "--to", tmp_path / "mine")
    (path,) = result.stdout.splitlines()
    assert Path(path).read_text(encoding="utf-8").startswith("TY  - NEWS")
    again = quoth("save", "--query", "tag:harbour quay", "--format", "ris", "--to", tmp_path / "mine", "--only-new")
    assert (again.exit_code, again.stdout) == (0, "")
    nothing = quoth("save", "--query", "submarine", "--to", tmp_path / "mine")
    assert nothing.exit_code == 1
    assert "'submarine'" in nothing.stderr
