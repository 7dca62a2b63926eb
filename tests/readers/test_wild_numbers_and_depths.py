"""Numbers longer than Python reads, and nesting deeper than it follows, cost nothing but themselves."""

from __future__ import annotations

import pytest

from readers.clean import strip_tags, unescape
from readers.errors import QuothError
from readers.feeds.opml import DEEPEST, read_opml, write_opml
from readers.feeds.parse import parse_feed
from readers.pages.html import extract_html
from readers.pages.markdown import extract_markdown
from readers.pages.plain import extract_text
from readers.pages.snippet import lay_out_html

NINES = "9" * 5000
WAYS = [f"&#{NINES};", f"&#{NINES}", f"<![CDATA[&#{NINES};]]>", f"&amp;#{NINES};", f"&#x{NINES};", NINES]
PARAGRAPHS = "<p>The bridge over the river stays closed, which the town did not expect at all.</p>" * 8


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"a&#{NINES};b", "a\ufffdb"),
        (f"a&#{'0' * 5000}65;b", "aAb"),
        ("a&#65;b&amp;#65;", "aAb&#65;"),
        ("&#0;", "\ufffd"),
        (f"a&#x{NINES};b", "a\ufffdb"),
    ],
)
def test_references_of_any_length(text: str, shown: str) -> None:
    assert unescape(text) == shown
    assert strip_tags(f"<b>{text}</b>") == shown


@pytest.mark.parametrize("way", WAYS, ids=range(len(WAYS)))
@pytest.mark.parametrize(
    "field", ["title", "link", "guid", "description", "author", "category", "pubDate", "itunes:duration", "ttl"]
)
@pytest.mark.parametrize("inside", ["item", "channel"])
def test_a_feed_with_such_a_number_is_read(field: str, way: str, inside: str) -> None:
    wild = f"<{field}>{way}</{field}>"
    items = f"<item>{wild if inside == 'item' else ''}</item><item><title>Ferry sails</title></item>"
    body = f'<rss version="2.0"><channel>{wild if inside == "channel" else ""}{items}</channel></rss>'
    assert parse_feed(body.encode()).entries[-1].title == "Ferry sails"


@pytest.mark.parametrize("field", ["title", "content_html", "content_text", "url", "id", "date_published", "summary"])
@pytest.mark.parametrize("value", [f'"&#{NINES};"', NINES, f'"{NINES}"', "1e999", f"[{NINES}]"], ids=range(5))
def test_a_json_feed_with_such_a_number_is_read(field: str, value: str) -> None:
    body = f'{{"version": "https://jsonfeed.org/version/1.1", "items": [{{"{field}": {value}}}, {{"title": "Ferry"}}]}}'
    assert parse_feed(body.encode()).entries[-1].title == "Ferry"


@pytest.mark.parametrize("way", WAYS, ids=range(len(WAYS)))
def test_pages_and_texts_with_such_a_number_are_read(way: str) -> None:
    head = f"<title>{way}</title><meta name='author' content='{way}'><meta property='og:title' content='{way}'>"
    linked = (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{way}", "n": {NINES}}}</script>'
    )
    image = f"<img src='http://a.example/{way}.jpg' alt='{way}' width='{NINES}' srcset='a.jpg {NINES}w'>"
    page = f"<html><head>{head}{linked}</head><body><article><h1>{way}</h1>{PARAGRAPHS}<p>{way}</p>{image}</article>"
    for body in (page, page.encode()):
        assert "The bridge over the river" in extract_html(body).text
    assert "The bridge" in lay_out_html(PARAGRAPHS + way + image, "").text
    assert "The bridge" in extract_markdown(f"---\ntitle: {way}\nauthor: {way}\n---\n# {way}\n\nThe bridge {way}").text
    assert "The bridge" in extract_text(f"{way}\n\nBy {way}\n\nThe bridge stays closed. {way}").text


@pytest.mark.parametrize("depth", [100, 5000, 100_000])
@pytest.mark.parametrize("end", ["", "<"], ids=["whole", "broken"])
def test_folders_as_deep_as_anyone_likes(depth: int, end: str) -> None:
    feed = '<outline text="F" xmlUrl="http://a.example/f"/>'
    nested = '<outline text="f">' * depth + feed.replace("/f", "/g") + "</outline>" * depth
    body = f'<opml version="2.0"><body>{feed}{nested}</body></opml>{end}'.encode()
    first, *others = read_opml(body)
    assert first.folder == ()
    assert all(other.folder == ("f",) * DEEPEST for other in others)
    assert read_opml(write_opml([first, *others])) == (first, *others)


@pytest.mark.parametrize("tag", ["div", "b", "p", "span", "blockquote", "font", "section", "em", "q"])
def test_markup_as_deep_as_anyone_likes(tag: str) -> None:
    nested = f"<{tag}>" * 20_000 + PARAGRAPHS + f"</{tag}>" * 20_000
    lay_out_html(nested, "")
    page = f"<html><body><article>{PARAGRAPHS}</article>{nested}</body></html>"
    assert "The bridge" in extract_html(page).text
    item = f"<item><title>Ferry</title><description>{nested[:9000].replace('<', '&lt;')}</description></item>"
    assert parse_feed(f'<rss version="2.0"><channel>{item}</channel></rss>'.encode()).entries[0].title == "Ferry"


@pytest.mark.parametrize("deep", ["[" * 100_000, '{"a":' * 100_000, '"x", ' + "[" * 900 + "]" * 900])
def test_deep_json_is_refused_in_words(deep: str) -> None:
    body = f'{{"version": "https://jsonfeed.org/version/1.1", "items": [{deep}]}}'.encode()
    try:
        parse_feed(body)
    except QuothError as error:
        assert "is broken" in str(error)  # noqa: PT017 - a depth that the parser bears is fine, too


@pytest.mark.parametrize("unit", [">", "[", "![a](", "*", "- ", "<b>", "`", "(", "1. "])
def test_deep_markdown_is_read_or_refused_in_words(unit: str) -> None:
    try:
        extract_markdown(f"{unit * 3000}a")
    except QuothError as error:
        assert "no text" in str(error)  # noqa: PT017 - likewise
