"""What was found in a document, shifted onto the page and ready to be painted and stepped through."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from readers.model import Annotations, Document, Entity, Quote
    from tui.layout.page import Page

# What a stretch of text is, as bits, so that overlapping layers add up to one small number: the key to its style.
PERSON = 1
ORGANISATION = 2
PLACE = 4
OTHER = 8
DIRECT = 16
FRAGMENT = 32
INDIRECT = 64
TURN = 128
LINK = 256
FOCUS = 512
CURRENT = 1024
SPEECH = 2048
SPEAKER = 4096
MATCH = 8192
HINTED = 16384
NOTED = 1 << 17
PICTURE = 1 << 18
WRITTEN = 1 << 19
SELECTED = 1 << 20
CARET = 1 << 21

ENTITY = PERSON | ORGANISATION | PLACE | OTHER
QUOTE = DIRECT | FRAGMENT | INDIRECT | TURN

UNSURE_BELOW = 0.6
"""A speaker of less confidence than this is shown with a question mark."""

_KINDS = {"PERSON": PERSON, "ORG": ORGANISATION, "GPE": PLACE, "LOC": PLACE, "FAC": PLACE}
_QUOTES = {"direct": DIRECT, "fragment": FRAGMENT, "indirect": INDIRECT, "turn": TURN}
_AMOUNTS = frozenset(("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL"))


def kind_of(entity: Entity) -> int:
    """The bit of an entity's kind; 0 for dates and amounts, which are no one and nothing to be read about."""
    return 0 if entity.kind in _AMOUNTS else _KINDS.get(entity.kind, OTHER)


class Mark(NamedTuple):
    """A span of the page and what it is.

    Attributes:
        start: first code point of the page's text.
        end: one past the last.
        bits: what it is.
        number: the entity's id, or the quote's index in the annotations.
    """

    start: int
    end: int
    bits: int
    number: int


class Marks:
    """The marks of one page.

    Attributes:
        mentions: of all entities that are shown, sorted.
        quotes: where each quote starts and ends, sorted.
        entities: id → entity.
        said: the annotations' quotes, in their order.
    """

    def __init__(self, page: Page, document: Document, annotations: Annotations | None, hidden: int = 0) -> None:
        """Gather the marks.

        Args:
            page: what is shown.
            document: what the spans are of.
            annotations: what was found; ``None`` if that is not known yet.
            hidden: bits of the kinds that the reader does not want to see.
        """
        entities: Sequence[Entity] = annotations.entities if annotations else ()
        self.entities = {entity.id: entity for entity in entities}
        self.said: Sequence[Quote] = annotations.quotes if annotations else ()
        self._page = page
        self._of: dict[int, list[Mark]] = {}
        for entity in entities:
            if (bits := kind_of(entity)) and not bits & hidden:
                spans = [page.in_title(span) for span in entity.title_mentions]
                spans += [page.in_text(span) for span in entity.mentions]
                self._of[entity.id] = [Mark(start, end, bits, entity.id) for start, end in spans]
        self.mentions = sorted(mark for marks in self._of.values() for mark in marks)
        self.quotes: list[Mark] = []
        pieces: list[Mark] = []
        for number, quote in enumerate(self.said):
            bits = _QUOTES[quote.kind]
            if bits & hidden:
                continue
            self.quotes.append(Mark(quote.start + page.body, quote.end + page.body, bits, number))
            pieces += [Mark(*page.in_text(piece), bits, number) for piece in quote.pieces] or [self.quotes[-1]]
        links = [Mark(link.start + page.body, link.end + page.body, LINK, n) for n, link in enumerate(document.links)]
        self._paragraphs = _by_paragraph(page, (*self.mentions, *pieces, *links))

    def of(self, entity: int) -> list[Mark]:
        """An entity's mentions, in the order of the page."""
        return self._of.get(entity, [])

    def in_paragraph(self, number: int) -> list[Mark]:
        """All marks that touch a paragraph."""
        return self._paragraphs.get(number, [])

    def speech(self, number: int) -> list[Mark]:
        """The words that attribute a quote: what the text calls the speaker, and the cue."""
        quote = self.said[number]
        spans = [span for span in (quote.speaker_span, quote.cue_span) if span is not None]
        return [Mark(*self._page.in_text(span), SPEAKER, number) for span in spans]

    def speaker(self, number: int) -> str:
        """Who said a quote: the name, else what the text calls them, else nothing."""
        quote = self.said[number]
        if quote.speaker is not None and quote.speaker in self.entities:
            return self.entities[quote.speaker].name
        if quote.speaker_span is not None:
            start, end = self._page.in_text(quote.speaker_span)
            return self._page.text[start:end].replace("\n", " ")
        return ""


def _by_paragraph(page: Page, marks: Iterable[Mark]) -> dict[int, list[Mark]]:
    starts = [paragraph.start for paragraph in page.paragraphs]
    found: dict[int, list[Mark]] = {}
    for mark in marks:
        number = max(0, bisect_right(starts, mark.start) - 1)
        while number < len(starts) and starts[number] < mark.end:
            found.setdefault(number, []).append(mark)
            number += 1
    return found


def after(marks: Sequence[Mark], offset: int) -> Mark | None:
    """The first mark that starts behind an offset; from the top again if there is none."""
    if not marks:
        return None
    at = bisect_right(marks, offset, key=lambda mark: mark.start)
    return marks[at % len(marks)]


def before(marks: Sequence[Mark], offset: int) -> Mark | None:
    """The last mark that starts before an offset; from the bottom again if there is none."""
    if not marks:
        return None
    return marks[bisect_left(marks, offset, key=lambda mark: mark.start) - 1]


def at(marks: Sequence[Mark], offset: int) -> Mark | None:
    """The mark that covers an offset."""
    number = bisect_right(marks, offset, key=lambda mark: mark.start) - 1
    # Quotes may lie within quotes: the innermost is the one that starts last.
    for mark in reversed(marks[max(0, number - 8) : number + 1]):
        if mark.start <= offset < mark.end:
            return mark
    return None
