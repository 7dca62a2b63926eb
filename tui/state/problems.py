"""What went wrong since the reader was opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


MOST = 300
"""Problems that are kept, the newest; nobody reads more of them."""


class Problem(msgspec.Struct):
    """Something that went wrong.

    Attributes:
        told: what, to what, and what can be done, in words.
        when: at which moment.
        feed_id: the feed it is about, if it is about one: it is solved when that is fetched again.
        rule: the number of the rule it is about, if it is about one: it is solved when that can do what it is for.
        seen: whether the reader has looked at it.
    """

    told: str
    when: datetime
    feed_id: int | None = None
    seen: bool = False
    rule: int | None = None


def without(problems: Iterable[Problem], feed_id: int | None) -> list[Problem]:
    """The problems that are not about a feed."""
    return [problem for problem in problems if problem.feed_id is None or problem.feed_id != feed_id]


def without_rule(problems: Iterable[Problem], rule: int) -> list[Problem]:
    """The problems that are not about a rule."""
    return [problem for problem in problems if problem.rule != rule]


def unseen(problems: Iterable[Problem]) -> int:
    """How many the reader has not looked at."""
    return sum(not problem.seen for problem in problems)
