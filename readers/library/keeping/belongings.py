"""Everything of one's own in a library, as lines of JSON that another library takes in.

The first line says what the file is. Each of the others is one thing, told by ``what``: a ``feed`` with its names,
folders and settings; an ``entry`` that was read, starred, tagged, put under "Read later", or has places that letters
were given to, with its article if it is kept; such ``places`` of an article of no feed; a ``note``; a ``correction`` of
an article; a ``decision`` about a person, an organisation or a place; a ``search`` that is kept as a feed; a ``rule``
for what arrives. What comes from publishers alone, and what can be found again in it, stays behind. A reader of the
file leaves out lines of a kind that it does not know.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec

from readers.clean import without_password
from readers.library.database import Database
from readers.library.notes import COLUMNS, note_of
from readers.library.people import arriving
from readers.library.query import smart
from readers.library.rules import keeping as rules
from readers.library.settings import MARKS, settings_of
from readers.library.values import (
    folders_from_json,
    from_json,
    unpack_correction,
    unpack_document,
    unpack_entry,
    unpack_options,
    when,
)
from readers.model import READ_LATER, Anchor, Correction, Document, Entry, Feed, FeedOptions, Note, RuleAction
from readers.model.people import Deed

FORMAT, VERSION = "quoth-belongings", 1

_FEEDS = (
    "SELECT id, url, title, link, language, folder, name, also_in, subscribed, options, position FROM feeds ORDER BY id"
)
_ENTRIES = """
    SELECT e.id, f.url, c.entry, e.at, e.read, e.starred, e.tags, d.document, t.text, s.value
    FROM entries AS e JOIN feeds AS f ON f.id = e.feed_id JOIN contents AS c ON c.entry_id = e.id
    LEFT JOIN documents AS d ON d.entry_id = e.id LEFT JOIN texts AS t ON t.entry_id = e.id
    LEFT JOIN settings AS s ON s.key = 'screen.marks.' || e.id
    WHERE e.id > ? AND (e.read = 1 OR e.starred = 1 OR e.tags <> '[]' OR f.url = ? OR s.value IS NOT NULL)
    ORDER BY e.id LIMIT ?
"""
_SETTINGS_OF_FEEDS = ("ahead",)
"""What is kept of a feed by the reader's wish, under ``feed.<number>.<one of these>``."""
_BATCH = 500


class Head(msgspec.Struct, frozen=True, tag_field="what", tag="quoth"):
    """The first line: the format, its version, and when it was written."""

    format: str
    version: int
    exported: datetime


class FeedLine(msgspec.Struct, frozen=True, tag_field="what", tag="feed", omit_defaults=True):
    """A feed with the reader's names, folders and settings; not ``subscribed``: left, but for entries that are kept.

    Its ``position`` is its place among the feeds, if the reader has put them in order.
    """

    feed: Feed
    subscribed: bool = True
    settings: dict[str, str] = {}
    options: FeedOptions = FeedOptions()
    position: int | None = None


class EntryLine(msgspec.Struct, frozen=True, tag_field="what", tag="entry", omit_defaults=True):
    """An entry that was read, starred, tagged or put under "Read later".

    Attributes:
        feed: the address of its feed.
        entry: as published; of one that was only read no more than tells it from others.
        at: its date in lists.
        read: whether it was.
        starred: whether it is.
        tags: the reader's own.
        document: its article, of one that is more than read.
        marks: letter → the words at the place that it was given.
    """

    feed: str
    entry: Entry
    at: datetime
    read: bool = False
    starred: bool = False
    tags: tuple[str, ...] = ()
    document: Document | None = None
    marks: dict[str, Anchor] = {}


class PlacesLine(msgspec.Struct, frozen=True, tag_field="what", tag="places", omit_defaults=True):
    """Places that letters were given to, of an article of no feed, told by its address or the digest of its text."""

    article: str
    marks: dict[str, Anchor]


class NoteLine(msgspec.Struct, frozen=True, tag_field="what", tag="note", omit_defaults=True):
    """A note or highlight, with the text (`Document.digest`), address and headline of the article it belongs to."""

    digest: str
    note: Note
    url: str = ""
    title: str = ""


class CorrectionLine(msgspec.Struct, frozen=True, tag_field="what", tag="correction", omit_defaults=True):
    """What was set right and is in force, with the text and address of the article it belongs to."""

    digest: str
    correction: Correction
    url: str = ""


class DecisionLine(msgspec.Struct, frozen=True, tag_field="what", tag="decision", omit_defaults=True):
    """What was decided of a person, organisation or place everywhere; see `readers.library.people.arriving.Decided`."""

    deed: Deed
    who: str
    kind: str
    other: str = ""
    other_kind: str = ""
    name: str = ""


class SearchLine(msgspec.Struct, frozen=True, tag_field="what", tag="search", omit_defaults=True):
    """A query that is kept as a feed."""

    query: str
    name: str = ""


class RuleLine(msgspec.Struct, frozen=True, tag_field="what", tag="rule", omit_defaults=True):
    """A rule for what arrives; one that runs a command is taken in switched off, whatever the file says."""

    query: str
    action: RuleAction
    argument: str = ""
    enabled: bool = False


Line = Head | FeedLine | EntryLine | PlacesLine | NoteLine | CorrectionLine | DecisionLine | SearchLine | RuleLine


def lines(database: Database, *, now: datetime | None = None, with_passwords: bool = False) -> Iterator[Line]:
    """Everything of one's own, feeds first, so that what belongs to them finds them.

    Args:
        database: the library file.
        now: the moment, for the first line.
        with_passwords: whether names and passwords stay in the addresses of feeds and in what is settled for them.

    Raises:
        LibraryError: it cannot be read.
    """
    yield Head(FORMAT, VERSION, now or datetime.now(UTC))
    yield from _feeds(database, with_passwords=with_passwords)
    yield from _entries(database, with_passwords=with_passwords)
    for key, places in settings_of(database, MARKS).items():
        if not key.removeprefix(MARKS).isdecimal():
            yield PlacesLine(key.removeprefix(MARKS), marks_from_json(places))
    with database.reading("export notes") as connection:
        notes = connection.execute(f"SELECT digest, url, title, {COLUMNS} FROM notes ORDER BY id").fetchall()  # noqa: S608
        corrections = connection.execute(
            "SELECT digest, url, correction FROM corrections WHERE undone IS NULL ORDER BY id"
        ).fetchall()
    for digest, url, title, *note in notes:
        yield NoteLine(digest, note_of(tuple(note)), url, title)
    for digest, url, correction in corrections:
        yield CorrectionLine(digest, unpack_correction(correction), url)
    for made in arriving.decided(database):
        yield DecisionLine(*made)
    for kept in smart.smart_feeds(database):
        yield SearchLine(kept.query, kept.name if kept.name != kept.query else "")
    for rule in rules.rules(database):
        yield RuleLine(rule.query, rule.action, rule.argument, rule.enabled)


def _feeds(database: Database, *, with_passwords: bool) -> Iterator[FeedLine]:
    with database.reading("export feeds") as connection:
        feeds = connection.execute(_FEEDS).fetchall()
        kept = dict(connection.execute("SELECT key, value FROM settings WHERE key > 'feed.' AND key < 'feed/'"))
    for number, url, title, link, language, folder, name, also_in, subscribed, settled, position in feeds:
        address = url if with_passwords else without_password(url)
        feed = Feed(address, title, link, language, None, from_json(folder), name, folders_from_json(also_in))
        settings = {key: kept[f"feed.{number}.{key}"] for key in _SETTINGS_OF_FEEDS if f"feed.{number}.{key}" in kept}
        options = unpack_options(settled)
        yield FeedLine(
            feed, bool(subscribed), settings, options if with_passwords else options.without_secrets, position
        )


def _entries(database: Database, *, with_passwords: bool) -> Iterator[EntryLine]:
    last = 0
    while True:
        with database.reading("export entries") as connection:
            found = connection.execute(_ENTRIES, (last, READ_LATER, _BATCH)).fetchall()
        if not found:
            return
        for number, url, content, at, read, starred, tags, document, text, marks in found:
            last = number
            entry, own = unpack_entry(content), bool(starred or tags != "[]" or url == READ_LATER or marks)
            yield EntryLine(
                url if with_passwords else without_password(url),
                entry if own else Entry(entry.id, entry.title, entry.link, published=entry.published),
                when(at),
                bool(read),
                bool(starred),
                from_json(tags),
                msgspec.structs.replace(unpack_document(document), text=text) if own and document else None,
                marks_from_json(marks) if marks else {},
            )


def marks_from_json(kept: str) -> dict[str, Anchor]:
    """Places as they are kept."""
    return msgspec.json.decode(kept, type=dict[str, Anchor])
