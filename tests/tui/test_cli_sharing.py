"""``quoth cite``: one quote, or several, with their sources."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from readers.library.library import Library
from readers.save.files import save
from tests.readers.save.record.test_record import full
from tui.cli import main


@pytest.fixture
def quoth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command, over a library with one article."""
    monkeypatch.setenv("QUOTH_HOME", str(tmp_path))
    with Library.open(tmp_path / "library.db") as library:
        library.take_in(full())
    return lambda *arguments: CliRunner().invoke(main, [str(one) for one in arguments])


def test_every_quote_that_is_listed_is_cited_by_its_id(quoth: Callable[..., Result]) -> None:
    listed = json.loads(quoth("quotes", "--json").stdout)
    assert len(listed) > 1
    for one in listed:
        cited = quoth("cite", one["quote"]).stdout
        assert " ".join(one["text"].split()) in cited
        assert cited.splitlines()[-1].endswith("2026-03-01, https://courier.example/quay")


def test_for_a_bibliography(quoth: Callable[..., Result]) -> None:
    (listed, *_) = json.loads(quoth("quotes", "--json").stdout)
    (item,) = json.loads(quoth("cite", "--format", "csl", listed["quote"]).stdout)
    assert listed["text"] in item["note"]
    assert quoth("cite", "--format", "bibtex", listed["quote"]).stdout.startswith("@online{")
    assert quoth("cite", "--format", "ris", listed["quote"], listed["id"]).stdout.count("TY  - NEWS") == 2


def test_of_a_saved_file_by_the_name_that_the_quote_has_there(quoth: Callable[..., Result], tmp_path: Path) -> None:
    path = save(full(), tmp_path / "elsewhere").path
    marked = next(line for line in path.read_text(encoding="utf-8").splitlines() if line.endswith("^q2"))
    words = quoth("cite", f"{path}#q2").stdout.splitlines()[0]
    assert words in marked


def test_a_card_of_a_quote(quoth: Callable[..., Result], tmp_path: Path) -> None:
    number = json.loads(quoth("search", "harbour").stdout)[0]["id"]
    answer = quoth("card", f"{number}q1", f"{number}q2", "--to", tmp_path / "cards")
    assert answer.exit_code == 0, answer.output
    paths = [Path(line) for line in answer.stdout.splitlines()]
    assert [path.name[-7:] for path in paths] == ["-q1.svg", "-q2.svg"]
    assert "the harbour belongs to the people" in paths[0].read_text(encoding="utf-8")
    png = Path(quoth("card", "--format", "png", "--dark", f"{number}q1").stdout.strip())
    assert png.parent == tmp_path / "saved"
    assert png.read_bytes().startswith(b"\x89PNG")
    whole = quoth("card", number)
    assert whole.exit_code == 1
    assert f"{number}q1" in whole.stderr


def test_a_quote_that_is_not_there_is_told(quoth: Callable[..., Result]) -> None:
    number = json.loads(quoth("search", "harbour").stdout)[0]["id"]
    answer = quoth("cite", f"{number}q99")
    assert answer.exit_code == 1
    assert "There is no quote q99" in answer.stderr
    assert quoth("cite", "4711q1").exit_code == 1


def test_the_setting_says_in_which_form(quoth: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('quote = "markdown"\n', encoding="utf-8")
    number = json.loads(quoth("search", "harbour").stdout)[0]["id"]
    assert quoth("cite", f"{number}q1").stdout.startswith("> ")
