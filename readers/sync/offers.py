"""Feeds of the reader's own that a server is offered, so that other devices have them too.

None is ever told to a server unasked. One that is offered waits in the library, and is still fetched from here, until
the server has it; from then on it comes by the server, with all that was read, starred and written down of it.
"""

from __future__ import annotations

from typing import NamedTuple

from readers.clean import http_url, without_password
from readers.errors import SyncError
from readers.library.database import Database
from readers.model import Subscription
from readers.sync import accounts, feeds
from readers.sync.accounts import Account

_SELECT = """
    SELECT o.feed_id, f.url, coalesce(nullif(f.name, ''), nullif(f.title, ''), f.url), o.problem
    FROM sync_offers AS o JOIN feeds AS f ON f.id = o.feed_id WHERE o.server_id = ?
"""


class Offer(NamedTuple):
    """A feed that a server is offered: its number and address here, what it is called, and why it is not taken."""

    feed_id: int
    url: str
    called: str
    problem: str = ""


def offer(database: Database, server: str, feed: Subscription) -> Account:
    """Offer a feed to a server: it is asked with the next sync. One that it did not take is offered anew.

    Args:
        database: the library file.
        server: its name; empty for the only one there is.
        feed: one of the reader's own.

    Returns:
        The server.

    Raises:
        SyncError: the feed comes by a server already, or no server could fetch it, or only with what stays on this
            machine; or there is no such server.
    """
    if feed.id in feeds.owners(database):
        raise SyncError(f"{feed.feed.called} comes by a server already.")
    if not http_url(feed.feed.url):
        raise SyncError(f"{feed.feed.called} is made on this machine: no server can fetch it.")
    options = feed.options
    if options.login or options.cookies or options.headers or without_password(feed.feed.url) != feed.feed.url:
        raise SyncError(
            f"{feed.feed.called} is fetched with a login, cookies or headers of yours, and these stay on this machine. "
            "Subscribe to it on the server itself; it comes by the server from then on."
        )
    account = accounts.account(database, server)
    with database.writing("offer a feed to a server") as connection:
        connection.execute(
            "INSERT OR REPLACE INTO sync_offers (feed_id, server_id) VALUES (?, ?)", (feed.id, account.id)
        )
    return account


def take_back(database: Database, feed_id: int) -> bool:
    """Offer a feed no longer; gives whether a server was still to be told of it. What one did not take is forgotten."""
    with database.writing("take an offer back") as connection:
        taken = connection.execute("DELETE FROM sync_offers WHERE feed_id = ? RETURNING problem = ''", (feed_id,))
        found = taken.fetchone()
    return found is not None and bool(found[0])


def servers_for(database: Database, feed_id: int) -> list[str]:
    """The servers that a feed could be offered to, by name; none if it comes by one."""
    owned = feed_id in feeds.owners(database)
    return [] if owned else [one.name for one in accounts.accounts(database)]


def of_server(database: Database, server: int) -> list[Offer]:
    """What a server is offered, or was and did not take; last what it was asked for without a good answer."""
    with database.reading("list what a server is offered") as connection:
        return [Offer(*row) for row in connection.execute(_SELECT + "ORDER BY o.begun, o.feed_id", (server,))]


def count_waiting(database: Database, server: int) -> int:
    """How many feeds a server is still to be asked to take."""
    with database.reading("count what a server is offered") as connection:
        asked = "SELECT count(*) FROM sync_offers WHERE server_id = ? AND problem = ''"
        (count,) = connection.execute(asked, (server,)).fetchone()
    return int(count)


def begin(database: Database, server: int, feed_id: int) -> None:
    """Keep that the server is asked now: broken off after this, it may have the feed, and by our doing."""
    with database.writing("keep that a feed is offered") as connection:
        connection.execute("UPDATE sync_offers SET begun = 1 WHERE feed_id = ? AND server_id = ?", (feed_id, server))


def refused(database: Database, server: int, feed_id: int, problem: str) -> None:
    """Keep that the server does not take a feed, and why; it is not asked again until the reader offers it again."""
    with database.writing("keep that a feed was not taken") as connection:
        connection.execute(
            "UPDATE sync_offers SET begun = 0, problem = ? WHERE feed_id = ? AND server_id = ?",
            (problem, feed_id, server),
        )
