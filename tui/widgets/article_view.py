"""The article: text with its people, organisations, places and quotes marked, and steps from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from rich.cells import cell_len
from textual.message import Message
from textual.selection import Selection

from tui.layout import marks as found
from tui.layout import motions
from tui.layout.page import Page
from tui.layout.paint import GUTTER
from tui.layout.pictures import nearest, places
from tui.state.reading import Place, Reading
from tui.widgets.article_selection import ArticleSelection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.selection import Selection

    from readers.model import Annotations, Article, EntryRow, Note
    from tui.layout.marks import Mark


class ArticleView(ArticleSelection, can_focus=True):
    """Shows an article, and steps through what was found in it.

    Attributes:
        article: what is shown, or ``None``.
        hidden: bits of the kinds of marks that are not shown.
    """

    class Moved(Message):
        """Something else is at hand, or another part is on the screen."""

        def __init__(self, view: ArticleView) -> None:
            super().__init__()
            self.view = view

        @property
        def control(self) -> ArticleView:
            """The view it happened in."""
            return self.view

    class Opened(Message):
        """A name at hand was clicked once more: the reader wants to know more about it."""

        def __init__(self, view: ArticleView, entity: int) -> None:
            super().__init__()
            self.view = view
            self.entity = entity

        @property
        def control(self) -> ArticleView:
            """The view it happened in."""
            return self.view

    class Pictured(Message):
        """The name of a picture was clicked."""

        def __init__(self, view: ArticleView, picture: int) -> None:
            super().__init__()
            self.view = view
            self.picture = picture

        @property
        def control(self) -> ArticleView:
            """The view it happened in."""
            return self.view

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.article: Article | None = None
        self.hidden = 0
        self._progress = -1

    # What is shown

    def show(self, article: Article | None, place: int = 0) -> None:
        """Show an article from a place in its document's text on."""
        self.stop_selecting()
        self.article = article
        self.reading = None
        if article is not None:
            self.reading = Reading(self._laid_out(article), article.document, article.annotations, self.hidden)
            self.reading.take_notes(article.notes)
        self._strong = sorted(self.reading.strong()) if self.reading else []
        self.wrap(self.reading.page.from_document(place) if self.reading else 0)
        self._tell()

    @staticmethod
    def _laid_out(article: Article, *, cut: bool = False) -> Page:
        return Page(article.document, cut=cut, row=article.row)

    def own(self, row: EntryRow) -> None:
        """Take star, tags and reading mark of the entry as they are now, and say so in the head.

        What is at hand stays; and which text of the entry is shown, is known by what the row says of it still.
        """
        article, reading = self.article, self.reading
        if article is None or article.row is None or reading is None:
            return
        mine = msgspec.structs.replace(article.row, starred=row.starred, tags=row.tags, read=row.read)
        self.article = msgspec.structs.replace(article, row=mine)
        page = self._laid_out(self.article, cut=len(reading.page.text) > reading.page.end)
        if page.paragraphs != reading.page.paragraphs:
            reading.turn(page, self.hidden)
            self.wrap(self.top)
            self.restyle_all()

    def annotate(self, annotations: Annotations | None) -> None:
        """Mark what was found; nothing moves on the screen."""
        if self.article is not None and self.reading is not None:
            self.article = msgspec.structs.replace(self.article, annotations=annotations)
            self.reading.annotate(annotations, self.hidden)
            self.restyle_all()
            self._tell()

    def note(self, notes: Sequence[Note]) -> None:
        """Show other notes; nothing moves on the screen."""
        if self.article is not None and self.reading is not None:
            self.article = msgspec.structs.replace(self.article, notes=tuple(notes))
            self.reading.take_notes(notes)
            self.restyle()
            self._tell()

    def toggle(self, bits: int) -> bool:
        """Show or hide some kinds of marks; gives whether they are shown now."""
        self.hidden ^= bits
        if self.reading is not None:
            self.reading.hide(self.hidden)
            self.restyle_all()
            self._tell()
        return not self.hidden & bits

    def toggle_cut(self) -> bool:
        """Show what was cut from the page, going there, or hide it; gives whether it is shown now."""
        reading, article = self.reading, self.article
        if reading is None or article is None or not article.document.cut:
            return False
        self.stop_selecting()
        here = self._here()
        shown = len(reading.page.text) == reading.page.end
        reading.turn(self._laid_out(article, cut=shown), self.hidden)
        top = here.offset
        if shown:
            reading.back.append(here)
            top = reading.page.end
        else:
            while top >= reading.page.end and reading.back:
                top = reading.back.pop().offset
            top = min(top, reading.page.end)
        self.wrap(top)
        self.restyle_all()
        self._tell()
        return shown

    @property
    def place(self) -> int:
        """The offset into the document's text of what is at the top of the screen."""
        return self.reading.page.to_document(self.top) if self.reading else 0

    # Stepping

    def step(self, marks: Sequence[Mark], *, forward: bool) -> bool:
        """Go to the next or previous of some marks; gives whether there are any.

        From the one at hand if it is on the screen, else from where the screen begins. While something is selected by
        keys, its end goes there.
        """
        if self.reading is None:
            return False
        if self.selecting:
            self.extend(motions.of_marks(marks), forward=forward)
            return bool(marks)
        here = self.reading.mark
        outside = self.first_shown - 1 if forward else self.first_shown
        start = here.start if here is not None and self.shows(here.start) else outside
        place = self._here()
        if self.reading.step(marks, start, forward=forward) is None:
            return False
        self.reading.back.append(place)
        self._follow()
        return True

    def take(self, mark: Mark | None, *, remember: bool = True) -> None:
        """Go to a mention, quote, note or match."""
        if self.reading is not None:
            if remember:
                self.reading.back.append(self._here())
            self.reading.take(mark)
            self._follow()

    def visit(self, offset: int) -> None:
        """Go to a place in the document's text; the way back leads to where the reader was."""
        if self.reading is not None:
            self.reading.back.append(self._here())
            self.reveal(self.reading.page.from_document(offset))
            self._tell()

    def focus_entity(self, entity: int) -> None:
        """Show all mentions of an entity strongly, staying where we are."""
        if self.reading is not None:
            self.reading.mark, self.reading.entity = None, entity
            self.restyle()

    def go_back(self) -> bool:
        """Return to where the last jump was made from; gives whether there was one."""
        if self.reading is None or not self.reading.back:
            return False
        place = self.reading.back.pop()
        self.reading.entity, self.reading.mark = place.entity, place.mark
        self.restyle()
        self.reveal_at_top(place.offset)
        self._tell()
        return True

    def let_go(self) -> bool:
        """Select nothing or, with nothing selected, focus nothing; gives whether anything was."""
        if self.stop_selecting():
            return True
        held = self.reading is not None and self.reading.let_go()
        self.restyle()
        self._tell()
        return held

    def search(self, query: str) -> int:
        """Mark some words wherever they occur, and go to the next; gives how often they do."""
        if self.reading is None:
            return 0
        self.reading.mark = None
        count = self.reading.search(query)
        self.restyle()
        if count:
            self.step(self.reading.matches, forward=True)
        return count

    # Hints

    @property
    def hinting(self) -> bool:
        """Whether there are letters over the links."""
        return self.reading is not None and bool(self.reading.hints)

    def hint(self, *, on: bool = True) -> bool:
        """Lay letters over the links on the screen, or take them away; gives whether there are any then."""
        if self.reading is not None:
            if on:
                self.reading.hint(*self.stretch, self._pictures_shown())
            else:
                self.reading.hints = {}
            self.restyle_all()
        return self.hinting

    def type_hint(self, letter: str) -> Mark | None:
        """Take a letter of a hint: keep those that go on with it; gives the link or picture that is meant.

        A letter that none goes on with takes all hints away.
        """
        if self.reading is None:
            return None
        left = {label[1:]: mark for label, mark in self.reading.hints.items() if label.startswith(letter)}
        meant = left.get("")
        self.restyle_hints({} if meant is not None else left)
        return meant

    def restyle_hints(self, hints: dict[str, Mark]) -> None:
        """Show other letters over the links."""
        if self.reading is not None:
            self.reading.hints = hints
            self.restyle_all()

    # Pictures

    def nearest_picture(self) -> int:
        """The index of the picture that is named nearest to the middle of the screen, or -1."""
        if self.reading is None or self._table is None:
            return -1
        return nearest(self.reading.page.pictures, self._table.lines, self.scroll_offset.y + self.size.height // 2)

    def _pictures_shown(self) -> list[int]:
        if self.reading is None or self._table is None:
            return []
        top = self.scroll_offset.y
        shown = range(top, top + self.size.height)
        return [picture for line, picture in places(self.reading.page.pictures, self._table.lines) if line in shown]

    def _picture_under(self, x: int, y: int) -> int:
        """The index of the picture whose sign, or name, is under a cell of the widget, or -1."""
        if self.reading is None or self._table is None:
            return -1
        page, line = self.reading.page, y + self.scroll_offset.y
        picture = dict(places(page.pictures, self._table.lines)).get(line, -1)
        if picture < 0:
            return -1
        first = page.paragraphs[self._table.lines[line][0]].first
        return picture if 0 <= x - self._setting.left - GUTTER < min(cell_len(first), self._setting.text) else -1

    # Moving

    def move(self, lines: int) -> None:
        """Scroll by some lines or, while something is selected by keys, move its end."""
        if self.selecting:
            self.extend_by_lines(lines)
            return
        self.scroll_to_line(self.scroll_offset.y + lines)

    def go(self, *, end: bool) -> None:
        """To the top or the bottom."""
        if self.selecting:
            self.extend_to_edge(end=end, of_page=True)
            return
        if self.reading is not None:
            self.reading.back.append(self._here())
        self.scroll_to_line(int(self.max_scroll_y) if end else 0)

    def _here(self) -> Place:
        reading = self.reading
        return Place(self.top, reading.entity if reading else -1, reading.mark if reading else None)

    def _follow(self) -> None:
        """Show what is at hand now, scrolling only if it is out of sight."""
        self.restyle()
        if self.reading is not None and self.reading.mark is not None:
            self.reveal(self.reading.mark.start)
        self._tell()

    def selection_updated(self, selection: Selection | None) -> None:
        """Paint what is selected, and tell how much it is."""
        super().selection_updated(selection)
        self._tell()

    def _tell(self) -> None:
        self._progress = self.progress
        self.post_message(self.Moved(self))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell how far the reader is."""
        super().watch_scroll_y(old_value, new_value)
        self._hint_again()
        if self.progress != self._progress:
            self._tell()

    def on_resize(self, event: events.Resize) -> None:
        """Tell how far the reader is."""
        super().on_resize(event)
        self._hint_again()
        if self.progress != self._progress:
            self._tell()

    def _hint_again(self) -> None:
        """Other links are on the screen now: they have letters too, if any have."""
        if self.hinting:
            self.restyle_hints({})
            self.hint()

    def on_click(self, event: events.Click) -> None:
        """Focus the name or the quote under the pointer; one more click on a name asks for its card.

        Two clicks elsewhere select the word, three its paragraph.
        """
        offset = self.offset_at(event.x, event.y)
        if self.selected is not None:  # it was the end of a drag
            return
        picture = self._picture_under(event.x, event.y)
        if picture >= 0:
            self.post_message(self.Pictured(self, picture))
        if self.reading is None or offset is None:
            return
        mark = found.at(self.reading.marks.mentions, offset)
        if event.chain > 1:
            event.prevent_default()  # Textual's own way is to select everything.
            if mark is None:
                self._select(offset, paragraph=event.chain > 2)
                return
        if mark is not None and mark == self.reading.mark:
            self.post_message(self.Opened(self, mark.number))
        mark = mark or found.at(self.reading.marks.quotes, offset)
        if mark is not None:
            self.take(mark)

    def _select(self, offset: int, *, paragraph: bool) -> None:
        """Select the word at an offset, or its whole paragraph."""
        page = self.reading.page if self.reading else None
        if page is None:
            return
        within = page.paragraphs[motions.paragraph_at(page, offset)]
        units = (motions.paragraphs if paragraph else motions.words)(page, within)
        unit = next((one for one in units if one[0] <= offset < one[1]), None)
        if unit is not None:
            self.select_stretch(*unit)
        else:
            self.screen.clear_selection()
