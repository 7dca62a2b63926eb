"""What the reader put an article under is in its files."""

from __future__ import annotations

import json

import msgspec
import pytest

from readers.model import Article, EntryRow
from readers.save.ansi import to_ansi
from readers.save.contract import to_json
from readers.save.datasets.tables import to_csv
from readers.save.html import to_html
from readers.save.markdown import to_markdown
from readers.save.webannotation import to_webannotation


@pytest.fixture
def tagged(article: Article) -> Article:
    """The invented article under two tags, one of which means something to everybody who reads files."""
    row = EntryRow(1, 1, "The Ellery Courier", "Lindqvist closes the old quay", tags=('=<b>1: "', "to-read"))
    return msgspec.structs.replace(article, row=row)


def test_markdown_has_them_in_its_front_matter(article: Article, tagged: Article) -> None:
    head = to_markdown(tagged).split("---")[1]
    assert 'tags:\n  - "=<b>1: \\""\n  - "to-read"\n' in head
    assert "tags:" not in to_markdown(article)


def test_json_has_them_only_if_there_are_some(article: Article, tagged: Article) -> None:
    assert to_json(tagged)["tags"] == ['=<b>1: "', "to-read"]
    assert "tags" not in to_json(article)


def test_the_web_page_has_them_under_the_headline(tagged: Article) -> None:
    assert "<span>#=&lt;b&gt;1: &quot;</span> · <span>#to-read</span>" in to_html(tagged)


def test_each_row_of_the_table_has_them_and_no_spreadsheet_calculates_them(tagged: Article) -> None:
    assert ',"\'=<b>1: "" to-read",' in to_csv(tagged).splitlines()[1]


def test_they_are_an_annotation_of_the_whole_article(article: Article, tagged: Article) -> None:
    first, *others = json.loads(to_webannotation(tagged))["first"]["items"]
    assert first["motivation"] == "tagging"
    assert [body["value"] for body in first["body"]] == ['=<b>1: "', "to-read"]
    assert first["target"] == "https://courier.example/quay"
    assert others == json.loads(to_webannotation(article))["first"]["items"]


def test_the_terminal_has_them_beside_the_outlet(tagged: Article) -> None:
    assert "#to-read" in to_ansi(tagged).splitlines()[1]
