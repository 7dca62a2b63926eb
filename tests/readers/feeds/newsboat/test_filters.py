"""Newsboat's filters in Quoth's words: what each becomes, and what cannot be said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.feeds.newsboat.config import read_config
from readers.feeds.newsboat.filters import Asked, UntranslatableError, translate
from readers.library.query.tree import parse


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ('title =~ "sponsored"', "title:sponsored*"),
        ('title =~ "\\\\bad\\\\b"', "title:ad"),
        ('title =~ "(Sponsored|Advertisement feature)"', '(title:Sponsored* or title:"Advertisement feature")'),
        ('title =~ "[Ss]ponsored"', "title:Sponsored*"),
        ('title =~ "quiz.*week"', "title:quiz* title:week*"),
        ('title =~ "U\\\\.N\\\\."', 'title:"U.N."'),
        ('title !~ "harbour"', "-title:harbour*"),
        ('title !~ "a|b"', "-(title:a* or title:b*)"),
        ('title = "The quay"', 'title:"The quay"'),
        ('content =~ "cricket"', "cricket*"),
        ('rssurl = "https://a.example/f" and title =~ "x"', 'feed:"https://a.example/f" title:x*'),
        ('feedtitle =~ "courier"', "feed:courier"),
        ('tags # "daily" and unread = "yes"', 'folder:"daily" unread'),
        ('flags !# "s"', "-tag:flag-s"),
        ("age < 7", "since:7d"),
        ('title =~ "a" and title =~ "b" or title =~ "c"', "title:a* (title:b* or title:c*)"),
        ('(title =~ "a" and title =~ "b") or unread == "no"', "(title:a* title:b* or read)"),
        ('title!="x"and((unread="yes"))', '-title:"x" unread'),
    ],
)
def test_what_a_filter_becomes(text: str, query: str) -> None:
    assert translate(text).query == query
    assert parse(query) is not None


@pytest.mark.parametrize(
    "text",
    [
        'author =~ "Anna"',
        'title =~ "^[A-Z ]+$"',
        'title =~ "foo.bar"',
        'title =~ "(a|b)c"',
        'title =~ "..."',
        'title = "!"',
        'enclosure_url =~ "mp3"',
        "articleindex < 5",
        "title",
        'title =~ "a" and',
        '(title =~ "a"',
        'title =~ "a" rubbish',
        "",
        "(" * 500,
    ],
)
def test_what_cannot_be_said_is_refused_whole(text: str) -> None:
    with pytest.raises(UntranslatableError):
        translate(text)


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ('title =~ "sponsored"', False),
        ('title =~ "^sponsored"', True),
        ('title = "Sponsored"', True),
        ('title !~ "harbour"', True),
        ('content =~ "cricket"', True),
        ('tags # "daily" and title =~ "a|b"', False),
    ],
)
def test_whether_it_may_find_more_than_newsboat_did(text: str, more: bool) -> None:
    assert translate(text).more is more


def test_ignored_articles_of_a_configuration() -> None:
    found = read_config(
        r"""
        ignore-mode "display"
        ignore-article "*" "title =~ \"sponsored\""
        ignore-article "https://a.example/f" "title =~ \"live\""
        ignore-article "regex:courier" "title =~ \"quiz\""
        ignore-article "*" "author =~ \"Anna\""
        ignore-article "regex:[a-z]+" "title =~ \"quiz\""
        ignore-article "*"
        """
    )
    assert found.ignored == [
        Asked("title:sponsored*", fewer=True),
        Asked('feed:"https://a.example/f" title:live*', fewer=True),
        Asked("feed:courier title:quiz*", more=True, fewer=True),
    ]
    assert [("author" in one, "[a-z]+" in one, "belong to it" in one) for one in found.left] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]


_COMPARED = ("title", "content", "unread", "age", "tags", " =~ ", " = ", " # ")
_JOINED = ("(", ")", " and ", " or ", "!")
_VALUES = ('"a|b"', '"x y"', '"', "3", '"\\\\"', '"-"', '"or"', '"a:b"')
_PIECES = st.sampled_from((*_COMPARED, *_JOINED, *_VALUES))


@given(st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=12).map("".join)))
def test_whatever_is_translated_is_a_query(text: str) -> None:
    try:
        asked = translate(text)
    except UntranslatableError:
        return
    assert parse(asked.query) is not None
