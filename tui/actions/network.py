"""The news from outside: refreshing, subscribing, leaving a feed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from readers.model import Subscription
from tui.actions import elsewhere
from tui.actions.listing import load, name_people, show_counts
from tui.actions.queries import following
from tui.actions.shelves.feeds import at_hand, none_at_hand
from tui.layout.tree import EVERYTHING
from tui.widgets.row_list import Row

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from readers.feeds.discover import FoundFeed
    from readers.news.refresh import Event, Finished
    from tui.stage import Stage

_SHOW_EVERY = 1.0
"""Seconds between two looks at the library while a refresh runs."""
_LOOK_EVERY = 10.0
"""Seconds between two looks at all entries listed, while rules touch one after the other."""


def refresh(stage: Stage) -> None:
    """Fetch the feed at hand; with none at hand, all."""
    node = stage.feeds.item if stage.pane == "feeds" else None
    if node is not None and node.subscription is not None:
        feed_id: int | None = node.subscription.id
    else:
        feed_id = stage.row.feed_id if stage.row is not None and stage.pane != "feeds" else stage.listing.feed_id
    refresh_feed(stage, feed_id)


def refresh_feed(stage: Stage, feed_id: int | None) -> None:
    """Fetch one feed, due or not; ``None`` for all."""
    feed = next((one.feed for one in stage.feeds.subscriptions if one.id == feed_id), None)
    if feed_id is None:
        refresh_all(stage)
    elif feed is not None and not feed.is_fetched:
        stage.say(f"{feed.called} is your own list: nothing is fetched for it")
    else:
        refresh_feeds(stage, [feed_id])


def refresh_feeds(stage: Stage, feed_ids: Collection[int] | None) -> None:
    """Fetch some feeds, due or not; ``None`` for all that are due."""
    stage.work(_refresh(stage, None if feed_ids is None else set(feed_ids)), "refresh", "refreshing…")


def refresh_all(stage: Stage) -> None:
    """Fetch all feeds, due or not."""
    refresh_feeds(stage, [feed.id for feed in stage.feeds.subscriptions])


def refresh_due(stage: Stage) -> None:
    """Fetch the feeds whose time has come, without the reader's asking."""
    refresh_feeds(stage, None)


def read_ahead(stage: Stage) -> None:
    """Fetch the pages of the feed at hand before they are opened, or no longer."""
    feed = at_hand(stage)
    if feed is None:
        none_at_hand(stage)
    else:
        stage.work(_read_ahead(stage, feed), "read ahead", "", exclusive=False)


async def _read_ahead(stage: Stage, feed: Subscription) -> None:
    wanted = not await stage.newsroom.reads_ahead(feed.id)
    await stage.newsroom.read_ahead(feed.id, wanted)
    if wanted:
        stage.say(f"articles of {feed.feed.called} are fetched before you open them")
        refresh_feeds(stage, [feed.id])
    else:
        stage.say(f"articles of {feed.feed.called} are fetched when you open them")


class _Course:
    """How a refresh goes."""

    def __init__(self) -> None:
        self.started = self.done = self.new = 0
        self.fresh: dict[int, int] = {}
        self.failed: dict[int, str] = {}
        self.skipped: dict[int, str] = {}
        self.pages = ""
        self.marked = 0
        self.synced = False
        self.refused = ""
        self.finished: Finished | None = None

    def take(self, stage: Stage, event: Event) -> None:
        """Show what has happened."""
        from readers.news import refresh as news  # noqa: PLC0415  (not before the first frame)

        match event:
            case news.FeedStarted():
                self.started += 1
                stage.feeds.mark_busy(event.subscription_id, True)
            case news.FeedDone():
                self.done += 1
                self.new += event.new
                self.fresh[event.subscription_id] = event.new
                stage.feeds.mark_busy(event.subscription_id, False)
                stage.solved(event.subscription_id)
                if event.problem:
                    told = f"{stage.feeds.title_of(event.subscription_id)}: {event.problem}"
                    stage.note_problem(told, event.subscription_id)
            case news.FeedFailed():
                self.failed[event.subscription_id] = event.message
                stage.feeds.mark_busy(event.subscription_id, False)
                told = f"{stage.feeds.title_of(event.subscription_id)}: {event.message}"
                stage.note_problem(told, event.subscription_id)
            case news.FeedSkipped():
                title = stage.feeds.title_of(event.subscription_id)
                self.skipped[event.subscription_id] = f"{title} was not fetched: {event.reason}."
            case news.PagesRead():
                self.pages = f"reading pages {event.done} of {event.of}"
            case news.ServerStarted():
                left = f" of {event.done + event.left}" if event.left else ""
                self.pages = f"syncing with {event.server} {event.done or ''}{left}".rstrip()
            case news.ServerDone():
                self.new += event.new
                self.fresh |= event.fresh
                self.marked += event.marked
                self.synced = True
            case news.ServerFailed():
                waits = f" {_changes(event.waiting)} to be told." if event.waiting else ""
                self.refused = f"{event.server}: {event.message}{waits}"
                stage.note_problem(self.refused)
            case _:
                self.finished = event


async def _refresh(stage: Stage, only: set[int] | None) -> None:
    course = _Course()
    shown = time.monotonic()
    try:
        async for event in stage.newsroom.refresh(only):
            course.take(stage, event)
            doing = f"refreshing {course.done + len(course.failed)} of {course.started}"
            stage.tell_doing("refresh", course.pages or doing)
            if course.new and time.monotonic() - shown > _SHOW_EVERY:
                shown = time.monotonic()
                await show_counts(stage)
    finally:
        stage.feeds.busy.clear()
    await show_counts(stage)
    if course.new or course.marked or only:
        await load(stage, keep=True)
    _tell_outcome(stage, course, only)
    catch_up(stage)
    if course.new:
        from tui.actions.outside import telling  # noqa: PLC0415  (when there is something to tell)

        await telling.tell(stage, course.fresh)
    if await following.follow(stage):
        await elsewhere.look(stage)


def _tell_outcome(stage: Stage, course: _Course, only: set[int] | None) -> None:
    finished, failed = course.finished, len(course.failed)
    if only is not None:
        for feed_id, told in course.skipped.items():
            stage.note_problem(told, feed_id)
    if finished is not None and finished.offline:
        for feed_id in course.failed:
            stage.solved(feed_id)  # Without a network nothing is wrong with any of them.
        stage.say_wrong("offline: reading what is here")
    elif course.refused and not course.new:
        stage.say_wrong(course.refused)
    elif course.skipped and not (course.done or failed):
        _tell_skipped(stage, course, by_hand=only is not None)
    elif failed == 1 and only and len(only) == 1:
        stage.say_wrong(*course.failed.values())
    elif failed and not course.done:
        stage.say_wrong(f"no feed could be fetched ({stage.keymap.of('problems')} tells why): reading what is here")
    elif course.new or (only and (course.done or course.synced)):
        parts = [f"{course.new} new" if course.new else "nothing new"]
        parts += [f"{_feeds(failed)} failed"] if failed else []
        parts += [f"{_feeds(len(course.skipped))} not asked"] if only and course.skipped else []
        stage.say(" · ".join(parts) + (f" ({stage.keymap.of('problems')})" if len(parts) > 1 else ""))


def _changes(count: int) -> str:
    return "1 change waits" if count == 1 else f"{count} changes wait"


def _feeds(count: int) -> str:
    return "1 feed" if count == 1 else f"{count} feeds"


def catch_up(stage: Stage) -> None:
    """Find who is in the entries that nobody has opened, for the names beside their headlines."""
    stage.work(_catch_up(stage), "catch up", "")


async def _catch_up(stage: Stage) -> None:
    shown = looked = time.monotonic()
    people: dict[int, tuple[str, ...]] = {}
    touched = await following.follow(stage)
    async for row in stage.newsroom.catch_up():
        people[row.id] = row.people
        if time.monotonic() - shown > _SHOW_EVERY:
            stage.tell_doing("catch up", "finding names…")
            name_people(stage, people)
            people.clear()
            touched |= await following.follow(stage)
            if touched and time.monotonic() - looked > _LOOK_EVERY:
                await elsewhere.look(stage)
                touched, looked = False, time.monotonic()
            shown = time.monotonic()
    name_people(stage, people)
    if await following.follow(stage) or touched:
        await elsewhere.look(stage)


def _tell_skipped(stage: Stage, course: _Course, *, by_hand: bool) -> None:
    """Say why nothing was fetched, unless there is something else to say."""
    if by_hand and len(course.skipped) == 1:
        stage.say(next(iter(course.skipped.values())))
    elif by_hand:
        stage.say(f"none of {_feeds(len(course.skipped))} may be asked now ({stage.keymap.of('problems')} tells why)")
    elif not stage.status.said:
        stage.say(f"nothing was due · {stage.keymap.of('refresh_all')} fetches all the same")


def add(stage: Stage) -> None:
    """Subscribe to a feed, or to the feed of a site."""
    stage.ask("address of a feed or site, and perhaps a folder after it", "", None, lambda url: _add(stage, url))


def _add(stage: Stage, url: str | None) -> None:
    if url and url.strip():
        program = url.strip().lower().startswith(("exec:", "filter:"))  # it may have arguments
        address, _, typed = (url.strip(), "", "") if program else url.strip().partition(" ")
        folder = tuple(part.strip() for part in typed.split("/") if part.strip())
        stage.work(_subscribe(stage, address, folder), "add", "looking for a feed…", exclusive=False)


async def _subscribe(stage: Stage, url: str, folder: tuple[str, ...] = (), *, choose: bool = True) -> None:
    asked = stage.last_key
    subscription = await stage.newsroom.add(url, choose=choose)
    if not isinstance(subscription, Subscription):
        _offer(stage, url, subscription, folder)
        return
    if folder:
        subscription = await stage.newsroom.move_feed(subscription.id, folder)
    await show_counts(stage)
    node = stage.feeds.node_of(subscription.id)
    waited = stage.last_key == asked and not stage.direct
    if waited and node is not None:
        # Whoever has not gone on to something else wants to see what came.
        stage.feeds.point_to(node)
        stage.listing.of(node)
        stage.go_to("entries")
    await load(stage, keep=not waited)
    stage.say(f"subscribed to {subscription.feed.called}" + (f" in {' / '.join(folder)}" if folder else ""))
    catch_up(stage)


def _offer(stage: Stage, url: str, feeds: Sequence[FoundFeed], folder: tuple[str, ...]) -> None:
    """Let the reader choose one of a site's feeds."""
    from tui.dialogs.choice import Choice, Line  # noqa: PLC0415  (nothing of it is needed for the first frame)

    known = {subscription.feed.url for subscription in stage.feeds.subscriptions}
    lines = []
    for feed in feeds:
        have = " · subscribed" if feed.url in known else ""
        row = Row(((feed.title or feed.url, ""), (f"  {feed.url}" if feed.title else "", "quiet"), (have, "quiet")))
        lines.append(Line(row, feed.url, f"{feed.title} {feed.url}"))

    def chosen(address: str | None) -> None:
        if address is not None:
            stage.work(_subscribe(stage, address, folder, choose=False), "add", "subscribing…", exclusive=False)

    stage.app.push_screen(Choice(f"{len(feeds)} feeds at {url}: which one?", lines), chosen)


def read_later(stage: Stage) -> None:
    """Keep the article at hand, if it came by no feed; else ask for the address of one."""
    article = stage.view.article if stage.pane == "article" else None
    if article is not None and article.row is None and article.document.url:
        _keep_for_later(stage, article.document.url)
    else:
        stage.ask("address of an article to read later", "", None, lambda url: _keep_for_later(stage, url))


def _keep_for_later(stage: Stage, url: str | None) -> None:
    if url and url.strip():
        stage.work(_read_later(stage, url.strip()), "add", "fetching the article…", exclusive=False)


async def _read_later(stage: Stage, url: str) -> None:
    row = await stage.newsroom.read_later(url)
    await show_counts(stage)
    await load(stage, keep=True)
    stage.say(f"“{row.title}” is kept under {row.outlet}")
    catch_up(stage)


def remove(stage: Stage) -> None:
    """Leave the feed at hand, if that is really meant."""
    node = stage.feeds.item if stage.pane == "feeds" else None
    feed = at_hand(stage, by_entry=False)
    if node is not None and node.kept is not None:
        from tui.actions.queries import keeping  # noqa: PLC0415  (nothing of it is needed for the first frame)

        keeping.remove(stage, node.kept)
    elif feed is None:
        none_at_hand(stage)
    else:
        remove_feed(stage, feed)


def remove_feed(stage: Stage, feed: Subscription) -> None:
    """Ask whether a feed is to be left, and leave it."""
    from tui.dialogs.answers import Answer, Answers  # noqa: PLC0415  (nothing of it is needed for the first frame)

    def answered(leave: bool | None) -> None:
        if leave:
            stage.work(_remove(stage, feed), "add", "", exclusive=False)

    title = feed.feed.called
    entries = f"{feed.total} {'entry' if feed.total == 1 else 'entries'}"
    answers = [Answer("y", "leave it", True), Answer("n", "keep it", False)]
    told = f"It has {entries}: all but the starred and tagged ones go."
    stage.app.push_screen(Answers(f"Leave “{title}”?", [(told, answers)]), answered)


async def _remove(stage: Stage, feed: Subscription) -> None:
    await stage.newsroom.remove(feed.id)
    stage.solved(feed.id)
    if stage.listing.feed_id == feed.id:
        stage.listing.of(EVERYTHING)
    await show_counts(stage)
    await load(stage, keep=True)
    stage.say(f"left {feed.feed.called}")


def keep_search(stage: Stage) -> None:
    """Keep the search as a feed."""
    from tui.actions.queries import keeping  # noqa: PLC0415  (nothing of it is needed for the first frame)

    keeping.keep_or_rename(stage)


def rules(stage: Stage) -> None:
    """What is done by itself with new entries."""
    from tui.actions.queries import rules  # noqa: PLC0415  (nothing of it is needed for the first frame)

    rules.show(stage)
