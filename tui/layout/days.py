"""Entries under the days on which they were published."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from readers.model import EntryRow

_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_UNKNOWN = "No date"


class Heading(NamedTuple):
    """A row over others, which cannot be chosen.

    Attributes:
        title: what it says.
    """

    title: str


def by_day(
    rows: Iterable[EntryRow], now: datetime, above: str = "", under: Container[int] = ()
) -> Iterator[EntryRow | Heading]:
    """The rows, with a heading wherever another day of the local calendar begins.

    Args:
        rows: sorted by time, either way round.
        now: the present moment, with its time zone.
        above: the heading that they come under, which is not repeated.
        under: ids of rows that belong to the one before them, whatever day they are of.
    """
    title = above
    # One comparison a row is enough while it is the same day: a list may have fifty thousand of them.
    start = end = _LONG_AGO
    for row in rows:
        published = row.published
        if row.id not in under and (published is None or published.tzinfo is None or not start <= published < end):
            called, start, end = _day(published, now)
            if called != title:
                title = called
                yield Heading(title)
        yield row


def _day(published: datetime | None, now: datetime) -> tuple[str, datetime, datetime]:
    """What a moment's day is called, when it begins, and when the next one does."""
    if published is None:
        return _UNKNOWN, _LONG_AGO, _LONG_AGO
    moment = published if published.tzinfo else published.replace(tzinfo=UTC)
    try:
        day = moment.astimezone().date()
        start, end = (datetime(one.year, one.month, one.day).astimezone() for one in (day, day + timedelta(1)))
    except (OverflowError, ValueError):  # A date so far away that the local calendar does not reach it.
        return day_title(moment.date(), now), _LONG_AGO, _LONG_AGO
    return day_title(day, now), start.astimezone(UTC), end.astimezone(UTC)


def until_midnight(now: datetime) -> float:
    """Seconds until the next day of the local calendar begins, however the clocks are changed tonight.

    Args:
        now: the present moment, with its time zone.
    """
    tomorrow = now.astimezone().date() + timedelta(1)
    return (datetime(tomorrow.year, tomorrow.month, tomorrow.day).astimezone() - now).total_seconds()


def day_title(day: date, now: datetime) -> str:
    """What a day is called: ``Today``, ``Yesterday``, ``Monday 9 March``, with its year if that is another one."""
    today = now.astimezone().date()
    if day == today:
        return "Today"
    if day == today - timedelta(1):
        return "Yesterday"
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day:%A} {day.day} {day:%B}{year}"
