"""What servers are still to be told, counted: for whoever shows it while the reader reads."""

from __future__ import annotations

from readers.library.database import Database
from readers.sync import offers, store, wishes


def of_server(database: Database, server: int) -> int:
    """How many changes a server is to be told: marks of entries, and what was done to feeds or offered of them."""
    marks, offered = store.count_waiting(database, server), offers.count_waiting(database, server)
    return marks + offered + len(wishes.wishes(database, server))


def in_all(database: Database) -> int:
    """How many changes all servers are to be told; with no server none are."""
    with database.reading("list the servers") as connection:
        servers = [server for (server,) in connection.execute("SELECT id FROM sync_servers")]
    return sum(of_server(database, server) for server in servers)
