"""Dates as publishers write them: in their zone, in their language, or not at all."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.feeds.dates import from_text
from readers.feeds.parse import parse_feed

DAY = datetime(2026, 11, 24, 10, 0)  # noqa: DTZ001  (a clock on some wall)


def feed(date: str, language: str = "") -> bytes:
    said = f"<language>{language}</language>" if language else ""
    item = f"<item><title>T</title><guid>1</guid><pubDate>{date}</pubDate></item>"
    return f'<rss version="2.0"><channel><title>C</title>{said}{item}</channel></rss>'.encode()


@pytest.mark.parametrize(
    ("zone", "language", "hours"),
    [
        ("AEDT", "", 11), ("AEST", "", 10), ("BRT", "", -3), ("IST", "", 5.5), ("IST", "en-IE", 1), ("IST", "he", 2),
        ("NPT", "", 5.75), ("SAST", "", 2), ("JST", "", 9), ("PKT", "", 5), ("WIB", "", 7), ("NZDT", "", 13),
        ("MSK", "", 3), ("MEZ", "de", 1), ("ART", "", -3), ("EST", "", -5), ("EST", "en-AU", 10), ("CST", "", -6),
        ("CST", "zh-CN", 8), ("BST", "", 1), ("Z", "", 0), ("ET", "", -5), ("Europe/Berlin", "", 1), ("PT", "", -8),
        ("GMT+0530", "", 5.5), ("-05:00", "", -5), ("(NZST)", "", 12), ("QQQ", "", 0),
    ],
)  # fmt: skip
def test_zones(zone: str, language: str, hours: float) -> None:
    now = datetime(2027, 1, 1, tzinfo=UTC)
    (entry,) = parse_feed(feed(f"Tue, 24 Nov 2026 10:00:00 {zone}", language), now=now).entries
    assert entry.published is not None
    assert (entry.published.replace(tzinfo=None), entry.published.utcoffset()) == (DAY, timedelta(hours=hours))


@pytest.mark.parametrize(
    ("date", "language"),
    [
        ("Di, 24 Nov 2026 10:00:00", "de"), ("Dienstag, 24. November 2026, 10:00 Uhr", ""), ("24 Dez 2026 10:00", ""),
        ("mar. 24 nov. 2026 10:00", "fr"), ("mar, 24 nov 2026 10:00:00", "it"), ("24 de noviembre de 2026 10:00", ""),
        ("ter, 24 nov 2026 10:00:00", "pt"), ("вт, 24 ноября 2026 10:00:00", ""),
        ("wtorek, 24 listopada 2026 10:00", ""),
        ("24 listopada 2026 10:00", "pl"), ("24. listopad 2026 10:00", "cs"), ("24 Kasım 2026 10:00", "tr"),
        ("2026年11月24日 10:00", "ja"), ("2026년 11월 24일 오전 10:00", ""), ("24 พ.ย. 2569 10:00", "th"),
        ("24 tháng 11, 2026 10:00", "vi"), ("Τρι, 24 Νοε 2026 10:00:00", ""), ("24 नवंबर 2026 10:00", ""),
        ("٢٤ نوفمبر ٢٠٢٦ ١٠:٠٠", "ar"), ("2026. november 24. 10:00", "hu"), ("24/11/2026 10:00", ""),
        ("11/24/2026 10:00:00 AM", ""), ("24.11.2026 10:00", ""), ("Nov 24, 2026 10:00 am", ""),
        ("Tue, 24 Nov 26 10:00", ""),
        ("Tue Nov 24 10:00:00 UTC 2026", ""), ("2026-11-24 10:00", ""), ("tirsdag 24. november 2026 10:00", "da"),
    ],
)  # fmt: skip
def test_languages(date: str, language: str) -> None:
    expected = DAY.replace(tzinfo=UTC, month=12 if "Dez" in date else 11)
    assert from_text(date, language) == expected


def test_what_is_written_alike_is_told_by_the_language_or_the_weekday() -> None:
    assert from_text("24 listopada 2026", "hr") == datetime(2026, 10, 24, tzinfo=UTC)
    assert from_text("3/4/2026", "en-GB") == datetime(2026, 4, 3, tzinfo=UTC)
    assert from_text("3/4/2026", "en-US") == datetime(2026, 3, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    "date",
    ["", "yesterday", "24 listopad 2026", "3/4/2026", "2026", "24 Nov", "32 Nov 2026 10:00", "24 Nov 2026 25:00",
     "1 2 3 4", "x" * 999],
)  # fmt: skip
def test_no_date_is_better_than_a_guess(date: str) -> None:
    assert from_text(date) is None


def test_the_instant_is_that_of_the_zone() -> None:
    (entry,) = parse_feed(feed("Wed, 18 Nov 2026 19:05:00 -0500")).entries
    assert entry.published == datetime(2026, 11, 19, 0, 5, tzinfo=UTC)
    assert entry.published.isoformat() == "2026-11-18T19:05:00-05:00"


@given(st.text(max_size=150))
def test_any_text_is_a_date_with_a_zone_or_none(text: str) -> None:
    moment = from_text(text)
    assert moment is None or moment.tzinfo is not None


@pytest.mark.parametrize("unit", ["1", "a ", "1 ", "1:", "nov ", "+1", "24.", "- "])
def test_long_ones_take_no_time(unit: str) -> None:
    began = time.process_time()
    from_text(unit * 100_000)
    from_text((unit * 120)[:120])
    assert time.process_time() - began < 0.5


@given(
    st.datetimes(min_value=datetime(1980, 1, 1), max_value=datetime(2090, 1, 1)),  # noqa: DTZ001
    st.integers(-14 * 60, 14 * 60),
)
def test_what_programs_write_is_read_as_it_was_meant(moment: datetime, minutes: int) -> None:
    meant = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    assert from_text(format_datetime(meant)) == meant
    assert from_text(format_datetime(meant.astimezone(UTC), usegmt=True)) == meant


@pytest.mark.parametrize("text", ["Mon, 30 Feb 2026 12:00:00 GMT", "Mon, 02 Foo 2026 12:00:00 GMT"])
def test_a_day_that_never_was_is_no_date(text: str) -> None:
    assert from_text(text) is None
