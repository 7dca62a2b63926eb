"""Single quotes handed on: which is meant, and how each form gives it."""

from __future__ import annotations

import json

import bibtexparser
import pytest
from bibtexparser.bparser import BibTexParser
from hypothesis import given, settings
from markdown_it import MarkdownIt

from readers.errors import SaveError
from readers.model import Article, Document
from readers.save.sharing.quotes import number_of, parted, quote_of, shared, together
from tests.readers.save.conftest import articles
from tests.readers.save.record.test_record import full

WILD = settings(max_examples=60)


@pytest.mark.parametrize(
    ("named", "article", "number"),
    [
        ("12", "12", 0),
        ("12q3", "12", 3),
        ("harbour.md", "harbour.md", 0),
        ("harbour.md#q3", "harbour.md", 3),
        ("https://courier.example/faq3", "https://courier.example/faq3", 0),
        ("https://courier.example/quay#q12", "https://courier.example/quay", 12),
        ("faq3", "faq3", 0),
        ("q3", "q3", 0),
        ("12q", "12q", 0),
    ],
)
def test_a_quote_is_named_by_its_article_and_its_number(named: str, article: str, number: int) -> None:
    assert parted(named) == (article, number)


def test_quotes_are_numbered_as_saved_files_number_them() -> None:
    article = full()
    assert article.annotations
    for number, quote in enumerate(article.annotations.quotes, start=1):
        assert quote_of(article, number) == quote
        assert number_of(article, quote) == number
    for wrong in (0, len(article.annotations.quotes) + 1):
        with pytest.raises(SaveError, match=f"no quote q{wrong} in “Lindqvist closes the old quay”: its quotes are q1"):
            quote_of(article, wrong)
    with pytest.raises(SaveError, match="it has none"):
        quote_of(Article(Document("Tea.")), 1)


def test_as_text() -> None:
    article = full()
    assert shared(article, quote_of(article, 1), "text") == (
        "“the harbour belongs to the people”\n— Anna Lindqvist\n"
        "The Ellery Courier, “Lindqvist closes the old quay”, 2026-03-01, https://courier.example/quay\n"
    )


def test_as_markdown() -> None:
    article = full()
    assert shared(article, quote_of(article, 1), "markdown") == (
        "> “the harbour belongs to the people”\n>\n> — **Anna Lindqvist**, "
        "[Lindqvist closes the old quay](https://courier.example/quay), *The Ellery Courier*, 2026-03-01\n"
    )


def test_an_article_alone_has_its_source() -> None:
    source = "The Ellery Courier, “Lindqvist closes the old quay”, 2026-03-01, https://courier.example/quay\n"
    assert shared(full(), None, "text") == source


def test_several_are_one_bibliography_in_which_no_key_stands_twice() -> None:
    article = full()
    two = [(article, quote_of(article, 1)), (article, quote_of(article, 2))]
    assert [one["id"] for one in json.loads(together(two, "csl"))] == ["rask2026lindqvist", "rask2026lindqvist-2"]
    parser = BibTexParser(ignore_nonstandard_types=False, interpolate_strings=False)
    entries = bibtexparser.loads(together(two, "bibtex"), parser).entries
    assert [one["ID"] for one in entries] == ["rask2026lindqvist", "rask2026lindqvist-2"]
    assert together(two, "ris").count("ER  - ") == 2


@WILD
@given(articles())
def test_whatever_is_quoted_markdown_shows_one_block_quote_of_these_words(article: Article) -> None:
    for quote in article.annotations.quotes if article.annotations else ():
        tokens = MarkdownIt().parse(shared(article, quote, "markdown"))
        assert (tokens[0].type, tokens[-1].type) == ("blockquote_open", "blockquote_close")
        assert {token.type for token in tokens if token.nesting >= 0} <= {"blockquote_open", "paragraph_open", "inline"}
