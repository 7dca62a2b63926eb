"""The article: text with its people, organisations, places and quotes marked.

A line-API widget. The wrap table is made anew only when the width changes; the marks of a paragraph are flattened when
one of its lines is first painted; strips are kept, and a change of focus drops only those of the lines it touches.
Offsets are into the text of the `tui.layout.page.Page`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.layout import marks as found
from tui.layout.page import Page
from tui.layout.paint import GUTTER, Measure, measure, paint
from tui.layout.runs import Run, add_bits, flatten, within
from tui.layout.wrap import Table, clusters
from tui.reading import Place, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events
    from textual.selection import Selection

    from readers.model import Annotations, Article
    from tui.layout.marks import Mark

_LOOKS = (
    (found.PERSON, "person"),
    (found.ORGANISATION, "organisation"),
    (found.PLACE, "place"),
    (found.LINK, "link"),
    (found.DIRECT, "direct"),
    (found.FRAGMENT, "fragment"),
    (found.INDIRECT, "indirect"),
    (found.SPEECH, "speech"),
    (found.SPEAKER, "speaker"),
    (found.FOCUS, "focus"),
    (found.MATCH, "match"),
    (found.CURRENT, "current"),
)
"""From the quiet to the loud: later ones win where they say the same."""

_KINDS = ("title", "byline", "standfirst", "heading", "quote", "caption", "code", "table", "bar", "prefix", "label")
_SELECTED = 1 << 20


class ArticleView(ScrollView, can_focus=True):
    """Shows an article, and steps through what was found in it."""

    ALLOW_SELECT = True
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"article--{name}" for _, name in _LOOKS),
        *(f"article--{name}" for name in _KINDS),
        "article--bar-speech",
    }
    DEFAULT_CSS = """
    ArticleView {
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        & > .article--title { color: $foreground; text-style: bold; }
        & > .article--byline { color: $text-muted; }
        & > .article--standfirst { text-style: italic; }
        & > .article--heading { text-style: bold; color: $heading; }
        & > .article--quote { color: $text-muted; }
        & > .article--caption { color: $text-muted; }
        & > .article--code { color: $text-muted; }
        & > .article--table { color: $foreground; }
        & > .article--prefix { color: $text-muted; }
        & > .article--bar { color: $quote; }
        & > .article--bar-speech { color: $quote-strong; }
        & > .article--label { color: $text-muted; text-style: italic; }
        & > .article--person { color: $person; text-style: bold; }
        & > .article--organisation { color: $organisation; text-style: underline; }
        & > .article--place { color: $place; text-style: italic; }
        & > .article--link { text-style: none; }
        & > .article--direct { background: $quote-background; }
        & > .article--fragment { background: $quote-background; }
        & > .article--indirect { background: $quote-background; }
        & > .article--speech { background: $quote-background-strong; }
        & > .article--speaker { text-style: bold underline; }
        & > .article--focus { background: $focus-background; color: $focus-foreground; text-style: bold; }
        & > .article--match { background: $match-background; color: $match-foreground; text-style: underline; }
        & > .article--current { background: $current-background; color: $current-foreground; text-style: bold; }
    }
    """

    widest: var[int] = var(80)
    """Cells a line of text takes at most."""

    @dataclass
    class Moved(Message):
        """Something else is at hand, or another part is on the screen."""

        view: ArticleView

        @property
        def control(self) -> ArticleView:
            """The view it happened in."""
            return self.view

    @dataclass
    class Opened(Message):
        """A mention was clicked a second time, or Enter pressed on it: the reader wants to know more."""

        view: ArticleView
        entity: int

        @property
        def control(self) -> ArticleView:
            """The view it happened in."""
            return self.view

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.article: Article | None = None
        self.reading: Reading | None = None
        self.hidden = 0
        self.empty = ""
        self._table: Table | None = None
        self._setting: Measure = measure(80, 80)
        self._runs: dict[int, list[Run]] = {}
        self._strips: LRUCache[int, Strip] = LRUCache(1024)
        self._styles: dict[tuple[str, int], Style] = {}
        self._strong: list[tuple[int, int, int]] = []
        self._progress = -1

    # What is shown

    def show(self, article: Article | None, place: int = 0) -> None:
        """Show an article from a place in its document's text on."""
        self.article = article
        self.reading = None
        if article is not None:
            self.reading = Reading(Page(article.document), article.document, article.annotations, self.hidden)
        self._strong = []
        self._wrap(top=self.reading.page.from_document(place) if self.reading and place else 0)
        self._tell()

    def annotate(self, annotations: Annotations | None) -> None:
        """Mark what was found; nothing moves on the screen."""
        if self.reading is not None:
            self.reading.annotate(annotations, self.hidden)
            self._restyle_all()

    def toggle(self, bits: int) -> bool:
        """Show or hide some kinds of marks; gives whether they are shown now."""
        self.hidden ^= bits
        if self.reading is not None:
            self.reading.hide(self.hidden)
            self._restyle_all()
        return not self.hidden & bits

    @property
    def place(self) -> int:
        """The offset into the document's text of what is at the top of the screen."""
        return self.reading.page.to_document(self.top) if self.reading else 0

    @property
    def top(self) -> int:
        """The offset into the page of what is at the top of the screen."""
        lines = self._table.lines if self._table else []
        return lines[min(self.scroll_offset.y, len(lines) - 1)][1] if lines and self.scroll_offset.y else 0

    @property
    def progress(self) -> int:
        """How much of the article has been on the screen, per cent."""
        lines = len(self._table.lines) if self._table else 0
        return min(100, round(100 * (self.scroll_offset.y + self.size.height) / lines)) if lines else 0

    # Stepping

    def step(self, marks: Sequence[Mark], *, forward: bool) -> bool:
        """Go to the next or previous of some marks; gives whether there are any."""
        if self.reading is None:
            return False
        here = self.reading.mark
        outside = self.top - 1 if forward else self.top
        start = here.start if here is not None and self._visible(here.start) else outside
        place = self._here()
        if self.reading.step(marks, start, forward=forward) is None:
            return False
        self.reading.back.append(place)
        self._follow()
        return True

    def take(self, mark: Mark | None, *, remember: bool = True) -> None:
        """Go to a mention, quote or match."""
        if self.reading is not None:
            if remember:
                self.reading.back.append(self._here())
            self.reading.take(mark)
            self._follow()

    def focus_entity(self, entity: int) -> None:
        """Show all mentions of an entity strongly, staying where we are."""
        if self.reading is not None:
            self.reading.mark, self.reading.entity = None, entity
            self._restyle()

    def go_back(self) -> bool:
        """Return to where the last jump was made from; gives whether there was one."""
        if self.reading is None or not self.reading.back:
            return False
        place = self.reading.back.pop()
        self.reading.entity, self.reading.mark = place.entity, place.mark
        self._restyle()
        if self._table is not None:
            self._scroll(self._table.line_of(place.offset) if place.offset else 0)
        self._tell()
        return True

    def let_go(self) -> bool:
        """Focus nothing; gives whether anything was."""
        held = self.reading is not None and self.reading.let_go()
        self._restyle()
        self._tell()
        return held

    def search(self, query: str) -> int:
        """Mark some words wherever they occur, and go to the next; gives how often they do."""
        if self.reading is None:
            return 0
        self.reading.mark = None
        count = self.reading.search(query)
        self._restyle()
        if count:
            self.step(self.reading.matches, forward=True)
        return count

    def move(self, lines: int) -> None:
        """Scroll by some lines."""
        self._scroll(self.scroll_offset.y + lines)

    def go(self, *, end: bool) -> None:
        """To the top or the bottom."""
        if self.reading is not None:
            self.reading.back.append(self._here())
        self._scroll(int(self.max_scroll_y) if end else 0)

    def _here(self) -> Place:
        reading = self.reading
        return Place(self.top, reading.entity if reading else -1, reading.mark if reading else None)

    def _follow(self) -> None:
        """Show what is at hand now, scrolling only if it is out of sight."""
        self._restyle()
        mark = self.reading.mark if self.reading else None
        if mark is not None and self._table is not None and not self._visible(mark.start):
            self._scroll(self._table.line_of(mark.start) - self.size.height // 3)
        self._tell()

    def _visible(self, offset: int) -> bool:
        if self._table is None:
            return False
        return 0 <= self._table.line_of(offset) - self.scroll_offset.y < max(1, self.size.height)

    def _scroll(self, line: int) -> None:
        self.scroll_to(y=max(0, min(line, int(self.max_scroll_y))), animate=False, immediate=True)

    def _tell(self) -> None:
        self._progress = self.progress
        self.post_message(self.Moved(self))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell how far the reader is."""
        super().watch_scroll_y(old_value, new_value)
        if self.progress != self._progress:
            self._tell()

    # Wrapping

    def _wrap(self, top: int) -> None:
        """Make the lines anew for the width there is, with the line of ``top`` first on the screen."""
        self._runs.clear()
        self._strips.clear()
        whole = self.scrollable_content_region.width
        self._setting = measure(whole, self.widest)
        page = self.reading.page if self.reading else None
        self._table = Table(page, self._setting.text) if page and whole else None
        self.virtual_size = Size(whole, len(self._table.lines) + 1 if self._table else 0)
        if self._table is not None:
            self._scroll(self._table.line_of(top) if top else 0)
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Keep the place: what was at the top stays there."""
        if self.scrollable_content_region.width != self._setting.whole or self._table is None:
            self._wrap(self.top)
        elif event.size.height:
            self._tell()

    def watch_widest(self) -> None:
        """Set the text in another width."""
        if self.is_mounted:
            self._wrap(self.top)

    # Painting

    def notify_style_update(self) -> None:
        """Drop what was painted in other colours."""
        super().notify_style_update()
        self._styles.clear()
        self._strips.clear()

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002
        """Paint the selection."""
        self._strips.clear()
        self.refresh()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text, in the document's own lines and not the screen's."""
        page = self.reading.page if self.reading else None
        if page is None:
            return None
        pieces = []
        for number, paragraph in enumerate(page.paragraphs):
            if (span := selection.get_span(number)) is not None:
                start, end = span
                stop = paragraph.end if end < 0 else min(paragraph.end, paragraph.start + end)
                pieces.append(page.text[paragraph.start + start : stop])
        return "\n\n".join(pieces), "\n"

    def _restyle_all(self) -> None:
        self._runs.clear()
        self._strips.clear()
        self._strong = self.reading.strong() if self.reading else []
        self.refresh()
        self._tell()

    def _restyle(self) -> None:
        """Drop and repaint only the lines on which something became strong or quiet."""
        old, self._strong = self._strong, sorted(self.reading.strong()) if self.reading else []
        if self._table is None:
            return
        changed = set(old) ^ set(self._strong)
        lines = {
            line
            for start, end, _ in changed
            for line in range(self._table.line_of(start), self._table.line_of(max(start, end - 1)) + 1)
        }
        for line in lines:
            self._strips.discard(line)
        top, height = self.scroll_offset.y, self.size.height
        regions = [Region(0, line - top, self.size.width, 1) for line in lines if 0 <= line - top < height]
        if regions:
            self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        """The strip of a line of the screen."""
        line = y + self.scroll_offset.y
        strip = self._strips.get(line)
        if strip is None:
            strip = self._strips[line] = self._paint(line)
        return strip

    def _paint(self, line: int) -> Strip:
        if self.reading is None and line == self.size.height // 3:
            return Strip([Segment(self.empty.center(self.size.width), self._look("byline", 0))])
        if self._table is None or self.reading is None or line >= len(self._table.lines):
            return Strip.blank(self.size.width, self._look("", 0))
        number, start, end = self._table.lines[line]
        if number < 0:
            return Strip.blank(self.size.width, self._look("", 0))
        page = self.reading.page
        paragraph = page.paragraphs[number]
        runs = within(self._runs_of(number), start, end)
        for left, right, bits in self._strong:
            if left < end and right > start:
                runs = add_bits(runs, [(left, right)], bits)
        selection = self.text_selection
        if selection is not None and (span := selection.get_span(number)) is not None:
            stop = paragraph.end if span[1] < 0 else paragraph.start + span[1]
            runs = add_bits(runs, [(paragraph.start + span[0], stop)], _SELECTED)
        return paint(
            page.text,
            paragraph,
            number,
            runs,
            setting=self._setting,
            look=self._look,
            label=self._label(runs, start, end),
        )

    def _runs_of(self, number: int) -> list[Run]:
        runs = self._runs.get(number)
        if runs is None and self.reading is not None:
            paragraph = self.reading.page.paragraphs[number]
            runs = flatten(paragraph.start, paragraph.end, self.reading.marks.in_paragraph(number))
            self._runs[number] = runs
        return runs or []

    def _label(self, runs: Iterable[Run], start: int, end: int) -> str:
        """Who speaks in a quote that begins on this line."""
        if self.reading is None or not self._setting.label:
            return ""
        marks = self.reading.marks
        for number in {run.quote: None for run in runs if run.quote >= 0}:
            quote = marks.said[number]
            if start <= quote.start + self.reading.page.body < end and (speaker := marks.speaker(number)):
                return f"— {speaker}{'?' if quote.confidence < found.UNSURE_BELOW else ''}"
        return ""

    def _look(self, kind: str, bits: int) -> Style:
        """The style of a run: component classes laid over each other, each resolved once."""
        key = (kind, bits)
        style = self._styles.get(key)
        if style is None:
            style = self.rich_style
            if kind in _KINDS:
                style += self._part(f"article--{kind}")
            if kind == "bar" and bits:
                style += self._part("article--bar-speech")
            for bit, name in _LOOKS:
                if bits & bit:
                    style += self._part(f"article--{name}")
            if bits & _SELECTED:
                style += self.screen.get_component_rich_style("screen--selection")
            self._styles[key] = style
        return style

    def _part(self, name: str) -> Style:
        """What a component class itself says, its colours laid over the widget's background."""
        said = self.get_component_rich_style(name, partial=True)
        whole = self.get_component_rich_style(name)
        colours = Style(color=whole.color if said.color else None, bgcolor=whole.bgcolor if said.bgcolor else None)
        return said + colours

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Focus the name or the quote under the pointer; a second click on a name opens its card."""
        offset = self._offset_at(event.x, event.y)
        if self.reading is None or offset is None:
            return
        mark = found.at(self.reading.marks.mentions, offset)
        if mark is not None and mark == self.reading.mark:
            self.post_message(self.Opened(self, mark.number))
        mark = mark or found.at(self.reading.marks.quotes, offset)
        if mark is not None:
            self.take(mark)

    def _offset_at(self, x: int, y: int) -> int | None:
        """The code point of the page under a cell of the widget, or ``None``."""
        line = y + self.scroll_offset.y
        if self._table is None or self.reading is None or not 0 <= line < len(self._table.lines):
            return None
        number, start, end = self._table.lines[line]
        if number < 0:
            return None
        page = self.reading.page
        column = x - self._setting.left - GUTTER - len(page.paragraphs[number].first)
        for first, _, cells in clusters(page.text, start, end):
            if column < cells:
                return first if column >= 0 else None
            column -= cells
        return None
