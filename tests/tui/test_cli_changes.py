"""``quoth changes``: what the screen shows of articles that change, at the shell."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from readers.config import load
from readers.library.library import Library
from readers.model import Document
from tests.readers.library.conftest import COURIER, NOW, entry
from tests.tui.test_cli import quoth

BEFORE = Document("The quay closes in March.\n\nSo says the mayor.", title="A quay closes")


@pytest.fixture(autouse=True)
def _changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library in which the second of two articles has changed."""
    monkeypatch.setenv("QUOTH_HOME", str(tmp_path / "home"))
    with Library.open(load(None).library) as library:
        feed = library.subscribe(COURIER, now=NOW)
        library.store_entries(feed.id, COURIER, [entry(1), entry(2)], now=NOW)
        for row in library.rows():
            library.store_document(row.id, BEFORE)
        library.store_document(2, msgspec.structs.replace(BEFORE, text=BEFORE.text.replace("March", "May")))


def test_without_a_number_the_articles_that_have_changed_are_listed() -> None:
    (row,) = json.loads(quoth("changes").stdout)
    assert row["id"] == 2
    assert row["changed"]


def test_what_has_changed_is_told_word_by_word() -> None:
    told = json.loads(quoth("changes", "2").stdout)
    assert told["text"][:3] == [
        {"kind": "same", "text": "The quay closes in "},
        {"kind": "deleted", "text": "March"},
        {"kind": "inserted", "text": "May"},
    ]
    assert (told["row"]["id"], told["deleted"], told["inserted"]) == (2, 1, 1)


def test_as_a_text_it_has_signs_around_it() -> None:
    assert quoth("changes", "2", "--format", "text").stdout == (
        "A quay closes\n\nThe quay closes in [-March-] {+May+}.\n\nSo says the mayor.\n\n"
    )


@pytest.mark.parametrize(
    ("given", "told"),
    [("1", "has not changed"), ("77", "no entry number 77"), ("quay", "no number of an entry")],
)
@pytest.mark.parametrize("style", ["json", "text"])
def test_what_cannot_be_told_is_said_and_the_rest_goes_on(given: str, told: str, style: str) -> None:
    done = quoth("changes", given, "2", "--format", style)
    assert told in done.stderr
    assert "May" in done.stdout
    assert done.exit_code == 1
