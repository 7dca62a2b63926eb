"""What may come next in a query while one types it: fields, and what may stand after each."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from readers.library.library import Library
from readers.library.query.dates import KNOWN
from readers.library.query.fields import ALIASES, BARE_STATES, DATED, FIELDS, KINDS, STATES
from readers.library.query.lexer import straight
from readers.library.query.matching import phrase
from readers.library.values import folders_from_json, from_json

_MOST = 8
_PIECE = re.compile(r'\s+|[()]|-?(?:(?P<field>[^\W\d_]+):)?(?P<value>"[^"]*"?|[^\s()"]*)')


class Option(NamedTuple):
    """Something that may stand there.

    Attributes:
        text: what is put in its place, in quotation marks if it needs them.
        told: what it is, in a few words; empty if it speaks for itself.
    """

    text: str
    told: str = ""


class Completion(NamedTuple):
    """What may stand in a part of a query.

    Attributes:
        start: the first character that is replaced.
        end: one past the last: where the cursor is.
        options: what may stand there, the likeliest first.
    """

    start: int
    end: int
    options: tuple[Option, ...] = ()

    def applied(self, query: str, option: int = 0) -> str:
        """The query with an option in its place."""
        return query[: self.start] + self.options[option].text + query[self.end :]


def complete(library: Library, query: str, cursor: int | None = None) -> Completion:
    """What may stand where the cursor is.

    Args:
        library: where names, feeds and tags are looked up.
        query: what was typed so far.
        cursor: how many characters are before it; all if not given.

    Raises:
        LibraryError: the library cannot be read.
    """
    before = straight(query[:cursor])
    start, field, value = _last(before)
    typed = value.removeprefix('"')
    if value.startswith('"') and len(value) > 1 and value.endswith('"'):
        return Completion(len(before), len(before))  # it is done
    if not field:
        if not typed or value.startswith('"'):
            return Completion(len(before), len(before))
        fields = [Option(f"{one.name}:", one.told) for one in FIELDS if one.name.startswith(typed.casefold())]
        states = [Option(state) for state in BARE_STATES if state.startswith(typed.casefold())]
        return Completion(start, len(before), (*fields, *states)[:_MOST])
    with library.database.reading("complete a query") as connection:
        options = _values(connection, ALIASES.get(field, field), typed)
    return Completion(start, len(before), tuple(options)[:_MOST])


def _last(before: str) -> tuple[int, str, str]:
    """Where the value at the end begins, its field, and what there is of it."""
    at = 0
    while at < len(before):
        piece = _PIECE.match(before, at)
        if piece is None or piece.end() == at:
            return len(before), "", ""
        if piece.end() == len(before):
            if piece["value"] is None:
                return len(before), "", ""
            return piece.start("value"), (piece["field"] or "").casefold(), piece["value"]
        at = piece.end()
    return len(before), "", ""


def _values(connection: sqlite3.Connection, field: str, typed: str) -> Iterable[Option]:
    if field in KINDS:
        return _names(connection, field, typed)
    if field in DATED:
        return _beginning(KNOWN, typed)
    if field == "is":
        return _beginning(STATES, typed)
    if field in ("feed", "folder", "tag", "lang"):
        return _holding(_known(connection, field), typed)
    return ()


def _names(connection: sqlite3.Connection, field: str, typed: str) -> Iterable[Option]:
    """Who is named most, of those with these words or beginnings of words."""
    words = [word for word in typed.split() if any(map(str.isalnum, word))]
    if not words:
        return ()
    kinds = KINDS[field]
    among = f"AND e.kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
    expression = " AND ".join(phrase(word, prefix=True) for word in words)
    found = connection.execute(
        f"""
        SELECT iif(e.called <> '', e.called, e.name), e.kind, e.appearances FROM entities_search
        JOIN entities AS e ON e.id = entities_search.rowid
        WHERE entities_search MATCH ? AND e.hidden = 0 AND e.appearances > 0 {among}
        ORDER BY e.appearances DESC, e.id LIMIT ?
        """,
        (expression, *kinds, 2 * _MOST),
    ).fetchall()
    unique: dict[str, tuple[str, int]] = {}
    for name, kind, count in found:
        unique.setdefault(name, (kind, count))
    return [
        Option(_quoted(name), f"{kind}, {count} {'article' if count == 1 else 'articles'}")
        for name, (kind, count) in unique.items()
    ]


def _known(connection: sqlite3.Connection, field: str) -> dict[str, str]:
    """What there is of a field's values, each with what is told of it."""
    if field == "tag":
        question = "SELECT DISTINCT value FROM entries AS e, json_each(e.tags) WHERE e.tags <> '[]'"
        return dict.fromkeys((tag for (tag,) in connection.execute(question)), "")
    if field == "folder":
        feeds = connection.execute("SELECT folder, also_in FROM feeds WHERE subscribed = 1").fetchall()
        paths = [path for first, others in feeds for path in (from_json(first), *folders_from_json(others))]
        return dict.fromkeys((name for path in paths for name in path), "")
    if field == "lang":
        question = (
            "SELECT language, count(*) FROM feeds WHERE language <> '' AND subscribed = 1 GROUP BY 1 ORDER BY 2 DESC"
        )
        found = connection.execute(question).fetchall()
        return {language.casefold().replace("_", "-").partition("-")[0]: f"{count} feeds" for language, count in found}
    question = (
        "SELECT coalesce(nullif(name, ''), nullif(title, ''), url), unread FROM feeds WHERE subscribed = 1 ORDER BY 1"
    )
    return {name: f"{unread} unread" for name, unread in connection.execute(question)}


def _holding(known: dict[str, str], typed: str) -> Iterable[Option]:
    """First what begins with what was typed, then what has a word that does."""
    wanted = typed.casefold().removeprefix("#")
    begins = [name for name in known if name.casefold().startswith(wanted)]
    within = [name for name in known if name not in begins and f" {wanted}" in name.casefold()]
    return [Option(_quoted(name), known[name]) for name in (*begins, *within)]


def _beginning(known: Iterable[str], typed: str) -> Iterable[Option]:
    return [Option(one) for one in known if one.startswith(typed.casefold())]


def _quoted(name: str) -> str:
    plain = name.replace('"', " ")
    return f'"{plain}"' if plain != name or re.search(r"[\s()“”„«»,]", plain) else plain
