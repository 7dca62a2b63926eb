"""Days and times as one types them: ``7d``, ``yesterday``, ``monday``, ``2026-01-31``, ``2026-01``, ``2026``."""

from __future__ import annotations

import re
from datetime import MAXYEAR, UTC, datetime, timedelta
from typing import NamedTuple

_AGO = re.compile(r"(\d{1,9})\s*(min|h|d|w|m|y)[a-z]*")
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:t(\d{1,2}):(\d{2}))?)?)?")
_UNITS = {
    "min": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1),
    "m": timedelta(days=30), "y": timedelta(days=365),
}  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_EARLIEST = datetime(1, 1, 2, tzinfo=UTC)

KNOWN = ("1d", "7d", "30d", "today", "yesterday", *_WEEKDAYS)
"""What is offered while one types."""


class Period(NamedTuple):
    """What a word for a time means.

    Attributes:
        start: its first moment.
        end: the moment after its last.
        moves: whether it is another tomorrow: ``7d`` does, ``2026-01-31`` does not.
    """

    start: datetime
    end: datetime
    moves: bool


def period(words: str, now: datetime) -> Period | None:
    """The time that some words mean; ``None`` if they mean none.

    Args:
        words: as typed.
        now: the present moment, in the time zone whose days are meant.
    """
    words = words.strip().casefold()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if words in ("now", "today", "yesterday"):
        start = now if words == "now" else midnight - timedelta(days=words == "yesterday")
        return Period(start, start + timedelta(days=words != "now"), moves=True)
    if words in _WEEKDAYS:
        start = midnight - timedelta(days=(midnight.weekday() - _WEEKDAYS.index(words)) % 7)
        return Period(start, start + timedelta(days=1), moves=True)
    if ago := _AGO.fullmatch(words):
        start = _before(now, int(ago[1]), _UNITS[ago[2]])
        return Period(start, start, moves=True)
    if date := _DATE.fullmatch(words):
        return _of_date(now, *(None if part is None else int(part) for part in date.groups()))
    return None


def _before(now: datetime, count: int, unit: timedelta) -> datetime:
    try:
        return now - count * unit
    except OverflowError:
        return _EARLIEST


def _of_date(now: datetime, *parts: int | None) -> Period | None:
    year, month, day, hour, minute = parts
    try:
        start = datetime(year or 0, month or 1, day or 1, hour or 0, minute or 0, tzinfo=now.tzinfo)
        if hour is not None:
            return Period(start, start + timedelta(minutes=1), moves=False)
        if day is not None:
            return Period(start, start + timedelta(days=1), moves=False)
        if start.year == MAXYEAR:
            return None
        later = (start.replace(day=28) + timedelta(days=4)).replace(day=1)
        return Period(start, later if month is not None else start.replace(year=start.year + 1), moves=False)
    except (ValueError, OverflowError):  # there is no 31 February, and no year 0
        return None
