"""Lists in another order, and the feed that is listed: renamed, moved, settled, left; settings and problems."""

from __future__ import annotations

import random as chance
from typing import TYPE_CHECKING

import msgspec

from readers.configuring import as_toml, settings, value_of
from readers.library.feeds import arranging
from readers.library.query.tree import parse
from tui.layout.tree import Node
from tui.linear import articles, lists, words
from tui.linear.session import Deed
from tui.state.listing import ORDERS, Order

if TYPE_CHECKING:
    from readers.model import Note, Subscription
    from tui.linear.session import Session

_ORDERED: dict[str, tuple[Order, bool]] = {
    "newest": ("date", False),
    "oldest": ("date", True),
    **{one: (one, False) for one in ORDERS if one != "date"},
}


async def filter_list(session: Session, given: str) -> None:
    """List only entries with some words, or that a search finds; alone: all of the list again."""
    if given:
        parse(given)  # a mistake is told before anything is fetched
    session.listing.wanted = given
    await lists.load(session)


async def order(session: Session, given: str) -> None:
    """List by newest, oldest, title, feed, or unread first."""
    if given not in _ORDERED:
        session.say(f"Say how: order {', '.join(_ORDERED)}.")
        return
    session.listing.order, session.listing.oldest_first = _ORDERED[given]
    await lists.load(session)


async def only_unread(session: Session, _: str) -> None:
    """List only what is unread of the list, or all of it again."""
    session.listing.only_unread = not session.listing.only_unread
    await lists.load(session)


async def stories(session: Session, _: str) -> None:
    """List what several feeds tell once, or as often as it is told."""
    session.listing.once = not session.listing.once
    await lists.load(session)


async def story(session: Session, _: str) -> None:
    """List the other entries that tell the same as the open one."""
    row = lists.row_of(session)
    if row is None:
        return
    listing, now = session.listing, session.clock()
    known = {one.id: one for one in listing.rows}
    members = listing.stories.members(listing.stories.head.get(row.id, row.id))
    found = [known[one] for one in members if one != row.id and one in known]
    session.say(f"{words.count(len(found), 'other entry', 'other entries')} of the list.")
    session.number((one, words.row(one, now, 0)) for one in found)


async def previous(session: Session, _: str) -> None:
    """Open the unread entry of the list before this one."""
    row = session.article.row if session.article is not None else None
    here = next((number for number, one in enumerate(session.rows) if row is not None and one.id == row.id), 0)
    found = next((one for one in reversed(session.rows[:here]) if not one.read), None)
    if found is None:
        session.say("Nothing unread is before this one.")
    else:
        await articles.open_row(session, found)


async def any_unread(session: Session, _: str) -> None:
    """Open any unread entry of the list."""
    unread = [row for row in session.rows if not row.read]
    if not unread:
        session.say("Nothing unread is left in this list.")
    else:
        await articles.open_row(session, chance.choice(unread))  # noqa: S311  (nothing depends on it)


async def keep(session: Session, given: str) -> None:
    """Keep the search as a feed, under a name if you say one."""
    if not session.listing.sought:
        session.say("Search first: search WORDS.")
    else:
        kept = await session.newsroom.keep_search(session.listing.sought, given)
        session.say(f"Kept: {kept.name}. It is among the feeds.")


async def later(session: Session, given: str) -> None:
    """Keep an address, else the open article, in the library, under Read later."""
    url = given or (session.article.document.url if session.article is not None else "")
    if not url:
        session.say("Say its address: later ADDRESS.")
    else:
        row = await session.newsroom.read_later(url)
        session.say(f"Kept: {row.title or row.link}.")


# The feed that is listed


async def _listed(session: Session) -> Subscription | None:
    """The feed that is listed, or that of the open entry."""
    row = session.article.row if session.article is not None else None
    number = session.listing.feed_id or (row.feed_id if row is not None else 0)
    feeds = await session.newsroom.subscriptions()
    found = next((one for one in feeds if one.id == number), None)
    if found is None:
        session.say("List a feed first: feeds, and its number.")
    return found


async def feed(session: Session, given: str) -> None:
    """Tell what holds for the listed feed alone; feed NAME VALUE changes it, feed NAME makes it as usual."""
    one = await _listed(session)
    if one is None:
        return
    name, _, value = given.partition(" ")
    if name == "name":
        one = await session.newsroom.rename_feed(one.id, value)
        session.say(f"Now called {one.feed.called}.")
    elif name == "folder":
        first, *others = [arranging.folder_of(part) for part in value.split("|")]
        one = await session.newsroom.move_feed(one.id, first, tuple(others))
        session.say(f"Folder: {_folders(one)}.")
    elif name == "ahead":
        if value not in {"yes", "no"}:
            session.say("Say yes or no: feed ahead yes.")
            return
        await session.newsroom.read_ahead(one.id, value == "yes")
        session.say("Pages are fetched before." if value == "yes" else "Pages are fetched when opened.")
    elif name == "offer":
        if await session.newsroom.take_back(one.id):
            session.say("It is offered to no server any more.")
        else:
            session.say(f"It is offered to {await session.newsroom.offer_feed(one.id, value)} with the next sync.")
    elif name in {"up", "down"}:
        moved = await session.newsroom.reorder(one.id, "up" if name == "up" else "down")
        session.say("Moved." if moved else "It cannot go further.")
    elif name:
        value = {"yes": "true", "no": "false"}.get(value, value)
        one = await session.newsroom.settle_feed(one.id, arranging.changed(one.options, name, value))
        session.say(f"{name}: {arranging.shown(one.options, name) or 'as usual'}.")
    else:
        session.say(f"name: {one.feed.called}. What you call it.")
        session.say(f"folder: {_folders(one)}. Slashes between nested ones, a bar between several.")
        ahead = "yes" if await session.newsroom.reads_ahead(one.id) else "no"
        session.say(f"ahead: {ahead}. Whether pages are fetched before they are opened. up, down: its place.")
        if servers := await session.newsroom.servers_for(one.id):
            session.say(f"offer: to have it on a server that you sync with: {', '.join(servers)}.")
        for name, meaning in arranging.MEANINGS.items():
            session.say(f"{name}: {arranging.shown(one.options, name) or 'as usual'}. {meaning}.")


def _folders(one: Subscription) -> str:
    return " and ".join("/".join(path) for path in one.feed.folders if path) or "none"


async def remove(session: Session, given: str) -> None:
    """Leave the listed feed; its entries go, but for the starred and tagged ones."""
    one = await _listed(session)
    if one is None:
        return
    if given != "yes":
        session.say(f"This leaves {one.feed.called}. If you mean it: remove yes.")
        return
    await session.newsroom.remove(one.id)
    session.say(f"Left {one.feed.called}.")
    await lists.everything(session, "")


async def problems(session: Session, _: str) -> None:
    """List the feeds that could not be fetched, and why; a number lists the entries of one."""
    failing = [one for one in await session.newsroom.subscriptions() if one.problem]
    session.say(f"{words.count(len(failing), 'feed')} could not be fetched.")
    session.number(
        (Node(one.feed.called, subscription=one), f"{one.feed.called}: {' '.join(one.problem.split())}")
        for one in failing
    )


# Settings


async def look_at_settings(session: Session, given: str) -> None:
    """List every setting with its value, or those with some words; set NAME VALUE changes one."""
    config = await session.newsroom.configuration()
    found = [one for one in settings() if given.casefold() in f"{one.name} {one.meaning}".casefold()]
    session.say(words.count(len(found), "setting") + ". A number tells what it means.")

    def meaning(name: str, told: str) -> Deed:
        async def tell() -> None:
            session.say(f"{name}: {told}. set {name} VALUE changes it, set {name} makes it as usual.")

        return Deed(tell)

    session.number(
        (
            meaning(one.name, one.meaning + (f" ({one.bounds})" if one.bounds else "")),
            f"{one.name}: {as_toml(value_of(config, one.name))}",
        )
        for one in found
    )


async def change_setting(session: Session, given: str) -> None:
    """Change a setting; without a value, make it as usual."""
    name, _, value = given.partition(" ")
    if not name:
        session.say("Say which: set NAME VALUE. settings lists them.")
        return
    session.config = await session.newsroom.configure(name, value.strip() or None)
    session.say(f"{name}: {as_toml(value_of(session.config, name))}.")


async def change_note(session: Session, given: str) -> None:
    """Write another text for a note, by its number in the list of notes."""
    from readers.marks.notes import tags_in  # noqa: PLC0415  (when one is changed)
    from readers.model import Note  # noqa: PLC0415  (the same)

    number, _, body = given.partition(" ")
    at = int(number) - 1 if number.isdecimal() else -1
    known = session.numbered[at] if 0 <= at < len(session.numbered) else None
    if not isinstance(known, Note) or not body or session.article is None:
        session.say("List the notes first, and say the number of one and its new text: change NUMBER WORDS.")
        return
    now = msgspec.structs.replace(known, body=body, tags=tags_in(body))
    await _say_instead(session, now)
    session.undoable.append(("the note says what it said", lambda: _say_instead(session, known)))
    session.numbered[at] = now
    session.say(f"Kept. {words.note(now)}")


async def _say_instead(session: Session, note: Note) -> None:
    await session.newsroom.change_note(note)
    notes = session.article.notes if session.article is not None else ()
    articles.have_notes(session, [note if one.id == note.id else one for one in notes])
