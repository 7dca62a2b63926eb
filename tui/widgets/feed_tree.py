"""The feeds: smart ones first, then tags, then folders and feeds with their unread counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.layout.tree import NO_TAGS, Node, in_order, nodes, paths
from tui.widgets.row_list import Piece, Row, RowList

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from readers.model import SmartFeed, Subscription
    from tui.layout.tree import Fold


class FeedTree(RowList[Node]):
    """The tree of feeds.

    Attributes:
        subscriptions: all feeds.
        tags: all tags, with how many entries each has.
        searches: the queries that are kept as feeds.
        wanted: only feeds and tags with this are shown; empty for all.
        only_unread: whether feeds without anything unread are hidden.
        busy: ids of the feeds that are being fetched.
        closed: what does not show what is in it.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, empty="no feeds")
        self.subscriptions: Sequence[Subscription] = ()
        self.tags: Mapping[str, int] = NO_TAGS
        self.searches: Sequence[SmartFeed] = ()
        self.wanted = ""
        self.only_unread = False
        self.busy: set[int] = set()
        self.closed: set[Fold] = set()

    def key(self, item: Node) -> Hashable:
        """What kind of a row it is, and which."""
        feed, kept = item.subscription, item.kept
        number = feed.id if feed is not None else -kept.id if kept is not None else None
        return item.smart, item.folder, item.tag, number, item.again

    def show(
        self,
        subscriptions: Sequence[Subscription],
        tags: Mapping[str, int] | None = None,
        searches: Sequence[SmartFeed] | None = None,
    ) -> None:
        """Show feeds and counts; the cursor stays on what it stood on, and that on its line.

        Args:
            subscriptions: all feeds.
            tags: all tags, with how many entries each has; the ones there were if not given.
            searches: the queries that are kept as feeds; likewise.
        """
        self.searches = self.searches if searches is None else searches
        self.subscriptions = subscriptions
        self.tags = self.tags if tags is None else tags
        self.empty = "no such feed" if self.wanted else "no feeds"
        shown = subscriptions
        if self.only_unread and not self.wanted:
            at = self.item.subscription.id if self.item is not None and self.item.subscription is not None else None
            shown = [one for one in subscriptions if one.unread or one.id == at]
        self.keep(nodes(shown, self.closed, self.tags, self.wanted, self.searches))

    def narrow(self, wanted: str) -> None:
        """Show only feeds and tags that have some words; with none, all of them, the cursor where it was."""
        self.wanted = wanted
        self.show(self.subscriptions)
        first = next((number for number, node in enumerate(self.items) if not node.fold), None)
        if wanted and first is not None:
            self.point_at(first, tell=False)

    @property
    def in_order(self) -> list[Subscription]:
        """All feeds, from the top of the tree to its end."""
        return in_order(self.subscriptions)

    @property
    def every(self) -> list[Node]:
        """All rows there are, shown or not."""
        return nodes(self.subscriptions, (), self.tags, kept=self.searches)

    def node_of(self, feed_id: int) -> Node | None:
        """The row of a feed, shown or not."""
        feeds = (feed for feed in self.subscriptions if feed.id == feed_id)
        return next((Node(feed.feed.called, feed.unread, subscription=feed) for feed in feeds), None)

    def title_of(self, feed_id: int) -> str:
        """What a feed is called."""
        node = self.node_of(feed_id)
        return node.title if node is not None else f"Feed {feed_id}"

    def point_to(self, node: Node) -> None:
        """Put the cursor on the row of a feed, or on that of the folder in which it is hidden."""
        if self.wanted:
            self.narrow("")
        known = {self.key(row): number for number, row in enumerate(self.items)}
        folders = reversed(paths(node.subscription)) if node.subscription is not None else ()
        for one in (node, *(Node("", folder=path) for path in folders)):
            if self.key(one) in known:
                self.point_at(known[self.key(one)], tell=False)
                return

    def mark_busy(self, feed_id: int, busy: bool) -> None:
        """Show that a feed is being fetched, or no longer."""
        (self.busy.add if busy else self.busy.discard)(feed_id)
        for number, node in enumerate(self.items):
            if node.subscription is not None and node.subscription.id == feed_id:
                self.redraw(number)

    def fold(self, node: Node) -> None:
        """Open or close a folder, or the tags."""
        self.closed ^= {node.fold}
        self.show(self.subscriptions)

    def step_in(self) -> bool:
        """Open the folder at the cursor or, if it is open, go to what is first in it; gives whether it is one."""
        node = self.item
        if node is None or not node.fold:
            return False
        if node.open:
            self.move(1)
        else:
            self.fold(node)
        return True

    def step_out(self) -> None:
        """Close the folder at the cursor or, from anything else, go to the folder that it lies in."""
        node = self.item
        if node is None:
            return
        if node.fold and node.open and not self.wanted:
            self.fold(node)
            return
        above = range(self.cursor - 1, -1, -1)
        at = next((number for number in above if self.items[number].depth < node.depth), None)
        if at is not None:
            self.point_at(at)

    def row(self, item: Node, width: int) -> Row:  # noqa: ARG002
        """Fold mark, title, unread count; a feed that could not be fetched, and a folder around it, has a sign."""
        left: list[Piece] = [("  " * item.depth, "")]
        if item.fold:
            left.append(("▾ " if item.open else "▸ ", "quiet"))
        feed = item.subscription
        look = "group" if item.fold else "tag" if item.tag else "strong" if item.unread else "quiet" if feed else ""
        left.append((item.title, look))
        right: list[Piece] = []
        if feed is not None and feed.id in self.busy:
            right.append(("↻", "quiet"))
        elif item.failing and (feed is not None or not item.open):
            right.append(("!", "problem"))
        if item.unread or item.under:
            right.append((f" {item.unread or item.under}", "quiet"))
        return Row(tuple(left), tuple(right))
