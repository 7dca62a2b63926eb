"""Every format gives the same entries, and no feed, however broken or hostile, gives anything unsafe."""

from __future__ import annotations

import json
import re
import time
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readers.errors import FeedError
from readers.feeds.ampersands import escape_ampersands
from readers.feeds.parse import parse_feed
from readers.model import Enclosure, ParsedFeed

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
URL = "https://courier.example/feeds/all"
HARMFUL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def rss(*items: str, head: str = "<title>The Courier</title><link>https://courier.example/</link>") -> bytes:
    body = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{body}</channel></rss>'.encode()


def parse(body: bytes, url: str = URL, content_type: str = "") -> ParsedFeed:
    return parse_feed(body, url=url, content_type=content_type, now=NOW)


FORMATS = {
    "rss20": rss("<title>Bridge closes</title><link>/bridge</link><guid isPermaLink='false'>b1</guid>"
                 "<pubDate>Thu, 01 Jan 2026 10:00:00 +0100</pubDate>"
                 "<description>&lt;p&gt;It closes.&lt;/p&gt;</description>"),
    "rss10": b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>The Courier</title>
        <link>https://courier.example/</link></channel><item rdf:about="b1"><title>Bridge closes</title>
        <link>/bridge</link><dc:date>2026-01-01T10:00:00+01:00</dc:date>
        <description>&lt;p&gt;It closes.&lt;/p&gt;</description></item></rdf:RDF>""",
    "rss091u": b"""<rss version="0.91"><channel><title>The Courier</title><link>https://courier.example/</link>
        <item><title>Bridge closes</title><link>/bridge</link><description>&lt;p&gt;It closes.&lt;/p&gt;</description>
        </item></channel></rss>""",
    "atom10": b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Courier</title><link href="https://courier.example/"/>
        <entry><id>b1</id><title>Bridge closes</title><link href="/bridge"/>
        <published>2026-01-01T10:00:00+01:00</published>
        <summary type="html">&lt;p&gt;It closes.&lt;/p&gt;</summary></entry></feed>""",
    "atom03": b"""<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>The Courier</title>
        <link rel="alternate" href="https://courier.example/"/><entry><id>b1</id><title>Bridge closes</title>
        <link rel="alternate" href="/bridge"/><issued>2026-01-01T10:00:00+01:00</issued>
        <summary type="text/html" mode="escaped">&lt;p&gt;It closes.&lt;/p&gt;</summary></entry></feed>""",
    "cdf": b"""<CHANNEL HREF="https://courier.example/"><TITLE>The Courier</TITLE><ITEM HREF="/bridge">
        <TITLE>Bridge closes</TITLE><ABSTRACT>&lt;p&gt;It closes.&lt;/p&gt;</ABSTRACT></ITEM></CHANNEL>""",
    "json11": json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "The Courier",
        "home_page_url": "https://courier.example/", "items": [{"id": "b1", "title": "Bridge closes", "url": "/bridge",
        "date_published": "2026-01-01T10:00:00+01:00", "content_html": "<p>It closes.</p>"}]}).encode(),
}  # fmt: skip


class TestFormats:
    @pytest.mark.parametrize("name", FORMATS)
    def test_all_say_the_same(self, name: str) -> None:
        parsed = parse(FORMATS[name])
        assert parsed.format == name
        assert (parsed.feed.url, parsed.feed.title, parsed.feed.link) == (
            URL,
            "The Courier",
            "https://courier.example/",
        )
        (entry,) = parsed.entries
        assert entry.id
        assert entry.title == "Bridge closes"
        assert entry.link == "https://courier.example/bridge"
        assert "It closes." in entry.summary + entry.content
        if name not in ("rss091u", "cdf"):  # which have no dates
            assert entry.published == datetime(2026, 1, 1, 9, tzinfo=UTC)
        assert parsed.problems == ()

    @pytest.mark.parametrize(
        "content_type", ["text/html", "text/plain; charset=nonsense", "image/png", "application/json"]
    )
    @pytest.mark.parametrize("name", ["rss20", "json11"])
    def test_whatever_the_header_says(self, name: str, content_type: str) -> None:
        assert parse(FORMATS[name], content_type=content_type).entries == parse(FORMATS[name]).entries

    def test_json_feed_of_version_one(self) -> None:
        feed = {"version": "https://jsonfeed.org/version/1", "title": "C", "author": {"name": "Ann Lee"}, "items": [
            {"id": 7, "content_text": "a < b\n\nsecond", "external_url": "https://else.example/",
             "attachments": [{"url": "/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 5}], "tags": ["x", 3]},
            "no object"]}  # fmt: skip
        parsed = parse(json.dumps(feed).encode())
        (entry,) = parsed.entries
        assert parsed.format == "json1"
        assert (entry.id, entry.authors, entry.link, entry.tags) == ("7", ("Ann Lee",), "https://else.example/", ("x",))
        assert entry.content == "<p>a &lt; b</p><p>second</p>"
        assert entry.enclosures == (Enclosure(url="https://courier.example/a.mp3", type="audio/mpeg", length=5),)
        assert parsed.problems == ("Items that are no objects were left out: 1.",)


class TestEntries:
    def test_full_content_enclosures_categories_and_several_authors(self) -> None:
        body = rss(
            "<title>T</title><guid>1</guid><description>short</description>"
            "<c:encoded xmlns:c='http://purl.org/rss/1.0/modules/content/'>&lt;p&gt;long&lt;/p&gt;</c:encoded>"
            "<dc:creator xmlns:dc='http://purl.org/dc/elements/1.1/'>Ann Lee</dc:creator>"
            "<dc:creator xmlns:dc='http://purl.org/dc/elements/1.1/'>By Bo Ek</dc:creator>"
            "<category>Town</category><category>River</category><category>Town</category>"
            "<enclosure url='https://courier.example/a.mp3' type='audio/mpeg' length='12'/>"
            "<m:content xmlns:m='http://search.yahoo.com/mrss/' url='https://courier.example/a.jpg' type='image/jpeg'/>"
        )
        (entry,) = parse(body).entries
        assert (entry.summary, entry.content) == ("short", "<p>long</p>")
        assert entry.authors == ("Ann Lee", "Bo Ek")
        assert entry.tags == ("Town", "River")
        assert [item.url.rpartition("/")[2] for item in entry.enclosures] == ["a.mp3", "a.jpg"]

    @pytest.mark.parametrize(
        "author",
        [
            "<author>&lt;a href='https://courier.example/roe'&gt;J. Roe&lt;/a&gt;, K. Poe</author>",
            "<author><![CDATA[<a href='mailto:roe@courier.example'>J. Roe</a>, <a href='/poe'>K. Poe</a>]]></author>",
            "<dc:creator xmlns:dc='http://purl.org/dc/elements/1.1/'>&lt;b&gt;J. Roe&lt;/b&gt; and K. Poe</dc:creator>",
            "<broken><author>&lt;a href='/roe'&gt;J. Roe&lt;/a&gt;, K. Poe</author>",
        ],
    )
    def test_authors_given_as_html(self, author: str) -> None:
        (entry,) = parse(rss(f"<title>T</title><guid>1</guid>{author}")).entries
        assert entry.authors == ("J. Roe", "K. Poe")

    def test_an_author_given_as_an_address_with_a_name(self) -> None:
        (entry,) = parse(rss("<guid>1</guid><author>roe@courier.example (J. Roe)</author>")).entries
        assert entry.authors == ("J. Roe",)

    def test_entries_without_id_title_date_or_link(self) -> None:
        entries = parse(rss("<description>one</description>", "<description>two</description>", "")).entries
        assert len({entry.id for entry in entries}) == 3
        assert [entry.link for entry in entries] == ["", "", ""]
        assert entries == parse(rss("<description>one</description>", "<description>two</description>", "")).entries

    def test_entries_that_share_an_id_are_kept_apart(self) -> None:
        one, two = "<title>One</title><guid>x</guid>", "<title>Two</title><guid>x</guid>"
        parsed = parse(rss(one, two, one))
        assert [entry.title for entry in parsed.entries] == ["One", "Two"]
        assert len({entry.id for entry in parsed.entries}) == 2
        assert "more than once" in parsed.problems[0]

    def test_ids_do_not_depend_on_the_order(self) -> None:
        one, two = "<title>One</title><guid>x</guid>", "<title>Two</title><guid>x</guid>"
        forwards, backwards = parse(rss(one, two)).entries, parse(rss(two, one)).entries
        assert {entry.title: entry.id for entry in forwards} == {entry.title: entry.id for entry in backwards}

    @pytest.mark.parametrize(
        ("date", "published"),
        [
            ("Fri, 01 Jan 2100 00:00:00 GMT", NOW),
            ("0001-01-01T00:00:00Z", None),
            ("Thu, 01 Jan 1970 00:00:00 GMT", None),
            ("the day before yesterday", None),
            ("Thu, 32 Jan 2026 00:00:00 GMT", None),
            ("Thu, 01 Jan 2026 23:59:59 EST", datetime(2026, 1, 2, 3, 4, tzinfo=UTC)),
        ],
    )
    def test_dates_are_plausible(self, date: str, published: datetime | None) -> None:
        (entry,) = parse(rss(f"<title>T</title><pubDate>{date}</pubDate>")).entries
        assert entry.published == published

    @pytest.mark.parametrize(
        ("title", "shown"),
        [
            ("&lt;b&gt;Bold&lt;/b&gt; claim", "Bold claim"),
            ("AT&amp;amp;T", "AT&T"),
            ("5 &lt; 6", "5 < 6"),
            ("&lt;script&gt;x()&lt;/script&gt;News", "News"),
            ("[bold]News[/]", "[bold]News[/]"),
            ("two\n lines", "two lines"),
        ],
    )
    def test_titles_are_plain_text(self, title: str, shown: str) -> None:
        assert parse(rss(f"<title>{title}</title>")).entries[0].title == shown

    def test_links_in_texts_are_absolute(self) -> None:
        text = "&lt;a href='/x?a=1'&gt;x&lt;/a&gt; &lt;img src=\"y.png\"&gt; "
        text += "&lt;a href='https://b.example/'&gt; &lt;a href='#n'&gt;"
        (entry,) = parse(rss(f"<title>T</title><description>{text}</description>")).entries
        assert entry.summary == (
            "<a href='https://courier.example/x?a=1'>x</a> <img src=\"https://courier.example/feeds/y.png\"> "
            "<a href='https://b.example/'> <a href='#n'>"
        )

    def test_how_often_the_publisher_wants_to_be_asked(self) -> None:
        assert parse(rss(head="<title>C</title><ttl>90</ttl>")).ttl == 90
        sy = "<sy:updatePeriod xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'>daily</sy:updatePeriod>"
        assert parse(rss(head=f"<title>C</title>{sy}")).ttl == 1440
        assert parse(rss(head="<title>C</title><ttl>soon</ttl>")).ttl is None


class TestAmpersands:
    """Those that nobody escaped stand for themselves, in addresses as in words."""

    @pytest.mark.parametrize(
        "address",
        [
            "https://courier.example/u?utm_source=rss&utm_campaign=1",
            "https://courier.example/?a=1&copy=2&lt=3&reg=4",
            "https://courier.example/?a=1&&b=2&",
        ],
    )
    @pytest.mark.parametrize("form", ["rss", "atom"])
    def test_of_addresses_and_ids(self, address: str, form: str) -> None:
        body = rss(f"<title>T</title><link>{address}</link><guid>{address}</guid>")
        if form == "atom":
            body = (
                '<feed xmlns="http://www.w3.org/2005/Atom"><title>C</title><entry><title>T</title>'
                f'<id>{address}</id><link href="{address}"/></entry></feed>'
            ).encode()
        parsed = parse(body)
        (entry,) = parsed.entries
        assert (entry.id, entry.link) == (address, address)
        assert "not escaped" in parsed.problems[0]

    def test_of_words(self) -> None:
        (entry,) = parse(rss("<title>Fish & Chips, R&D; AT&T &amp; more</title><guid>1</guid>")).entries
        assert entry.title == "Fish & Chips, R&D; AT&T & more"

    def test_what_is_escaped_or_verbatim_stays_as_it_is(self) -> None:
        body = rss(
            "<title>A &amp; B &#233; &eacute;</title><link>https://courier.example/?a=1&amp;b=2</link>"
            "<!-- a & b --><description><![CDATA[<p>Fish &amp; Chips & more</p>]]></description>"
        )
        parsed = parse(body)
        (entry,) = parsed.entries
        assert (entry.title, entry.link) == ("A & B é é", "https://courier.example/?a=1&b=2")
        assert entry.summary == "<p>Fish &amp; Chips & more</p>"
        assert not any("not escaped" in problem for problem in parsed.problems)

    @pytest.mark.parametrize("unit", ["&", "<![CDATA[", "<!--", "&a", "<![CDATA[]]>&", "<!---->&"])
    def test_any_number_of_them_takes_linear_time(self, unit: str) -> None:
        began = time.process_time()
        escape_ampersands(unit.encode() * (1_000_000 // len(unit)))
        assert time.process_time() - began < 2


class TestEncodings:
    TEXT = "Überraschung — “wörtlich”"

    @pytest.mark.parametrize(
        ("encoding", "declared", "header"),
        [
            ("utf-8", "utf-8", ""),
            ("utf-8", "iso-8859-1", "text/xml"),
            ("utf-8", "", "application/rss+xml; charset=iso-8859-1"),
            ("cp1252", "windows-1252", ""),
            ("cp1252", "", "text/xml; charset=windows-1252"),
            ("utf-16", "utf-16", ""),
        ],
    )
    def test_the_text_is_right_whatever_is_declared(self, encoding: str, declared: str, header: str) -> None:
        declaration = f' encoding="{declared}"' if declared else ""
        body = (
            f'<?xml version="1.0"{declaration}?><rss version="2.0"><channel><title>{self.TEXT}</title></channel></rss>'
        )
        assert parse(body.encode(encoding), content_type=header).feed.title == self.TEXT


class TestNotAFeed:
    @pytest.mark.parametrize(
        ("body", "words"),
        [
            (b"", "is empty"),
            (b" \n\t", "is empty"),
            (b"<!DOCTYPE html><html><body>hello</body></html>", "is a web page, not a feed"),
            (b"<!-- x --><html>", "is a web page"),
            (b"<opml version='2.0'><body/></opml>", "list of subscriptions"),
            (b"\x89PNG\r\n\x1a\n\0\0\0", "is binary data"),
            (b"<note><to>Ann</to></note>", "is XML, but not a feed"),
            (b"just some text", "is not a feed"),
            (b'{"name": "no feed"}', "not a JSON Feed"),
            (b'{"version": "https://jsonfeed.org/version/1", "items": [', "is broken"),
        ],
    )
    def test_says_what_it_is_instead(self, body: bytes, words: str) -> None:
        with pytest.raises(FeedError, match=re.escape(words)) as caught:
            parse(body)
        assert URL in str(caught.value)

    def test_a_body_that_is_a_path_opens_no_file(self, tmp_path: Path) -> None:
        feed = tmp_path / "feed.xml"
        feed.write_bytes(rss("<title>Secret</title>"))
        for body in (str(feed), f"file://{feed}"):
            with pytest.raises(FeedError):
                parse(body.encode(), url="")


class TestHardToRefuse:
    def test_comments_without_end_before_what_is_no_feed(self) -> None:
        began = time.process_time()
        with pytest.raises(FeedError):
            parse(b"<!---->" * 600)
        assert time.process_time() - began < 5, "it took time by the power of two"


class TestBroken:
    def test_what_can_be_read_is_read(self) -> None:
        parsed = parse(rss("<title>One</title>", "<title>Two & three</title>")[:-10])
        assert [entry.title for entry in parsed.entries] == ["One", "Two & three"]
        assert "not well-formed" in parsed.problems[0]
        assert parsed.cut

    def test_half_an_entry_is_none(self) -> None:
        parsed = parse(rss("<title>One</title>", "<title>Two</title><description>It is no")[:-30])
        assert [entry.title for entry in parsed.entries] == ["One"]
        assert parsed.cut
        assert "breaks off" in parsed.problems[-1]

    def test_a_feed_that_is_broken_elsewhere_is_not_cut(self) -> None:
        assert not parse(rss("<title>One</b>", "<title>Two</title>")).cut


class TestHostile:
    def test_entities_do_not_expand(self) -> None:
        body = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
            <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
            <!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">
            <!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;"><!ENTITY h "&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;">]>
            <rss version="2.0"><channel><title>&h;</title></channel></rss>"""
        assert len(parse(body).feed.title) < 1000

    def test_no_file_is_read_through_an_entity(self, tmp_path: Path) -> None:
        (tmp_path / "secret").write_text("TOPSECRET")
        body = f"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>
            <rss version="2.0"><channel><title>a&x;b</title></channel></rss>"""
        assert "TOPSECRET" not in repr(parse(body.encode()))

    def test_control_characters_do_not_get_through(self) -> None:
        item = "<title>a&#27;[31m&#x9b;b&#x202e;c</title><guid>g&#27;</guid><description>d&#27;]0;x&#7;</description>"
        item += (
            "<author>Ann&#27;[2J Lee</author><category>e&#x9b;</category><link>https://courier.example/&#27;x</link>"
        )
        strings = json.dumps(msgspec.to_builtins(parse(rss(item))), ensure_ascii=False)
        assert not HARMFUL.search(strings)

    @pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "vbscript:x"])
    def test_only_addresses_of_the_web(self, link: str) -> None:
        item = f"<title>T</title><link>{link}</link><enclosure url='{link}' type='x' length='-1'/>"
        (entry,) = parse(rss(item, head=f"<title>C</title><link>{link}</link>")).entries
        assert (entry.link, entry.enclosures) == ("", ())
        assert parse(rss(item, head=f"<title>C</title><link>{link}</link>")).feed.link == ""

    def test_deep_nesting(self) -> None:
        deep = "<p>" * 20_000
        assert parse(rss(f"<title>T</title><description><![CDATA[{deep}x]]></description>")).entries[0].title == "T"
        assert len(parse(b"<rss version='2.0'><channel>" + b"<a>" * 30_000).entries) == 0

    @pytest.mark.parametrize("unit", ["<a ", "<", "&", "by ", "a, "])
    def test_hostile_texts_take_linear_time(self, unit: str) -> None:
        hostile = unit * 30_000
        started = time.process_time()
        text = f"<![CDATA[{hostile}]]>"
        parse(
            rss(f"<title>{text}</title><author>{text}</author><category>{text}</category><description>x</description>")
        )
        assert time.process_time() - started < 5

    @given(st.binary(max_size=400))
    @settings(max_examples=60)
    def test_any_bytes_give_a_feed_or_a_clear_error(self, noise: bytes) -> None:
        for body in (noise, rss("<title>T</title>")[:150] + noise, b'{"items": [' + noise):
            try:
                parsed = parse(body)
            except FeedError:
                continue
            assert not HARMFUL.search(json.dumps(msgspec.to_builtins(parsed), ensure_ascii=False))


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("3725", 3725), ("62:05", 3725), ("1:02:05", 3725), ("90.5", 90), ("soon", 0), ("1:99:99:99", 0), ("9" * 5000, 0)],
)
def test_an_episode_of_a_podcast_keeps_its_length_number_and_picture(written: str, seconds: int) -> None:
    feed = f"""<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>Tides</title>
    <item><title>Low water</title><guid>14</guid>
    <enclosure url="https://courier.example/14.mp3" type="audio/mpeg" length="123"/>
    <itunes:duration>{written}</itunes:duration><itunes:season>2</itunes:season><itunes:episode>14</itunes:episode>
    <itunes:image href="https://courier.example/14.jpg"/></item></channel></rss>"""
    (entry,) = parse_feed(feed.encode()).entries
    assert entry.enclosures == (Enclosure("https://courier.example/14.mp3", "audio/mpeg", 123, seconds),)
    assert (entry.episode, entry.image) == ("2.14", "https://courier.example/14.jpg")
