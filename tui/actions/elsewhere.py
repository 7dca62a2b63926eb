"""What another process has brought: `quoth refresh` by cron, a second reader. It is shown within seconds.

Every two seconds the library is asked whether somebody else has stored something, which costs some microseconds; only
if so it is looked at, and only what looks different is drawn.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import msgspec

from readers.errors import QuothError
from tui.actions import listing
from tui.actions.queries import following
from tui.layout.tree import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from readers.model import Subscription
    from tui.stage import Stage

EVERY = 2.0
"""Seconds from one question to the next."""

_REST, _LONGEST_REST = 10, 60.0
"""After a look, so many times as long as it took nothing is asked, but no more than so many seconds: whatever another
process does, and however long the list is, looking takes a small share of the time."""


def watch(stage: Stage) -> None:
    """Look every few seconds whether another process has stored something, and show it."""
    _Watch(stage).wait(EVERY)


class _Watch:
    """Asks, looks, and waits, one after the other."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._question: asyncio.Task[None] | None = None
        self._told = ""

    def wait(self, seconds: float) -> None:
        """Ask after some time."""
        self._stage.set_timer(seconds, self._begin, name="elsewhere")

    def _begin(self) -> None:
        # A task, for the library may lie on a slow disk, and the screen waits for what its timers call; no worker,
        # whose coming and going would be told of every time.
        self._question = asyncio.create_task(self._ask(), name="elsewhere")

    async def _ask(self) -> None:
        changed = False
        try:
            changed, self._told = await self._stage.newsroom.changed_elsewhere(), ""
        except QuothError as error:
            if str(error) != self._told:  # once, and not every two seconds
                self._told = str(error)
                self._stage.note_problem(self._told)
                self._stage.say_wrong(self._told)
        if changed:
            self._stage.work(self._look(), "elsewhere", "")
        else:
            self.wait(EVERY)

    async def _look(self) -> None:
        began = time.monotonic()
        try:
            # Whatever fetches the list shows what is new as well; then there is little left to see.
            await self._stage.finish_work(("list", "refresh"))
            began = time.monotonic()
            await look(self._stage)
            await following.follow(self._stage)
        finally:
            self.wait(min(_LONGEST_REST, max(EVERY, _REST * (time.monotonic() - began))))


async def look(stage: Stage) -> None:
    """Show feeds, counts and entries as another process has left them; what is the same is not drawn again."""
    feeds, tags = await stage.newsroom.subscriptions(), await stage.newsroom.tags()
    searches = list(await stage.newsroom.smart_feeds())
    known = stage.feeds
    if searches != list(known.searches) or _seen(feeds, tags) != _seen(known.subscriptions, known.tags):
        known.show(feeds, tags, searches)
        stage.status.tell(unread=counted(feeds))
    await listing.show_waiting(stage)
    await listing.look_elsewhere(stage)
    await _look_at_article(stage)


async def _look_at_article(stage: Stage) -> None:
    """Show the new text of the article on the screen, if another process has fetched one."""
    article = stage.view.article
    row = article.row if article is not None else None
    if article is None or row is None:
        return
    now = await stage.newsroom.rows_again([row.id])
    if now and now[0].changed != row.changed:
        from tui.actions import changes  # noqa: PLC0415  (nothing of it is needed for the first frame)

        await changes.exchange(stage, article, await stage.newsroom.open(now[0]))


def _seen(feeds: Iterable[Subscription], tags: Mapping[str, int]) -> object:
    """What of feeds and tags can be seen in the tree."""
    return dict(tags), [
        (one.id, msgspec.structs.replace(one.feed, updated=None), one.unread, one.total, one.problem, one.gone)
        for one in feeds
    ]
