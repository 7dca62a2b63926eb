"""What the list of entries shows: of which feed, filtered by what, in which order; and marking, with undo."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Literal, get_args

import msgspec

from readers.model import EntryRow
from tui.layout.days import Heading, by_day

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence

    from tui.actions.correcting import Corrected
    from tui.screens.reader import ReaderScreen
    from tui.widgets.feed_tree import Node

_FIRST, _MORE = 200, 1000
"""Rows fetched for the first frame, and with each step after it."""

_BREATH = 0.005
"""Seconds between two steps, for keys to be heard."""

Grouping = Literal["", "day"]
GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)
"""What the list can be grouped by, in the order in which the reader comes to them."""


class Listing:
    """The list of entries.

    Attributes:
        title: what is listed.
        wanted: only entries whose headline, people or outlet contain this.
        oldest_first: the order.
        grouping: what the entries stand under headings by; empty for none.
        rows: all entries fetched so far, newest first, unfiltered.
        undo: what can be taken back, newest last: of marking, ids and what they are to become again; corrections.
    """

    def __init__(self) -> None:
        self.title = "All"
        self.wanted = ""
        self.oldest_first = False
        self.grouping: Grouping = ""
        self.rows: list[EntryRow] = []
        self.undo: list[tuple[list[int], bool] | Corrected] = []
        self.feed_id: int | None = None
        self._query: dict[str, Any] = {}

    @property
    def partial(self) -> bool:
        """Whether some entries of the feed, or of all feeds, are left out."""
        return bool(self.wanted) or "starred" in self._query

    def of(self, node: Node) -> None:
        """List the entries of a feed or smart feed from now on."""
        self.title = node.title
        self.feed_id = node.subscription.id if node.subscription else None
        self._query = {"feed_id": self.feed_id} if self.feed_id is not None else {}
        if node.smart in {"unread", "starred"}:
            self._query = {node.smart: True}
        self.wanted = ""

    async def load(self, screen: ReaderScreen, *, keep: bool) -> None:
        """Fetch the entries: the first at once, the rest bit by bit.

        Args:
            screen: where they are shown.
            keep: whether the cursor stays on the entry it is on.
        """
        rows = list(await screen.newsroom.rows(limit=_FIRST, **self._query))
        quietly = keep and len(self.rows) > len(rows)
        if not quietly:
            self.rows = rows
            self.show(screen, keep=keep)
        page: Sequence[EntryRow] = rows
        size = _FIRST
        while len(page) == size:
            await asyncio.sleep(_BREATH)
            size = _MORE
            page = await screen.newsroom.rows(limit=size, before=rows[-1], **self._query)
            rows.extend(page)
            if not quietly:
                self.grow(screen)
        if quietly:
            # Shown in one go, so that the list never has fewer rows than it had.
            self.rows = rows
            self.show(screen, keep=True)

    def grow(self, screen: ReaderScreen) -> None:
        """Show that more was fetched."""
        if self.wanted or self.oldest_first:
            self.show(screen, keep=True)
        else:
            known = screen.entries.total
            new = self._grouped(screen, self.rows[known:], after=known) if self.grouping else ()
            screen.entries.grow([*screen.entries.items, *new] if self.grouping else self.rows)
            self.tell(screen)

    def show(self, screen: ReaderScreen, *, keep: bool) -> None:
        """Show what was fetched, filtered and in order."""
        rows: Sequence[EntryRow] = self.rows
        if self.wanted:
            words = self.wanted.casefold().split()
            rows = [row for row in rows if _has(row, words)]
        if self.oldest_first:
            rows = rows[::-1]
        screen.entries.show(self._grouped(screen, rows), outlets=self.feed_id is None, keep=keep)
        self.tell(screen)

    def _grouped(
        self, screen: ReaderScreen, rows: Sequence[EntryRow], *, after: int = 0
    ) -> Sequence[EntryRow | Heading]:
        """The rows with headings, as far as they are wanted; ``after`` so many that are shown already."""
        if self.grouping == "day":
            headings = reversed(screen.entries.items) if after else ()
            above = next((item.title for item in headings if isinstance(item, Heading)), "")
            return list(by_day(rows, screen.entries.clock(), above))
        return rows

    def tell(self, screen: ReaderScreen) -> None:
        """Say what is listed, if the reader is there."""
        if screen.pane in {"feeds", "entries"}:
            shown = screen.entries.total
            only = f" with “{self.wanted}”" if self.wanted else ""
            screen.status.tell(where=f"{self.title} · {shown} {'entry' if shown == 1 else 'entries'}{only}")

    def narrow(self, screen: ReaderScreen, wanted: str) -> None:
        """Show only entries whose headline, people or outlet contain some words."""
        if wanted != self.wanted:
            self.wanted = wanted
            self.show(screen, keep=True)

    def replace(self, screen: ReaderScreen, ids: Iterable[int], **changes: Any) -> None:  # noqa: ANN401  (of EntryRow)
        """Show some entries with other marks or people."""
        wanted = set(ids)
        self._change(screen, wanted, lambda row: msgspec.structs.replace(row, **changes))

    def name_people(self, screen: ReaderScreen, people: Mapping[int, tuple[str, ...]]) -> None:
        """Show who is in some entries, now that it is known: names by the entry's id."""
        self._change(screen, people.keys(), lambda row: msgspec.structs.replace(row, people=people[row.id]))

    def _change(self, screen: ReaderScreen, ids: Container[int], changed: Callable[[EntryRow], EntryRow]) -> None:
        self.rows[:] = [changed(row) if row.id in ids else row for row in self.rows]
        shown = [
            changed(item) if isinstance(item, EntryRow) and item.id in ids else item for item in screen.entries.items
        ]
        screen.entries.replace(shown, ids)

    def mark(self, screen: ReaderScreen, ids: list[int], *, read: bool, undoable: bool = True) -> None:
        """Mark entries as read or unread: at once on the screen, then in the library."""
        self.replace(screen, ids, read=read)
        screen.work(self._mark(screen, ids, read=read, undoable=undoable), "mark", "", exclusive=False)

    async def _mark(self, screen: ReaderScreen, ids: list[int], *, read: bool, undoable: bool) -> None:
        changed = await screen.newsroom.mark_read(ids, read)
        if changed and undoable:
            self.undo.append((changed, not read))
        await show_counts(screen)


def _has(row: EntryRow, words: Iterable[str]) -> bool:
    text = " ".join((row.title, row.outlet, *row.people)).casefold()
    return all(word in text for word in words)


async def show_counts(screen: ReaderScreen) -> None:
    """Show feeds and unread counts as they are now."""
    subscriptions = await screen.newsroom.subscriptions()
    screen.feeds.show(subscriptions)
    screen.status.tell(unread=sum(feed.unread for feed in subscriptions))
