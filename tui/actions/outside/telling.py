"""Telling of new entries: by a command of the reader's, or by the terminal; and what the terminal's title says."""

from __future__ import annotations

import asyncio
import os
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import App

    from readers.library.rules.applying import Deed
    from tui.stage import Stage

_LONGEST = 120
"""Characters of what the terminal tells."""


KEEP_TITLE, TITLE_OF_BEFORE = "\x1b[22;2t", "\x1b[23;2t"
"""Have the terminal keep its title, and put it back."""


def counted(stage: Stage, new: Mapping[int, int]) -> int:
    """Of new entries, by feed, how many are to be told of."""
    feeds = {feed.id: feed.options for feed in stage.feeds.subscriptions}
    wanted = (
        count
        for feed_id, count in new.items()
        if feed_id in feeds
        and (feeds[feed_id].notify or (stage.settings.notify.all_feeds and not feeds[feed_id].muted))
    )
    return sum(wanted)


async def tell(stage: Stage, new: Mapping[int, int]) -> None:
    """Tell of new entries, as far as that is wanted.

    Raises:
        CommandError: the command cannot be run.
    """
    notify, count = stage.settings.notify, counted(stage, new)
    if not count or not (notify.command or notify.terminal != "off"):
        return
    from readers import outside  # noqa: PLC0415  (not before the first frame)

    newest = await stage.newsroom.rows(limit=1, unread=True)
    title = newest[0].title if newest else ""
    _tell_terminal(stage, count, title)
    if notify.command:
        command = outside.prepared(notify.command, count=str(count), title=title)
        await asyncio.to_thread(outside.start, command)


async def tell_of(stage: Stage, deeds: Sequence[Deed]) -> None:
    """Tell of what rules want to be told: each by the command for it, all by the terminal, else on the screen.

    A command that cannot be run is kept with the rules.
    """
    notify = stage.settings.notify
    first = deeds[0].row.title
    _tell_terminal(stage, len(deeds), first)
    if notify.command:
        from readers import outside  # noqa: PLC0415  (not before the first frame)
        from readers.errors import CommandError  # noqa: PLC0415  (the same)

        for deed in deeds:
            row = deed.row
            try:
                command = outside.prepared(notify.command, count="1", title=row.title, url=row.link, feed=row.outlet)
                await asyncio.to_thread(outside.start, command)
            except CommandError as error:
                await stage.newsroom.rule_failed(deed.rule.id, str(error))
    elif notify.terminal == "off":
        more = f" · and {len(deeds) - 1} more" if len(deeds) > 1 else ""
        stage.say(f"{deeds[0].rule.query}: {first}{more}")


def _tell_terminal(stage: Stage, count: int, title: str) -> None:
    write(stage.app, through_tmux(sequence(stage.settings.notify.terminal, count, title)))


def sequence(kind: str, count: int, title: str) -> str:
    """What has the terminal tell of new entries; empty for nothing."""
    from readers.clean import clean_line  # noqa: PLC0415  (not before the first frame)

    words = clean_line(f"{count} new{': ' + title if title else ''}")[:_LONGEST]
    if kind == "osc9":
        return f"\x1b]9;Quoth: {words}\x07"
    # A semicolon would part what belongs together.
    return f"\x1b]777;notify;Quoth;{words.replace(';', ',')}\x07" if kind == "osc777" else ""


def through_tmux(told: str) -> str:
    """The same, wrapped as tmux wants what it is to pass on to its own terminal (with ``allow-passthrough``)."""
    if not told or not os.environ.get("TMUX"):
        return told
    return "\x1bPtmux;" + told.replace("\x1b", "\x1b\x1b") + "\x1b\\"


def write(app: App[Any], what: str) -> None:
    """Write a sequence that draws nothing to the terminal, between two frames."""
    driver = app._driver  # nothing public writes to the terminal
    if what and driver is not None and not app.is_headless:
        driver.write(what)
        driver.flush()


def silence(app: App[Any]) -> None:
    """Write nothing any more, since the terminal is gone; from whatever thread.

    Textual writes in a thread of its own, which ends at the first error. Whoever then puts more into its queue than it
    has room for would wait for ever.
    """
    driver = app._driver  # nothing public writes to the terminal
    if driver is None:
        return
    driver.write = _write_nothing  # type: ignore[method-assign]
    writer = getattr(driver, "_writer_thread", None)
    waiting: Queue[str | None] | None = getattr(writer, "_queue", None)
    while waiting is not None:
        try:
            waiting.get_nowait()
        except Empty:
            break


def _write_nothing(data: str) -> None:  # noqa: ARG001  (as Textual calls it)
    return


def title(unread: int) -> str:
    """What gives the terminal its title."""
    return f"\x1b]2;Quoth{f' · {unread} unread' if unread else ''}\x07"
