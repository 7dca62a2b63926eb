"""Giving memory back to the system that the reader has let go of.

glibc keeps what is freed between two things that are still there, in an arena for each thread: after an hour of
reading a tenth of the process. `malloc_trim(3)` gives such pages back, in some milliseconds, and `mallopt(3)` has all
threads share a few arenas, of which each would else come to keep as much. Other systems do so by themselves, or have no
such calls.
"""

from __future__ import annotations

import ctypes
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


_ARENAS_AT_MOST = -8
"""What ``M_ARENA_MAX`` is in glibc's ``malloc.h``."""
_ARENAS = 2
"""One for the interface and one for all threads: while one of them runs Python, the others wait."""


@cache
def _call(name: str) -> Callable[..., int] | None:
    """A function of the C library that this process has."""
    try:
        found: Callable[..., int] = getattr(ctypes.CDLL(None), name)
    except (AttributeError, OSError, TypeError):  # no such call; no library of the process itself, as on Windows
        return None
    return found


def share() -> bool:
    """Have threads that are started from now on share their arenas; gives whether they do."""
    limit = _call("mallopt")
    return limit is not None and bool(limit(_ARENAS_AT_MOST, _ARENAS))


def give_back() -> bool:
    """Give back what can be; gives whether anything was."""
    trim = _call("malloc_trim")
    return trim is not None and bool(trim(0))
