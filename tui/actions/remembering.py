"""What the list looks like and where the reader is in it, from one start of the reader to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tui.actions.listing import show_counts
from tui.layout.tree import Smart
from tui.state import lettered
from tui.state.listing import Grouping, Order

if TYPE_CHECKING:
    from readers.model import Article
    from tui.layout.tree import Node
    from tui.stage import Stage

_WHAT = "list"


class _Shape(msgspec.Struct, omit_defaults=True):
    """How the reader likes the list and the tree, and where they were left: which list, what filter, which entry."""

    grouping: Grouping = ""
    oldest_first: bool = False
    order: Order = "date"
    only_unread: bool = False
    feeds_unread: bool = False
    once: bool = True
    folded: list[list[str]] = []
    tags_folded: bool = False
    feed: int | None = None
    smart: Smart = ""
    tag: str = ""
    kept: int = 0
    wanted: str = ""
    entry: int | None = None


async def restore(stage: Stage) -> None:
    """Show the feeds; take the shape that was left as far as it is understood: another version may have written it."""
    kept = stage.listing.remembered = await stage.newsroom.remembered(_WHAT)
    try:
        shape = msgspec.json.decode(kept, type=_Shape) if kept else _Shape()
    except (msgspec.ValidationError, msgspec.DecodeError):
        shape = _Shape()
    listing = stage.listing
    listing.grouping, listing.oldest_first, listing.once = shape.grouping, shape.oldest_first, shape.once
    listing.order, listing.only_unread, stage.feeds.only_unread = shape.order, shape.only_unread, shape.feeds_unread
    stage.feeds.closed = {tuple(path) for path in shape.folded}
    if shape.tags_folded:
        stage.feeds.closed.add("tags")
    await show_counts(stage)
    node = next((one for one in stage.feeds.every if _is_meant(one, shape)), None)
    if node is not None:
        listing.of(node)
        stage.feeds.point_to(node)
    listing.wanted, listing.at = shape.wanted, shape.entry


def _is_meant(node: Node, shape: _Shape) -> bool:
    feed = node.subscription.id if node.subscription is not None else None
    kept = node.kept.id if node.kept is not None else 0
    of_node, of_shape = (feed, node.smart, node.tag, kept), (shape.feed, shape.smart, shape.tag, shape.kept)
    return of_node == of_shape != (None, "", "", 0)


def remember(stage: Stage) -> None:
    """Keep the shape for the next time, and where the reader is in it."""
    if stage.direct:
        return
    listing, closed = stage.listing, stage.feeds.closed
    folded = sorted([list(path) for path in closed if isinstance(path, tuple)])
    entry = stage.entries.entry
    smart: Smart = "unread" if "unread" in listing.query else "starred" if "starred" in listing.query else ""
    shape = _Shape(
        grouping=listing.grouping,
        oldest_first=listing.oldest_first,
        order=listing.order,
        only_unread=listing.only_unread,
        feeds_unread=stage.feeds.only_unread,
        once=listing.once,
        folded=folded,
        tags_folded="tags" in closed,
        feed=listing.feed_id,
        smart=smart,
        tag=listing.query.get("tag", ""),
        kept=listing.kept,
        wanted=listing.wanted,
        entry=entry.id if entry is not None and not stage.entries.at_top else None,
    )
    kept = msgspec.json.encode(shape).decode()
    if kept == listing.remembered:
        return
    listing.remembered = kept
    stage.work(stage.newsroom.remember(_WHAT, kept), "mark", "", exclusive=False)


# Marks: places in an article that a letter was given to


async def set_mark(stage: Stage, article: Article, place: int, letter: str) -> None:
    """Give a place in an article to a letter, for good; see `tui.state.lettered.keep`."""
    await lettered.keep(stage.newsroom, article, place, letter)
    stage.say(f"mark {letter} · {stage.keymap.of('to_mark')}{letter} comes back here")


async def to_mark(stage: Stage, article: Article, letter: str) -> None:
    """Go to the place of a letter, by the words that stood there."""
    marks, view = await lettered.known(stage.newsroom, article), stage.view
    if view.article is None or view.article.document != article.document:
        return  # The reader has gone on to another one.
    if letter not in marks:
        there = " ".join(sorted(marks))
        stage.say(f"no mark {letter} in this article" + (f"; there are {there}" if there else ""))
        return
    place, there_still = lettered.found(article, marks[letter])
    view.visit(place)
    stage.say(f"mark {letter}" + ("" if there_still else ": its words are no longer there, this is near it"))
