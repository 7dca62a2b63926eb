"""Whatever the reader names gives an article or a sentence that says why not."""

from __future__ import annotations

import gzip
import io
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from werkzeug import Response

from readers.errors import FetchError, PageError, QuothError, SourceError
from readers.feeds.client import Client
from readers.feeds.endings import page_breaks_off
from readers.model import Document, Entry, Feed
from readers.news import sources
from tests.inline import InlineWorker

SENTENCE = "The bridge over the Orlen stays closed, said the mayor, and nobody knows for how long it will be. "
PAGE = f"<html><head><title>Bridge closed</title></head><body><h1>Bridge closed</h1><p>{SENTENCE * 3}</p></body></html>"
FEED = "<rss version='2.0'><channel><title>The Courier</title></channel></rss>"


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with Client() as client:
        yield client


async def load(source: str | Path, client: Client | None = None, stdin: bytes | None = None) -> Document:
    async with InlineWorker() as worker:
        return await sources.load(str(source), client, None if stdin is None else io.BytesIO(stdin), worker=worker)


async def refusal(source: str | Path, client: Client | None = None, stdin: bytes | None = None) -> str:
    with pytest.raises((SourceError, PageError)) as caught:
        await load(source, client, stdin)
    return str(caught.value)


class TestFiles:
    async def test_a_web_page(self, tmp_path: Path) -> None:
        file = tmp_path / "bridge.html"
        file.write_text(PAGE)
        document = await load(file)
        assert (document.title, document.text) == ("Bridge closed", (SENTENCE * 3).strip())

    async def test_a_web_page_by_its_look(self, tmp_path: Path) -> None:
        file = tmp_path / "bridge"
        file.write_text("\ufeff\n" + PAGE)
        assert (await load(file)).title == "Bridge closed"

    async def test_a_page_on_the_disk_asks_nothing_of_the_network(self, tmp_path: Path, httpserver: HTTPServer) -> None:
        file = tmp_path / "bridge.html"
        address = httpserver.url_for("/")
        head = (
            f"<base href='{address}'><link rel='stylesheet' href='{address}x.css'><script src='{address}x.js'></script>"
        )
        file.write_text(PAGE.replace("<title>", head + "<title>").replace("</p>", f"<img src='{address}x.png'></p>"))
        assert (await load(file)).title == "Bridge closed"
        assert httpserver.log == []

    async def test_a_text(self, tmp_path: Path) -> None:
        file = tmp_path / "bridge.txt"
        file.write_text(f"Bridge closed\n\n{SENTENCE}\n")
        assert (await load(file)).title == "Bridge closed"

    async def test_markdown(self, tmp_path: Path) -> None:
        file = tmp_path / "bridge.md"
        file.write_text(f"# Bridge closed\n\n{SENTENCE}\n\n## Why\n\nIt is [old](https://a.example/).")
        document = await load(file)
        assert [block.kind for block in document.blocks] == ["paragraph", "heading", "paragraph"]
        assert document.links[0].url == "https://a.example/"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
    async def test_in_any_encoding(self, tmp_path: Path, encoding: str) -> None:
        text = (
            "Ein Brückenschluß überrascht die Bürger.\n\nDie Brücke über die Orle bleibt geschlossen, sagt Jörg Müßig."
        )
        file = tmp_path / "bridge.txt"
        file.write_bytes(text.encode(encoding))
        assert "Jörg Müßig" in (await load(file)).text

    async def test_missing(self, tmp_path: Path) -> None:
        assert "There is no file" in await refusal(tmp_path / "nothing.html")
        assert "https:// in front" in await refusal("courier.example/bridge")

    async def test_a_folder(self, tmp_path: Path) -> None:
        assert "is a folder" in await refusal(tmp_path)

    async def test_a_name_that_cannot_be(self) -> None:
        assert "could not be read" in await refusal("a\0b")
        assert "could not be read" in await refusal("x" * 5000)

    @pytest.mark.parametrize("content", [b"", b" \n\t\n"])
    async def test_empty(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "x.txt").write_bytes(content)
        assert "is empty" in await refusal(tmp_path / "x.txt")

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"%PDF-1.7 ...", "is a PDF file"),
            (b"\x89PNG\r\n\x1a\n", "is a picture"),
            (b"PK\x03\x04", "an archive"),
            (gzip.compress(b"x", mtime=0), "is a compressed file"),
            (b"text and then \0 something", "is binary"),
        ],
    )
    async def test_binary(self, tmp_path: Path, content: bytes, words: str) -> None:
        (tmp_path / "x.html").write_bytes(content)
        assert words in await refusal(tmp_path / "x.html")

    async def test_too_large(self, tmp_path: Path) -> None:
        with (tmp_path / "x.txt").open("wb") as file:
            file.truncate(sources.LARGEST + 1)
        assert "is larger than 15 MB" in await refusal(tmp_path / "x.txt")

    async def test_a_feed_is_no_article(self, tmp_path: Path) -> None:
        (tmp_path / "feed.xml").write_text(FEED)
        assert "is a feed, not an article" in await refusal(tmp_path / "feed.xml")

    async def test_a_page_without_an_article(self, tmp_path: Path) -> None:
        (tmp_path / "x.html").write_text("<html><body><p>Hi</p></body></html>")
        assert "holds no article" in await refusal(tmp_path / "x.html")


class TestStandardInput:
    async def test_is_read_like_a_file(self) -> None:
        assert (await load("-", stdin=PAGE.encode())).title == "Bridge closed"
        assert (await load("-", stdin=f"Bridge closed\n\n{SENTENCE}".encode())).title == "Bridge closed"

    async def test_empty(self) -> None:
        assert await refusal("-", stdin=b"") == "Standard input is empty: there is nothing to read."


class TestAddresses:
    async def test_a_page(self, client: Client, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/bridge").respond_with_data(PAGE, content_type="text/html")
        document = await load(httpserver.url_for("/bridge"), client)
        assert (document.title, document.url) == ("Bridge closed", httpserver.url_for("/bridge"))
        assert httpserver.log[-1][0].headers["Accept"].startswith("text/html")
        assert len(httpserver.log) == 1, "pictures, styles and scripts are left alone"

    async def test_a_page_extracted_by_a_worker(self, client: Client, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/bridge").respond_with_data(PAGE, content_type="text/html")
        async with InlineWorker() as worker:
            document = await sources.load(httpserver.url_for("/bridge"), client, worker=worker)
        assert document.title == "Bridge closed"

    async def test_the_headers_charset_counts(self, client: Client, httpserver: HTTPServer) -> None:
        body = PAGE.replace("mayor", "Bürgermeister").encode("cp1252")
        httpserver.expect_request("/bridge").respond_with_data(body, content_type="text/html; charset=windows-1252")
        assert "Bürgermeister" in (await load(httpserver.url_for("/bridge"), client)).text

    async def test_a_text_and_markdown(self, client: Client, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/a").respond_with_data(f"Bridge closed\n\n{SENTENCE}", content_type="text/plain")
        httpserver.expect_request("/b.md").respond_with_data(f"# Bridge\n\n{SENTENCE}", content_type="text/plain")
        assert (await load(httpserver.url_for("/a"), client)).title == "Bridge closed"
        assert (await load(httpserver.url_for("/b.md"), client)).title == "Bridge"

    @pytest.mark.parametrize(
        ("body", "kind", "words"),
        [
            (FEED, "application/rss+xml", "is a feed, not an article"),
            (FEED, "text/html", "is a feed, not an article"),
            ("GIF89a", "image/gif", "is a picture"),
            ("x", "image/svg+xml", "of the type image/svg+xml"),
            ("", "text/html", "is empty"),
        ],
    )
    async def test_what_is_no_article(
        self, client: Client, httpserver: HTTPServer, body: str, kind: str, words: str
    ) -> None:
        httpserver.expect_request("/x").respond_with_data(body, content_type=kind)
        message = await refusal(httpserver.url_for("/x"), client)
        assert words in message
        assert httpserver.url_for("/x") in message

    async def test_what_is_not_there(self, client: Client, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/x").respond_with_data(status=404)
        assert "does not exist (404)" in await refusal(httpserver.url_for("/x"), client)

    async def test_without_a_network(self) -> None:
        with pytest.raises(FetchError, match="on the network"):
            await load("https://courier.example/")


class TestEntries:
    FEED = Feed("https://courier.example/feed", "The Courier", "https://courier.example/", "en")

    def document(self, content: str, **more) -> Document:
        entry = Entry(id="1", title="Bridge", link="https://courier.example/town/bridge", content=content, **more)
        return sources.document_from_entry(entry, self.FEED)

    def test_the_feeds_own_text_has_structure(self) -> None:
        document = self.document(
            "<h2>Why</h2><p>It is <a href='/old'>very <b>old</b></a>, they say.</p>"
            "<ul><li>one<ul><li>two</li></ul></li></ul><blockquote><p>Said.</p></blockquote>"
            "<pre>a\n  b</pre><script>x()</script>"
            "<table><tr><td>1</td><td>2</td></tr></table>"
            "<figure><img src=x><figcaption>The bridge</figcaption></figure>"
        )
        shown = [(block.kind, block.level, document.text[block.start : block.end]) for block in document.blocks]
        assert shown == [
            ("heading", 2, "Why"),
            ("paragraph", 0, "It is very old, they say."),
            ("list_item", 1, "one"),
            ("list_item", 2, "two"),
            ("quote", 0, "Said."),
            ("code", 0, "a\n  b"),
            ("table", 0, "1 | 2"),
            ("caption", 0, "The bridge"),
        ]
        (link,) = document.links
        assert document.text[link.start : link.end] == "very old"
        assert link.url == "https://courier.example/old"

    def test_it_says_where_it_is_from(self) -> None:
        when = datetime(2026, 1, 1, tzinfo=UTC)
        document = self.document("<p>x</p>", authors=("Ann Lee",), published=when)
        assert (document.title, document.site, document.language, document.authors, document.published) == (
            "Bridge",
            "The Courier",
            "en",
            ("Ann Lee",),
            when,
        )

    def test_a_plug_for_the_site_is_cut(self) -> None:
        document = self.document("<p>News.</p><p>The post <a href='/x'>Bridge</a> appeared first on The Courier.</p>")
        assert document.text == "News."
        assert document.cut == ("The post Bridge appeared first on The Courier.",)
        assert document.links == ()

    @pytest.mark.parametrize(
        ("text", "whole"),
        [
            ("Word. " * 300, True),
            ("Word. " * 30, False),
            ("Word. " * 300 + "and so …", False),
            ("Word. " * 300 + "Continue reading", False),
            ("Word. " * 300 + "[...]", False),
        ],
    )
    def test_whether_it_is_the_whole_article(self, text: str, whole: bool) -> None:
        assert sources.is_whole(Document(text=text.strip())) is whole

    @pytest.mark.parametrize("unit", ["<a ", "<p>", "<", "<!--", "&"])
    def test_hostile_markup_takes_linear_time(self, unit: str) -> None:
        hostile = unit * 100_000
        started = time.process_time()
        self.document(f"<p>News.</p>{hostile}")
        assert time.process_time() - started < 5

    @given(st.text(max_size=200))
    def test_any_markup_gives_sound_spans(self, markup: str) -> None:
        document = self.document(f"<p>{markup}<a href='/x'>{markup}</a><li>{markup}")
        end = 0
        for block in document.blocks:
            assert end <= block.start < block.end <= len(document.text)
            end = block.end
        for link in document.links:
            assert 0 <= link.start < link.end <= len(document.text)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_somehow(content: bytes) -> None:
    sources.decode(content, "text/plain; charset=nonsense").encode("utf-8", "surrogatepass")


async def test_every_refusal_is_one_of_ours(tmp_path: Path) -> None:
    for number, content in enumerate([b"<", b"<html", b"\xff\xfe", b"<?xml", b"{}", b"<svg/>"]):
        file = tmp_path / f"{number}.html"
        file.write_bytes(content)
        with pytest.raises(QuothError):
            await load(file)


PARAGRAPHS = "".join(f"<p>Sentence {number} of the page says that the bridge stays closed.</p>" for number in range(9))


class TestAPageWithoutItsEnd:
    @pytest.mark.parametrize(
        "page",
        [
            f"<!doctype html><html><body><div><article>{PARAGRAPHS}",
            f"<html><body><p>{PARAGRAPHS}<p>Text <a hre",
            f"<html><body><p>{PARAGRAPHS}<!-- begin of",
            f"<HTML><BODY><p>{PARAGRAPHS}<SCRIPT>if (a < b) {{ '<div>' }}",
            f"<html><body><article>{PARAGRAPHS}</article><ul><li>One",
        ],
    )
    def test_is_told(self, page: str) -> None:
        assert page_breaks_off(page.encode())
        assert page_breaks_off(page.encode("utf-16"))

    @pytest.mark.parametrize(
        "page",
        [
            f"<!doctype html><html><body><div>{PARAGRAPHS}</div></body></html>\n<!-- cached 12:00 -->",
            f"<!doctype html><title>T</title><p>{PARAGRAPHS}<ul><li>One<li>Two</ul><table><tr><td>x</table>",
            f"<html><body><div>{PARAGRAPHS}</body>",
            f"<html><p>{PARAGRAPHS}<script>document.write('<div>')</script><!-- <div> --><br>",
            f"<div>{PARAGRAPHS}",
            "a < b",
        ],
    )
    def test_is_not_one_that_html_lets_end_so(self, page: str) -> None:
        assert not page_breaks_off(page.encode())

    async def test_is_told_of_to_whoever_opens_it(self, httpserver: HTTPServer, client: Client) -> None:
        page = f"<html><body><div><article><h1>Bridge</h1>{PARAGRAPHS}<p>And th"
        answer = lambda _: Response(iter([page]), content_type="text/html")  # noqa: E731
        httpserver.expect_request("/cut").respond_with_handler(answer)
        document = await load(httpserver.url_for("/cut"), client)
        assert "Sentence 8" in document.text
        assert document.problem == "The page breaks off before its end. Open it again later."

    @given(st.binary(max_size=300) | st.text("<>/!-divscrptahtml \"'", max_size=300).map(str.encode))
    def test_any_bytes_are_an_answer(self, body: bytes) -> None:
        page_breaks_off(body)
        page_breaks_off(b"<html>" + body)
