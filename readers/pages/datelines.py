"""Dates as articles print them: "Thursday 19 July 2018 23:11 BST", "Updated 3:45 PM ET, Tue November 19, 2019"."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from readers.feeds.zones import zone_named

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar jänner janvier enero gennaio janeiro januari ene",
            "feb february februar février febrero febbraio fevereiro februari fév",
            "mar march märz mars marzo março maart mär",
            "apr april avril abril aprile avr abr",
            "may mai mayo maggio maio mei maj",
            "jun june juni juin junio giugno junho giu",
            "jul july juli juillet julio luglio julho juil lug",
            "aug august août agosto augustus augusti aoû ago",
            "sep sept september septembre septiembre settembre setembro set",
            "oct october oktober octobre octubre ottobre outubro okt ott out",
            "nov november novembre noviembre novembro",
            "dec december dezember décembre diciembre dicembre dezembro desember dez déc dic des",
        ),
        start=1,
    )
    for name in names.split()
}
"""Months as English, German, French, Spanish, Italian, Portuguese, Dutch and Scandinavian papers write them."""

_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_OF = r"(?:\.|\s+(?:of|de))?"
_DATES = (
    re.compile(r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?=\b|T)"),
    re.compile(rf"\b{_DAY}{_OF}[\s-]+{_MONTH}(?:\s+de\b)?[\s,-]+{_YEAR}\b", re.I),
    re.compile(rf"\b{_MONTH}[\s-]+{_DAY}\s*,?\s*{_YEAR}\b", re.I),
    re.compile(rf"\b{_YEAR}\s+{_MONTH}\s+{_DAY}\b", re.I),
    re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:19|20)\d\d)(?!\d)"),
    re.compile(r"(?P<year>(?:19|20)\d\d)\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]"),
)
_TIME = re.compile(
    r"(?<![\d.:])(?P<hour>2[0-3]|[01]?\d)(?:[:.h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?:\.\d+)?)?\s*"
    r"(?P<half>[ap]\.?m\b\.?)?\s*(?P<zone>Z\b|[+-]\d\d:?\d\d|\(?\b[A-Z]{2,5}\b\)?)?",
    re.I,
)
_SPAN = 24
"""Characters around a date within which a time of day belongs to it."""
_NEXT = re.compile(r"\|(?!\s*\d)|\b(?:updated|modified|aktualisiert)\b", re.I)
_BETWEEN = re.compile(r"(?:\s*(?:[,T·•–—/|-]|at|around|um|à(?:\ las)?|a\ las|kl\.?|alle|às|om)\s*)*\s*", re.I)

_OFFSETS = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2,
    "EEST": 3, "MSK": 3, "SGT": 8, "HKT": 8, "AWST": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12,
    "NZDT": 13, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
# Names that stand for standard or summer time, whichever the date is in.
_REGIONS = {"ET": "America/New_York", "CT": "America/Chicago", "PT": "America/Los_Angeles", "AET": "Australia/Sydney"}


class FoundDate(NamedTuple):
    """A date in a line.

    Attributes:
        moment: with a zone; UTC if the line names none.
        start: first character of the date or of its time of day, whichever comes first.
        end: one past the last.
        timed: whether a time of day was given.
    """

    moment: datetime
    start: int
    end: int
    timed: bool


def find_date(line: str) -> FoundDate | None:
    """The first date in a line, with its time of day and zone if they stand beside it."""
    for pattern in _DATES:
        match = pattern.search(line)
        if match is None:
            continue
        month = match["month"].lower()
        try:
            day = datetime(int(match["year"]), _MONTHS.get(month) or int(month), int(match["day"]), tzinfo=UTC)
        except ValueError:
            continue
        return _with_time(line, day, match.start(), match.end())
    return None


def _with_time(line: str, day: datetime, start: int, end: int) -> FoundDate:
    """Look for a time of day after the date, then before it."""
    # What follows the date, up to something that starts another statement ("| Updated …").
    after = _NEXT.split(line[end : end + _SPAN + 12], maxsplit=1)[0]
    lead = _BETWEEN.match(after)
    offset = lead.end() if lead else 0
    time = _TIME.match(after, offset)
    if time and _is_time(time):
        return _timed(day, time, start, end + time.end())
    before_start = max(0, start - _SPAN)
    before = line[before_start:start]
    for time in reversed(list(_TIME.finditer(before))):
        if _is_time(time):
            return _timed(day, time, before_start + time.start(), end)
    return FoundDate(day, start, end, timed=False)


def _is_time(match: re.Match[str]) -> bool:
    return match["minute"] is not None or match["half"] is not None


def _timed(day: datetime, time: re.Match[str], start: int, stop: int) -> FoundDate:
    hour = int(time["hour"])
    half = (time["half"] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    moment = day.replace(hour=hour, minute=int(time["minute"] or 0), second=int(time["second"] or 0))
    zone = _zone(time["zone"] or "")
    return FoundDate(moment.replace(tzinfo=zone or UTC), start, stop, timed=True)


def _zone(name: str) -> tzinfo | None:
    written = name.strip("() ")
    name = written.upper()
    if match := re.fullmatch(r"([+-])(\d\d):?(\d\d)", name):
        minutes = int(match[2]) * 60 + int(match[3])
        return timezone(timedelta(minutes=-minutes if match[1] == "-" else minutes))
    if name in _OFFSETS:
        return timezone(timedelta(hours=_OFFSETS[name]))
    if name in _REGIONS:
        try:
            return ZoneInfo(_REGIONS[name])
        except ZoneInfoNotFoundError:  # a system without the zone data base
            return None
    return zone_named(written) if len(written) > 2 else None  # in capitals: "eat" and "art" are words
