"""The same story is shown once, and copies of it can be told apart."""

from __future__ import annotations

import tracemalloc
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.addresses import canonical_url
from readers.library.stories import Stories, Story
from readers.model import EntryRow

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
TITLE = "Orlen bridge to stay closed until spring, mayor says"


def row(number: int, title: str = "", link: str = "", feed: int = 0, hours: float = 0) -> EntryRow:
    feed = feed or number
    return EntryRow(number, feed, f"Outlet {feed}", title, link, NOON + timedelta(hours=hours))


def group_stories(rows: list[EntryRow]) -> list[Story]:
    """The stories of a list, in its order."""
    stories = Stories()
    stories.add(rows)
    return [stories.story(one) for one in rows if stories.head[one.id] == one.id]


@pytest.mark.parametrize(
    "url",
    [
        "https://www.courier.example/bridge?utm_source=rss&utm_medium=feed",
        "http://courier.example/bridge/",
        "https://courier.example/bridge#comments",
        "https://courier.example:443/bridge?at_medium=RSS&fbclid=1",
        "https://m.courier.example/bridge/amp",
    ],
)
def test_addresses_of_one_article(url: str) -> None:
    assert canonical_url(url) == canonical_url("https://courier.example/bridge")


@pytest.mark.parametrize(
    "url",
    [
        "https://courier.example/bridge?id=2",
        "https://courier.example/bridge-2",
        "https://courier.example:8080/bridge",
        "https://else.example/bridge",
    ],
)
def test_addresses_of_another(url: str) -> None:
    assert canonical_url(url) != canonical_url("https://courier.example/bridge")


def test_one_entry_by_two_feeds_is_one_story_with_both_sources() -> None:
    first = row(1, "Bridge closed", "https://courier.example/bridge")
    second = row(2, "Bridge closed", "https://courier.example/bridge?utm_source=rss")
    (story,) = group_stories([first, second])
    assert (story.shown, story.same, story.alike) == (first, (second,), ())
    assert story.outlets == ("Outlet 1", "Outlet 2")


def test_copies_of_an_agencys_report_are_grouped() -> None:
    rows = [
        row(1, TITLE, "https://a.example/1"),
        row(2, "Cat rescued from the roof of the old town hall", "https://b.example/2"),
        row(3, f"UPDATE 1-{TITLE} - Agency", "https://c.example/3", hours=3),
        row(4, "Orlen bridge to stay closed until summer, council says", "https://d.example/4"),
    ]
    stories = group_stories(rows)
    assert [(story.shown.id, [other.id for other in story.alike]) for story in stories] == [(1, [3]), (2, []), (4, [])]


def test_what_is_days_apart_short_or_of_one_feed_is_not() -> None:
    days_apart = [row(1, TITLE, "https://a.example/1"), row(2, TITLE, "https://b.example/2", hours=72)]
    short = [row(1, "Live updates", "https://a.example/1"), row(2, "Live updates", "https://b.example/2")]
    one_feed = [row(1, TITLE, "https://a.example/1", feed=9), row(2, TITLE, "https://a.example/2", feed=9)]
    for rows in (days_apart, short, one_feed):
        assert len(group_stories(rows)) == 2


@given(st.lists(st.tuples(st.sampled_from([TITLE, TITLE + " now", "Other news of the day in the town", "x", ""]),
                          st.sampled_from(["", "https://a.example/1", "https://a.example/1?utm_id=2", "https://b.example"]),
                          st.integers(0, 90)), max_size=20))  # fmt: skip
def test_every_row_is_in_one_story(given_rows: list[tuple[str, str, int]]) -> None:
    rows = [row(number, title, link, hours=hours) for number, (title, link, hours) in enumerate(given_rows, 1)]
    stories = group_stories(rows)
    grouped = [other.id for story in stories for other in (story.shown, *story.same, *story.alike)]
    assert sorted(grouped) == [one.id for one in rows]
    assert [story.shown.id for story in stories] == sorted(story.shown.id for story in stories)


def test_pages_of_a_list_are_grouped_as_the_whole_is() -> None:
    rows = [row(number, TITLE, f"https://{number}.example/", hours=-number) for number in range(1, 9)]
    stories = Stories()
    assert stories.add(rows[:3]) == {1}
    assert stories.add(rows[3:]) == {1}
    assert set(stories.head.values()) == {1}


def test_what_only_rows_to_come_are_compared_with_is_let_go_of() -> None:
    rows = [row(n, f"{TITLE} number{n} tells{n} other{n}", f"https://a{n}.example/{n}") for n in range(1, 2001)]
    rows += [row(3000 + n, TITLE, f"https://b{n}.example/", hours=1) for n in range(3)]
    tracemalloc.start()
    stories = Stories()
    stories.add(rows)
    held = tracemalloc.get_traced_memory()[0]
    told = [stories.story(one) for one in rows if stories.head[one.id] == one.id]
    others = dict(stories.others)
    stories.finish()
    kept = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert kept < held / 4
    assert [stories.story(one) for one in rows if stories.head[one.id] == one.id] == told
    assert stories.others == others


def test_one_feed_tells_no_story_twice() -> None:
    log = [row(number, f"Version {number}", "https://a.example/changes", feed=9) for number in (1, 2)]
    assert len(group_stories(log)) == 2


def test_of_two_stories_that_a_headline_is_like_it_joins_the_one_with_its_longest_words() -> None:
    words = [f"{letter * (20 - number)}" for number, letter in enumerate("abcdefghijklmno")]
    rows = [
        row(1, " ".join(words[2:14]), hours=3),
        row(2, " ".join(words[:12]), hours=2),
        row(3, " ".join(words[1:13]), hours=1),
    ]
    stories = group_stories(rows)
    assert [[one.id for one in (story.shown, *story.alike)] for story in stories] == [[1], [2, 3]]


def test_what_is_too_long_for_a_headline_is_compared_with_nothing() -> None:
    endless = " ".join(f"word{number}" for number in range(1000))
    assert [story.alike for story in group_stories([row(1, endless), row(2, endless)])] == [(), ()]


def test_an_address_of_the_usual_form_is_shortened_as_any_other() -> None:
    assert canonical_url("https://www.m.a.example/x/amp?utm_source=a&utm_id=2") == "//a.example/x"
    assert canonical_url("https://www.m.a.example/x/amp?utm_source=a&id=2") == "//a.example/x?id=2"
