"""What a single term of a query asks SQLite: a test of an entry, and the list of all entries that pass it.

Both go by an index, whatever the field. ``e`` is the entry in a test.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

import msgspec

from readers.library.query.dates import Period, period
from readers.library.query.fields import KINDS
from readers.library.query.matching import phrase
from readers.library.query.names import Meant, names_matching
from readers.library.query.tree import Term
from readers.library.tags import TAGGED, spellings
from readers.library.values import folders_from_json, from_json, moment

Values = tuple[object, ...]

LOW, HIGH = "/*low*/ 0", "/*high*/ 9223372036854775807"
"""Stand in a test for the least and the greatest number of the entries that are tested."""

_LIST = "(SELECT value FROM json_each(?))"


class Leaf(NamedTuple):
    """A term as SQL.

    Attributes:
        test: whether an entry ``e`` passes.
        values: of the test.
        listed: a query for the numbers of all that pass; empty if there is no index for it.
        list_values: of the list.
    """

    test: str
    values: Values
    listed: str = ""
    list_values: Values = ()


NOTHING = Leaf("0", (), "SELECT id FROM entries WHERE 0")


def of_words(expression: str) -> Leaf:
    """Words of the article, in the language of FTS5."""
    return Leaf(
        # All at once for the entries in question: one by one each would take a tenth of a millisecond.
        f"e.id IN (SELECT rowid FROM texts_search WHERE texts_search MATCH ? AND rowid BETWEEN {LOW} AND {HIGH})",
        (expression,),
        "SELECT rowid FROM texts_search WHERE texts_search MATCH ?",
        (expression,),
    )


def of_sayings(connection: sqlite3.Connection, by: Term | None, quotes: Iterable[Term]) -> Leaf:
    """Somebody's quotes, quotes with some words, or somebody's quotes with some words."""
    test, values = is_meant(connection, by, quotes)
    passes = f"EXISTS (SELECT 1 FROM sayings AS s WHERE s.entry_id = e.id AND {test})"
    words = " AND ".join(_phrase(term) for term in quotes)
    by_words = "s.id IN (SELECT rowid FROM sayings_search WHERE sayings_search MATCH ?)"
    if by is None:
        return Leaf(passes, values, f"SELECT s.entry_id FROM sayings AS s WHERE {by_words}", values)
    names, rest = names_matching(connection, by.text, KINDS["by"], prefix=by.prefix), f"AND {by_words}" if words else ""
    said = (words,) if words else ()
    return Leaf(
        passes,
        values,
        f"SELECT s.entry_id FROM sayings AS s WHERE s.entity_id IN {_LIST} {rest} UNION ALL "
        f"SELECT s.entry_id FROM sayings AS s WHERE s.name_id IN {_LIST} AND s.entity_id IS NULL {rest}",
        (names.entities, *said, names.names, *said),
    )


def is_meant(connection: sqlite3.Connection, by: Term | None, quotes: Iterable[Term]) -> tuple[str, Values]:
    """A test of a quote ``s``: whether somebody said it, and whether it has some words."""
    tests, values = list[str](), list[object]()
    if by is not None:
        values += names_matching(connection, by.text, KINDS["by"], prefix=by.prefix)
        tests.append(f"(+s.entity_id IN {_LIST} OR (+s.entity_id IS NULL AND +s.name_id IN {_LIST}))")
    if words := " AND ".join(_phrase(term) for term in quotes):
        values.append(words)
        tests.append("+s.id IN (SELECT rowid FROM sayings_search WHERE sayings_search MATCH ?)")
    return " AND ".join(tests) or "1", tuple(values)


def _phrase(term: Term) -> str:
    return phrase(term.text, prefix=term.prefix)


def of_term(connection: sqlite3.Connection, term: Term, now: datetime) -> Leaf:
    """A term that is neither about words of the article nor about quotes."""
    if term.field in KINDS:
        return _of_names(names_matching(connection, term.text, KINDS[term.field], prefix=term.prefix))
    if term.field == "is":
        return _STATES[term.text]
    if term.field == "tag":
        tags = spellings(connection, term.text)
        return Leaf(f"({TAGGED})", (tags,), f"SELECT e.id FROM entries AS e WHERE {TAGGED}", (tags,))
    if term.field == "note":
        return _of_notes("notes.id IN (SELECT rowid FROM notes_search WHERE notes_search MATCH ?)", _phrase(term))
    if term.field in ("feed", "folder", "lang"):
        return _of_feeds(_FEEDS[term.field](connection, term.text.casefold()))
    found = period(term.text, now)
    return NOTHING if found is None else _of_time(term.field, found)


def _of_names(meant: Meant) -> Leaf:
    who = f"(+a.entity_id IN {_LIST} OR (+a.entity_id IS NULL AND +a.name_id IN {_LIST}))"
    return Leaf(
        f"EXISTS (SELECT 1 FROM appearances AS a WHERE a.entry_id = e.id AND {who})",
        meant,
        f"SELECT entry_id FROM appearances WHERE entity_id IN {_LIST} UNION ALL "
        f"SELECT entry_id FROM appearances WHERE name_id IN {_LIST} AND entity_id IS NULL",
        meant,
    )


def _of_feeds(numbers: list[int]) -> Leaf:
    ids = _ids(numbers)
    return Leaf(f"e.feed_id IN {_LIST}", (ids,), f"SELECT id FROM entries WHERE feed_id IN {_LIST}", (ids,))


def _of_time(field: str, found: Period) -> Leaf:
    start, end = moment(found.start), moment(found.end)
    if field == "on":
        return Leaf(
            "e.at BETWEEN ? AND ?",
            (start, end - 1),
            "SELECT id FROM entries WHERE at BETWEEN ? AND ?",
            (start, end - 1),
        )
    if field == "since":
        return Leaf("e.at >= ?", (start,), "SELECT id FROM entries WHERE at >= ?", (start,))
    bound = end if field == "until" else start
    return Leaf("e.at < ?", (bound,), "SELECT id FROM entries WHERE at < ?", (bound,))


def _of_notes(which: str, *values: object) -> Leaf:
    """Entries whose articles have notes; these are few, so the list is the test too."""
    listed = f"""
        SELECT d.entry_id FROM notes CROSS JOIN documents AS d ON d.digest = notes.digest WHERE {which}
        UNION SELECT d.entry_id FROM notes CROSS JOIN documents AS d ON d.url = notes.url
              WHERE d.url <> '' AND {which}
    """
    return Leaf(f"e.id IN ({listed})", (*values, *values), listed, (*values, *values))


_STATES = {
    "unread": Leaf("e.read = 0", (), "SELECT id FROM entries WHERE read = 0"),
    "read": Leaf("e.read = 1", ()),
    "starred": Leaf("e.starred = 1", (), "SELECT id FROM entries WHERE starred = 1"),
    "tagged": Leaf("e.tags <> '[]'", (), "SELECT id FROM entries WHERE tags <> '[]'"),
    "changed": Leaf(
        "e.changed IS NOT NULL",
        (),
        "SELECT v.entry_id FROM versions AS v CROSS JOIN entries AS e ON e.id = v.entry_id WHERE e.changed IS NOT NULL",
    ),
    "noted": _of_notes("1"),
}


def _feeds_named(connection: sqlite3.Connection, words: str) -> list[int]:
    """The feeds of this very name or address, else those with the words in their name or address."""
    wanted = words.rstrip("*")
    found = [
        (number, name.casefold(), title.casefold(), url.casefold())
        for number, name, title, url in connection.execute("SELECT id, name, title, url FROM feeds")
    ]
    whole = [number for number, *called in found if wanted in called]
    return whole or [
        number
        for number, name, title, url in found
        if wanted in url or all(word in f"{name} {title}" for word in wanted.split())
    ]


def _feeds_in(connection: sqlite3.Connection, words: str) -> list[int]:
    """The feeds in a folder of this name, or in one within it; ``a/b`` is the folder b in a."""
    wanted = tuple(part.strip() for part in words.split("/") if part.strip())
    found = []
    for number, first, others in connection.execute("SELECT id, folder, also_in FROM feeds"):
        for path in (from_json(first), *folders_from_json(others)):
            names = tuple(name.casefold() for name in path)
            if wanted and any(names[at : at + len(wanted)] == wanted for at in range(len(names))):
                found.append(number)
                break
    return found


def _feeds_speaking(connection: sqlite3.Connection, words: str) -> list[int]:
    found = connection.execute("SELECT id, language FROM feeds")
    return [number for number, language in found if language.casefold().replace("_", "-").partition("-")[0] == words]


_FEEDS = {"feed": _feeds_named, "folder": _feeds_in, "lang": _feeds_speaking}


def _ids(numbers: Iterable[int]) -> str:
    return msgspec.json.encode(list(numbers)).decode()
