"""Taking in what `belongings` wrote: everything of one's own comes together, and nothing is doubled.

What was read or starred in one of two libraries is so in both then; tags, notes and corrections are united; names and
folders of feeds are those of the file. Taking the same file in again changes nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import MAXYEAR, UTC, datetime
from typing import Any, NamedTuple

import msgspec

from readers.clean import clean, http_url, without_password
from readers.errors import CommandError, LibraryError, QueryError
from readers.library import documents, entries, notes, settings, subscriptions, tags
from readers.library.database import Database
from readers.library.feeds import arranging
from readers.library.keeping.belongings import (
    FORMAT,
    VERSION,
    CorrectionLine,
    DecisionLine,
    EntryLine,
    FeedLine,
    Head,
    Line,
    NoteLine,
    PlacesLine,
    RuleLine,
    SearchLine,
    marks_from_json,
)
from readers.library.people import arriving
from readers.library.query import smart
from readers.library.rules import keeping as rules
from readers.library.values import moment, pack
from readers.model import Anchor, FeedOptions

LARGEST_LINE = 20_000_000
"""Bytes of a line; no article is longer."""

_BATCH = 500
_MOST_TOLD = 20
_NO_FILE = "This is no file of `quoth export --all`: its first line does not say so."


class _Kind(msgspec.Struct, frozen=True):
    what: str


class Arrived(NamedTuple):
    """What a file brought: how many of each were not here before, and what was left out, in words."""

    feeds: int = 0
    entries: int = 0
    notes: int = 0
    corrections: int = 0
    decisions: int = 0
    searches: int = 0
    rules: int = 0
    places: int = 0
    left_out: tuple[str, ...] = ()


def take_in(database: Database, lines: Iterable[bytes], *, now: datetime | None = None) -> Arrived:
    """Take in a file of `readers.library.keeping.belongings.lines`; taking it in again changes nothing.

    Each batch is stored whole: after an error, what came before it is there, and the file can be taken in again.

    Args:
        database: the library file.
        lines: the file's, each a line of JSON.
        now: the moment.

    Raises:
        LibraryError: it is no such file, of a newer Quoth, or the library cannot be written.
    """
    arrival = _Arrival(database, now or datetime.now(UTC))
    for line in _parsed(lines, arrival.left_out):
        arrival.take(line)
    arrival.flush()
    return arrival.told()


def _parsed(lines: Iterable[bytes], left_out: list[str]) -> Iterator[Line]:
    begun = False
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            if len(line) > LARGEST_LINE:
                raise msgspec.DecodeError(f"it has {len(line)} bytes")
            found = msgspec.convert(_cleaned(msgspec.json.decode(line)), Line)
            _bear_their_dates(found)
        except (msgspec.DecodeError, RecursionError) as error:
            if not begun:
                raise LibraryError(
                    "This is no file of `quoth export --all`: its first line does not say so."
                ) from error
            left_out.append(f"line {number}: {_unknown(line) or error}")
            continue
        if not begun:
            _check(found)
            begun = True
        elif not isinstance(found, Head):
            yield found
    if not begun:
        raise LibraryError("This is no file of `quoth export --all`: it is empty.")


def _cleaned(value: Any) -> Any:  # noqa: ANN401  (whatever JSON can be)
    """The same with strings that are fit for a screen, as they are in whatever comes from a feed or a page."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(one) for one in value]
    if isinstance(value, dict):
        return {key: _cleaned(one) for key, one in value.items()}
    return value


def _bear_their_dates(line: Line) -> None:
    """See that every moment of a line can be told in every zone.

    Raises:
        msgspec.DecodeError: one cannot.
    """
    moments: tuple[datetime | None, ...] = ()
    if isinstance(line, EntryLine):
        document = line.document
        moments = (line.at, line.entry.published, line.entry.updated)
        moments += (document.published, document.fetched) if document is not None else ()
    elif isinstance(line, NoteLine):
        moments = (line.note.created, line.note.modified)
    for told in moments:
        if told is not None and not 1 < told.year < MAXYEAR:
            raise msgspec.DecodeError(f"the year {told.year} cannot be told in every zone")


def _check(head: Line) -> None:
    if not isinstance(head, Head) or head.format != FORMAT:
        raise LibraryError(_NO_FILE)
    if head.version > VERSION:
        raise LibraryError(
            f"The file was written by a newer Quoth (its version is {head.version}; this Quoth knows {VERSION}). "
            "Nothing was changed; update Quoth."
        )


def _unknown(line: bytes) -> str:
    """Which kind of line it is, if it is none of ours."""
    try:
        what = msgspec.json.decode(line[:LARGEST_LINE], type=_Kind).what
    except (msgspec.DecodeError, RecursionError):
        return ""
    known = {"quoth", "feed", "entry", "places", "note", "correction", "decision", "search", "rule"}
    return "" if what in known else f"this Quoth does not know what a {what[:40]!r} is"


class _Arrival:
    """What is being taken in; entries wait for a batch of their feed."""

    def __init__(self, database: Database, now: datetime) -> None:
        self._database = database
        self._now = now
        with database.reading("list the feeds") as connection:
            self._feeds = {without_password(url): one for url, one in connection.execute("SELECT url, id FROM feeds")}
            self._in_order = connection.execute("SELECT 1 FROM feeds WHERE position IS NOT NULL").fetchone() is not None
        self._waiting: dict[int, list[EntryLine]] = {}
        self._new = dict.fromkeys(set(Arrived._fields) - {"left_out"}, 0)
        self.left_out: list[str] = []

    def told(self) -> Arrived:
        left = self.left_out[:_MOST_TOLD]
        if len(self.left_out) > _MOST_TOLD:
            left.append(f"and {len(self.left_out) - _MOST_TOLD} lines more")
        return Arrived(**self._new, left_out=tuple(left))

    def take(self, line: Line) -> None:
        match line:
            case FeedLine():
                self._take_feed(line)
            case EntryLine():
                feed = self._feeds.get(without_password(line.feed))
                if feed is None:
                    self.left_out.append(f"“{line.entry.title[:80]}”: the file does not have its feed")
                    return
                waiting = self._waiting.setdefault(feed, [])
                waiting.append(line)
                if len(waiting) >= _BATCH:
                    self._take_entries(feed, self._waiting.pop(feed))
            case PlacesLine():
                self._take_places(line.article, line.marks)
            case NoteLine():
                self._take_note(line)
            case CorrectionLine():
                self._take_correction(line)
            case DecisionLine():
                self._take_decision(line)
            case SearchLine():
                self._take_search(line)
            case RuleLine():
                self._take_rule(line)

    def flush(self) -> None:
        for feed, waiting in self._waiting.items():
            self._take_entries(feed, waiting)
        self._waiting.clear()

    def _take_feed(self, line: FeedLine) -> None:
        feed, plain = line.feed, without_password(line.feed.url)
        known = self._feeds.get(plain)
        if feed.is_fetched and not http_url(feed.url):
            self.left_out.append(f"{feed.url[:80]}: this is no web address")
            return
        if known is None:
            self._new["feeds"] += 1
        if line.subscribed:
            if known is None:
                known = subscriptions.subscribe(self._database, feed, now=self._now).id
            elif feed.name or any(feed.folders):
                whole = subscriptions.address(self._database, known)
                # Without a name of the reader's own, the publisher's is nobody's wish.
                given = msgspec.structs.replace(feed, url=whole, title="" if not feed.name else feed.title)
                subscriptions.take_over(self._database, given, now=self._now)
        elif known is None:
            known = subscriptions.keep_left(self._database, feed, now=self._now)
        if plain not in self._feeds and line.position is not None and not self._in_order:  # else it stays as it is here
            arranging.place(self._database, known, line.position)
        self._feeds[plain] = known
        if line.options != FeedOptions() and subscriptions.options(self._database, known) == FeedOptions():
            arranging.keep(self._database, known, line.options)
        for key, value in line.settings.items():
            if settings.setting(self._database, f"feed.{known}.{key}") is None:
                settings.set_setting(self._database, f"feed.{known}.{key}", value)

    def _take_entries(self, feed: int, lines: list[EntryLine]) -> None:
        batch = {line.entry.id: line for line in lines}
        numbers: dict[str, int] = {}
        with self._database.writing("take entries in") as connection:
            (home,) = connection.execute("SELECT link FROM feeds WHERE id = ?", (feed,)).fetchone()
            known = entries.known_of(connection, feed, {key: line.entry for key, line in batch.items()}, home)
            for key, line in batch.items():
                if key in known:
                    numbers[key] = known[key][0]
                else:
                    numbers[key] = entries.insert(connection, feed, line.entry, moment(line.at))
                    self._new["entries"] += 1
                    # What one takes in oneself does not arrive: rules leave it as the file has it.
                    connection.execute("DELETE FROM rule_arrivals WHERE entry_id = ?", (numbers[key],))
                connection.execute(
                    "UPDATE entries SET read = max(read, ?), starred = max(starred, ?) WHERE id = ?",
                    (line.read, line.starred, numbers[key]),
                )
        for key, line in batch.items():
            self._take_rest(numbers[key], line)

    def _take_rest(self, entry_id: int, line: EntryLine) -> None:
        """What is told of few entries: tags, and the article."""
        if line.tags:
            with self._database.reading("read tags") as connection:
                (here,) = connection.execute("SELECT tags FROM entries WHERE id = ?", (entry_id,)).fetchone()
            united = tuple(dict.fromkeys((*msgspec.json.decode(here, type=tuple[str, ...]), *line.tags)))
            tags.set_tags(self._database, entry_id, united)
        if line.document is not None and documents.document(self._database, entry_id) is None:
            documents.store_document(self._database, entry_id, line.document)
        if line.marks:
            self._take_places(str(entry_id), line.marks)

    def _take_places(self, article: str, marks: Mapping[str, Anchor]) -> None:
        """Places that letters were given to; a letter that has one here keeps it."""
        kept = settings.setting(self._database, f"{settings.MARKS}{article}")
        here = marks_from_json(kept) if kept else {}
        new = {letter: place for letter, place in marks.items() if letter not in here}
        if new:
            settings.set_setting(
                self._database, f"{settings.MARKS}{article}", msgspec.json.encode({**here, **new}).decode()
            )
            self._new["places"] += len(new)

    def _take_note(self, line: NoteLine) -> None:
        note = line.note
        with self._database.reading("look for a note") as connection:
            here = connection.execute(
                "SELECT 1 FROM notes WHERE (digest = ? OR (url <> '' AND url = ?)) AND anchor = ? AND created = ?",
                (line.digest, line.url, pack(note.anchor), moment(note.created or self._now)),
            ).fetchone()
        if here is None:
            new = msgspec.structs.replace(note, id=0)
            notes.insert(self._database, new, digest=line.digest, url=line.url, title=line.title)
            self._new["notes"] += 1

    def _take_correction(self, line: CorrectionLine) -> None:
        article = (line.digest, line.url, pack(line.correction))
        with self._database.writing("take a correction in") as connection:
            there = "SELECT 1 FROM corrections WHERE digest = ? AND url = ? AND correction = ? AND undone IS NULL"
            if connection.execute(there, article).fetchone() is None:
                connection.execute("INSERT INTO corrections (digest, url, correction) VALUES (?, ?, ?)", article)
                self._new["corrections"] += 1

    def _take_decision(self, line: DecisionLine) -> None:
        made = arriving.Decided(line.deed, line.who, line.kind, line.other, line.other_kind, line.name)
        try:
            self._new["decisions"] += arriving.take_over(self._database, made)
        except LibraryError as error:
            if isinstance(error.__cause__, sqlite3.Error):
                raise
            self.left_out.append(str(error))

    def _take_search(self, line: SearchLine) -> None:
        with self._database.reading("look for a kept search") as connection:
            there = connection.execute("SELECT 1 FROM smart_feeds WHERE query = ?", (line.query,)).fetchone()
        if there is not None:
            return
        try:
            smart.keep(self._database, line.query, line.name, now=self._now)
        except QueryError as error:
            self.left_out.append(f"the search “{line.query[:80]}”: {error}")
        else:
            self._new["searches"] += 1

    def _take_rule(self, line: RuleLine) -> None:
        known = {one.id for one in rules.rules(self._database)}
        try:
            made = rules.add(self._database, line.query, line.action, line.argument)
        except (QueryError, CommandError) as error:
            self.left_out.append(f"the rule “{line.query[:80]}”: {error}")
            return
        except LibraryError as error:
            if isinstance(error.__cause__, sqlite3.Error):
                raise
            self.left_out.append(f"the rule “{line.query[:80]}”: {error}")
            return
        if made.id in known:
            return
        self._new["rules"] += 1
        if line.enabled and line.action != "run":  # no file decides that a command runs
            rules.switch(self._database, made.id, on=True)
