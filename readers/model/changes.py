"""What has changed in an article."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from readers.model.base import Model
from readers.model.documents import Document

ChangeKind = Literal["same", "deleted", "inserted"]


class Change(Model, frozen=True):
    """Some words, white space between them included, that stayed, went or came."""

    kind: ChangeKind
    text: str


class Version(Model, frozen=True):
    """An earlier text of an article, and when another one was found in its place."""

    document: Document
    replaced: datetime


class Comparison(Model, frozen=True):
    """Two versions of an article, word by word.

    Attributes:
        title: the headline. What stayed and came is the later one, what stayed and went the earlier one, but for white
            space.
        text: the same of the text.
        deleted: words that went, from headline and text.
        inserted: words that came.
        replaced: when the later version was found.
    """

    title: tuple[Change, ...]
    text: tuple[Change, ...]
    deleted: int = 0
    inserted: int = 0
    replaced: datetime | None = None
