"""Feeds of the reader's own that a server is offered, so that other devices have them too.

None is ever told to a server unasked. One that is offered waits in the library, and is still fetched from here, until
the server has it; from then on it comes by the server, with all that was read, starred and written down of it.
"""

from __future__ import annotations

from typing import NamedTuple

from readers.clean import http_url, without_password
from readers.errors import SyncError
from readers.library.database import Database
from readers.library.values import unpack_options
from readers.model import FeedOptions, Subscription
from readers.sync import accounts, feeds, turns
from readers.sync.accounts import Account
from readers.sync.protocol import RemoteFeed

_SELECT = """
    SELECT o.feed_id, f.url, coalesce(nullif(f.name, ''), nullif(f.title, ''), f.url), o.problem, o.begun, f.options
    FROM sync_offers AS o JOIN feeds AS f ON f.id = o.feed_id WHERE o.server_id = ? AND o.begun <> 3
"""
_OFFERED = _SELECT + "AND o.feed_id = ? AND o.problem = ''"

_ASKED, _UNANSWERED, _TAKEN_BACK = 1, 2, 3
"""How an offer stands that was begun: the server is being asked; it was, and gave no answer that tells what became of
it; likewise, and the reader has taken the offer back meanwhile. Where no sync is going on, nobody is being asked."""


class NotOfferedError(SyncError):
    """A feed that no server can be offered, and why."""


class Offer(NamedTuple):
    """A feed that a server is offered.

    Attributes:
        feed_id: its number here.
        url: its address here.
        called: what it is called here.
        problem: why the server does not take it; empty if it did not say so.
        asking: whether it is being asked at this moment.
        unsure: whether it was asked, and whether it has the feed since is not known.
    """

    feed_id: int
    url: str
    called: str
    problem: str = ""
    asking: bool = False
    unsure: bool = False


def offer(database: Database, server: str, feed: Subscription) -> Account:
    """Offer a feed to a server: it is asked with the next sync. One that it did not take is offered anew.

    Args:
        database: the library file.
        server: its name; empty for the only one there is.
        feed: one of the reader's own.

    Returns:
        The server.

    Raises:
        NotOfferedError: no server could fetch the feed, or only with what stays on this machine.
        SyncError: it comes by a server already, or there is no such server.
    """
    if feed.id in feeds.owners(database):
        raise SyncError(f"{feed.feed.called} comes by a server already.")
    _check(feed.feed.called, feed.feed.url, feed.options)
    account = accounts.account(database, server)
    with database.writing("offer a feed to a server") as connection:
        connection.execute(
            # Where this server was asked already, it may have the feed by our doing: that is still to be known.
            "INSERT INTO sync_offers (feed_id, server_id) VALUES (?, ?) ON CONFLICT (feed_id) DO UPDATE SET "
            "problem = '', begun = iif(server_id = excluded.server_id, min(begun, ?), 0), "
            "remote = iif(server_id = excluded.server_id, remote, ''), server_id = excluded.server_id",
            (feed.id, account.id, _UNANSWERED),
        )
    return account


def _check(called: str, url: str, options: FeedOptions) -> None:
    if not http_url(url):
        raise NotOfferedError(f"{called} is made on this machine: no server can fetch it.")
    if options.login or options.cookies or options.headers or without_password(url) != url:
        raise NotOfferedError(
            f"{called} is fetched with a login, cookies or headers of yours, and these stay on this machine. "
            "Subscribe to it on the server itself; it comes by the server from then on."
        )


def take_back(database: Database, feed_id: int) -> bool:
    """Offer a feed no longer; gives whether a server was still to be told of it. What one did not take is forgotten.

    Raises:
        SyncError: the server is being asked at this moment.
    """
    with database.writing("take an offer back") as connection:
        query = "SELECT server_id, begun, problem = '' FROM sync_offers WHERE feed_id = ? AND begun <> ?"
        server, begun, waits = connection.execute(query, (feed_id, _TAKEN_BACK)).fetchone() or (0, 0, False)
        if begun == _ASKED and turns.is_on(database, server):
            raise SyncError(
                "The server is being asked just now whether it takes the feed: the offer can be taken back no more. If "
                "you do not want the feed there, leave it once the sync is done."
            )
        if begun:  # the server may have it: that is looked for once more
            connection.execute("UPDATE sync_offers SET begun = ? WHERE feed_id = ?", (_TAKEN_BACK, feed_id))
        elif server:
            connection.execute("DELETE FROM sync_offers WHERE feed_id = ?", (feed_id,))
    return bool(waits)


def servers_for(database: Database, feed: Subscription) -> list[str]:
    """The servers that a feed could be offered to, by name; none if it comes by one, or no server could fetch it."""
    try:
        _check(feed.feed.called, feed.feed.url, feed.options)
    except NotOfferedError:
        return []
    return [] if feed.id in feeds.owners(database) else [one.name for one in accounts.accounts(database)]


def of_server(database: Database, server: int) -> list[Offer]:
    """What a server is offered, or was and did not take; last what it was asked for without a good answer."""
    with database.reading("list what a server is offered") as connection:
        rows = connection.execute(_SELECT + "ORDER BY o.begun, o.feed_id", (server,)).fetchall()
    going_on = any(row[4] == _ASKED for row in rows) and turns.is_on(database, server)
    return [
        Offer(feed_id, url, called, problem, asking=begun == _ASKED and going_on, unsure=bool(begun))
        for feed_id, url, called, problem, begun, _ in rows
    ]


def count_waiting(database: Database, server: int) -> int:
    """How many feeds a server is still to be asked to take."""
    with database.reading("count what a server is offered") as connection:
        asked = "SELECT count(*) FROM sync_offers WHERE server_id = ? AND problem = '' AND begun <> ?"
        (count,) = connection.execute(asked, (server, _TAKEN_BACK)).fetchone()
    return int(count)


def resume(database: Database, server: int) -> None:
    """Keep of what a sync was asking that was broken off that there was no answer: whoever has the turn now asks."""
    with database.writing("keep what was offered") as connection:
        connection.execute(
            "UPDATE sync_offers SET begun = ? WHERE server_id = ? AND begun = ?", (_UNANSWERED, server, _ASKED)
        )


def begin(database: Database, server: int, feed_id: int) -> str:
    """Keep that the server is asked now: broken off after this, it may have the feed, and by our doing.

    Returns:
        The address to be told; empty if the feed is offered to it no longer.

    Raises:
        NotOfferedError: since it was offered it has come to be fetched with what stays on this machine.
    """
    with database.writing("keep that a feed is offered") as connection:
        found = connection.execute(_OFFERED, (server, feed_id)).fetchone()
        if found is None:
            return ""
        _, url, called, _, _, options = found
        _check(called, url, unpack_options(options))
        connection.execute("UPDATE sync_offers SET begun = ? WHERE feed_id = ?", (_ASKED, feed_id))
    return str(url)


def answered(database: Database, server: int, feed_id: int, remote: str) -> None:
    """Keep what a server calls a feed that it took, until it is seen among those that it has."""
    with database.writing("keep that a feed was taken") as connection:
        connection.execute(
            "UPDATE sync_offers SET remote = ? WHERE feed_id = ? AND server_id = ?", (remote, feed_id, server)
        )


def instead(database: Database, server: int, feed_id: int, remote: str, twin: RemoteFeed) -> None:
    """Keep that a server took a feed twice: it is the first of the two, and the second is to be left there.

    Args:
        database: the library file.
        server: the server's number.
        feed_id: the feed's number here.
        remote: the id there of the one that it is.
        twin: the other.
    """
    with database.writing("keep that a feed was taken twice") as connection:
        connection.execute(
            "UPDATE sync_offers SET remote = ? WHERE feed_id = ? AND server_id = ?", (remote, feed_id, server)
        )
        connection.execute(
            "INSERT INTO sync_feeds (server_id, remote, url) VALUES (?, ?, ?)",
            (server, twin.remote, without_password(twin.url)),
        )


def accepted(database: Database, server: int) -> dict[str, int]:
    """What a server said that it took, and is no feed of its yet: id there → number here."""
    with database.reading("list what a server took") as connection:
        took = "SELECT remote, feed_id FROM sync_offers WHERE server_id = ? AND remote <> ''"
        return dict(connection.execute(took, (server,)))


def unsure(database: Database, server: int) -> dict[int, bool]:
    """The feeds that a server was asked for without a good answer, and whether the reader has taken them back since."""
    with database.reading("list what a server was asked for") as connection:
        asked = "SELECT feed_id, begun = ? FROM sync_offers WHERE server_id = ? AND begun IN (?, ?) AND remote = ''"
        rows = connection.execute(asked, (_TAKEN_BACK, server, _UNANSWERED, _TAKEN_BACK))
        return {feed_id: bool(back) for feed_id, back in rows}


def forget_taken_back(database: Database, server: int) -> None:
    """Forget what was taken back, once it was looked for."""
    with database.reading("list what was taken back") as connection:
        back = "SELECT 1 FROM sync_offers WHERE server_id = ? AND begun = ? LIMIT 1"
        if connection.execute(back, (server, _TAKEN_BACK)).fetchone() is None:
            return
    with database.writing("forget what was taken back") as connection:
        connection.execute("DELETE FROM sync_offers WHERE server_id = ? AND begun = ?", (server, _TAKEN_BACK))


def unanswered(database: Database, server: int, feed_id: int) -> None:
    """Keep that the server was asked, and that what it answered, if anything, does not tell whether it has the feed."""
    with database.writing("keep that a feed was offered") as connection:
        connection.execute(
            "UPDATE sync_offers SET begun = ? WHERE feed_id = ? AND server_id = ?", (_UNANSWERED, feed_id, server)
        )


def refused(database: Database, server: int, feed_id: int, problem: str) -> None:
    """Keep that the server does not take a feed, and why; it is not asked again until the reader offers it again."""
    with database.writing("keep that a feed was not taken") as connection:
        connection.execute(
            "UPDATE sync_offers SET begun = 0, remote = '', problem = ? WHERE feed_id = ? AND server_id = ?",
            (problem, feed_id, server),
        )
