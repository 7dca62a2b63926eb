"""Notes of a reader: their tags, and where they stand in a version of the article."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import takewhile
from typing import NamedTuple

from readers.marks.anchors import CONTEXT, Place, locate
from readers.model import Anchor, Article, Document, Note, Span

_HASHED = re.compile(r"(?<!\S)#(\S+)")
_WITHIN_TAGS = "_-/\u200c\u200d"
"""What a tag may hold beside letters, digits and the marks over and under them; joiners, since Persian needs them."""

_LONG, _EDGE = 2 * CONTEXT, 12
"""Code points from which on some words are known by their two edges, each with what is beside it; and of an edge."""

_GROWN = 0.25
"""How much longer or shorter words may have become, as a part of what they were, to be taken for the same ones."""


class Placed(NamedTuple):
    """A note, and where its words stand."""

    note: Note
    place: Place


class Ordered(NamedTuple):
    """The notes of an article, sorted out.

    Attributes:
        whole: those to the article as a whole, in the order in which they were made.
        placed: those to words of the article, in the order of its text; the headline comes first.
        lost: those to words that are no longer there, in the order in which they were made.
    """

    whole: tuple[Note, ...] = ()
    placed: tuple[Placed, ...] = ()
    lost: tuple[Note, ...] = ()


def tags_in(body: str) -> tuple[str, ...]:
    """The words written as ``#tag``, without the hash, each once; a mere number is no tag."""
    tags = filter(None, map(tag_of, _HASHED.findall(body)))
    found: dict[str, str] = {}
    for tag in tags:
        found.setdefault(tag.casefold(), tag)
    return tuple(found.values())


def tag_of(word: str) -> str:
    """The tag that a word begins with, which stands behind a hash; empty if it begins with none."""
    if not word[:1].isalnum() and word[:1] != "_":
        return ""
    tag = "".join(takewhile(_may_be_in_tags, word)).rstrip("/-")
    return tag if any(map(str.isalpha, tag)) else ""


def _may_be_in_tags(character: str) -> bool:
    return character.isalnum() or character in _WITHIN_TAGS or unicodedata.category(character).startswith("M")


def untagged(note: Note) -> str:
    """What a note says beside its tags; empty if nothing."""

    def without(hit: re.Match[str]) -> str:
        tag = tag_of(hit[1])
        return hit[1][len(tag) :].lstrip("/-") if tag else hit[0]

    return " ".join(_HASHED.sub(without, note.body).split())


def is_to_the_whole(note: Note) -> bool:
    """Whether a note is to an article, and not to words of it."""
    return not note.anchor.exact


def order(document: Document, notes: Iterable[Note]) -> Ordered:
    """Sort out the notes of an article by where their words stand in this version of it."""
    whole, placed, lost = [], [], []
    for note in notes:
        place = None if is_to_the_whole(note) else place_of(document, note.anchor)
        if is_to_the_whole(note):
            whole.append(note)
        elif place is None:
            lost.append(note)
        else:
            placed.append(Placed(note, place))
    placed.sort(key=lambda one: (not one.place.in_title, one.place.span, one.note.id))
    return Ordered(tuple(whole), tuple(placed), tuple(lost))


def of_article(article: Article) -> Ordered:
    """The same of an article with its notes."""
    return order(article.document, article.notes)


def place_of(document: Document, anchor: Anchor) -> Place | None:
    """Where the words of a note stand; ``None`` if they are no longer there.

    Of many words some may have changed: they are known by their beginning and their end then.
    """
    place = locate(document, anchor)
    words = anchor.exact
    if place is not None or len(words) < _LONG:
        return place
    at, beside, start = anchor.in_title, _EDGE + CONTEXT, anchor.start + len(words) - _EDGE
    head = Anchor(words[:_EDGE], anchor.prefix, words[_EDGE:beside], anchor.start, at)
    tail = Anchor(words[-_EDGE:], words[-beside:-_EDGE], anchor.suffix, start, at)
    first, last = locate(document, head), locate(document, tail)
    if first is None or last is None:
        return None
    length = last.span.end - first.span.start
    if abs(length - len(words)) > _GROWN * len(words):
        return None
    return Place(anchor.in_title, Span(first.span.start, last.span.end))
