"""What was done here to feeds of servers, and is to be done there too: they were left, moved or renamed.

Nothing is queued: the feeds here are compared with what both sides had when they last agreed. It is asked for with each
mark that the reader sets, so it reads no more than it compares.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from readers.library.database import Database
from readers.library.values import from_json
from readers.sync.feeds import alike, name_of, plain
from readers.sync.protocol import RemoteFeed

_ROWS = """
    SELECT s.remote, s.other, s.url, s.folder, s.folder_here, f.folder, s.title, s.name_here, f.name
    FROM sync_feeds AS s LEFT JOIN feeds AS f
        ON f.id = iif(s.other, (SELECT id FROM feeds WHERE url = s.url), s.feed_id) AND f.subscribed = 1
    WHERE s.server_id = ?
"""


class Wish(NamedTuple):
    """What was done to a server's feed here: it was left, or moved to a folder or given a name that it had not before.

    A name from before it was the server's, or from before this was told, is not among it.
    """

    remote: str
    deed: Literal["leave", "move", "rename"]
    to: str = ""
    before: str = ""


def wishes(database: Database, server: int) -> list[Wish]:
    """What was done here to feeds of a server, and is to be done there."""
    found, strays = list[Wish](), dict[str, str]()
    with database.reading("list what was done to a server's feeds") as connection:
        rows = connection.execute(_ROWS, (server,))
        for remote, other, url, folder, folder_here, path, title, name_here, name in rows:
            if path is None and other:  # it comes by another server, which may have another way to it
                strays[remote] = plain(url)
            elif path is None:
                found.append(Wish(remote, "leave"))
            elif not other:
                if (place := _name(path)) not in (folder_here, folder):
                    found.append(Wish(remote, "move", place, folder))
                if name and name not in (name_here, title):
                    found.append(Wish(remote, "rename", name, title))
        if strays:
            here = {plain(url) for (url,) in connection.execute("SELECT url FROM feeds WHERE subscribed = 1")}
            found += [Wish(remote, "leave") for remote, url in strays.items() if url not in here]
    return found


@lru_cache(maxsize=1000)
def _name(path: str) -> str:
    return name_of(from_json(path))


_BEGUN: dict[str, str] = {
    "leave": "UPDATE sync_feeds SET leaving = 1 WHERE server_id = ?2 AND remote = ?3",
    "move": "UPDATE sync_feeds SET folder_told = ?1 WHERE server_id = ?2 AND remote = ?3",
    "rename": "UPDATE sync_feeds SET title_told = ?1 WHERE server_id = ?2 AND remote = ?3",
}


def begin(database: Database, server: int, wish: Wish) -> None:
    """Keep that a wish is being told: broken off after this, it may be fulfilled there."""
    with database.writing("keep what is told of a feed") as connection:
        connection.execute(_BEGUN[wish.deed], (wish.to, server, wish.remote))


def hear(database: Database, server: int, there: Sequence[RemoteFeed]) -> None:
    """See which wishes are fulfilled that were told when a sync was broken off.

    What the reader has done since is a wish of its own then, and not the same change made on both sides.

    Args:
        database: the library file.
        server: the server's number.
        there: the feeds that it has.
    """
    by_remote = {one.remote: one for one in there}
    with database.reading("list what was told of feeds") as connection:
        rows = connection.execute(
            "SELECT remote, folder_told, title_told, leaving FROM sync_feeds WHERE server_id = ?", (server,)
        ).fetchall()
    if not there and any(not leaving for *_, leaving in rows):
        return  # whether to believe that is decided elsewhere
    for remote, folder, title, leaving in rows:
        feed = by_remote.get(remote)
        if leaving and feed is None:
            carried_out(database, server, Wish(remote, "leave"))
        if feed is not None and folder is not None and alike(folder, feed.folder):
            carried_out(database, server, Wish(remote, "move", folder))
        if feed is not None and title is not None and alike(title, feed.title):
            carried_out(database, server, Wish(remote, "rename", title))
        if feed is not None and (leaving or folder is not None or title is not None):
            with database.writing("keep what was told of a feed") as connection:
                connection.execute(
                    "UPDATE sync_feeds SET folder_told = NULL, title_told = NULL, leaving = 0 "
                    "WHERE server_id = ? AND remote = ?",
                    (server, remote),
                )


def carried_out(database: Database, server: int, wish: Wish) -> None:
    """Keep that a wish is fulfilled there."""
    with database.writing("keep what was done to a feed") as connection:
        which = (server, wish.remote)
        if wish.deed == "leave":
            connection.execute("DELETE FROM sync_feeds WHERE server_id = ? AND remote = ?", which)
        elif wish.deed == "move":
            connection.execute(
                "UPDATE sync_feeds SET folder = iif(?1 = '', folder, ?1), folder_here = ?1, folder_told = NULL "
                "WHERE server_id = ?2 AND remote = ?3",
                (wish.to, *which),
            )
        else:  # from now on the server calls it so; here it stays the reader's name, which outlasts the account
            connection.execute(
                "UPDATE sync_feeds SET title = ?, name_here = '', title_told = NULL WHERE server_id = ? AND remote = ?",
                (wish.to, *which),
            )
            connection.execute(
                "UPDATE feeds SET title = ?1 WHERE name = ?1 "
                "AND id = (SELECT feed_id FROM sync_feeds WHERE server_id = ?2 AND remote = ?3)",
                (wish.to, *which),
            )
