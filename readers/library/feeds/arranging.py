"""Feeds named, put into folders, put in order, and given settings of their own."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from readers.clean import clean_line, http_url, parts_of, without_password
from readers.errors import ConfigError, LibraryError
from readers.library.database import Database
from readers.library.subscriptions import subscription, subscriptions
from readers.library.values import to_json
from readers.model import FeedOptions, Subscription
from readers.passwords import KEYRING

if TYPE_CHECKING:
    from collections.abc import Mapping

Way = Literal["up", "down", "first", "last"]

_LEAST_MINUTES, _MOST_MINUTES = 5, 10_080


def rename(database: Database, feed_id: int, name: str) -> Subscription:
    """Call a feed by a name of the reader's own; empty for the publisher's title.

    Raises:
        LibraryError: there is no such feed.
    """
    before = subscription(database, feed_id)
    called = clean_line(name).strip()
    with database.writing("rename a feed") as connection:
        connection.execute(
            "UPDATE feeds SET name = ? WHERE id = ?", ("" if called == before.feed.title else called, feed_id)
        )
    return subscription(database, feed_id)


def move(
    database: Database, feed_id: int, folder: tuple[str, ...], also_in: tuple[tuple[str, ...], ...] = ()
) -> Subscription:
    """Put a feed into a folder, which may be new, and perhaps into others too.

    Args:
        database: the library file.
        feed_id: the feed.
        folder: the path, outermost first; empty for none.
        also_in: further folders.

    Raises:
        LibraryError: there is no such feed.
    """
    subscription(database, feed_id)
    with database.writing("move a feed") as connection:
        put(connection, feed_id, folder, also_in)
    return subscription(database, feed_id)


def put(
    connection: sqlite3.Connection, feed_id: int, folder: tuple[str, ...], also_in: tuple[tuple[str, ...], ...]
) -> tuple[str, ...]:
    """`move`, in a transaction; gives the path of the folder that the feed stands in then."""
    paths = dict.fromkeys(cleaned for one in (folder, *also_in) if (cleaned := _path(one)))
    first, *others = [*paths] or [()]
    connection.execute(
        "UPDATE feeds SET folder = ?, also_in = ? WHERE id = ?", (to_json(first), to_json(tuple(others)), feed_id)
    )
    return first


def rename_folder(database: Database, folder: tuple[str, ...], new: tuple[str, ...]) -> int:
    """Give a folder another path: its feeds and the folders in it go along; gives how many feeds did.

    Args:
        database: the library file.
        folder: its path.
        new: its path from now on; that of another one joins them, an empty one lets go of the folder.
    """
    moved = 0
    for one in subscriptions(database):
        paths = [(*new, *path[len(folder) :]) if path[: len(folder)] == folder else path for path in one.feed.folders]
        if paths != list(one.feed.folders):
            move(database, one.id, paths[0], tuple(paths[1:]))
            moved += 1
    return moved


def _path(folder: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for part in folder if (name := clean_line(part).strip()))


def folder_of(text: str) -> tuple[str, ...]:
    """A folder as it is typed, ``/`` between nested ones."""
    return _path(text.split("/"))


def reorder(database: Database, feed_id: int, way: Way) -> bool:
    """Move a feed among those of its folder; gives whether it was moved. A feed that comes later stands at the end.

    Raises:
        LibraryError: there is no such feed.
    """
    chosen = subscription(database, feed_id)
    return _shift(database, [[one.id] for one in _siblings(database, chosen.feed.folder)], [feed_id], way)


def place(database: Database, feed_id: int, position: int) -> None:
    """Give a feed its place among all of them, as another library had it."""
    with database.writing("put a feed in its place") as connection:
        connection.execute("UPDATE feeds SET position = ? WHERE id = ?", (position, feed_id))


def reorder_folder(database: Database, folder: tuple[str, ...], way: Way) -> bool:
    """Move a folder among those that lie where it lies, with all that is in it; gives whether it was moved."""
    depth = len(folder)
    blocks: dict[tuple[str, ...], list[int]] = {}
    for one in subscriptions(database):
        path = one.feed.folder
        if len(path) >= depth and path[: depth - 1] == folder[:-1]:
            blocks.setdefault(path[:depth], []).append(one.id)
    if folder not in blocks:
        raise LibraryError(f"There is no folder {' / '.join(folder)}: its feeds may have been moved meanwhile.")
    return _shift(database, list(blocks.values()), blocks[folder], way)


def _siblings(database: Database, folder: tuple[str, ...]) -> list[Subscription]:
    return [one for one in subscriptions(database) if one.feed.folder == folder]


def _shift(database: Database, blocks: list[list[int]], block: list[int], way: Way) -> bool:
    """Move one of some blocks of feeds among the others, in the places that these take together."""
    at = blocks.index(block)
    to = {"up": max(0, at - 1), "down": min(len(blocks) - 1, at + 1), "first": 0, "last": len(blocks) - 1}[way]
    if to == at:
        return False
    blocks = [*blocks]
    blocks.insert(to, blocks.pop(at))
    mine = {feed_id for one in blocks for feed_id in one}
    turn = iter([feed_id for one in blocks for feed_id in one])
    order = [next(turn) if one.id in mine else one.id for one in subscriptions(database)]
    with database.writing("put the feeds in order") as connection:
        connection.executemany(
            "UPDATE feeds SET position = ? WHERE id = ?", [(number, one) for number, one in enumerate(order)]
        )
    return True


def settle(database: Database, feed_id: int, options: FeedOptions) -> Subscription:
    """Keep what holds for one feed alone.

    Raises:
        ConfigError: one of the options cannot be that.
        LibraryError: there is no such feed.
    """
    subscription(database, feed_id)
    check(options)
    keep(database, feed_id, options)
    return subscription(database, feed_id)


def keep(database: Database, feed_id: int, options: FeedOptions) -> None:
    """Keep what was settled elsewhere, though a file or a proxy that it names may not be here."""
    with database.writing("settle a feed") as connection:
        connection.execute(
            "UPDATE feeds SET options = ?, muted = ? WHERE id = ?",
            (msgspec.json.encode(options).decode(), options.muted, feed_id),
        )


def keep_login(database: Database, feed_id: int, login: str) -> Subscription:
    """Keep the login of a feed among its options alone: none stays in its address.

    Args:
        database: the library file.
        feed_id: the feed.
        login: ``name:password``, `readers.passwords.KEYRING` for one that is there, or empty for none.

    Raises:
        LibraryError: there is no such feed.
    """
    known = subscription(database, feed_id)
    options = msgspec.structs.replace(known.options, login=login)
    check(options)
    with database.writing("keep a login") as connection:
        connection.execute(
            "UPDATE OR IGNORE feeds SET url = ? WHERE id = ?", (without_password(known.feed.url), feed_id)
        )
        connection.execute(
            "UPDATE feeds SET options = ? WHERE id = ?", (msgspec.json.encode(options).decode(), feed_id)
        )
    return subscription(database, feed_id)


MEANINGS: Mapping[str, str] = {
    "minutes": "from one fetch to the next, in minutes; as for all feeds where nothing is said",
    "text": "page: articles from their pages; feed: what the feed itself gives; else what seems whole",
    "agent": "the User-Agent that its server is told, for one that refuses Quoth's",
    "headers": "header fields that its server is told, as Name: value, parted by |",
    "login": "for HTTP authentication at its server, as name:password; keyring: as `quoth password` took it",
    "cookies": "the path of a Netscape cookies.txt: its servers are sent their cookies from it",
    "proxy": "the address of a proxy, like http://127.0.0.1:8118",
    "language": "of its articles, as in en or de-CH, where the feed says something wrong",
    "days": "its entries older than so many days go; never those starred, tagged, noted or saved",
    "entries": "the newest so many of its entries stay",
    "muted": "its entries stand under the feed alone: in no list of all, in no count",
    "notify": "tell of its new entries by notify.command or notify.terminal, though not of all feeds",
}
"""What each option of a feed is for."""


def changed(options: FeedOptions, name: str, value: str) -> FeedOptions:
    """Options with one of them as typed; empty for as with all feeds.

    Raises:
        ConfigError: there is no such option, or it cannot be that.
    """
    if name not in MEANINGS:
        raise ConfigError(f"A feed has no option {name!r}; there are {', '.join(MEANINGS)}.")
    kind = type(getattr(FeedOptions(), name))
    typed = value.strip()
    new: object = typed
    if kind is bool:
        words = {"true": True, "yes": True, "on": True, "": False, "false": False, "no": False, "off": False}
        if typed.casefold() not in words:
            raise ConfigError(f"{name} cannot be {value!r}: it is true or false.")
        new = words[typed.casefold()]
    elif kind is int:
        if not re.fullmatch(r"\d{0,7}", typed):
            raise ConfigError(f"{name} cannot be {value!r}: it is a whole number.")
        new = int(typed or 0)
    elif kind is tuple:
        pairs = [one.partition(":") for one in typed.split("|") if one.strip()]
        new = tuple((field.strip(), rest.strip()) for field, _, rest in pairs)
    options = msgspec.structs.replace(options, **{name: new})
    check(options)
    return options


def shown(options: FeedOptions, name: str) -> str:
    """An option as it is typed."""
    value = getattr(options, name)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return " | ".join(f"{field}: {one}" for field, one in value)
    return str(value or "")


def check(options: FeedOptions) -> None:
    """Refuse what cannot be.

    Raises:
        ConfigError: with the option and what it may be.
    """
    minutes = options.minutes
    if minutes and not _LEAST_MINUTES <= minutes <= _MOST_MINUTES:
        raise ConfigError(f"minutes cannot be {minutes}: no feed is asked more often than every 5 minutes.")
    if options.text not in ("", "page", "feed"):
        raise ConfigError(f"text cannot be {options.text!r}: it is page, feed, or nothing for what seems whole.")
    for field, value in (("User-Agent", options.agent), *options.headers):
        if not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", field) or not re.fullmatch(r"[\t -~\xa0-\xff]*", value):
            raise ConfigError(
                f"{field!r}: {value!r} cannot be sent. A header is written like Name: value, on one line."
            )
        if field.casefold() in {"host", "content-length", "transfer-encoding", "connection", "accept-encoding"}:
            raise ConfigError(f"The header {field} is Quoth's own to send.")
    if options.login and options.login != KEYRING and ":" not in options.login:
        raise ConfigError("login is written like name:password; `quoth password` puts it into the system's keyring.")
    if options.cookies and not Path(options.cookies).expanduser().is_file():
        raise ConfigError(f"There is no file {options.cookies} with cookies.")
    if options.proxy and not (http_url(options.proxy) and parts_of(options.proxy).hostname):
        raise ConfigError(f"{options.proxy!r} is no proxy: write it like http://127.0.0.1:8118.")
    if options.language and not re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", options.language):
        raise ConfigError(f"{options.language!r} is no language: write it like en or de-CH.")
