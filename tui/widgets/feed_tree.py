"""The feeds: smart ones first, then folders and feeds with their unread counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from tui.widgets.row_list import Piece, Row, RowList

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from readers.model import Subscription

Smart = Literal["", "all", "unread", "starred"]


class Node(NamedTuple):
    """A row of the tree.

    Attributes:
        title: what it is called.
        unread: entries not read.
        smart: which of the smart feeds it is; empty for a feed or folder.
        folder: the folder's path; empty for anything else.
        open: whether a folder shows what is in it.
        depth: how many folders it lies in.
        subscription: the feed, or ``None``.
    """

    title: str
    unread: int = 0
    smart: Smart = ""
    folder: tuple[str, ...] = ()
    open: bool = True
    depth: int = 0
    subscription: Subscription | None = None


def nodes(subscriptions: Iterable[Subscription], closed: set[tuple[str, ...]]) -> list[Node]:
    """The rows of the tree: smart feeds, then folders with their feeds, then feeds in no folder.

    Args:
        subscriptions: in the order of the list.
        closed: folders that do not show what is in them.
    """
    feeds = list(subscriptions)
    rows = [
        Node("All", sum(feed.unread for feed in feeds), "all"),
        Node("Unread", sum(feed.unread for feed in feeds), "unread"),
        Node("Starred", smart="starred"),
    ]
    unread: dict[tuple[str, ...], int] = {}
    for feed in feeds:
        for depth in range(1, len(feed.feed.folder) + 1):
            path = feed.feed.folder[:depth]
            unread[path] = unread.get(path, 0) + feed.unread
    # Feeds of one folder stand together, folders in the order in which they first occur.
    order = {path: number for number, path in enumerate(unread)}
    keyed = sorted(feeds, key=lambda feed: (not feed.feed.folder, [order[p] for p in _paths(feed)]))
    shown: set[tuple[str, ...]] = set()
    for feed in keyed:
        for path in _paths(feed):
            if path not in shown and not _hidden(path[:-1], closed):
                rows.append(Node(path[-1], unread[path], folder=path, open=path not in closed, depth=len(path) - 1))
            shown.add(path)
        if not _hidden(feed.feed.folder, closed):
            title = feed.feed.title or feed.feed.url
            rows.append(Node(title, feed.unread, depth=len(feed.feed.folder), subscription=feed))
    return rows


def _paths(feed: Subscription) -> list[tuple[str, ...]]:
    return [feed.feed.folder[: depth + 1] for depth in range(len(feed.feed.folder))]


def _hidden(path: tuple[str, ...], closed: set[tuple[str, ...]]) -> bool:
    return any(path[: depth + 1] in closed for depth in range(len(path)))


class FeedTree(RowList[Node]):
    """The tree of feeds."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, empty="no feeds")
        self.subscriptions: Sequence[Subscription] = ()
        self.busy: set[int] = set()
        self._folded: set[tuple[str, ...]] = set()

    def show(self, subscriptions: Sequence[Subscription]) -> None:
        """Show feeds and counts; the cursor stays on what it stood on."""
        self.subscriptions = subscriptions
        here = self.item
        rows = nodes(subscriptions, self._folded)
        cursor = next((number for number, row in enumerate(rows) if here and _same(row, here)), None)
        self.fill(rows, cursor=cursor)

    def title_of(self, feed_id: int) -> str:
        """What a feed is called."""
        feeds = (feed for feed in self.subscriptions if feed.id == feed_id)
        return next((feed.feed.title or feed.feed.url for feed in feeds), f"Feed {feed_id}")

    def mark_busy(self, feed_id: int, busy: bool) -> None:
        """Show that a feed is being fetched, or no longer."""
        (self.busy.add if busy else self.busy.discard)(feed_id)
        for number, node in enumerate(self.items):
            if node.subscription is not None and node.subscription.id == feed_id:
                self.redraw(number)

    def fold(self, node: Node) -> None:
        """Open or close a folder."""
        self._folded ^= {node.folder}
        self.show(self.subscriptions)

    def row(self, item: Node, width: int) -> Row:  # noqa: ARG002
        """Fold mark, title, unread count; a feed that could not be fetched has a sign."""
        left: list[Piece] = [("  " * item.depth, "")]
        if item.folder:
            left.append(("▾ " if item.open else "▸ ", "quiet"))
        feed = item.subscription
        look = "strong" if item.unread and not item.folder else "group" if item.folder else "quiet" if feed else ""
        left.append((item.title, look))
        right: list[Piece] = []
        if feed is not None and feed.id in self.busy:
            right.append(("↻", "quiet"))
        elif feed is not None and feed.problem:
            right.append(("!", "problem"))
        if item.unread:
            right.append((f" {item.unread}", "quiet"))
        return Row(tuple(left), tuple(right))


def _same(one: Node, other: Node) -> bool:
    if one.subscription is not None and other.subscription is not None:
        return one.subscription.id == other.subscription.id
    return one.subscription is other.subscription and (one.smart, one.folder) == (other.smart, other.folder)
