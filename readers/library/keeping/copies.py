"""A copy of the whole library, made while others read and write it.

SQLite's online backup (https://www.sqlite.org/backup.html) in one step: in the write-ahead log's way writers go on
meanwhile, and the copy is of one moment. It is complete or not there at all: made under another name, examined, flushed
to the disk, then renamed.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from readers import private
from readers.errors import LibraryError

APPLICATION_ID = int.from_bytes(b"Quot", "big")
"""SQLite's ``application_id`` in the header of every library."""

_HEADER, _PLACE = b"SQLite format 3\x00", slice(68, 72)
"""How every SQLite file begins, and where the ``application_id`` stands in it (https://www.sqlite.org/fileformat.html)."""


def back_up(path: Path, to: Path) -> int:
    """Copy a library to a file of one's own, in place of an earlier copy there.

    Args:
        path: the library file.
        to: the copy. It stands alone, without a log beside it: put in the place of a library, it is that library.

    Returns:
        The size of the copy, in bytes.

    Raises:
        LibraryError: there is no library, ``to`` is the library itself or some other file, or it cannot be written;
            what was there before is as it was.
    """
    if not path.exists():
        raise LibraryError(f"There is no library {path} to copy.")
    if to.is_dir():
        raise LibraryError(f"{to} is a folder. Name a file in it.")
    if to.exists() and to.samefile(path):
        raise LibraryError(f"{to} is the library itself. Name another file for its copy.")
    if to.exists() and not is_library(to):
        raise LibraryError(f"{to} is there already, and is no copy of a library. Name another file, or move it away.")
    try:
        _copy(path, to, alone=True)
        return to.stat().st_size
    except (OSError, sqlite3.Error) as error:
        raise LibraryError(
            f"Could not copy the library {path} to {to}: {error}. What was there before is as it was."
        ) from error


def keep_before(path: Path, to: Path) -> None:
    """Copy a library before its shape is changed.

    Raises:
        LibraryError: it could not be copied.
    """
    try:
        _copy(path, to, alone=False)
    except (OSError, sqlite3.Error) as error:
        raise LibraryError(
            f"Could not copy the library {path} before bringing it up to date: {error}. "
            "Nothing was changed; free some space in its folder and try again."
        ) from error


def is_library(path: Path) -> bool:
    """Whether a file is a library of Quoth's, of whatever version, by its header; an empty file may become one.

    A new one that is open has its header in its log yet, and is not known by it.

    Raises:
        LibraryError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise LibraryError(f"{path} cannot be read: {error.strerror}.") from error
    return not header or (header.startswith(_HEADER) and int.from_bytes(header[_PLACE], "big") == APPLICATION_ID)


def _copy(path: Path, to: Path, *, alone: bool) -> None:
    draft = to.with_name(to.name + ".part")
    try:
        draft.unlink(missing_ok=True)
        private.make_file(draft)
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(draft)) as target:
            source.backup(target)
            if alone:
                target.execute("PRAGMA journal_mode = DELETE")
                (sound,) = target.execute("PRAGMA quick_check(1)").fetchone()
                if sound != "ok":
                    raise sqlite3.DatabaseError(f"the copy is damaged ({sound})")
        _flush(draft)
        draft.replace(to)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
