"""Which of the reader's notes a query finds.

Words, tags, days and headlines are asked of the note: what it marks and says, its own tags, when it was written. All
else is asked of its article, and an article under a tag has its notes there too.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from readers.library.query.dates import Period, period
from readers.library.query.fields import DATED
from readers.library.query.matching import phrase
from readers.library.query.running import passing, question
from readers.library.query.tree import Node, Not, Or, Term, conjoined

_OF_NOTES = frozenset(("note", "tag", "title", *DATED))
"""Fields that are asked of the note itself."""


class Noted(NamedTuple):
    """A note, as far as it is asked for.

    Attributes:
        id: its number.
        tags: its own.
        created: when it was written.
        title: of its article.
        entry_id: of its article's entry; ``None`` if the library has none.
    """

    id: int
    tags: tuple[str, ...]
    created: datetime | None
    title: str
    entry_id: int | None


def notes_passing(connection: sqlite3.Connection, node: Node, notes: Sequence[Noted], now: datetime) -> set[int]:
    """The numbers of those of some notes that a query finds.

    Args:
        connection: to the library.
        node: the query; words stand in the field ``note``.
        notes: all that are in question.
        now: the present moment, in the reader's time zone.
    """
    return _Sieve(connection, notes, now).of(node)


class _Sieve:
    def __init__(self, connection: sqlite3.Connection, notes: Sequence[Noted], now: datetime) -> None:
        self._connection, self._notes, self._now = connection, notes, now
        self._all = {one.id for one in notes}

    def of(self, node: Node) -> set[int]:
        if isinstance(node, Not):  # also what is in the library no longer is not what must not be
            return self._all - self.of(node.part)
        if isinstance(node, Or):
            return set().union(*map(self.of, node.parts))
        if isinstance(node, Term):
            return self._of_term(node) if node.field in _OF_NOTES else self._of_articles(node)
        # Terms about articles are asked at once, so that somebody's words stay one question.
        together = [part for part in node.parts if isinstance(part, Term) and part.field not in _OF_NOTES]
        articles = conjoined(*together)
        found = [self.of(part) for part in node.parts if part not in together]
        return self._all.intersection(*found, *([self._of_articles(articles)] if articles is not None else []))

    def _of_articles(self, node: Node) -> set[int]:
        """The notes to articles that a query finds; of an article that is not in the library nothing is known."""
        entries = sorted({one.entry_id for one in self._notes if one.entry_id is not None})
        asked = question(self._connection, node, self._now, listing=False)
        found = set(passing(self._connection, asked, entries))
        return {one.id for one in self._notes if one.entry_id in found}

    def _of_term(self, term: Term) -> set[int]:
        if term.field == "note":
            words = phrase(term.text, prefix=term.prefix)
            found = self._connection.execute("SELECT rowid FROM notes_search WHERE notes_search MATCH ?", (words,))
            return {number for (number,) in found} & self._all
        if term.field == "tag":
            wanted = term.text.removeprefix("#").casefold()
            own = {one.id for one in self._notes if wanted in map(str.casefold, one.tags)}
            return own | self._of_articles(term)
        if term.field == "title":
            return self._headed(term) | self._of_articles(term)
        days = period(term.text, self._now)
        return set() if days is None else {one.id for one in self._notes if _is_within(one.created, term.field, days)}

    def _headed(self, term: Term) -> set[int]:
        """The notes by words in the headline of their article, as it was read: its feed may have given another."""
        headed = [(one.id, one.title) for one in self._notes]
        with contextlib.closing(sqlite3.connect(":memory:")) as titles:
            titles.execute("CREATE VIRTUAL TABLE titles USING fts5 (title, tokenize = 'unicode61 remove_diacritics 2')")
            titles.executemany("INSERT INTO titles (rowid, title) VALUES (?, ?)", headed)
            words = phrase(term.text, prefix=term.prefix)
            return {one for (one,) in titles.execute("SELECT rowid FROM titles WHERE titles MATCH ?", (words,))}


def _is_within(when: datetime | None, field: str, days: Period) -> bool:
    """Whether a moment passes what a field says of a day."""
    if when is None:
        return False
    if field == "since":
        return when >= days.start
    if field == "on":
        return days.start <= when < days.end
    return when < (days.end if field == "until" else days.start)
