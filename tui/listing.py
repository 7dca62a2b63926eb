"""What the list of entries shows: of which feed, filtered by what, in which order; and marking, with undo."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from readers.model import EntryRow
    from tui.actions.correcting import Corrected
    from tui.screens.reader import ReaderScreen
    from tui.widgets.feed_tree import Node

_FIRST, _MORE = 200, 1000
"""Rows fetched for the first frame, and with each step after it."""

_BREATH = 0.005
"""Seconds between two steps, for keys to be heard."""


class Listing:
    """The list of entries.

    Attributes:
        title: what is listed.
        wanted: only entries whose headline, people or outlet contain this.
        oldest_first: the order.
        rows: all entries fetched so far, newest first, unfiltered.
        undo: what can be taken back, newest last: of marking, ids and what they are to become again; corrections.
    """

    def __init__(self) -> None:
        self.title = "All"
        self.wanted = ""
        self.oldest_first = False
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
            screen.entries.grow(self.rows)
            self.tell(screen)

    def show(self, screen: ReaderScreen, *, keep: bool) -> None:
        """Show what was fetched, filtered and in order."""
        rows: Sequence[EntryRow] = self.rows
        if self.wanted:
            words = self.wanted.casefold().split()
            rows = [row for row in rows if _has(row, words)]
        if self.oldest_first:
            rows = rows[::-1]
        screen.entries.show(rows, outlets=self.feed_id is None, keep=keep)
        self.tell(screen)

    def tell(self, screen: ReaderScreen) -> None:
        """Say what is listed, if the reader is there."""
        if screen.pane in {"feeds", "entries"}:
            shown = len(screen.entries.items)
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
        for rows in (self.rows, list(screen.entries.items)):
            for number, row in enumerate(rows):
                if row.id in wanted:
                    rows[number] = msgspec.structs.replace(row, **changes)
            if rows is not self.rows:
                screen.entries.replace(rows, wanted)

    def name_people(self, screen: ReaderScreen, people: Mapping[int, tuple[str, ...]]) -> None:
        """Show who is in some entries, now that it is known: names by the entry's id."""
        for rows in (self.rows, list(screen.entries.items)):
            for number, row in enumerate(rows):
                if row.id in people:
                    rows[number] = msgspec.structs.replace(row, people=people[row.id])
            if rows is not self.rows:
                screen.entries.replace(rows, set(people))

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
