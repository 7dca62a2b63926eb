"""How helper processes are started: every one of them, and here alone.

A helper must be our own, whatever the folder that the reader stands in holds. Python looks for modules in the current
folder first when it is started with ``-m`` or ``-c``, and wherever ``PYTHONPATH`` says; a ``bisect.py`` there would be
run, and a ``readers`` taken for ours. So a helper is told where to look: in the same places as this process but for
those, and for our two packages where this process has them from.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import site
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from readers.private import append_to

_HOME = Path(__file__).resolve().parents[2]
"""The folder that our packages lie in."""

_LAUNCHER = str(Path(__file__).with_name("launch.py"))


def command(module: str, *arguments: str) -> list[str]:
    """The command line that runs ``main()`` of a module of ours in a process of its own.

    Args:
        module: such as ``readers.work.child``.
        arguments: what it finds in ``sys.argv`` behind its name.
    """
    return [sys.executable, "-P", _LAUNCHER, json.dumps([str(_HOME), _search_path()]), module, *arguments]


def environment() -> Mapping[str, str]:
    """The environment of a helper: this process's, with nothing in it that adds folders to look for modules in."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {"PYTHONSAFEPATH": "1"}


@contextlib.contextmanager
def safe_environment() -> Iterator[None]:
    """Have that environment in this process, for libraries that start helpers by themselves."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(environment())
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


async def start(
    module: str, *arguments: str, stdin: int = asyncio.subprocess.DEVNULL, log: Path | None = None
) -> asyncio.subprocess.Process:
    """Start a helper; its standard output is a pipe.

    Args:
        module: whose ``main()`` it runs.
        arguments: for it.
        stdin: a pipe, or nothing.
        log: a file that gets what it writes to standard error; ``None`` throws it away.
    """
    with contextlib.ExitStack() as stack:
        stderr: BinaryIO | int = asyncio.subprocess.DEVNULL
        if log is not None:
            stderr = stack.enter_context(append_to(log))
        return await asyncio.create_subprocess_exec(
            *command(module, *arguments),
            stdin=stdin,
            stdout=asyncio.subprocess.PIPE,
            stderr=stderr,
            env=environment(),
            # Control-C in the terminal is for the reader, not for its helpers.
            start_new_session=True,
        )


def _search_path() -> list[str]:
    """Where this process looks for modules, without the current folder, unless Python itself is installed there."""
    here = str(Path.cwd())
    return [folder for folder in map(os.path.abspath, sys.path) if folder != here or _is_installation(folder)]


def _is_installation(folder: str) -> bool:
    prefixes = {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix}
    return any(Path(folder).is_relative_to(prefix) for prefix in prefixes) or folder == site.getusersitepackages()
