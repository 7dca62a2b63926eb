"""Finding articles in the language of `readers.library.query`."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from datetime import datetime

import msgspec

from readers.library.entries import rows_by_id
from readers.library.library import Library
from readers.library.query import excerpts
from readers.library.query.matching import expression, to_be_marked
from readers.library.query.running import After, question
from readers.library.query.running import newest as newest_of
from readers.library.query.running import passing as passing_of
from readers.library.query.tree import Node, Term, conjoined, parse
from readers.library.values import moment_or_none
from readers.model import EntryRow, Hit, Span

__all__ = ["Hit", "match_expression", "passing", "search"]

_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_MAX_TERMS = 32  # more would overflow the expression parser, and nobody types them
_WEIGHED = 5_000  # of a word that stands in nearly every article, only the newest are weighed: a bound on time


def search(
    library: Library,
    query: str,
    limit: int = 50,
    *,
    newest: bool = False,
    tag: str = "",
    unread: bool = False,
    before: EntryRow | None = None,
    now: datetime | None = None,
) -> list[Hit]:
    """Articles that a query finds; case and accents do not matter.

    Args:
        library: where to look.
        query: in the language that `readers.library.query` is about.
        limit: at most so many.
        newest: the newest first; otherwise the best matches first (BM25, a word of the title counts five times), among
            the newest 5,000. Where no words are looked for, the newest come first anyway.
        tag: only articles under this tag, in whatever case; empty for any.
        unread: only those not read.
        before: go on after this row of the newest.
        now: the present moment, for ``since:7d``; the clock's if not given.

    Returns:
        What was found; nothing for a query that asks for nothing.

    Raises:
        QueryError: the query cannot be understood.
        LibraryError: the library cannot be read.
    """
    node = parse(query)
    if node is None and not tag:
        return []
    node = conjoined(node, Term("tag", tag) if tag else None, Term("is", "unread") if unread else None)
    if node is None:
        return []
    with library.database.reading("search") as connection:
        when = now or datetime.now().astimezone()
        if newest or not to_be_weighed(node):
            after = None if before is None else After(moment_or_none(before.published) or 0, before.id)
            entry_ids = newest_of(connection, question(connection, node, when, page=limit), limit, after)
        else:
            entry_ids = _best(connection, node, when, limit)
        told = excerpts.excerpts(connection, node, entry_ids)
        return [_hit(row, *told.get(row.id, ("", ()))) for row in rows_by_id(connection, entry_ids)]


def _hit(row: EntryRow, excerpt: str, marks: tuple[Span, ...]) -> Hit:
    return Hit(**msgspec.structs.asdict(row), excerpt=excerpt, marks=marks)


def passing(library: Library, query: str, entry_ids: Sequence[int], *, now: datetime | None = None) -> list[int]:
    """Those of some entries that a query finds, in the order given; all of them if it asks for nothing.

    Raises:
        QueryError: the query cannot be understood.
        LibraryError: the library cannot be read.
    """
    node = parse(query)
    if node is None:
        return list(entry_ids)
    with library.database.reading("filter entries") as connection:
        asked = question(connection, node, now or datetime.now().astimezone(), page=len(entry_ids))
        return passing_of(connection, asked, entry_ids)


def to_be_weighed(node: Node) -> str:
    """The words by which an article is better than another; empty if none were looked for."""
    return to_be_marked(node, ("", "title"))


def _best(connection: sqlite3.Connection, node: Node, now: datetime, limit: int) -> list[int]:
    words, among = expression(node), ""
    values: tuple[object, ...] = ()
    if not words:
        found = newest_of(connection, question(connection, node, now, page=_WEIGHED), _WEIGHED)
        if not found:
            return []
        words = to_be_weighed(node)
        # The plus keeps SQLite from asking the index anew for each row.
        among, values = (
            "AND rowid >= ? AND +rowid IN (SELECT value FROM json_each(?))",
            (min(found), msgspec.json.encode(found).decode()),
        )
    weighed = connection.execute(
        f"""
        SELECT rowid FROM (
            SELECT rowid, bm25(texts_search, 5.0, 1.0) AS weight FROM texts_search
            WHERE texts_search MATCH ? {among} ORDER BY rowid DESC LIMIT ?
        ) ORDER BY weight LIMIT ?
        """,  # noqa: S608  (a constant)
        (words, *values, _WEIGHED, limit),
    )
    best = [number for (number,) in weighed]
    if among and len(best) < limit:  # an alternative without words finds entries that have none of them
        known = set(best)
        best += [number for number in found if number not in known][: limit - len(best)]
    return best


def match_expression(query: str) -> str:
    """A query in the language of SQLite's FTS5, with everything typed quoted; empty if it asks for nothing."""
    wanted: list[str] = []
    unwanted: list[str] = []
    query = query.encode("utf-8", "replace").decode()  # a command's argument may hold bytes that are no text
    straight = query.translate(str.maketrans("“”„«»\0", '""""" '))
    for term in list(_TERM.finditer(straight))[:_MAX_TERMS]:
        minus, phrase, word = term.groups()
        words = phrase if phrase is not None else word
        if not any(map(str.isalnum, words)):
            continue
        star = "*" if phrase is None and words.endswith("*") else ""
        (unwanted if minus else wanted).append('"' + words.replace('"', '""') + '"' + star)
    if not wanted:
        return ""
    return " NOT ".join((f"({' AND '.join(wanted)})", *unwanted))
