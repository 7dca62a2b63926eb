"""Dates of feeds: what publishers write, made plausible."""

from __future__ import annotations

import calendar
import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

_EARLIEST = datetime(1971, 1, 1, tzinfo=UTC)
"""Earlier ones are what programs write that do not know: 0001-01-01, or the epoch."""


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


def from_text(text: str) -> datetime | None:
    """An RFC 3339 or RFC 5322 date as a datetime with a zone; ``None`` if it is neither."""
    text = text.strip()
    if not text:
        return None
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text)
        except (ValueError, OverflowError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None
