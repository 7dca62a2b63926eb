"""Programs of the reader's own: a browser, a player, a pipe, an editor, whoever is to be told.

Each is a command of the configuration, as typed at a shell but run without one. What comes from feeds and pages goes
into arguments of its own, into the environment (``QUOTH_URL``, ``QUOTH_TITLE``, ``QUOTH_FEED`` …) and to standard
input, and never into a text that a shell reads: in what follows ``sh -c`` nothing is filled in.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import re
import shlex
import signal
import subprocess
import sys
from asyncio.subprocess import Process
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from readers.errors import CommandError

_SHELLS = frozenset(("sh", "bash", "dash", "zsh", "fish", "ksh", "csh", "tcsh", "busybox"))
_CODE = re.compile(r"-[a-zA-Z]*[ceE]$")
_INTERPRETERS = _SHELLS | frozenset(
    ("python", "python3", "perl", "ruby", "node", "awk", "gawk", "env", "xargs", "eval")
)

FIELDS = {"u": "url", "t": "title", "f": "feed", "n": "count", "p": "path"}
"""What stands in a command for what: ``%u`` for the address and so on; ``%%`` is a per cent sign."""

_PATIENCE = 60.0
"""Seconds that a program whose output is awaited may take."""

_GRACE = 2.0
"""Seconds that a program may take to be gone when it was killed."""

_LARGEST, _MEMORY = 50_000_000, 1_500_000_000
"""Bytes that a program may give, and that it may have, whose output is a feed."""

_RUNNING: list[subprocess.Popen[bytes]] = []
"""Programs that go their own way, until it is seen that they have ended."""

_MOST = 200_000
"""Characters of output that are kept."""


class Command(NamedTuple):
    """A command that can be run.

    Attributes:
        arguments: the program and what it is told.
        on_terminal: it wants the terminal for itself: it was written with ``!`` before it.
        fields: what it is told of, by name, for its environment.
    """

    arguments: tuple[str, ...]
    on_terminal: bool
    fields: Mapping[str, str]

    @property
    def environment(self) -> dict[str, str]:
        """This process's, and what the command is about."""
        told = {f"QUOTH_{name.upper()}": value.replace("\0", "") for name, value in self.fields.items()}
        return {**os.environ, **told}


def prepared(text: str, **fields: str) -> Command:
    """A command as it is configured, with what it is about.

    Args:
        text: the command, perhaps with ``!`` before it for one that needs the terminal.
        fields: names of `FIELDS` → values.

    Raises:
        CommandError: it cannot be understood.
    """
    on_terminal = text.lstrip().startswith("!")
    try:
        words = shlex.split(text.lstrip().removeprefix("!"))
    except ValueError as error:
        raise CommandError(f"The command {text!r} cannot be read: {error}. Mend its quotation marks.") from error
    if not words:
        raise CommandError("There is no command to run.")
    code = any(PurePath(word).name in _INTERPRETERS for word in words)
    filled = [words[0]]
    for before, word in itertools.pairwise(words):
        # What an interpreter takes for code is the reader's own alone.
        filled.append(word if code and _CODE.fullmatch(before) else _filled(word, fields))
    return Command(tuple(filled), on_terminal, fields)


def _filled(word: str, fields: Mapping[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        return "%" if match[1] == "%" else fields.get(FIELDS.get(match[1], ""), match[0]).replace("\0", "")

    found = re.sub(r"%([%utfnp])", value, word)
    # A headline that looks like an option is none.
    return f" {found}" if found.startswith("-") and not word.startswith("-") else found


def with_field(text: str, field: str) -> str:
    """The command with a place for a field at its end, if it has none for it: ``firefox`` → ``firefox %u``."""
    return text if f"%{field}" in text else f"{text} %{field}"


def start(command: Command) -> subprocess.Popen[bytes]:
    """Start a program that goes its own way, and is not waited for; gives it, for whoever wants to know how it ended.

    Raises:
        CommandError: there is no such program.
    """
    _RUNNING[:] = [one for one in _RUNNING if one.poll() is None]
    try:
        process = subprocess.Popen(
            command.arguments,
            env=command.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise _failed(command, error) from error
    _RUNNING.append(process)
    return process


def running() -> int:
    """How many of the programs that go their own way have not ended yet."""
    _RUNNING[:] = [one for one in _RUNNING if one.poll() is None]
    return len(_RUNNING)


def output(command: Command, given: str = "", *, secret: bool = False) -> str:
    """Run a program and give what it says.

    Args:
        command: to run.
        given: its standard input.
        secret: whether what it says is for nobody's eyes: then its warnings are no part of it, nor it of a message.

    Raises:
        CommandError: there is no such program, it takes too long, or it ends with an error; with what it said.
    """
    try:
        done = subprocess.run(
            command.arguments,
            env=command.environment,
            input=given.encode("utf-8", "replace"),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if secret else subprocess.STDOUT,
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        told = (
            f"{command.arguments[0]} took longer than {_PATIENCE:.0f} s and was ended. Write ! before it for one that"
        )
        raise CommandError(f"{told} you work in.") from error
    except OSError as error:
        raise _failed(command, error) from error
    said = done.stdout.decode("utf-8", "replace")[:_MOST]
    if done.returncode:
        last = f": {said.strip().splitlines()[-1]}" if said.strip() and not secret else ""
        raise CommandError(f"{command.arguments[0]} ended with an error ({done.returncode}){last}")
    return said


async def produced(
    command: Command, given: bytes = b"", *, seconds: float = _PATIENCE, size: int = _LARGEST, memory: int = _MEMORY
) -> bytes:
    """Run a program that makes something, in the home folder, and give what it has made.

    Args:
        command: to run; ``~/`` at the beginning of a word is the home folder.
        given: its standard input.
        seconds: that it may take.
        size: bytes that it may give.
        memory: bytes of data that it, and each process it starts, may have; bounded on Linux alone.

    Raises:
        CommandError: there is no such program, it takes or gives too much, or it ends with an error; with its last
            words. It and what it has started are ended then.
    """
    home = str(Path.home())
    words = [f"{home}{word[1:]}" if word == "~" or word.startswith("~/") else word for word in command.arguments]
    try:
        process = await asyncio.create_subprocess_exec(
            *words,
            env=command.environment,
            cwd=home,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        raise _failed(command, error) from error
    making = asyncio.ensure_future(_made(process, command, size))
    words_of = asyncio.ensure_future(_last_words(process))
    talk = [asyncio.ensure_future(_give(process, given)), making, words_of]
    try:
        _bound(process.pid, memory)
        async with asyncio.timeout(seconds):
            await asyncio.gather(*talk)
            code = await process.wait()
    except TimeoutError as error:
        raise CommandError(f"{command.arguments[0]} took longer than {seconds:.0f} s and was ended.") from error
    finally:
        await _end(process, talk)
    if code:
        said = words_of.result()
        raise CommandError(f"{command.arguments[0]} ended with an error ({code}){f': {said}' if said else ''}")
    return making.result()


async def _end(process: Process, talk: Iterable[asyncio.Future[Any]]) -> None:
    """End a program and what it has started, whether or not it has ended by itself."""
    for part in talk:
        part.cancel()
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    await asyncio.gather(*talk, return_exceptions=True)
    # It is gone only when its pipes are read to their ends; somebody who has left its group may hold them for ever.
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_GRACE):
            for pipe in (process.stdout, process.stderr):
                while pipe is not None and await pipe.read(65_536):
                    pass
            await process.wait()


async def _made(process: Process, command: Command, size: int) -> bytes:
    assert process.stdout is not None  # noqa: S101
    parts, length = [], 0
    while part := await process.stdout.read(65_536):
        length += len(part)
        if length > size:
            raise CommandError(f"{command.arguments[0]} gives more than {size / 1e6:.0f} MB and was ended.")
        parts.append(part)
    return b"".join(parts)


async def _last_words(process: Process) -> str:
    """The last line that it writes to standard error; what came before is let go of."""
    assert process.stderr is not None  # noqa: S101
    tail = b""
    while part := await process.stderr.read(4096):
        tail = (tail + part)[-2000:]
    lines = tail.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else ""


async def _give(process: Process, given: bytes) -> None:
    assert process.stdin is not None  # noqa: S101
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it need not read it all
        process.stdin.write(given)
        await process.stdin.drain()
        process.stdin.close()
        await process.stdin.wait_closed()


def _bound(process_id: int, memory: int) -> None:
    if not sys.platform.startswith("linux"):
        return
    import resource  # noqa: PLC0415 - of Unix alone

    with contextlib.suppress(ProcessLookupError, PermissionError):  # it has ended; or it is another user's by set-uid
        resource.prlimit(process_id, resource.RLIMIT_DATA, (memory, memory))


def take_over(command: Command, given: str | None = None) -> int:
    """Run a program that has the terminal to itself; gives its exit code.

    Args:
        command: to run.
        given: its standard input; ``None`` for the keyboard.

    Raises:
        CommandError: there is no such program.
    """
    try:
        return subprocess.run(
            command.arguments,
            env=command.environment,
            input=None if given is None else given.encode("utf-8", "replace"),
            check=False,
        ).returncode
    except OSError as error:
        raise _failed(command, error) from error


def _failed(command: Command, error: OSError) -> CommandError:
    return CommandError(f"{command.arguments[0]} cannot be run: {error.strerror}. Is it installed?")
