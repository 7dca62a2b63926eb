"""When to ask a feed again: often enough for news, seldom enough for its server."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import NamedTuple

from readers.model import Subscription

INTERVAL = timedelta(hours=1)
LONGEST = timedelta(days=1)
"""However little a publisher asks for, and however often a feed fails, it is asked once a day."""
UNREACHED = timedelta(minutes=5)
_EARLY = 1 / 20
"""Of the interval: whoever comes every hour finds a feed due that was fetched some seconds after the hour before."""


class Rest(NamedTuple):
    """Why a feed is left alone for now.

    Attributes:
        reason: in words, to follow "not fetched:".
        until: when it may be asked, or ``None`` for never.
    """

    reason: str
    until: datetime | None = None


def rest_of(
    subscription: Subscription,
    now: datetime,
    *,
    by_hand: bool,
    interval: timedelta = INTERVAL,
    host_rests: datetime | None = None,
) -> Rest | None:
    """Why a feed is not to be asked now; ``None`` if it is.

    Args:
        subscription: with the times kept in the library, so that a restart asks nobody early.
        now: the moment.
        by_hand: the reader wants it now. That passes over everything but what its server really asked for.
        interval: the reader's, between two fetches.
        host_rests: until when the feed's host asked to be left alone.
    """
    if subscription.gone:
        return Rest("it is gone for good (410), its server says")
    if host_rests is not None and host_rests > now:
        return Rest(f"its server asked to be left alone for another {duration(host_rests - now)}", host_rests)
    checked, following = subscription.checked, subscription.next_check
    if by_hand or following is None:
        return None
    if checked is None or subscription.failures:
        if following <= now:
            return None
        return Rest(f"it failed lately, and is tried again in {duration(following - now)}", following)
    asked = subscription.not_before
    if asked is not None and asked > now:
        return Rest(f"its publisher asked for a pause of another {duration(asked - now)}", asked)
    again = checked + interval
    if again - interval * _EARLY > now:
        return Rest(f"it was fetched {duration(now - checked)} ago", again)
    return None


def duration(span: timedelta) -> str:
    """A length of time in words, as short as can be."""
    minutes = max(0.0, span.total_seconds()) / 60
    if minutes < 1.5:
        return f"{60 * minutes:.0f} s"
    if minutes < 90:
        return f"{minutes:.0f} min"
    return f"{minutes / 60:.0f} h" if minutes < 48 * 60 else f"{minutes / 1440:.0f} days"


def after_success(
    subscription: Subscription,
    now: datetime,
    *,
    interval: timedelta = INTERVAL,
    max_age: float | None = None,
    ttl: int | None = None,
    conditional: bool = True,
    changed: bool = True,
) -> datetime:
    """The next time to ask a feed that answered: the longest of the waits that reader, server and feed ask for.

    Args:
        subscription: as it was before this fetch.
        now: the moment of the fetch.
        interval: the reader's.
        max_age: seconds, from ``Cache-Control`` or ``Expires``.
        ttl: minutes, from the feed.
        conditional: the server gives validators, so that asking costs it little.
        changed: the feed has something new. Without validators, the wait doubles each time that it has not.

    Returns:
        At most `LONGEST` from now, unless the reader's own interval is longer.
    """
    wait = max(interval, timedelta(seconds=max_age or 0), timedelta(minutes=min(ttl or 0, 10**6)))
    if not conditional and not changed and subscription.checked and subscription.next_check:
        wait = max(wait, 2 * (subscription.next_check - subscription.checked))
    return now + max(interval, min(wait, LONGEST))


def after_failure(now: datetime, failures: int, *, retry_after: float | None = None, reached: bool = True) -> datetime:
    """The next time to ask a feed that failed: one hour, two, four … a day, and never before the server wants.

    Args:
        now: the moment of the fetch.
        failures: how often it has failed in a row, this time included.
        retry_after: seconds that the server asks to be left alone.
        reached: somebody answered. Without a network it is five minutes, ten, twenty …, since nobody is bothered and
            the network may be back soon.

    Returns:
        With a little chance in it, so that feeds that failed together do not all come back together.
    """
    first = INTERVAL if reached else UNREACHED
    doubled: timedelta = first * 2 ** min(failures - 1, 10)
    wait = min(doubled, LONGEST) * random.uniform(1.0, 1.1)  # noqa: S311 - no secret
    return now + max(wait, timedelta(seconds=retry_after or 0))
