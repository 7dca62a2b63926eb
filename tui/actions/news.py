"""The news: choosing a feed, marking entries, and how the list shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readers.model import EntryRow
from tui.actions.remembering import remember, restore
from tui.state.listing import GROUPINGS, Marked, show_counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui.layout.days import Heading
    from tui.screens.reader import ReaderScreen
    from tui.widgets.feed_tree import Node

_FIRST_KEYS = frozenset(("enter", "right", "next_mention", "help"))
"""Whoever has used one of them has found the way in."""


async def start(screen: ReaderScreen) -> None:
    """Show feeds and entries; with none, the welcome article. Then fetch what is due."""
    await restore(screen)
    await show_counts(screen)
    if await screen.newsroom.is_new():
        keys = screen.keymap.of
        screen.status.tell(hint=f"{keys('enter')} opens · {keys('next_mention')} next name · {keys('help')} all keys")
    await screen.listing.load(screen, keep=False)
    if not screen.listing.rows and screen.view.article is None:
        welcome(screen)
    from tui.actions import network  # noqa: PLC0415  (not before the first frame)

    if screen.refresh_at_start:
        network.refresh_all(screen)
    else:
        network.catch_up(screen)


def learned(screen: ReaderScreen, command: str) -> None:
    """A command was run: whoever uses one of the first keys need not be told of them any more."""
    if command in _FIRST_KEYS and screen.status.hint:
        screen.status.tell(hint="")
        screen.work(screen.newsroom.no_longer_new(), "mark", "", exclusive=False)


def welcome(screen: ReaderScreen) -> None:
    """Show the article that teaches the keys."""
    from readers.model import Article  # noqa: PLC0415  (only where there is nothing else to show)
    from tui.state.welcome import document  # noqa: PLC0415  (likewise)

    screen.post_message(screen.Opened(Article(document()), 0))


def choose(screen: ReaderScreen, node: Node) -> None:
    """A feed, smart feed, tag or folder was chosen."""
    if node.fold:
        screen.feeds.fold(node)
        remember(screen)
        return
    screen.listing.of(node)
    screen.work(screen.listing.load(screen, keep=False), "list", "")
    screen.go_to("entries")


def next_unread(screen: ReaderScreen) -> None:
    """The next unread entry; while a search is on, the next match."""
    _next(screen, forward=True)


def previous_unread(screen: ReaderScreen) -> None:
    """The unread entry, or the match, before."""
    _next(screen, forward=False)


def _next(screen: ReaderScreen, *, forward: bool) -> None:
    reading = screen.view.reading
    reads = screen.pane in {"article", "panel"}
    if reads and reading is not None and reading.matches:
        screen.view.step(reading.matches, forward=forward)
        return
    if screen.direct:
        _next_source(screen, forward=forward)
        return
    rows = screen.entries.items
    here = screen.entries.cursor
    if reads and forward and screen.row is not None and screen.entries.index_of(screen.row.id) is None:
        here -= 1  # The list has lost the article that is being read: the entry in its place has its turn.
    found = _first_unread(rows, range(here + 1, len(rows)) if forward else range(here - 1, -1, -1))
    if found is None:
        found = _first_unread(rows, range(here) if forward else range(len(rows) - 1, here, -1))
        if found is not None:
            screen.say("from the top" if forward else "from the end")
    if found is None:
        _next_feed(screen, forward=forward, reads=reads)
        return
    screen.entries.point_at(found)
    if reads:
        screen.entries.choose()


def _first_unread(rows: Sequence[EntryRow | Heading], numbers: Iterable[int]) -> int | None:
    return next((number for number in numbers if _unread(rows[number])), None)


def _next_feed(screen: ReaderScreen, *, forward: bool, reads: bool) -> None:
    """Go on with the next feed of the tree that has something unread, if it is a feed that is listed."""
    feeds = screen.feeds.in_order
    at = next((number for number, feed in enumerate(feeds) if feed.id == screen.listing.feed_id), None)
    after = [] if at is None else [*feeds[at + 1 :], *feeds[:at]] if forward else [*feeds[:at][::-1], *feeds[:at:-1]]
    feed = next((feed for feed in after if feed.unread), None)
    node = screen.feeds.node_of(feed.id) if feed is not None else None
    if node is None:
        screen.say("nothing unread is left" if at is not None else "nothing unread here")
        return
    screen.listing.of(node)
    screen.feeds.point_to(node)
    screen.work(_go_on(screen, reads=reads), "list", "")


async def _go_on(screen: ReaderScreen, *, reads: bool) -> None:
    await screen.listing.load(screen, keep=False)
    found = _first_unread(screen.entries.items, range(len(screen.entries.items)))
    if found is None:
        return
    screen.entries.point_at(found)
    screen.say(f"on to {screen.listing.title}")
    if reads:
        screen.entries.choose()


def _unread(item: EntryRow | Heading) -> bool:
    return isinstance(item, EntryRow) and not item.read


def _next_source(screen: ReaderScreen, *, forward: bool) -> None:
    at = screen.opened + (1 if forward else -1)
    if not 0 <= at < len(screen.opening):
        screen.say("that was the last one" if forward else "that was the first one")
        return
    screen.open_source(at)


def toggle_read(screen: ReaderScreen) -> None:
    """Mark the entry as read, or as unread again."""
    row = _current(screen)
    if row is not None:
        screen.listing.mark(screen, [row.id], read=not row.read)
        screen.say("marked unread" if row.read else "marked read")


def mark_all_read(screen: ReaderScreen) -> None:
    """Mark what is listed as read: a feed, what a filter or the stars leave of it, or everything."""
    if not screen.direct:
        screen.work(_mark_all(screen), "mark", "", exclusive=False)


async def _mark_all(screen: ReaderScreen) -> None:
    node = screen.feeds.item if screen.pane == "feeds" else None
    if node is not None and node.subscription is not None:
        ids = await screen.newsroom.mark_all_read(node.subscription.id)
    elif screen.listing.partial:
        ids = await screen.newsroom.mark_read(screen.listing.together(row.id for row in screen.entries.rows))
    else:
        ids = await screen.newsroom.mark_all_read(screen.listing.feed_id)
    screen.listing.replace(screen, ids, read=True)
    if ids:
        screen.listing.undo.append(Marked(ids, read=True))
    await show_counts(screen)
    screen.say(f"{len(ids)} marked read · {screen.keymap.of('undo')} takes it back" if ids else "nothing was unread")


def undo(screen: ReaderScreen) -> None:
    """Take back the last marking, tagging, correction or note."""
    if not screen.listing.undo:
        screen.say("nothing to undo")
        return
    screen.listing.undo.pop().undo(screen)


def star(screen: ReaderScreen) -> None:
    """Star the entry, or take the star away."""
    row = _current(screen)
    if row is not None:
        screen.listing.replace(screen, [row.id], starred=not row.starred)
        screen.work(screen.newsroom.star(row.id, not row.starred), "mark", "", exclusive=False)
        screen.say("star taken away" if row.starred else "starred")


def tag(screen: ReaderScreen) -> None:
    """Say what the entry is to be under."""
    row = _current(screen)
    if row is not None:
        from tui.actions import tags  # noqa: PLC0415  (nothing of it is needed for the first frame)

        tags.ask(screen, row)


def _current(screen: ReaderScreen) -> EntryRow | None:
    """The entry at hand, as the list has it now."""
    row = screen.row
    if row is None:
        screen.say("no entry at hand")
        return None
    return next((known for known in screen.listing.rows if known.id == row.id), row)


def filter(screen: ReaderScreen) -> None:  # noqa: A001  (named like its command)
    """Show only entries that have some words."""
    if screen.direct:
        return
    listing = screen.listing
    screen.go_to("entries")
    screen.ask(
        "only entries with",
        listing.wanted,
        lambda text: listing.narrow(screen, text),
        lambda text: listing.narrow(screen, text or ""),
    )


def sort(screen: ReaderScreen) -> None:
    """Newest or oldest first."""
    screen.listing.oldest_first = not screen.listing.oldest_first
    screen.listing.show(screen, keep=True)
    remember(screen)
    screen.say("oldest first" if screen.listing.oldest_first else "newest first")


def expand(screen: ReaderScreen) -> None:
    """Show or hide the other entries that tell the same."""
    row = screen.entries.entry
    if screen.pane != "entries" or row is None or not screen.listing.open_apart(screen, row):
        screen.say("only this entry tells it")


def stories(screen: ReaderScreen) -> None:
    """One row for what several feeds tell, or one for each."""
    screen.listing.once = not screen.listing.once
    screen.listing.show(screen, keep=True)
    remember(screen)
    screen.say("each story once" if screen.listing.once else "every entry by itself")


def group(screen: ReaderScreen) -> None:
    """Put the entries under headings, or under none."""
    listing = screen.listing
    useful = [one for one in GROUPINGS if one in _ways(screen)]
    listing.grouping = useful[(useful.index(listing.by) + 1) % len(useful)] if listing.by in useful else ""
    listing.show(screen, keep=True)
    remember(screen)
    screen.say(f"grouped by {listing.by}" if listing.by else "not grouped")


def _ways(screen: ReaderScreen) -> set[str]:
    """What there is to group by: one feed by day alone, and by folder only if there are some."""
    if screen.listing.feed_id is not None:
        return {"", "day"}
    folders = any(feed.feed.folder for feed in screen.feeds.subscriptions)
    return {"", "day", "feed", "folder"} if folders else {"", "day", "feed"}
