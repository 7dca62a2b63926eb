"""Running a query: the entries that it finds, newest first, a page at a time.

Of the rare parts of a query all entries are listed; what is in all these lists are the candidates. Where every part is
frequent, the candidates are all entries from the newest on. The rest is tested on them, some at a time, until the page
is full. What counts as frequent is that of which some ten thousand entries hold: there both ways take about as long.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from math import isqrt
from typing import NamedTuple

import msgspec

from readers.library.query import leaves
from readers.library.query.leaves import HIGH, LOW, Leaf, Values
from readers.library.query.matching import expression, words_apart
from readers.library.query.tree import And, Node, Not, Or, Term

_LEAST_BOUND = 2_000
_FIRST, _TIMES, _MOST = 1_000, 4, 64_000
"""Candidates that are tested in one go, how many times as many in the next, and how many at most."""


class Question(NamedTuple):
    """A part of a query as it is asked.

    Attributes:
        test: whether an entry ``e`` passes, as SQL.
        values: of the test.
        among: entries of which those that pass are some; ``None`` if there are too many.
        exact: whether all of them pass.
    """

    test: str
    values: Values
    among: frozenset[int] | None = None
    exact: bool = False


class After(NamedTuple):
    """The entry after which a page begins: its moment and its number."""

    at: int
    entry_id: int


def question(
    connection: sqlite3.Connection, node: Node, now: datetime, *, page: int = 200, listing: bool = True
) -> Question:
    """A query as it is asked.

    Args:
        connection: to the library.
        node: the tree.
        now: the present moment, in the reader's time zone.
        page: how many entries will be wanted at once.
        listing: whether rare parts are listed; not, if it will be asked of a few entries alone.
    """
    (total,) = connection.execute("SELECT coalesce(sum(total), 0) FROM feeds").fetchone()
    bound = max(_LEAST_BOUND, 4 * isqrt(min(page, 1_000) * total)) if listing else 0
    return _Compiler(connection, now, bound).of(node)


class _Compiler:
    """Makes questions of nodes."""

    def __init__(self, connection: sqlite3.Connection, now: datetime, bound: int) -> None:
        self._connection, self._now, self._bound = connection, now, bound

    def of(self, node: Node) -> Question:
        if words := expression(node):
            return self._listed(leaves.of_words(words))
        if isinstance(node, Term):
            if node.field in ("by", "quote"):
                by, quotes = (node, ()) if node.field == "by" else (None, (node,))
                return self._listed(leaves.of_sayings(self._connection, by, quotes))
            return self._listed(leaves.of_term(self._connection, node, self._now))
        if isinstance(node, Not):
            inner = self.of(node.part)
            return Question(f"NOT {inner.test}", inner.values)
        return self._all(node) if isinstance(node, And) else self._either(node)

    def _listed(self, leaf: Leaf) -> Question:
        """A leaf, with all its entries if they are not too many."""
        if leaf.listed and self._bound:
            found = _numbers(
                self._connection.execute(f"SELECT * FROM ({leaf.listed}) LIMIT ?", (*leaf.list_values, self._bound))
            )
            if len(found) < self._bound:
                return _of_these(frozenset(found))
        return Question(leaf.test, leaf.values)

    def _all(self, node: And) -> Question:
        words, rest = words_apart(node)
        parts = [self._listed(leaves.of_words(words))] if words else []
        spoken = [part for part in rest if isinstance(part, Term) and part.field == "by"]
        quotes = [part for part in rest if isinstance(part, Term) and part.field == "quote"]
        if len(spoken) == 1 and quotes:  # these words in a quote of theirs
            parts.append(self._listed(leaves.of_sayings(self._connection, spoken[0], quotes)))
            rest = [part for part in rest if part not in spoken and part not in quotes]
        parts += [self.of(part) for part in rest]
        lists = [part.among for part in parts if part.among is not None]
        among = frozenset.intersection(*lists) if lists else None
        tested = [part for part in parts if not part.exact]
        if among is not None:
            if not tested:
                return _of_these(among)
            tested.append(_of_these(among))
        test = " AND ".join(part.test for part in tested)
        return Question(f"({test})", tuple(value for part in tested for value in part.values), among)

    def _either(self, node: Or) -> Question:
        parts = [self.of(part) for part in node.parts]
        lists = [part.among for part in parts if part.among is not None]
        among = frozenset.union(*lists) if len(lists) == len(parts) else None
        if among is not None and all(part.exact for part in parts):
            return _of_these(among)
        test = " OR ".join(part.test for part in parts)
        return Question(f"({test})", tuple(value for part in parts for value in part.values), among)


def _of_these(among: frozenset[int]) -> Question:
    return Question("e.id IN (SELECT value FROM json_each(?))", (_json(among),), among, exact=True)


def newest(connection: sqlite3.Connection, asked: Question, limit: int, after: After | None = None) -> list[int]:
    """The numbers of the entries that a query finds, newest first.

    Args:
        connection: to the library.
        asked: the query.
        limit: at most so many.
        after: go on after this one.
    """
    found: list[int] = []
    for candidates in _candidates(connection, asked, after):
        found += candidates if asked.exact else passing(connection, asked, candidates)
        if len(found) >= limit:
            break
    return found[:limit]


def within(test: str, candidates: Collection[int]) -> str:
    """A test as it is asked of some entries, of which there is at least one: no word is looked for beyond them."""
    return test.replace(LOW, str(min(candidates))).replace(HIGH, str(max(candidates)))


def passing(connection: sqlite3.Connection, asked: Question, candidates: Sequence[int]) -> list[int]:
    """Those of some entries that a query finds, in the order given."""
    if not candidates:
        return []
    test = within(asked.test, candidates)
    passed = set(
        _numbers(
            connection.execute(
                f"SELECT e.id FROM json_each(?) AS one CROSS JOIN entries AS e ON e.id = one.value WHERE {test}",
                (_json(candidates), *asked.values),
            )
        )
    )
    return [number for number in candidates if number in passed]


def _candidates(connection: sqlite3.Connection, asked: Question, after: After | None) -> Iterator[Sequence[int]]:
    """The entries that may pass, newest first, some at a time."""
    size = _FIRST
    if asked.among is not None:
        # The plus keeps SQLite from going over all entries by their index in order not to sort these few.
        ordered = _numbers(
            connection.execute(
                f"""
                SELECT e.id FROM json_each(?) AS one CROSS JOIN entries AS e ON e.id = one.value
                WHERE {"(+e.at, e.id) < (?, ?)" if after else "1"} ORDER BY +e.at DESC, e.id DESC
                """,
                (_json(asked.among), *(after or ())),
            )
        )
        at = 0
        while at < len(ordered):
            yield ordered[at : at + size]
            at, size = at + size, min(_MOST, size * _TIMES)
        return
    while True:
        page = connection.execute(
            f"""
            SELECT id, at FROM entries INDEXED BY entries_newest WHERE {"(at, id) < (?, ?)" if after else "1"}
            ORDER BY at DESC, id DESC LIMIT ?
            """,
            (*(after or ()), size),
        ).fetchall()
        if not page:
            return
        yield [number for number, _ in page]
        after, size = After(page[-1][1], page[-1][0]), min(_MOST, size * _TIMES)


def _numbers(rows: sqlite3.Cursor) -> list[int]:
    return [number for (number,) in rows]


def _json(numbers: Collection[int]) -> str:
    return msgspec.json.encode(list(numbers)).decode()
