"""Citations, read by the libraries that others read them with."""

from __future__ import annotations

import json

import bibtexparser
import msgspec
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from hypothesis import given, settings

from readers.model import Article, Document
from readers.save.record.writing import program
from readers.save.sharing.citations import to_bibtex, to_csl, to_ris
from tests.readers.save.conftest import articles
from tests.readers.save.record.test_record import full

WILD = settings(max_examples=100)


def bibtex(text: str) -> dict[str, str]:
    parser = BibTexParser(ignore_nonstandard_types=False, interpolate_strings=False)
    (entry,) = bibtexparser.loads(text, parser).entries
    return dict(entry)


def test_an_article_as_csl() -> None:
    (item,) = json.loads(to_csl(full()))
    assert item == {
        "id": "rask2026lindqvist",
        "type": "article-newspaper",
        "title": "Lindqvist closes the old quay",
        "container-title": "The Ellery Courier",
        "author": [{"family": "Rask", "given": "Pia"}, {"family": "O'Neill", "given": "Jo"}],
        "issued": {"date-parts": [[2026, 3, 1]]},
        "accessed": {"date-parts": [[2026, 3, 2]]},
        "URL": "https://courier.example/quay",
        "language": "en-GB",
        "annote": f"Written by {program()} on 2026-03-02; annotated by test-1 on 2026-03-02",
    }


def test_an_article_as_ris() -> None:
    (item,) = rispy.loads(to_ris(full()))
    assert item["type_of_reference"] == "NEWS"
    assert item["title"] == "Lindqvist closes the old quay"
    assert item["authors"] == ["Rask, Pia", "O'Neill, Jo"]
    assert (item["secondary_title"], item["urls"]) == ("The Ellery Courier", ["https://courier.example/quay"])
    assert (item["year"], item["date"]) == ("2026", "2026/03/01")


def test_an_article_as_bibtex() -> None:
    entry = bibtex(to_bibtex(full()))
    assert (entry["ENTRYTYPE"], entry["ID"]) == ("online", "rask2026lindqvist")
    assert entry["title"] == "{Lindqvist closes the old quay}"
    assert entry["author"] == "Rask, Pia and O'Neill, Jo"
    assert (entry["date"], entry["urldate"]) == ("2026-03-01", "2026-03-02")


def test_a_quote_with_who_said_it() -> None:
    article = full()
    assert article.annotations
    quote = article.annotations.quotes[0]
    note = "“the harbour belongs to the people” — Anna Lindqvist"
    assert json.loads(to_csl(article, quote))[0]["note"] == note
    assert rispy.loads(to_ris(article, quote))[0]["notes"][0] == note
    assert bibtex(to_bibtex(article, quote))["note"] == note


@pytest.mark.parametrize(
    ("number", "told"),
    [(0, "the quote found by the annotator, its speaker 0.91 sure"), (2, "the quote corrected by the reader")],
)
def test_a_quote_that_was_found_by_a_machine_says_so_where_no_bibliography_prints_it(number: int, told: str) -> None:
    article = full()
    assert article.annotations
    quote = article.annotations.quotes[number]
    whence = f"Written by {program()} on 2026-03-02; annotated by test-1 on 2026-03-02; {told}"
    assert json.loads(to_csl(article, quote))[0]["annote"] == whence
    assert rispy.loads(to_ris(article, quote))[0]["notes"][1] == whence
    assert bibtex(to_bibtex(article, quote))["annotation"] == whence


def test_an_organisation_that_wrote_is_no_family_and_nothing_is_made_up() -> None:
    (item,) = json.loads(to_csl(Article(Document("Tea.", authors=("staff and agencies",)))))
    assert item["author"] == [{"literal": "staff and agencies"}]
    assert set(item) == {"id", "type", "title", "author"}


@WILD
@given(articles())
def test_no_text_becomes_a_field_of_its_own(article: Article) -> None:
    assert len(json.loads(to_csl(article))) == 1
    (item,) = rispy.loads(to_ris(article))
    assert set(item) <= {"type_of_reference", "title", "authors", "secondary_title", "urls", "id"}
    text = to_bibtex(article)
    assert text.count("{") - text.count("\\{") == text.count("}") - text.count("\\}")
    assert [line for line in text.split("\n") if line.startswith("@")] == [text.split("\n")[0]]
    shown = msgspec.structs.replace(article.document, authors=())
    assert to_ris(msgspec.structs.replace(article, document=shown)).count("AU  - ") == 0
