"""What HTTP headers ask of a polite reader: how long an answer stays good, and when to come back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from readers.model import Validators

LONGEST_REST = 7 * 86400.0
"""Seconds; a server that asks for more is asked again after a week all the same."""


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds that ``Retry-After`` asks us to stay away (RFC 9110, 10.2.3), given as seconds or as a date."""
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}(?:\.\d+)?", value):
        return min(float(value), LONGEST_REST)
    moment = _http_date(value)
    return None if moment is None else min(max(0.0, (moment - now).total_seconds()), LONGEST_REST)


def max_age(headers: Mapping[str, str], now: datetime) -> int | None:
    """Seconds that the answer stays fresh: ``Cache-Control: max-age``, else ``Expires``; ``None`` if neither says."""
    control = headers.get("cache-control", "").lower()
    if match := re.search(r"(?<![\w-])max-age\s*=\s*\"?(\d{1,9})", control):
        return int(match.group(1))
    expires = _http_date(headers.get("expires", ""))
    if expires is None:
        return None
    return max(0, int((expires - (_http_date(headers.get("date", "")) or now)).total_seconds()))


def conditions(validators: Validators, *, feed: bool) -> dict[str, str]:
    """The headers that make a request conditional (RFC 9110, 13.1).

    Args:
        validators: from the last answer.
        feed: a feed is asked for, of which the new entries alone will do (RFC 3229), for we keep the old ones.
    """
    found = {}
    if validators.etag:
        found["If-None-Match"] = validators.etag
    if validators.last_modified:
        found["If-Modified-Since"] = validators.last_modified
    if validators.etag and feed:
        found["A-IM"] = "feed"
    return found


def validators(headers: Mapping[str, str]) -> Validators:
    """What to send back next time, byte for byte; nothing from a server that says its answers expire at once.

    ``Expires: 0`` comes from servers that make up a new ETag, or the present moment as Last-Modified, each time.
    """
    if headers.get("expires", "").strip() == "0":
        return Validators()
    return Validators(etag=headers.get("etag", ""), last_modified=headers.get("last-modified", ""))


def _http_date(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
