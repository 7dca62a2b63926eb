"""The terminal's rendering: styles that survive without colour, and no escape but our own."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import given, settings

from readers.model import Article
from readers.save import layout
from readers.save.ansi import linked, to_ansi
from tests.readers.save.conftest import articles

STYLE = re.compile(r"\x1b\[[0-9;]+m")


def test_names_and_quotes_are_marked(article: Article) -> None:
    shown = to_ansi(article, colour=True)
    for piece in (
        "Mayor \x1b[1;36mAnna Lindqvist\x1b[0m told \x1b[3;33mThe Courier\x1b[0m that",
        "“\x1b[34mthe harbour belongs to the people\x1b[0m”",
        "of \x1b[4;32mPort Ellery\x1b[0m",
        "People: \x1b[1;36mAnna Lindqvist\x1b[0m 3",
        "│ \x1b[34mNo ship",
        "• First, the quay\n  • and its cranes\n• Then",
    ):
        assert piece in shown


def test_without_colour_styles_remain(article: Article) -> None:
    shown = to_ansi(article, colour=False)
    assert "\x1b[1mAnna Lindqvist\x1b[0m told \x1b[3mThe Courier\x1b[0m" in shown
    assert set(STYLE.findall(shown)) <= {f"\x1b[{codes}m" for codes in ("0", "1", "2", "3", "4", "1;4", "4;3")}


@pytest.mark.parametrize(("value", "coloured"), [(None, True), ("", True), ("1", False)])
def test_no_color_is_heeded(
    article: Article, monkeypatch: pytest.MonkeyPatch, value: str | None, coloured: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    if value is not None:
        monkeypatch.setenv("NO_COLOR", value)
    assert ("\x1b[1;36m" in to_ansi(article)) == coloured


@settings(max_examples=150)
@given(articles())
def test_no_escape_comes_from_outside_and_every_line_ends_plain(article: Article) -> None:
    shown = to_ansi(article, colour=True)
    bare = STYLE.sub("", shown)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", bare)
    for line in shown.split("\n"):
        styles = STYLE.findall(line)
        assert styles[1::2] == ["\x1b[0m"] * (len(styles) // 2)
        assert len(styles) % 2 == 0
    words = "".join(layout.printable(article.document.text).split())
    assert words in re.sub(r"[\s•│]", "", bare) or any(mark in words for mark in "•│")


def test_what_is_not_the_whole_article_says_why_under_the_byline(article: Article) -> None:
    partly = msgspec.structs.replace(article.document, problem="The page is for subscribers only.")
    lines = to_ansi(msgspec.structs.replace(article, document=partly), colour=False).splitlines()
    assert STYLE.sub("", lines[2]) == "The page is for subscribers only."


LINK = re.compile(r"\x1b\]8;;(https?://[^\x00-\x20\x7f-\x9f]*)?\x1b\\")


def test_headline_and_links_are_hyperlinks_where_that_is_wished(article: Article) -> None:
    shown = to_ansi(article, links=True)
    assert shown.startswith(f"\x1b]8;;{article.document.url}\x1b\\")
    for link in article.document.links:
        assert f"\x1b]8;;{link.url}\x1b\\" in shown
    assert LINK.sub("", shown) == to_ansi(article)
    assert "\x1b]" not in to_ansi(article)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://a.example/\x1b]0;x\x07", "https://a.example/a b", ""])
def test_what_is_no_address_is_no_hyperlink(url: str) -> None:
    assert linked("words", url) == "words"


@settings(max_examples=30)
@given(articles())
def test_no_line_ends_within_a_hyperlink(article: Article) -> None:
    for line in to_ansi(article, links=True).split("\n"):
        ends = LINK.findall(line)
        assert [bool(url) for url in ends] == [True, False] * (len(ends) // 2)
