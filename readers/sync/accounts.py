"""Servers that the reader has, and how their passwords are come by.

A password is in the system's keyring, or told by a command of the reader's own, or in a file beside the library that
nobody else may read; the library itself never has it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import quote

from readers import outside, passwords
from readers.clean import host_of
from readers.errors import CommandError, SecretError, SyncError
from readers.library import subscriptions
from readers.library.database import Database
from readers.library.values import moment_or_none, when_or_none
from readers.private import make_folder
from readers.sync import feeds, turns

Kind = Literal["miniflux", "greader", "nextcloud"]
KEYRING, FILE, COMMAND = "keyring", "file", "command:"
"""How a password is come by; behind the last one stands the command."""

_ADVICE = "`quoth sync add` with --file keeps it in a file for your eyes alone, with --command asks a program of yours."
_COLUMNS = "id, name, kind, url, user, secret, tried, synced, resting, problem"


class Account(NamedTuple):
    """A server.

    Attributes:
        id: its number in the library.
        name: what the reader calls it.
        kind: which interface it has.
        url: where that begins.
        user: the name to log in by; empty where the secret is a token.
        secret: how the secret is come by.
        tried: when it was last asked.
        synced: when that last came to its end.
        resting: not to be asked before this moment.
        problem: what went wrong last time, in words; empty if nothing did.
    """

    id: int
    name: str
    kind: Kind
    url: str
    user: str = ""
    secret: str = KEYRING
    tried: datetime | None = None
    synced: datetime | None = None
    resting: datetime | None = None
    problem: str = ""


def accounts(database: Database) -> list[Account]:
    """All of them, in the order in which they were added."""
    with database.reading("list the servers") as connection:
        rows = connection.execute(f"SELECT {_COLUMNS} FROM sync_servers ORDER BY id").fetchall()  # noqa: S608  (ours)
    found = [Account(*row) for row in rows]
    return [
        one._replace(tried=when_or_none(row[6]), synced=when_or_none(row[7]), resting=when_or_none(row[8]))
        for one, row in zip(found, rows, strict=True)
    ]


def account(database: Database, name: str) -> Account:
    """The server of a name, or of an address; of the only one there is, also without either.

    Raises:
        SyncError: there is none.
    """
    found = accounts(database)
    if not name and len(found) == 1:
        return found[0]
    for one in found:
        if name and name in (one.name, one.url):
            return one
    there = ", ".join(one.name for one in found)
    raise SyncError(
        f"There is no server {name!r}; there are {there}."
        if found
        else "There is no server to sync with: `quoth sync add miniflux https://…` adds one."
    )


def add(database: Database, kind: Kind, url: str, *, user: str, secret: str, name: str = "") -> Account:
    """Keep a server; one of the same address and user is kept once, with the new secret.

    Raises:
        SyncError: another server has that name.
    """
    same = next((one for one in accounts(database) if (one.kind, one.url, one.user) == (kind, url, user)), None)
    called = name or (same.name if same else _free_name(accounts(database), kind, url))
    if any(one.name == called and one != same for one in accounts(database)):
        raise SyncError(f"There is a server {called!r} already. Give another --name.")
    with database.writing("keep a server") as connection:
        if same is None:
            connection.execute(
                "INSERT INTO sync_servers (name, kind, url, user, secret) VALUES (?, ?, ?, ?, ?)",
                (called, kind, url, user, secret),
            )
        else:
            connection.execute(
                "UPDATE sync_servers SET name = ?, secret = ?, problem = '' WHERE id = ?", (called, secret, same.id)
            )
    return account(database, called)


def _free_name(known: Sequence[Account], kind: Kind, url: str) -> str:
    taken = {one.name for one in known}
    names = ["miniflux" if kind == "miniflux" else host_of(url), f"{kind} at {host_of(url)}"]
    names += [f"{names[0]} {number}" for number in range(2, len(known) + 3)]
    return next(one for one in names if one not in taken)


def forget(database: Database, which: Account) -> None:
    """Part from a server. Its feeds and entries stay.

    From now on they come by another server that has them, or else are fetched from here.

    Raises:
        SecretError: its password cannot be removed; the server is still known then.
        LibraryError: what its syncs needed cannot be; likewise.
    """
    if which.secret == KEYRING:  # first, while the server can still be named to try again
        passwords.forget(_address(which), _ADVICE)
    kept = _file(database.path, which.url, which.user)
    try:
        kept.unlink(missing_ok=True)
    except OSError as error:
        raise SecretError(f"{kept} cannot be removed: {error.strerror}. Remove it, and try again.") from error
    turns.forget(database, which.id)
    owners = feeds.owners(database)
    left = [one for one in subscriptions.subscriptions(database) if owners.get(one.id) == which.id]
    with database.writing("part from a server") as connection:
        connection.execute("DELETE FROM sync_servers WHERE id = ?", (which.id,))
        feeds.hand_over(connection, left)


def record(database: Database, which: Account, *, now: datetime, ended: bool, resting: datetime | None = None,
           problem: str = "") -> None:  # fmt: skip
    """Keep how a sync went."""
    with database.writing("keep how a sync went") as connection:
        connection.execute(
            "UPDATE sync_servers SET tried = ?1, synced = iif(?2, ?1, synced), resting = ?3, problem = ?4 "
            "WHERE id = ?5",
            (moment_or_none(now), ended, moment_or_none(resting), problem, which.id),
        )


def keep_secret(database: Database, url: str, user: str, secret: str, how: str) -> None:
    """Keep a password in the keyring or in a file of its own; where a command tells it, nothing is kept.

    Raises:
        SecretError: the keyring does not take it, or the file cannot be written.
    """
    if how == KEYRING:
        passwords.keep(_address(Account(0, "", "greader", url, user)), f"{user}:{secret}", _ADVICE)
    elif how == FILE:
        path = _file(database.path, url, user)
        try:
            make_folder(path.parent)
            path.unlink(missing_ok=True)
            path.touch(mode=0o600, exist_ok=False)
            path.write_text(secret, encoding="utf-8")
        except OSError as error:
            raise SecretError(f"The password cannot be kept in {path}: {error.strerror}. {_ADVICE}") from error


async def secret_of(path: Path, which: Account) -> str:
    """The password or token of a server.

    Args:
        path: of the library.
        which: the server.

    Raises:
        SyncError: it is not to be had.
    """
    try:
        return await asyncio.to_thread(_secret, path, which)
    except (SecretError, CommandError) as error:
        raise SyncError(f"The password of {which.name} is not to be had: {error}") from error


def _secret(path: Path, which: Account) -> str:
    if which.secret.startswith(COMMAND):
        said = outside.output(outside.prepared(which.secret.removeprefix(COMMAND), url=which.url), secret=True)
        first = said.splitlines()[0].strip() if said.strip() else ""
        if not first:
            raise SecretError("the command says nothing. Its first line is to be the password.")
        return first
    if which.secret == FILE:
        kept = _file(path, which.url, which.user)
        try:
            return kept.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SecretError(f"{kept} cannot be read. `quoth sync add` with the same address asks again.") from error
    missing = "the keyring does not have it. `quoth sync add` with the same address asks again."
    return passwords.login_for(_address(which), _ADVICE, missing=missing).removeprefix(f"{which.user}:")


def _address(which: Account) -> str:
    """Under what the keyring has the password: no feed has such an address."""
    scheme, sign, rest = which.url.partition("://")
    return f"sync+{scheme}{sign}{rest}/#{quote(which.user, safe='')}"


def _file(library: Path, url: str, user: str) -> Path:
    import hashlib  # noqa: PLC0415  (only where there is such a file)

    digest = hashlib.blake2b(f"{url}\n{user}".encode(), digest_size=8).hexdigest()
    return library.parent / "secrets" / digest
