"""The commands of the reader in lines: each a word and what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readers.errors import QueryError, QuothError
from readers.model import Entity, EntryRow, Link, Note
from readers.model.people import Saying
from readers.spelling import did_you_mean
from tui.layout.marks import Mark
from tui.layout.tree import Node
from tui.linear import articles, lists

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tui.linear.session import Session


class Word(NamedTuple):
    """A command.

    Attributes:
        name: the word that is typed; its beginning is enough where no other word begins so, or an earlier one does.
        do: does it, given what was typed behind the word.
        given: what is typed behind it, for the help.
    """

    name: str
    do: Callable[[Session, str], Awaitable[None]]
    given: str = ""


async def _help(session: Session, _: str) -> None:
    """Tell the commands."""
    session.say("Type a word, or its beginning, and Enter. A number chooses from what was listed last.")
    session.say("Enter alone goes on in the list or the article.")
    for word in WORDS:
        name = f"{word.name} {word.given}".strip()
        session.say(f"{name}: {(word.do.__doc__ or '').strip()}")
    session.say("quit: Leave the reader.")


async def _browse(session: Session, _: str) -> None:
    """Open the article in the browser."""
    await articles.browse(session, None)


async def _undo(session: Session, _: str) -> None:
    """Take back the last marking or note."""
    if not session.undoable:
        session.say("Nothing to undo.")
        return
    told, undo = session.undoable.pop()
    await undo()
    session.say(f"Taken back: {told}.")


WORDS = (
    Word("next", articles.next_unread),
    Word("feeds", lists.feeds, "WORDS"),
    Word("list", lists.again),
    Word("all", lists.everything),
    Word("unread", lists.unread),
    Word("starred", lists.starred),
    Word("search", lists.search, "WORDS"),
    Word("rest", articles.rest),
    Word("back", articles.previous),
    Word("top", articles.top),
    Word("where", articles.where),
    Word("names", articles.names),
    Word("quotes", articles.quotes),
    Word("links", articles.links),
    Word("who", articles.who, "NAME"),
    Word("note", articles.note, "WORDS"),
    Word("highlight", articles.highlight),
    Word("notes", articles.notes),
    Word("delete", articles.delete, "NUMBER"),
    Word("cite", articles.cite, "FORM"),
    Word("save", articles.save),
    Word("star", lists.star),
    Word("mark", lists.toggle_read),
    Word("allread", lists.mark_all),
    Word("tag", lists.tag, "WORDS"),
    Word("undo", _undo),
    Word("browser", _browse),
    Word("refresh", lists.refresh),
    Word("add", lists.add, "ADDRESS"),
    Word("help", _help),
)
_SHORT = {"n": "next", "p": "back", "s": "save", "q": "quit", "?": "help", "h": "help", "l": "list"}
_LEAVE = ("quit", "exit", "q")


async def do(session: Session, line: str) -> bool:
    """Do what a line says; gives whether the reader goes on. What goes wrong is told."""
    name, _, given = line.strip().partition(" ")
    if name.casefold() in _LEAVE:
        return False
    try:
        if name.isdecimal():
            await _choose(session, int(name))
        elif not name:
            await _go_on(session)
        elif (word := _meant(name)) is not None:
            await word.do(session, given.strip())
        else:
            hint = did_you_mean(name, [one.name for one in WORDS])
            session.say(f"There is no command {name}.{hint} help lists them.")
    except QueryError as error:
        session.say(f"The search cannot be understood: {error}")
    except QuothError as error:
        session.say(f"Problem: {error}")
    return True


def _meant(name: str) -> Word | None:
    name = name.casefold()
    name = _SHORT.get(name, name)
    exact = next((word for word in WORDS if word.name == name), None)
    return exact or next((word for word in WORDS if word.name.startswith(name)), None)


async def _go_on(session: Session) -> None:
    if session.reading:
        articles.go_on(session)
    else:
        await lists.tell(session)


async def _choose(session: Session, number: int) -> None:
    if not 1 <= number <= len(session.numbered):
        told = f"The last list has {len(session.numbered)}." if session.numbered else "Nothing was listed."
        session.say(f"There is no {number}. {told}")
        return
    thing = session.numbered[number - 1]
    match thing:
        case EntryRow():
            await articles.open_row(session, thing)
        case Node():
            await lists.choose(session, thing)
        case Entity():
            await articles.mentions(session, thing)
        case Mark():
            await articles.go_to(session, thing)
        case Saying():
            await articles.said(session, thing)
        case Link():
            await articles.browse(session, thing)
        case str():
            await articles.open_source(session, thing)
        case Note():
            session.say(f"{thing.body or 'A highlight.'} delete {number} deletes it.")
