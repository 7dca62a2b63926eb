"""The news: choosing a feed, marking entries, and how the list shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readers.model import EntryRow
from tui.actions.listing import Marked, load, mark, open_apart, replace, show, show_counts, show_waiting
from tui.actions.remembering import remember, restore
from tui.state.listing import GROUPINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui.layout.days import Heading
    from tui.layout.tree import Node
    from tui.stage import Stage

_FIRST_KEYS = frozenset(("enter", "right", "next_mention", "help"))
"""Whoever has used one of them has found the way in."""


async def start(stage: Stage) -> None:
    """Show feeds and entries; with none, the welcome article. Then fetch what is due."""
    await restore(stage)
    if await stage.newsroom.is_new():
        keys = stage.keymap.of
        stage.status.tell(hint=f"{keys('enter')} opens · {keys('next_mention')} next name · {keys('help')} all keys")
    await load(stage, keep=False)
    if not stage.listing.rows and stage.view.article is None:
        welcome(stage)
    from tui.actions import network, refreshing  # noqa: PLC0415  (not before the first frame)

    if stage.glance_at_start:
        stage.run_id("today")
    if stage.refresh_at_start:
        network.refresh_due(stage)
    else:
        refreshing.catch_up(stage)


def learned(stage: Stage, command: str) -> None:
    """A command was run: whoever uses one of the first keys need not be told of them any more."""
    if command in _FIRST_KEYS and stage.status.hint:
        stage.status.tell(hint="")
        stage.work(stage.newsroom.no_longer_new(), "mark", "", exclusive=False)


def welcome(stage: Stage) -> None:
    """Show the article that teaches the keys."""
    from readers.model import Article  # noqa: PLC0415  (only where there is nothing else to show)
    from tui.commands.welcome import document  # noqa: PLC0415  (likewise)

    stage.show_article(Article(document()), 0)


def choose(stage: Stage, node: Node) -> None:
    """A feed, smart feed, tag or folder was chosen."""
    if node.fold:
        stage.feeds.fold(node)
        remember(stage)
        return
    stage.listing.of(node)
    stage.work(load(stage, keep=False), "list", "")
    stage.go_to("entries")


def next_unread(stage: Stage) -> None:
    """The next unread entry; while a search is on, the next match."""
    _next(stage, forward=True)


def previous_unread(stage: Stage) -> None:
    """The unread entry, or the match, before."""
    _next(stage, forward=False)


def _next(stage: Stage, *, forward: bool) -> None:
    reading = stage.view.reading
    reads = stage.pane in {"article", "panel"}
    if reads and reading is not None and reading.matches:
        stage.view.step(reading.matches, forward=forward)
        return
    if stage.direct:
        _next_source(stage, forward=forward)
        return
    rows = stage.entries.items
    here = stage.entries.cursor
    if reads and forward and stage.row is not None and stage.entries.index_of(stage.row.id) is None:
        here -= 1  # The list has lost the article that is being read: the entry in its place has its turn.
    found = _first_unread(rows, range(here + 1, len(rows)) if forward else range(here - 1, -1, -1))
    if found is None:
        found = _first_unread(rows, range(here) if forward else range(len(rows) - 1, here, -1))
        if found is not None:
            stage.say("from the top" if forward else "from the end")
    if found is None:
        _next_feed(stage, forward=forward, reads=reads)
        return
    stage.entries.point_at(found)
    if reads:
        stage.entries.choose()


def random_unread(stage: Stage) -> None:
    """An unread entry of the list, whichever it may be."""
    from random import choice  # noqa: PLC0415  (only here)

    here = stage.row
    rows = stage.entries.items
    found = [n for n, row in enumerate(rows) if isinstance(row, EntryRow) and not row.read and row != here]
    if stage.direct or not found:
        stage.say("nothing else unread here")
        return
    stage.entries.point_at(choice(found))  # noqa: S311  (nobody guesses for gain)
    if stage.pane in {"article", "panel"}:
        stage.entries.choose()


def _first_unread(rows: Sequence[EntryRow | Heading], numbers: Iterable[int]) -> int | None:
    return next((number for number in numbers if _unread(rows[number])), None)


def _next_feed(stage: Stage, *, forward: bool, reads: bool) -> None:
    """Go on with the next feed of the tree that has something unread, if it is a feed that is listed."""
    feeds = stage.feeds.in_order
    at = next((number for number, feed in enumerate(feeds) if feed.id == stage.listing.feed_id), None)
    after = [] if at is None else [*feeds[at + 1 :], *feeds[:at]] if forward else [*feeds[:at][::-1], *feeds[:at:-1]]
    feed = next((feed for feed in after if feed.unread), None)
    node = stage.feeds.node_of(feed.id) if feed is not None else None
    if node is None:
        stage.say("nothing unread is left" if at is not None else "nothing unread here")
        return
    stage.listing.of(node)
    stage.feeds.point_to(node)
    stage.work(_go_on(stage, reads=reads), "list", "")


async def _go_on(stage: Stage, *, reads: bool) -> None:
    await load(stage, keep=False)
    found = _first_unread(stage.entries.items, range(len(stage.entries.items)))
    if found is None:
        return
    stage.entries.point_at(found)
    stage.say(f"on to {stage.listing.title}")
    if reads:
        stage.entries.choose()


def _unread(item: EntryRow | Heading) -> bool:
    return isinstance(item, EntryRow) and not item.read


def _next_source(stage: Stage, *, forward: bool) -> None:
    at = stage.opened + (1 if forward else -1)
    if not 0 <= at < len(stage.opening):
        stage.say("that was the last one" if forward else "that was the first one")
        return
    stage.open_source(at)


def toggle_read(stage: Stage) -> None:
    """Mark the entry as read, or as unread again; of several that are selected, all."""
    if _with_all(stage, "read_all"):
        return
    row = _current(stage)
    if row is not None:
        mark(stage, [row.id], read=not row.read)
        stage.say("marked unread" if row.read else "marked read")


def mark_all_read(stage: Stage) -> None:
    """Mark what is listed as read: a feed, what a filter or the stars leave of it, or everything."""
    if not stage.direct:
        stage.work(_mark_all(stage), "mark", "", exclusive=False)


async def _mark_all(stage: Stage) -> None:
    node = stage.feeds.item if stage.pane == "feeds" else None
    if node is not None and node.subscription is not None:
        ids = await stage.newsroom.mark_all_read(node.subscription.id)
    elif stage.listing.partial:
        ids = await stage.newsroom.mark_read(stage.listing.together(row.id for row in stage.entries.rows))
    else:
        ids = await stage.newsroom.mark_all_read(stage.listing.feed_id)
    replace(stage, ids, read=True)
    if ids:
        stage.undoable.append(Marked(ids, read=True))
    await show_counts(stage)
    stage.say(f"{len(ids)} marked read · {stage.keymap.of('undo')} takes it back" if ids else "nothing was unread")


def undo(stage: Stage) -> None:
    """Take back the last marking, tagging, correction or note."""
    if not stage.undoable:
        stage.say("nothing to undo")
        return
    stage.undoable.pop().undo(stage)


def star(stage: Stage) -> None:
    """Star the entry, or take the star away; of several that are selected, all."""
    if _with_all(stage, "star_all"):
        return
    row = _current(stage)
    if row is not None:
        replace(stage, [row.id], starred=not row.starred)
        stage.work(_star(stage, row), "mark", "", exclusive=False)
        stage.say("star taken away" if row.starred else "starred")


async def _star(stage: Stage, row: EntryRow) -> None:
    await stage.newsroom.star(row.id, not row.starred)
    await show_waiting(stage)


def tag(stage: Stage) -> None:
    """Say what the entry is to be under; or several that are selected."""
    if _with_all(stage, "tag_all"):
        return
    row = _current(stage)
    if row is not None:
        from tui.actions import tags  # noqa: PLC0415  (nothing of it is needed for the first frame)

        tags.ask(stage, row)


def _with_all(stage: Stage, what: str) -> bool:
    """Do something with all entries that are selected; gives whether there are some."""
    if stage.pane != "entries" or stage.entries.since is None:
        return False
    from tui.actions.shelves import lists  # noqa: PLC0415  (nothing of it is needed for the first frame)

    rows = lists.chosen(stage)
    getattr(lists, what)(stage, rows)
    return True


def _current(stage: Stage) -> EntryRow | None:
    """The entry at hand, as the list has it now."""
    row = stage.row
    if row is None:
        stage.say("no entry at hand")
        return None
    return next((known for known in stage.listing.rows if known.id == row.id), row)


def filter(stage: Stage) -> None:  # noqa: A001  (named like its command)
    """Show only entries that have some words."""
    if stage.direct:
        return
    from tui.actions.queries import finding  # noqa: PLC0415  (nothing of it is needed for the first frame)

    listing, before = stage.listing, stage.entries.entry

    def done(text: str | None) -> None:
        finding.filter_by(stage, text or "")
        at = stage.entries.index_of(before.id) if text is None and before is not None else None
        if at is not None:  # Taken back: as if it had never been.
            stage.entries.point_at(at)

    stage.go_to("entries")
    stage.ask(
        "only entries with",
        listing.wanted,
        lambda text: finding.filter_by(stage, text),
        done,
        complete=lambda line: finding.completed(stage, line),
        wrong=finding.wrong_part,
    )


def sort(stage: Stage) -> None:
    """Newest or oldest first."""
    stage.listing.oldest_first = not stage.listing.oldest_first
    show(stage, keep=True)
    remember(stage)
    stage.say("oldest first" if stage.listing.oldest_first else "newest first")


def expand(stage: Stage) -> None:
    """Show or hide the other entries that tell the same."""
    row = stage.entries.entry
    if stage.pane != "entries" or row is None or not open_apart(stage, row):
        stage.say("only this entry tells it")


def stories(stage: Stage) -> None:
    """One row for what several feeds tell, or one for each."""
    stage.listing.once = not stage.listing.once
    show(stage, keep=True)
    remember(stage)
    stage.say("each story once" if stage.listing.once else "every entry by itself")


def group(stage: Stage) -> None:
    """Put the entries under headings, or under none."""
    listing = stage.listing
    useful = [one for one in GROUPINGS if one in _ways(stage)]
    listing.grouping = useful[(useful.index(listing.by) + 1) % len(useful)] if listing.by in useful else ""
    show(stage, keep=True)
    remember(stage)
    stage.say(f"grouped by {listing.by}" if listing.by else "not grouped")


def _ways(stage: Stage) -> set[str]:
    """What there is to group by: one feed by day alone, and by folder only if there are some."""
    if stage.listing.feed_id is not None:
        return {"", "day"}
    folders = any(feed.feed.folder for feed in stage.feeds.subscriptions)
    return {"", "day", "feed", "folder"} if folders else {"", "day", "feed"}
