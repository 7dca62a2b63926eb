"""What the list looks like, from one start of the reader to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tui.state.listing import Grouping

if TYPE_CHECKING:
    from tui.stage import Stage

_WHAT = "list"


class _Shape(msgspec.Struct, omit_defaults=True):
    """How the reader likes the list and the tree."""

    grouping: Grouping = ""
    oldest_first: bool = False
    once: bool = True
    folded: list[list[str]] = []
    tags_folded: bool = False


async def restore(stage: Stage) -> None:
    """Take the shape that was left, as far as it is understood: another version may have written it."""
    kept = stage.listing.remembered = await stage.newsroom.remembered(_WHAT)
    try:
        shape = msgspec.json.decode(kept, type=_Shape) if kept else _Shape()
    except (msgspec.ValidationError, msgspec.DecodeError):
        return
    listing = stage.listing
    listing.grouping, listing.oldest_first, listing.once = shape.grouping, shape.oldest_first, shape.once
    stage.feeds.closed = {tuple(path) for path in shape.folded}
    if shape.tags_folded:
        stage.feeds.closed.add("tags")


def remember(stage: Stage) -> None:
    """Keep the shape for the next time."""
    listing, closed = stage.listing, stage.feeds.closed
    folded = sorted([list(path) for path in closed if isinstance(path, tuple)])
    shape = _Shape(listing.grouping, listing.oldest_first, listing.once, folded, "tags" in closed)
    kept = msgspec.json.encode(shape).decode()
    if kept == listing.remembered:
        return
    listing.remembered = kept
    stage.work(stage.newsroom.remember(_WHAT, kept), "mark", "", exclusive=False)
