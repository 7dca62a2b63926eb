"""Keeping the garbage collector out of the reader's way.

A full collection walks every object of the process, most of which are modules that never go away: 15 to 40 ms, in the
middle of a jump if it so happens; with a long article open, a collection of the middle generation takes as long. So
what is there after the first frame is set aside for good, only the young are collected by counting, and the app runs a
full collection when nobody has pressed a key for a while.
"""

from __future__ import annotations

import gc

QUIET = 3.0
"""Seconds without a key after which a pause is not felt."""

EVERY = 20.0
"""Seconds between two looks whether it is quiet."""

_YOUNG, _MIDDLE, _NEVER = 10_000, 1_000, 1_000_000


def settle() -> None:
    """Set aside what is there, and collect only what is young from now on."""
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _NEVER)


def collect() -> None:
    """A full collection of what came since."""
    gc.collect()
