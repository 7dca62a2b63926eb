"""A row of bars: how much there was of something, day by day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_BARS = "▁▂▃▄▅▆▇█"


def spark(days: Sequence[tuple[date, int]], width: int) -> str:
    """Counts by day as bars, the last day at the right.

    Args:
        days: oldest first, days without any left out.
        width: of the row, in cells; as many stretches of days, of equal length.
    """
    if not days or width < 1:
        return ""
    first, last = days[0][0], days[-1][0]
    length = -(-((last - first).days + 1) // width)  # days to a bar
    count = -(-((last - first).days + 1) // length)
    begin = last - timedelta(days=count * length - 1)
    bars = [0] * count
    for day, number in days:
        bars[(day - begin).days // length] += number
    most = max(bars)
    return "".join(_BARS[-(-bar * (len(_BARS) - 1) // most)] if bar else " " for bar in bars)
