"""Turns: with one server one sync at a time, whichever process it is in; and whether there is one at this moment.

A turn is a lock of SQLite's on an empty file beside the library. Whoever has it and is killed has it no longer, so that
nobody takes a sync that was broken off for one that goes on.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

from readers import private
from readers.errors import LibraryError, SyncError
from readers.library.database import Database, explain

PATIENCE = 60.0
"""Seconds for which a sync waits for another one to end."""
_EVERY = 0.1
_MAKING = threading.Lock()


class TakenError(SyncError):
    """Another sync with the same server is going on, and for long."""


@asynccontextmanager
async def turn(database: Database, server: int) -> AsyncIterator[None]:
    """Have a server to oneself for the length of the block.

    Args:
        database: the library file.
        server: the server's number.

    Raises:
        TakenError: it does not end.
        LibraryError: the file of the lock cannot be made.
    """
    until = time.monotonic() + PATIENCE
    while (held := await asyncio.to_thread(_taken, _file(database, server))) is None:
        if time.monotonic() > until:
            raise TakenError("Another Quoth is syncing with it at the moment. What is there comes by that one.")
        await asyncio.sleep(_EVERY)
    try:
        yield
    finally:
        held.close()


def is_on(database: Database, server: int) -> bool:
    """Whether a sync with a server is going on at this moment, in this process or in another.

    Raises:
        LibraryError: that cannot be found out.
    """
    path = _file(database, server)
    if not path.exists():
        return False
    with _MAKING:  # to its end, or somebody else here who looks would take this for a sync
        held = _opened(path)
        if held is not None:
            held.close()
    return held is None


def forget(database: Database, server: int) -> None:
    """Remove what was needed for the turns of a server that is parted from.

    Raises:
        LibraryError: it cannot be removed.
    """
    path = _file(database, server)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise LibraryError(f"{path} cannot be removed: {error.strerror}. Remove it, and try again.") from error


def _file(database: Database, server: int) -> Path:
    return database.path.with_name(f"{database.path.stem}.sync-{server}")


def _taken(path: Path) -> sqlite3.Connection | None:
    """The lock, for as long as the connection is open; ``None`` if somebody else has it.

    Where locks are those of POSIX, whoever closes the file loses a lock of the same process: SQLite knows that, and
    only what is not there yet is made by us.
    """
    with _MAKING:
        return _opened(path)


def _opened(path: Path) -> sqlite3.Connection | None:
    try:
        if not path.exists():
            private.make_file(path)
        with_lock = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
    except OSError as error:
        raise LibraryError(f"{path} cannot be made: {error.strerror}. Check its folder's permissions.") from error
    except sqlite3.Error as error:
        raise explain(error, path, "begin a sync") from error
    try:
        with_lock.execute("BEGIN IMMEDIATE")
    except sqlite3.Error as error:
        with closing(with_lock):
            if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
                return None
            raise explain(error, path, "begin a sync") from error
    return with_lock
