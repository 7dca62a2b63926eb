"""Coming from another reader."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.errors import FeedError
from readers.feeds.imports import read_subscriptions
from readers.feeds.opml import write_opml
from readers.model import Feed

URLS = """\
# my feeds
https://courier.example/feed "Town" "~The Courier" daily
https://else.example/feed
  https://hidden.example/feed ! "~Not shown"

"query:Unread:unread = \\"yes\\""
exec:/usr/bin/fetch.sh
"filter:/usr/bin/x:https://a.example/"
file:///home/ann/feed.xml
https://else.example/feed other
"""


def test_newsboats_list() -> None:
    imported = read_subscriptions(URLS.encode())
    assert imported.feeds == (
        Feed("https://courier.example/feed", "The Courier", folder=("Town",), also_in=(("daily",),)),
        Feed("https://else.example/feed"),
        Feed("https://hidden.example/feed", "Not shown"),
        Feed("exec:/usr/bin/fetch.sh"),
        Feed("filter:/usr/bin/x:https://a.example/"),
    )
    assert imported.queries == (("Unread", "unread"),)
    assert len(imported.left) == 4
    assert imported.left[-1] == "https://else.example/feed: it is in the file twice."
    assert sum("only feeds with a web address" in line for line in imported.left) == 1
    assert sum("commands.feeds" in line for line in imported.left) == 2


def test_a_query_feed_that_cannot_be_asked_here_is_told() -> None:
    imported = read_subscriptions(b'https://a.example/f\n"query:Long:author =~ \\"Anna\\""\n')
    assert imported.queries == ()
    assert "“author =~” cannot be asked here" in imported.left[0]
    assert "`zk` keeps that" in imported.left[0]


def test_names_and_folders_go_out_and_come_back() -> None:
    feed = Feed("https://a.example/", "The A", folder=("Town",), name="Mine", also_in=(("daily",), ("River", "Up")))
    assert read_subscriptions(write_opml([feed])).feeds == (feed,)


def test_opml() -> None:
    feed = Feed("https://courier.example/feed", "The Courier", folder=("Town", "River"))
    assert read_subscriptions(write_opml([feed])).feeds == (feed,)


@pytest.mark.parametrize("body", [b"", b"hello world", b"\0\1\2", b"# only a comment"])
def test_what_is_neither(body: bytes) -> None:
    with pytest.raises(FeedError, match="neither an OPML file nor"):
        read_subscriptions(body)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        imported = read_subscriptions(text.encode("utf-8", "surrogatepass"))
    except FeedError:
        return
    assert all(feed.url.startswith(("http://", "https://")) for feed in imported.feeds)
