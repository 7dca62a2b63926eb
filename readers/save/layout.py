"""What all formats share: an article's blocks in order, and the marks over each stretch of its text."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

import msgspec

from readers.marks.notes import of_article
from readers.model import Annotations, Article, Block, Document, Entity, Image, Link, Meant, Note, Quote, Span

PEOPLE, ORGANISATIONS, PLACES, OTHERS = "people", "organisations", "places", "others"

GROUPS = {
    "PERSON": PEOPLE,
    "ORG": ORGANISATIONS,
    "GPE": PLACES,
    "LOC": PLACES,
    "FAC": PLACES,
    "NORP": OTHERS,
    "EVENT": OTHERS,
    "LAW": OTHERS,
    "PRODUCT": OTHERS,
    "WORK_OF_ART": OTHERS,
}
"""The kinds of entities that are marked, and what each counts as; dates and amounts are not marked."""

HEADINGS = {PEOPLE: "People", ORGANISATIONS: "Organisations", PLACES: "Places"}
"""The groups that are listed beside an article, in this order."""
UNNAMED = "Speaker not named"

_LINE_ENDS = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_DEEPEST = 10  # beyond, indentation would outgrow the text
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

T = TypeVar("T")


class _Printable(dict[int, str | int]):
    """A table for `str.translate`, filled as characters turn up."""

    def __missing__(self, code: int) -> str | int:
        character = chr(code)
        if character in "\n\t":
            self[code] = code
        elif character in _LINE_ENDS:
            self[code] = "\n"
        elif unicodedata.category(character) in ("Cc", "Cs") or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069:
            self[code] = _REPLACEMENT  # controls, lone surrogates, and what turns the reading direction round
        else:
            self[code] = code
        return self[code]


_printable = _Printable()


def printable(text: str) -> str:
    """The text with every character that could do harm replaced by one that cannot, so that offsets stay.

    Documents of pages and feeds are clean already; a text that was annotated as it is need not be.
    """
    return text.translate(_printable)


def printable_article(article: Article) -> Article:
    """The article with a `printable` headline, text, authors, outlet, problem, pictures, notes and names of others."""
    document, row = article.document, article.row
    return msgspec.structs.replace(
        article,
        document=msgspec.structs.replace(
            document,
            text=printable(document.text),
            title=printable(document.title),
            authors=tuple(printable(author) for author in document.authors),
            site=printable(document.site),
            problem=printable(document.problem),
            images=tuple(
                Image(image.at, image.url, " ".join(printable(image.alt).split()), image.caption)
                for image in document.images
                if web_address(image.url)
            ),
        ),
        notes=tuple(map(_printable_note, article.notes)),
        meant=tuple(Meant(one.entity, printable(one.name), one.confidence) for one in article.meant),
        row=row
        and msgspec.structs.replace(
            row,
            outlet=printable(row.outlet),
            title=printable(row.title),
            tags=tuple(printable(tag) for tag in row.tags),
        ),
    )


def _printable_note(note: Note) -> Note:
    """A note with printable words: as many of them, so that they are found in a printable text."""
    anchor = note.anchor
    return msgspec.structs.replace(
        note,
        anchor=msgspec.structs.replace(
            anchor,
            exact=printable(anchor.exact),
            prefix=printable(anchor.prefix),
            suffix=printable(anchor.suffix),
        ),
        body="\n".join(" ".join(line.split()) for line in printable(note.body).strip().split("\n")),
        tags=tuple(printable(tag) for tag in note.tags),
    )


def headline(article: Article) -> str:
    """The headline on one line; of an article without one, the entry's title or its first words."""
    row_title = article.row.title if article.row else ""
    title = article.document.title or row_title or article.document.text.strip().split("\n", 1)[0][:80]
    return " ".join(title.split())


def outlet(article: Article) -> str:
    """Who published it, or an empty string."""
    return article.document.site or (article.row.outlet if article.row else "")


def published(article: Article) -> datetime | None:
    """When the article was published or, if it does not say, when its entry was."""
    return article.document.published or (article.row.published if article.row else None)


def tags(article: Article) -> tuple[str, ...]:
    """What the reader put the article under, without hashes."""
    return article.row.tags if article.row else ()


def address(article: Article) -> str:
    """Where it was published, if that is an ``http(s)`` address; otherwise an empty string."""
    return web_address(article.document.url or (article.row.link if article.row else ""))


def web_address(url: str) -> str:
    """The address if it is ``http(s)`` and holds nothing that an address cannot; otherwise an empty string."""
    sound = url.lower().startswith(("http://", "https://")) and url.isprintable() and not set(url) & set(' <>"')
    return url if sound else ""


def blocks(document: Document) -> Iterator[Block]:
    """The blocks of a document in order, none empty; each line of text outside of them is a paragraph."""
    at = 0
    for block in document.blocks:
        yield from _paragraphs(document.text, at, block.start)
        start, end = trimmed(document.text, max(at, block.start), block.end)
        if start < end:
            yield Block(block.kind, start, end, block.level)
        at = max(at, block.end)
    yield from _paragraphs(document.text, at, len(document.text))


def depth(item: Block, before: int) -> int:
    """How deep a list item stands, from 1: at most one deeper than the item before, since it needs a parent."""
    return min(max(1, item.level), before + 1, _DEEPEST)


def lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines of a stretch of text as trimmed spans; empty ones are left out."""
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        first, last = trimmed(text, start, stop)
        if first < last:
            yield first, last
        start = stop + 1


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without white space at its ends."""
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    return start, max(start, start + len(inside.strip()))


def _paragraphs(text: str, start: int, end: int) -> Iterator[Block]:
    for first, last in lines(text, start, end):
        yield Block("paragraph", first, last)


class Stretch(NamedTuple, Generic[T]):
    """A piece of text that something belongs to."""

    start: int
    end: int
    of: T


class Run(NamedTuple):
    """A piece of text over which nothing changes.

    Attributes:
        start: first code point.
        end: one past the last.
        mention: the mention it lies in, whole or in part.
        quote: the quote it lies in; the inner one, if one holds another.
        link: the hyperlink it lies in.
        note: the number of the note to it, counted from 1 in the order of the text; the inner one of several.
        ends: the numbers of the notes whose words end with it.
    """

    start: int
    end: int
    mention: Stretch[Entity] | None
    quote: Quote | None
    link: Link | None
    note: int | None = None
    ends: tuple[int, ...] = ()


class Marks:
    """Mentions, quotes, links and notes over an article's text, to be walked through stretch by stretch."""

    def __init__(self, article: Article) -> None:
        found = article.annotations or Annotations("")
        end = len(article.document.text)
        self._mentions = _flat(
            Stretch(span.start, span.end, Stretch(span.start, span.end, entity))
            for entity in found.entities
            if entity.kind in GROUPS
            for span in entity.mentions
            if span.end <= end
        )
        self._quotes = _flat(
            Stretch(piece.start, piece.end, quote) for quote in found.quotes for piece in pieces(quote)
        )
        self._links = _flat(Stretch(link.start, link.end, link) for link in article.document.links)
        noted = [
            Stretch(one.place.span.start, one.place.span.end, number)
            for number, one in enumerate(of_article(article).placed, start=1)
            if not one.place.in_title
        ]
        self._notes = _flat(noted)
        self._ends: dict[int, tuple[int, ...]] = {}
        for one in noted:
            end = trimmed(article.document.text, one.start, one.end)[1]  # white space may lie between two blocks
            self._ends[end] = (*self._ends.get(end, ()), one.of)

    def runs(self, start: int, end: int) -> Iterator[Run]:
        """The runs of ``[start, end)``, in order and without gaps."""
        layers = (
            _within(self._mentions, start, end),
            _within(self._quotes, start, end),
            _within(self._links, start, end),
            _within(self._notes, start, end),
        )
        edges = {start, end, *(edge for edge in self._ends if start < edge < end)}
        for layer in layers:
            edges.update(edge for stretch in layer for edge in (stretch.start, stretch.end) if start < edge < end)
        points = sorted(edges)
        mentions, quotes, links, notes = layers
        mention, quote, link, note = _Pointer(mentions), _Pointer(quotes), _Pointer(links), _Pointer(notes)
        for first, last in pairwise(points):
            ends = self._ends.get(last, ())
            yield Run(first, last, mention.at(first), quote.at(first), link.at(first), note.at(first), ends)


def parted(runs: Iterable[Run]) -> Iterator[tuple[list[Run], tuple[int, ...]]]:
    """Runs up to where the words of notes end, each time with the numbers of these notes."""
    part: list[Run] = []
    for run in runs:
        part.append(run)
        if run.ends:
            yield part, run.ends
            part = []
    if part:
        yield part, ()


class _Pointer(Generic[T]):
    """Walks forward through sorted stretches that do not overlap."""

    def __init__(self, stretches: Sequence[Stretch[T]]) -> None:
        self._stretches = stretches
        self._index = 0

    def at(self, point: int) -> T | None:
        while self._index < len(self._stretches) and self._stretches[self._index].end <= point:
            self._index += 1
        if self._index < len(self._stretches) and self._stretches[self._index].start <= point:
            return self._stretches[self._index].of
        return None


def pieces(quote: Quote) -> tuple[Span, ...]:
    """The stretches of a quote; one, if it does not run over several paragraphs."""
    return quote.pieces or (Span(quote.start, quote.end),)


def _flat(stretches: Iterable[Stretch[T]]) -> list[Stretch[T]]:
    """Stretches that do not overlap: where they did, the one that began later is kept."""
    flat: list[Stretch[T]] = []
    open_: list[Stretch[T]] = []  # outermost first
    at = 0

    def advance(to: int) -> None:
        nonlocal at
        while open_ and at < to:
            until = min(to, open_[-1].end)
            if at < until:
                flat.append(Stretch(at, until, open_[-1].of))
                at = until
            if open_[-1].end <= at:
                open_.pop()
        at = max(at, to)

    for stretch in sorted(stretches, key=lambda one: (one.start, -one.end)):
        if stretch.start < stretch.end:
            advance(stretch.start)
            open_.append(stretch)
    advance(max((stretch.end for stretch in open_), default=0))
    return flat


def _within(stretches: Sequence[Stretch[T]], start: int, end: int) -> Sequence[Stretch[T]]:
    first = bisect_right(stretches, start, key=lambda one: one.end)
    last = bisect_left(stretches, end, key=lambda one: one.start)
    return stretches[first:last]


def names(article: Article, group: str) -> list[tuple[str, int]]:
    """Who of a group is in an article, each with how often it is mentioned, headline included."""
    found = article.annotations.entities if article.annotations else ()
    return [
        (printable(entity.name), len(entity.mentions) + len(entity.title_mentions))
        for entity in found
        if GROUPS.get(entity.kind) == group
    ]


def quotes_by_speaker(annotations: Annotations) -> list[tuple[str, list[Quote]]]:
    """Quotes under the names of their speakers, in the order in which these first speak; last, under "", the rest."""
    speakers = {entity.id: printable(entity.name) for entity in annotations.entities}
    found: dict[str, list[Quote]] = {}
    for quote in annotations.quotes:
        found.setdefault(speakers.get(quote.speaker, "") if quote.speaker is not None else "", []).append(quote)
    return sorted(found.items(), key=lambda one: one[0] == "")


def speaker(article: Article, quote: Quote) -> str:
    """Who said a quote: the name, else what the text calls them, else nothing."""
    found = article.annotations or Annotations("")
    name = next((entity.name for entity in found.entities if entity.id == quote.speaker), "")
    span = quote.speaker_span
    return " ".join(printable(name or (article.document.text[span.start : span.end] if span else "")).split())


def said(quote: Quote, text: str) -> str:
    """The words of a quote on one line; those between the pieces of a long one are left out."""
    return " ".join(" ".join(text[piece.start : piece.end] for piece in pieces(quote)).split())


def attribution(quote: Quote, text: str) -> str:
    """What the text says of who speaks and how, in its order: ``she said``; empty if nothing."""
    spans = sorted(span for span in (quote.speaker_span, quote.cue_span) if span)
    return " ".join(" ".join(text[span.start : span.end] for span in spans).split())
