"""The index across articles: who is in which entry, and who said what there.

It is made from annotations and can be made again from them; nothing is kept here alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from readers.library.database import Database
from readers.library.people.evidence import Article, Seen
from readers.library.people.joining import join
from readers.library.people.offices import told
from readers.library.values import to_json
from readers.model import Annotations, Document, Entity, Span

INDEXED = frozenset(
    {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART"},
)
"""The kinds of entities that can be looked up across articles: names, not dates and amounts."""

_LOOKED_AT = 5
"""Places of a name in a text at which it is seen what somebody is."""

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
    connection.execute("UPDATE entries SET people = '[]', read_as = '', joined = 0 WHERE id = ?", (entry_id,))


def fill(
    connection: sqlite3.Connection,
    entry_id: int,
    annotations: Annotations,
    document: Document | None = None,
    *,
    quotes: bool = True,
) -> None:
    """Put an entry into the index, in place of what was there, and find out whom its names mean.

    Args:
        connection: in a transaction.
        entry_id: the entry.
        annotations: what was found in its article, or in what its feed gives of it.
        document: what was annotated, to see who said what, what names are written like, and what people are told to
            be; ``None`` if it is not at hand.
        quotes: whether the quotes are indexed.
    """
    before = frozenset(
        number for (number,) in connection.execute("SELECT entity_id FROM appearances WHERE entry_id = ?", (entry_id,))
    )
    clear(connection, entry_id)
    found = connection.execute("SELECT at, feed_id FROM entries WHERE id = ?", (entry_id,)).fetchone()
    if found is None:
        return  # removed while its article was being read
    article = Article(entry_id, *found)
    document = document or Document("")
    numbers = _fill_names(connection, article, annotations.entities, document, before)
    if document.text and quotes:
        _fill_sayings(connection, article, _sayings(annotations, document.text, numbers))
    connection.execute(
        "UPDATE entries SET people = ?, read_as = ?, joined = 1 WHERE id = ?",
        (to_json(listed(connection, entry_id)), annotations.version, entry_id),
    )


def listed(connection: sqlite3.Connection, entry_id: int) -> tuple[str, ...]:
    """The people and organisations that a list shows beside an entry, as the reader calls them."""
    found = connection.execute(
        """
        SELECT coalesce(nullif(r.called, ''), n.name) FROM appearances AS a JOIN names AS n ON n.id = a.name_id
        LEFT JOIN entities AS e ON e.id = a.entity_id LEFT JOIN entities AS r ON r.id = e.root
        WHERE a.entry_id = ? AND n.kind IN ('PERSON', 'ORG') AND coalesce(r.hidden, 0) = 0
        ORDER BY a.salience DESC, n.id LIMIT ?
        """,
        (entry_id, TAGS),
    )
    return tuple(dict.fromkeys(name for (name,) in found))


def _fill_names(
    connection: sqlite3.Connection,
    article: Article,
    entities: Iterable[Entity],
    document: Document,
    before: frozenset[int],
) -> dict[int, tuple[int, int]]:
    """Store who is in an entry; returns the numbers of each entity's name and of whom it means in the library."""
    together: dict[tuple[str, str], list[Entity]] = {}  # two entities of an article may share a name
    for entity in entities:
        if entity.kind in INDEXED:
            together.setdefault((entity.name, entity.kind), []).append(entity)
    named = [_seen(name, kind, some, document) for (name, kind), some in together.items()]
    numbers: dict[int, tuple[int, int]] = {}
    rows = []
    for seen, some, meant in zip(named, together.values(), join(connection, article, named, before), strict=True):
        name_id = _number_of(connection, seen.name, seen.kind)
        numbers |= {entity.id: (name_id, meant.entity_id) for entity in some}
        salience = sum(entity.salience for entity in some)
        rows.append((name_id, article.at, article.entry_id, seen.mentions, salience, *meant))
    connection.executemany(
        "INSERT INTO appearances (name_id, at, entry_id, mentions, salience, entity_id, confidence) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    return numbers


def _number_of(connection: sqlite3.Connection, name: str, kind: str) -> int:
    """The number of a name; a new one gets its own."""
    known = connection.execute("SELECT id FROM names WHERE name = ? AND kind = ?", (name, kind)).fetchone()
    if known is None:
        known = connection.execute("INSERT INTO names (name, kind) VALUES (?, ?) RETURNING id", (name, kind)).fetchone()
    return int(known[0])


def _seen(name: str, kind: str, entities: Sequence[Entity], document: Document) -> Seen:
    mentions = [span for entity in entities for span in entity.mentions]
    titled = [span for entity in entities for span in entity.title_mentions]
    written = [document.text[span.start : span.end] for span in mentions]
    written += [document.title[span.start : span.end] for span in titled]
    forms = dict.fromkeys(" ".join(form.split()) for form in written)
    offices = told(document.text, mentions) if kind == "PERSON" else ()
    return Seen(name, kind, len(mentions) + len(titled), tuple(form for form in forms if form), offices)


def _fill_sayings(connection: sqlite3.Connection, article: Article, rows: Iterable[tuple[object, ...]]) -> None:
    connection.executemany(
        """
        INSERT INTO sayings (entry_id, at, name_id, entity_id, speaker, cue, kind, start, "end", confidence, text)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [(article.entry_id, article.at, *row) for row in rows],
    )


def rejoin(connection: sqlite3.Connection, entry_id: int) -> None:
    """Find out whom the names of an entry mean that was indexed without: by its names, and its text as it is kept.

    Args:
        connection: in a transaction.
        entry_id: the entry.
    """
    article = Article(
        entry_id, *connection.execute("SELECT at, feed_id FROM entries WHERE id = ?", (entry_id,)).fetchone()
    )
    rows = connection.execute(
        "SELECT n.id, n.name, n.kind, a.mentions FROM appearances AS a JOIN names AS n ON n.id = a.name_id "
        "WHERE a.entry_id = ? ORDER BY a.salience DESC, n.id",
        (entry_id,),
    ).fetchall()
    (text,) = connection.execute("SELECT text FROM texts WHERE entry_id = ?", (entry_id,)).fetchone() or ("",)
    named = [
        Seen(name, kind, mentions, (name,), told(text, _places(text, name)) if kind == "PERSON" else ())
        for _, name, kind, mentions in rows
    ]
    for (name_id, *_), meant in zip(rows, join(connection, article, named), strict=True):
        connection.execute(
            "UPDATE appearances SET entity_id = ?, confidence = ? WHERE name_id = ? AND at = ? AND entry_id = ?",
            (*meant, name_id, article.at, entry_id),
        )
        connection.execute(
            "UPDATE sayings SET entity_id = ? WHERE entry_id = ? AND name_id = ?", (meant.entity_id, entry_id, name_id)
        )
    connection.execute("UPDATE entries SET joined = 1 WHERE id = ?", (entry_id,))


def _places(text: str, name: str) -> list[Span]:
    """Where a name stands in a text, the first few times."""
    found: list[Span] = []
    at = text.find(name)
    while at >= 0 and len(found) < _LOOKED_AT:
        found.append(Span(at, at + len(name)))
        at = text.find(name, at + 1)
    return found


def _sayings(found: Annotations, text: str, numbers: dict[int, tuple[int, int]]) -> Iterator[tuple[object, ...]]:
    """Who said what, in the order of the columns."""

    def words(span: Span | None) -> str:
        return text[span.start : span.end] if span else ""

    for quote in found.quotes:
        name, entity = (None, None) if quote.speaker is None else numbers.get(quote.speaker, (None, None))
        said = text[quote.start : quote.end]
        yield (
            name,
            entity,
            words(quote.speaker_span),
            words(quote.cue_span),
            quote.kind,
            quote.start,
            quote.end,
            quote.confidence,
            said,
        )
