"""What was done here to feeds of servers, and is to be done there too: they were left, moved or renamed.

Nothing is queued: the feeds here are compared with what both sides had when they last agreed. It is asked for with each
mark that the reader sets, so it reads no more than it compares.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from readers.library.database import Database
from readers.library.values import from_json
from readers.sync.feeds import name_of, plain

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


def carried_out(database: Database, server: int, wish: Wish) -> None:
    """Keep that a wish is fulfilled there."""
    with database.writing("keep what was done to a feed") as connection:
        which = (server, wish.remote)
        if wish.deed == "leave":
            connection.execute("DELETE FROM sync_feeds WHERE server_id = ? AND remote = ?", which)
        elif wish.deed == "move":
            connection.execute(
                "UPDATE sync_feeds SET folder = iif(?1 = '', folder, ?1), folder_here = ?1 "
                "WHERE server_id = ?2 AND remote = ?3",
                (wish.to, *which),
            )
        else:  # from now on the server calls it so; here it stays the reader's name, which outlasts the account
            connection.execute(
                "UPDATE sync_feeds SET title = ?, name_here = '' WHERE server_id = ? AND remote = ?", (wish.to, *which)
            )
            connection.execute(
                "UPDATE feeds SET title = ?1 WHERE name = ?1 "
                "AND id = (SELECT feed_id FROM sync_feeds WHERE server_id = ?2 AND remote = ?3)",
                (wish.to, *which),
            )
