"""Feeds and entries: listing, marking, fetching."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from readers.library.query.tree import is_plain
from readers.marks.tags import hashed, parse
from readers.model import EntryRow, Subscription
from tui.layout.tree import EVERYTHING, Node, nodes
from tui.linear import words
from tui.linear.session import PORTION

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Sequence
    from typing import Any

    from tui.linear.session import Session
    from tui.state.listing import Listing

_PAGE = 500
"""Entries fetched at once."""


async def feeds(session: Session, given: str) -> None:
    """List feeds, folders and tags with what is unread."""
    subscriptions = await session.newsroom.subscriptions()
    tags, kept = await session.newsroom.tags(), await session.newsroom.smart_feeds()
    shown = nodes(subscriptions, (), tags, given, kept)
    chosen = [one for one in shown if not one.folder and one.smart != "tags"]
    session.say(f"{words.count(len(chosen), 'feed or list', 'feeds and lists')}. A number lists the entries.")
    session.number((one, words.node(one)) for one in chosen)


async def choose(session: Session, node: Node) -> None:
    """List the entries of a feed."""
    session.listing.of(node)
    await load(session)


async def load(session: Session) -> None:
    """Fetch the first entries of what is to be listed, and tell them."""
    listing = session.listing
    vars(listing).pop("stories", None)
    session.rows, listing.rows, session.told = [], [], 0
    await more(session)
    await arrange(session)
    unread = sum(not row.read for row in (session.rows if listing.wanted else listing.rows))
    told = words.count(len(session.rows), "entry", "entries")
    if not session.rows:
        session.say(f"{listing.title}: {_none(session)}")
        return
    if len(session.rows) < len(listing.rows) and listing.counted:
        entries = words.count(len(listing.rows), "entry", "entries")
        told = f"{words.count(len(session.rows), 'story', 'stories')} in {entries}"
    older = ", and more that are older" if len(listing.rows) == _PAGE and not _whole(listing) else ""
    having = f", with {listing.wanted}" if listing.wanted else ""
    session.say(f"{listing.title}{having}: {told}{older}, {unread} unread.")
    await tell(session)


def _none(session: Session) -> str:
    """That nothing is listed, and what can be done about it."""
    listing = session.listing
    if listing.wanted:
        return f"nothing in it has {listing.wanted}. filter alone lists all again."
    if listing.sought:
        return "nothing was found. all lists everything again."
    if listing.only_unread or "unread" in listing.query:
        return "nothing is unread. all lists everything."
    return "nothing is listed. refresh fetches the feeds."


def _whole(listing: Listing) -> bool:
    """Whether all entries must be known before the first is told."""
    return bool(listing.wanted) or listing.order != "date" or listing.oldest_first


async def more(session: Session) -> Sequence[EntryRow]:
    """Fetch more entries; gives those that are to be told of them, each story once."""
    listing = session.listing
    page: list[EntryRow] = []
    new: Sequence[EntryRow] = ()
    while not new:
        before = listing.rows[-1] if listing.rows else None
        page = list(await session.newsroom.rows(limit=_PAGE, before=before, **listing.asked))
        listing.rows += page
        listing.stories.add(page)
        new = [] if _whole(listing) else listing.told_once(page)
        session.rows += new
        if len(page) < _PAGE:
            break
    return new


async def arrange(session: Session) -> None:
    """Fetch all, and have what the filter leaves of it in its order, if there is a filter or an order of one's own."""
    listing = session.listing
    if not _whole(listing):
        return
    await everything_of(session)
    listing.passes = None
    if not is_plain(listing.wanted):
        ids = [row.id for row in listing.rows]
        listing.passes = frozenset(await session.newsroom.passing(listing.wanted, ids))
    session.rows = list(listing.chosen())


async def everything_of(session: Session) -> None:
    """Fetch all entries of the list."""
    known = -1
    while known < len(session.listing.rows):
        known = len(session.listing.rows)
        await more(session)


async def tell(session: Session) -> None:
    """Tell the next entries of the list."""
    session.reading = False
    if session.told >= len(session.rows) and not (session.rows and await more(session)):
        session.say("The list ends here." if session.rows else f"{session.listing.title}: {_none(session)}")
        return
    now, others = session.clock(), session.listing.stories.others
    portion = session.rows[session.told : session.told + PORTION]
    session.number(((row, words.row(row, now, others.get(row.id, 0))) for row in portion), anew=True)
    session.told += len(portion)
    left = len(session.rows) - session.told
    session.say(f"{left} more: Enter goes on." if left else "The list ends here.")


async def everything(session: Session, _: str) -> None:
    """List all entries, the newest first."""
    await choose(session, EVERYTHING)


async def unread(session: Session, _: str) -> None:
    """List what is unread."""
    await choose(session, Node("Unread", smart="unread"))


async def starred(session: Session, _: str) -> None:
    """List what is starred."""
    await choose(session, Node("Starred", smart="starred"))


async def search(session: Session, given: str) -> None:
    """List what a search finds in all articles."""
    if not given:
        session.say("Say what to search for: search WORDS.")
        return
    session.listing.of_search(given, None)
    await load(session)


async def again(session: Session, _: str) -> None:
    """Tell the list from its beginning."""
    session.told = 0
    await tell(session)


def row_of(session: Session) -> EntryRow | None:
    """The entry of the article at hand; says so if there is none."""
    row = session.article.row if session.article is not None else None
    if row is None:
        session.say("No entry is open.")
    return row


def change(session: Session, ids: Collection[int], **changes: Any) -> None:  # noqa: ANN401  (of EntryRow)
    """Have entries with other marks wherever they are known."""
    for rows in (session.rows, session.listing.rows, session.numbered):
        rows[:] = [
            msgspec.structs.replace(one, **changes) if isinstance(one, EntryRow) and one.id in ids else one
            for one in rows
        ]
    article = session.article
    if article is not None and article.row is not None and article.row.id in ids:
        session.article = msgspec.structs.replace(article, row=msgspec.structs.replace(article.row, **changes))


def _can_undo(
    session: Session,
    told: str,
    ids: Collection[int],
    undo: Callable[[], Awaitable[object]],
    **was: Any,  # noqa: ANN401  (of EntryRow)
) -> None:
    async def back() -> None:
        await undo()
        change(session, ids, **was)

    session.undoable.append((told, back))


async def star(session: Session, _: str) -> None:
    """Star the open entry, or take the star away."""
    row = row_of(session)
    if row is not None:
        await session.newsroom.star(row.id, not row.starred)
        change(session, [row.id], starred=not row.starred)
        _can_undo(
            session, "the star", [row.id], lambda: session.newsroom.star(row.id, row.starred), starred=row.starred
        )
        session.say("Star taken away." if row.starred else "Starred.")


async def toggle_read(session: Session, _: str) -> None:
    """Mark the open entry as unread, or as read again."""
    row = row_of(session)
    if row is not None:
        await session.newsroom.mark_read([row.id], not row.read)
        change(session, [row.id], read=not row.read)
        _can_undo(session, "the mark", [row.id], lambda: session.newsroom.mark_read([row.id], row.read), read=row.read)
        session.say("Marked unread." if row.read else "Marked read.")


async def tag(session: Session, given: str) -> None:
    """Put the open entry under tags of your own: all of them, parted by spaces."""
    row = row_of(session)
    if row is not None:
        kept = await session.newsroom.tag(row.id, parse(given))
        change(session, [row.id], tags=kept)
        _can_undo(session, "the tags", [row.id], lambda: session.newsroom.tag(row.id, row.tags), tags=row.tags)
        session.say(f"Tags: {hashed(kept)}." if kept else "No tags.")


async def mark_all(session: Session, _: str) -> None:
    """Mark all that is listed as read."""
    listing = session.listing
    await everything_of(session)
    listed = [row.id for row in session.rows] if listing.wanted else [row.id for row in listing.rows]
    ids = await session.newsroom.mark_read(listing.together(listed))
    marked = set(ids)
    change(session, marked, read=True)
    if ids:
        _can_undo(
            session, f"{len(ids)} marked read", marked, lambda: session.newsroom.mark_read(ids, False), read=False
        )
    session.say(f"{len(ids)} marked read." if ids else "Nothing was unread.")


async def refresh(session: Session, _: str) -> None:
    """Fetch all feeds, and tell what came when that is done."""
    from readers.news import refresh as news  # noqa: PLC0415  (when it is asked for)

    subscriptions = await session.newsroom.subscriptions()
    titles = {one.id: one.feed.called for one in subscriptions}
    session.say("Fetching the feeds. This may take a minute.")
    new, marked, problems = 0, 0, []
    async for event in session.newsroom.refresh(list(titles)):
        if isinstance(event, news.FeedDone):
            new += event.new
        elif isinstance(event, news.FeedFailed):
            problems.append(f"{titles.get(event.subscription_id, 'A feed')}: {event.message}")
        elif isinstance(event, news.ServerDone):
            new, marked = new + event.new, marked + event.marked
            problems += event.refused
        elif isinstance(event, news.ServerFailed):
            problems.append(f"{event.server}: {event.message}")
    session.say(f"Fetched. {words.count(new, 'new entry', 'new entries')}.")
    for problem in problems:
        session.say(f"Problem: {problem}")
    if new or marked:
        await load(session)


async def add(session: Session, given: str) -> None:
    """Subscribe to a feed, or to the feed of a site."""
    if not given:
        session.say("Say its address: add ADDRESS.")
        return
    session.say("Looking for its feed.")
    found = await session.newsroom.add(given, choose=False)
    if isinstance(found, Subscription):
        session.say(f"Subscribed to {found.feed.called}.")
        if await session.newsroom.servers_for(found.id):
            session.say("To have it on your server too: list it, then feed offer.")
