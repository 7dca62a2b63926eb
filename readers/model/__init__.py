"""The vocabulary of the whole project.

**Stand-off annotation**: a `Document` is one immutable string, ``text``, and everything known about it is a half-open
span ``[start, end)`` of Unicode code points into it. Text is never copied into an annotation; output adds it for
convenience. The headline is a string of its own (`Document.title`), since lists show it without the article; an
entity's mentions there are spans into the headline.

Everything here is frozen; one definition serves memory, the library and the pipes between processes (see ``msgspec``).
"""

from readers.model.anchors import Anchor
from readers.model.annotations import UNREAD, Annotations, Entity, Quote, QuoteKind, Versions
from readers.model.base import Span
from readers.model.changes import Change, Comparison, Version
from readers.model.corrections import (
    Correction,
    Fit,
    Kept,
    MissedName,
    MissedQuote,
    Named,
    NotAName,
    NotAQuote,
    NotSame,
    SaidBy,
    SameAs,
    WrongKind,
)
from readers.model.documents import Block, BlockKind, Document, Image, Link
from readers.model.feeds import READ_LATER, Enclosure, Entry, Feed, FeedOptions, ParsedFeed, Validators
from readers.model.library import Article, EntryRow, Hit, Meant, Rule, RuleAction, SmartFeed, Subscription
from readers.model.notes import Note

__all__ = [
    "READ_LATER",
    "UNREAD",
    "Anchor",
    "Annotations",
    "Article",
    "Block",
    "BlockKind",
    "Change",
    "Comparison",
    "Correction",
    "Document",
    "Enclosure",
    "Entity",
    "Entry",
    "EntryRow",
    "Feed",
    "FeedOptions",
    "Fit",
    "Hit",
    "Image",
    "Kept",
    "Link",
    "Meant",
    "MissedName",
    "MissedQuote",
    "Named",
    "NotAName",
    "NotAQuote",
    "NotSame",
    "Note",
    "ParsedFeed",
    "Quote",
    "QuoteKind",
    "Rule",
    "RuleAction",
    "SaidBy",
    "SameAs",
    "SmartFeed",
    "Span",
    "Subscription",
    "Validators",
    "Version",
    "Versions",
    "WrongKind",
]
