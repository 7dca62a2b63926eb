"""Whatever bytes come, a feed, a page, a list of subscriptions or a text is read, or refused in our own words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readers.errors import QuothError
from readers.feeds.discover import find_feeds
from readers.feeds.imports import read_subscriptions
from readers.feeds.opml import read_opml
from readers.feeds.parse import parse_feed
from readers.news.sources import decode
from readers.pages.html import extract_html
from readers.pages.markdown import extract_markdown
from readers.pages.plain import extract_text
from readers.pages.snippet import lay_out_html

# ruff: noqa: E501 - strings
PIECES = st.sampled_from(
    [
        *(b"<rss version='2.0'>", b"<channel>", b"<item>", b"</item>", b"<title>", b"</title>", b"<link>", b"</channel>"),
        *(b"<feed xmlns='http://www.w3.org/2005/Atom'>", b"<entry>", b"</entry>", b"<content type='xhtml'>", b"</feed>"),
        *(b"<opml version='2.0'>", b"<body>", b"<outline text='a' xmlUrl='http://[' />", b"</body>", b"</opml>", b"<a "),
        *(b"<html>", b"<article>", b"<p>", b"</p>", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<!DOCTYPE a [", b"<!ENTITY "),
        *(b"&#" + b"9" * 5000 + b";", b"&#x110000;", b"&nbsp;", b"&", b"http://[", b"//]/", b"href='http://['", b"xml:base='//['"),
        *(b'{"version": "https://jsonfeed.org/version/1.1", "items": [', b'{"id": 1e999', b'{"url": "http://["', b"]}", b"["),
        *(b"<?xml version='1.0' encoding='utf-7'?>", b"charset=hex", b"\xff\xfe", b"\xef\xbb\xbf", b"\0", b"\x9b31m", b"\n\n"),
        *(b"# ", b"---\n", b"- ", b"```", b"[a](http://[)", b"![a](//[ ", b"By ", b"The bridge stays closed, said Ann Lee. " * 9),
    ]
)  # fmt: skip
ANY = st.one_of(
    st.binary(max_size=300),
    st.lists(st.one_of(PIECES, st.binary(max_size=12)), max_size=25).map(b"".join),
)
ADDRESSES = st.sampled_from(["", "http://a.example/b", "https://a.example", "http://[::1]/"])

READERS: dict[str, Callable[[bytes, str], object]] = {
    "feed": lambda body, url: parse_feed(body, url=url),
    "page": lambda body, url: extract_html(body, url=url),
    "subscriptions": lambda body, _: read_subscriptions(body),
    "OPML": lambda body, _: read_opml(body),
    "discovery": lambda body, url: find_feeds(body, url or "http://a.example/"),
    "Markdown": lambda body, url: extract_markdown(decode(body), url=url),
    "text": lambda body, url: extract_text(decode(body), url=url),
    "snippet": lambda body, url: lay_out_html(decode(body), url),
    "declared": lambda body, url: parse_feed(body, url=url, content_type="text/xml; charset=hex"),
    "page declared": lambda body, url: extract_html(body, url=url, content_type="text/html; charset=utf-7"),
}


@pytest.mark.parametrize("reader", READERS)
@settings(max_examples=60)
@given(body=ANY, url=ADDRESSES)
def test_only_errors_of_ours_are_raised(reader: str, body: bytes, url: str) -> None:
    try:
        READERS[reader](body, url)
    except QuothError as error:
        assert str(error)  # noqa: PT017 - an answer, too
