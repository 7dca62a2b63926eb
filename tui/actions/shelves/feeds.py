"""The feed or folder at hand: renamed, moved, put in order, settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.actions.listing import load, show, show_counts, show_waiting
from tui.layout.tree import Node

if TYPE_CHECKING:
    from collections.abc import Coroutine, Sequence
    from typing import Any

    from readers.library.feeds.arranging import Way
    from readers.model import Subscription
    from tui.dialogs.fields import Field
    from tui.stage import Stage


def at_hand(stage: Stage, *, by_entry: bool = True) -> Subscription | None:
    """The feed at the cursor of the tree; elsewhere the one that is listed or, if wanted, that of the entry at hand."""
    node = stage.feeds.item if stage.pane == "feeds" else None
    if node is not None:
        return node.subscription
    feeds = {feed.id: feed for feed in stage.feeds.subscriptions}
    row = stage.row if by_entry else None
    return feeds.get(stage.listing.feed_id or (row.feed_id if row is not None else -1))


def _folder(stage: Stage) -> tuple[str, ...]:
    node = stage.feeds.item if stage.pane == "feeds" else None
    return node.folder if node is not None else ()


def none_at_hand(stage: Stage) -> None:
    """Say what is wanted in place of a feed."""
    node = stage.feeds.item if stage.pane == "feeds" else None
    if node is not None and node.kept is not None:
        keys = stage.keymap
        stage.say(f"a search, and no feed: {keys.of('keep_search')} renames it, {keys.of('remove')} removes it")
    else:
        stage.say("no feed at hand: choose one on the left")


def at_hand_or_told(stage: Stage) -> Subscription | None:
    """The feed at hand; if there is none, it is said what is wanted."""
    feed = at_hand(stage)
    if feed is None:
        none_at_hand(stage)
    return feed


def _do(stage: Stage, task: Coroutine[Any, Any, None]) -> None:
    stage.work(task, "arrange", "", exclusive=False)


def rename_feed(stage: Stage) -> None:
    """Call the feed or the folder at hand otherwise."""
    feed, folder = at_hand(stage), _folder(stage)
    if folder:
        stage.ask("name of the folder", folder[-1], None, lambda name: _rename_folder(stage, folder, name), edit=True)
    elif feed is None:
        none_at_hand(stage)
    else:
        what = f"name of {feed.feed.title or feed.feed.url}; nothing: that"
        stage.ask(what, feed.feed.called, None, lambda name: _rename(stage, feed, name), edit=True)


def _rename(stage: Stage, feed: Subscription, name: str | None) -> None:
    if name is not None:
        _do(stage, _renamed(stage, feed, name))


async def _renamed(stage: Stage, feed: Subscription, name: str) -> None:
    now = await stage.newsroom.rename_feed(feed.id, name)
    await show_again(stage, feed.id)
    stage.say(f"now called {now.feed.called}")


def _rename_folder(stage: Stage, folder: tuple[str, ...], name: str | None) -> None:
    if name and name.strip():
        new = (*folder[:-1], *(part.strip() for part in name.split("/") if part.strip()))
        _do(stage, _folder_renamed(stage, folder, new))


async def _folder_renamed(stage: Stage, folder: tuple[str, ...], new: tuple[str, ...]) -> None:
    count = await stage.newsroom.rename_folder(folder, new)
    if folder in stage.feeds.closed:
        stage.feeds.closed.add(new)
    await show_counts(stage)
    stage.feeds.point_to(Node("", folder=new))
    stage.say(f"{' / '.join(new)} · {count} {'feed' if count == 1 else 'feeds'}")


def move_feed(stage: Stage) -> None:
    """Put the feed or the folder at hand into a folder, which may be new."""
    feed, folder = at_hand(stage), _folder(stage)
    if folder:
        before, what = folder[:-1], f"folder to put {folder[-1]} into"
    elif feed is None:
        none_at_hand(stage)
        return
    else:
        before, what = feed.feed.folder, f"folder of {feed.feed.called}"
    known = folders(stage)
    stage.say(f"/ between nested ones · known: {', '.join(known)}" if known else "a new one may be typed")

    def answered(text: str | None) -> None:
        stage.say("")
        if text is None:
            return
        path = tuple(part.strip() for part in text.split("/") if part.strip())
        if folder:
            _do(stage, _folder_renamed(stage, folder, (*path, folder[-1])))
        elif feed is not None:
            _do(stage, _moved(stage, feed, path))

    stage.ask(what, "/".join(before), None, answered, known=known)


async def _moved(stage: Stage, feed: Subscription, path: tuple[str, ...]) -> None:
    await stage.newsroom.move_feed(feed.id, path)
    await show_again(stage, feed.id)
    stage.say(f"{feed.feed.called} is in {' / '.join(path)}" if path else f"{feed.feed.called} is in no folder")


def folders(stage: Stage) -> list[str]:
    """All folders there are, as they are typed."""
    paths = (
        path[:depth]
        for feed in stage.feeds.subscriptions
        for path in feed.feed.folders
        for depth in range(1, len(path) + 1)
    )
    return list(dict.fromkeys("/".join(path) for path in paths))


def offer_feed(stage: Stage) -> None:
    """Offer the feed at hand to a server, or no longer."""
    if feed := at_hand_or_told(stage):
        _do(stage, _offer(stage, feed))


async def _offer(stage: Stage, feed: Subscription) -> None:
    if await stage.newsroom.take_back(feed.id):
        stage.say(f"{feed.feed.called} is offered no longer")
        await show_waiting(stage)
        return
    servers = await stage.newsroom.servers_for(feed.id)
    if len(servers) < 2:
        await _offered(stage, feed, "".join(servers))
        return
    from tui.dialogs.answers import Answer, Answers  # noqa: PLC0415  (nothing of it is needed for the first frame)

    def answered(server: str | None) -> None:
        if server is not None:
            _do(stage, _offered(stage, feed, server))

    answers = [Answer(str(number), name, name) for number, name in enumerate(servers, 1)]
    stage.app.push_screen(Answers(f"Offer {feed.feed.called} to a server", [("Which one?", answers)]), answered)


async def _offered(stage: Stage, feed: Subscription, server: str) -> None:
    name = await stage.newsroom.offer_feed(feed.id, server)
    stage.say(f"{feed.feed.called} is offered to {name} with the next sync")
    await show_waiting(stage)


def feed_up(stage: Stage) -> None:
    """Put the feed or folder at hand before the one above it."""
    _reorder(stage, "up")


def feed_down(stage: Stage) -> None:
    """Put the feed or folder at hand behind the one below it."""
    _reorder(stage, "down")


def _reorder(stage: Stage, way: Way) -> None:
    feed, folder = at_hand(stage), _folder(stage)
    if feed is None and not folder:
        none_at_hand(stage)
    else:
        _do(stage, _reordered(stage, folder or (feed.id if feed is not None else 0), way))


async def _reordered(stage: Stage, which: int | tuple[str, ...], way: Way) -> None:
    if not await stage.newsroom.reorder(which, way):
        stage.say(f"it is the {'first' if way == 'up' else 'last'} where it lies")
    await show_counts(stage)


async def show_again(stage: Stage, feed_id: int) -> None:
    """Show a feed that has changed in the tree, the cursor on it, and in the list."""
    listing = stage.listing
    at_it = stage.feeds.item is not None and stage.feeds.item.subscription is not None
    await show_counts(stage)
    node = stage.feeds.node_of(feed_id)
    if node is not None and at_it and stage.pane == "feeds":
        stage.feeds.point_to(node)
    if node is not None and listing.feed_id == feed_id:
        listing.title = node.title
    await load(stage, keep=True)


def feed_settings(stage: Stage) -> None:
    """What holds for the feed at hand alone."""
    if feed := at_hand_or_told(stage):
        _do(stage, _settings(stage, feed))


async def _settings(stage: Stage, feed: Subscription) -> None:
    from tui.dialogs.fields import Fields  # noqa: PLC0415  (nothing of it is needed for the first frame)

    async def change(name: str, value: str) -> Sequence[Field]:
        now = await _change(stage, feed.id, name, value)
        await show_again(stage, feed.id)
        return await _fields(stage, now)

    stage.app.push_screen(Fields(f"{feed.feed.called} · {_address(feed)}", await _fields(stage, feed), change))


def _address(feed: Subscription) -> str:
    from readers.clean import without_password  # noqa: PLC0415  (as above)

    return without_password(feed.feed.url)


async def _change(stage: Stage, feed_id: int, name: str, value: str) -> Subscription:
    from readers.library.feeds import arranging  # noqa: PLC0415  (as above)

    newsroom = stage.newsroom
    if name == "name":
        return await newsroom.rename_feed(feed_id, value)
    if name == "folder":
        first, *others = [arranging.folder_of(one) for one in value.split("|")]
        return await newsroom.move_feed(feed_id, first, tuple(others))
    feed = next(one for one in await newsroom.subscriptions() if one.id == feed_id)
    if name == "ahead":
        await newsroom.read_ahead(feed_id, value == "true")
        return feed
    return await newsroom.settle_feed(feed_id, arranging.changed(feed.options, name, value))


async def _fields(stage: Stage, feed: Subscription) -> list[Field]:
    from readers.library.feeds import arranging  # noqa: PLC0415  (as above)
    from tui.dialogs.fields import Field  # noqa: PLC0415  (as above)

    one, flag = feed.feed, ("true", "false")
    folder = " | ".join("/".join(path) for path in one.folders)
    ahead = "true" if await stage.newsroom.reads_ahead(feed.id) else "false"
    found = [
        Field(
            "name",
            "name",
            f"What you call it. Its publisher says {one.title or one.url}.",
            one.called,
            usual=not one.name,
        ),
        Field(
            "folder",
            "folder",
            "/ between nested folders, | between several; new ones may be typed.",
            folder,
            usual=not folder,
        ),
        Field(
            "ahead",
            "read ahead",
            "Fetch the pages of its new entries before they are opened.",
            ahead,
            flag,
            usual=ahead == "false",
        ),
    ]
    choices: dict[str, tuple[str, ...]] = {"text": ("", "page", "feed"), "muted": flag, "notify": flag}
    for name, meaning in arranging.MEANINGS.items():
        value = arranging.shown(feed.options, name)
        told = f"{meaning[0].upper()}{meaning[1:]}."
        found.append(
            Field(name, name, told, value, choices.get(name, ()), "For this feed alone", value in ("", "false"))
        )
    return found


def only_unread(stage: Stage) -> None:
    """In the tree, feeds with something unread alone, or all; elsewhere, the entries that are not read, or all."""
    if stage.pane == "feeds":
        stage.feeds.only_unread = not stage.feeds.only_unread
        stage.feeds.show(stage.feeds.subscriptions)
        stage.say("only feeds with something unread" if stage.feeds.only_unread else "all feeds")
    elif not stage.direct:
        stage.listing.only_unread = not stage.listing.only_unread
        stage.work(load(stage, keep=True), "list", "")
        stage.say("only what is not read" if stage.listing.only_unread else "read and unread")
    from tui.actions.remembering import remember  # noqa: PLC0415  (as above)

    remember(stage)


def next_feed(stage: Stage) -> None:
    """List the next feed that has something unread."""
    _to_feed(stage, forward=True)


def previous_feed(stage: Stage) -> None:
    """List the feed before that has something unread."""
    _to_feed(stage, forward=False)


def _to_feed(stage: Stage, *, forward: bool) -> None:
    feeds = stage.feeds.in_order
    node = stage.feeds.item if stage.pane == "feeds" else None
    here = node.subscription.id if node is not None and node.subscription is not None else stage.listing.feed_id
    at = next((number for number, feed in enumerate(feeds) if feed.id == here), -1 if forward else len(feeds))
    turn = [*feeds[at + 1 :], *feeds[: max(0, at)]] if forward else [*feeds[:at][::-1], *feeds[at + 1 :][::-1]]
    feed = next((feed for feed in turn if feed.unread), None)
    found = stage.feeds.node_of(feed.id) if feed is not None else None
    if found is None:
        stage.say("no other feed has anything unread")
        return
    stage.feeds.point_to(found)
    stage.listing.of(found)
    stage.work(load(stage, keep=False), "list", "")
    if stage.pane != "feeds":
        stage.go_to("entries")
    stage.say(f"{found.title} · {found.unread} unread")


def order(stage: Stage) -> None:
    """By date, title, feed, or the unread ones first."""
    from tui.actions.remembering import remember  # noqa: PLC0415  (as above)
    from tui.state.listing import ORDERS  # noqa: PLC0415  (as above)

    listing = stage.listing
    listing.order = ORDERS[(ORDERS.index(listing.order) + 1) % len(ORDERS)]
    show(stage, keep=True)
    remember(stage)
    told = {"date": "by date", "title": "by title", "feed": "by feed", "unread": "unread first"}
    stage.say(f"{told[listing.order]} · {stage.keymap.of('sort')} turns it round")
