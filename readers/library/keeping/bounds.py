"""A bound to what one feed may bring into the library: some make up new entries by the thousand at each fetch."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

import msgspec

from readers.library import settings
from readers.library.database import Database
from readers.library.values import moment

MOST_ENTRIES = 10_000
"""Entries of one feed. A paper with a hundred articles a day takes a quarter of a year to bring them."""
MOST_BYTES = 200_000_000
"""Bytes of their content as stored."""


class Dropped(NamedTuple):
    """How many entries of a feed were dropped: since it has too many, and since they were too old."""

    beyond: int = 0
    aged: int = 0


_OURS_TO_DROP = """
    FROM entries AS e JOIN contents AS c ON c.entry_id = e.id LEFT JOIN documents AS d ON d.entry_id = e.id
    WHERE e.feed_id = ? AND e.starred = 0 AND e.tags = '[]'
      AND NOT EXISTS (SELECT 1 FROM notes AS n WHERE n.digest = d.digest)
      AND NOT EXISTS (SELECT 1 FROM notes AS n WHERE n.url <> '' AND n.url = e.link)
      AND NOT EXISTS (SELECT 1 FROM corrections AS k WHERE k.digest = d.digest AND k.undone IS NULL)
      AND NOT EXISTS (SELECT 1 FROM corrections AS k WHERE k.url <> '' AND k.url = e.link AND k.undone IS NULL)
      AND NOT EXISTS (SELECT 1 FROM settings AS s WHERE s.key = 'entry.' || e.id || '.saved')
"""


def keep_for_saved(database: Database, entry_id: int) -> None:
    """Keep an entry from being dropped, since its article was saved as a file.

    Raises:
        LibraryError: nothing could be written.
    """
    settings.set_setting(database, f"entry.{entry_id}.saved", "yes")


def trim(
    database: Database,
    feed_id: int,
    fresh: Collection[str],
    *,
    since: datetime | None = None,
    most_entries: int = MOST_ENTRIES,
    most_bytes: int = MOST_BYTES,
) -> Dropped:
    """Drop a feed's oldest entries beyond the bounds, the earliest to come first.

    What the reader starred, tagged, set right, saved or wrote notes to stays and does not count, and so does what the
    feed holds now: it would only come again.

    Args:
        database: the library file.
        feed_id: the feed.
        fresh: the ids that its entries have now.
        since: what was published before this moment goes; ``None``: age is no reason.
        most_entries: the newest so many stay; no more than `MOST_ENTRIES`.
        most_bytes: see `MOST_BYTES`.

    Raises:
        LibraryError: nothing could be written.
    """
    most_entries = min(most_entries, MOST_ENTRIES)
    oldest = moment(since) if since is not None else 0
    with database.reading("measure a feed") as connection:
        (total, size, first) = connection.execute(
            "SELECT count(*), coalesce(sum(length(c.entry)), 0), min(e.at) FROM contents AS c JOIN entries AS e "
            "ON e.id = c.entry_id WHERE e.feed_id = ?",
            (feed_id,),
        ).fetchone()
        if not total or (total <= most_entries and size <= most_bytes and first >= oldest):
            return Dropped()
        query = "".join(("SELECT e.id, e.key, e.at, length(c.entry)", _OURS_TO_DROP, "ORDER BY e.id DESC"))
        ours = connection.execute(query, (feed_id,)).fetchall()
    now_there = set(fresh)
    gone, aged, entries, room = [], 0, 0, most_bytes
    for entry_id, key, at, length in ours:
        entries, room = entries + 1, room - length
        beyond = entries > most_entries or room < 0
        if (beyond or at < oldest) and key not in now_there:
            gone.append(entry_id)
            aged += not beyond
    _drop(database, gone)
    return Dropped(len(gone) - aged, aged)


def _drop(database: Database, entries: Collection[int]) -> None:
    """Drop entries, and the annotations of texts that no other entry has."""
    ids = {"gone": msgspec.json.encode(list(entries)).decode()}
    with database.writing("drop old entries") as connection:
        connection.execute(
            "DELETE FROM annotations WHERE digest IN (SELECT digest FROM documents WHERE entry_id IN "
            "(SELECT value FROM json_each(:gone))) AND digest NOT IN (SELECT digest FROM documents WHERE entry_id "
            "NOT IN (SELECT value FROM json_each(:gone)))",
            ids,
        )
        connection.execute("DELETE FROM entries WHERE id IN (SELECT value FROM json_each(:gone))", ids)
        settings.forget_places(connection)
