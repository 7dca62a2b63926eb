"""Quotes across articles by plain words: of what was said, and of who said it."""

from __future__ import annotations

from readers.library.dossiers import Saying, quotes_among, quotes_by
from readers.library.library import Library
from readers.library.search import match_expression

_NEWEST = "SELECT id FROM sayings WHERE entity_id IS NOT NULL ORDER BY id DESC LIMIT ?"
_WITH = """
    SELECT s.id FROM sayings_search JOIN sayings AS s ON s.id = sayings_search.rowid
    WHERE sayings_search MATCH ? AND s.entity_id IS NOT NULL ORDER BY sayings_search.rowid DESC LIMIT ?
"""


def find_quotes(library: Library, words: str, *, limit: int = 200) -> list[Saying]:
    """Quotes with all these words, and those of somebody whose name the first of the words are, with the others.

    Args:
        library: where to look.
        words: plain words; none for the last that came.
        limit: at most so many.

    Returns:
        The newest first.

    Raises:
        LibraryError: the library cannot be read.
    """
    expression = match_expression(words)
    if words.strip() and not expression:
        return []
    with library.database.reading("look quotes up") as connection:
        chosen = connection.execute(_WITH, (expression, limit)) if expression else connection.execute(_NEWEST, (limit,))
        found = list(quotes_among(connection, [number for (number,) in chosen]).values())
    terms = words.split()
    for cut in range(len(terms), 0, -1):
        said = quotes_by(library, " ".join(terms[:cut]), about=" ".join(terms[cut:]), limit=limit)
        if said:
            found += said
            break
    once = {(one.row.id, one.start, one.end): one for one in found}
    newest = sorted(once.values(), key=lambda one: (-_when(one), one.row.id, one.start))
    return newest[:limit]


def _when(saying: Saying) -> float:
    return saying.row.published.timestamp() if saying.row.published else 0.0
