"""Counts by day as a row of bars."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tui.layout.spark import spark

DAY = date(2026, 3, 1)


def test_a_bar_a_day_and_nothing_where_nothing_was() -> None:
    assert spark([(DAY, 1), (DAY + timedelta(2), 8), (DAY + timedelta(3), 4)], 10) == "▂ █▅"


def test_several_days_share_a_bar_where_there_is_no_room() -> None:
    assert spark([(DAY + timedelta(n), 1) for n in range(20)], 10) == "█" * 10


def test_nothing_to_show() -> None:
    assert spark([], 10) == spark([(DAY, 1)], 0) == ""


@given(st.dictionaries(st.integers(0, 400), st.integers(1, 1000), min_size=1), st.integers(1, 60))
def test_it_fits_and_ends_with_the_last_day(counts: dict[int, int], width: int) -> None:
    bars = spark([(DAY + timedelta(n), counts[n]) for n in sorted(counts)], width)
    assert 1 <= len(bars) <= width
    assert bars[-1] != " "
    assert "█" in bars
