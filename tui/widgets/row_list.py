"""A list that draws only what is on the screen, so that ten thousand rows cost as much as ten.

A line-API widget and the base of all our lists. A row is pieces of text, each with a look; strings are never taken as
markup. Rows that are headings are skipped by the cursor.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec
from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.layout.paragraphs import safe
from tui.looks import styles

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from rich.style import Style
    from textual import events

ItemT = TypeVar("ItemT")

_NOTHING: Mapping[Any, Hashable] = MappingProxyType({})

_WHOLE = 400
"""Cells in which a row shows all its words."""

Piece = tuple[str, str]
"""Text and the names of its looks (`tui.looks.styles.LOOKS`), parted by spaces; empty for the plain one."""


class Row(msgspec.Struct, frozen=True):
    """What a row shows.

    Attributes:
        left: pieces from the left; what does not fit is cut with an ellipsis.
        right: pieces that stand at the right edge and are never cut.
    """

    left: tuple[Piece, ...]
    right: tuple[Piece, ...] = ()


class RowList(ScrollView, Generic[ItemT], can_focus=True):
    """A list of items with a cursor."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    RowList {
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
    }
    """

    class Highlighted(Message):
        """The cursor moved, by the reader's hand, to an item; the list may have others when the message arrives."""

        def __init__(self, list: RowList[Any], item: Any) -> None:  # noqa: A002, ANN401
            super().__init__()
            self.list = list
            self.item = item

        @property
        def control(self) -> RowList[Any]:
            """The list it happened in."""
            return self.list

    class Chosen(Message):
        """An item was chosen, by Enter or a click; the list may have others when the message arrives."""

        def __init__(self, list: RowList[Any], item: Any) -> None:  # noqa: A002, ANN401
            super().__init__()
            self.list = list
            self.item = item

        @property
        def control(self) -> RowList[Any]:
            """The list it happened in."""
            return self.list

    def __init__(self, *, id: str | None = None, empty: str = "") -> None:  # noqa: A002
        """Make an empty list.

        Args:
            id: of the widget.
            empty: what it says when there is nothing in it.
        """
        super().__init__(id=id)
        self.items: Sequence[ItemT] = ()
        self.cursor = 0
        self.empty = empty
        self._strips: LRUCache[tuple[int, bool, bool], Strip] = LRUCache(512)
        self._styles: dict[tuple[str, str], Style] = {}
        self._setting = (0, 0)

    # For children to say

    def row(self, item: ItemT, width: int) -> Row:
        """What an item shows in so many cells."""
        raise NotImplementedError

    def selectable(self, item: ItemT) -> bool:  # noqa: ARG002
        """Whether the cursor may stand on it."""
        return True

    def key(self, item: ItemT) -> Hashable:
        """What an item is known again by when the list has others."""
        return id(item)

    def extent(self, index: int) -> int:  # noqa: ARG002
        """How many rows from this one on are shown as one when the cursor stands there."""
        return 1

    # Content

    def fill(self, items: Sequence[ItemT], *, cursor: int | None = None) -> None:
        """Show other items.

        Args:
            items: all of them.
            cursor: where it stands then; where it stood if not given.
        """
        self.items = items
        self.cursor = self._nearest(self.cursor if cursor is None else cursor, 1)
        self._strips.clear()
        self._measure()
        self.refresh()
        self.show_cursor()

    def keep(self, items: Sequence[ItemT], instead: Mapping[Any, Hashable] = _NOTHING) -> None:
        """Show other items, of which some are the same: nothing moves that need not.

        The cursor stays on its item; if that is gone, it goes to the next one that is still there. What the reader
        looks at stays on its line: the item at the cursor or, if that is out of sight, the first one on the screen.

        Args:
            items: all of them.
            instead: the key of an item → that of another which stands for it now.
        """
        if self.item is None:
            self.fill(items)
            return
        places = {self.key(item): number for number, item in enumerate(items)}
        top = self.scroll_offset.y
        seen = self.cursor if top <= self.cursor < top + self.size.height else min(top, len(self.items) - 1)
        cursor, line = (self._whereabouts(at, places, instead) for at in (self.cursor, seen))
        in_sight = seen == self.cursor
        self.items = items
        self.cursor = self._nearest(cursor, 1)
        self._strips.clear()
        self._measure()
        self.scroll_to(y=max(0, line - (seen - top)), animate=False, immediate=True)
        self.refresh()
        if in_sight:
            self.show_cursor()

    def _whereabouts(self, index: int, places: Mapping[Hashable, int], instead: Mapping[Any, Hashable]) -> int:
        """Where a row is among other items, or else the next one that is there, or else the one before."""
        for at in (*range(index, len(self.items)), *range(index - 1, -1, -1)):
            key = self.key(self.items[at])
            found = places.get(key, places.get(instead.get(key)))
            if found is not None:
                return found
        return 0

    def grow(self, items: Sequence[ItemT]) -> None:
        """Show the same items and more after them."""
        shown = len(self.items)
        self.items = items
        self._measure()
        if shown < self.scroll_offset.y + self.size.height:
            self._strips.clear()
            self.refresh()

    @property
    def count(self) -> int:
        """How many rows are not headings."""
        return sum(self.selectable(item) for item in self.items)

    @property
    def item(self) -> ItemT | None:
        """What the cursor stands on."""
        if 0 <= self.cursor < len(self.items) and self.selectable(self.items[self.cursor]):
            return self.items[self.cursor]
        return None

    # Moving

    def move(self, rows: int) -> None:
        """Move the cursor by some rows, over headings; at the first row, on to what stands above it."""
        to = self._nearest(self.cursor + rows, 1 if rows > 0 else -1)
        if rows < 0 and to == self.cursor:
            self.scroll_relative(y=rows, animate=False, immediate=True)
        else:
            self.point_at(to)

    def go(self, *, end: bool) -> None:
        """To the first or the last row."""
        self.point_at(self._nearest(len(self.items) - 1, -1) if end else self._nearest(0, 1))

    def go_to(self, number: int) -> None:
        """To a row by its number, without the headings; the first is 1."""
        rows = [index for index, item in enumerate(self.items) if self.selectable(item)]
        if rows:
            self.point_at(rows[min(number, len(rows)) - 1])

    def seek(self, words: str, start: int) -> bool:
        """Put the cursor on the next row, from one on and round, that shows some words; gives whether there is one."""
        wanted = words.casefold().split()
        for index in (*range(start, len(self.items)), *range(start)):
            if not self.selectable(self.items[index]):
                continue
            shown = self.words(index).casefold()
            if all(word in shown for word in wanted):
                self.point_at(index)
                return True
        return False

    def words(self, index: int) -> str:
        """What is found by typing words of a row: all that it shows, in as many rows as are shown as one."""
        rows = (self.row(item, _WHOLE) for item in self.items[index : index + self.extent(index)])
        return " ".join("".join(text for text, _ in (*row.left, (" ", ""), *row.right)) for row in rows)

    def point_at(self, index: int, *, tell: bool = True) -> None:
        """Put the cursor on a row, scrolling only if it is out of sight.

        Args:
            index: the row.
            tell: whether to say so, as if the reader had done it.
        """
        if index != self.cursor:
            for old in self._at_cursor():
                self.redraw(old)
            self.cursor = index
            for new in self._at_cursor():
                self.redraw(new)
        self.show_cursor()
        if tell and self.item is not None:
            self.post_message(self.Highlighted(self, self.item))

    def show_cursor(self) -> None:
        """Scroll so that the cursor is on the screen, with the heading above it if there is one."""
        height = self.size.height
        if not height or not self.items:
            return
        above = self.cursor
        while above and not self.selectable(self.items[above - 1]):
            above -= 1
        if above < self.scroll_offset.y:
            self.scroll_to(y=above, animate=False, immediate=True)
        elif (last := self.cursor + self.extent(self.cursor) - 1) >= self.scroll_offset.y + height:
            self.scroll_to(y=last - height + 1, animate=False, immediate=True)

    def _at_cursor(self) -> range:
        """The rows that are shown as chosen."""
        return range(self.cursor, self.cursor + (self.extent(self.cursor) if self.cursor < len(self.items) else 1))

    def choose(self) -> None:
        """Choose the row under the cursor."""
        if self.item is not None:
            self.post_message(self.Chosen(self, self.item))

    def _nearest(self, index: int, direction: int) -> int:
        """The selectable row at or nearest to an index, looking in one direction first."""
        last = len(self.items) - 1
        if last < 0:
            return 0
        index = max(0, min(index, last))
        for step in (direction, -direction):
            at = index
            while 0 <= at <= last:
                if self.selectable(self.items[at]):
                    return at
                at += step
        return index

    # Painting

    def _measure(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, max(1, len(self.items)))

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002
        """Cut the rows to another width."""
        self._strips.clear()
        self._measure()
        self.show_cursor()

    def notify_style_update(self) -> None:
        """Drop what was painted in other colours."""
        super().notify_style_update()
        self._strips.clear()
        self._styles.clear()

    def watch_has_focus(self, value: bool) -> None:
        """Show the cursor strong or quiet."""
        super().watch_has_focus(value)
        for index in self._at_cursor():
            self.redraw(index)

    def redraw(self, index: int) -> None:
        """Draw a row anew, since it looks different now."""
        for focused in (True, False):
            for here in (True, False):
                self._strips.discard((index, here, focused))
        self.refresh(Region(0, index - self.scroll_offset.y, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """The strip of a row."""
        index = y + self.scroll_offset.y
        key = (index, index in self._at_cursor(), self.has_focus)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self._paint(*key)
        return strip

    def _paint(self, index: int, here: bool, focused: bool) -> Strip:
        width = self.scrollable_content_region.width
        if index >= len(self.items):
            text = set_cell_size(f" {self.empty}", width) if not self.items and index == 0 else " " * width
            return Strip([Segment(text, self._look("quiet", ""))], width)
        item = self.items[index]
        here = here and self.item is not None
        back = ("cursor" if focused else "cursor-blurred") if here else ""
        row = self.row(item, width - 2)
        right = sum(cell_len(text) for text, _ in row.right)
        segments = [Segment("▌" if here else " ", self._look("accent" if focused else "quiet", back))]
        used = 1
        room = max(0, width - 1 - right - (2 if right else 1))
        for text, look in row.left:
            piece = safe(text)
            size = cell_len(piece)
            if size > room:
                piece = set_cell_size(piece, room - 1) + "…" if room > 0 else ""
                size = room
            segments.append(Segment(piece, self._look(look, back)))
            used += size
            room -= size
            if room <= 0:
                break
        segments.append(Segment(" " * max(0, width - used - right - 1), self._look("", back)))
        segments += [Segment(safe(text), self._look(look, back)) for text, look in row.right]
        segments.append(Segment(" ", self._look("", back)))
        return Strip(segments).adjust_cell_length(width, self._look("", back))

    def _look(self, look: str, back: str) -> Style:
        key = (look, back)
        style = self._styles.get(key)
        if style is None:
            names = styles.style(self.app.theme_variables, *look.split(), back)
            style = self._styles[key] = self.rich_style + names
        return style

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the row under the pointer, and choose it."""
        index = event.y + self.scroll_offset.y
        if index < len(self.items) and self.selectable(self.items[index]):
            self.point_at(index)
            self.choose()
