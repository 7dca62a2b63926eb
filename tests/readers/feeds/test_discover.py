"""From a site's address to its feeds."""

from __future__ import annotations

import pytest

from readers.feeds.discover import FoundFeed, find_feeds, guesses, well_known

SITE = "https://courier.example/town/"


def test_announced_feeds_come_in_order_with_comments_last() -> None:
    page = b"""<html><head><base href="/news/">
        <link rel="alternate" type="application/rss+xml" title="Comments" href="comments.xml">
        <link rel="Alternate" type="application/atom+xml; charset=utf-8" title="All &amp; more" href="all.atom">
        <link rel="alternate" type="application/feed+json" href="//cdn.example/feed.json">
        <link rel="alternate" type="application/json+oembed" href="/oembed?url=x">
        <link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">
        <link rel="alternate" type="text/html" hreflang="de" href="/de/">
        <link rel="stylesheet" type="text/css" href="/feed.css">
        <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)"></head></html>"""
    assert find_feeds(page, SITE) == (
        FoundFeed("https://courier.example/news/all.atom", "All & more", "application/atom+xml"),
        FoundFeed("https://cdn.example/feed.json", "", "application/feed+json"),
        FoundFeed("https://courier.example/news/comments.xml", "Comments", "application/rss+xml"),
    )


def test_links_in_the_text_count_only_if_nothing_is_announced() -> None:
    page = b'<body><a href="/rss">RSS</a> <a href="/about">About</a> <a href="feeds/town.xml">Town</a></body>'
    assert [feed.url for feed in find_feeds(page, SITE)] == [
        "https://courier.example/rss",
        "https://courier.example/town/feeds/town.xml",
    ]
    announced = b'<link rel="alternate" type="application/rss+xml" href="/all">' + page
    assert [feed.url for feed in find_feeds(announced, SITE)] == ["https://courier.example/all"]


@pytest.mark.parametrize("page", [b"", b"\0\0", b"plain text", b"<html>"])
def test_a_page_without_feeds(page: bytes) -> None:
    assert find_feeds(page, SITE) == ()


@pytest.mark.parametrize(
    ("url", "feed"),
    [
        ("https://www.youtube.com/channel/UC123", "https://www.youtube.com/feeds/videos.xml?channel_id=UC123"),
        ("https://www.youtube.com/playlist?list=PL1", "https://www.youtube.com/feeds/videos.xml?playlist_id=PL1"),
        ("https://github.com/courier/press", "https://github.com/courier/press/releases.atom"),
        ("https://github.com/courier", "https://github.com/courier.atom"),
        ("https://old.reddit.com/r/news/top/", "https://www.reddit.com/r/news/.rss"),
        ("https://social.example/@ann", "https://social.example/@ann.rss"),
    ],
)
def test_sites_with_a_rule(url: str, feed: str) -> None:
    assert well_known(url)[0].url == feed


def test_sites_without_one() -> None:
    assert well_known("https://courier.example/town") == ()


def test_usual_places_are_guessed_at_the_root_and_in_the_folder() -> None:
    places = guesses("https://courier.example/town/index.html")
    assert "https://courier.example/feed" in places
    assert "https://courier.example/town/atom.xml" in places
    assert len(set(places)) == len(places)
