"""What the reader set right and added on the screen is what the shell tells and saves."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from readers.annotate.pipeline import expected_version
from readers.config import load
from readers.library.library import Library
from readers.marks.anchors import anchor
from readers.model import MissedName, MissedQuote, Named, NotAName
from tests.readers.library.conftest import COURIER, NOW, entry, span, spoken
from tests.tui.test_cli import quoth


@pytest.fixture
def corrected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library with one article, to which a name and a quote were added, and from which a name was taken."""
    monkeypatch.setenv("QUOTH_HOME", str(tmp_path / "home"))
    document, found = spoken("Anna Lindqvist", "The harbour closes.", others=("Northline", "Kelso Harbour Trust"))
    found = msgspec.structs.replace(found, version=expected_version(), entities=found.entities[:2])
    text = document.text
    with Library.open(load(None).library) as library:
        feed = library.subscribe(COURIER, now=NOW)
        library.store_entries(feed.id, COURIER, [entry(1)], now=NOW)
        library.store_document(1, document)
        library.store_annotations(document.digest, found, entry_id=1)
        trust = anchor(document, span(text, "Kelso Harbour Trust"))
        library.add_correction(document, MissedName(trust, "ORG"))
        library.add_correction(
            document, MissedQuote(anchor(document, span(text, "Also there")), Named("Kelso Harbour Trust", trust))
        )
        library.add_correction(document, NotAName(anchor(document, span(text, "Northline"))))


@pytest.mark.usefixtures("corrected")
def test_a_name_that_was_added_is_found_across_articles_and_one_that_was_taken_away_is_not() -> None:
    found = json.loads(quoth("who", "Kelso Harbour Trust").stdout)
    assert (found["name"], found["kind"], found["mentions"]) == ("Kelso Harbour Trust", "ORG", 1)
    assert json.loads(quoth("who", "Northline").stdout)["articles"] == 0


@pytest.mark.usefixtures("corrected")
def test_a_quote_that_was_added_is_found_by_its_speaker_and_its_words() -> None:
    for about in ((), ("--about", "there")):
        (said,) = json.loads(quoth("quotes", "--by", "Kelso Harbour Trust", *about).stdout)
        assert (said["text"], said["kind"], said["confidence"]) == ("Also there", "indirect", 1.0)


@pytest.mark.usefixtures("corrected")
@pytest.mark.parametrize("style", ["json", "markdown", "html", "webannotation", "csv"])
def test_what_is_saved_has_all_of_it(style: str) -> None:
    path = Path(quoth("save", "1", "--format", style).stdout.strip())
    text = path.read_text("utf-8")
    assert "Kelso Harbour Trust" in text
    if style == "json":
        saved = json.loads(text)
        assert [one["name"] for one in saved["entities"]] == ["Anna Lindqvist", "Kelso Harbour Trust"]
        assert saved["quotes"][1]["text"] == "Also there"
        assert saved["entities"][saved["quotes"][1]["speaker"]]["name"] == "Kelso Harbour Trust"
