"""From words to a tree, and mistakes told at their place."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from readers.errors import QueryError
from readers.library.query.dates import period
from readers.library.query.tree import And, Node, Not, Or, Term, parse

NOW = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)  # a Wednesday


def told(node: Node | None) -> object:
    """A tree as short as it can be written."""
    if isinstance(node, Term):
        return f"{node.field}:{node.text}{'*' if node.prefix else ''}".removeprefix(":")
    if isinstance(node, Not):
        return ("not", told(node.part))
    if isinstance(node, And | Or):
        return ("and" if isinstance(node, And) else "or", *map(told, node.parts))
    return node


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("", None),
        ("… – ???", None),
        ("putin", "putin"),
        ("putin helsinki", ("and", "putin", "helsinki")),
        ("putin AND helsinki", ("and", "putin", "helsinki")),
        ("rock and roll", ("and", "rock", "and", "roll")),
        ('"great success"', "great success"),
        ("„great success“", "great success"),
        ('person:"Dan Coats" -kgb', ("and", "person:Dan Coats", ("not", "kgb"))),
        ("Person:coats", "person:coats"),
        ("organisation:nato", "org:nato"),
        ("with:putin,trump", ("and", "with:putin", "with:trump")),
        ("a b or c", ("or", ("and", "a", "b"), "c")),
        ("a (b OR c)", ("and", "a", ("or", "b", "c"))),
        ("-(a or b)", ("not", ("or", "a", "b"))),
        ("-person:coats", ("not", "person:coats")),
        ("unread", "is:unread"),
        ('"unread"', "unread"),
        ("is:Tagged", "is:tagged"),
        ("10:30 https://a.example/b", ("and", "10:30", "https://a.example/b")),
        ("well-known", "well-known"),
        ("tele*", "tele*"),
        ('title:"to close"', "title:to close"),
        ("()", None),
        ("a ()", "a"),
    ],
)
def test_what_words_mean(query: str, tree: object) -> None:
    assert told(parse(query)) == tree


@pytest.mark.parametrize(
    ("query", "wrong", "words"),
    [
        ("war persn:putin", "persn:", "did you mean person:"),
        ("Re:invent", "Re:", "quotation marks"),
        ("war person:", "person:", "a name"),
        ("since:fortnight", "since:fortnight", "7d"),
        ("since:yesturday", "since:yesturday", "did you mean since:yesterday?"),
        ("on:2026-02-31", "on:2026-02-31", "no day"),
        ("is:red", "is:red", "did you mean is:read?"),
        ("is:xyz", "is:xyz", "there are unread, read"),
        ("a or", "or", "both sides"),
        ("or a", "or", "both sides"),
        ("a (b or c", "(", "not closed"),
        ("a) b", ")", "closes nothing"),
        ("(" * 30 + "a" + ")" * 30, "(", "24 parentheses"),
        (" ".join(["a"] * 65), "a", "64 things"),
    ],
)
def test_a_mistake_is_explained_at_its_place(query: str, wrong: str, words: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    error = caught.value
    assert query[error.start : error.end] == wrong
    assert words in str(error)
    line, carets = error.shown.split("\n")
    assert line[carets.index("^") : carets.rindex("^") + 1] == wrong


def test_the_carets_stand_under_wide_letters_and_at_the_end_of_long_lines() -> None:
    with pytest.raises(QueryError) as caught:
        parse("世界 persn:x")
    assert caught.value.shown.split("\n")[1] == " " * 5 + "^" * 6
    with pytest.raises(QueryError) as caught:
        parse("word " * 40 + "persn:x")
    line, carets = caught.value.shown.split("\n")
    assert len(line) < 80
    assert line[carets.index("^") :] == "persn:x"


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("7d", "2026-02-25T15:30", "2026-02-25T15:30"),
        ("7 days", "2026-02-25T15:30", "2026-02-25T15:30"),
        ("12h", "2026-03-04T03:30", "2026-03-04T03:30"),
        ("30min", "2026-03-04T15:00", "2026-03-04T15:00"),
        ("today", "2026-03-04", "2026-03-05"),
        ("yesterday", "2026-03-03", "2026-03-04"),
        ("wednesday", "2026-03-04", "2026-03-05"),
        ("Thursday", "2026-02-26", "2026-02-27"),
        ("2026", "2026-01-01", "2027-01-01"),
        ("2026-12", "2026-12-01", "2027-01-01"),
        ("2026-02-28", "2026-02-28", "2026-03-01"),
        ("2026-2-1", "2026-02-01", "2026-02-02"),
        ("2026-02-28T10:15", "2026-02-28T10:15", "2026-02-28T10:16"),
        ("999999999y", "0001-01-02", "0001-01-02"),
    ],
)
def test_days_and_times(words: str, start: str, end: str) -> None:
    found = period(words, NOW)
    assert found is not None
    assert found[:2] == tuple(datetime.fromisoformat(one).replace(tzinfo=UTC) for one in (start, end))
    assert found.moves == (not words.startswith("20"))


@pytest.mark.parametrize("words", ["", "soon", "2026-13", "0000", "9999", "2026-01-01T25:00", "7", "d", "7 dwarves x"])
def test_what_is_no_time(words: str) -> None:
    assert period(words, NOW) is None
