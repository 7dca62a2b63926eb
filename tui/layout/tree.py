"""The rows of the tree of feeds: smart ones first, then tags, then folders and feeds with their unread counts."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from readers.model import SmartFeed, Subscription

Smart = Literal["", "all", "unread", "starred", "tags"]

Fold = tuple[str, ...] | Smart
"""What can be folded: a folder, by its path, or the tags."""

NO_TAGS: Mapping[str, int] = MappingProxyType({})


class Node(msgspec.Struct, frozen=True):
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
        kept: the query that is kept as a feed, if it is one.
        again: the folder, of a feed that stands in another one first.
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
    again: tuple[str, ...] = ()
    kept: SmartFeed | None = None

    @property
    def fold(self) -> Fold:
        """What folding it folds; empty if it cannot be folded."""
        return self.folder or ("tags" if self.smart == "tags" else "")


EVERYTHING = Node("All", smart="all")
"""All entries of all feeds, whatever the tree shows."""


def nodes(
    subscriptions: Iterable[Subscription],
    closed: Collection[Fold],
    tags: Mapping[str, int] = NO_TAGS,
    wanted: str = "",
    kept: Sequence[SmartFeed] = (),
) -> list[Node]:
    """The rows of the tree: smart feeds, tags, then folders with their feeds, then feeds in no folder.

    Args:
        subscriptions: in the order of the list.
        closed: what does not show what is in it.
        tags: each with how many entries it has.
        wanted: only tags and feeds with these words in their titles, folders or addresses, nothing folded and nothing
            smart but the queries of that name; empty for all.
        kept: queries that are kept as feeds.
    """
    feeds = list(subscriptions)
    words = wanted.casefold().split()
    if words:
        feeds = [feed for feed in feeds if _has(feed, words)]
        tags = {tag: count for tag, count in tags.items() if all(word in f"#{tag}".casefold() for word in words)}
        closed = ()
    unread = counted(feeds)
    smart = [Node("All", unread, "all"), Node("Unread", unread, "unread"), Node("Starred", smart="starred")]
    rows = [] if words else smart
    named = [one for one in kept if all(word in one.name.casefold() for word in words)]
    rows += [Node(one.name, one.unread, kept=one) for one in named]
    if tags:
        rows.append(Node("Tags", smart="tags", open="tags" not in closed, under=len(tags)))
        rows += [Node(f"#{tag}", depth=1, tag=tag, under=count) for tag, count in tags.items() if "tags" not in closed]
    return rows + _folders(feeds, closed)


def _folders(feeds: Sequence[Subscription], closed: Collection[Fold]) -> list[Node]:
    unread: dict[tuple[str, ...], int] = {}
    failing: set[tuple[str, ...]] = set()
    for feed in feeds:
        for path in {path for folder in feed.feed.folders for path in _to(folder)}:
            unread[path] = unread.get(path, 0) + (0 if feed.options.muted else feed.unread)
            if feed.problem:
                failing.add(path)
    rows: list[Node] = []
    shown: set[tuple[str, ...]] = set()
    for folder, feed in _placed(feeds):
        for path in _to(folder):
            if path not in shown and not _hidden(path[:-1], closed):
                is_open, depth = path not in closed, len(path) - 1
                rows.append(
                    Node(path[-1], unread[path], folder=path, open=is_open, depth=depth, failing=path in failing)
                )
            shown.add(path)
        if not _hidden(folder, closed):
            title, again = feed.feed.called, folder if folder != feed.feed.folder else ()
            failed = bool(feed.problem)
            rows.append(Node(title, feed.unread, depth=len(folder), subscription=feed, failing=failed, again=again))
    return rows


def counted(feeds: Iterable[Subscription]) -> int:
    """Unread entries, but for those of muted feeds."""
    return sum(feed.unread for feed in feeds if not feed.options.muted)


def in_order(feeds: Iterable[Subscription]) -> list[Subscription]:
    """Feeds as the tree has them: those of one folder together, folders in the order in which they first occur."""
    return list({feed.id: feed for _, feed in _placed(feeds)}.values())


def _placed(feeds: Iterable[Subscription]) -> list[tuple[tuple[str, ...], Subscription]]:
    """Each feed in each of its folders, those of one folder together."""
    placed = [(folder, feed) for feed in feeds for folder in feed.feed.folders]
    order: dict[tuple[str, ...], int] = {}
    for folder, _ in placed:
        for path in _to(folder):
            order.setdefault(path, len(order))
    return sorted(placed, key=lambda one: (not one[0], [order[path] for path in _to(one[0])]))


def _to(folder: tuple[str, ...]) -> list[tuple[str, ...]]:
    """A folder and those around it, the outermost first."""
    return [folder[: depth + 1] for depth in range(len(folder))]


def _has(feed: Subscription, words: Iterable[str]) -> bool:
    text = " ".join(
        (feed.feed.name, feed.feed.title, feed.feed.url, *(name for path in feed.feed.folders for name in path))
    ).casefold()
    return all(word in text for word in words)


def paths(feed: Subscription) -> list[tuple[str, ...]]:
    """The folders that a feed lies in, the outermost first."""
    return _to(feed.feed.folder)


def _hidden(path: tuple[str, ...], closed: Collection[Fold]) -> bool:
    return any(path[: depth + 1] in closed for depth in range(len(path)))
