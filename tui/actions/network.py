"""The news from outside: refreshing, subscribing, leaving a feed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from readers.model import Subscription
from tui.state.listing import show_counts
from tui.widgets.row_list import Row

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from readers.feeds.discover import FoundFeed
    from readers.news.refresh import Event, Finished
    from tui.screens.reader import ReaderScreen

_SHOW_EVERY = 1.0
"""Seconds between two looks at the library while a refresh runs."""


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
    refresh_feeds(screen, None if feed_id is None else [feed_id])


def refresh_feeds(screen: ReaderScreen, feed_ids: Collection[int] | None) -> None:
    """Fetch some feeds, due or not; ``None`` for all that are due."""
    screen.work(_refresh(screen, None if feed_ids is None else set(feed_ids)), "refresh", "refreshing…")


def refresh_all(screen: ReaderScreen) -> None:
    """Fetch all feeds that are due."""
    refresh_feeds(screen, None)


class _Course:
    """How a refresh goes."""

    def __init__(self) -> None:
        self.started = self.done = self.new = 0
        self.failed: dict[int, str] = {}
        self.finished: Finished | None = None

    def take(self, screen: ReaderScreen, event: Event) -> None:
        """Show what has happened."""
        from readers.news.refresh import FeedDone, FeedFailed, FeedStarted  # noqa: PLC0415  (not before the first frame)

        match event:
            case FeedStarted():
                self.started += 1
                screen.feeds.mark_busy(event.subscription_id, True)
            case FeedDone():
                self.done += 1
                self.new += event.new
                screen.feeds.mark_busy(event.subscription_id, False)
                screen.solved(event.subscription_id)
            case FeedFailed():
                self.failed[event.subscription_id] = event.message
                screen.feeds.mark_busy(event.subscription_id, False)
                told = f"{screen.feeds.title_of(event.subscription_id)}: {event.message}"
                screen.note_problem(told, event.subscription_id)
            case _:
                self.finished = event


async def _refresh(screen: ReaderScreen, only: set[int] | None) -> None:
    course = _Course()
    shown = time.monotonic()
    try:
        async for event in screen.newsroom.refresh(only):
            course.take(screen, event)
            screen.tell_doing("refresh", f"refreshing {course.done + len(course.failed)} of {course.started}")
            if course.new and time.monotonic() - shown > _SHOW_EVERY:
                shown = time.monotonic()
                await show_counts(screen)
    finally:
        screen.feeds.busy.clear()
    await show_counts(screen)
    if course.new or only:
        await screen.listing.load(screen, keep=True)
    _tell_outcome(screen, course, only)
    catch_up(screen)


def _tell_outcome(screen: ReaderScreen, course: _Course, only: set[int] | None) -> None:
    finished, failed = course.finished, len(course.failed)
    if finished is not None and finished.offline:
        for feed_id in course.failed:
            screen.solved(feed_id)  # Without a network nothing is wrong with any of them.
        screen.say_wrong("offline: reading what is here")
    elif finished is not None and finished.skipped and not (course.done or failed):
        _tell_skipped(screen, finished.skipped, by_hand=only is not None)
    elif failed == 1 and only:
        screen.say_wrong(*course.failed.values())
    elif failed and not course.done:
        screen.say_wrong(f"no feed could be fetched ({screen.keymap.of('problems')} tells why): reading what is here")
    elif course.new:
        feeds = "1 feed" if failed == 1 else f"{failed} feeds"
        screen.say(f"{course.new} new" + (f" · {feeds} failed ({screen.keymap.of('problems')})" if failed else ""))
    elif only and course.done:
        screen.say("nothing new")


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


def add(screen: ReaderScreen) -> None:
    """Subscribe to a feed, or to the feed of a site."""
    screen.ask("address of a feed or site", "", None, lambda url: _add(screen, url))


def _add(screen: ReaderScreen, url: str | None) -> None:
    if url and url.strip():
        screen.work(_subscribe(screen, url.strip()), "add", "looking for a feed…", exclusive=False)


async def _subscribe(screen: ReaderScreen, url: str, *, choose: bool = True) -> None:
    asked = screen.last_key
    subscription = await screen.newsroom.add(url, choose=choose)
    if not isinstance(subscription, Subscription):
        _offer(screen, url, subscription)
        return
    await show_counts(screen)
    node = screen.feeds.node_of(subscription.id)
    waited = screen.last_key == asked and not screen.direct
    if waited and node is not None:
        # Whoever has not gone on to something else wants to see what came.
        screen.feeds.point_to(node)
        screen.listing.of(node)
        screen.go_to("entries")
    await screen.listing.load(screen, keep=not waited)
    screen.say(f"subscribed to {subscription.feed.title or subscription.feed.url}")
    catch_up(screen)


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
    told = f"It has {entries}: all but the starred and tagged ones go."
    screen.app.push_screen(Answers(f"Leave “{title}”?", [(told, answers)]), answered)


async def _remove(screen: ReaderScreen, feed: Subscription) -> None:
    await screen.newsroom.remove(feed.id)
    screen.solved(feed.id)
    if screen.listing.feed_id == feed.id:
        screen.listing.of(screen.feeds.items[0])
    await show_counts(screen)
    await screen.listing.load(screen, keep=True)
    screen.say(f"left {feed.feed.title or feed.feed.url}")
