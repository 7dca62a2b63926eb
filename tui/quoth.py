"""The way in of the ``quoth`` command, under a name that nothing else has (in the wheel it lies beside the packages).

Before anything else of ours is imported, it sees to it that nothing is taken from the folder that the reader stands in:
a ``tui`` there, or a ``sqlite3.py``, is none of ours.
"""

from __future__ import annotations

import os
import sys


def keep_strangers_out() -> None:
    """Look for modules in the current folder no more, and where ``PYTHONPATH`` says after all that is installed.

    Unless Python or Quoth is installed there.
    """
    here = os.path.realpath(os.curdir)
    added = {os.path.realpath(folder) for folder in os.environ.get("PYTHONPATH", "").split(os.pathsep)}
    home = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120  (pathlib is slow to load)
    own = [os.path.realpath(folder) + os.sep for folder in (sys.prefix, sys.base_prefix, home)]
    first, last = [], []
    for number, folder in enumerate(sys.path):
        real = os.path.realpath(folder)
        is_own = any(f"{real}{os.sep}".startswith(one) for one in own)
        if is_own or not (real in added or (number == 0 and real == here)):
            first.append(folder)
        elif real in added:
            last.append(folder)
    sys.path[:] = first + last


def main() -> None:
    """Open the reader, or do what the command line says."""
    keep_strangers_out()
    from tui.__main__ import main as begin  # noqa: PLC0415  (not before strangers are out)

    begin()
