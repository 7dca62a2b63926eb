"""Subscriptions go out and come back the same, and other readers' files are understood."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readers.errors import FeedError
from readers.feeds.opml import read_opml, starter_feeds, write_opml
from readers.model import Feed

NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp", "Cf")), min_size=1, max_size=12)
FEEDS = st.lists(
    st.builds(
        Feed,
        url=st.integers(0, 99).map("https://courier.example/{}".format),
        title=NAMES,
        link=st.sampled_from(["", "https://courier.example/"]),
        language=st.sampled_from(["", "en-GB"]),
        folder=st.lists(NAMES, max_size=3).map(tuple),
        name=st.just("") | NAMES.map("My {}".format),
    ),
    unique_by=lambda feed: feed.url,
    max_size=8,
)


@given(FEEDS)
@settings(max_examples=50)
def test_what_is_written_is_read_again(feeds: list[Feed]) -> None:
    assert set(read_opml(write_opml(feeds))) == set(feeds)


def test_nested_folders_attributes_in_any_case_and_includes() -> None:
    body = b"""<opml version="1.0"><body>
        <outline text="Town"><outline title="River">
          <outline type="rss" TEXT="Courier" xmlurl="https://courier.example/feed" HTMLURL="https://courier.example/"/>
        </outline></outline>
        <outline text="Else" xmlUrl=" https://else.example/feed "/>
        <outline text="tagged" xmlUrl="https://tags.example/feed" category="/News/Local,/Other"/>
        <outline text="evil" xmlUrl="javascript:alert(1)"/><outline text="empty" xmlUrl=""/>
        <outline text="again" xmlUrl="https://else.example/feed"/></body></opml>"""
    assert read_opml(body) == (
        Feed("https://courier.example/feed", "Courier", "https://courier.example/", folder=("Town", "River")),
        Feed("https://else.example/feed", "Else"),
        Feed("https://tags.example/feed", "tagged", folder=("News", "Local"), also_in=(("Other",),)),
    )


def test_what_is_shown_is_the_readers_name_where_the_publishers_is_another() -> None:
    body = b"""<opml version="2.0"><body>
        <outline text="My paper" title="The Courier" xmlUrl="https://courier.example/feed"/></body></opml>"""
    assert read_opml(body) == (Feed("https://courier.example/feed", "The Courier", name="My paper"),)


def test_a_feed_of_several_folders_is_one_feed() -> None:
    courier = '<outline text="Courier" xmlUrl="https://courier.example/feed"/>'
    folders = "".join(f"<outline text='{name}'>{courier}</outline>" for name in "AB")
    body = f"<opml><body>{folders}{courier}</body></opml>"
    assert read_opml(body.encode()) == (
        Feed("https://courier.example/feed", "Courier", folder=("A",), also_in=(("B",),)),
    )


def test_a_broken_file_is_read_as_far_as_it_goes() -> None:
    body = (
        b"<opml><body><outline text='A & B' xmlUrl='https://a.example/'/><outline text='x' xmlUrl='https://b.example/'>"
    )
    assert [feed.url for feed in read_opml(body)] == ["https://a.example/", "https://b.example/"]


def test_entities_of_the_file_do_not_expand() -> None:
    body = b"""<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a "ha"><!ENTITY b SYSTEM "file:///etc/hostname">]>
        <opml><body><outline text="x&a;&b;" xmlUrl="https://a.example/"/></body></opml>"""
    (feed,) = read_opml(body)
    assert "ha" not in feed.title


@pytest.mark.parametrize("body", [b"", b"hello", b"<rss/>", b"\0\1\2"])
def test_what_is_no_opml(body: bytes) -> None:
    with pytest.raises(FeedError, match="not an OPML file"):
        read_opml(body)


def test_the_list_to_begin_with() -> None:
    feeds = starter_feeds()
    assert len(feeds) >= 12
    assert all(feed.url.startswith("https://") and feed.title and feed.link and feed.language for feed in feeds)
    assert len({feed.url for feed in feeds}) == len(feeds)
