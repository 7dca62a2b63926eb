"""The feeds: smart ones first, then tags, then folders and feeds with their unread counts."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from tui.widgets.row_list import Piece, Row, RowList

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

    from readers.model import Subscription

Smart = Literal["", "all", "unread", "starred", "tags"]

Fold = tuple[str, ...] | Smart
"""What can be folded: a folder, by its path, or the tags."""

_NO_TAGS: Mapping[str, int] = MappingProxyType({})


class Node(NamedTuple):
    """A row of the tree.

    Attributes:
        title: what it is called.
        unread: entries not read.
        smart: which of the smart feeds it is, or the heading over the tags; empty for a feed, tag or folder.
        folder: the folder's path; empty for anything else.
        open: whether a folder, or the heading over the tags, shows what is in it.
        depth: how many folders it lies in.
        subscription: the feed, or ``None``.
        tag: the tag, if it is one.
        under: entries under the tag, or the tags that there are.
        failing: whether the feed, or one in the folder, could not be fetched.
    """

    title: str
    unread: int = 0
    smart: Smart = ""
    folder: tuple[str, ...] = ()
    open: bool = True
    depth: int = 0
    subscription: Subscription | None = None
    tag: str = ""
    under: int = 0
    failing: bool = False

    @property
    def fold(self) -> Fold:
        """What folding it folds; empty if it cannot be folded."""
        return self.folder or ("tags" if self.smart == "tags" else "")


def nodes(
    subscriptions: Iterable[Subscription],
    closed: Collection[Fold],
    tags: Mapping[str, int] = _NO_TAGS,
    wanted: str = "",
) -> list[Node]:
    """The rows of the tree: smart feeds, tags, then folders with their feeds, then feeds in no folder.

    Args:
        subscriptions: in the order of the list.
        closed: what does not show what is in it.
        tags: each with how many entries it has.
        wanted: only tags and feeds with these words in their titles, folders or addresses, nothing folded and nothing
            smart; empty for all.
    """
    feeds = list(subscriptions)
    words = wanted.casefold().split()
    if words:
        feeds = [feed for feed in feeds if _has(feed, words)]
        tags = {tag: count for tag, count in tags.items() if all(word in f"#{tag}".casefold() for word in words)}
        closed = ()
    unread = sum(feed.unread for feed in feeds)
    smart = [Node("All", unread, "all"), Node("Unread", unread, "unread"), Node("Starred", smart="starred")]
    rows = [] if words else smart
    if tags:
        rows.append(Node("Tags", smart="tags", open="tags" not in closed, under=len(tags)))
        rows += [Node(f"#{tag}", depth=1, tag=tag, under=count) for tag, count in tags.items() if "tags" not in closed]
    return rows + _folders(feeds, closed)


def _folders(feeds: Sequence[Subscription], closed: Collection[Fold]) -> list[Node]:
    unread: dict[tuple[str, ...], int] = {}
    failing: set[tuple[str, ...]] = set()
    for feed in feeds:
        for path in _paths(feed):
            unread[path] = unread.get(path, 0) + feed.unread
            if feed.problem:
                failing.add(path)
    rows: list[Node] = []
    shown: set[tuple[str, ...]] = set()
    for feed in in_order(feeds):
        for path in _paths(feed):
            if path not in shown and not _hidden(path[:-1], closed):
                is_open, depth = path not in closed, len(path) - 1
                rows.append(
                    Node(path[-1], unread[path], folder=path, open=is_open, depth=depth, failing=path in failing)
                )
            shown.add(path)
        if not _hidden(feed.feed.folder, closed):
            title, depth = feed.feed.title or feed.feed.url, len(feed.feed.folder)
            rows.append(Node(title, feed.unread, depth=depth, subscription=feed, failing=bool(feed.problem)))
    return rows


def in_order(feeds: Iterable[Subscription]) -> list[Subscription]:
    """Feeds as the tree has them: those of one folder together, folders in the order in which they first occur."""
    feeds = list(feeds)
    order: dict[tuple[str, ...], int] = {}
    for feed in feeds:
        for path in _paths(feed):
            order.setdefault(path, len(order))
    return sorted(feeds, key=lambda feed: (not feed.feed.folder, [order[path] for path in _paths(feed)]))


def _has(feed: Subscription, words: Iterable[str]) -> bool:
    text = " ".join((feed.feed.title, feed.feed.url, *feed.feed.folder)).casefold()
    return all(word in text for word in words)


def _paths(feed: Subscription) -> list[tuple[str, ...]]:
    return [feed.feed.folder[: depth + 1] for depth in range(len(feed.feed.folder))]


def _hidden(path: tuple[str, ...], closed: Collection[Fold]) -> bool:
    return any(path[: depth + 1] in closed for depth in range(len(path)))


class FeedTree(RowList[Node]):
    """The tree of feeds.

    Attributes:
        subscriptions: all feeds.
        tags: all tags, with how many entries each has.
        wanted: only feeds and tags with this are shown; empty for all.
        busy: ids of the feeds that are being fetched.
        closed: what does not show what is in it.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, empty="no feeds")
        self.subscriptions: Sequence[Subscription] = ()
        self.tags: Mapping[str, int] = _NO_TAGS
        self.wanted = ""
        self.busy: set[int] = set()
        self.closed: set[Fold] = set()

    def key(self, item: Node) -> Hashable:
        """What kind of a row it is, and which."""
        return item.smart, item.folder, item.tag, item.subscription.id if item.subscription else None

    def show(self, subscriptions: Sequence[Subscription], tags: Mapping[str, int] | None = None) -> None:
        """Show feeds and counts; the cursor stays on what it stood on, and that on its line.

        Args:
            subscriptions: all feeds.
            tags: all tags, with how many entries each has; the ones there were if not given.
        """
        self.subscriptions = subscriptions
        self.tags = self.tags if tags is None else tags
        self.empty = "no such feed" if self.wanted else "no feeds"
        self.keep(nodes(subscriptions, self.closed, self.tags, self.wanted))

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

    def node_of(self, feed_id: int) -> Node | None:
        """The row of a feed, shown or not."""
        feeds = (feed for feed in self.subscriptions if feed.id == feed_id)
        return next((Node(feed.feed.title or feed.feed.url, feed.unread, subscription=feed) for feed in feeds), None)

    def title_of(self, feed_id: int) -> str:
        """What a feed is called."""
        node = self.node_of(feed_id)
        return node.title if node is not None else f"Feed {feed_id}"

    def point_to(self, node: Node) -> None:
        """Put the cursor on the row of a feed, or on that of the folder in which it is hidden."""
        if self.wanted:
            self.narrow("")
        known = {self.key(row): number for number, row in enumerate(self.items)}
        folders = reversed(_paths(node.subscription)) if node.subscription is not None else ()
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
