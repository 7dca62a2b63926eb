"""What our components hand to one another on a `Doc`: plain data, offsets in code points of ``doc.text``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Gender = Literal["m", "f", ""]


@dataclass
class EntityCluster:
    """All mentions of one person, organisation, place … of a text.

    Attributes:
        name: the fullest form, without titles.
        kind: an OntoNotes label.
        mentions: sorted half-open spans, each the name alone.
        gender: of a person, where the text or the given name says so; empty if not known.
        plural: whether the name stands for several (``the Beatles``, ``Democrats``).
        salience: 0-1, how much the text is about it; sums to at most 1.
        roles: what the text calls it besides its names, lower case (``president``, ``russian president``).
    """

    name: str
    kind: str
    mentions: list[tuple[int, int]]
    gender: Gender = ""
    plural: bool = False
    salience: float = 0.0
    roles: list[str] = field(default_factory=list)


@dataclass
class QuoteFound:
    """Something that somebody said.

    Attributes:
        start: first code point inside the opening mark.
        end: one past the last before the closing mark.
        kind: ``direct``, ``fragment``, ``turn`` or ``indirect``; see `readers.model.Quote`.
        speaker: index into the clusters, or ``None``.
        speaker_span: what the text calls the speaker.
        cue_span: the words that attribute.
        confidence: 0-1, that the speaker is right.
        pieces: the stretches of a quote that runs over several paragraphs; at least one.
    """

    start: int
    end: int
    kind: Literal["direct", "fragment", "turn", "indirect"]
    speaker: int | None = None
    speaker_span: tuple[int, int] | None = None
    cue_span: tuple[int, int] | None = None
    confidence: float = 0.0
    pieces: list[tuple[int, int]] = field(default_factory=list)
