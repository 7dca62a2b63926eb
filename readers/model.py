"""The vocabulary of the whole project.

**Stand-off annotation**: a `Document` is one immutable string, ``text``, and everything known about it is a half-open
span ``[start, end)`` of Unicode code points into it. Text is never copied into an annotation; output adds it for
convenience. The headline is a string of its own (`Document.title`), since lists show it without the article; an
entity's mentions there are spans into the headline.

Everything here is frozen; one definition serves memory, the library and the pipes between processes (see ``msgspec``).
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Literal

import msgspec

BlockKind = Literal["standfirst", "heading", "paragraph", "list_item", "quote", "caption", "table", "code"]
QuoteKind = Literal["direct", "fragment", "indirect"]


class _Model(msgspec.Struct, frozen=True, omit_defaults=True):
    """A frozen struct whose encoding leaves out what is at its default."""


class Span(_Model, frozen=True, order=True):
    """A half-open range ``[start, end)`` of code points."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end


class Block(_Model, frozen=True):
    """A piece of a document's structure; blocks are sorted, do not overlap and are parted by an empty line.

    Attributes:
        kind: what the block is; ``quote`` is a block quotation of the page, not speech found by us.
        start: first code point.
        end: one past the last.
        level: of a heading 1–6, of a list item its depth from 1; otherwise 0.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0


class Link(_Model, frozen=True):
    """A hyperlink over ``[start, end)`` of the text; ``url`` is absolute and ``http(s)``."""

    start: int
    end: int
    url: str


class Document(_Model, frozen=True):
    """An article as text and structure.

    Attributes:
        text: standfirst and body. Blocks are parted by an empty line; no control character but the newline.
        title: the headline, not part of ``text``; empty if unknown.
        blocks: the structure over ``text``; empty means that each line of text is a paragraph.
        links: hyperlinks over ``text``.
        authors: bylines, one name each.
        published: when, with a time zone; ``None`` if unknown.
        url: where the article is; empty for a file without an address.
        site: the outlet's name, if known.
        language: a BCP 47 tag such as ``en`` or ``en-GB``; empty if unknown.
        cut: what was removed as boilerplate, in order, for the reader who wants to see it.
        problem: why this is not the whole article (the page could not be fetched, is for subscribers …), in words;
            empty if nothing is amiss.
        from_feed: whether this is the text that the feed gives, and not that of the page.
    """

    text: str
    title: str = ""
    blocks: tuple[Block, ...] = ()
    links: tuple[Link, ...] = ()
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    url: str = ""
    site: str = ""
    language: str = ""
    cut: tuple[str, ...] = ()
    problem: str = ""
    from_feed: bool = False

    @property
    def digest(self) -> str:
        """SHA-256 of headline and text, hexadecimal: the key under which annotations are kept."""
        return hashlib.sha256(f"{self.title}\n\n{self.text}".encode()).hexdigest()


class Entity(_Model, frozen=True):
    """One person, organisation, place … of one document.

    Attributes:
        id: its number within the document, from 0, most salient first.
        name: its fullest form in the document, without titles (``Vladimir Putin``).
        kind: an OntoNotes label: ``PERSON ORG GPE LOC FAC NORP EVENT LAW PRODUCT WORK_OF_ART``, and for dates and
            amounts ``DATE TIME MONEY PERCENT QUANTITY ORDINAL CARDINAL LANGUAGE``.
        mentions: sorted spans into the text, each the name alone: no title, article or possessive.
        title_mentions: the same, into the headline.
        salience: 0–1, how much the article is about it; sums to at most 1 over a document.
    """

    id: int
    name: str
    kind: str
    mentions: tuple[Span, ...]
    title_mentions: tuple[Span, ...] = ()
    salience: float = 0.0


class Quote(_Model, frozen=True):
    """Something that somebody said.

    Attributes:
        start: first code point of the quoted words, inside the opening mark.
        end: one past the last, before the closing mark.
        kind: ``direct`` speech; ``fragment``, a few attributed words inside someone else's sentence; ``indirect``,
            reported without marks.
        speaker: the id of an `Entity`, or ``None`` where the text names nobody or we would have to guess.
        speaker_span: what the text calls the speaker (``he``, ``the spokesperson``).
        cue_span: the words that attribute (``said``, ``according to``).
        confidence: 0–1, that the speaker is right.
        pieces: the stretches of a quote that runs over several paragraphs; one piece, the whole, otherwise.
    """

    start: int
    end: int
    kind: QuoteKind
    speaker: int | None = None
    speaker_span: Span | None = None
    cue_span: Span | None = None
    confidence: float = 0.0
    pieces: tuple[Span, ...] = ()


class Annotations(_Model, frozen=True):
    """What was found in one document.

    Attributes:
        version: the model and component versions that found it; annotations of another version are out of date.
        entities: sorted by id.
        quotes: sorted by start.
    """

    version: str
    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()


class Anchor(_Model, frozen=True):
    """Some words of a document, told so that they are found again in another version of it.

    A W3C ``TextQuoteSelector`` with a position to choose by where the words stand more than once. See
    `readers.corrections.locate`.

    Attributes:
        exact: the words.
        prefix: up to 32 code points before them.
        suffix: up to 32 code points after them.
        start: where they stood.
        in_title: whether that is in the headline.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int = 0
    in_title: bool = False


class Named(_Model, frozen=True):
    """An entity as a correction means it. Its number would not do: that changes when the article is annotated again.

    Attributes:
        name: what it was called.
        mention: one of its mentions.
    """

    name: str
    mention: Anchor


class _Correction(_Model, frozen=True, tag_field="what", kw_only=True):
    """Something that the reader set right in one article.

    Attributes:
        created: when.
    """

    created: datetime | None = None


class WrongKind(_Correction, frozen=True, tag="kind"):
    """``who`` is of another ``kind``, an OntoNotes label."""

    who: Named
    kind: str


class NotAName(_Correction, frozen=True, tag="not_a_name"):
    """These words name nobody: wherever they stand, or in this place ``alone``."""

    words: Anchor
    alone: bool = False


class SameAs(_Correction, frozen=True, tag="same"):
    """``who`` and ``other`` are one: of the kind of ``other``, and of its name unless that of ``who`` says more."""

    who: Named
    other: Named


class NotSame(_Correction, frozen=True, tag="not_same"):
    """The words of ``who.mention`` name somebody else than ``who``: wherever they stand, or in this place ``alone``."""

    who: Named
    alone: bool = False


class SaidBy(_Correction, frozen=True, tag="said_by"):
    """``speaker`` said this quote; ``None``: nobody whom the text names."""

    quote: Anchor
    speaker: Named | None = None


class NotAQuote(_Correction, frozen=True, tag="not_a_quote"):
    """Nobody is quoted here."""

    quote: Anchor


Correction = WrongKind | NotAName | SameAs | NotSame | SaidBy | NotAQuote
"""Anything that a reader can set right. Its words are anchored, so it applies to another version of the article too."""


class Feed(_Model, frozen=True):
    """A feed as published, and the folder the reader put it in.

    Attributes:
        url: where it is fetched from.
        title: its name; empty until first fetched.
        link: the site it belongs to.
        language: a BCP 47 tag, or empty.
        updated: when the publisher says it last changed.
        folder: the path of folders it stands in, outermost first.
    """

    url: str
    title: str = ""
    link: str = ""
    language: str = ""
    updated: datetime | None = None
    folder: tuple[str, ...] = ()


class Enclosure(_Model, frozen=True):
    """A file attached to an entry; ``length`` in bytes, ``duration`` in seconds of play, each 0 if unknown."""

    url: str
    type: str = ""
    length: int = 0
    duration: int = 0


class Entry(_Model, frozen=True):
    """One item of a feed, as published; strings are clean of control characters.

    Attributes:
        id: unique within its feed (guid, Atom id, link, or a digest of the rest).
        title: plain text.
        link: ``http(s)`` address of the article, or empty.
        authors: names.
        published: when, or ``None``; never later than the fetch.
        updated: when last changed, or ``None``.
        summary: the short form, HTML.
        content: the long form, HTML; empty if the feed has none.
        enclosures: attached files.
        tags: categories.
        image: the ``http(s)`` address of a picture that stands for it, or empty.
        episode: a podcast's season and episode as published, such as ``2.14`` or ``14``; empty otherwise.
    """

    id: str
    title: str = ""
    link: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    summary: str = ""
    content: str = ""
    enclosures: tuple[Enclosure, ...] = ()
    tags: tuple[str, ...] = ()
    image: str = ""
    episode: str = ""


class ParsedFeed(_Model, frozen=True):
    """A feed's body, read.

    Attributes:
        format: ``rss20``, ``atom10``, ``rss10``, ``cdf``, ``json11`` … as feedparser names them.
        feed: the feed itself.
        entries: in the feed's order.
        problems: what was wrong with it, in words; empty for a good feed.
        ttl: minutes the publisher asks us to wait between fetches, or ``None``.
    """

    format: str
    feed: Feed
    entries: tuple[Entry, ...] = ()
    problems: tuple[str, ...] = ()
    ttl: int | None = None


class Validators(_Model, frozen=True):
    """What a server gave us to ask "has it changed?" with (RFC 9110, 8.8): kept and sent back byte for byte."""

    etag: str = ""
    last_modified: str = ""


class Subscription(_Model, frozen=True):
    """A feed in the library, with the state of its fetching and reading.

    Attributes:
        id: its row in the library.
        feed: the feed.
        unread: entries not yet read.
        total: entries in all.
        validators: for the next conditional GET.
        checked: when it was last fetched, or ``None`` if never.
        next_check: not to be fetched before this moment, or ``None``.
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


class EntryRow(_Model, frozen=True):
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


class Article(_Model, frozen=True):
    """What the screen shows and a save writes: a document, what was found in it, and where it came from.

    Attributes:
        document: the text.
        annotations: ``None`` until the annotator is done.
        row: the library's entry, or ``None`` for a file or address opened directly.
    """

    document: Document
    annotations: Annotations | None = None
    row: EntryRow | None = None
