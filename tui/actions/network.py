"""The news from outside: what is refreshed, subscribing, leaving a feed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readers.model import Subscription
from tui.actions import refreshing
from tui.actions.listing import load, show_counts
from tui.actions.shelves.feeds import at_hand, at_hand_or_told, none_at_hand
from tui.layout.tree import EVERYTHING
from tui.widgets.row_list import Row

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from readers.feeds.discover import FoundFeed
    from tui.stage import Stage


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
    refreshing.start(stage, feed_ids)


def refresh_all(stage: Stage) -> None:
    """Fetch all feeds, due or not."""
    refresh_feeds(stage, [feed.id for feed in stage.feeds.subscriptions])


def refresh_due(stage: Stage) -> None:
    """Fetch the feeds whose time has come, without the reader's asking."""
    refresh_feeds(stage, None)


def read_ahead(stage: Stage) -> None:
    """Fetch the pages of the feed at hand before they are opened, or no longer."""
    if feed := at_hand_or_told(stage):
        stage.work(_read_ahead(stage, feed), "read ahead", "", exclusive=False)


async def _read_ahead(stage: Stage, feed: Subscription) -> None:
    wanted = not await stage.newsroom.reads_ahead(feed.id)
    await stage.newsroom.read_ahead(feed.id, wanted)
    if wanted:
        stage.say(f"articles of {feed.feed.called} are fetched before you open them")
        refresh_feeds(stage, [feed.id])
    else:
        stage.say(f"articles of {feed.feed.called} are fetched when you open them")


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
    told = f"subscribed to {subscription.feed.called}" + (f" in {' / '.join(folder)}" if folder else "")
    if servers := await stage.newsroom.servers_for(subscription.id):
        told += f" · {stage.keymap.of('offer_feed')} offers it to {servers[0] if len(servers) == 1 else 'a server'}"
    stage.say(told)
    refreshing.catch_up(stage)


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
    refreshing.catch_up(stage)


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
