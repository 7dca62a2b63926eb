"""The shape of a saved article's JSON. `readers.save.record.schema` makes the published JSON Schema of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from readers.model import Anchor, Annotations, BlockKind, Correction, QuoteKind, Version

FORMAT = "quoth-article-1"
"""What a file says that it is. A later shape that this one's readers would misread has another number."""

Offset = Annotated[int, Meta(ge=0, le=2**40, description="Unicode code points from the beginning of the text.")]
Share = Annotated[float, Meta(ge=0, le=1)]
Origin = Literal["found", "corrected", "added"]
"""By whom: found by the annotator, found and then set right by the reader, or added by the reader."""


class _Part(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the record; what is unknown is ``null``."""


class SpanPart(_Part, frozen=True, kw_only=True):
    """A half-open span, with its words."""

    start: Offset
    end: Offset
    text: str


class BlockPart(_Part, frozen=True, kw_only=True):
    """A block of the text; see `readers.model.Block`."""

    kind: BlockKind
    start: Offset
    end: Offset
    level: Annotated[int, Meta(ge=0, le=1000)] = 0


class LinkPart(_Part, frozen=True, kw_only=True):
    """A hyperlink over a span of the text."""

    start: Offset
    end: Offset
    url: str


class ImagePart(_Part, frozen=True, kw_only=True):
    """A picture by its address; ``at``: before which code point it stands."""

    at: Offset
    url: str
    alt: str | None = None
    caption: SpanPart | None = None


class MeantPart(_Part, frozen=True, kw_only=True):
    """Whom a name means in the library of whoever saved the article; see `readers.model.Meant`."""

    name: str
    confidence: Annotated[
        float,
        Meta(
            ge=0,
            le=1,
            description="How sure it is that this one is meant, and nobody else of that library; not calibrated.",
        ),
    ]


class EntityPart(_Part, frozen=True, kw_only=True):
    """Somebody or something that is named; ``title_mentions`` are spans of the headline.

    That it is a name, and of this kind, has no confidence: the annotator's judge weighs kinds against each other, and
    what it weighs is no chance. ``meant`` has one, if the article was saved from a library that has joined it.
    """

    id: Annotated[int, Meta(ge=0)]
    name: str
    kind: str
    salience: Share
    origin: Origin = "found"
    meant: MeantPart | None = None
    mentions: tuple[SpanPart, ...]
    title_mentions: tuple[SpanPart, ...] = ()


class QuotePart(_Part, frozen=True, kw_only=True):
    """Something that somebody said; ``speaker`` is the ``id`` of an entity.

    ``confidence`` is the calibrated chance that the speaker is right; 0 if none is told.
    """

    start: Offset
    end: Offset
    text: str
    kind: QuoteKind
    speaker: int | None
    speaker_span: SpanPart | None
    cue: SpanPart | None
    confidence: Share
    origin: Origin = "found"
    pieces: tuple[tuple[Offset, Offset], ...] = ()


class NotePart(_Part, frozen=True, kw_only=True):
    """A highlight or a note; without a span it is to the whole article, or to words that are gone."""

    start: Offset | None
    end: Offset | None
    in_title: bool = False
    text: str | None
    body: str
    tags: tuple[str, ...] = ()
    created: datetime | None
    modified: datetime | None
    anchor: Anchor = Anchor("")


class Provenance(_Part, frozen=True, kw_only=True):
    """When the article was published, fetched, annotated and saved, and by which versions of what.

    Attributes:
        annotator: the model's and the components' versions.
        program: which Quoth wrote the file.
    """

    published: datetime | None = None
    fetched: datetime | None = None
    annotated: datetime | None = None
    saved: datetime | None = None
    annotator: str | None = None
    program: str | None = None


class Record(_Part, frozen=True, kw_only=True):
    """An article with all that was found in it and all that the reader made of it.

    Attributes:
        format: always ``quoth-article-1``.
        id: its address or, failing that, the digest of its text.
        identity: what tells it from every other article, by address, headline and day; see `readers.save.identity`.
        problem: why the text is not the whole article.
        foreign: its language, if no model there read that: nothing was looked for.
        rules: the language by whose rules it was read, if not those of English.
        tags: what the reader put it under.
        found: what the annotator found, if the reader set something right in it; entities and quotes have it right.
        corrections: what the reader set right, the oldest first.
        versions: earlier texts, the newest first.
    """

    format: Literal["quoth-article-1"]
    id: str
    identity: str = ""
    title: str | None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    url: str | None = None
    outlet: str | None = None
    language: str | None = None
    problem: str | None = None
    tags: tuple[str, ...] = ()
    starred: bool = False
    from_feed: bool = False
    provenance: Provenance = Provenance()
    text: str
    blocks: tuple[BlockPart, ...] = ()
    links: tuple[LinkPart, ...] = ()
    images: tuple[ImagePart, ...] = ()
    cut: tuple[str, ...] = ()
    annotated: bool = True
    foreign: str | None = None
    rules: str | None = None
    entities: tuple[EntityPart, ...] = ()
    quotes: tuple[QuotePart, ...] = ()
    notes: tuple[NotePart, ...] = ()
    found: Annotations | None = None
    corrections: tuple[Correction, ...] = ()
    versions: tuple[Version, ...] = ()
