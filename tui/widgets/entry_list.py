"""The entries of a feed: read and starred, headline, people, outlet, age."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from readers.marks.tags import hashed
from readers.model import EntryRow, Hit
from tui.layout.days import Heading
from tui.widgets.row_list import Piece, Row, RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping, Sequence

CHANGED = "±"
"""Stands at the headline of an article that has changed since it was first fetched."""

OPEN = "▸"
"""Stands before the headline of the article that is on the screen."""

_LEAST_OUTLET, _LEAST_PEOPLE = 16, 44
"""Cells of an outlet's name, and of people, that a headline makes room for if the list is wide."""

_SHORTEST_OUTLET = 6
"""Cells of an outlet's name where those of all feeds are short."""

_ROOM_FOR_OUTLETS, _ROOM_FOR_PEOPLE = 58, 90
"""Cells of a row from which on it says more than its headline and age."""

_MORE = 3
"""Cells behind an outlet's name for how many others tell the same."""

_GAP = 6
"""Cells between a headline and the people beside it."""

_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def age(published: datetime | None, now: datetime) -> str:
    """How long ago, in at most four characters: ``now``, ``5m``, ``3h``, ``2d``, ``7w``, ``1y``; empty if unknown."""
    if published is None:
        return ""
    seconds = (now - (published if published.tzinfo else published.replace(tzinfo=UTC))).total_seconds()
    for least, unit, size in ((52 * 7 * _DAY, "y", 365 * _DAY), (14 * _DAY, "w", 7 * _DAY), (_DAY, "d", _DAY)):
        if seconds >= least:
            return f"{int(seconds // size)}{unit}"
    if seconds >= _HOUR:
        return f"{int(seconds // _HOUR)}h"
    return f"{int(seconds // _MINUTE)}m" if seconds >= _MINUTE else "now"


def _utc_now() -> datetime:
    return datetime.now(UTC)


class EntryList(RowList[EntryRow | Heading]):
    """The list of entries, some of them perhaps under headings."""

    def __init__(self, *, id: str | None = None, clock: Callable[[], datetime] = _utc_now) -> None:  # noqa: A002
        """Make an empty list.

        Args:
            id: of the widget.
            clock: gives the time that ages are counted from.
        """
        super().__init__(id=id, empty="nothing here")
        self.clock = clock
        self.outlets = True
        self.others: Mapping[int, int] = {}
        self.under: Container[int] = ()
        self.heads: Mapping[int, int] = {}
        self.opened = 0
        """The entry whose article is on the screen; 0 for none."""
        self._outlet = _LEAST_OUTLET
        self._headings = 0
        self.since: int | None = None
        """The entry from which several are selected, to the one at the cursor; ``None`` if none are."""
        self._begun = 0

    @property
    def rows(self) -> list[EntryRow]:
        """The entries alone."""
        return [item for item in self.items if isinstance(item, EntryRow)]

    @property
    def total(self) -> int:
        """How many entries there are."""
        return len(self.items) - self._headings

    @property
    def entry(self) -> EntryRow | None:
        """The entry the cursor stands on."""
        item = self.item
        return item if isinstance(item, EntryRow) else None

    # Several at once

    def select(self) -> None:
        """Select from the entry at the cursor on; what the cursor goes over is selected too."""
        self.since = self.entry.id if self.entry is not None else None
        self._begun = self.cursor

    def let_go(self) -> None:
        """Select nothing."""
        selected = self._at_cursor()
        self.since = None
        for index in selected:
            self.redraw(index)

    @property
    def chosen(self) -> list[EntryRow]:
        """The entries that are selected."""
        rows = [self.items[index] for index in self._at_cursor()] if self.since is not None else []
        return [row for row in rows if isinstance(row, EntryRow)]

    def _at_cursor(self) -> range:
        if self.since is None:
            return super()._at_cursor()
        at = self._begun
        if at >= len(self.items) or self.key(self.items[at]) != self.since:
            found = self.index_of(self.since)
            if found is None:  # it is not listed any more
                self.since = None
                return super()._at_cursor()
            self._begun = at = found
        return range(min(at, self.cursor), max(at, self.cursor) + 1)

    def selectable(self, item: EntryRow | Heading) -> bool:
        """Headings are not."""
        return isinstance(item, EntryRow)

    def key(self, item: EntryRow | Heading) -> Hashable:
        """The entry's number, or what the heading says."""
        return item.id if isinstance(item, EntryRow) else item.title

    def _measure(self) -> None:
        self._headings = sum(isinstance(item, Heading) for item in self.items)
        super()._measure()

    def show(
        self, rows: Sequence[EntryRow | Heading], *, outlets: bool, keep: bool, called: Iterable[str] = ()
    ) -> None:
        """Show entries.

        Args:
            rows: in their order.
            outlets: whether they are of several feeds, so that each must say of which.
            keep: whether the cursor stays on the entry it is on, wherever that is now; see `RowList.keep`.
            called: the names of those feeds, for which room is made.
        """
        self.outlets = outlets
        self._outlet = max((_SHORTEST_OUTLET, *map(cell_len, called)))
        if keep:
            self.keep(rows, self.heads)
        else:
            self.fill(rows, cursor=0)

    def open(self, entry_id: int) -> None:
        """Mark the entry whose article is on the screen; 0 for none."""
        for one in (self.opened, entry_id):
            index = self.index_of(one) if self.opened != entry_id and one else None
            if index is not None:
                self.redraw(index)
        self.opened = entry_id

    def replace(self, rows: Sequence[EntryRow | Heading], changed: Container[int]) -> None:
        """Show rows of the same entries with other marks.

        Args:
            rows: as many as before, in the same order.
            changed: the ids of those that look different.
        """
        self.items = rows
        painted = self._strips.keys()  # of what is not among them, nothing was drawn yet
        for number in {index for index, _, _ in painted}:
            if number < len(rows) and self.key(rows[number]) in changed:
                self.redraw(number)

    def age(self) -> None:
        """Show how old the entries are by now."""
        self._strips.clear()
        self.refresh()

    @property
    def heading(self) -> str:
        """What the entry at the cursor stands under; empty without headings."""
        if not self._headings:
            return ""
        above = (self.items[number] for number in range(min(self.cursor, len(self.items) - 1), -1, -1))
        return next((item.title for item in above if isinstance(item, Heading)), "")

    @property
    def at_top(self) -> bool:
        """Whether the reader is where a list begins."""
        return self.scroll_offset.y == 0 and self.cursor == self._nearest(0, 1)

    def index_of(self, entry_id: int) -> int | None:
        """The row of an entry; ``None`` if it is not there."""
        rows = enumerate(self.items)
        return next((number for number, row in rows if isinstance(row, EntryRow) and row.id == entry_id), None)

    def row(self, item: EntryRow | Heading, width: int) -> Row:
        """What fits: the headline always, the age nearly always, outlet and people where there is room."""
        if isinstance(item, Heading):
            return Row(((item.title, "group"),))
        mark: Piece = ("● ", "name-person") if not item.read else ("  ", "")
        if item.starred:
            mark = ("★ ", "quiet" if item.read else "star")
        sign: Piece = (f"{OPEN} " if item.id == self.opened else "", "open")
        title: Piece = (item.title or item.link or "(no headline)", "quiet" if item.read else "strong")
        if item.id in self.under:
            mark, title = (f"  {mark[0]}", mark[1]), (f"└ {title[0]}", title[1])
        right = self._beside(item, width, cell_len(mark[0] + sign[0] + title[0]))
        if isinstance(item, Hit) and item.excerpt:
            return Row((mark, sign, (_cut(title[0], max(24, width // 2)), title[1]), *_excerpt(item)), tuple(right))
        return Row((mark, sign, title), tuple(right))

    def _beside(self, item: EntryRow, width: int, headline: int) -> list[Piece]:
        """Change, tags, people, outlet and age, from the right edge as far as there is room.

        Args:
            item: the entry.
            width: cells of the row.
            headline: cells that its headline would take.
        """
        more = f" +{self.others[item.id]}" if item.id in self.others else ""
        right: list[Piece] = [(f"{age(item.published, self.clock()):>3}", "quiet")]
        if width >= _ROOM_FOR_OUTLETS and self.outlets:
            room = min(self._outlet + _MORE, max(_LEAST_OUTLET, width // 3))
            right.append((_fit(_cut(item.outlet, room - len(more)) + more, room) + " ", "quiet"))
        elif more:
            right.append((f"{more} ", "quiet"))
        own: list[Piece] = [(_cut(hashed(item.tags), max(8, width // 5)) + "  ", "tag")] if item.tags else []
        own += [(f"{CHANGED} ", "accent")] if item.changed is not None else []
        if width >= _ROOM_FOR_PEOPLE and item.people:
            used = headline + _GAP + sum(cell_len(text) for text, _ in (*right, *own))
            room = max(min(_LEAST_PEOPLE, width // 4), width - used)
            right.append((_cut(", ".join(item.people), room) + "  ", "quiet italic"))
        return [*reversed(own), *reversed(right)]


def _excerpt(hit: Hit) -> Iterator[Piece]:
    """What an article says of what was looked for, the words marked, behind its headline."""
    at, text = 0, hit.excerpt
    yield "  ", ""
    for mark in hit.marks:
        yield text[at : mark.start], "quiet"
        yield text[mark.start : mark.end], "accent"
        at = mark.end
    yield text[at:], "quiet"


def _cut(text: str, width: int) -> str:
    return text if cell_len(text) <= width else set_cell_size(text, width - 1).rstrip() + "…"


def _fit(text: str, width: int) -> str:
    return set_cell_size(_cut(text, width), width)
