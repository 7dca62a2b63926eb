"""The list of entries: fetching, showing and marking them. What is listed is in `tui.state.listing`."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from readers.errors import QueryError
from readers.model import EntryRow, Hit
from tui.layout.tree import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from readers.library.stories import Stories
    from tui.stage import Stage

_FIRST, _MORE = 200, 1000
"""Rows fetched for the first frame, and with each step after it."""

_BREATH = 0.005
"""Seconds between two steps, for keys to be heard."""

_AT_ONCE = 100
"""Entries whose stories are looked for in one go: some two milliseconds."""

_LONG_AGO = datetime.min.replace(tzinfo=UTC)

_SLICE = 500
"""Entries looked at again in one go."""


class Marked(NamedTuple):
    """Entries that were marked as read or unread, and were not so before.

    Attributes:
        ids: of the entries.
        read: what they were marked as.
    """

    ids: list[int]
    read: bool

    def undo(self, stage: Stage) -> None:
        """Mark them as they were."""
        mark(stage, self.ids, read=not self.read, undoable=False)
        stage.say(f"{len(self.ids)} marked {'unread' if self.read else 'read'} again")


# Fetching and showing


async def load(stage: Stage, *, keep: bool) -> None:
    """Fetch the entries: the first at once, the rest bit by bit.

    Args:
        stage: where they are shown.
        keep: whether the cursor stays on the entry it is on.
    """
    listing = stage.listing
    listing.loads += 1
    this = listing.loads
    listing.meanwhile = []
    rows = list(await stage.newsroom.rows(limit=_FIRST, **listing.asked))
    from readers.library.stories import Stories  # noqa: PLC0415  (not before the first frame)

    stories = Stories()
    await _tell_apart(stories, rows)
    passes = await _pass(stage, rows)
    if this != listing.loads:  # Another has begun meanwhile, perhaps of another feed.
        return
    listing.passes = passes
    quietly, listing.keeps = keep and len(listing.rows) > len(rows), keep
    if not quietly:
        listing.meanwhile = None
        listing.rows, listing.stories = rows, stories
        show(stage, keep=keep)
        _go_where_it_was_left(stage)
    page: Sequence[EntryRow] = rows
    size = _FIRST
    while len(page) == size:
        await asyncio.sleep(_BREATH)
        size = _MORE
        page = await stage.newsroom.rows(limit=size, before=rows[-1], **listing.asked)
        grown, passes = await _tell_apart(stories, page), await _pass(stage, page)
        if this != listing.loads:
            return
        listing.passes = passes if passes is None or listing.passes is None else listing.passes | passes
        rows.extend(page)
        if not quietly:
            _grow(stage, len(page), grown, last=len(page) < size)
            _go_where_it_was_left(stage)
    stories.finish()
    if quietly:
        # Shown in one go, so that the list never has fewer rows than it had.
        for ids, changed in listing.meanwhile or ():
            rows[:] = [changed(row) if row.id in ids else row for row in rows]
        listing.rows, listing.stories, listing.meanwhile = rows, stories, None
        show(stage, keep=True)


async def _pass(stage: Stage, rows: Sequence[EntryRow]) -> frozenset[int] | None:
    """Those of some entries that the filter leaves, where it is more than words; ``None`` where it is not."""
    from readers.library.query.tree import is_plain  # noqa: PLC0415  (not before the first frame)

    wanted = stage.listing.wanted
    if is_plain(wanted):
        return None
    try:
        return frozenset(await stage.newsroom.passing(wanted, [row.id for row in rows]))
    except QueryError:  # a filter that another version kept: to it these were words
        return None


def _go_where_it_was_left(stage: Stage) -> None:
    """Put the cursor on the entry it was on when the reader was left, once that is there, unless it was moved since."""
    listing, entries = stage.listing, stage.entries
    if listing.at is None:
        return
    if not entries.at_top:
        listing.at = None
    elif (index := entries.index_of(listing.at)) is not None:
        listing.at = None
        entries.point_at(index, tell=False)


async def look_elsewhere(stage: Stage) -> None:
    """Fetch the entries again and show what another process has changed: what is new, and what looks different.

    Nothing goes away under the reader's hand: what belongs to the list no more (another reader has read it) stays until
    the list is fetched anew, unless it is gone from the library. If nothing has changed, nothing is drawn.
    """
    listing = stage.listing
    listing.loads += 1
    this = listing.loads
    listing.meanwhile = []
    rows: list[EntryRow] = []
    page: Sequence[EntryRow] = ()
    size = 0
    while len(page) == size:
        size = _MORE if rows else _FIRST
        page = await stage.newsroom.rows(limit=size, before=rows[-1] if rows else None, **listing.asked)
        rows.extend(page)
        await asyncio.sleep(_BREATH)
        if this != listing.loads:  # Another has begun meanwhile, and fetches what is new as well.
            return
    listed = {row.id for row in rows}
    rest = [row.id for row in listing.rows if row.id not in listed]
    for start in range(0, len(rest), _SLICE):
        rows += await stage.newsroom.rows_again(rest[start : start + _SLICE])
    rows.sort(key=lambda row: (row.published or _LONG_AGO, row.id), reverse=True)
    if _same_list(rows, listing.rows):
        stories = listing.stories
    else:
        from readers.library.stories import Stories  # noqa: PLC0415  (not before the first frame)

        stories = Stories()
        await _tell_apart(stories, rows)
        stories.finish()
    passes = await _pass(stage, rows)
    if this != listing.loads:
        return
    listing.passes = passes
    for ids, changed in listing.meanwhile or ():
        rows[:] = [changed(row) if row.id in ids else row for row in rows]
    listing.meanwhile = None
    if stories is listing.stories:
        known = {row.id: row for row in listing.rows}
        other = {row.id: row for row in rows if known[row.id] != row}
        _change(stage, other.keys(), lambda row: other[row.id])
    else:
        listing.rows, listing.stories = rows, stories
        show(stage, keep=True)


def _same_list(rows: Sequence[EntryRow], others: Sequence[EntryRow]) -> bool:
    """Whether two lists have the same entries in the same places: only marks, people and tags may differ."""
    return len(rows) == len(others) and all(
        (one.id, one.title, one.published, one.outlet) == (other.id, other.title, other.published, other.outlet)
        for one, other in zip(rows, others, strict=True)
    )


async def _tell_apart(stories: Stories, rows: Sequence[EntryRow]) -> set[int]:
    """`Stories.add`, bit by bit: a thread would not let go of the interpreter each time that a key asks for it."""
    grown: set[int] = set()
    for start in range(0, len(rows), _AT_ONCE):
        grown |= stories.add(rows[start : start + _AT_ONCE])
        await asyncio.sleep(0)
    return grown


def _grow(stage: Stage, more: int, grown: set[int], *, last: bool) -> None:
    """Show what was fetched.

    Args:
        stage: where.
        more: how many entries were fetched now.
        grown: heads of stories that are shown already and have more entries now.
        last: whether nothing more will come.
    """
    listing, entries = stage.listing, stage.entries
    sorted_in = listing.oldest_first or listing.order != "date"
    if listing.wanted or sorted_in or listing.by in {"feed", "folder"} or (listing.once and listing.apart):
        # They come in between. Of a long list that is not shown each time, or it would cost the square of it.
        if last or len(listing.rows) >= 2 * listing.shown:
            show(stage, keep=listing.keeps or not entries.at_top)
    elif not listing.once and not listing.by:
        entries.grow(listing.rows)
        tell(stage)
    else:
        shown = entries.items if entries.total else ()
        new = listing.told_once(listing.rows[-more:])
        entries.grow([*entries.items, *listing.grouped(new, stage.feeds.in_order, entries.clock(), shown)])
        if listing.once and grown:
            _count(stage)
            entries.replace(entries.items, grown)
        tell(stage)


def show(stage: Stage, *, keep: bool) -> None:
    """Show what was fetched, filtered and in order."""
    listing, entries = stage.listing, stage.entries
    rows = listing.chosen()
    _count(stage)
    listing.shown = len(listing.rows)
    outlets = listing.feed_id is None and listing.by != "feed"
    called = [feed.feed.called for feed in stage.feeds.subscriptions] if outlets else ()
    entries.show(
        listing.grouped(rows, stage.feeds.in_order, entries.clock()), outlets=outlets, keep=keep, called=called
    )
    if not keep and listing.at is None and stage.settings.first_unread:
        items = enumerate(entries.items)
        unread = next((at for at, item in items if isinstance(item, EntryRow) and not item.read), None)
        if unread is not None:
            entries.point_at(unread, tell=False)
    tell(stage)


def _count(stage: Stage) -> None:
    """Let the list know in how many more outlets each story is told."""
    listing = stage.listing
    stage.entries.heads = listing.stories.head if listing.once else {}
    stage.entries.others = listing.stories.others if listing.counted else {}
    stage.entries.under = listing.under


def tell(stage: Stage) -> None:
    """Say what is listed, if the reader is there."""
    if stage.pane in {"feeds", "entries"}:
        listing, shown = stage.listing, stage.entries.total
        only = f" with “{listing.wanted}”" if listing.wanted else ""
        only += " · only unread" if listing.only_unread else ""
        under = f" · {stage.entries.heading}" if stage.entries.heading else ""
        where = f"{listing.title} · {_counted(shown, len(listing.rows) if listing.counted else shown)}{only}{under}"
        found = stage.entries.entry
        stage.status.tell(where=where, at_hand=found.excerpt if isinstance(found, Hit) else "")


def _counted(shown: int, entries: int) -> str:
    """How much is listed: where several entries tell one story, which is listed once, that is said."""
    if shown < entries:
        return f"{shown} {'story' if shown == 1 else 'stories'} in {entries} entries"
    return f"{shown} {'entry' if shown == 1 else 'entries'}"


def narrow(stage: Stage, wanted: str, *, anew: bool = False) -> None:
    """Show only entries whose headline, people, tags or outlet contain some words, or those of `Listing.passes`.

    Args:
        stage: where.
        wanted: the words, or a query.
        anew: whether other entries pass than before though the words are the same.
    """
    listing, at = stage.listing, stage.entries.entry
    if wanted == listing.wanted and not anew:
        return
    listing.passes = listing.passes if wanted else None
    if at is not None:
        listing.last = at.id
    listing.wanted = wanted
    show(stage, keep=True)
    if at is None and (index := stage.entries.index_of(listing.last)) is not None:
        stage.entries.point_at(index)  # Nothing had these words: back to where the cursor was before.


# Stories


def open_apart(stage: Stage, row: EntryRow) -> bool:
    """Show or hide the other entries of a row's story; gives whether there are any."""
    members = stage.listing.turn_apart(row)
    if not members:
        return False
    at = stage.entries.index_of(members[0])
    if at is not None and stage.listing.apart.isdisjoint(members):
        stage.entries.point_at(at)
    show(stage, keep=True)
    return True


def tell_story(stage: Stage, row: EntryRow) -> None:
    """Say where else the story of a row is told."""
    if row.id in stage.entries.others:
        outlets = ", ".join(stage.listing.stories.story(row).outlets[1:])
        stage.say(f"also in {outlets} · {stage.keymap.of('expand')} opens them apart")


# Entries that change


def replace(stage: Stage, ids: Iterable[int], **changes: Any) -> None:  # noqa: ANN401  (of EntryRow)
    """Show some entries with other marks or people."""
    wanted = set(ids)
    _change(stage, wanted, lambda row: msgspec.structs.replace(row, **changes))


def name_people(stage: Stage, people: Mapping[int, tuple[str, ...]]) -> None:
    """Show who is in some entries, now that it is known: names by the entry's id."""
    found = dict(people)
    _change(stage, found.keys(), lambda row: msgspec.structs.replace(row, people=found[row.id]))


async def look_again(stage: Stage) -> None:
    """Show who is in the entries now, after something was set right: those on the screen first."""
    known = {row.id: row.people for row in stage.listing.rows}
    top = stage.entries.scroll_offset.y
    seen = stage.entries.items[top : top + stage.entries.size.height]
    ids = list(dict.fromkeys([*(row.id for row in seen if isinstance(row, EntryRow)), *known]))
    for start in range(0, len(ids), _SLICE):
        again = await stage.newsroom.rows_again(ids[start : start + _SLICE])
        name_people(stage, {row.id: row.people for row in again if row.people != known.get(row.id)})
        await asyncio.sleep(_BREATH)


def _change(stage: Stage, ids: Collection[int], changed: Callable[[EntryRow], EntryRow]) -> None:
    if not ids:
        return
    listing, items = stage.listing, stage.entries.items
    if listing.meanwhile is not None:
        listing.meanwhile.append((ids, changed))
    listing.rows[:] = [changed(row) if row.id in ids else row for row in listing.rows]
    shown = [changed(item) if isinstance(item, EntryRow) and item.id in ids else item for item in items]
    stage.entries.replace(shown, ids)
    article = stage.view.article
    if article is not None and article.row is not None and article.row.id in ids:
        stage.view.own(changed(article.row))


def mark(stage: Stage, ids: list[int], *, read: bool, undoable: bool = True) -> None:
    """Mark entries as read or unread: at once on the screen, then in the library."""
    ids = stage.listing.together(ids)
    replace(stage, ids, read=read)
    stage.work(_mark(stage, ids, read=read, undoable=undoable), "mark", "", exclusive=False)


async def _mark(stage: Stage, ids: list[int], *, read: bool, undoable: bool) -> None:
    changed = await stage.newsroom.mark_read(ids, read)
    if changed and undoable:
        stage.undoable.append(Marked(changed, read))
    await show_counts(stage)


async def show_counts(stage: Stage) -> None:
    """Show feeds, tags and unread counts as they are now."""
    subscriptions = await stage.newsroom.subscriptions()
    stage.feeds.show(subscriptions, await stage.newsroom.tags(), await stage.newsroom.smart_feeds())
    unread = counted(subscriptions)
    if unread != stage.status.unread:
        from tui.actions.outside import telling  # noqa: PLC0415  (not before the first frame)

        telling.write(stage.app, telling.title(unread))
    stage.status.tell(unread=unread)
    await show_waiting(stage)


async def show_waiting(stage: Stage) -> None:
    """Show how many changes wait for a server to be told of them."""
    stage.status.tell(waiting=await stage.newsroom.to_sync())
