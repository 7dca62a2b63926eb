"""Dates of feeds: what publishers write, in any language, with the zone they write it in, made plausible."""

from __future__ import annotations

import calendar
import json
import re
import time
import unicodedata
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from readers.feeds.zones import zone_named

_EARLIEST = datetime(1971, 1, 1, tzinfo=UTC)
"""Earlier ones are what programs write that do not know: 0001-01-01, or the epoch."""
_DAY_FIRST = frozenset(f"en-{country}" for country in ("gb", "au", "ie", "in", "nz", "za", "sg"))
_LONGEST = 120
"""Characters of a date; what is longer is none."""
_RFC_5322 = re.compile(
    r"(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) ([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?"
    r" (?:GMT|UTC|([+-])([01]\d)([0-5]\d))",
    re.ASCII,
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TIME = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2})(?:\s?[:hH時时]\s?|(?<=\s\d\d)\.(?=\d\d\b(?!\.)))(?P<minute>[0-5]\d)"
    r"(?:[:.]?\s?(?<=[:.])(?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?(?:[分분])?\s*(?P<half>[aApP]\.?\s?[mM]\b\.?)?"
)
_EASTERN_HALF = re.compile("(?P<am>上午|午前|오전)|(?P<pm>下午|午後|오후)")
_OFFSET = re.compile(r"(?:(?:GMT|UTC)\s*)?([+\u2212-])(\d{1,2})(?::?([0-5]\d))?(?!\d)")
_ZONE = re.compile(r"[A-Z][A-Za-z]+/[A-Za-z_]+(?:/[A-Za-z_]+)?|(?<![\w/])[A-Z]{1,5}(?![\w/])")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[-/.年년]\s?(\d{1,2})\s?[-/.月월]\s?(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4})(?!\d)")
_WORDS = re.compile(
    r"(?P<number>\d+)"
    # With the vowel signs of Indic scripts and of Thai, whose abbreviations have full stops inside.
    r"|(?P<word>[^\W\d_](?:[^\W\d_]|\.(?=[\u0e01-\u0e2e])|[\u0300-\u036f\u0900-\u0dff\u0e31-\u0e4e'’])*)"
)
_VIETNAMESE = re.compile(r"\b(?:tháng|thg)\s*(\d{1,2})\b", re.I)


class _Names(NamedTuple):
    months: dict[str, int]
    by_language: dict[str, dict[str, int]]
    days: dict[str, list[int]]


def plausible(moment: datetime | None, now: datetime | None = None) -> datetime | None:
    """A date that can be: never later than the fetch, never before there were feeds to speak of.

    Args:
        moment: as published; without a zone it is taken for UTC.
        now: the moment of the fetch; the present if not given.

    Returns:
        The moment, ``now`` for one in the future (publishers announce, or their clock is wrong), ``None`` for an
        impossible one.
    """
    if moment is None:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    now = now or datetime.now(UTC)
    try:
        if moment < _EARLIEST:
            return None
        return min(moment, now)
    except OverflowError:  # comparing shifts by the zone, which the years 1 and 9999 do not bear
        return None


def from_struct(parsed: time.struct_time | None) -> datetime | None:
    """A UTC ``struct_time``, as feedparser gives it, as a datetime; ``None`` for an impossible one."""
    if parsed is None:
        return None
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=calendar.timegm(parsed))
    except (ValueError, OverflowError):
        return None


def from_text(text: str, language: str = "") -> datetime | None:
    """A date as people and programs write it, with a zone; ``None`` if it is none, or none that is certain.

    RFC 3339 and RFC 5322, zones by name, months and days of the week in some eighty languages, dates in digits where
    the order of day and month is told by the separator, the digits or the language. Without a zone it is UTC.

    Args:
        text: the date.
        language: the BCP 47 tag of what it stands in, for what is written alike in several languages.
    """
    text = " ".join(text.split())
    if not text or len(text) > _LONGEST:
        return None
    for read in (_plainly, datetime.fromisoformat, lambda text: _in_words(text, language), parsedate_to_datetime):
        try:
            moment = read(text)
        except (ValueError, OverflowError):
            continue
        if moment is not None:
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


def _plainly(text: str) -> datetime | None:
    """The way that most feeds write dates, read some times faster than all the others; ``None`` for these."""
    found = _RFC_5322.fullmatch(text)
    if found is None or found[2] not in _MONTHS:
        return None
    zone: tzinfo = UTC
    if found[7]:
        away = timedelta(hours=int(found[8]), minutes=int(found[9]))
        zone = timezone(away if found[7] == "+" else -away)
    day, year, hour, minute, second = int(found[1]), int(found[3]), int(found[4]), int(found[5]), int(found[6] or 0)
    return datetime(year, _MONTHS.index(found[2]) + 1, day, hour, minute, second, tzinfo=zone)


def folded(name: str) -> str:
    """A name of a month or day to compare with: without case, full stops, and the dot that lower-casing leaves on i."""
    return unicodedata.normalize("NFC", name.casefold().replace("\u0307", "")).strip(". \u200f\u200e").replace(".", "")


@cache
def _names() -> _Names:
    table: dict[str, Any] = json.loads(resources.files("readers.feeds").joinpath("calendar_names.json").read_bytes())
    return _Names(table["months"], table["months_by_language"], table["days"])


def _in_words(text: str, language: str) -> datetime | None:
    if not text.isascii():
        text = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    clock = _TIME.search(text)
    before, after = (text[: clock.start()], text[clock.end() :]) if clock else (text, "")
    offset = _OFFSET.match(after.lstrip(" ("))
    # A second part after the time is the zone and perhaps the year (as ``date`` prints it).
    rest = after.lstrip(" (")[offset.end() :] if offset else after
    day = _day(before, text, rest, language)
    if day is None:
        return None
    year, month, number = day
    moment = datetime(year - 543 if 2400 <= year <= 2700 else year, month, number)  # noqa: DTZ001  (set below)
    if clock:
        moment = moment.replace(hour=_hour(clock, text), minute=int(clock["minute"]), second=int(clock["second"] or 0))
    return moment.replace(tzinfo=_zone(offset, rest, language) if clock else UTC)


def _hour(clock: re.Match[str], text: str) -> int:
    hour, half = int(clock["hour"]), (clock["half"] or "").lower()[:1]
    if not half and (eastern := _EASTERN_HALF.search(text)):
        half = "p" if eastern["pm"] else "a"
    return hour % 12 + (12 if half == "p" else 0) if half and hour <= 12 else hour


def _zone(offset: re.Match[str] | None, rest: str, language: str) -> tzinfo:
    if offset:
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        if minutes >= 24 * 60:
            raise ValueError(offset[0])
        return timezone(timedelta(minutes=minutes if offset[1] == "+" else -minutes))
    for name in _ZONE.findall(rest):
        if (zone := zone_named(name, language)) is not None:
            return zone
    return UTC


def _day(before: str, text: str, rest: str, language: str) -> tuple[int, int, int] | None:
    """Year, month and day."""
    if digits := _YEAR_FIRST.search(text):
        return int(digits[1]), int(digits[2]), int(digits[3])
    if digits := _YEAR_LAST.search(text):
        return _ordered(digits, language)
    if digits := _VIETNAMESE.search(text):
        words = _VIETNAMESE.sub(" ", f"{before} {rest}")
        month = {int(digits[1])}
    else:
        words = f"{before} {rest}"
        month = set()
    numbers = [match["number"] for match in _WORDS.finditer(words) if match["number"]]
    named = [folded(match["word"]) for match in _WORDS.finditer(words) if match["word"]]
    year_at = next((at for at, number in enumerate(numbers) if len(number) == 4), None)
    if year_at is None and len(numbers) == 2 and all(len(number) <= 2 for number in numbers):
        year_at = 1  # RFC 822
    if year_at is None or len(numbers) < 2:
        return None
    year = int(numbers.pop(year_at))
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    day = int(numbers[0])
    months = month or _month(named, year, day, language)
    return (year, months.pop(), day) if len(months) == 1 else None


def _ordered(digits: re.Match[str], language: str) -> tuple[int, int, int] | None:
    """Day and month in digits: by the separator, by what is too large for a month, or by the language."""
    first, mark, second, year = int(digits[1]), digits[2], int(digits[3]), int(digits[4])
    tag = language.lower()
    american = bool(re.search(r"\b[AaPp]\.?[Mm]\b", digits.string)) or tag in {"en-us", "en_us"}
    if mark == "." or first > 12 or (tag and tag[:2] != "en") or tag in _DAY_FIRST:
        return year, second, first
    if second > 12 or american:
        return year, first, second
    return (year, first, second) if first == second else None


def _month(named: list[str], year: int, day: int, language: str) -> set[int]:
    """The months that the words can mean: one, if it is certain."""
    names = _names()
    candidates = [word for word in named if word in names.months or word in names.by_language]
    if len(candidates) > 1:  # one of them is the day of the week, as the Italian "mar"
        candidates = [word for word in candidates if word not in names.days] or candidates
    if len(candidates) != 1:
        return set()
    word = candidates[0]
    if word in names.months:
        return {names.months[word]}
    by_language = names.by_language[word]
    if (known := by_language.get(language.lower().replace("_", "-").split("-")[0])) is not None:
        return {known}
    weekdays = {number for other in named if other != word for number in names.days.get(other, ())}
    return {month for month in by_language.values() if datetime(year, month, day).weekday() in weekdays}  # noqa: DTZ001
