"""The news: choosing a feed, marking entries, refreshing, subscribing."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from readers.model import EntryRow, Subscription
from tui.listing import GROUPINGS, Marked, show_counts
from tui.widgets.row_list import Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from readers.feeds.discover import FoundFeed
    from tui.layout.days import Heading
    from tui.screens.reader import ReaderScreen
    from tui.widgets.feed_tree import Node

_SHOW_EVERY = 1.0
"""Seconds between two looks at the library while a refresh runs."""

_FIRST_KEYS = frozenset(("enter", "right", "next_mention", "help"))
"""Whoever has used one of them has found the way in."""


async def start(screen: ReaderScreen) -> None:
    """Show feeds and entries; with none, the welcome article. Then fetch what is due."""
    await show_counts(screen)
    if await screen.newsroom.is_new():
        keys = screen.keymap.of
        screen.status.tell(hint=f"{keys('enter')} opens · {keys('next_mention')} next name · {keys('help')} all keys")
    await screen.listing.load(screen, keep=False)
    if not screen.listing.rows and screen.view.article is None:
        welcome(screen)
    if screen.refresh_at_start:
        refresh_all(screen)
    else:
        catch_up(screen)


def learned(screen: ReaderScreen, command: str) -> None:
    """A command was run: whoever uses one of the first keys need not be told of them any more."""
    if command in _FIRST_KEYS and screen.status.hint:
        screen.status.tell(hint="")
        screen.work(screen.newsroom.no_longer_new(), "mark", "", exclusive=False)


def welcome(screen: ReaderScreen) -> None:
    """Show the article that teaches the keys."""
    from readers.model import Article  # noqa: PLC0415  (only where there is nothing else to show)
    from tui.welcome import document  # noqa: PLC0415  (likewise)

    screen.post_message(screen.Opened(Article(document()), 0))


def choose(screen: ReaderScreen, node: Node) -> None:
    """A feed, smart feed or folder was chosen."""
    if node.folder:
        screen.feeds.fold(node)
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
    ahead = range(here + 1, len(rows)) if forward else range(here - 1, -1, -1)
    found = next((number for number in ahead if _unread(rows[number])), None)
    if found is None:
        screen.say("nothing more unread here")
        return
    screen.entries.point_at(found)
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
    """Take back the last marking, correction or note."""
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
    screen.say("each story once" if screen.listing.once else "every entry by itself")


def group(screen: ReaderScreen) -> None:
    """Put the entries under headings, or under none."""
    listing = screen.listing
    listing.grouping = GROUPINGS[(GROUPINGS.index(listing.grouping) + 1) % len(GROUPINGS)]
    listing.show(screen, keep=True)
    screen.say(f"grouped by {listing.grouping}" if listing.grouping else "not grouped")


# The network


def refresh(screen: ReaderScreen) -> None:
    """Fetch the feed at hand; with none at hand, all."""
    node = screen.feeds.item if screen.pane == "feeds" else None
    if node is not None and node.subscription is not None:
        feed_id: int | None = node.subscription.id
    else:
        feed_id = screen.row.feed_id if screen.row is not None and screen.pane != "feeds" else screen.listing.feed_id
    refresh_feed(screen, feed_id)


def refresh_feed(screen: ReaderScreen, feed_id: int | None) -> None:
    """Fetch one feed, due or not; ``None`` for all that are due."""
    screen.work(_refresh(screen, None if feed_id is None else {feed_id}), "refresh", "refreshing…")


def refresh_all(screen: ReaderScreen) -> None:
    """Fetch all feeds that are due."""
    screen.work(_refresh(screen, None), "refresh", "refreshing…")


async def _refresh(screen: ReaderScreen, only: set[int] | None) -> None:
    from readers.refresh import FeedDone, FeedFailed, FeedStarted, Finished  # noqa: PLC0415  (not before the first frame)

    started = done = failed = new = 0
    shown = time.monotonic()
    finished: Finished | None = None
    try:
        async for event in screen.newsroom.refresh(only):
            match event:
                case FeedStarted():
                    started += 1
                    screen.feeds.mark_busy(event.subscription_id, True)
                case FeedDone():
                    done += 1
                    new += event.new
                    screen.feeds.mark_busy(event.subscription_id, False)
                case FeedFailed():
                    failed += 1
                    screen.feeds.mark_busy(event.subscription_id, False)
                    screen.note_problem(f"{screen.feeds.title_of(event.subscription_id)}: {event.message}")
                case Finished():
                    finished = event
            screen.tell_doing("refresh", f"refreshing {done + failed} of {started}")
            if new and time.monotonic() - shown > _SHOW_EVERY:
                shown = time.monotonic()
                await show_counts(screen)
    finally:
        screen.feeds.busy.clear()
    await show_counts(screen)
    if new or only:
        await screen.listing.load(screen, keep=True)
    if finished is not None and finished.offline:
        screen.say_wrong("offline: reading what is here")
    elif finished is not None and finished.skipped and not (done or failed):
        _tell_skipped(screen, finished.skipped, by_hand=only is not None)
    else:
        _tell_outcome(screen, done, failed, new)
    catch_up(screen)


def catch_up(screen: ReaderScreen) -> None:
    """Find who is in the entries that nobody has opened, for the names beside their headlines."""
    screen.work(_catch_up(screen), "catch up", "")


async def _catch_up(screen: ReaderScreen) -> None:
    shown = time.monotonic()
    people: dict[int, tuple[str, ...]] = {}
    async for row in screen.newsroom.catch_up():
        people[row.id] = row.people
        if time.monotonic() - shown > _SHOW_EVERY:
            screen.tell_doing("catch up", "finding names…")
            screen.listing.name_people(screen, people)
            shown = time.monotonic()
            people.clear()
    screen.listing.name_people(screen, people)


def _tell_skipped(screen: ReaderScreen, skipped: int, *, by_hand: bool) -> None:
    """Say why nothing was fetched, unless there is something else to say."""
    if by_hand:
        screen.say("its server asked to be left alone for a while: try again later")
    elif not screen.status.said:
        feeds = "the feed was" if skipped == 1 else f"all {skipped} feeds were"
        screen.say(f"nothing was due; {feeds} fetched lately · {screen.keymap.of('refresh')} fetches one all the same")


def _tell_outcome(screen: ReaderScreen, done: int, failed: int, new: int) -> None:
    if failed and not done:
        screen.say_wrong(f"no feed could be fetched ({screen.keymap.of('problems')} tells why): reading what is here")
    elif new:
        screen.say(f"{new} new" + (f" · {failed} feeds failed" if failed else ""))


def add(screen: ReaderScreen) -> None:
    """Subscribe to a feed, or to the feed of a site."""
    screen.ask("address of a feed or site", "", None, lambda url: _add(screen, url))


def _add(screen: ReaderScreen, url: str | None) -> None:
    if url and url.strip():
        screen.work(_subscribe(screen, url.strip()), "add", "looking for a feed…", exclusive=False)


async def _subscribe(screen: ReaderScreen, url: str, *, choose: bool = True) -> None:
    subscription = await screen.newsroom.add(url, choose=choose)
    if not isinstance(subscription, Subscription):
        _offer(screen, url, subscription)
        return
    await show_counts(screen)
    await screen.listing.load(screen, keep=True)
    screen.say(f"subscribed to {subscription.feed.title or subscription.feed.url}")


def _offer(screen: ReaderScreen, url: str, feeds: Sequence[FoundFeed]) -> None:
    """Let the reader choose one of a site's feeds."""
    from tui.screens.choice import Choice, Line  # noqa: PLC0415  (nothing of it is needed for the first frame)

    known = {subscription.feed.url for subscription in screen.feeds.subscriptions}
    lines = []
    for feed in feeds:
        have = " · subscribed" if feed.url in known else ""
        row = Row(((feed.title or feed.url, ""), (f"  {feed.url}" if feed.title else "", "quiet"), (have, "quiet")))
        lines.append(Line(row, feed.url, f"{feed.title} {feed.url}"))

    def chosen(address: str | None) -> None:
        if address is not None:
            screen.work(_subscribe(screen, address, choose=False), "add", "subscribing…", exclusive=False)

    screen.app.push_screen(Choice(f"{len(feeds)} feeds at {url}: which one?", lines), chosen)


def remove(screen: ReaderScreen) -> None:
    """Leave the feed at hand, if that is really meant."""
    node = screen.feeds.item if screen.pane == "feeds" else None
    feeds = {feed.id: feed for feed in screen.feeds.subscriptions}
    feed = node.subscription if node is not None else feeds.get(screen.listing.feed_id or -1)
    if feed is None:
        screen.say("no feed at hand: choose one on the left")
    else:
        remove_feed(screen, feed)


def remove_feed(screen: ReaderScreen, feed: Subscription) -> None:
    """Ask whether a feed is to be left, and leave it."""
    from tui.screens.answers import Answer, Answers  # noqa: PLC0415  (nothing of it is needed for the first frame)

    def answered(leave: bool | None) -> None:
        if leave:
            screen.work(_remove(screen, feed), "add", "", exclusive=False)

    title = feed.feed.title or feed.feed.url
    entries = f"{feed.total} {'entry' if feed.total == 1 else 'entries'}"
    answers = [Answer("y", "leave it", True), Answer("n", "keep it", False)]
    screen.app.push_screen(
        Answers(f"Leave “{title}”?", [(f"It has {entries}: all but the starred ones go.", answers)]), answered
    )


async def _remove(screen: ReaderScreen, feed: Subscription) -> None:
    await screen.newsroom.remove(feed.id)
    if screen.listing.feed_id == feed.id:
        screen.listing.of(screen.feeds.items[0])
    await show_counts(screen)
    await screen.listing.load(screen, keep=True)
    screen.say(f"left {feed.feed.title or feed.feed.url}")
