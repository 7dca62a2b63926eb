"""Files for the reader's eyes alone: the library holds what was read and written, and passwords of feeds."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

_POSIX = os.name == "posix"
_FOLDER, _FILE = 0o700, 0o600
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def make_folder(folder: Path) -> None:
    """Make a folder that nobody else may look into; those above it too, where they are missing.

    Raises:
        OSError: it cannot be made.
    """
    missing = []
    while not folder.exists() and folder != folder.parent:
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir(mode=_FOLDER, exist_ok=True)


def make_file(path: Path) -> None:
    """Make an empty file for ourselves alone, if there is none.

    Raises:
        OSError: it cannot be made.
    """
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, _FILE))


def append_to(path: Path) -> BinaryIO:
    """A file open for writing at its end, made for ourselves alone if it is missing, with its folder.

    Raises:
        OSError: it cannot be made or written to.
    """
    make_folder(path.parent)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, _FILE), "ab")


def close_to_others(path: Path) -> None:
    """Take a file's permissions from everybody but its owner, if that is us; what is missing or a link stays."""
    _chmod(path, _FILE, stat.S_ISREG)


def close_folder_to_others(folder: Path, beginnings: tuple[str, ...]) -> None:
    """The same for a folder, if there is nothing in it but what is ours: others may be meant to see the rest.

    Args:
        folder: never one that everybody may write to (``/tmp``), nor the user's home.
        beginnings: how names of ours begin.
    """
    try:
        if folder.stat().st_mode & stat.S_ISVTX or folder.resolve() == Path.home().resolve():
            return
        names = os.listdir(folder)  # noqa: PTH208  (names alone)
    except (OSError, RuntimeError):  # not to be looked into, or nobody's home
        return
    if all(name.startswith(beginnings) for name in names):
        _chmod(folder, _FOLDER, stat.S_ISDIR)


def _chmod(path: Path, mode: int, is_kind: Callable[[int], bool]) -> None:
    if not _POSIX:
        return
    try:
        found = path.lstat()
        if is_kind(found.st_mode) and found.st_mode & _OTHERS and found.st_uid == os.geteuid():
            path.chmod(mode)
    except (FileNotFoundError, PermissionError, NotADirectoryError):
        return  # gone meanwhile, or on a disk that keeps no permissions
