"""Dates as articles print them."""

from __future__ import annotations

from datetime import datetime

import pytest

from readers.pages.datelines import find_date


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("Monday 5 January 2026 21:45 BST", "2026-01-05T21:45:00+01:00"),
        ("Jan. 5, 2026 at 9:45 p.m. EST", "2026-01-05T21:45:00-05:00"),
        ("Updated 9:45 PM ET, Mon July 6, 2026", "2026-07-06T21:45:00-04:00"),
        ("Updated 9:45 PM ET, Mon January 5, 2026", "2026-01-05T21:45:00-05:00"),
        ("PUBLISHED: 21:45, Mon, Jan 5, 2026 | UPDATED: 22:05, Mon, Jan 5, 2026", "2026-01-05T21:45:00+00:00"),
        ("By Ann Lee 2026-01-05T21:45:36Z Town", "2026-01-05T21:45:36+00:00"),
        ("2026-01-05T21:45:00+02:00", "2026-01-05T21:45:00+02:00"),
        ("Mon 5 Jan 2026 21.45 GMT", "2026-01-05T21:45:00+00:00"),
        ("5th of January 2026", "2026-01-05T00:00:00+00:00"),
        ("12:05 AM, January 5 2026", "2026-01-05T00:05:00+00:00"),
        ("12 pm, 5 January 2026", "2026-01-05T12:00:00+00:00"),
        ("Veröffentlicht am 5. Januar 2026, 21:45 Uhr, Ann Lee", "2026-01-05T21:45:00+00:00"),
        ("Stand: 05.01.2026 | 21:45 Uhr", "2026-01-05T21:45:00+00:00"),
        ("5 de enero de 2026 21:45h", "2026-01-05T21:45:00+00:00"),
        ("le 5 janvier 2026 à 21h45", "2026-01-05T21:45:00+00:00"),
        ("2026年1月5日", "2026-01-05T00:00:00+00:00"),
    ],
)
def test_dates(line: str, moment: str) -> None:
    found = find_date(line)
    assert found is not None
    assert found.moment == datetime.fromisoformat(moment)
    assert found.timed == ("T00:00:00" not in moment)
    assert 0 <= found.start < found.end <= len(line)


@pytest.mark.parametrize(
    "line", ["", "January", "5 January", "31 February 2026", "99.99.2026", "Call 2026 1234", "In 2026"]
)
def test_no_dates(line: str) -> None:
    assert find_date(line) is None
