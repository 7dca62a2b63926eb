"""Rules on what has arrived, carried out: in the library, and by the programs that rules of the reader's own run."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from subprocess import Popen
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from readers import outside
from readers.errors import CommandError
from readers.library.rules import applying

if TYPE_CHECKING:
    from readers.library.library import Library

_MOST_AT_ONCE = 20
"""Programs that are started in one go; those of other entries wait for the next."""
_PATIENCE, _PAUSE = 2.0, 0.02
"""Seconds that the last programs of a refresh may take to tell how they ended, and between two looks."""


class _Started(NamedTuple):
    """A program that runs for a rule of a library."""

    process: Popen[bytes]
    name: str
    rule: int
    library: Path


_started: list[_Started] = []
"""Those of which it is not known how they ended."""
_failed: dict[tuple[Path, int], str] = {}
"""What went wrong first for a rule of a library, since none of its programs ran."""
_looking = Lock()


async def apply_rules(library: Library) -> int:
    """Apply the rules to what has arrived since; gives how many entries were touched.

    What is wrong with a rule stops nothing: it is kept with the rule.

    Raises:
        LibraryError: the library cannot be read or written.
    """
    return await asyncio.to_thread(_apply, library)


def _apply(library: Library) -> int:
    touched = applying.apply(library.database)
    for deed in applying.claim(library.database, "run", most=max(0, _MOST_AT_ONCE - outside.running())):
        row = deed.row
        try:
            command = outside.prepared(deed.rule.argument, url=row.link, title=row.title, feed=row.outlet)
            one = _Started(outside.start(command), command.arguments[0], deed.rule.id, library.path)
        except CommandError as error:
            with _looking:
                _failed.setdefault((library.path, deed.rule.id), str(error))
        else:
            with _looking:
                _started.append(one)
    _look(library)
    return touched


async def await_programs(library: Library, patience: float = _PATIENCE) -> None:
    """Give the programs of rules a moment to end, so that what went wrong is told; whatever takes longer goes on."""
    end = time.monotonic() + patience
    while any(one.library == library.path for one in _started) and time.monotonic() < end:
        await asyncio.sleep(_PAUSE)
        await asyncio.to_thread(_look, library)


def _look(library: Library) -> None:
    """Keep with the rules how their programs have ended.

    What went wrong is told at once, the first of it; that nothing did, only when none of the rule's programs runs.
    """
    with _looking:
        ended = [one for one in _started if one.library == library.path and one.process.poll() is not None]
        _started[:] = [one for one in _started if one not in ended]
        for one in ended:
            if code := one.process.returncode:
                _failed.setdefault((library.path, one.rule), f"{one.name} ended with an error ({code}).")
        running = {one.rule for one in _started if one.library == library.path}
        failed = {rule for path, rule in _failed if path == library.path}
        for rule in sorted(failed | ({one.rule for one in ended} - running)):
            key = library.path, rule
            applying.told(library.database, rule, _failed.get(key, "") if rule in running else _failed.pop(key, ""))
