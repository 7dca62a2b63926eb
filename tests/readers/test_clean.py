"""No string from outside can steer the terminal, turn the reading direction round, or name a place on the disk."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.clean import clean, clean_line, host_of, http_url, joined, message, origin_of, parts_of, strip_tags
from readers.errors import QuothError

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


BROKEN = [
    "http://[",
    "//[",
    "http://]/",
    "http://[::1",
    "https://a:b/",
    "//a:99999999/",
    "http://a]b/",
    "http://a\u2100b/",
]
"""What `urllib` raises at, or at the parts of which it does."""


@pytest.mark.parametrize("url", BROKEN)
def test_what_is_no_address_has_no_parts(url: str) -> None:
    assert parts_of(url) == parts_of("")
    assert (host_of(url), origin_of(url), http_url(url), http_url("/x", url), http_url(url, url)) == ("",) * 5
    assert http_url(joined("https://a.example/", url)) == ""
    assert http_url(url, "https://a.example/") == ""


@given(st.one_of(ANYTHING, st.sampled_from(BROKEN)), st.one_of(ANYTHING, st.sampled_from(BROKEN)))
def test_taking_addresses_apart_never_fails(one: str, other: str) -> None:
    for url in (one, f"http://{one}", f"//{one}/{other}", f"http:{one}"):
        assert parts_of(url).port is None or parts_of(url).netloc
        assert origin_of(url) == "" or host_of(url)
        joined(url, other)
        http_url(other, url)


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://A.example/x", "https://a.example:443"),
        ("http://a.example:8080/", "http://a.example:8080"),
        ("http://ann:pw@a.example", "http://a.example:80"),
        ("feed.xml", ""),
    ],
)
def test_origins(url: str, origin: str) -> None:
    assert origin_of(url) == origin


@given(ANYTHING)
def test_what_our_errors_quote_is_fit_to_be_shown(text: str) -> None:
    told = str(QuothError(f"The server said {text}."))
    assert not HARMFUL.search(told)
    assert "\n" not in told
    assert told == message(told)


def test_a_message_is_never_too_long_to_be_read() -> None:
    told = message("The file " + "x" * 100_000 + " is gone. Choose another one.")
    assert told.startswith("The file xxx")
    assert told.endswith("xxx is gone. Choose another one.")
    assert len(told) <= 2000


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
