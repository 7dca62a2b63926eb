"""Bounds to what one hostile feed, page or article may cost: processor time and memory, in a helper process of ours.

feedparser needs minutes for some feeds of a few megabytes, and no thread of Python can be stopped from outside. So a
helper lets the system end it when a job takes too long (``SIGPROF``, which counts processor time and no waiting), and
whoever asked learns the reason from the way in which it ended; the next job gets a new helper.
"""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Iterator

from readers.errors import QuothError

SECONDS = 30.0
"""Processor time that reading one feed or page may take. The largest good ones take a third of it."""
PAGE = 30_000
"""Code points of a text that is annotated which have as many seconds as a page. The largest good ones take a fifth of
them, on a busy machine."""
MEMORY = 1_500_000_000
"""Bytes that it may add to what the process has."""

_allowed: float | None = None
"""Seconds, in a helper; ``None`` in any other process, which is never ended."""


def arm(seconds: float) -> None:
    """Say that this process is a helper, which may be ended when a job takes longer than so many seconds."""
    global _allowed  # noqa: PLW0603 - a process is a helper from its start to its end
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        _allowed = seconds


def pages(characters: int) -> float:
    """How many times the seconds of a page a text of so many code points may take, to be annotated."""
    return 1 + characters / PAGE


def ran_out(exit_code: int | None) -> bool:
    """Whether a helper was ended since its job took too long."""
    return hasattr(signal, "SIGPROF") and exit_code == -signal.SIGPROF


def refusal(what: str, seconds: float) -> str:
    """What to say of a feed, page or article on which a helper was ended."""
    return f"{what or 'This'} needs too long to read (more than {seconds:.0f} s of work) and was given up."


@contextlib.contextmanager
def bounded(what: str, kind: type[QuothError], pages: float = 1.0, memory: int = 0) -> Iterator[None]:
    """Within this, a helper has its seconds and memory; any other process only says what it ran out of memory over.

    Args:
        what: is read, to say so.
        kind: of the error that it is to need too much memory.
        pages: how many times the seconds of a page it has.
        memory: bytes that it may add to what the process has; `MEMORY` if 0.

    Raises:
        QuothError: of that kind.
    """
    try:
        with contextlib.nullcontext() if _allowed is None else _memory(memory or MEMORY):
            if _allowed is not None:
                signal.setitimer(signal.ITIMER_PROF, pages * _allowed)
            yield
    except MemoryError:
        raise kind(f"{what or 'This'} needs too much memory to read and was given up.") from None
    finally:
        if _allowed is not None:
            signal.setitimer(signal.ITIMER_PROF, 0)


@contextlib.contextmanager
def _memory(allowed: int) -> Iterator[None]:
    """A bound to the memory that this process may have, where the system lets us know what it has now."""
    if not sys.platform.startswith("linux"):
        yield
        return
    import resource  # noqa: PLC0415 - of Unix alone

    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - no file of the reader's
        now = int(file.read().split()[0]) * resource.getpagesize()
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    bound = now + allowed if soft == resource.RLIM_INFINITY else min(soft, now + allowed)
    resource.setrlimit(resource.RLIMIT_AS, (bound, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
