"""Selecting in the article, by the mouse or by keys: it is Textual's own selection either way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Offset
from textual.selection import Selection

from tui.layout import motions
from tui.layout.motions import Caret
from tui.layout.paint import GUTTER
from tui.widgets.article_canvas import ArticleCanvas

if TYPE_CHECKING:
    from tui.layout.motions import Stretch, Units
    from tui.layout.page import Page
    from tui.state.reading import Reading


class ArticleSelection(ArticleCanvas):
    """An article in which something can be selected.

    Attributes:
        caret: what the moving keys move while something is selected by keys; ``None`` otherwise.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.caret: Caret | None = None
        self._painted: Stretch | None = None
        self._held: tuple[Reading, Stretch | None, Caret | None] | None = None

    @property
    def selecting(self) -> bool:
        """Whether the moving keys move the end of a selection."""
        return self.caret is not None

    @property
    def selected(self) -> tuple[int, int] | None:
        """What is selected: the first code point of the page, and one past the last.

        White space at the ends is left out.
        """
        stretch, page = self._stretch(self.text_selection), self._page
        if stretch is None or page is None:
            return None
        start, end = stretch
        words = page.text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        return (start, end) if start < end else None

    @property
    def told_selection(self) -> str:
        """How much is selected, in words; empty if nothing is."""
        selected, page = self.selected, self._page
        if page is None or (selected is None and not self.selecting):
            return ""
        count = motions.count_words(page, *selected) if selected else 0
        words = f"{count} {'word' if count == 1 else 'words'}"
        return f"selecting · {words}" if self.selecting else f"{words} selected"

    # By keys

    def start_selecting(self) -> bool:
        """Select what is at hand, else the first word on the screen; gives whether there is anything to select.

        What was selected by the mouse is taken as it is. From now on the moving keys move the end.
        """
        page = self._page
        stretch = self.selected or self._at_hand() or self._first_word()
        if page is None or stretch is None:
            return False
        self._hold(motions.begin(page, *stretch))
        return True

    def stop_selecting(self) -> bool:
        """Select nothing; gives whether anything was."""
        held = self.selecting or self.text_selection is not None
        if held:
            self._hold(None)
        return held

    def hold_selection(self) -> None:
        """Keep showing what is selected: an input line takes Textual's own selection away with every letter."""
        if self.reading is not None:
            self._held = (self.reading, self.selected, self.caret)
            self.reading.held = self.selected
            self.restyle()

    def release_selection(self, *, again: bool) -> None:
        """Leave off showing it; select it again if it is wanted."""
        held, self._held = self._held, None
        if held is None or held[0] is not self.reading:
            return
        reading, selected, caret = held
        reading.held = None
        self.restyle()
        # When the line has gone, which takes the selection away once more.
        if again and caret is not None:
            self.call_after_refresh(self._hold, caret)
        elif again and selected is not None:
            self.call_after_refresh(self.select_stretch, *selected)

    def extend(self, units: Units, *, forward: bool) -> None:
        """Select a unit more or less."""
        if self.caret is not None and self._page is not None:
            go = motions.forward if forward else motions.backward
            self._go(go(self._page, self.caret, units))

    def extend_to_end(self, units: Units) -> None:
        """Select up to the end of a unit."""
        if self.caret is not None and self._page is not None:
            self._go(motions.to_end(self._page, self.caret, units))

    def extend_by_character(self, *, forward: bool) -> None:
        """Select a character more or less."""
        if self.caret is not None and self._page is not None:
            go = motions.right if forward else motions.left
            self._go(go(self._page, self.caret))

    def extend_by_lines(self, lines: int) -> None:
        """Move the end by some lines of the screen, keeping its column."""
        table, caret = self._table, self.caret
        if table is None or caret is None:
            return
        here = table.line_of(caret.head)
        column = caret.column if caret.column >= 0 else self._column(here, caret.head)
        step = 1 if lines > 0 else -1
        at = target = here
        while lines and 0 <= (at := at + step) < len(table.lines):
            if table.lines[at][1] < table.lines[at][2]:  # no empty one
                target = at
                lines -= step
        self._go(self._offset_in(target, column), column)

    def extend_to_edge(self, *, end: bool, of_page: bool = False) -> None:
        """Move the end to an end of its line, or of the whole page."""
        table, caret, page = self._table, self.caret, self._page
        if table is None or caret is None or page is None or not table.lines:
            return
        _, first, last = table.lines[table.line_of(caret.head)]
        if of_page:
            first, last = page.paragraphs[0].start, page.paragraphs[-1].end
        self._go(max(first, last - 1) if end else first)

    def turn_selection(self) -> None:
        """Let the other end move."""
        if self.caret is not None and self._page is not None:
            self.caret = motions.turned(self._page, self.caret)
            self._go(self.caret.head)

    @property
    def _page(self) -> Page | None:
        return self.reading.page if self.reading else None

    def _at_hand(self) -> Stretch | None:
        mark = self.reading.mark if self.reading else None
        return (mark.start, mark.end) if mark is not None else None

    def _first_word(self) -> Stretch | None:
        page, (start, _) = self._page, self.stretch
        if page is None:
            return None
        units = (one for each in page.paragraphs for one in motions.words(page, each) if one[0] >= start)
        return next(units, None)

    def _go(self, head: int, column: int = -1) -> None:
        """Move the end, and keep it on the screen."""
        if self.caret is None or self._page is None or self._table is None:
            return
        head = motions.character(self._page, head)[0]
        self._hold(self.caret._replace(head=head, column=column))
        line, top, height = self._table.line_of(head), self.scroll_offset.y, self.size.height
        if line < top:
            self.scroll_to_line(line if line > 1 else 0)
        elif line >= top + height:
            self.scroll_to_line(line - height + 1)

    def _hold(self, caret: Caret | None) -> None:
        self.caret = caret
        if caret is None or self._page is None:
            self.screen.clear_selection()
        else:
            self.select_stretch(*motions.span(self._page, caret))

    def select_stretch(self, start: int, end: int) -> None:
        """Select a stretch of the page."""
        self.screen.selections = {self: Selection(self._place(start), self._place(end))}

    def _column(self, line: int, offset: int) -> int:
        """The cell of a line's text at which a code point is drawn, from the left edge of the text."""
        table, page = self._table, self._page
        if table is None or page is None:
            return 0
        number, start, _ = table.lines[line]
        return motions.cells(page, number, start, offset)

    def _offset_in(self, line: int, column: int) -> int:
        """The code point of a line that is drawn at a cell, or its last one."""
        table, page = self._table, self._page
        if table is None or page is None:
            return 0
        number, start, end = table.lines[line]
        return motions.in_cell(page, number, start, end, column)

    # Textual's selection, which counts in paragraphs

    def _place(self, offset: int) -> Offset:
        page = self._page
        if page is None:
            return Offset(0, 0)
        number = motions.paragraph_at(page, offset)
        paragraph = page.paragraphs[number]
        return Offset(min(offset, paragraph.end) - paragraph.start, number)

    def selection_at(self, x: int, y: int) -> Offset | None:
        """Where a selection begins or ends that is drawn from or to a cell of the widget.

        Beside the text that is the nearer end of the line, on an empty line the beginning of the next one, below the
        text its end. Textual takes what has no text for the very beginning or end of everything.
        """
        table, page = self._table, self._page
        if table is None or page is None or not table.lines:
            return None
        line = y + self.scroll_offset.y
        if line >= len(table.lines):
            return self._place(page.paragraphs[-1].end)
        number, start, end = table.lines[line]
        if number < 0:
            return self._place(start)
        column = x - self._setting.left - GUTTER
        past = column >= self._column(line, end)
        offset = end if past else self._offset_in(line, column) if column > 0 else start
        return Offset(offset - page.paragraphs[number].start, number)

    def _stretch(self, selection: Selection | None) -> Stretch | None:
        page = self._page
        if page is None or selection is None:
            return None
        spans = [
            (paragraph.start + span[0], paragraph.end if span[1] < 0 else min(paragraph.end, paragraph.start + span[1]))
            for number, paragraph in enumerate(page.paragraphs)
            if (span := selection.get_span(number)) is not None and paragraph.start < paragraph.end
        ]
        return (spans[0][0], spans[-1][1]) if spans else None

    def selection_updated(self, selection: Selection | None) -> None:
        """Paint what is selected now; if it was not selected by keys, they go on from there."""
        stretch, page = self._stretch(selection), self._page
        if self.caret is not None and page is not None:
            if stretch is None:
                self.caret = None
            elif stretch != motions.span(page, self.caret):
                self.caret = motions.begin(page, *stretch) if stretch[0] < stretch[1] else None
        if self.reading is not None:
            self.reading.caret = motions.character(page, self.caret.head) if page and self.caret else None
        self._repaint(self._painted, stretch)
        self._painted = stretch
        self.restyle()

    def _repaint(self, old: Stretch | None, new: Stretch | None) -> None:
        """Paint anew the lines on which something is selected now that was not, or the other way round."""
        if old is None or new is None:
            changed = [one for one in (old, new) if one is not None]
        else:
            changed = [(min(pair), max(pair)) for pair in zip(old, new, strict=True) if pair[0] != pair[1]]
        self.restyle_stretches(changed)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text, in the document's own lines and not the screen's."""
        page = self._page
        if page is None:
            return None
        pieces = []
        for number, paragraph in enumerate(page.paragraphs):
            if (span := selection.get_span(number)) is not None and paragraph.start < paragraph.end:
                start, end = span
                stop = paragraph.end if end < 0 else min(paragraph.end, paragraph.start + end)
                pieces.append(page.text[paragraph.start + start : stop])
        return "\n\n".join(pieces), "\n"
