"""Bringing a library file to the present shape: numbered SQL files, run in order, after a copy was made.

The shape of a file is in its header: SQLite's ``application_id`` says that it is a Quoth library, ``user_version`` the
number of the last migration run.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from readers.errors import LibraryError
from readers.library import identity
from readers.library.keeping.copies import APPLICATION_ID, keep_before

SCHEMA = Path(__file__).parent / "schema"
"""The folder of migrations: ``0001.sql`` and so on, without gaps."""


def latest(schema: Path) -> int:
    """The number of the last migration there is."""
    return sum(1 for _ in schema.glob("[0-9][0-9][0-9][0-9].sql"))


def check(connection: sqlite3.Connection, path: Path, schema: Path) -> int:
    """The version of a library file; 0 for an empty one.

    Raises:
        LibraryError: the file is some other database, or of a newer Quoth.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID:
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if application or version or tables:
            raise LibraryError(
                f"{path} is a database of another program, not a Quoth library. Nothing was changed; name another file."
            )
        return 0
    newest = latest(schema)
    if version > newest:
        raise LibraryError(
            f"The library {path} was written by a newer Quoth (its version is {version}; this Quoth knows {newest}). "
            "Nothing was changed; update Quoth, or name another file."
        )
    return int(version)


def migrate(connection: sqlite3.Connection, path: Path, schema: Path) -> None:
    """Run the migrations that a file has not seen, in one transaction, after copying it.

    The copy stands beside the file, named for its version: ``library.version-1.db``.

    Raises:
        sqlite3.Error: a migration failed; the file is as it was.
        LibraryError: the copy could not be made; the file is as it was.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = check(connection, path, schema)  # again: another process may have been quicker
        if version:
            keep_before(path, path.with_name(f"{path.stem}.version-{version}{path.suffix}"))
        identity.teach(connection)
        for number in range(version + 1, latest(schema) + 1):
            for statement in _statements((schema / f"{number:04}.sql").read_text(encoding="utf-8")):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number:d}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one, since ``executescript`` would commit on its own."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
