"""What the list of entries shows: of which feed, filtered by what, in which order; and marking, with undo."""

from __future__ import annotations

import asyncio
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

import msgspec

from readers.model import EntryRow
from tui.layout.days import Heading, by_day
from tui.layout.groups import by_feed, by_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from readers.library.stories import Stories
    from tui.screens.reader import ReaderScreen
    from tui.state.undoing import Undoable
    from tui.widgets.feed_tree import Node

_FIRST, _MORE = 200, 1000
"""Rows fetched for the first frame, and with each step after it."""

_BREATH = 0.005
"""Seconds between two steps, for keys to be heard."""

_AT_ONCE = 100
"""Entries whose stories are looked for in one go: some two milliseconds."""

_SLICE = 500
"""Entries looked at again in one go."""

Grouping = Literal["", "day", "feed", "folder"]
GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)
"""What the list can be grouped by, in the order in which the reader comes to them."""


class Marked(NamedTuple):
    """Entries that were marked as read or unread, and were not so before.

    Attributes:
        ids: of the entries.
        read: what they were marked as.
    """

    ids: list[int]
    read: bool

    def undo(self, screen: ReaderScreen) -> None:
        """Mark them as they were."""
        screen.listing.mark(screen, self.ids, read=not self.read, undoable=False)
        screen.say(f"{len(self.ids)} marked {'unread' if self.read else 'read'} again")


class Listing:
    """The list of entries.

    Attributes:
        title: what is listed.
        wanted: only entries whose headline, people, tags or outlet contain this.
        oldest_first: the order.
        grouping: what the entries stand under headings by; empty for none.
        once: whether a story that several feeds tell has one row.
        apart: ids of entries in stories that are opened apart.
        remembered: how the list looked when that was last kept, encoded.
        rows: all entries fetched so far, newest first, unfiltered.
        undo: what can be taken back, newest last.
    """

    def __init__(self) -> None:
        self.title = "All"
        self.wanted = ""
        self.oldest_first = False
        self.grouping: Grouping = ""
        self.once = True
        self.remembered = ""
        self.apart: set[int] = set()
        self.rows: list[EntryRow] = []
        self.undo: list[Undoable] = []
        self.feed_id: int | None = None
        self._query: dict[str, Any] = {}
        self._loads = 0
        self._kept = False
        self._shown = 0
        self._meanwhile: list[tuple[Collection[int], Callable[[EntryRow], EntryRow]]] | None = None

    @cached_property
    def stories(self) -> Stories:
        """Which entries tell the same; of none, before they are fetched."""
        from readers.library.stories import Stories  # noqa: PLC0415  (not before the first frame)

        return Stories()

    @property
    def partial(self) -> bool:
        """Whether some entries of the feed, or of all feeds, are left out."""
        return bool(self.wanted) or not self._query.keys().isdisjoint(("starred", "tag"))

    @property
    def by(self) -> Grouping:
        """What the list is grouped by: those of one feed by day or not at all."""
        return self.grouping if self.grouping == "day" or self.feed_id is None else ""

    def of(self, node: Node) -> None:
        """List the entries of a feed or smart feed from now on."""
        self.title = node.title
        self.feed_id = node.subscription.id if node.subscription else None
        self._query = {"feed_id": self.feed_id} if self.feed_id is not None else {}
        if node.smart in {"unread", "starred"}:
            self._query = {node.smart: True}
        if node.tag:
            self._query = {"tag": node.tag}
        self.wanted = ""
        self.apart.clear()

    async def load(self, screen: ReaderScreen, *, keep: bool) -> None:
        """Fetch the entries: the first at once, the rest bit by bit.

        Args:
            screen: where they are shown.
            keep: whether the cursor stays on the entry it is on.
        """
        self._loads += 1
        this = self._loads
        self._meanwhile = []
        rows = list(await screen.newsroom.rows(limit=_FIRST, **self._query))
        from readers.library.stories import Stories  # noqa: PLC0415  (not before the first frame)

        stories = Stories()
        await _group(stories, rows)
        if this != self._loads:  # Another has begun meanwhile, perhaps of another feed.
            return
        quietly, self._kept = keep and len(self.rows) > len(rows), keep
        if not quietly:
            self._meanwhile = None
            self.rows, self.stories = rows, stories
            self.show(screen, keep=keep)
        page: Sequence[EntryRow] = rows
        size = _FIRST
        while len(page) == size:
            await asyncio.sleep(_BREATH)
            size = _MORE
            page = await screen.newsroom.rows(limit=size, before=rows[-1], **self._query)
            grown = await _group(stories, page)
            if this != self._loads:
                return
            rows.extend(page)
            if not quietly:
                self.grow(screen, len(page), grown, last=len(page) < size)
        if quietly:
            # Shown in one go, so that the list never has fewer rows than it had.
            for ids, changed in self._meanwhile or ():
                rows[:] = [changed(row) if row.id in ids else row for row in rows]
            self.rows, self.stories, self._meanwhile = rows, stories, None
            self.show(screen, keep=True)

    def grow(self, screen: ReaderScreen, more: int, grown: set[int], *, last: bool) -> None:
        """Show what was fetched.

        Args:
            screen: where.
            more: how many entries were fetched now.
            grown: heads of stories that are shown already and have more entries now.
            last: whether nothing more will come.
        """
        if self.wanted or self.oldest_first or self.by in {"feed", "folder"} or (self.once and self.apart):
            # They come in between. Of a long list that is not shown each time, or it would cost the square of it.
            if last or len(self.rows) >= 2 * self._shown:
                self.show(screen, keep=self._kept or not screen.entries.at_top)
        elif not self.once and not self.by:
            screen.entries.grow(self.rows)
            self.tell(screen)
        else:
            known = screen.entries.total
            new = self._grouped(screen, self._told_once(self.rows[-more:]), after=known)
            screen.entries.grow([*screen.entries.items, *new])
            if self.once and grown:
                self._count(screen)
                screen.entries.replace(screen.entries.items, grown)
            self.tell(screen)

    def show(self, screen: ReaderScreen, *, keep: bool) -> None:
        """Show what was fetched, filtered and in order."""
        rows: Sequence[EntryRow] = self.rows
        if self.wanted:
            words = self.wanted.casefold().split()
            rows = [row for row in rows if _has(row, words)]
        # A filter may leave of a story other rows than its first.
        rows = rows if self.wanted else self._told_once(rows)
        self._count(screen)
        self._shown = len(self.rows)
        if self.oldest_first:
            rows = rows[::-1]
        outlets = self.feed_id is None and self.by != "feed"
        screen.entries.show(self._grouped(screen, rows), outlets=outlets, keep=keep)
        self.tell(screen)

    def _told_once(self, rows: Sequence[EntryRow]) -> Sequence[EntryRow]:
        """The first row of each story, and under those that are opened apart all others."""
        if not self.once:
            return rows
        head = self.stories.head
        open_heads = {head.get(one, one) for one in self.apart}
        known = {row.id: row for row in self.rows} if open_heads else {}
        shown = []
        for row in rows:
            if head.get(row.id, row.id) == row.id:
                members = self.stories.members(row.id) if row.id in open_heads else ()
                # A list that is turned round puts the others before their first.
                others = [known[one] for one in members[1:] if one in known]
                shown += [*reversed(others), row] if self.oldest_first else [row, *others]
        return shown

    def _count(self, screen: ReaderScreen) -> None:
        """Let the list know in how many more outlets each story is told."""
        screen.entries.heads = self.stories.head if self.once else {}
        screen.entries.others = self.stories.others if self.once and not self.wanted else {}
        head = self.stories.head
        screen.entries.under = (
            {one for other in self.apart for one in self.stories.members(head.get(other, other))[1:]}
            if self.once and not self.wanted
            else set()
        )

    def open_apart(self, screen: ReaderScreen, row: EntryRow) -> bool:
        """Show or hide the other entries of a row's story; gives whether there are any."""
        members = self.stories.members(self.stories.head.get(row.id, row.id))
        if not self.once or self.wanted or len(members) < 2:
            return False
        if self.apart.isdisjoint(members):
            self.apart.add(members[0])
        else:
            self.apart.difference_update(members)
            if (at := screen.entries.index_of(members[0])) is not None:
                screen.entries.point_at(at)
        self.show(screen, keep=True)
        return True

    def tell_story(self, screen: ReaderScreen, row: EntryRow) -> None:
        """Say where else the story of a row is told."""
        if row.id in screen.entries.others:
            outlets = ", ".join(self.stories.story(row).outlets[1:])
            screen.say(f"also in {outlets} · {screen.keymap.of('expand')} opens them apart")

    def together(self, ids: Iterable[int]) -> list[int]:
        """These entries and those that are marked with them: the others of their stories, unless opened apart."""
        if not self.once or self.wanted:
            return list(ids)
        found: dict[int, None] = {}
        for one in ids:
            members = self.stories.members(one)
            found.update(dict.fromkeys(members if members and self.apart.isdisjoint(members) else (one,)))
        return list(found)

    def _grouped(
        self, screen: ReaderScreen, rows: Sequence[EntryRow], *, after: int = 0
    ) -> Sequence[EntryRow | Heading]:
        """The rows with headings, as far as they are wanted; ``after`` so many that are shown already."""
        if self.by == "day":
            headings = reversed(screen.entries.items) if after else ()
            above = next((item.title for item in headings if isinstance(item, Heading)), "")
            return list(by_day(rows, screen.entries.clock(), above, screen.entries.under))
        if self.by == "feed":
            return by_feed(rows, screen.feeds.in_order, screen.entries.under)
        if self.by == "folder":
            return by_folder(rows, screen.feeds.in_order, screen.entries.under)
        return rows

    def tell(self, screen: ReaderScreen) -> None:
        """Say what is listed, if the reader is there."""
        if screen.pane in {"feeds", "entries"}:
            shown = screen.entries.total
            only = f" with “{self.wanted}”" if self.wanted else ""
            under = f" · {screen.entries.heading}" if screen.entries.heading else ""
            screen.status.tell(where=f"{self.title} · {shown} {'entry' if shown == 1 else 'entries'}{only}{under}")

    def narrow(self, screen: ReaderScreen, wanted: str) -> None:
        """Show only entries whose headline, people, tags or outlet contain some words."""
        if wanted != self.wanted:
            self.wanted = wanted
            self.show(screen, keep=True)

    def replace(self, screen: ReaderScreen, ids: Iterable[int], **changes: Any) -> None:  # noqa: ANN401  (of EntryRow)
        """Show some entries with other marks or people."""
        wanted = set(ids)
        self._change(screen, wanted, lambda row: msgspec.structs.replace(row, **changes))

    def name_people(self, screen: ReaderScreen, people: Mapping[int, tuple[str, ...]]) -> None:
        """Show who is in some entries, now that it is known: names by the entry's id."""
        found = dict(people)
        self._change(screen, found.keys(), lambda row: msgspec.structs.replace(row, people=found[row.id]))

    async def look_again(self, screen: ReaderScreen) -> None:
        """Show who is in the entries now, after something was set right: those on the screen first."""
        known = {row.id: row.people for row in self.rows}
        top = screen.entries.scroll_offset.y
        seen = screen.entries.items[top : top + screen.entries.size.height]
        ids = list(dict.fromkeys([*(row.id for row in seen if isinstance(row, EntryRow)), *known]))
        for start in range(0, len(ids), _SLICE):
            again = await screen.newsroom.rows_again(ids[start : start + _SLICE])
            self.name_people(screen, {row.id: row.people for row in again if row.people != known.get(row.id)})
            await asyncio.sleep(_BREATH)

    def _change(self, screen: ReaderScreen, ids: Collection[int], changed: Callable[[EntryRow], EntryRow]) -> None:
        if not ids:
            return
        if self._meanwhile is not None:
            self._meanwhile.append((ids, changed))
        self.rows[:] = [changed(row) if row.id in ids else row for row in self.rows]
        shown = [
            changed(item) if isinstance(item, EntryRow) and item.id in ids else item for item in screen.entries.items
        ]
        screen.entries.replace(shown, ids)

    def mark(self, screen: ReaderScreen, ids: list[int], *, read: bool, undoable: bool = True) -> None:
        """Mark entries as read or unread: at once on the screen, then in the library."""
        ids = self.together(ids)
        self.replace(screen, ids, read=read)
        screen.work(self._mark(screen, ids, read=read, undoable=undoable), "mark", "", exclusive=False)

    async def _mark(self, screen: ReaderScreen, ids: list[int], *, read: bool, undoable: bool) -> None:
        changed = await screen.newsroom.mark_read(ids, read)
        if changed and undoable:
            self.undo.append(Marked(changed, read))
        await show_counts(screen)


async def _group(stories: Stories, rows: Sequence[EntryRow]) -> set[int]:
    """`Stories.add`, bit by bit: a thread would not let go of the interpreter each time that a key asks for it."""
    grown: set[int] = set()
    for start in range(0, len(rows), _AT_ONCE):
        grown |= stories.add(rows[start : start + _AT_ONCE])
        await asyncio.sleep(0)
    return grown


def _has(row: EntryRow, words: Iterable[str]) -> bool:
    text = " ".join((row.title, row.outlet, *row.people, *(f"#{tag}" for tag in row.tags))).casefold()
    return all(word in text for word in words)


async def show_counts(screen: ReaderScreen) -> None:
    """Show feeds, tags and unread counts as they are now."""
    subscriptions = await screen.newsroom.subscriptions()
    screen.feeds.show(subscriptions, await screen.newsroom.tags())
    screen.status.tell(unread=sum(feed.unread for feed in subscriptions))
