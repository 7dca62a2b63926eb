"""What a list of results shows of each: the words around those looked for, or the quote that was."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence

import msgspec

from readers.library.query.leaves import is_meant
from readers.library.query.matching import to_be_marked
from readers.library.query.tree import Node, Term, terms
from readers.model import Span

Excerpt = tuple[str, tuple[Span, ...]]
"""Words on one line, and where in them those stand that were looked for."""

_OPEN, _CLOSE = "\x02", "\x03"  # no text in the library holds control characters
_SHORT = 160
"""Characters of a quote."""

# The plus keeps SQLite from asking the index anew for each row.
_AMONG = "rowid >= ? AND +rowid IN (SELECT value FROM json_each(?))"


def excerpts(connection: sqlite3.Connection, node: Node, entry_ids: Sequence[int]) -> dict[int, Excerpt]:
    """Of some entries that a query found, what each says of what was looked for; some say nothing."""
    if not entry_ids:
        return {}
    said = [term for term in terms(node) if term.field in ("by", "quote")]
    found = _of_sayings(connection, said, entry_ids) if said else {}
    words, rest = to_be_marked(node), [number for number in entry_ids if number not in found]
    return found | (_of_texts(connection, words, rest) if words and rest else {})


def _of_texts(connection: sqlite3.Connection, words: str, entry_ids: Sequence[int]) -> dict[int, Excerpt]:
    snippets = connection.execute(
        f"""
        SELECT rowid, snippet(texts_search, 1, char(2), char(3), '…', 24) FROM texts_search
        WHERE texts_search MATCH ? AND {_AMONG}
        """,
        (words, min(entry_ids), msgspec.json.encode(entry_ids).decode()),
    )
    return {entry_id: marked(snippet) for entry_id, snippet in snippets}


def _of_sayings(connection: sqlite3.Connection, said: list[Term], entry_ids: Sequence[int]) -> dict[int, Excerpt]:
    """The first quote of each entry that was meant."""
    speakers = [term for term in said if term.field == "by"]
    quotes = [term for term in said if term.field == "quote"]
    test, values = is_meant(connection, speakers[0] if speakers else None, quotes if len(speakers) < 2 else ())
    found = connection.execute(
        f"""
        SELECT e.id, (SELECT s.text FROM sayings AS s WHERE s.entry_id = e.id AND {test} ORDER BY s.start LIMIT 1)
        FROM entries AS e WHERE e.id IN (SELECT value FROM json_each(?))
        """,
        (*values, msgspec.json.encode(entry_ids).decode()),
    )
    words = [re.escape(word) for term in quotes for word in re.findall(r"\w+", term.text)]
    return {entry_id: _quoted(text, words) for entry_id, text in found if text}


def _quoted(text: str, words: list[str]) -> Excerpt:
    """A quote on one line, from where the words begin if it is long."""
    line = " ".join(text.split())
    first = re.search(rf"\b(?:{'|'.join(words)})", line, re.IGNORECASE) if words else None
    begin = 0 if first is None or first.end() < _SHORT else line.rfind(" ", 0, first.start() - _SHORT // 2) + 1
    cut = line[begin : begin + _SHORT].rstrip()
    excerpt = f"“{'…' if begin else ''}{cut}{'…' if begin + _SHORT < len(line) else ''}”"
    marks = re.finditer(rf"\b(?:{'|'.join(words)})", excerpt, re.IGNORECASE) if words else ()
    return excerpt, tuple(Span(*mark.span()) for mark in marks)


def marked(snippet: str) -> Excerpt:
    """A snippet with the marks that SQLite set as spans."""
    excerpt, marks = "", []
    for piece in re.sub(r"\s+", " ", snippet).split(_OPEN):
        inside, closed, rest = piece.partition(_CLOSE)
        if closed:
            marks.append(Span(len(excerpt), len(excerpt) + len(inside)))
        excerpt += inside + rest
    return excerpt, tuple(marks)
