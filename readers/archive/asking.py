"""Questions to an archive, in the library's language, as SQL for DuckDB.

What was typed is a value (``$1``), and never a part of the SQL. Names, words and phrases are found without regard to
case and accents. Fields of what only a reader has (read, starred, tags, notes, folders) are refused at their place.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from readers.archive.extras import engine
from readers.errors import ArchiveError, QueryError
from readers.library.query.dates import period
from readers.library.query.fields import DATED, KINDS
from readers.library.query.tree import And, Node, Not, Or, Term, parse

COLUMNS = ("document", "id", "published", "outlet", "title", "url")
"""What is given of an article that was found."""

_OURS = {"note": "notes", "folder": "folders", "tag": "tags", "is": "reader, who has read, starred or noted something"}
"""Fields that an archive has nothing for, and what it lacks."""

_NAMES = "e.name || ' ' || array_to_string(e.forms, ' ')"
"""Whatever an article calls an entity."""


class Question(NamedTuple):
    """SQL for DuckDB, and the values of ``$1``, ``$2`` … in it."""

    sql: str
    values: tuple[object, ...]


def compiled(folder: Path, query: str, limit: int = 0, *, now: datetime | None = None) -> Question:
    """The question that a query is.

    Args:
        folder: of the archive.
        query: in the library's language; empty for all articles.
        limit: how many articles, the newest first; 0 for all.
        now: the present moment, for days.

    Raises:
        QueryError: it cannot be understood, or asks for what an archive does not have.
    """
    compiler = _Compiler(folder, query, now or datetime.now().astimezone())
    node = parse(query)
    test = "TRUE" if node is None else compiler.test(node)
    sql = (
        f"SELECT {', '.join(f'd.{column}' for column in COLUMNS)}\nFROM {compiler.dataset('documents')} AS d\n"
        f"WHERE {test}\nORDER BY d.published DESC NULLS LAST, d.document"
    )
    return Question(f"{sql}\nLIMIT {int(limit)}" if limit else sql, tuple(compiler.values))


def ask(folder: Path, query: str, limit: int = 0, *, now: datetime | None = None) -> list[dict[str, Any]]:
    """The articles that a query finds, the newest first, with the columns of `COLUMNS`.

    Raises:
        QueryError: as `compiled`.
        ArchiveError: there is no archive, or it cannot be read.
    """
    question = compiled(folder, query, limit, now=now)
    if not any((folder / "documents").glob("*.parquet")):
        raise ArchiveError(f"There is no archive in {folder}, or nothing in it yet. Make one with `quoth archive`.")
    duckdb = engine("duckdb")
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        try:
            found = connection.execute(question.sql, list(question.values)).fetchall()
        except duckdb.Error as error:
            raise ArchiveError(f"The archive in {folder} cannot be read: {error}.") from error
    return [_row(dict(zip(COLUMNS, row, strict=True))) for row in found]


def _row(row: dict[str, Any]) -> dict[str, Any]:
    published = row["published"]
    return row | {"published": published.astimezone(UTC).isoformat() if published else None}


class _Compiler:
    """Puts tests of a document ``d`` together, and keeps the values."""

    def __init__(self, folder: Path, query: str, now: datetime) -> None:
        self._folder, self._query, self._now = folder, query, now
        self.values: list[object] = []

    def dataset(self, name: str) -> str:
        """A dataset, to be read."""
        return f"read_parquet({self._value(str(self._folder / name / '*.parquet'))})"

    def test(self, node: Node) -> str:
        """Whether a document passes."""
        if isinstance(node, Term):
            return self._term(node)
        if isinstance(node, Not):
            return f"NOT {self.test(node.part)}"
        if isinstance(node, Or):
            return f"({' OR '.join(map(self.test, node.parts))})"
        return self._all(node)

    def _all(self, node: And) -> str:
        """All of some; words of quotes are looked for in the quotes of whoever is to have said them."""
        said = [part for part in node.parts if isinstance(part, Term) and part.field in ("by", "quote")]
        speakers = [part for part in said if part.field == "by"]
        tests = [self.test(part) for part in node.parts if part not in said]
        if len(speakers) <= 1 and said:
            tests.append(self._sayings(said))
        else:
            tests += map(self.test, said)
        return f"({' AND '.join(tests)})"

    def _term(self, term: Term) -> str:
        if term.field in _OURS:
            raise QueryError(
                f"An archive has no {_OURS[term.field]}",
                query=self._query, start=term.start, end=term.end, hint="ask your library: quoth search",
            )  # fmt: skip
        if term.field in DATED:
            return self._dated(term)
        if term.field in ("by", "quote"):
            return self._sayings([term])
        if term.field in KINDS:
            return self._named(term)
        if term.field == "lang":
            return f"split_part(lower(d.language), '-', 1) = split_part({self._value(term.text.casefold())}, '-', 1)"
        if term.field == "feed":
            return self._has("d.outlet", term)
        if term.field == "title":
            return self._has("d.title", term)
        return f"({self._has('d.title', term)} OR {self._has('d.text', term)})"

    def _sayings(self, said: list[Term]) -> str:
        tests = []
        for term in said:
            if term.field == "quote":
                tests.append(self._has("q.text", term))
            else:
                speakers = f"SELECT (e.document, e.entity) FROM {self.dataset('entities')} AS e"
                tests.append(f"(q.document, q.speaker) IN ({speakers} WHERE {self._words_in(_NAMES, term)})")
        return f"d.document IN (SELECT q.document FROM {self.dataset('quotes')} AS q WHERE {' AND '.join(tests)})"

    def _named(self, term: Term) -> str:
        test = self._words_in(_NAMES, term)
        if kinds := KINDS[term.field]:
            test += f" AND e.kind IN ({', '.join(map(self._value, kinds))})"
        return f"d.document IN (SELECT e.document FROM {self.dataset('entities')} AS e WHERE {test})"

    def _dated(self, term: Term) -> str:
        found = period(term.text, self._now)
        if found is None:
            raise QueryError(f"“{term.text}” is no day", query=self._query, start=term.start, end=term.end)
        tests = []
        if term.field in ("since", "on"):
            tests.append(f"d.published >= {self._value(found.start)}::TIMESTAMPTZ")
        if term.field != "since":
            end = found.start if term.field == "before" else found.end
            tests.append(f"d.published < {self._value(end)}::TIMESTAMPTZ")
        # What has no date is on no day; so that “not” means that too, it is false and not unknown.
        return f"coalesce({' AND '.join(tests)}, FALSE)"

    def _words_in(self, column: str, term: Term) -> str:
        """All words of a name, in any order."""
        parts = term.text.split()
        wanted = [(part, term.prefix and part is parts[-1]) for part in parts if any(map(str.isalnum, part))]
        return " AND ".join(self._matches(column, words, prefix=prefix) for words, prefix in wanted)

    def _has(self, column: str, term: Term) -> str:
        """The words of a term, one after the other."""
        return self._matches(column, term.text, prefix=term.prefix)

    def _matches(self, column: str, words: str, *, prefix: bool) -> str:
        folded = [re.escape(part) for part in re.findall(r"[^\W_]+", _folded(words))]
        pattern = r"(^|[^\pL\pN])" + r"[^\pL\pN]+".join(folded) + ("" if prefix else r"($|[^\pL\pN])")
        return f"regexp_matches(strip_accents(lower(coalesce({column}, ''))), {self._value(pattern)})"

    def _value(self, value: object) -> str:
        self.values.append(value)
        return f"${len(self.values)}"


def _folded(words: str) -> str:
    """Without case and accents, as DuckDB's ``strip_accents(lower(…))``."""
    parted = unicodedata.normalize("NFD", words.lower())
    return unicodedata.normalize("NFC", "".join(sign for sign in parted if not unicodedata.combining(sign)))
