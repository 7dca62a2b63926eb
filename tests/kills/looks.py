"""What a killed process left: everything in its files as lines that can be compared, and what must always hold."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec

from readers.library.library import Library
from readers.model import Annotations

State = frozenset[str]
"""A line for each thing that is there."""

_BY_THE_CLOCK = {
    *(("versions", "replaced"), ("entries", "changed"), ("corrections", "undone")),
    *(("decisions", "made"), ("decisions", "undone")),
}
"""Columns that hold the moment of the day: whether they are filled is compared alone."""

_SEARCHED = ("texts", "names", "sayings", "notes")

_NEVER = {
    "a kept search whose count is not the count": """
        SELECT f.id FROM smart_feeds AS f WHERE f.unread <>
        (SELECT count(*) FROM smart_members AS m WHERE m.smart_id = f.id AND m.read = 0)""",
    "an entry of a kept search that is read and counts as unread": """
        SELECT m.entry_id FROM smart_members AS m JOIN entries AS e ON e.id = m.entry_id WHERE m.read <> e.read""",
    "an entity that is one with one that is itself one with another": """
        SELECT e.id FROM entities AS e JOIN entities AS r ON r.id = e.root WHERE r.root <> r.id""",
    "an entry without its feed": "SELECT id FROM entries WHERE feed_id NOT IN (SELECT id FROM feeds)",
    "an entry without its content": "SELECT id FROM entries WHERE id NOT IN (SELECT entry_id FROM contents)",
    "an entry without its text": "SELECT id FROM entries WHERE id NOT IN (SELECT entry_id FROM texts)",
    "an article without its entry": "SELECT entry_id FROM documents WHERE entry_id NOT IN (SELECT id FROM entries)",
    "counters that are not the counts": """
        SELECT f.id, f.total, f.unread, count(e.id), coalesce(sum(e.read = 0), 0) FROM feeds AS f
        LEFT JOIN entries AS e ON e.feed_id = f.id GROUP BY f.id
        HAVING f.total <> count(e.id) OR f.unread <> coalesce(sum(e.read = 0), 0)""",
    "an article that counts as read by an annotator that has not read it": """
        SELECT e.id FROM entries AS e JOIN documents AS d ON d.entry_id = e.id WHERE e.read_as <> ''
        AND NOT EXISTS (SELECT 1 FROM annotations AS a WHERE a.digest = d.digest AND a.version = e.read_as)""",
    "an article annotated and not in the index": """
        SELECT e.id FROM entries AS e JOIN documents AS d ON d.entry_id = e.id JOIN annotations AS a
        ON a.digest = d.digest WHERE e.read_as = ''""",
    "a quote that is not in the text": """
        SELECT s.id FROM sayings AS s JOIN texts AS t USING (entry_id)
        WHERE substr(t.text, s.start + 1, s."end" - s.start) <> s.text""",
}


def contents(path: Path) -> State:
    """Everything in a library of any version, row by row; nothing is changed in it."""
    with closing(sqlite3.connect(path)) as connection:
        lines = {f"version {connection.execute('PRAGMA user_version').fetchone()[0]}"}
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%search%' "
            "AND name NOT LIKE 'sqlite%'"
        ).fetchall()
        for (table,) in tables:
            columns = [name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))]
            chosen = ", ".join(
                f'"{column}"' + (" IS NOT NULL" if (table, column) in _BY_THE_CLOCK else "") for column in columns
            )
            rows = connection.execute(f"SELECT {chosen} FROM {table}")  # noqa: S608  (names of ours)
            lines |= {f"{table} {dict(zip(columns, row, strict=True))}" for row in rows}
    return frozenset(lines)


def files(folder: Path) -> State:
    """Every file of a folder, by name and content; drafts, which are no files of the reader's, are left out."""
    return frozenset(
        f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}"
        for file in folder.iterdir()
        if file.suffix != ".part"
    )


def news(path: Path) -> State:
    """What a refresh brings, without row numbers and moments, which follow from the order of answers."""
    with closing(sqlite3.connect(path)) as connection:
        feeds = connection.execute(
            "SELECT url, title, total, unread, etag, problem, failures, "
            "(SELECT value FROM settings WHERE key = 'feed.' || id || '.body') FROM feeds"
        ).fetchall()
        entries = connection.execute(
            "SELECT f.url, e.key, e.title, e.link, c.entry FROM entries AS e JOIN feeds AS f ON f.id = e.feed_id "
            "JOIN contents AS c ON c.entry_id = e.id"
        ).fetchall()
        articles = connection.execute(
            "SELECT e.key, d.digest, t.text, e.outdated, e.changed IS NOT NULL, "
            "(SELECT count(*) FROM versions AS v WHERE v.entry_id = e.id), "
            "(SELECT value FROM settings WHERE key = 'entry.' || e.id || '.page') "
            "FROM documents AS d JOIN entries AS e ON e.id = d.entry_id JOIN texts AS t ON t.entry_id = e.id"
        ).fetchall()
    return frozenset(
        f"{kind} {row}" for kind, rows in (("feed", feeds), ("entry", entries), ("article", articles)) for row in rows
    )


def check_sound(path: Path) -> None:
    """Open a library as Quoth does and see that it is whole.

    Raises:
        AssertionError: it is not; says what is wrong.
        LibraryError: it does not open.
    """
    with Library.open(path) as library:
        library.subscriptions()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in _SEARCHED:  # raises if what is searched is not what is there
            connection.execute(f"INSERT INTO {table}_search ({table}_search, rank) VALUES ('integrity-check', 1)")  # noqa: S608
        for what, question in _NEVER.items():
            assert not connection.execute(question).fetchall(), what
        documents = connection.execute("SELECT entry_id, digest FROM documents").fetchall()
        found = connection.execute("SELECT digest, annotations FROM annotations").fetchall()
    with Library.open(path) as library:
        lengths = {}
        for entry_id, digest in documents:
            document = library.document(entry_id)
            assert document is not None, f"the text of entry {entry_id} is not the one its article was made for"
            lengths[digest] = len(document.text)
    for digest, blob in found:
        annotations = msgspec.json.decode(blob, type=Annotations)
        ends = [span.end for entity in annotations.entities for span in entity.mentions]
        ends += [quote.end for quote in annotations.quotes]
        assert max(ends, default=0) <= lengths.get(digest, max(ends, default=0)), "annotations of another text"
