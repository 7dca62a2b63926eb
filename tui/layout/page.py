"""One text to show: headline, byline, what is amiss, and body, with the paragraphs they fall into.

A document keeps its headline apart from its text, and byline and problem are ours. On the screen they are one text.
This module is the only place that knows where each part starts, and so the only one that shifts offsets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from readers.marks.tags import hashed
from tui.layout.paragraphs import Paragraph, safe
from tui.layout.pictures import with_pictures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from readers.model import Document, EntryRow, Span

_WORDS_A_MINUTE = 230

_PREFIXES = {"quote": "▎ ", "caption": "  ", "code": "  ", "table": "  ", "cut": "┊ "}

_RULE = "──── cut from the page ────"


class Page:
    """What is shown of a document.

    Attributes:
        text: headline, byline, what is amiss and body, parted by empty lines; as many code points as its sources have.
        paragraphs: in order; together they hold everything but white space.
        body: where the document's own text starts in ``text``.
        end: where it ends; what was cut follows, if it is shown.
        pictures: the number of each paragraph that names a picture → the index of that picture.
    """

    __slots__ = ("body", "end", "paragraphs", "pictures", "text")

    def __init__(self, document: Document, *, cut: bool = False, row: EntryRow | None = None) -> None:
        """Lay out a document.

        Args:
            document: what to show.
            cut: whether what was removed from its page is shown too, at the end; nothing else changes its place.
            row: the entry that it is of, whose star, tags and feed stand in the head; they take no place among the
                offsets.
        """
        head = []
        paragraphs: list[Paragraph] = []
        at = 0
        problem = " ".join(document.problem.split())
        for kind, part in (("title", document.title), ("byline", byline(document)), ("problem-told", problem)):
            if part:
                head.append(part + "\n\n")
                paragraphs.append(Paragraph(kind, at, at + len(part), gap=0 if paragraphs else 1))
                at += len(part) + 2
        if row is not None and (told := kept(row, document)):
            paragraphs.append(Paragraph("kept", max(0, at - 1), max(0, at - 1), told, "", gap=0 if paragraphs else 1))
        self.body = at
        self.end = at + len(document.text)
        cut_away = "".join(f"\n\n{part}" for part in (_RULE, *document.cut)) if cut and document.cut else ""
        self.text = safe("".join((*head, document.text, cut_away)))
        body, pictures = with_pictures(list(_paragraphs(document, at)), document, at)
        self.pictures = {len(paragraphs) + number: picture for number, picture in pictures.items()}
        paragraphs += body
        paragraphs += (
            paragraph._replace(kind="cut" if number else "cut-rule", gap=1, first=prefix, rest=prefix)
            for number, paragraph in enumerate(_lines(self.text, self.end, len(self.text), 0))
            for prefix in (_PREFIXES["cut"] if number else "",)
        )
        self.paragraphs = tuple(paragraphs)

    def in_text(self, span: Span) -> tuple[int, int]:
        """Where a span of the document's text is on the page."""
        return span.start + self.body, span.end + self.body

    def in_title(self, span: Span) -> tuple[int, int]:
        """Where a span of the headline is on the page."""
        return span.start, span.end

    def to_document(self, offset: int) -> int:
        """The offset into the document's text of a place on the page; 0 for headline and byline."""
        return max(0, min(offset, self.end) - self.body)

    def from_document(self, offset: int) -> int:
        """The place on the page of an offset into the document's text; the very top for 0."""
        return offset + self.body if offset else 0


def byline(document: Document) -> str:
    """Outlet, authors, date and how long it takes to read, as far as they are known; an outlet that signs, once."""
    authors = [author for author in document.authors if author.casefold() != document.site.casefold()]
    parts = [document.site, ", ".join(authors)]
    if document.published:
        when = document.published
        parts.append(f"{when.day}\u00a0{when:%b}\u00a0{when:%Y}, {when:%H:%M}")
    minutes = round(document.text.count(" ") / _WORDS_A_MINUTE)
    if minutes:
        parts.append(f"{minutes}\u00a0min")
    return " · ".join(part for part in parts if part).replace("\n", " ")


def kept(row: EntryRow, document: Document) -> str:
    """Star, tags, and the feed where it is another name than that of the outlet, which stands in the byline."""
    parts = ["★ starred" if row.starred else "", hashed(row.tags)]
    if row.outlet and row.outlet.casefold() != document.site.casefold():
        parts.append(f"in {row.outlet}")
    return safe(" · ".join(filter(None, parts)))


def _paragraphs(document: Document, shift: int) -> Iterator[Paragraph]:
    """The body's paragraphs: its blocks, and whatever text stands outside of them."""
    at = 0
    before = ""
    for block in document.blocks:
        yield from _lines(document.text, at, block.start, shift)
        first, rest = _prefix(block.kind, block.level)
        together = block.kind == before == "list_item"
        yield Paragraph(block.kind, block.start + shift, block.end + shift, first, rest, 0 if together else 1)
        before = block.kind
        at = block.end
    yield from _lines(document.text, at, len(document.text), shift)


def _prefix(kind: str, level: int) -> tuple[str, str]:
    if kind == "list_item":
        indent = "  " * max(0, min(level, 6) - 1)
        return f"{indent}• ", f"{indent}  "
    prefix = _PREFIXES.get(kind, "")
    return prefix, prefix


def _lines(text: str, start: int, end: int, shift: int) -> Iterator[Paragraph]:
    """Each line of a stretch without structure, as a paragraph."""
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if text[start:stop].strip():
            yield Paragraph("paragraph", start + shift, stop + shift)
        start = stop + 1
