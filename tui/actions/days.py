"""The clock on the list: ages grow, and at midnight today becomes yesterday."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.layout.days import until_midnight

if TYPE_CHECKING:
    from datetime import date

    from tui.screens.reader import ReaderScreen

_AT_LEAST, _AT_MOST = 0.5, 60.0
"""Seconds from one look at the clock to the next: of a clock that was set, or a machine that slept, no timer knows."""


def watch(screen: ReaderScreen) -> None:
    """Look at the clock every minute, and when a day begins."""
    _wait(screen, _today(screen))


def _wait(screen: ReaderScreen, shown: date) -> None:
    seconds = until_midnight(screen.entries.clock())
    screen.set_timer(min(_AT_MOST, max(_AT_LEAST, seconds)), lambda: _look(screen, shown), name="days")


def _look(screen: ReaderScreen, shown: date) -> None:
    look(screen, shown)
    _wait(screen, _today(screen))


def look(screen: ReaderScreen, shown: date) -> None:
    """Show the entries as old as they are now, under the headings of today if another day is shown."""
    if screen.listing.by == "day" and _today(screen) != shown:
        screen.listing.show(screen, keep=True)
    else:
        screen.entries.age()


def _today(screen: ReaderScreen) -> date:
    return screen.entries.clock().astimezone().date()
