"""The words of the language: fields, states, and what is said of them in help and completion."""

from __future__ import annotations

from typing import NamedTuple


class Field(NamedTuple):
    """A word that may stand before a colon.

    Attributes:
        name: the word.
        of: what stands after it, for the message that it is missing.
        told: what it finds, in a few words.
        example: one.
    """

    name: str
    of: str
    told: str
    example: str


FIELDS = (
    Field("person", "a name", "articles that name this person", 'person:"Dan Coats"'),
    Field("org", "a name", "articles that name this organisation", "org:nato"),
    Field("place", "a name", "articles that name this place", "place:helsinki"),
    Field("with", "a name", "articles that name anybody of this name; two of them: both", "with:putin with:trump"),
    Field("by", "a name", "articles in which they are quoted", "by:galeotti"),
    Field("quote", "words", "articles with these words in a quote; after by: in one of theirs", 'quote:"cold war"'),
    Field("about", "words", "with these words; among quotes and notes, in their own words", "about:harbour"),
    Field("title", "words", "only in the headline", "title:summit"),
    Field("note", "words", "your notes and highlights", "note:compare"),
    Field("feed", "a feed's name", "of this feed", "feed:courier"),
    Field("folder", "a folder", "of the feeds in this folder", "folder:politics"),
    Field("tag", "a tag", "under this tag", "tag:later"),
    Field("lang", "a language, as en or de", "of feeds in this language", "lang:en"),
    Field("since", "a day or a time, as 7d or 2026-01-31", "from this day on", "since:7d"),
    Field("until", "a day or a time, as 7d or 2026-01-31", "up to this day, and on it", "until:yesterday"),
    Field("before", "a day or a time, as 7d or 2026-01-31", "before this day", "before:2026-01-01"),
    Field("on", "a day, a month or a year, as 2026-01-31", "on this day, in this month", "on:yesterday"),
    Field("is", "unread, read, starred, tagged, noted or changed", "what is so", "is:tagged"),
)

BY_NAME = {field.name: field for field in FIELDS}

ALIASES = {
    "people": "person", "who": "person", "organisation": "org", "organization": "org", "company": "org",
    "location": "place", "name": "with", "names": "with", "said": "by", "speaker": "by", "quotes": "quote",
    "headline": "title", "notes": "note", "outlet": "feed", "source": "feed", "tags": "tag", "language": "lang",
    "after": "since", "from": "since", "to": "until",
}  # fmt: skip
"""What else one may write for a field."""

STATES = ("unread", "read", "starred", "tagged", "noted", "changed")
"""What an entry may be: the values of ``is:``."""

BARE_STATES = ("unread", "read", "starred")
"""Those that need no ``is:``; in quotation marks they are words like any other."""

DATED = frozenset(("since", "until", "before", "on"))
TEXTUAL = frozenset(("", "title"))
"""Fields of the article's words; without a field it is title and text."""

KINDS = {"person": ("PERSON",), "org": ("ORG",), "place": ("GPE", "LOC", "FAC"), "with": (), "by": ()}
"""Fields of names, and the kinds of entities that they are about; none: any."""
