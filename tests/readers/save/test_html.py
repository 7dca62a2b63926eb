"""The web page: the article and its marks, and nothing that runs or fetches."""

from __future__ import annotations

import base64
import hashlib
import re

import msgspec
from hypothesis import given, settings
from lxml import html as lxml_html

from readers.model import Article
from readers.save import layout
from readers.save.html import to_html
from tests.readers.save.conftest import articles

KNOWN = re.compile(
    "html|head|meta|title|style|body|article|section|h[1-6]|p|a|time|b|mark|span|ul|li|blockquote|table|tr|td|figure|"
    "figcaption|pre|code|br|nav"
)


def parse(page: str) -> lxml_html.HtmlElement:
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True)
    return lxml_html.document_fromstring(page.encode(), parser=parser)


def test_headline_names_and_quotes(article: Article) -> None:
    page = parse(to_html(article))
    assert page.get("lang") == "en-GB"
    assert page.findtext(".//h1") == "Lindqvist closes the old quay"
    assert [mark.text_content() for mark in page.iterfind(".//article//b[@class='people']")] == [
        "Anna Lindqvist",
        "Lindqvist",
    ]
    assert {mark.get("title") for mark in page.iterfind(".//article//b[@class='people']")} == {"Anna Lindqvist"}
    marks = [(mark.get("class"), mark.get("title"), mark.text_content()) for mark in page.iterfind(".//mark")]
    assert marks == [
        ("direct", "Anna Lindqvist", "the harbour belongs to the people"),
        ("direct", "Anna Lindqvist", "We began in March,"),
        ("direct", "Anna Lindqvist", "We are not done,"),
        ("indirect", None, "No ship shall lie here after sunset"),
    ]
    assert [heading.text for heading in page.iterfind(".//section/h2")] == [
        "People",
        "Organisations",
        "Places",
        "Quotes",
    ]
    assert [heading.text for heading in page.iterfind(".//section/h3")] == ["Anna Lindqvist", "Speaker not named"]


def test_structure_is_kept(article: Article) -> None:
    page = parse(to_html(article))
    body = page.find(".//article")
    assert body is not None
    assert body.findtext("h2") == "A long dispute"
    assert [item.text for item in body.iterfind("ul/li")] == ["First, the quay\n", "Then the dock\n"]
    assert body.findtext("ul/li/ul/li").strip() == "and its cranes"
    assert [cell.text for cell in body.iterfind("table/tr/td")] == ["Year", "Ships", "2025", "311"]
    assert body.findtext("figure/figcaption") == "The quay in 1911"
    assert body.findtext("pre/code") == "quay = 1\n  crane = 2"
    link = body.find("p/a[@href='https://courier.example/about?a=1&b=(2)']")
    assert link is not None
    assert link.text_content() == "The Courier"


def test_the_policy_allows_the_one_style_sheet_and_nothing_else(article: Article) -> None:
    page = parse(to_html(article))
    policy = page.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
    style = page.findtext(".//style").encode()
    digest = base64.b64encode(hashlib.sha256(style).digest()).decode()
    assert policy == f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-{digest}'"
    assert b"prefers-color-scheme: dark" in style
    assert b"url(" not in style
    assert b"@import" not in style


@settings(max_examples=200)
@given(articles())
def test_nothing_an_article_says_becomes_markup(article: Article) -> None:
    written = to_html(article)
    page = parse(written)
    for element in page.iter():
        assert KNOWN.fullmatch(element.tag)
        assert set(element.keys()) <= {
            "lang", "charset", "http-equiv", "content", "name", "class", "title", "href", "rel", "datetime",
            "id", "aria-label",
        }  # fmt: skip
        if element.get("href"):
            assert re.match("https://good.example/|#(people|organisations|places|quotes|notes)$", element.get("href"))
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", written)


@settings(max_examples=200)
@given(articles())
def test_every_word_is_there_in_order(article: Article) -> None:
    flat = msgspec.structs.replace(article.document, blocks=())
    page = parse(to_html(msgspec.structs.replace(article, document=flat)))
    shown = "".join(page.find(".//article").text_content().split())
    assert shown.endswith("".join(layout.printable(flat.text).split()))


def test_a_page_of_what_is_not_the_whole_article_says_why(article: Article) -> None:
    partly = msgspec.structs.replace(article.document, problem="The page is for <subscribers> only.")
    page = to_html(msgspec.structs.replace(article, document=partly))
    assert '<p class="problem">The page is for &lt;subscribers&gt; only.</p>' in page


def test_links_lead_past_the_article_to_each_part_that_is_there(article: Article) -> None:
    page = parse(to_html(article))
    links = [link.get("href") for link in page.iterfind(".//nav/a")]
    assert links == ["#people", "#organisations", "#places", "#quotes"]
    assert [f"#{part.get('id')}" for part in page.iterfind(".//section")] == links
    assert page.find("body")[0].tag == "nav"
    bare = parse(to_html(msgspec.structs.replace(article, annotations=None)))
    assert bare.find(".//nav") is None
