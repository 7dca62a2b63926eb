"""Quotes across articles: whose, about what, beside whom, when; and who is quoted most."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any

import msgspec

from readers.library.database import Database
from readers.library.entries import rows_by_id
from readers.library.query.leaves import is_meant
from readers.library.query.running import Question, newest, question
from readers.library.query.tree import And, Node, Not, Or, Term, conjoined, parse, terms
from readers.model import EntryRow, QuoteKind

_AROUND = 80
_FEW, _MANY = 500, 50_000
"""Entries that are looked into at first, and all in all for one question in memory."""


@dataclass(frozen=True)
class Wanted:
    """Which quotes; what is empty leaves none out.

    Attributes:
        by: who said it.
        about: words in it.
        beside: names that the article has as well.
        since: a day or a time, as in a query: ``7d``, ``2026-01-31``.
        until: the same; up to its end.
        kinds: ``direct``, ``fragment``, ``turn``, ``indirect``.
    """

    by: str = ""
    about: str = ""
    beside: Sequence[str] = ()
    since: str = ""
    until: str = ""
    kinds: Collection[QuoteKind] = ()


class Quoted(msgspec.Struct, frozen=True):
    """A quote, and where it stands.

    Attributes:
        id: the entry, as ``quoth read`` and ``save`` know it.
        quote: the quote, as ``quoth cite`` and ``card`` know it: ``12q3`` for the third of entry 12.
        speaker: the speaker's name or, if the text names nobody, what it calls them.
        text: the words.
        kind: ``direct``, ``fragment``, ``turn`` or ``indirect``.
        cue: the words that attribute, or empty.
        start: first code point in the article's text.
        end: one past the last.
        confidence: 0-1, that the speaker is right.
        context: the words around it in the article, and it among them, on one line.
        title: of the article.
        outlet: its feed.
        url: its address.
        published: when.
        row: the entry as a list has it.
    """

    id: int
    quote: str
    speaker: str
    text: str
    kind: QuoteKind
    cue: str
    start: int
    end: int
    confidence: float
    context: str
    title: str
    outlet: str
    url: str
    published: datetime | None
    row: EntryRow


class Voice(msgspec.Struct, frozen=True):
    """Somebody who is quoted.

    Attributes:
        id: the entity of the library; ``None`` for a name that is not joined to one.
        name: what they are called.
        kind: an OntoNotes label.
        quotes: how many.
        articles: in how many.
    """

    id: int | None
    name: str
    kind: str
    quotes: int
    articles: int


def find_quotes(database: Database, wanted: Wanted, limit: int = 50, *, now: datetime | None = None) -> list[Quoted]:
    """Quotes across articles, the newest article first, and in each as they stand there.

    Raises:
        QueryError: a word for a time means none.
        LibraryError: the library cannot be read.
    """
    node, test, values = _asked(wanted)
    with database.reading("look quotes up") as connection:
        said, numbers = is_meant(connection, *values) if any(values) else ("1", ())
        pages = _entries(connection, node, now or datetime.now().astimezone())
        test, numbers = f"{said} AND {test}", (*numbers, *_kinds(wanted))
        found = (one for page in pages for one in _of_entries(connection, page, test, numbers))
        return list(islice(found, limit))


def most_quoted(database: Database, wanted: Wanted, limit: int = 50, *, now: datetime | None = None) -> list[Voice]:
    """Who is quoted most, among the quotes that are wanted.

    Raises:
        QueryError: a word for a time means none.
        LibraryError: the library cannot be read.
    """
    node, test, values = _asked(wanted)
    quotes, articles = Counter[tuple[int | None, int | None]](), Counter[tuple[int | None, int | None]]()
    with database.reading("count quotes") as connection:
        said, numbers = is_meant(connection, *values) if any(values) else ("1", ())
        for page in _entries(connection, node, now or datetime.now().astimezone()):
            for root, name_id, count, entries in connection.execute(
                f"""
                SELECT o.root, iif(o.root IS NULL, s.name_id, NULL), count(*), count(DISTINCT s.entry_id)
                FROM json_each(?) AS one CROSS JOIN sayings AS s ON s.entry_id = one.value
                LEFT JOIN entities AS o ON o.id = s.entity_id
                WHERE s.name_id IS NOT NULL AND {said} AND {test} GROUP BY 1, 2
                """,
                (_json(page), *numbers, *_kinds(wanted)),
            ):
                quotes[root, name_id] += count
                articles[root, name_id] += entries
        return [
            Voice(root, *_called(connection, root, name_id), count, articles[root, name_id])
            for (root, name_id), count in quotes.most_common(limit)
        ]


def _called(connection: sqlite3.Connection, root: int | None, name_id: int | None) -> tuple[str, str]:
    if root is not None:
        question_ = "SELECT iif(called <> '', called, name), kind FROM entities WHERE id = ?"
        name, kind = connection.execute(question_, (root,)).fetchone()
    else:
        name, kind = connection.execute("SELECT name, kind FROM names WHERE id = ?", (name_id,)).fetchone()
    return str(name), str(kind)


def _asked(wanted: Wanted) -> tuple[Node | None, str, tuple[Term | None, tuple[Term, ...]]]:
    """The entries in question, and of their quotes those that are meant: a test, and whose and about what."""
    by = Term("by", wanted.by) if any(map(str.isalnum, wanted.by)) else None
    about = _of_quotes(parse(wanted.about))
    others = [Term("with", name) for name in wanted.beside]
    days = [parse(f'{field}:"{when}"') for field, when in (("since", wanted.since), ("until", wanted.until)) if when]
    test = "s.kind IN (SELECT value FROM json_each(?))" if wanted.kinds else "1"
    return conjoined(by, about, *others, *days), test, (by, tuple(terms(about)))


def _of_quotes(node: Node | None) -> Node | None:
    """The same words, to be looked for in quotes."""
    if isinstance(node, Term):
        return replace(node, field="quote")
    if isinstance(node, And | Or):
        return replace(node, parts=tuple(part for part in map(_of_quotes, node.parts) if part is not None))
    return None if node is None or isinstance(node, Not) else node


def _kinds(wanted: Wanted) -> tuple[object, ...]:
    return (msgspec.json.encode(list(wanted.kinds)).decode(),) if wanted.kinds else ()


def _entries(connection: sqlite3.Connection, node: Node | None, now: datetime) -> Iterator[Sequence[int]]:
    """The entries in question, newest first, some at a time."""
    asked = Question("1", ()) if node is None else question(connection, node, now, page=_FEW)
    seen, size = 0, _FEW
    while page := newest(connection, asked, seen + size)[seen:]:
        yield page
        seen, size = seen + len(page), min(_MANY, size * 4)


def _of_entries(
    connection: sqlite3.Connection, page: Sequence[int], test: str, values: tuple[object, ...]
) -> Iterator[Quoted]:
    found: dict[int, list[tuple[Any, ...]]] = {}
    for entry_id, *quote in connection.execute(
        f"""
        SELECT s.entry_id, (SELECT count(*) FROM sayings AS b WHERE b.entry_id = s.entry_id AND b.id <= s.id),
               coalesce(nullif(r.called, ''), r.name, n.name, s.speaker), s.text, s.kind, s.cue, s.start,
               s."end", s.confidence, substr(t.text, max(1, s.start + 1 - {_AROUND}), s."end" - s.start + 2 * {_AROUND})
        FROM json_each(?) AS one CROSS JOIN sayings AS s ON s.entry_id = one.value
        JOIN texts AS t ON t.entry_id = s.entry_id LEFT JOIN names AS n ON n.id = s.name_id
        LEFT JOIN entities AS o ON o.id = s.entity_id LEFT JOIN entities AS r ON r.id = o.root
        WHERE {test} ORDER BY s.start
        """,
        (_json(page), *values),
    ):
        found.setdefault(entry_id, []).append(tuple(quote))
    for row in rows_by_id(connection, [number for number in page if number in found]):
        for number, speaker, text, kind, cue, start, end, confidence, context in found[row.id]:
            around = " ".join(context.split())
            about = row.title, row.outlet, row.link, row.published, row
            yield Quoted(row.id, f"{row.id}q{number}", speaker, text, kind, cue, start, end, confidence, around, *about)


def _json(numbers: Sequence[int]) -> str:
    return msgspec.json.encode(numbers).decode()
