"""Drawing an article line by line.

The wrap table is made anew only when the width changes; the marks of a paragraph are flattened when one of its lines
is first painted; strips are kept, and a change of focus drops only those of the lines it touches. Offsets are into the
text of the `tui.layout.page.Page`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.reactive import var
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.layout import marks as found
from tui.layout.hints import over
from tui.layout.paint import GUTTER, Measure, measure, paint
from tui.layout.runs import Run, add_bits, flatten, within
from tui.layout.wrap import Table, clusters
from tui.looks import styles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.style import Style
    from textual import events

    from tui.state.reading import Reading

_LOOKS = (
    (found.PERSON, "person"),
    (found.ORGANISATION, "organisation"),
    (found.PLACE, "place"),
    (found.LINK, "link"),
    (found.HINTED, "hinted"),
    (found.DIRECT, "direct"),
    (found.FRAGMENT, "fragment"),
    (found.INDIRECT, "indirect"),
    (found.TURN, "turn"),
    (found.SPEECH, "speech"),
    (found.SPEAKER, "speaker"),
    (found.NOTED, "noted"),
    (found.FOCUS, "focus"),
    (found.MATCH, "match"),
    (found.CURRENT, "current"),
    (found.SELECTED, "selected"),
    (found.CARET, "caret"),
)
"""From the quiet to the loud: later ones win where they say the same."""

_WRITTEN = "✎"
"""The sign of a note that says something."""


class ArticleCanvas(ScrollView):
    """Wraps and paints; what is read and what is strong is said by `reading`."""

    ALLOW_SELECT = True
    DEFAULT_CSS = """
    ArticleCanvas {
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
    }
    """

    widest: var[int] = var(80)
    """Cells a line of text takes at most."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.reading: Reading | None = None
        self.empty = ""
        self._table: Table | None = None
        self._top = 0
        self._wrapped = Size(0, 0)
        self._setting: Measure = measure(80, 80)
        self._runs: dict[int, list[Run]] = {}
        self._strips: LRUCache[int, Strip] = LRUCache(1024)
        self._styles: dict[tuple[str, int], Style] = {}
        self._strong: list[tuple[int, int, int]] = []

    @property
    def top(self) -> int:
        """The offset into the page of what the reader has put at the top of the screen; 0 for the very top.

        On a screen so large that the text cannot be scrolled so far, it is not at the top, but it will be again when
        the screen is smaller.
        """
        return self._top

    @property
    def first_shown(self) -> int:
        """The offset into the page of what is at the top of the screen."""
        lines = self._table.lines if self._table else []
        return lines[min(self.scroll_offset.y, len(lines) - 1)][1] if lines and self.scroll_offset.y else 0

    @property
    def progress(self) -> int:
        """How far the reader is, per cent: 0 at the top, 100 at the end or if all of it is on the screen."""
        lines = len(self._table.lines) if self._table else 0
        below = lines - self.size.height
        return min(100, round(100 * self.scroll_offset.y / below)) if below > 0 else 100 if lines else 0

    @property
    def text_width(self) -> int:
        """Cells a line of text takes at most here and now."""
        return self._setting.text

    @property
    def stretch(self) -> tuple[int, int]:
        """The first code point of the page on the screen, and one past the last."""
        lines = self._table.lines if self._table else []
        seen = lines[self.scroll_offset.y : self.scroll_offset.y + self.size.height]
        return (seen[0][1], seen[-1][2]) if seen else (0, 0)

    # Wrapping

    def wrap(self, top: int) -> None:
        """Make the lines anew for the width there is, with the line of ``top`` first on the screen."""
        self._runs.clear()
        self._strips.clear()
        self._top = top
        whole = self.scrollable_content_region.width
        self._setting = measure(whole, self.widest)
        page = self.reading.page if self.reading else None
        self._table = Table(page, self._setting.text) if page and whole else None
        self.virtual_size = Size(whole, len(self._table.lines) + 1 if self._table else 0)
        self._keep_top()
        self.refresh()

    def _keep_top(self) -> None:
        """Scroll to where the reader was, in lines that may be others now."""
        self._wrapped = Size(0, 0)
        if self._table is not None:
            self.scroll_to_line(self._table.line_of(self._top) if self._top else 0)
        self._wrapped = self.size

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002
        """Keep the place: what was at the top stays there."""
        if self.scrollable_content_region.width != self._setting.whole or self._table is None:
            self.wrap(self._top)
        else:
            self._keep_top()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember the place, if it is the reader who scrolls and not a change of size."""
        super().watch_scroll_y(old_value, new_value)
        if self.size == self._wrapped:
            self._top = self.first_shown

    def watch_widest(self) -> None:
        """Set the text in another width."""
        if self.is_mounted:
            self.wrap(self.top)

    def scroll_to_line(self, line: int) -> None:
        """Put a line at the top of the screen, as far as there is text below it."""
        # By force, for Textual does not scroll what had no scrollbar in the last frame, as the first article has none.
        self.scroll_to(y=max(0, min(line, int(self.max_scroll_y))), animate=False, immediate=True, force=True)

    def reveal(self, offset: int) -> None:
        """Put a code point on the screen, a third down, unless it is there already."""
        if self._table is not None and not self.shows(offset):
            self.scroll_to_line(self._table.line_of(offset) - self.size.height // 3)

    def reveal_at_top(self, offset: int) -> None:
        """Put a code point at the top of the screen."""
        if self._table is not None:
            self.scroll_to_line(self._table.line_of(offset) if offset else 0)

    def shows(self, offset: int) -> bool:
        """Whether a code point is on the screen."""
        if self._table is None:
            return False
        return 0 <= self._table.line_of(offset) - self.scroll_offset.y < max(1, self.size.height)

    def offset_at(self, x: int, y: int) -> int | None:
        """The code point under a cell of the widget, or ``None``."""
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

    # Painting

    def restyle_all(self) -> None:
        """Paint everything anew: other marks."""
        self._runs.clear()
        self._strips.clear()
        self._strong = sorted(self.reading.strong()) if self.reading else []
        self.refresh()

    def restyle(self) -> None:
        """Paint anew only the lines on which something became strong or quiet."""
        old, self._strong = self._strong, sorted(self.reading.strong()) if self.reading else []
        self.restyle_stretches((start, end) for start, end, _ in set(old) ^ set(self._strong))

    def restyle_stretches(self, stretches: Iterable[tuple[int, int]]) -> None:
        """Paint anew the lines of some stretches of the page."""
        if self._table is None:
            return
        top, height, width = self.scroll_offset.y, self.size.height, self.size.width
        regions = []
        for start, end in stretches:
            first, last = self._table.line_of(start), self._table.line_of(max(start, end - 1))
            for line in range(first, last + 1):
                self._strips.discard(line)
            first, last = max(first, top), min(last, top + height - 1)
            if first <= last:
                regions.append(Region(0, first - top, width, last - first + 1))
        if regions:
            self.refresh(*regions)

    def notify_style_update(self) -> None:
        """Drop what was painted in other colours."""
        super().notify_style_update()
        self._styles.clear()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        """The strip of a line of the screen."""
        line = y + self.scroll_offset.y
        strip = self._strips.get(line)
        if strip is None:
            strip = self._strips[line] = self._paint(line)
        return strip

    def _paint(self, line: int) -> Strip:
        plain = self._look("", 0)
        if self.reading is None and line == self.size.height // 3:
            return Strip([Segment(self.empty.center(self.size.width), self._look("byline", 0))])
        if self._table is None or self.reading is None or line >= len(self._table.lines):
            return Strip.blank(self.size.width, plain)
        number, start, end = self._table.lines[line]
        if number < 0:
            return Strip.blank(self.size.width, plain)
        page = self.reading.page
        paragraph = page.paragraphs[number]
        runs = within(self._runs_of(number), start, end)
        sign = ""
        for left, right, bits in self._strong:
            if left < end and right > start:
                runs = add_bits(runs, [(left, right)], bits)
                sign = _WRITTEN if bits & found.WRITTEN and left >= start else sign
        selection = self.text_selection
        if selection is not None and (span := selection.get_span(number)) is not None:
            stop = paragraph.end if span[1] < 0 else paragraph.start + span[1]
            runs = add_bits(runs, [(paragraph.start + span[0], stop)], found.SELECTED)
        label = self._label(runs, start, end)
        strip = paint(
            page.text, paragraph, number, runs, setting=self._setting, look=self._look, label=label, sign=sign
        )
        return over(strip, self._hints_on(number, start, end), self._look("hint", 0)) if self.reading.hints else strip

    def _hints_on(self, number: int, start: int, end: int) -> list[tuple[int, str]]:
        """Cell and label of the links that begin on a line of a paragraph, and of the picture that it names."""
        if self.reading is None:
            return []
        page, paragraph = self.reading.page, self.reading.page.paragraphs[number]
        left = self._setting.left + GUTTER
        text = left + cell_len(paragraph.first)
        picture = page.pictures.get(number, -1) if start == paragraph.start else -1
        return [
            (left, label) if mark.bits & found.PICTURE else (text + cell_len(page.text[start : mark.start]), label)
            for label, mark in self.reading.hints.items()
            if (mark.number == picture if mark.bits & found.PICTURE else start <= mark.start < end)
        ]

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
        """The style of a run: looks laid over each other, each sum worked out once."""
        key = (kind, bits)
        style = self._styles.get(key)
        if style is None:
            names = [kind, *(name for bit, name in _LOOKS if bits & bit)]
            style = self._styles[key] = self.rich_style + styles.style(self.app.theme_variables, *names)
        return style
