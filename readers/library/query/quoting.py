"""Quotes across articles: whose, about what, beside whom, when; and who is quoted most."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

import msgspec

from readers.library.database import Database
from readers.library.entries import rows_by_id
from readers.library.query.leaves import Values, is_meant
from readers.library.query.running import Question, newest, question, within
from readers.library.query.tree import And, Node, Not, Or, Term, conjoined, mapped, parse, terms
from readers.model import EntryRow, QuoteKind

_AROUND = 80
_OF_QUOTES = frozenset(("by", "quote"))
"""Fields that are asked of a quote itself."""
_FEW, _MANY = 500, 50_000
"""Entries that are looked into at first, and all in all for one question in memory."""


@dataclass(frozen=True)
class Wanted:
    """Which quotes; what is empty leaves none out.

    Attributes:
        query: in the library's language. Words, ``about:``, ``quote:`` and ``by:`` are asked of the quote itself, and a
            word may be one of its own or of its speaker's name; all else is asked of its article.
        by: who said it.
        about: words in it.
        beside: names that the article has as well.
        since: a day or a time, as in a query: ``7d``, ``2026-01-31``.
        until: the same; up to its end.
        kinds: ``direct``, ``fragment``, ``turn``, ``indirect``.
    """

    query: str = ""
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
        QueryError: the query cannot be understood, or a word for a time means none.
        LibraryError: the library cannot be read.
    """
    with database.reading("look quotes up") as connection:
        pages = _pages(connection, wanted, now)
        return list(islice((one for page in pages for one in _of_entries(connection, page)), limit))


def most_quoted(database: Database, wanted: Wanted, limit: int = 50, *, now: datetime | None = None) -> list[Voice]:
    """Who is quoted most, among the quotes that are wanted.

    Raises:
        QueryError: the query cannot be understood, or a word for a time means none.
        LibraryError: the library cannot be read.
    """
    quotes, articles = Counter[tuple[int | None, int | None]](), Counter[tuple[int | None, int | None]]()
    with database.reading("count quotes") as connection:
        for page in _pages(connection, wanted, now):
            for root, name_id, count, entries in connection.execute(
                f"""
                SELECT o.root, iif(o.root IS NULL, s.name_id, NULL), count(*), count(DISTINCT s.entry_id)
                FROM json_each(?) AS one CROSS JOIN sayings AS s ON s.entry_id = one.value
                JOIN entries AS e ON e.id = s.entry_id LEFT JOIN entities AS o ON o.id = s.entity_id
                WHERE s.name_id IS NOT NULL AND {page.test} GROUP BY 1, 2
                """,
                (_json(page.entries), *page.values),
            ):
                quotes[root, name_id] += count
                articles[root, name_id] += entries
        return [
            Voice(root, *_called(connection, root, name_id), count, articles[root, name_id])
            for (root, name_id), count in quotes.most_common(limit)
        ]


class _Page(NamedTuple):
    """Some entries that may have quotes that are wanted, newest first; and whether a quote ``s`` of one, ``e``, is."""

    entries: Sequence[int]
    test: str
    values: Values


def _pages(connection: sqlite3.Connection, wanted: Wanted, now: datetime | None) -> Iterator[_Page]:
    """All entries that may have quotes that are wanted, some at a time."""
    when = now or datetime.now().astimezone()
    node = _asked(wanted)
    if node is None and wanted.query.strip():
        return
    test, values = _test(connection, node, wanted, when)
    for entries in _entries(connection, _of_articles(node), when):
        yield _Page(entries, within(test, entries), values)


def _called(connection: sqlite3.Connection, root: int | None, name_id: int | None) -> tuple[str, str]:
    if root is not None:
        question_ = "SELECT iif(called <> '', called, name), kind FROM entities WHERE id = ?"
        name, kind = connection.execute(question_, (root,)).fetchone()
    else:
        name, kind = connection.execute("SELECT name, kind FROM names WHERE id = ?", (name_id,)).fetchone()
    return str(name), str(kind)


def _asked(wanted: Wanted) -> Node | None:
    """What is asked, in one tree; ``None`` for nothing."""
    query, about = parse(wanted.query, about="quote"), parse(wanted.about)
    by = Term("by", wanted.by) if any(map(str.isalnum, wanted.by)) else None
    others = [Term("with", name) for name in wanted.beside]
    days = [parse(f'{field}:"{when}"') for field, when in (("since", wanted.since), ("until", wanted.until)) if when]
    return conjoined(
        None if query is None else mapped(query, _said_or_saying),
        by,
        None if about is None else mapped(about, lambda term: replace(term, field="quote")),
        *others,
        *days,
    )


def _said_or_saying(term: Term) -> Node:
    """A mere word is one of the quote, or of its speaker's name."""
    return term if term.field else Or((replace(term, field="quote"), replace(term, field="by")))


def _is_of_quotes(node: Node) -> bool:
    return any(term.field in _OF_QUOTES for term in terms(node, wanted=False))


def _of_articles(node: Node | None) -> Node | None:
    """What must hold of an article for one of its quotes to pass; ``None`` if any will do."""
    if isinstance(node, And):
        return conjoined(*map(_of_articles, node.parts))
    if isinstance(node, Or):
        parts = tuple(part for part in map(_of_articles, node.parts) if part is not None)
        return Or(parts) if len(parts) == len(node.parts) else None
    return None if isinstance(node, Not) and _is_of_quotes(node) else node


def _test(connection: sqlite3.Connection, node: Node | None, wanted: Wanted, now: datetime) -> tuple[str, Values]:
    """Whether a quote ``s`` of an entry ``e`` that was found for it passes."""
    parts = node.parts if isinstance(node, And) else () if node is None else (node,)
    tests = [_of_quote(connection, part, now) for part in parts if _is_of_quotes(part)]
    if wanted.kinds:
        kinds = msgspec.json.encode(list(wanted.kinds)).decode()
        tests.append(("s.kind IN (SELECT value FROM json_each(?))", (kinds,)))
    return " AND ".join(test for test, _ in tests) or "1", tuple(value for _, values in tests for value in values)


def _of_quote(connection: sqlite3.Connection, node: Node, now: datetime) -> tuple[str, Values]:
    if not _is_of_quotes(node):
        asked = question(connection, node, now, listing=False)
        return asked.test, asked.values
    if isinstance(node, Term):
        return is_meant(connection, *((node, ()) if node.field == "by" else (None, (node,))))
    if isinstance(node, Not):
        test, values = _of_quote(connection, node.part, now)
        return f"NOT coalesce({test}, 0)", values
    tests = [_of_quote(connection, part, now) for part in node.parts]
    word = " AND " if isinstance(node, And) else " OR "
    return f"({word.join(test for test, _ in tests)})", tuple(value for _, values in tests for value in values)


def _entries(connection: sqlite3.Connection, node: Node | None, now: datetime) -> Iterator[Sequence[int]]:
    """The entries in question, newest first, some at a time."""
    asked = Question("1", ()) if node is None else question(connection, node, now, page=_FEW)
    seen, size = 0, _FEW
    while page := newest(connection, asked, seen + size)[seen:]:
        yield page
        seen, size = seen + len(page), min(_MANY, size * 4)


def _of_entries(connection: sqlite3.Connection, page: _Page) -> Iterator[Quoted]:
    found: dict[int, list[tuple[Any, ...]]] = {}
    for entry_id, *quote in connection.execute(
        f"""
        SELECT s.entry_id, (SELECT count(*) FROM sayings AS b WHERE b.entry_id = s.entry_id AND b.id <= s.id),
               coalesce(nullif(r.called, ''), r.name, n.name, s.speaker), s.text, s.kind, s.cue, s.start,
               s."end", s.confidence, substr(t.text, max(1, s.start + 1 - {_AROUND}), s."end" - s.start + 2 * {_AROUND})
        FROM json_each(?) AS one CROSS JOIN sayings AS s ON s.entry_id = one.value
        JOIN entries AS e ON e.id = s.entry_id JOIN texts AS t ON t.entry_id = s.entry_id
        LEFT JOIN names AS n ON n.id = s.name_id
        LEFT JOIN entities AS o ON o.id = s.entity_id LEFT JOIN entities AS r ON r.id = o.root
        WHERE {page.test} ORDER BY s.start
        """,
        (_json(page.entries), *page.values),
    ):
        found.setdefault(entry_id, []).append(tuple(quote))
    for row in rows_by_id(connection, [number for number in page.entries if number in found]):
        for number, speaker, text, kind, cue, start, end, confidence, context in found[row.id]:
            around = " ".join(context.split())
            about = row.title, row.outlet, row.link, row.published, row
            yield Quoted(row.id, f"{row.id}q{number}", speaker, text, kind, cue, start, end, confidence, around, *about)


def _json(numbers: Sequence[int]) -> str:
    return msgspec.json.encode(numbers).decode()
