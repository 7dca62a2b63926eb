"""``quoth who`` at the shell: whom names mean across articles, and what the reader decides of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from readers.library.library import Library
from readers.model import Feed
from tests.readers.library.conftest import NOW, entry, spoken
from tests.tui.test_cli import quoth, told


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library in which three spellings of one person and an organisation speak."""
    monkeypatch.setenv("QUOTH_HOME", str(tmp_path))
    with Library.open() as library:
        feed = library.subscribe(Feed("https://courier.example/feed.xml", title="The Courier"), now=NOW)
        said = [("Doreen K. Kemp", "PERSON"), ("Doreen Kemp", "PERSON"), ("Dorene Kemp", "PERSON"), ("Kemp", "ORG")]
        for number, (name, kind) in enumerate(said):
            library.store_entries(feed.id, feed.feed, [entry(number)], now=NOW)
            (row,) = library.rows(limit=1)
            document, annotations = spoken(name, f"It is {number}.", kind=kind)
            library.store_document(row.id, document)
            library.store_annotations(document.digest, annotations)
    return tmp_path


@pytest.mark.usefixtures("home")
def test_a_person_is_one_whatever_they_are_called() -> None:
    found = told("who", "Kemp")
    assert (found["kind"], found["articles"], found["quotes"]) == ("PERSON", 3, 3)
    assert {one["name"] for one in found["names"]} == {"Doreen K. Kemp", "Doreen Kemp", "Dorene Kemp"}  # type: ignore[attr-defined]
    assert told("who", str(found["id"])) == {**found, "others": []}
    assert len(json.loads(quoth("quotes", "--by", "Doreen Kemp").stdout)) == 3


@pytest.mark.usefixtures("home")
def test_what_is_decided_holds_until_it_is_taken_back() -> None:
    number = str(told("who", "Kemp", "--kind", "ORG")["id"])
    assert told("who", "merge", number, "Doreen Kemp")["what"] == "merge"
    assert told("who", "Kemp")["articles"] == 4
    told("who", "rename", "Doreen Kemp", "Dame Doreen")
    told("who", "split", "Dame Doreen", "Dorene Kemp")
    assert (told("who", "doreen")["name"], told("who", "Dame Doreen")["articles"]) == ("Dame Doreen", 3)
    made = json.loads(quoth("who", "decisions").stdout)
    assert [one["what"] for one in made] == ["split", "rename", "merge"]
    told("who", "undo", str(made[-1]["id"]))
    told("who", "not-a-name", number)
    assert told("who", "Kemp", "--kind", "ORG")["articles"] == 0
    for _ in range(3):
        told("who", "undo")
    assert (told("who", "Doreen Kemp")["name"], told("who", "Kemp", "--kind", "ORG")["articles"]) != ("Dame Doreen", 0)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("who", "merge", "Nobody", "Kemp"), "nobody called “Nobody”"),
        (("who", "merge", "Doreen Kemp", "Doreen Kemp"), "already"),
        (("who", "split", "Doreen Kemp", "Byron"), "goes by no name “Byron”"),
        (("who", "undo"), "nothing to take back"),
        (("who", "999"), "nobody of number 999"),
    ],
)
def test_what_cannot_be_is_said(words: tuple[str, ...], says: str) -> None:
    result = quoth(*words)
    assert result.exit_code == 1
    assert says in result.stderr
    assert "Traceback" not in result.stderr
