"""The clock on the list: ages grow, and at midnight today becomes yesterday."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.actions import listing
from tui.layout.days import until_midnight

if TYPE_CHECKING:
    from datetime import date

    from tui.stage import Stage

_AT_LEAST, _AT_MOST = 0.5, 60.0
"""Seconds from one look at the clock to the next: of a clock that was set, or a machine that slept, no timer knows."""


def watch(stage: Stage) -> None:
    """Look at the clock every minute, and when a day begins."""
    _wait(stage, _today(stage))


def _wait(stage: Stage, shown: date) -> None:
    seconds = until_midnight(stage.entries.clock())
    stage.set_timer(min(_AT_MOST, max(_AT_LEAST, seconds)), lambda: _look(stage, shown), name="days")


def _look(stage: Stage, shown: date) -> None:
    look(stage, shown)
    _wait(stage, _today(stage))


def look(stage: Stage, shown: date) -> None:
    """Show the entries as old as they are now, under the headings of today if another day is shown."""
    if stage.listing.by == "day" and _today(stage) != shown:
        listing.show(stage, keep=True)
    else:
        stage.entries.age()


def _today(stage: Stage) -> date:
    return stage.entries.clock().astimezone().date()
