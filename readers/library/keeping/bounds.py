"""A bound to what one feed may bring into the library: some make up new entries by the thousand at each fetch."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from readers.library.database import Database

MOST_ENTRIES = 10_000
"""Entries of one feed. A paper with a hundred articles a day takes a quarter of a year to bring them."""
MOST_BYTES = 200_000_000
"""Bytes of their content as stored."""

_OURS_TO_DROP = """
    FROM entries AS e JOIN contents AS c ON c.entry_id = e.id LEFT JOIN documents AS d ON d.entry_id = e.id
    WHERE e.feed_id = ? AND e.starred = 0 AND e.tags = '[]'
      AND NOT EXISTS (SELECT 1 FROM notes AS n WHERE n.digest = d.digest)
      AND NOT EXISTS (SELECT 1 FROM notes AS n WHERE n.url <> '' AND n.url = e.link)
"""


def trim(
    database: Database,
    feed_id: int,
    fresh: Collection[str],
    *,
    most_entries: int = MOST_ENTRIES,
    most_bytes: int = MOST_BYTES,
) -> int:
    """Drop a feed's oldest entries beyond the bounds, the earliest to come first.

    What the reader starred, tagged or wrote notes to stays and does not count, and so does what the feed holds now:
    it would only come again.

    Args:
        database: the library file.
        feed_id: the feed.
        fresh: the ids that its entries have now.
        most_entries: see `MOST_ENTRIES`.
        most_bytes: see `MOST_BYTES`.

    Returns:
        How many were dropped.

    Raises:
        LibraryError: nothing could be written.
    """
    with database.reading("measure a feed") as connection:
        (total, size) = connection.execute(
            "SELECT count(*), coalesce(sum(length(c.entry)), 0) FROM contents AS c JOIN entries AS e "
            "ON e.id = c.entry_id WHERE e.feed_id = ?",
            (feed_id,),
        ).fetchone()
        if total <= most_entries and size <= most_bytes:
            return 0
        query = "".join(("SELECT e.id, e.key, length(c.entry)", _OURS_TO_DROP, "ORDER BY e.id DESC"))
        ours = connection.execute(query, (feed_id,)).fetchall()
    now_there = set(fresh)
    gone, entries, room = [], 0, most_bytes
    for entry_id, key, length in ours:
        entries, room = entries + 1, room - length
        if (entries > most_entries or room < 0) and key not in now_there:
            gone.append(entry_id)
    _drop(database, gone)
    return len(gone)


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
