"""What was found in an article: who is named, and who said what."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from readers.model.base import Model, Span

QuoteKind = Literal["direct", "fragment", "turn", "indirect"]


class Entity(Model, frozen=True):
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


class Quote(Model, frozen=True):
    """Something that somebody said.

    Attributes:
        start: first code point of the quoted words, inside the opening mark.
        end: one past the last, before the closing mark.
        kind: ``direct`` speech; ``fragment``, a few attributed words inside someone else's sentence; ``turn``, what
            is asked or answered in an interview, without marks; ``indirect``, reported without marks, with the words
            that attribute it where these stand within: “The plan, Roe said, is dead”.
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

    @property
    def in_marks(self) -> bool:
        """Whether the words stand in quotation marks in the text."""
        return self.kind in ("direct", "fragment")

    @property
    def verbatim(self) -> bool:
        """Whether they are the speaker's own words, in quotation marks or as a turn of an interview."""
        return self.kind != "indirect"


class Annotations(Model, frozen=True):
    """What was found in one document.

    Attributes:
        version: the model and component versions that found it; see `Versions` for when it is out of date.
        entities: sorted by id.
        quotes: sorted by start.
        language: of a text in a language that no model here reads, that language (ISO 639-1): nothing was looked for.
        made: when; ``None`` if that was not noted.
        problem: why nothing could be looked for, in words; empty if there was no such reason.
        rules: of a text in another language than English, that language (ISO 639-1), by whose rules it was read: they
            find fewer kinds of names, and no reported speech.
    """

    version: str
    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    language: str = ""
    made: datetime | None = None
    problem: str = ""
    rules: str = ""


UNREAD = "no model for "
"""What stands before the language in the version of annotations of a text that no model read: ``no model for fr``.

Either there was none, or it could not be loaded; the text is read when there is one that can be."""


class Versions(Model, frozen=True):
    """The versions of annotations that are up to date.

    Annotations are out of date when the pipeline of their language is another one, and when there was no model for
    their language and now is one.

    Attributes:
        own: of texts in the language of the chosen model, English unless another was chosen.
        others: language (ISO 639-1) → of texts in that language; for those alone that have a model.
    """

    own: str
    others: dict[str, str] = msgspec.field(default_factory=dict)

    @property
    def read(self) -> list[str]:
        """All that models give which are there."""
        return [self.own, *self.others.values()]

    @property
    def outdated(self) -> list[str]:
        """Those of texts that no model read, where there is one now."""
        return [UNREAD + language for language in self.others]

    def without(self, language: str) -> Versions:
        """The same, as if there were no model for a language: for as long as the one that is there cannot be loaded."""
        return Versions(self.own, {code: version for code, version in self.others.items() if code != language})
