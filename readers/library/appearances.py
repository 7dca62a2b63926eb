"""The index across articles: who is in which entry, and who said what there.

It is made from annotations and can be made again from them; nothing is kept here alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from readers.library.database import Database
from readers.library.values import to_json
from readers.model import Annotations, Entity, Span

INDEXED = frozenset(
    {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART"},
)
"""The kinds of entities that can be looked up across articles: names, not dates and amounts."""

TAGS = 3
"""How many names a list shows beside an entry."""


_SETTLED_ARTICLES, _SETTLED_SHARE = 5, 0.95
"""A name is settled when so many articles have it, and so large a share of them as one kind."""

_MOST_SETTLED = 5_000


def settled(database: Database) -> dict[str, str]:
    """Names that many articles agree about, with their kinds, the most frequent first.

    A person's single name is left out: another article's Smith is another Smith.
    """
    with database.reading("look up settled names") as connection:
        found = connection.execute(
            """
            SELECT name, kind, articles FROM (
                SELECT name, kind, count(*) AS articles, sum(count(*)) OVER (PARTITION BY name) AS in_all
                FROM appearances JOIN names ON names.id = name_id GROUP BY name_id
            )
            WHERE articles >= ? AND articles >= ? * in_all AND NOT (kind = 'PERSON' AND instr(name, ' ') = 0)
            ORDER BY articles DESC LIMIT ?
            """,
            (_SETTLED_ARTICLES, _SETTLED_SHARE, _MOST_SETTLED),
        ).fetchall()
    return {name: kind for name, kind, _ in found}


def clear(connection: sqlite3.Connection, entry_id: int) -> None:
    """Take an entry out of the index: its article has changed."""
    connection.execute("DELETE FROM appearances WHERE entry_id = ?", (entry_id,))
    connection.execute("DELETE FROM sayings WHERE entry_id = ?", (entry_id,))
    connection.execute("UPDATE entries SET people = '[]', read_as = '' WHERE id = ?", (entry_id,))


def fill(connection: sqlite3.Connection, entry_id: int, annotations: Annotations, text: str = "") -> None:
    """Put an entry into the index, in place of what was there.

    Args:
        connection: in a transaction.
        entry_id: the entry.
        annotations: what was found in its article, or in what its feed gives of it.
        text: the article's text; empty leaves the quotes out.
    """
    clear(connection, entry_id)
    found = connection.execute("SELECT at FROM entries WHERE id = ?", (entry_id,)).fetchone()
    if found is None:
        return  # removed while its article was being read
    names = _fill_names(connection, entry_id, found[0], annotations.entities)
    if text:
        _fill_sayings(connection, entry_id, found[0], _sayings(annotations, text, names))
    people = [entity.name for entity in annotations.entities if entity.kind in ("PERSON", "ORG")]
    connection.execute(
        "UPDATE entries SET people = ?, read_as = ? WHERE id = ?",
        (to_json(tuple(people[:TAGS])), annotations.version, entry_id),
    )


def _fill_names(connection: sqlite3.Connection, entry_id: int, at: int, entities: Iterable[Entity]) -> dict[int, int]:
    """Store who is in an entry; returns the number of each entity's name in the library."""
    names: dict[int, int] = {}
    rows: dict[int, tuple[int, float]] = {}
    for entity in entities:
        if entity.kind not in INDEXED:
            continue
        key = (entity.name, entity.kind)
        connection.execute("INSERT INTO names (name, kind) VALUES (?, ?) ON CONFLICT DO NOTHING", key)
        (name_id,) = connection.execute("SELECT id FROM names WHERE name = ? AND kind = ?", key).fetchone()
        names[entity.id] = name_id
        mentions, salience = rows.get(name_id, (0, 0.0))  # two entities of an article may share a name
        mentions += len(entity.mentions) + len(entity.title_mentions)
        rows[name_id] = (mentions, salience + entity.salience)
    connection.executemany(
        "INSERT INTO appearances (name_id, at, entry_id, mentions, salience) VALUES (?, ?, ?, ?, ?)",
        [(name_id, at, entry_id, mentions, salience) for name_id, (mentions, salience) in rows.items()],
    )
    return names


def _fill_sayings(connection: sqlite3.Connection, entry_id: int, at: int, rows: Iterable[tuple[object, ...]]) -> None:
    connection.executemany(
        """
        INSERT INTO sayings (entry_id, at, name_id, speaker, cue, kind, start, "end", confidence, text)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [(entry_id, at, *row) for row in rows],
    )


def _sayings(found: Annotations, text: str, names: dict[int, int]) -> Iterator[tuple[object, ...]]:
    """Who said what, in the order of the columns."""

    def words(span: Span | None) -> str:
        return text[span.start : span.end] if span else ""

    for quote in found.quotes:
        name = None if quote.speaker is None else names.get(quote.speaker)
        said = text[quote.start : quote.end]
        yield (
            name,
            words(quote.speaker_span),
            words(quote.cue_span),
            quote.kind,
            quote.start,
            quote.end,
            quote.confidence,
            said,
        )
