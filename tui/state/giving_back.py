"""Giving memory back to the system that the reader has let go of.

glibc keeps what is freed between two things that are still there, in an arena for each thread: after an hour of
reading a tenth of the process. `malloc_trim(3)` gives such pages back, in some milliseconds; other systems do so by
themselves, or have no such call.
"""

from __future__ import annotations

import ctypes
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@cache
def _trim() -> Callable[[int], int] | None:
    try:
        return ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):  # no such call; no library of the process itself, as on Windows
        return None


def give_back() -> bool:
    """Give back what can be; gives whether anything was."""
    trim = _trim()
    return trim is not None and bool(trim(0))
