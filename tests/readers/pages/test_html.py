"""From a web page to the article alone."""

from __future__ import annotations

import contextlib
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from lxml import html

from readers.errors import PageError
from readers.model import Document
from readers.pages.html import extract_html
from readers.pages.source import scrub

URL = "https://courier.example/town/bridge"
WORDS = "stays closed for the winter, said the mayor on Monday, and the people of the town are not pleased about it."


def paragraph(number: int) -> str:
    return f"Bridge number {number} over the Orlen {WORDS}"


def page(body: str, head: str = "", title: str = "Bridge stays closed | The Courier") -> str:
    return f"<!DOCTYPE html><html lang='en-GB'><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def article(*more: str, before: str = "", count: int = 5) -> str:
    inside = "".join(f"<p>{paragraph(number)}</p>" for number in range(count))
    return f"<main><article><h1>Bridge stays closed</h1>{before}{inside}{''.join(more)}</article></main>"


def shown(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


class TestText:
    def test_only_the_article_is_left(self) -> None:
        body = (
            "<nav><ul><li><a href='/'>Home</a></li><li><a href='/sport'>Sport</a></li></ul></nav>"
            + article("<p><a href='/x'>Read more: Ferry sinks</a></p>", "<p>Sign up for our newsletter.</p>")
            + "<aside><h3>Most read</h3><p><a href='/y'>Cat found on the roof of the town hall</a></p></aside>"
            "<footer>© The Courier</footer>"
        )
        document = extract_html(page(body), url=URL)
        assert shown(document) == [("paragraph", paragraph(number)) for number in range(5)]
        assert document.title == "Bridge stays closed"
        assert {"Sport", "Read more: Ferry sinks", "Sign up for our newsletter."} <= set(document.cut)

    def test_structure_is_kept(self) -> None:
        body = article(
            "<h2>What now?</h2>",
            f"<blockquote><p>{paragraph(7)}</p></blockquote>",
            f"<ul><li>{paragraph(8)}</li><li>{paragraph(9)}</li></ul>",
            f"<p>{paragraph(10)}</p>",
        )
        kinds = [block.kind for block in extract_html(page(body), url=URL).blocks]
        assert kinds == ["paragraph"] * 5 + ["heading", "quote", "list_item", "list_item", "paragraph"]

    def test_links_are_spans_and_cost_no_word(self) -> None:
        text = (
            f"<p>The <a href='/mayor'>mayor of <b>Orlen</b></a>, who {WORDS} <a href='javascript:x()'>Here</a> too.</p>"
        )
        document = extract_html(page(article(text)), url=URL)
        assert f"The mayor of Orlen, who {WORDS} Here too." in document.text
        (link,) = document.links
        assert (document.text[link.start : link.end], link.url) == (
            "mayor of Orlen",
            "https://courier.example/mayor",
        )

    def test_lines_within_a_paragraph(self) -> None:
        document = extract_html(page(article(f"<p>First line {WORDS}<br>Second line {WORDS}</p>")), url=URL)
        assert f"First line {WORDS}\nSecond line {WORDS}" in document.text

    def test_a_paragraph_passed_over_is_put_back(self) -> None:
        # Short, and most of it a link: an extractor takes it for navigation.
        gap = "<p><a href='/council'>The council of the town</a> met.</p>"
        inside = "".join(f"<p>{paragraph(number)}</p>{gap if number == 2 else ''}" for number in range(6))
        document = extract_html(page(f"<article><h1>Bridge stays closed</h1>{inside}</article>"), url=URL)
        assert "The council of the town met." in document.text

    def test_the_standfirst_comes_first(self) -> None:
        before = "<p class='standfirst'>A town without its bridge, and a mayor without an answer to its people.</p>"
        before += "<p class='byline'>By Ann Lee</p>"
        document = extract_html(page(article(before=before)), url=URL)
        assert document.blocks[0].kind == "standfirst"
        assert document.text.startswith("A town without its bridge")

    def test_what_is_for_screen_readers_alone_is_not_shown(self) -> None:
        link = "<a href='/x'>the plan<span class='visually-hidden'>(opens in a new window)</span></a>"
        document = extract_html(page(article(f"<p>See {link}, which {WORDS}</p>")), url=URL)
        assert f"See the plan, which {WORDS}" in document.text

    def test_text_carries_nothing_harmful(self) -> None:
        bad = f"<p>Red &#27;[31m &#x9b;31m &#x202e;text {WORDS}</p>"
        document = extract_html(page(article(bad), title="A&#27;]0;x&#7;B | The Courier"), url=URL)
        assert not set("\x1b\x9b\u202e\x07") & set(document.text + document.title + "".join(document.cut))

    def test_spans_are_sound(self) -> None:
        document = extract_html(page(article("<h2>A</h2>", "<ul><li>b</li></ul>", f"<p>{paragraph(6)}</p>")), url=URL)
        assert document.text == "\n\n".join(text for _, text in shown(document))


class TestEncodings:
    @pytest.mark.parametrize(
        ("encoding", "meta", "header"),
        [
            ("utf-8", "", ""),
            ("utf-8", "<meta charset='iso-8859-1'>", ""),
            ("cp1252", "<meta charset='windows-1252'>", ""),
            ("cp1252", "", "text/html; charset=windows-1252"),
            ("shift_jis", "<meta charset='shift_jis'>", ""),
        ],
    )
    def test_the_text_is_right(self, encoding: str, meta: str, header: str) -> None:
        word = "橋は閉鎖" if encoding == "shift_jis" else "Brückenschließung"
        body = page(article(f"<p>{word} {WORDS}</p>"), head=meta).encode(encoding)
        assert word in extract_html(body, url=URL, content_type=header).text

    def test_an_xml_declaration_before_text(self) -> None:
        assert extract_html("<?xml version='1.0' encoding='utf-8'?>" + page(article()), url=URL).text


class TestMetadata:
    LD = """<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "The Courier"},
        {"@type": "NewsArticle", "headline": "Bridge &amp; tunnel stay closed",
         "datePublished": "2026-01-05T08:30:00+01:00",
         "author": [{"@type": "Person", "name": "By Ann Lee"}, {"@type": "Person", "name": "Bo Ek"},
                    {"@type": "Person", "name": "Ann Lee"}]}]}</script>"""

    def test_json_ld(self) -> None:
        document = extract_html(page(article(), head=self.LD, title="Bridge &amp; tunnel stay closed"), url=URL)
        assert document.authors == ("Ann Lee", "Bo Ek")
        assert document.published == datetime(2026, 1, 5, 8, 30, tzinfo=timezone(timedelta(hours=1)))
        assert document.title == "Bridge & tunnel stay closed"
        assert document.language == "en-GB"

    def test_meta_elements(self) -> None:
        head = (
            "<meta property='og:title' content='Bridge stays closed - The Courier'>"
            "<meta property='og:site_name' content='The Courier'>"
            "<meta property='article:published_time' content='2026-01-05T08:30:00Z'>"
            "<meta name='author' content='Ann Lee, Town Reporter'>"
        )
        document = extract_html(page(article(), head=head), url=URL)
        assert (document.title, document.site, document.authors) == ("Bridge stays closed", "The Courier", ("Ann Lee",))
        assert document.published == datetime(2026, 1, 5, 8, 30, tzinfo=UTC)

    @pytest.mark.parametrize(
        "broken", ["{", "[1, 2]", '{"@type": "NewsArticle", "headline": 5, "author": [null]}', "null"]
    )
    def test_broken_json_ld_does_no_harm(self, broken: str) -> None:
        head = f"<script type='application/ld+json'>{broken}</script>"
        assert extract_html(page(article(), head=head), url=URL).title == "Bridge stays closed"

    def test_a_date_to_come_is_not_believed(self) -> None:
        head = "<meta property='article:published_time' content='2190-01-05T08:30:00Z'>"
        published = extract_html(page(article(), head=head), url=URL).published
        assert published is None or published <= datetime.now(UTC)


class TestWalls:
    def test_a_paywall_is_said_beside_the_beginning(self) -> None:
        body = f"<article><h1>A scoop</h1><p>{paragraph(1)}</p><p>Subscribe to continue reading.</p></article>"
        document = extract_html(page(body, title="A scoop"), url=URL)
        assert document.text == paragraph(1)
        assert document.problem == (
            f"{URL} shows its article to subscribers only. Open it in the browser to read it there."
        )

    def test_a_page_may_declare_it(self) -> None:
        head = """<script type="application/ld+json">{"@type": "NewsArticle", "headline": "A scoop",
            "isAccessibleForFree": "False"}</script>"""
        body = f"<article><h1>A scoop</h1><p>{paragraph(1)}</p></article>"
        assert "subscribers only" in extract_html(page(body, head=head, title="A scoop"), url=URL).problem

    def test_a_whole_article_is_no_teaser_whatever_else_the_page_offers(self) -> None:
        body = article("<p>Already a subscriber? Log in.</p>", count=15)
        assert extract_html(page(body), url=URL).problem == ""

    @pytest.mark.parametrize(
        ("body", "words"),
        [
            ("<h1>We value your privacy</h1><p>We and our partners store information on a device, such as cookies. "
             "You may accept all cookies or manage preferences in our privacy policy.</p>", "about cookies"),
            ("<h1>One more step</h1><p>Please verify you are human. Enable JavaScript and cookies.</p>", "a machine"),
            ("<p>To continue reading, become a subscriber for full access.</p>", "subscribers only"),
            ("<p>Hello.</p>", "holds no article"),
        ],
    )  # fmt: skip
    def test_what_is_no_article_is_not_shown_as_one(self, body: str, words: str) -> None:
        with pytest.raises(PageError, match=words) as caught:
            extract_html(page(body, title="x"), url=URL)
        assert URL in str(caught.value)

    @pytest.mark.parametrize("body", ["", "   ", "<", "<html></html>", "<svg></svg>", "plain words"])
    def test_hardly_anything(self, body: str) -> None:
        with pytest.raises(PageError):
            extract_html(body, url=URL)


@pytest.mark.parametrize("unit", ["<a ", "<br>", "<p>word word.</p>", "<li>", "<a href=x>y</a> "])
def test_hostile_pages_take_linear_time(unit: str) -> None:
    started = time.process_time()
    extract_html(page(article(unit * 8000)), url=URL)
    assert time.process_time() - started < 10


def test_deep_nesting_ends_well() -> None:
    deep = "<div>" * 3000 + f"<p>{paragraph(1)}</p>" + "</div>" * 3000
    with contextlib.suppress(PageError):
        extract_html(page(deep), url=URL)


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By <a rel='author' href='/a'>Ann Lee</a>, <a rel='author' href='/b'>Bo Ek</a>", ("Ann Lee", "Bo Ek")),
        ("<a rel='author'>Ann <b>Lee</b></a> <!-- and --> <span itemprop='author'>Bo Ek</span>", ("Ann Lee", "Bo Ek")),
        ("<a rel='author' href='/a'>Ann Lee</a> <a href='/more'>More of hers</a>", ("Ann Lee",)),
        ("<a rel='author' href='/a'>Ann Lee</a> <a rel='author' href='/a'>Ann Lee</a>", ("Ann Lee",)),
    ],
)
def test_authors_that_are_marked_one_by_one_are_all_named(byline: str, authors: tuple[str, ...]) -> None:
    text = "".join(
        f"<p>Sentence {number} of it says that the bridge over the Orlen stays closed.</p>" for number in range(9)
    )
    elsewhere = "<aside><a rel='author' href='/c'>Cy Dow</a></aside>"
    page = (
        f"<html><head><title>T</title></head><body><article><h1>Bridge closed</h1><div>{byline}</div>{text}</article>"
    )
    found = extract_html(f"{page}{elsewhere}</body></html>").authors
    assert found == authors


def test_comments_that_attributes_begin_are_gone_whatever_is_left_of_them() -> None:
    tree = html.fromstring('<p title="<!<!----">The quay is shut.</p>')
    scrub(tree)
    assert "<!--" not in tree.get("title")


@pytest.mark.parametrize("title", ["Harbour News - Bridge stays closed", "Bridge stays closed | Harbour News"])
def test_a_heading_over_all_pages_of_a_site_is_no_headline(title: str) -> None:
    own = article().replace("<h1>Bridge stays closed</h1>", "<b>Bridge stays closed</b>")
    whole = page(f"<h1>Harbour News</h1>{own}", title=title)
    assert extract_html(whole, url="https://www.harbournews.example/bridge").title == "Bridge stays closed"
