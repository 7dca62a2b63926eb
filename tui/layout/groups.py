"""Entries under the feeds by which they came, or under those feeds' folders."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from tui.layout.days import Heading

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from readers.model import EntryRow, Subscription

KeyT = TypeVar("KeyT")

_LOOSE = "In no folder"


def by_feed(
    rows: Iterable[EntryRow], feeds: Sequence[Subscription], under: Container[int] = ()
) -> list[EntryRow | Heading]:
    """The rows under their feeds, in the order of these; then those of feeds that were left, by the alphabet.

    Args:
        rows: in their order, which they keep under each heading.
        feeds: as the tree has them.
        under: ids of rows that belong to the one before them, whatever feed they came by.
    """
    rows = list(rows)
    titles = {feed.id: feed.feed.called for feed in feeds}
    left = {row.feed_id: row.outlet for row in rows if row.feed_id not in titles}
    titles |= dict(sorted(left.items(), key=lambda feed: (feed[1].casefold(), feed[0])))
    return _under(rows, {feed: feed for feed in titles}, titles, under)


def by_folder(
    rows: Iterable[EntryRow], feeds: Sequence[Subscription], under: Container[int] = ()
) -> list[EntryRow | Heading]:
    """The rows under the folders of their feeds, in the order of these; last those in no folder.

    Args:
        rows: in their order, which they keep under each heading.
        feeds: as the tree has them.
        under: ids of rows that belong to the one before them, whatever feed they came by.
    """
    rows = list(rows)
    folders = {feed.id: feed.feed.folder for feed in feeds}
    folders |= {row.feed_id: () for row in rows if row.feed_id not in folders}
    paths = [*dict.fromkeys(path for path in folders.values() if path), ()]
    return _under(rows, folders, {path: " / ".join(path) or _LOOSE for path in paths}, under)


def _under(
    rows: Iterable[EntryRow], keys: Mapping[int, KeyT], titles: Mapping[KeyT, str], under: Container[int]
) -> list[EntryRow | Heading]:
    """The rows under headings.

    Args:
        rows: in the order that they keep under each.
        keys: the feed of a row → what it stands under.
        titles: that → its heading, in the order of the headings.
        under: ids of rows that stay with the one before them.
    """
    groups: dict[KeyT, list[EntryRow]] = {key: [] for key in titles}
    group: list[EntryRow] = []
    for row in rows:
        if row.id not in under:
            group = groups[keys[row.feed_id]]
        group.append(row)
    found: list[EntryRow | Heading] = []
    for key, members in groups.items():
        if members:
            found += (Heading(titles[key]), *members)
    return found
