"""What headers say about time, where a loopback server cannot say it."""

from __future__ import annotations

from datetime import UTC, datetime

from readers.feeds.policy import LONGEST_REST, max_age, retry_after

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)


def test_expiry_is_counted_by_the_servers_own_clock() -> None:
    headers = {"expires": "Thu, 01 Jan 2026 02:00:00 GMT", "date": "Thu, 01 Jan 2026 01:00:00 GMT"}
    assert max_age(headers, NOW) == 3600


def test_a_servers_wish_has_a_limit() -> None:
    assert retry_after({"retry-after": "99999999"}, NOW) == LONGEST_REST
    assert retry_after({"retry-after": "Fri, 01 Jan 2100 00:00:00 GMT"}, NOW) == LONGEST_REST
