"""When to ask a feed again: often enough for news, seldom enough for its server."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from readers.model import Subscription

INTERVAL = timedelta(hours=1)
LONGEST = timedelta(days=1)
"""However little a publisher asks for, and however often a feed fails, it is asked once a day."""
UNREACHED = timedelta(minutes=5)
SHORTEST_BY_HAND = timedelta(minutes=1)
"""A reader who presses the key twice does not ask twice."""


def is_due(subscription: Subscription, now: datetime, *, by_hand: bool) -> bool:
    """Whether to ask a feed now.

    Args:
        subscription: with the times kept in the library, so that a restart asks nobody early.
        now: the moment.
        by_hand: the reader wants it now. That passes over the schedule, but not over a minute.
    """
    if subscription.gone:
        return False
    if by_hand:
        return subscription.checked is None or now - subscription.checked >= SHORTEST_BY_HAND
    return subscription.next_check is None or subscription.next_check <= now


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
        At most `LONGEST` from now.
    """
    wait = max(interval, timedelta(seconds=max_age or 0), timedelta(minutes=min(ttl or 0, 10**6)))
    if not conditional and not changed and subscription.checked and subscription.next_check:
        wait = max(wait, 2 * (subscription.next_check - subscription.checked))
    return now + min(wait, LONGEST)


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
