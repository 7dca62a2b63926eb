"""Which entries are listed: of which feed, filtered by what, in which order, under which headings.

Nothing here is shown; `tui.actions.listing` fetches the entries and shows them.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from tui.layout.days import Heading, by_day

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from datetime import datetime

    from readers.library.stories import Stories
    from readers.model import EntryRow, Subscription
    from tui.layout.tree import Node

Grouping = Literal["", "day", "feed", "folder"]
GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)
"""What the list can be grouped by, in the order in which the reader comes to them."""


Order = Literal["date", "title", "feed", "unread"]
ORDERS: tuple[Order, ...] = get_args(Order)
"""What the list can be sorted by, in the order in which the reader comes to them."""


class Left(NamedTuple):
    """A list that was left for a search: what it showed, and the entry that the cursor was on."""

    title: str
    feed_id: int | None
    query: dict[str, Any]
    wanted: str
    passes: frozenset[int] | None
    kept: int
    entry_id: int | None


class Listing:
    """What the list of entries shows.

    Attributes:
        title: what is listed.
        feed_id: the feed, if it is one.
        query: what the entries are asked for by.
        wanted: only entries whose headline, people, tags or outlet contain this.
        passes: ids of those of the entries that ``wanted`` finds, where that is more than words; ``None`` otherwise.
        left: the list that a search took the place of; ``None`` without a search.
        kept: the number of the smart feed that is listed; 0 for anything else.
        oldest_first: the order.
        order: what comes first.
        only_unread: whether what is read is left out.
        grouping: what the entries stand under headings by; empty for none.
        once: whether a story that several feeds tell has one row.
        apart: ids of entries in stories that are opened apart.
        remembered: how the list looked when that was last kept, encoded.
        last: the entry that the cursor was on before a filter left none.
        at: the entry that the cursor goes to when it has been fetched, as long as the reader has not moved it.
        rows: all entries fetched so far, newest first, unfiltered.
        loads: how often fetching them has begun; only the last goes on.
        keeps: whether the cursor stays where it is while they are fetched.
        shown: of how many entries fetched the list was made last.
        meanwhile: what changed while they are fetched and not shown: the entries' ids, and how; ``None`` otherwise.
    """

    def __init__(self) -> None:
        self.title = "All"
        self.feed_id: int | None = None
        self.query: dict[str, Any] = {}
        self.wanted = ""
        self.passes: frozenset[int] | None = None
        self.left: Left | None = None
        self.kept = 0
        self.oldest_first = False
        self.order: Order = "date"
        self.only_unread = False
        self.grouping: Grouping = ""
        self.once = True
        self.remembered = ""
        self.apart: set[int] = set()
        self.last = -1
        self.at: int | None = None
        self.rows: list[EntryRow] = []
        self.loads = 0
        self.keeps = False
        self.shown = 0
        self.meanwhile: list[tuple[Collection[int], Callable[[EntryRow], EntryRow]]] | None = None

    @cached_property
    def stories(self) -> Stories:
        """Which entries tell the same; of none, before they are fetched."""
        from readers.library.stories import Stories  # noqa: PLC0415  (not before the first frame)

        return Stories()

    @property
    def asked(self) -> dict[str, Any]:
        """What the entries are asked for by, with what holds for any list."""
        return self.query | ({"unread": True} if self.only_unread else {})

    @property
    def partial(self) -> bool:
        """Whether some entries of the feed, or of all feeds, are left out."""
        return bool(self.wanted) or not self.query.keys().isdisjoint(("starred", "tag", "search"))

    @property
    def by(self) -> Grouping:
        """What the list is grouped by: those of one feed by day or not at all."""
        return self.grouping if self.grouping == "day" or self.feed_id is None else ""

    @property
    def counted(self) -> bool:
        """Whether a row stands for the others of its story: a filter may leave of a story other rows than its first."""
        return self.once and not self.wanted

    def of(self, node: Node) -> None:
        """List the entries of a feed or smart feed from now on."""
        self.title = node.title
        self.feed_id = node.subscription.id if node.subscription else None
        self.query = {"feed_id": self.feed_id} if self.feed_id is not None else {}
        if node.smart in {"unread", "starred"}:
            self.query = {node.smart: True}
        if node.tag:
            self.query = {"tag": node.tag}
        self.kept = node.kept.id if node.kept is not None else 0
        if node.kept is not None:
            self.query = {"search": node.kept.query}
        self.wanted, self.passes, self.left = "", None, None
        self.at = None
        self.apart.clear()

    @property
    def sought(self) -> str:
        """The search whose results are listed; empty for any other list."""
        return str(self.query.get("search", ""))

    def of_search(self, query: str, entry: EntryRow | None) -> None:
        """List what a query finds from now on.

        Args:
            query: in the library's language.
            entry: that which the cursor is on, to come back to.
        """
        entry_id = entry.id if entry is not None else None
        self.left = self.left or Left(
            self.title, self.feed_id, self.query, self.wanted, self.passes, self.kept, entry_id
        )
        self.title, self.feed_id, self.query = f"Search: {query}", None, {"search": query}
        self.wanted, self.passes, self.kept, self.at = "", None, 0, None
        self.apart.clear()

    def leave_search(self) -> bool:
        """List what was listed before the search; gives whether there was one."""
        if self.left is None:
            return False
        self.title, self.feed_id, self.query, self.wanted, self.passes, self.kept, self.at = self.left
        self.left = None
        self.apart.clear()
        return True

    def chosen(self) -> Sequence[EntryRow]:
        """The entries that are to be shown, filtered and in order."""
        if self.wanted and self.passes is not None:
            rows: Sequence[EntryRow] = [row for row in self.rows if row.id in self.passes]
        elif self.wanted:
            words = self.wanted.casefold().split()
            rows = [row for row in self.rows if _has(row, words)]
        else:
            rows = self.told_once(self.rows)
        if self.order != "date":
            return self._sorted(rows)
        return rows[::-1] if self.oldest_first else rows

    def _sorted(self, rows: Sequence[EntryRow]) -> Sequence[EntryRow]:
        """The rows in another order than by date; those that stand under the first of their story stay with it."""
        stories: list[list[EntryRow]] = []
        under = self.under
        for row in rows:
            if row.id in under and stories:
                stories[-1].append(row)
            else:
                stories.append([row])
        stories.sort(key=lambda story: _KEYS[self.order](story[0]), reverse=self.oldest_first)
        return [row for story in stories for row in story]

    def told_once(self, rows: Sequence[EntryRow]) -> Sequence[EntryRow]:
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
                turned = self.oldest_first and self.order == "date"
                shown += [*reversed(others), row] if turned else [row, *others]
        return shown

    @property
    def under(self) -> set[int]:
        """The entries that stand under the first of their story."""
        if not self.counted:
            return set()
        head = self.stories.head
        return {one for other in self.apart for one in self.stories.members(head.get(other, other))[1:]}

    def turn_apart(self, row: EntryRow) -> Sequence[int]:
        """Open the story of a row apart, or together again; gives its entries, the first first, or none."""
        members = self.stories.members(self.stories.head.get(row.id, row.id))
        if not self.counted or len(members) < 2:
            return ()
        if self.apart.isdisjoint(members):
            self.apart.add(members[0])
        else:
            self.apart.difference_update(members)
        return members

    def together(self, ids: Iterable[int]) -> list[int]:
        """These entries and those that are marked with them: the others of their stories, unless opened apart."""
        if not self.counted:
            return list(ids)
        found: dict[int, None] = {}
        for one in ids:
            members = self.stories.members(one)
            found.update(dict.fromkeys(members if members and self.apart.isdisjoint(members) else (one,)))
        return list(found)

    def grouped(
        self,
        rows: Sequence[EntryRow],
        feeds: Sequence[Subscription],
        now: datetime,
        shown: Sequence[EntryRow | Heading] = (),
    ) -> Sequence[EntryRow | Heading]:
        """The rows with headings, as far as they are wanted.

        Args:
            rows: in order.
            feeds: in the order of the tree.
            now: the present moment.
            shown: what stands above them already.
        """
        if self.by == "day":
            above = next((item.title for item in reversed(shown) if isinstance(item, Heading)), "")
            return list(by_day(rows, now, above, self.under))
        if not self.by:
            return rows
        from tui.layout.groups import by_feed, by_folder  # noqa: PLC0415  (not before the first frame)

        return (by_feed if self.by == "feed" else by_folder)(rows, feeds, self.under)


_KEYS: dict[Order, Callable[[EntryRow], Any]] = {
    "title": lambda row: row.title.casefold(),
    "feed": lambda row: row.outlet.casefold(),
    "unread": lambda row: row.read,
}


def _has(row: EntryRow, words: Iterable[str]) -> bool:
    text = " ".join((row.title, row.outlet, *row.people, *(f"#{tag}" for tag in row.tags))).casefold()
    return all(word in text for word in words)
