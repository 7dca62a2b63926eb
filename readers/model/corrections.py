"""What the reader set right."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from readers.model.anchors import Anchor
from readers.model.base import Model


class Named(Model, frozen=True):
    """An entity as a correction means it. Its number would not do: that changes when the article is annotated again.

    Attributes:
        name: what it was called.
        mention: one of its mentions.
    """

    name: str
    mention: Anchor


class _Correction(Model, frozen=True, tag_field="what", kw_only=True):
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


class MissedName(_Correction, frozen=True, tag="missed_name"):
    """These words name somebody, but were not found, or not whole; pieces of them that were found are given up.

    They do wherever they stand as whole words and are not named already, or in this place ``alone``. They name
    ``who``; without that, whoever of this ``kind``, an OntoNotes label, is called so already, or somebody new.
    """

    words: Anchor
    kind: str
    who: Named | None = None
    alone: bool = False


class MissedQuote(_Correction, frozen=True, tag="missed_quote"):
    """These words were said by ``speaker``; ``None``: by nobody whom the text names.

    In quotation marks they are direct speech, otherwise reported; wrong quotes that they overlap are given up.
    """

    quote: Anchor
    speaker: Named | None = None


Correction = WrongKind | NotAName | SameAs | NotSame | SaidBy | NotAQuote | MissedName | MissedQuote
"""Anything that a reader can set right. Its words are anchored, so it applies to another version of the article too."""

Fit = Literal["holds", "needless", "unfit"]
"""How a correction fits an article as it is now: something is right because of it; the annotator found it so by itself;
or what it is about is not in the text any more, or not found there."""


class Kept(Model, frozen=True):
    """A correction in force, and how it fits the present text and annotations."""

    correction: Correction
    fit: Fit = "holds"
