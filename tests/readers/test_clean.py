"""No string from outside can steer the terminal, turn the reading direction round, or name a place on the disk."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.clean import clean, clean_line, http_url, strip_tags

HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=200)
"""Lone surrogates included: JSON may bring them."""


@given(ANYTHING)
def test_nothing_harmful_is_left(text: str) -> None:
    for cleaned in (clean(text), clean_line(text), strip_tags(text), strip_tags(f"<b>{text}")):
        assert not HARMFUL.search(cleaned)
        cleaned.encode("utf-8")


@given(ANYTHING)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(ANYTHING)
def test_a_line_is_one_line(text: str) -> None:
    assert len(clean_line(text).splitlines()) <= 1


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\x1b[31mred\x1b[0m", "a[31mred[0m"),
        ("a\x9b31mred", "a31mred"),
        ("abc\u202edef", "abcdef"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("soft\u00adhyphen and\u200b zero width", "softhyphen and zero width"),
        ("tab\tstays", "tab\tstays"),
        ("नमस्ते می‌خواهم 👩‍🚀", "नमस्ते می‌خواهم 👩‍🚀"),
    ],
)
def test_what_goes_and_what_stays(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("url", "base", "result"),
    [
        ("https://a.example/x?y=1#z", "", "https://a.example/x?y=1#z"),
        ("/x", "https://a.example/y/z", "https://a.example/x"),
        ("//b.example/x", "https://a.example/", "https://b.example/x"),
        ('https://a.example/a b"<c>', "", "https://a.example/a%20b%22%3Cc%3E"),
        ("https://a.example/\x1b[2Jx", "", "https://a.example/[2Jx"),
        ("  https://a.example/ ", "", "https://a.example/"),
        ("javascript:alert(1)", "https://a.example/", ""),
        ("java\nscript:alert(1)", "https://a.example/", ""),
        ("file:///etc/passwd", "https://a.example/", ""),
        ("data:text/html,x", "", ""),
        ("/relative", "", ""),
        ("https://", "", ""),
        ("https://[broken", "", ""),
        ("https://a.example:port/", "", ""),
    ],
)
def test_addresses(url: str, base: str, result: str) -> None:
    assert http_url(url, base) == result


@given(ANYTHING, st.sampled_from(["", "https://a.example/b/"]))
def test_an_address_is_of_the_web_or_empty(url: str, base: str) -> None:
    result = http_url(url, base)
    assert result == "" or re.match(r"https?://[^/?#\s]+", result, re.I)
    assert not re.search(r"\s", result)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<b>Bold</b> &amp; plain", "Bold & plain"),
        ("a<br>b<p>c", "a b c"),
        ("5 < 6 > 4", "5 < 6 > 4"),
        ("x<script>alert(1)</script>y", "xy"),
        ("<style>p{}</style>z", "z"),
        ("AT&amp;amp;T", "AT&amp;T"),
        ("<STYLE>p{}</STYLE> at <b>fo</b>ur <!-- <p>five -->", "at four"),
        ("&#27;[31m", "[31m"),
    ],
)
def test_markup_becomes_text(markup: str, text: str) -> None:
    assert strip_tags(markup) == text


@pytest.mark.parametrize("hostile", ["<a " * 200_000, "<" * 600_000, "<!--" * 150_000, "<script>" * 75_000])
def test_markup_that_never_closes_takes_linear_time(hostile: str) -> None:
    started = time.process_time()
    strip_tags(hostile)
    assert time.process_time() - started < 5, "a quadratic pass over 600 kB takes hours"
