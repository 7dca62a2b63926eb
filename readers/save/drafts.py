"""Files that are complete or not there at all: written under another name, flushed to the disk, then renamed.

A process that is killed leaves its draft behind. Whoever writes into the folder later takes it away.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

ABANDONED_SECONDS = 6 * 3600.0
"""Age at which a draft has nobody any more: to write one takes a moment, but a book whose pictures are slow to come."""

_CLEARED_SECONDS = 60.0
"""How long a folder that was looked through is not looked through again: it may hold thousands of files."""

_cleared: dict[Path, float] = {}
"""Folder → when it was looked through, by the monotonic clock."""

_NAME = re.compile(r"\.[0-9a-f]{16}\.part")


_ADVICE = {
    errno.ENOSPC: "the disk is full. Free some space and save again",
    errno.EDQUOT: "your share of the disk is used up. Free some space and save again",
    errno.EACCES: "you may not write there. Check the folder's permissions, or name another one",
    errno.EPERM: "you may not write there. Check the folder's permissions, or name another one",
    errno.EROFS: "that disk is read-only. Name another folder",
    errno.EEXIST: "there is a file of that name where the folder should be. Name another folder",
    errno.ENOTDIR: "part of that path is a file. Name another folder",
}


def why(error: OSError) -> str:
    """Why something could not be written and what can be done, for the end of a sentence."""
    return _ADVICE.get(error.errno or 0, f"{error.strerror or error}. Name another folder")


def replace(path: Path, content: bytes) -> None:
    """Write a file, in place of an earlier one.

    Raises:
        OSError: it cannot be written; the earlier one is as it was.
    """
    with replacing(path) as file:
        file.write(content)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to be written bit by bit, in place of an earlier one once all of it is there.

    Raises:
        OSError: it cannot be written; the earlier one is as it was.
    """
    _clear(path.parent)
    draft = path.parent / f".{secrets.token_hex(8)}.part"
    try:
        with draft.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    _flush_folder(path.parent)


def add(path: Path, content: bytes) -> None:
    """Write a file of a name that nothing has.

    Raises:
        FileExistsError: something has it.
        OSError: it cannot be written.
    """
    with _draft(path.parent, content) as draft:
        try:
            path.hardlink_to(draft)  # unlike a renaming, this never takes the place of another file
        except FileExistsError:
            raise
        except OSError:  # a disk that has no links
            if path.exists():
                raise FileExistsError(path) from None
            draft.replace(path)


@contextmanager
def _draft(folder: Path, content: bytes) -> Iterator[Path]:
    """A file with some content, to be given its name; it is gone in the end, and what was done with it is lasting."""
    _clear(folder)
    draft = folder / f".{secrets.token_hex(8)}.part"
    try:
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield draft
    finally:
        draft.unlink(missing_ok=True)
    _flush_folder(folder)


def _clear(folder: Path) -> None:
    """Take away what killed processes left of their drafts, if that was not done just now."""
    now = time.monotonic()
    if now - _cleared.get(folder, -_CLEARED_SECONDS) < _CLEARED_SECONDS:
        return
    for name in filter(_NAME.fullmatch, os.listdir(folder)):  # noqa: PTH208  (names alone)
        left = folder / name
        with contextlib.suppress(FileNotFoundError, PermissionError):  # gone meanwhile, or somebody else's
            if time.time() - left.stat().st_mtime > ABANDONED_SECONDS:
                left.unlink()
    _cleared[folder] = now


def _flush_folder(folder: Path) -> None:
    """Make the naming itself last, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
