"""What the library keeps of feeds and entries, and what the screen shows."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from readers.model.annotations import Annotations
from readers.model.base import Model, Span
from readers.model.changes import Version
from readers.model.corrections import Correction
from readers.model.documents import Document
from readers.model.feeds import Feed, FeedOptions, Validators
from readers.model.notes import Note


class Subscription(Model, frozen=True):
    """A feed in the library, with the state of its fetching and reading.

    Attributes:
        id: its row in the library.
        feed: the feed.
        unread: entries not yet read.
        total: entries in all.
        validators: for the next conditional GET.
        checked: when it was last fetched, or ``None`` if never.
        next_check: not to be fetched before this moment, or ``None``.
        options: what the reader has settled about it.
        not_before: its publisher does not want it fetched before this moment, whatever the reader's interval is.
        failures: fetches that failed in a row.
        problem: what went wrong last time, in words; empty if nothing did.
        gone: the server answered 410; it is not fetched any more.
    """

    id: int
    feed: Feed
    unread: int = 0
    total: int = 0
    validators: Validators = Validators()
    checked: datetime | None = None
    next_check: datetime | None = None
    failures: int = 0
    problem: str = ""
    gone: bool = False
    not_before: datetime | None = None
    options: FeedOptions = FeedOptions()


class EntryRow(Model, frozen=True):
    """An entry as a list shows it: cheap to fetch by the hundred.

    Attributes:
        id: its row in the library.
        feed_id: the subscription it came by.
        outlet: that feed's title.
        title: plain text.
        link: address of the article, or empty.
        published: when published or, failing that, first seen.
        read: whether it was opened or marked read.
        starred: whether the reader starred it.
        people: the most salient people and organisations, if annotated.
        tags: what the reader put it under, sorted, without hashes.
        changed: when its article was last found to have other words than before; ``None`` if it never was.
    """

    id: int
    feed_id: int
    outlet: str
    title: str
    link: str = ""
    published: datetime | None = None
    read: bool = False
    starred: bool = False
    people: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    changed: datetime | None = None


class Hit(EntryRow, frozen=True, omit_defaults=False):
    """An entry that a search found, to be listed like any other.

    Attributes:
        excerpt: the part of the text that matches best, or the quote, on one line; empty if no words were looked for.
        marks: the matching words, as spans into the excerpt.
    """

    excerpt: str = ""
    marks: tuple[Span, ...] = ()


class SmartFeed(Model, frozen=True):
    """A query that is kept as a feed.

    Attributes:
        id: its row in the library.
        name: what it is called.
        query: in the library's language.
        unread: entries not yet read that it finds.
    """

    id: int
    name: str
    query: str
    unread: int = 0


RuleAction = Literal["read", "mute", "star", "tag", "notify", "run"]
"""What a rule does: mark read, keep out of all lists but the feed's, star, tag, tell, run a command."""


class Rule(Model, frozen=True, omit_defaults=False):
    """What is done by itself with new entries that a query finds.

    Attributes:
        id: its row in the library.
        query: in the library's language.
        action: what is done.
        argument: the tag, or the command; empty for the other actions.
        enabled: whether it is switched on.
        problem: why it could not be applied last time; empty if it could.
        touched: entries with which it has done what it does, and that was not taken back.
    """

    id: int
    query: str
    action: RuleAction
    argument: str = ""
    enabled: bool = False
    problem: str = ""
    touched: int = 0


class Meant(Model, frozen=True):
    """Whom a name of an article means in the library, where the reader's decisions count.

    Attributes:
        entity: the `Entity` of the article, by its number there.
        name: what the library calls them across articles.
        confidence: 0–1, how sure it was, when the article was annotated, that they are meant and nobody else of the
            library then: 1 where nobody else could be, or where the reader has told the name of this one article. It
            weighs offices, companions and outlets; unlike that of a quote it is not calibrated.
    """

    entity: int
    name: str
    confidence: float


class Article(Model, frozen=True):
    """What the screen shows and a save writes: a document, what was found in it, and where it came from.

    Attributes:
        document: the text.
        annotations: ``None`` until the annotator is done.
        row: the library's entry, or ``None`` for a file or address opened directly.
        notes: what the reader marked and wrote, in the order in which it was made.
        unfit: corrections that fit this text or these annotations no longer.
        outdated: whether the feed has brought another version of the entry since this text was fetched.
        found: the annotations before anything was set right in them; ``None`` if nothing was, or none are there.
        corrections: what the reader set right, the oldest first.
        versions: its earlier texts, the newest first, where they were asked for.
        saved: when it was written to the file at hand; ``None`` before.
        meant: whom its names mean in the library, where that was asked for.
    """

    document: Document
    annotations: Annotations | None = None
    row: EntryRow | None = None
    notes: tuple[Note, ...] = ()
    unfit: tuple[Correction, ...] = ()
    outdated: bool = False
    found: Annotations | None = None
    corrections: tuple[Correction, ...] = ()
    versions: tuple[Version, ...] = ()
    saved: datetime | None = None
    meant: tuple[Meant, ...] = ()
