"""Fetching feeds in the background, one refresh at a time, and telling how it goes."""

from __future__ import annotations

import asyncio
import time
from contextlib import aclosing
from typing import TYPE_CHECKING

from tui.actions import elsewhere
from tui.actions.listing import load, name_people, show_counts
from tui.actions.queries import following

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from readers.news.refresh import Event, Finished
    from tui.stage import Stage

_SHOW_EVERY = 1.0
"""Seconds between two looks at the library while a refresh runs."""
_LOOK_EVERY = 10.0
"""Seconds between two looks at all entries listed, while rules touch one after the other."""


def start(stage: Stage, feed_ids: Collection[int] | None) -> None:
    """Fetch some feeds, due or not; ``None`` for all that are due.

    While others are being fetched, they come after them: no refresh cuts another short. Of what is due nobody has asked
    for anything; it can wait for the next time.
    """
    going = stage.refreshing
    if not going.on:
        going.on = True
        stage.work(_refresh(stage, None if feed_ids is None else set(feed_ids)), "refresh", "refreshing…")
    elif feed_ids is not None:
        going.wanted |= set(feed_ids)


class _Course:
    """How a refresh goes, with what is wanted meanwhile."""

    def __init__(self) -> None:
        self.started = self.done = self.new = 0
        self.fresh: dict[int, int] = {}
        self.failed: dict[int, str] = {}
        self.skipped: dict[int, str] = {}
        self.pages = ""
        self.marked = 0
        self.synced = self.reads_ahead = False
        self.refused: dict[str, str] = {}
        self.finished: Finished | None = None

    def take(self, stage: Stage, event: Event) -> None:
        """Show what has happened."""
        from readers.news import refresh as news  # noqa: PLC0415  (not before the first frame)

        match event:
            case news.FeedStarted():
                self.started, self.pages = self.started + 1, ""
                self.skipped.pop(event.subscription_id, None)
                stage.refreshing.wanted.discard(event.subscription_id)
                stage.feeds.mark_busy(event.subscription_id, True)
            case news.FeedDone():
                self.done += 1
                self.new += event.new
                self._count({event.subscription_id: event.new})
                self.failed.pop(event.subscription_id, None)
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
                self.pages, self.reads_ahead = f"reading pages {event.done} of {event.of}", True
            case news.ServerStarted():
                left = f" of {event.done + event.left}" if event.left else ""
                self.pages = f"syncing with {event.server} {event.done or ''}{left}".rstrip()
            case news.ServerDone():
                self.new += event.new
                self._count(event.fresh)
                self.marked += event.marked
                self.synced = True
                self.refused.pop(event.server, None)
                for told in event.refused:
                    self.refused[event.server] = told
                    stage.note_problem(told)
            case news.ServerFailed():
                waits = f" {_changes(event.waiting)} to be told." if event.waiting else ""
                self.refused[event.server] = f"{event.server}: {event.message}{waits}"
                stage.note_problem(self.refused[event.server])
            case _:
                self.finished = event

    def _count(self, fresh: Mapping[int, int]) -> None:
        for feed_id, new in fresh.items():
            self.fresh[feed_id] = self.fresh.get(feed_id, 0) + new


async def _refresh(stage: Stage, only: set[int] | None) -> None:
    going, course = stage.refreshing, _Course()
    try:
        await _fetch(stage, only, course)
        while going.wanted:
            wanted = going.taken()
            if only is None:
                course.skipped.clear()  # nobody had asked for them
            await _fetch(stage, wanted, course)
            only = wanted | (only or set())
        await _conclude(stage, course, only)
    except asyncio.CancelledError:
        going.taken()  # the screen is gone
        raise
    finally:
        going.on = False
        if going.wanted:  # while the outcome was told, or what went wrong
            start(stage, going.taken())


async def _fetch(stage: Stage, only: set[int] | None, course: _Course) -> None:
    """Fetch feeds, and show what they bring. Reading pages ahead ends early where the reader wants feeds fetched."""
    shown, course.reads_ahead = time.monotonic(), False
    try:
        async with aclosing(stage.newsroom.refresh(only)) as events:
            async for event in events:
                course.take(stage, event)
                doing = f"refreshing {course.done + len(course.failed)} of {course.started}"
                stage.tell_doing("refresh", course.pages or doing)
                if course.reads_ahead and stage.refreshing.wanted:  # pages can wait for the next time
                    break
                if course.new and time.monotonic() - shown > _SHOW_EVERY:
                    shown = time.monotonic()
                    await show_counts(stage)
    finally:
        stage.feeds.busy.clear()
    await show_counts(stage)
    if course.new or course.marked or only:
        await load(stage, keep=True)


async def _conclude(stage: Stage, course: _Course, only: set[int] | None) -> None:
    """Tell how it went, and go on with what has come."""
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
        stage.say_wrong(list(course.refused.values())[-1])
    elif course.skipped and not (course.done or failed):
        _tell_skipped(stage, course, by_hand=only is not None)
    elif failed == 1 and course.failed.keys() == only:
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
