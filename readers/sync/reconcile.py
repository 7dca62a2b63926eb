"""What holds where a mark of an entry, that it is read or starred, has changed here, there or on both sides.

Three values meet: what is here, what is there, and what both had when they last agreed. After a meeting what is there
counts as agreed; where something else holds, the server is still to be told. So a meeting may be broken off and done
again at any moment.
"""

from __future__ import annotations

from typing import NamedTuple


class Mark(NamedTuple):
    """One mark of one entry on this side.

    Attributes:
        here: what it is.
        agreed: what it was on both sides when they last agreed; ``None`` if they never met.
        touched: when it was last changed here since, in microseconds; ``None`` if it was not.
        told: whether the other side was being told a change from here when that was broken off.
    """

    here: bool
    agreed: bool | None = None
    touched: int | None = None
    told: bool = False


def settle(mark: Mark, there: bool, changed: int | None = None) -> bool:
    """What is to hold here, and then there.

    What changed on one side alone is taken over by the other. What changed on both is as it is on the side that was
    last to change it. Where nobody knows that, or the sides never met, a mark that is set on either side stays set: a
    read entry is never unread by accident. But what the other side was just being told from here is no change of its.

    Args:
        mark: this side.
        there: the other side.
        changed: when the entry last changed there, in microseconds of this side's clock; ``None`` if nobody knows.
    """
    if mark.here == there:
        return there
    if mark.agreed is None:
        return True
    if mark.touched is None:
        return there
    if there == mark.agreed:
        return mark.here
    if changed is None:  # here it was changed and changed back; there it was changed, perhaps by that
        return mark.here if mark.told else True
    return mark.here if mark.touched > changed else there


def settle_folder(here: str, there: str, agreed: str) -> str:
    """The folder that a feed is to stand in here: where both sides moved it, the server's, which others see too.

    Args:
        here: as it is here.
        there: as it is there.
        agreed: as it was there when both sides last agreed; here it may have been another from the beginning.
    """
    return there if there != agreed else here
