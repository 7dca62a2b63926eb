"""What the library knows of a person, an organisation or a place, across articles and whatever they call it.

Whom a name means was found when its article was stored (`readers.library.people`); here it is only looked up.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from readers.errors import LibraryError
from readers.library.entries import rows_by_id
from readers.library.library import Library
from readers.library.people import keys
from readers.library.people.evidence import members_of, offices_of
from readers.library.search import match_expression
from readers.library.values import moment, when
from readers.model import Entity, Meant
from readers.model.people import Appearance, Called, Dossier, Name, Office, Saying

_CANDIDATES = 500  # names that a query may match; the most frequent first
_NEIGHBOURHOOD = 500  # newest articles in which companions are looked for: a bound on time, not on truth
_OTHERS = 20
_OFFICES = 10

__all__ = [
    "Appearance",
    "Called",
    "Dossier",
    "Name",
    "Office",
    "Saying",
    "dossier",
    "find_names",
    "meant",
    "meant_in",
    "quotes_among",
    "quotes_by",
    "quotes_of",
    "who",
]


def find_names(library: Library, query: str, limit: int = _OTHERS) -> list[Name]:
    """Who goes by a name with all words of a query, the most frequent first; case and accents do not matter.

    Raises:
        LibraryError: the library cannot be read.
    """
    with library.database.reading("look a name up") as connection:
        return [one.name for one in _matching(connection, query)[:limit]]


def who(library: Library, name: str, *, kind: str = "", limit: int = 50, days: int = 90) -> Dossier:
    """The dossier of whoever is meant by a name: who goes by just that, or else by one with all its words.

    Of several it is the one in the most articles; the others are told.

    Args:
        library: where to look.
        name: a name or part of one.
        kind: only of this kind (``PERSON`` …); empty for any.
        limit: at most so many articles, and so many quotes.
        days: how far back from its newest article mentions are counted by day.

    Raises:
        LibraryError: the library cannot be read.
    """
    with library.database.reading("look a name up") as connection:
        matching = [one for one in _matching(connection, name) if kind in ("", one.name.kind)]
        if not matching:
            return Dossier(name)
        chosen = next((one for one in matching if one.exact), matching[0])
        others = tuple(one.name for one in matching if one is not chosen)[:_OTHERS]
        return msgspec.structs.replace(_dossier(connection, chosen.name.id, limit, days), others=others)


def dossier(library: Library, entity_id: int, *, limit: int = 50, days: int = 90) -> Dossier:
    """The dossier of a person, an organisation or a place by its number; see `who`.

    Raises:
        LibraryError: there is no such one, or the library cannot be read.
    """
    with library.database.reading("look a name up") as connection:
        return _dossier(connection, entity_id, limit, days)


def meant(library: Library, entry_id: int, name: str, kind: str) -> int:
    """Whom a name of an article means: the number; 0 if that is not known."""
    with library.database.reading("look a name up") as connection:
        found = connection.execute(
            "SELECT e.root FROM names AS n JOIN appearances AS a ON a.name_id = n.id JOIN entities AS e "
            "ON e.id = a.entity_id WHERE n.name = ? AND n.kind = ? AND a.entry_id = ?",
            (name, kind, entry_id),
        ).fetchone()
    return 0 if found is None else int(found[0])


def meant_in(library: Library, entry_id: int, entities: Iterable[Entity]) -> tuple[Meant, ...]:
    """Whom the names of an article mean, as far as that is known: what was stored when it was annotated.

    Args:
        library: where to look.
        entry_id: its entry.
        entities: of the article.

    Raises:
        LibraryError: the library cannot be read.
    """
    with library.database.reading("look names up") as connection:
        found = connection.execute(
            "SELECT n.name, n.kind, coalesce(nullif(r.called, ''), r.name), a.confidence FROM appearances AS a "
            "JOIN names AS n ON n.id = a.name_id JOIN entities AS e ON e.id = a.entity_id "
            "JOIN entities AS r ON r.id = e.root WHERE a.entry_id = ? AND NOT r.hidden",
            (entry_id,),
        ).fetchall()
    known = {(name, kind): told for name, kind, *told in found}
    return tuple(Meant(one.id, *known[one.name, one.kind]) for one in entities if (one.name, one.kind) in known)


def quotes_by(library: Library, name: str, about: str = "", limit: int = 50) -> list[Saying]:
    """What somebody said across articles, newest first.

    Args:
        library: where to look.
        name: a full name finds whoever goes by it; otherwise all who have a name with these words.
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
        whole = [one for one in matching if one.exact and not keys.is_short(name, "person")]
        members = [member for one in whole or matching for member in members_of(connection, one.name.id)]
        return _sayings(connection, members, expression, limit)


def quotes_of(library: Library, entity_id: int, limit: int = 50) -> list[Saying]:
    """What a person or organisation said across articles, newest first, by its number.

    Raises:
        LibraryError: the library cannot be read.
    """
    with library.database.reading("look quotes up") as connection:
        return _sayings(connection, members_of(connection, _root(connection, entity_id)), "", limit)


class _Match(msgspec.Struct, frozen=True):
    """Somebody found, and whether they go by just what was asked for."""

    name: Name
    exact: bool


def _matching(connection: sqlite3.Connection, query: str) -> list[_Match]:
    """Who has a name with all words of the query, by the number of articles."""
    expression = match_expression(query)
    if not expression:
        return []
    spelled = {sort: keys.key(query, sort) for sort in ("person", "organisation", "place")}
    found = connection.execute(
        """
        WITH roots (id) AS (
            SELECT e.root FROM entities_search JOIN entities AS e ON e.id = entities_search.rowid
            WHERE entities_search MATCH ?
            UNION SELECT e.root FROM aliases AS a JOIN entities AS e ON e.id = a.entity_id
            WHERE (a.sort, a.key) IN (VALUES ('person', ?), ('organisation', ?), ('place', ?)) AND a.uses > 0
        )
        SELECT r.id, coalesce(nullif(r.called, ''), r.name), r.kind, sum(e.appearances) AS articles,
            group_concat(e.forms || char(10) || e.called, char(10))
        FROM roots JOIN entities AS r ON r.id = roots.id JOIN entities AS e ON e.root = r.id
        WHERE NOT r.hidden GROUP BY r.id HAVING articles > 0 ORDER BY articles DESC, r.id LIMIT ?
        """,
        (expression, *spelled.values(), _CANDIDATES),
    )
    wanted = _fold(query)
    return [
        _Match(Name(name, kind, articles, number), any(_is_just(form, kind, wanted) for form in forms.split("\n")))
        for number, name, kind, articles, forms in found
    ]


def _is_just(form: str, kind: str, wanted: str) -> bool:
    """Whether a name is what was asked for, or that is a person's surname."""
    folded = _fold(form)
    return folded == wanted or (kind == "PERSON" and folded.endswith(f" {wanted}") and " " not in wanted)


def _fold(name: str) -> str:
    """A name without case and accents, as the index sees it."""
    letters = unicodedata.normalize("NFKD", name)
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).casefold().split())


def _root(connection: sqlite3.Connection, entity_id: int) -> int:
    found = connection.execute("SELECT root FROM entities WHERE id = ?", (entity_id,)).fetchone()
    if found is None:
        raise LibraryError(f"The library knows nobody of number {entity_id}.")
    return int(found[0])


def _dossier(connection: sqlite3.Connection, entity_id: int, limit: int, days: int) -> Dossier:
    root = _root(connection, entity_id)
    (name, kind) = connection.execute(
        "SELECT coalesce(nullif(called, ''), name), kind FROM entities WHERE id = ?", (root,)
    ).fetchone()
    members = members_of(connection, root)
    among = _json(members)
    articles, mentions, first, last = connection.execute(
        "SELECT count(DISTINCT entry_id), coalesce(sum(mentions), 0), min(at), max(at) FROM appearances "
        "WHERE entity_id IN (SELECT value FROM json_each(?))",
        (among,),
    ).fetchone()
    if not articles:
        return Dossier(name, kind, id=root)
    (quotes,) = connection.execute(
        "SELECT count(*) FROM sayings WHERE entity_id IN (SELECT value FROM json_each(?))", (among,)
    ).fetchone()
    told = offices_of(connection, members)
    return Dossier(
        name=name,
        kind=kind,
        articles=articles,
        mentions=mentions,
        appearances=_appearances(connection, among, limit),
        days=_days(connection, among, moment(when(last) - timedelta(days=days))),
        companions=_companions(connection, root, among),
        sayings=tuple(_sayings(connection, members, "", limit)),
        id=root,
        quotes=quotes,
        names=_names(connection, among),
        offices=tuple(Office(*one) for one in list(told.items())[:_OFFICES]),
        first=when(first),
        last=when(last),
    )


def _names(connection: sqlite3.Connection, members: str) -> tuple[Called, ...]:
    found = connection.execute(
        "SELECT n.name, count(*) AS articles FROM appearances AS a JOIN names AS n ON n.id = a.name_id "
        "WHERE a.entity_id IN (SELECT value FROM json_each(?)) GROUP BY n.name ORDER BY articles DESC, n.name LIMIT ?",
        (members, _OTHERS),
    )
    return tuple(Called(*row) for row in found)


def _appearances(connection: sqlite3.Connection, members: str, limit: int) -> tuple[Appearance, ...]:
    found = {
        entry_id: (mentions, confidence)
        for entry_id, mentions, confidence in connection.execute(
            "SELECT entry_id, sum(mentions), max(confidence) FROM appearances "
            "WHERE entity_id IN (SELECT value FROM json_each(?)) GROUP BY at, entry_id "
            "ORDER BY at DESC, entry_id DESC LIMIT ?",
            (members, limit),
        )
    }
    return tuple(Appearance(row, *found[row.id]) for row in rows_by_id(connection, list(found)))


def _days(connection: sqlite3.Connection, members: str, since: int) -> tuple[tuple[date, int], ...]:
    day = 86_400_000_000  # microseconds
    found = connection.execute(
        "SELECT at / ?, sum(mentions) FROM appearances WHERE entity_id IN (SELECT value FROM json_each(?)) "
        "AND at >= ? GROUP BY 1 ORDER BY 1",
        (day, members, since),
    )
    return tuple((when(days * day).date(), mentions) for days, mentions in found)


def _companions(connection: sqlite3.Connection, root: int, members: str) -> tuple[Name, ...]:
    found = connection.execute(
        """
        SELECT coalesce(nullif(r.called, ''), r.name), r.kind, count(DISTINCT other.entry_id) AS shared, r.id
        FROM (SELECT DISTINCT entry_id FROM appearances WHERE entity_id IN (SELECT value FROM json_each(?))
              ORDER BY at DESC LIMIT ?) AS near
        CROSS JOIN appearances AS other ON other.entry_id = near.entry_id
        JOIN entities AS e ON e.id = other.entity_id JOIN entities AS r ON r.id = e.root
        WHERE r.id <> ? AND NOT r.hidden AND r.kind IN ('PERSON', 'ORG')
        GROUP BY r.id ORDER BY shared DESC, 1 LIMIT ?
        """,
        (members, _NEIGHBOURHOOD, root, _OTHERS),
    )
    return tuple(Name(*row) for row in found)


def _sayings(connection: sqlite3.Connection, members: list[int], expression: str, limit: int) -> list[Saying]:
    """Quotes of these entities, newest first; all that match the expression, or all if it is empty."""
    if expression:
        chosen = """
            SELECT s.id FROM sayings_search JOIN sayings AS s ON s.id = sayings_search.rowid
            WHERE sayings_search MATCH ? AND s.entity_id IN (SELECT value FROM json_each(?))
            ORDER BY s.at DESC, s.id LIMIT ?
        """
        values: tuple[object, ...] = (expression, _json(members), limit)
    else:
        chosen = """
            SELECT id FROM sayings WHERE entity_id IN (SELECT value FROM json_each(?)) ORDER BY at DESC, id LIMIT ?
        """
        values = (_json(members), limit)
    select = """
        SELECT s.entry_id, coalesce(nullif(r.called, ''), r.name), s.text, s.kind, s.cue, s.start, s."end", s.confidence
        FROM sayings AS s JOIN entities AS e ON e.id = s.entity_id JOIN entities AS r ON r.id = e.root
    """
    query = "".join((select, "WHERE s.id IN (", chosen, ") ORDER BY s.at DESC, s.id"))
    found = connection.execute(query, values).fetchall()
    rows = {row.id: row for row in rows_by_id(connection, sorted({entry_id for entry_id, *_ in found}))}
    return [Saying(rows[entry_id], *rest) for entry_id, *rest in found]


def quotes_among(connection: sqlite3.Connection, numbers: list[int]) -> dict[int, Saying]:
    """Quotes by their numbers in the library."""
    select = """
        SELECT s.id, s.entry_id, coalesce(nullif(r.called, ''), r.name), s.text, s.kind, s.cue, s.start, s."end",
            s.confidence
        FROM sayings AS s JOIN entities AS e ON e.id = s.entity_id JOIN entities AS r ON r.id = e.root
        WHERE s.id IN (SELECT value FROM json_each(?))
    """
    found = connection.execute(select, (_json(numbers),)).fetchall()
    rows = {row.id: row for row in rows_by_id(connection, sorted({entry_id for _, entry_id, *_ in found}))}
    return {number: Saying(rows[entry_id], *rest) for number, entry_id, *rest in found}


def _json(numbers: list[int]) -> str:
    return msgspec.json.encode(numbers).decode()
