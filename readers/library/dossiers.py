"""What the library knows of a person, an organisation or a place, across articles.

Names count as the articles give them: "V. Putin" and "Vladimir Putin" are two here.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from datetime import date, timedelta

import msgspec

from readers.library.entries import rows_by_id
from readers.library.library import Library
from readers.library.search import match_expression
from readers.library.values import moment, when
from readers.model import EntryRow, QuoteKind

_CANDIDATES = 500  # names that a query may match; the shortest first
_NEIGHBOURHOOD = 500  # newest articles in which companions are looked for: a bound on time, not on truth
_OTHERS = 20


class Name(msgspec.Struct, frozen=True):
    """A name in the library: what it is, and in how many articles."""

    name: str
    kind: str
    articles: int


class Appearance(msgspec.Struct, frozen=True):
    """An article that names somebody, and how often."""

    row: EntryRow
    mentions: int


class Saying(msgspec.Struct, frozen=True):
    """Something somebody said, and where.

    Attributes:
        row: the article's entry.
        speaker: the name of the speaker, or what the text calls them if it names nobody.
        text: the words.
        kind: ``direct``, ``fragment``, ``turn`` or ``indirect``.
        cue: the words that attribute, or empty.
        start: first code point in the article's text.
        end: one past the last.
        confidence: 0–1, that the speaker is right.
    """

    row: EntryRow
    speaker: str
    text: str
    kind: QuoteKind
    cue: str
    start: int
    end: int
    confidence: float


class Dossier(msgspec.Struct, frozen=True):
    """What the library knows of one name.

    Attributes:
        name: the name, as articles give it.
        kind: an OntoNotes label; empty if nobody of that name is known.
        articles: in how many articles it stands.
        mentions: how often in all.
        appearances: the newest of these articles.
        days: mentions by day (UTC), oldest first, days without any left out.
        companions: the names most often in the same articles (the newest 500), with how many of them they share.
        sayings: the newest quotes.
        others: other names that match what was asked, the most frequent first.
    """

    name: str
    kind: str = ""
    articles: int = 0
    mentions: int = 0
    appearances: tuple[Appearance, ...] = ()
    days: tuple[tuple[date, int], ...] = ()
    companions: tuple[Name, ...] = ()
    sayings: tuple[Saying, ...] = ()
    others: tuple[Name, ...] = ()


def find_names(library: Library, query: str, limit: int = _OTHERS) -> list[Name]:
    """Names that hold all words of a query, the most frequent first; case and accents do not matter.

    Raises:
        LibraryError: the library cannot be read.
    """
    with library.database.reading("look a name up") as connection:
        return [name for _, name in _matching(connection, query)[:limit]]


def who(library: Library, name: str, *, kind: str = "", limit: int = 50, days: int = 90) -> Dossier:
    """The dossier of a name.

    The name itself is taken if an article has it, or else the most frequent one with all its words: ``putin`` finds
    "Vladimir Putin". A person's surname alone gives way to a more frequent full name with it.

    Args:
        library: where to look.
        name: a name or part of one.
        kind: only names of this kind (``PERSON`` …); empty for any.
        limit: at most so many articles, and so many quotes.
        days: how far back from its newest article mentions are counted by day.

    Raises:
        LibraryError: the library cannot be read.
    """
    with library.database.reading("look a name up") as connection:
        matching = [(number, one) for number, one in _matching(connection, name) if kind in ("", one.kind)]
        if not matching:
            return Dossier(name)
        number, chosen = _choose(matching, name)
        others = tuple(one for other, one in matching[: _OTHERS + 1] if other != number)
        (mentions, newest) = connection.execute(
            "SELECT sum(mentions), max(at) FROM appearances WHERE name_id = ?", (number,)
        ).fetchone()
        return Dossier(
            name=chosen.name,
            kind=chosen.kind,
            articles=chosen.articles,
            mentions=mentions,
            appearances=_appearances(connection, number, limit),
            days=_days(connection, number, moment(when(newest) - timedelta(days=days))),
            companions=_companions(connection, number),
            sayings=tuple(_sayings(connection, [number], "", limit)),
            others=others[:_OTHERS],
        )


def quotes_by(library: Library, name: str, about: str = "", limit: int = 50) -> list[Saying]:
    """What somebody said across articles, newest first.

    Args:
        library: where to look.
        name: a full name that articles have finds that speaker alone; otherwise all whose name holds these words.
        about: only quotes with all these words.
        limit: at most so many.

    Raises:
        LibraryError: the library cannot be read.
    """
    expression = match_expression(about)
    if about and not expression:
        return []
    with library.database.reading("look quotes up") as connection:
        matching = _matching(connection, name)
        exact = [number for number, one in matching if _is_whole(one, name)]
        return _sayings(connection, exact or [number for number, _ in matching], expression, limit)


def _matching(connection: sqlite3.Connection, query: str) -> list[tuple[int, Name]]:
    """Names with all words of the query, by the number of articles."""
    expression = match_expression(query)
    if not expression:
        return []
    found = connection.execute(
        """
        SELECT n.id, n.name, n.kind, (SELECT count(*) FROM appearances AS a WHERE a.name_id = n.id) AS articles
        FROM (SELECT rowid FROM names_search WHERE names_search MATCH ? ORDER BY rank LIMIT ?) AS s
        JOIN names AS n ON n.id = s.rowid ORDER BY articles DESC, n.id
        """,
        (expression, _CANDIDATES),
    )
    return [(number, Name(name, kind, articles)) for number, name, kind, articles in found if articles]


def _choose(matching: list[tuple[int, Name]], query: str) -> tuple[int, Name]:
    return next((found for found in matching if _is_whole(found[1], query)), matching[0])


def _is_whole(name: Name, query: str) -> bool:
    """Whether the query is the name itself, and more than somebody's surname."""
    return _fold(name.name) == _fold(query) and (name.kind != "PERSON" or " " in name.name)


def _fold(name: str) -> str:
    """A name without case and accents, as the index sees it."""
    letters = unicodedata.normalize("NFKD", name)
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).casefold().split())


def _appearances(connection: sqlite3.Connection, number: int, limit: int) -> tuple[Appearance, ...]:
    found = dict(
        connection.execute(
            "SELECT entry_id, mentions FROM appearances WHERE name_id = ? ORDER BY at DESC, entry_id DESC LIMIT ?",
            (number, limit),
        ).fetchall()
    )
    return tuple(Appearance(row, found[row.id]) for row in rows_by_id(connection, list(found)))


def _days(connection: sqlite3.Connection, number: int, since: int) -> tuple[tuple[date, int], ...]:
    day = 86_400_000_000  # microseconds
    found = connection.execute(
        "SELECT at / ?, sum(mentions) FROM appearances WHERE name_id = ? AND at >= ? GROUP BY 1 ORDER BY 1",
        (day, number, since),
    )
    return tuple((when(days * day).date(), mentions) for days, mentions in found)


def _companions(connection: sqlite3.Connection, number: int) -> tuple[Name, ...]:
    found = connection.execute(
        """
        SELECT n.name, n.kind, count(*) AS shared
        FROM (SELECT entry_id FROM appearances WHERE name_id = ? ORDER BY at DESC LIMIT ?) AS near
        JOIN appearances AS other ON other.entry_id = near.entry_id AND other.name_id <> ?
        JOIN names AS n ON n.id = other.name_id
        GROUP BY other.name_id ORDER BY shared DESC, n.name LIMIT ?
        """,
        (number, _NEIGHBOURHOOD, number, _OTHERS),
    )
    return tuple(Name(*row) for row in found)


def _sayings(connection: sqlite3.Connection, numbers: list[int], expression: str, limit: int) -> list[Saying]:
    """Quotes of these names, newest first; all that match the expression, or all if it is empty."""
    names = msgspec.json.encode(numbers).decode()
    if expression:
        chosen = """
            SELECT s.id FROM sayings_search JOIN sayings AS s ON s.id = sayings_search.rowid
            WHERE sayings_search MATCH ? AND s.name_id IN (SELECT value FROM json_each(?))
            ORDER BY s.at DESC, s.id LIMIT ?
        """
        values: tuple[object, ...] = (expression, names, limit)
    else:
        chosen = """
            SELECT id FROM sayings WHERE name_id IN (SELECT value FROM json_each(?)) ORDER BY at DESC, id LIMIT ?
        """
        values = (names, limit)
    select = """
        SELECT s.entry_id, coalesce(n.name, s.speaker), s.text, s.kind, s.cue, s.start, s."end", s.confidence
        FROM sayings AS s LEFT JOIN names AS n ON n.id = s.name_id
    """
    query = "".join((select, "WHERE s.id IN (", chosen, ") ORDER BY s.at DESC, s.id"))
    found = connection.execute(query, values).fetchall()
    rows = {row.id: row for row in rows_by_id(connection, sorted({entry_id for entry_id, *_ in found}))}
    return [Saying(rows[entry_id], *rest) for entry_id, *rest in found]
