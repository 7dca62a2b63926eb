"""Where the reader is in an article: the focused entity, the mention or quote at hand, and the way back.

No widget here: the article view asks this what to show strongly, and tells it which step was taken.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tui.layout import marks as found
from tui.layout.hints import labels
from tui.layout.marks import (
    CARET,
    CURRENT,
    FOCUS,
    HINTED,
    MATCH,
    NOTED,
    PICTURE,
    SELECTED,
    SPEAKER,
    SPEECH,
    WRITTEN,
    Mark,
    Marks,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from readers.model import Annotations, Document, Note
    from tui.layout.page import Page

_SHORTEST_QUOTE, _LONGEST_QUOTE = 12, 60


class Place(NamedTuple):
    """A point to come back to.

    Attributes:
        offset: first code point on the screen.
        entity: the focused entity, or -1.
        mark: the mention or quote at hand.
    """

    offset: int
    entity: int
    mark: Mark | None


class Reading:
    """The state of reading one article.

    Attributes:
        page: what is shown.
        marks: what was found in it.
        entity: id of the focused entity, or -1.
        mark: the mention or quote at hand: where the reader's finger is.
        matches: what a search found, sorted.
        hints: label → the link it opens, which starts where it is first seen on the screen, or the picture it shows.
        notes: the reader's notes, sorted out.
        noted: where the words of notes are on the page, sorted; numbered as the library does.
        caret: the moving end of a selection that is made by keys.
        held: what was selected before the reader was asked for a line, and is shown so meanwhile.
    """

    def __init__(self, page: Page, document: Document, annotations: Annotations | None = None, hidden: int = 0) -> None:
        from readers.marks.notes import order  # noqa: PLC0415  (nothing of it is needed for the first frame)

        self.page = page
        self._document = document
        self._annotations = annotations
        self.entity = -1
        self.mark: Mark | None = None
        self.matches: list[Mark] = []
        self.hints: dict[str, Mark] = {}
        self.back: list[Place] = []
        self.notes = order(document, ())
        self.noted: list[Mark] = []
        self.caret: tuple[int, int] | None = None
        self.held: tuple[int, int] | None = None
        self.marks = Marks(page, document, annotations, hidden)

    def annotate(self, annotations: Annotations | None, hidden: int) -> None:
        """Take other annotations, or show other kinds of them; what is at hand stays if it is still there.

        Entities and quotes may be numbered otherwise then: what is at hand, and what there is to come back to, is known
        again by where it stands.
        """
        before = self.marks
        self._annotations = annotations
        self.marks = Marks(self.page, self._document, annotations, hidden)
        known = {(mark.start, mark.end, bool(mark.bits & found.QUOTE)): mark for mark in self.marks.quotes}
        known |= {(mark.start, mark.end, False): mark for mark in self.marks.mentions}

        def again(mark: Mark | None) -> Mark | None:
            if mark is None or mark.bits & (MATCH | NOTED):
                return mark
            return known.get((mark.start, mark.end, bool(mark.bits & found.QUOTE)))

        def focus(entity: int, mark: Mark | None) -> int:
            mentions = [mark] if mark is not None and mark.number == entity and mark.bits & found.ENTITY else []
            still = (again(mention) for mention in mentions + before.of(entity))
            return next((mention.number for mention in still if mention is not None), -1)

        self.entity, self.mark = focus(self.entity, self.mark), again(self.mark)
        self.back = [Place(at, focus(entity, mark), again(mark)) for at, entity, mark in self.back]

    def turn(self, page: Page, hidden: int) -> None:
        """Show a page of the same document that ends elsewhere."""
        self.page = page
        self.matches = [match for match in self.matches if match.end <= len(page.text)]
        if self.mark is not None and self.mark.end > len(page.text):
            self.mark = None
        self.annotate(self._annotations, hidden)
        self._place_notes()

    def take_notes(self, notes: Iterable[Note]) -> None:
        """Take other notes; the one at hand stays if it is still there."""
        from readers.marks.notes import order  # noqa: PLC0415  (nothing of it is needed for the first frame)

        self.notes = order(self._document, notes)
        self._place_notes()

    def _place_notes(self) -> None:
        self.noted = []
        for note, place in self.notes.placed:
            span = self.page.in_title(place.span) if place.in_title else self.page.in_text(place.span)
            self.noted.append(Mark(*span, NOTED | WRITTEN if note.body else NOTED, note.id))
        if self.mark is not None and self.mark.bits & NOTED:
            self.mark = next((mark for mark in self.noted if mark.number == self.note), None)

    def hide(self, hidden: int) -> None:
        """Show other kinds of marks."""
        self.annotate(self._annotations, hidden)

    @property
    def quote(self) -> int:
        """Index of the quote at hand, or -1."""
        return self.mark.number if self.mark is not None and self.mark.bits & found.QUOTE else -1

    @property
    def note(self) -> int:
        """Number of the note at hand, or 0."""
        return self.mark.number if self.mark is not None and self.mark.bits & NOTED else 0

    def step(self, marks: Sequence[Mark], start: int, *, forward: bool) -> Mark | None:
        """Go to the next or previous of some marks, from an offset; ``None`` if there are none."""
        target = found.after(marks, start) if forward else found.before(marks, start)
        if target is not None:
            self.take(target)
        return target

    def take(self, mark: Mark | None) -> None:
        """Put the finger on a mention, a quote, a note or a match; a mention's entity becomes the focused one."""
        self.mark = mark
        if mark is not None and mark.bits & found.ENTITY:
            self.entity = mark.number

    def let_go(self) -> bool:
        """Look for nothing any more or, if nothing was looked for, focus nothing; gives whether anything was."""
        if self.matches:
            self.matches = []
            if self.mark is not None and self.mark.bits & MATCH:
                self.mark = None
            return True
        held = self.mark is not None or self.entity >= 0
        self.mark, self.entity = None, -1
        return held

    def search(self, query: str) -> int:
        """Find some words, in any case and with any white space between; gives how often they occur."""
        words = [re.escape(word) for word in query.split()]
        pattern = re.compile(r"\s+".join(words), re.IGNORECASE) if words else None
        hits = pattern.finditer(self.page.text) if pattern else ()
        self.matches = [Mark(hit.start(), hit.end(), MATCH, n) for n, hit in enumerate(hits)]
        return len(self.matches)

    def hint(self, start: int, end: int, pictures: Iterable[int] = ()) -> int:
        """Label the web links of a stretch of the page, and some pictures by their index; gives how many there are."""
        paragraphs = {picture: self.page.paragraphs[number].start for number, picture in self.page.pictures.items()}
        found = [Mark(paragraphs[picture], paragraphs[picture], PICTURE, picture) for picture in pictures]
        for number, link in enumerate(self._document.links):
            left, right = link.start + self.page.body, link.end + self.page.body
            if left < end and right > start and link.url.startswith(("http://", "https://")):
                found.append(Mark(max(left, start), right, HINTED, number))
        found.sort()
        self.hints = dict(zip(labels(len(found)), found, strict=False))
        return len(found)

    def strong(self) -> list[tuple[int, int, int]]:
        """``(start, end, bits)`` of everything that is shown strongly now."""
        shown = [(mark.start, mark.end, FOCUS) for mark in self.marks.of(self.entity)]
        shown += [(mark.start, mark.end, MATCH) for mark in self.matches]
        shown += [(mark.start, mark.end, HINTED) for mark in self.hints.values()]
        shown += [(mark.start, mark.end, mark.bits) for mark in self.noted]
        if self.caret is not None:
            shown.append((*self.caret, CARET))
        if self.held is not None:
            shown.append((*self.held, SELECTED))
        if self.quote >= 0 and self.mark is not None:
            shown.append((self.mark.start, self.mark.end, SPEECH))
            shown += [(mark.start, mark.end, SPEAKER) for mark in self.marks.speech(self.quote)]
        elif self.mark is not None:
            shown.append((self.mark.start, self.mark.end, CURRENT))
        return shown

    def told(self, room: int = 120) -> str:
        """What is at hand, in words: ``Donald Trump 3 of 9``, or a quote with who said it and how sure that is.

        Args:
            room: characters it may take; of a quote so much is left out that its speaker is told.
        """
        mark = self.mark
        if mark is None:
            return ""
        if mark.bits & MATCH:
            return f"match {mark.number + 1} of {len(self.matches)}"
        if mark.bits & found.QUOTE:
            return self._told_quote(mark, room)
        if mark.bits & NOTED:
            return self._told_note(mark)
        mentions = self.marks.of(mark.number)
        return f"{self.marks.entities[mark.number].name} {mentions.index(mark) + 1} of {len(mentions)}"

    def _told_note(self, mark: Mark) -> str:
        body = next((one.note.body for one in self.notes.placed if one.note.id == mark.number), "")
        count = f"{self.noted.index(mark) + 1} of {len(self.noted)}"
        return f"note {count} · {body}" if body else f"highlight {count}"

    def _told_quote(self, mark: Mark, room: int) -> str:
        quote = self.marks.said[mark.number]
        said_by = self.marks.speaker(mark.number) or "nobody named"
        if quote.speaker is not None:
            if quote.cue_span is not None:
                start, end = self.page.in_text(quote.cue_span)
                said_by += ", " + " ".join(self.page.text[start:end].split())
            said_by += f" ({quote.confidence:.2f})"
        words = " ".join(self.page.text[mark.start : mark.end].split())
        most = max(_SHORTEST_QUOTE, min(_LONGEST_QUOTE, room - len(said_by) - 6))
        if len(words) > most:
            words = words[:most].rsplit(" ", 1)[0].rstrip(",.;:") + "…"
        return f"{f'“{words}”' if quote.in_marks else words} — {said_by}"
