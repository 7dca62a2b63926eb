"""Headings by day."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from tests.tui import fiction
from tui.layout.days import Heading, by_day

NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)


@pytest.fixture
def zone(monkeypatch):
    """Something that sets the local time zone."""

    def set_zone(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    set_zone("UTC")
    yield set_zone
    monkeypatch.undo()
    time.tzset()


def titles(*moments: datetime | None, above: str = "") -> list[str]:
    row = fiction.rows(1)[0]
    rows = [msgspec.structs.replace(row, published=moment) for moment in moments]
    return [item.title if isinstance(item, Heading) else "·" for item in by_day(rows, NOW, above)]


def test_each_day_has_one_heading(zone) -> None:
    hours = [NOW - timedelta(hours=hours) for hours in (1, 11, 13, 35, 37, 24 * 5 + 1, 24 * 80)]
    assert titles(*hours) == [
        *("Today", "·", "·", "Yesterday", "·", "·", "Thursday 12 March", "·", "Monday 9 March", "·"),
        *("Wednesday 24 December 2025", "·"),
    ]


def test_a_heading_that_is_there_already_is_not_repeated(zone) -> None:
    assert titles(NOW, NOW - timedelta(hours=13), above="Today") == ["·", "Yesterday", "·"]


def test_days_are_those_of_the_local_calendar(zone) -> None:
    late = datetime(2026, 3, 13, 23, 30, tzinfo=UTC)
    assert titles(late) == ["Yesterday", "·"]
    zone("Europe/Oslo")
    assert titles(late) == ["Today", "·"]


def test_the_day_on_which_the_clocks_change_is_one_day(zone) -> None:
    zone("Europe/Oslo")
    hours = [datetime(2025, 10, 26, hour, 30, tzinfo=UTC) for hour in (22, 12, 1, 0)]
    assert titles(*hours, datetime(2025, 10, 25, 22, 30, tzinfo=UTC)) == ["Sunday 26 October 2025", *"·····"]


def test_dates_that_are_missing_without_zone_or_out_of_this_world(zone) -> None:
    zone("Pacific/Auckland")
    far, near = datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)
    naive = datetime(2026, 3, 14, 10, tzinfo=UTC).replace(tzinfo=None)
    assert titles(far, naive, None, None, near) == [
        *("Friday 31 December 9999", "·", "Yesterday", "·", "No date", "·", "·", "Monday 1 January 1", "·")
    ]
