"""Finding articles by their words."""

from __future__ import annotations

import re

import msgspec

from readers.library.entries import rows_by_id
from readers.library.library import Library
from readers.library.tags import TAGGED, spellings
from readers.model import EntryRow, Span

_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_MAX_TERMS = 32  # more would overflow the expression parser, and nobody types them
_RANKED = 5_000  # of a word that stands in nearly every article, only the newest are weighed: a bound on time
_UNDER = f"AND (? = '' OR rowid IN (SELECT e.id FROM entries AS e WHERE {TAGGED}))"  # noqa: S608  # a constant
_NEWEST = f"SELECT rowid FROM texts_search WHERE texts_search MATCH ? {_UNDER} ORDER BY rowid DESC LIMIT ?"  # noqa: S608
_BEST = f"""
    SELECT rowid FROM (
        SELECT rowid, bm25(texts_search, 5.0, 1.0) AS weight FROM texts_search
        WHERE texts_search MATCH ? {_UNDER} ORDER BY rowid DESC LIMIT ?
    ) ORDER BY weight LIMIT ?
"""  # noqa: S608
# The plus keeps SQLite from asking the index anew for each row.
_SNIPPETS = """
    SELECT rowid, snippet(texts_search, 1, char(2), char(3), '…', 24) FROM texts_search
    WHERE texts_search MATCH ? AND rowid >= ? AND +rowid IN (SELECT value FROM json_each(?))
"""
_OPEN, _CLOSE = "\x02", "\x03"  # no text in the library holds control characters


class Hit(EntryRow, frozen=True, omit_defaults=False):
    """An entry found, to be listed like any other.

    Attributes:
        excerpt: the part of the text that matches best, on one line.
        marks: the matching words, as spans into the excerpt.
    """

    excerpt: str = ""
    marks: tuple[Span, ...] = ()


def search(library: Library, query: str, limit: int = 50, *, newest: bool = False, tag: str = "") -> list[Hit]:
    """Articles that hold all words of a query, in title or text; case and accents do not matter.

    Args:
        library: where to look.
        query: words. ``"in quotation marks"`` they must follow one another, ``word*`` finds what begins so,
            ``-word`` must not be there. Nothing else has a meaning, so nothing typed can be wrong.
        limit: at most so many.
        newest: those last stored first; otherwise the best matches first (BM25, a word of the title counts five
            times), among the 5,000 last stored.

        tag: only articles under this tag, in whatever case; empty for any.

    Returns:
        What was found; nothing for a query without a word.

    Raises:
        LibraryError: the library cannot be read.
    """
    expression = match_expression(query)
    if not expression:
        return []
    with library.database.reading("search") as connection:
        under = (tag, spellings(connection, tag) if tag else "[]")
        chosen = (
            connection.execute(_NEWEST, (expression, *under, limit))
            if newest
            else connection.execute(_BEST, (expression, *under, _RANKED, limit))
        )
        entry_ids = [entry_id for (entry_id,) in chosen]
        if not entry_ids:
            return []
        snippets = dict(
            connection.execute(_SNIPPETS, (expression, min(entry_ids), msgspec.json.encode(entry_ids).decode()))
        )
        return [_hit(row, snippets[row.id]) for row in rows_by_id(connection, entry_ids) if row.id in snippets]


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


def _hit(row: EntryRow, snippet: str) -> Hit:
    """Turn the marks that SQLite set into spans."""
    excerpt, marks = "", []
    for piece in re.sub(r"\s+", " ", snippet).split(_OPEN):
        marked, closed, rest = piece.partition(_CLOSE)
        if closed:
            marks.append(Span(len(excerpt), len(excerpt) + len(marked)))
        excerpt += marked + rest
    return Hit(**msgspec.structs.asdict(row), excerpt=excerpt, marks=tuple(marks))
