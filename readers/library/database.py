"""The SQLite file under the library: connections, transactions, and errors in words.

One connection writes, behind a lock; reading connections are lent to whoever reads and taken back. So any number of
threads, and of processes, may use one library at a time: the write-ahead log lets readers go on while one writes, and
writers wait for each other.
"""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self, TypeVar

from readers import private
from readers.errors import LibraryError
from readers.library import migrations

BUSY_SECONDS = 10.0
"""How long a write waits for another process before it gives up."""

_RETRY_SECONDS = 0.002
_CACHE_KIBIBYTES = 4096
"""Pages that each connection keeps; what it drops is still with the operating system."""
_IDLE = 2
"""Reading connections that are kept for whoever comes next."""
_NEEDS_SQLITE = (3, 35)  # RETURNING

T = TypeVar("T")

_ADVICE = {
    sqlite3.SQLITE_BUSY: "another Quoth has been writing to it for too long. Close the other one, or try again",
    sqlite3.SQLITE_LOCKED: "another Quoth has been writing to it for too long. Close the other one, or try again",
    sqlite3.SQLITE_FULL: "the disk is full. Free some space and try again; what was stored before is safe",
    sqlite3.SQLITE_READONLY: "it may not be written to. Check the permissions of the file and of its folder",
    sqlite3.SQLITE_PERM: "it may not be written to. Check the permissions of the file and of its folder",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened. Check that its folder exists and that you may write there",
    sqlite3.SQLITE_NOTADB: "it is not a Quoth library. Move it away, or name another file",
    sqlite3.SQLITE_CORRUPT: "it is damaged. Move it away and put a copy in its place, or start with an empty one",
    sqlite3.SQLITE_IOERR: "the disk could not be read or written. Check that it is there and has space",
}


def explain(error: sqlite3.Error, path: Path, doing: str) -> LibraryError:
    """What went wrong, to which file, and what to do about it.

    Args:
        error: what SQLite said.
        path: the library file.
        doing: what was tried, to follow "could not": ``store entries``.
    """
    if "no such module" in str(error):
        return LibraryError(
            f"Could not {doing}: this Python's SQLite {sqlite3.sqlite_version} has no full-text search ({error}). "
            "Run Quoth with a Python from python.org, uv or your distribution."
        )
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the kind, the rest its shade
    advice = _ADVICE.get(code, f"{error}. Try again; if it stays, move the file away and start with an empty one")
    return LibraryError(f"Could not {doing} ({path}): {advice}.")


class Database:
    """An open library file.

    Args:
        path: the file; it and its folders are made if missing.
        schema: the folder of numbered migrations.
        patience: seconds to wait for another process that writes.

    Raises:
        LibraryError: the file cannot be opened, is not a library, or is of a newer Quoth.
    """

    def __init__(self, path: Path, *, schema: Path = migrations.SCHEMA, patience: float = BUSY_SECONDS) -> None:
        self.path = path
        self._patience = patience
        self._lock = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._closed = False
        if sqlite3.sqlite_version_info < _NEEDS_SQLITE:
            raise LibraryError(
                f"This Python's SQLite is {sqlite3.sqlite_version}; the library needs 3.35 or later. "
                "Run Quoth with a newer Python."
            )
        self._make_folder()
        with self._explained("open the library"):
            self._writer = self._patiently(lambda: self._open(schema))
            self._seen = self._data_version()

    def close(self) -> None:
        """Close every connection; closing twice does nothing."""
        with self._lock, self._explained("close the library"):
            self._closed = True
            while self._idle:
                self._idle.pop().close()
            self._writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def writing(self, doing: str) -> Iterator[sqlite3.Connection]:
        """A transaction: everything in it is stored when the block ends, or nothing if it raises.

        Args:
            doing: what is tried, to follow "could not" in an error.

        Raises:
            LibraryError: what SQLite could not do, and why.
        """
        with self._lock, self._explained(doing):
            self._check_open(doing)
            self._patiently(lambda: self._writer.execute("BEGIN IMMEDIATE"))
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:
                if self._writer.in_transaction:  # a full disk may have ended it already
                    self._writer.execute("ROLLBACK")
                raise

    def changed_elsewhere(self) -> bool:
        """Whether another process has stored something since this was last asked or, at first, since the opening.

        What is written through this object does not count. Costs some microseconds, and waits for nobody: while
        something is being written here, the answer is that of the next time.

        Raises:
            LibraryError: the file cannot be read, or is closed.
        """
        if not self._lock.acquire(blocking=False):
            return False
        try:
            with self._explained("look for changes"):
                self._check_open("look for changes")
                seen, self._seen = self._seen, self._data_version()
                return seen != self._seen
        finally:
            self._lock.release()

    def _data_version(self) -> int:
        """SQLite's own count of what other connections committed, as the writing connection sees it."""
        return int(self._writer.execute("PRAGMA data_version").fetchone()[0])

    @contextmanager
    def reading(self, doing: str) -> Iterator[sqlite3.Connection]:
        """A connection to read with, lent for the length of the block: fetch all rows inside it.

        Args:
            doing: what is tried, to follow "could not" in an error.

        Raises:
            LibraryError: what SQLite could not do, and why.
        """
        with self._explained(doing):
            self._check_open(doing)
            try:
                connection = self._idle.pop()
            except IndexError:
                connection = self._connect(self._patience)
                connection.execute("PRAGMA query_only = ON")
            try:
                yield connection
            finally:
                if self._closed or len(self._idle) >= _IDLE:
                    connection.close()
                else:
                    self._idle.append(connection)

    def _check_open(self, doing: str) -> None:
        if self._closed:
            raise LibraryError(f"Could not {doing}: the library ({self.path}) is closed.")

    @contextmanager
    def _explained(self, doing: str) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise explain(error, self.path, doing) from error
        except (OverflowError, UnicodeEncodeError) as error:  # a number beyond 64 bits, half a character
            raise LibraryError(f"Could not {doing} ({self.path}): a library cannot hold this: {error}.") from error

    def _make_folder(self) -> None:
        try:
            private.make_folder(self.path.parent)
            if not self.path.parent.is_dir():
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
        except OSError as error:
            raise LibraryError(
                f"Could not make the folder {self.path.parent} for the library: {error.strerror}. "
                "Check its permissions, or name another place."
            ) from error
        # What cannot be made or closed here, SQLite is refused too, and says so.
        with contextlib.suppress(OSError):
            private.make_file(self.path)
        self._close_to_others()

    def _close_to_others(self) -> None:
        """Take what an earlier version left open to everybody back: the file, its logs, the copies, the folder."""
        stem, folder = self.path.stem, self.path.parent
        private.close_to_others(self.path)
        for ending in ("-wal", "-shm", "-journal"):  # new ones get the file's own permissions
            private.close_to_others(self.path.with_name(self.path.name + ending))
        for copy in folder.glob(f"{glob.escape(stem)}.version-*"):
            private.close_to_others(copy)
        private.close_to_others(folder / "background.log")
        private.close_folder_to_others(folder, (stem, "background.log", "config.toml", "saved", "written", "secrets"))

    def _connect(self, patience: float) -> sqlite3.Connection:
        # Transactions are ours (isolation_level), and one connection serves many threads, one at a time.
        connection = sqlite3.connect(
            self.path, timeout=patience, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = NORMAL")  # with WAL, a killed process loses nothing
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIBIBYTES}")
            connection.execute("PRAGMA temp_store = MEMORY")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _open(self, schema: Path) -> sqlite3.Connection:
        """The connection that writes; the file is ours, and up to date."""
        connection = self._connect(patience=0)  # it waits in its own way
        try:
            version = migrations.check(connection, self.path, schema)
            connection.execute("PRAGMA journal_mode = WAL")
            if version < migrations.latest(schema):
                migrations.migrate(connection, self.path, schema)
        except BaseException:
            connection.close()
            raise
        return connection

    def _patiently(self, act: Callable[[], T]) -> T:
        """Do something as soon as no other process writes.

        SQLite's own waiting asks ever more seldom, up to ten times a second: beside a process that stores much it may
        take seconds. Asking every two milliseconds, one comes next.
        """
        deadline = time.monotonic() + self._patience
        while True:
            try:
                return act()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                    raise
                time.sleep(_RETRY_SECONDS)
