"""``quoth refresh``: the whole way for all feeds, without a screen."""

from __future__ import annotations

import asyncio
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readers import outside
from readers.annotate.pipeline import current_versions
from readers.clean import without_password
from readers.config import Notify
from readers.errors import CommandError
from readers.feeds.client import Client
from readers.library.library import Library
from readers.library.rules import applying, keeping
from readers.news import refresh as refreshing
from readers.news.backlog import annotate_waiting, join_names
from readers.news.ruling import await_programs
from readers.news.stream import Answer
from readers.news.terms import Terms
from readers.work.pool import WorkerPool
from readers.work.worker import Worker
from tui.verbs import common, sync

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

_MOST_ANNOTATED = 5_000
"""Entries in one run; the newest first, the rest next time."""


@click.command()
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="By hand, as R does: also what is not due; not what asked for rest.",
)
@click.option(
    "--full",
    is_flag=True,
    help="Fetch the pages of new entries too, so that their quotes are there; at most `pages_a_day`.",
)
@click.option("--annotate/--no-annotate", "names", default=True, help="Find who is in what came; on by default.")
@common.AS_JSON
@click.pass_obj
def refresh(config: Path | None, everything: bool, full: bool, names: bool, as_json: bool) -> None:
    """Fetch all feeds that are due and find who is in what came, without a screen; fit for cron.

    Which feeds were skipped, and why, is in what it prints.
    """
    settings = common.configuration(config)
    with Library.open(settings.library) as library:
        only = {s.id for s in library.subscriptions()} if everything else None
        summary = asyncio.run(_refresh(library, only, Terms.of(settings, full=full)))
        _notify(library, settings.notify, summary["new"])
        if names:
            summary["annotated"] = asyncio.run(_annotate(library, settings.model))
        asyncio.run(join_names(library))
        asyncio.run(await_programs(library))
        _tell_of_rules(library, settings.notify)
        common.print_found(summary, "refresh", as_json=as_json)


def _notify(library: Library, notify: Notify, new: int) -> None:
    """Run the command that tells of new entries, if there is one."""
    newest = library.rows(unread=True, limit=1) if new and notify.command else []
    if newest:
        try:
            outside.start(outside.prepared(notify.command, count=str(new), title=newest[0].title))
        except CommandError as error:
            click.echo(f"quoth: {error}", err=True)


def _tell_of_rules(library: Library, notify: Notify) -> None:
    """Tell what rules want to be told, by the command for it or on standard error, and what is wrong with a rule."""
    for deed in applying.claim(library.database, "notify"):
        if not notify.command:
            click.echo(f"quoth: {deed.rule.query}: {deed.row.title} ({deed.row.id})", err=True)
            continue
        try:
            outside.start(outside.prepared(notify.command, count="1", title=deed.row.title, url=deed.row.link))
        except CommandError as error:
            applying.told(library.database, deed.rule.id, str(error))
    for rule in keeping.rules(library.database):
        if rule.problem:
            click.echo(f"quoth: rule {rule.id} ({rule.query}) could not do what it is for: {rule.problem}", err=True)


async def _refresh(library: Library, only: set[int] | None, terms: Terms) -> Answer:
    outcome = _Outcome(library)
    feeds = [one.id for one in library.subscriptions() if one.feed.is_fetched]
    expected = sum(only is None or one in only for one in feeds)
    with ExitStack() as shown:
        bar = shown.enter_context(_bar("Feeds", expected))
        async with Client() as client, WorkerPool() as worker:
            events = refreshing.refresh(
                library,
                client=client,
                worker=worker,
                only=only,
                now=lambda: datetime.now(UTC),
                terms=terms,
            )
            async for event in events:
                if isinstance(event, refreshing.PagesRead) and event.done == 1:
                    shown.close()  # the bar of the feeds stays as it is
                    bar = shown.enter_context(_bar("Pages", event.of))
                bar.update(outcome.take(event))
    return outcome.told()


def _bar(label: str, length: int = 0) -> ProgressBar[int]:
    """A bar on a terminal, nothing in a log."""
    return click.progressbar(range(length), label=label, file=sys.stderr, hidden=not sys.stderr.isatty())


class _Outcome:
    """What became of each feed."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._finished = refreshing.Finished()
        self._failed: list[Answer] = []
        self._skipped: list[Answer] = []
        self._problems: list[Answer] = []
        self._servers: list[Answer] = []

    def take(self, event: refreshing.Event) -> int:
        """Keep what has happened; how many feeds or pages are done with by it."""
        match event:
            case refreshing.FeedDone():
                if event.problem:
                    self._problems.append(self._of(event.subscription_id) | {"problem": event.problem})
            case refreshing.FeedSkipped():
                skipped = {"reason": event.reason, "until": event.until}
                self._skipped.append(self._of(event.subscription_id) | skipped)
            case refreshing.FeedFailed():
                self._failed.append(self._of(event.subscription_id) | {"problem": event.message})
            case refreshing.ServerDone():
                self._servers.append(sync.told_of(event))
            case refreshing.ServerFailed():
                told = {"problem": event.message, "waiting": event.waiting}
                self._servers.append({"server": event.server, **told})
            case refreshing.Finished():
                self._finished = event
        fed = refreshing.FeedDone | refreshing.FeedFailed | refreshing.FeedSkipped | refreshing.PagesRead
        return int(isinstance(event, fed))

    def _of(self, feed_id: int) -> Answer:
        return {"url": without_password(self._library.subscription(feed_id).feed.url)}

    def told(self) -> Answer:
        """The whole, to print."""
        done = self._finished
        counts = {"fetched": done.fetched, "new": done.new, "changed": done.changed, "corrected": done.corrected}
        lists = {"failed": self._failed, "skipped": self._skipped, "problems": self._problems}
        servers: Answer = {"servers": self._servers} if self._servers else {}
        return counts | {"read_ahead": done.ahead} | lists | servers


async def _annotate(library: Library, model: str) -> int:
    version = current_versions(model)
    known = library.settled_names()
    waiting = len(library.unannotated(version, limit=_MOST_ANNOTATED))
    done = 0
    with click.progressbar(length=waiting, label="Names", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        async with Worker() as worker:
            async for _ in annotate_waiting(
                library, worker=worker, version=version, model=model, known=known, limit=_MOST_ANNOTATED
            ):
                done += 1
                bar.update(1)
    return done
