"""The commands of the reader in lines: each a word and what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readers.errors import QueryError, QuothError
from readers.model import Entity, EntryRow, Link, Note
from readers.model.people import Name, Saying
from readers.spelling import did_you_mean
from tui.layout.marks import Mark
from tui.layout.tree import Node
from tui.linear import across, articles, correcting, lists, rules, shelves, texts
from tui.linear.session import Deed

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


_ELSEWHERE = (
    "Not here, since nothing is drawn: colours and themes, marks of names in the text, widths, headings in lists.",
    "Not here, since your terminal does it: copying, repeating a line, Control Z.",
    "At the shell: quoth import, export, rule, sync, download, archive. quoth help tells of each.",
)
"""What the screen does and the reader in lines does not, and why."""


async def _help(session: Session, given: str) -> None:
    """Tell the commands, or what one of them does."""
    if given and (known := _meant(given)) is not None:
        session.say(_told(known))
        return
    session.say("Type a word, or its beginning, and Enter. A number chooses from what was listed last.")
    session.say("Enter alone goes on in the list or the article.")
    for word in WORDS:
        session.say(_told(word))
    for told in _ELSEWHERE:
        session.say(told)


def _told(word: Word) -> str:
    return f"{f'{word.name} {word.given}'.strip()}: {(word.do.__doc__ or '').strip()}"


async def _leave(session: Session, _: str) -> None:
    """Leave the reader."""


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
    Word("help", _help, "WORD"),
    Word("quit", _leave),
    Word("filter", shelves.filter_list, "WORDS"),
    Word("order", shelves.order, "HOW"),
    Word("only", shelves.only_unread),
    Word("stories", shelves.stories),
    Word("story", shelves.story),
    Word("previous", shelves.previous),
    Word("random", shelves.any_unread),
    Word("keep", shelves.keep, "NAME"),
    Word("later", shelves.later, "ADDRESS"),
    Word("feed", shelves.feed, "NAME VALUE"),
    Word("remove", shelves.remove, "yes"),
    Word("problems", shelves.problems),
    Word("find", texts.find, "WORDS"),
    Word("correct", correcting.correct),
    Word("corrections", correcting.corrections),
    Word("change", shelves.change_note, "NUMBER WORDS"),
    Word("full", texts.other_text),
    Word("cut", texts.cut),
    Word("changes", texts.changes),
    Word("pictures", texts.pictures),
    Word("files", texts.files),
    Word("pipe", texts.pipe, "COMMAND"),
    Word("bookmark", texts.bookmark),
    Word("remember", texts.remember, "LETTER"),
    Word("recall", texts.recall, "LETTER"),
    Word("glance", across.glance),
    Word("allquotes", across.all_quotes, "WORDS"),
    Word("allnotes", across.all_notes, "WORDS"),
    Word("decide", across.decide, "WHAT NAME"),
    Word("rules", rules.rules),
    Word("settings", shelves.look_at_settings, "WORDS"),
    Word("set", shelves.change_setting, "NAME VALUE"),
)
_SHORT = {"n": "next", "p": "back", "s": "save", "q": "quit", "?": "help", "h": "help", "l": "list", "exit": "quit"}


async def do(session: Session, line: str) -> bool:
    """Do what a line says; gives whether the reader goes on. What goes wrong is told."""
    name, _, given = line.strip().partition(" ")
    try:
        if name.isdecimal():
            await _choose(session, int(name))
        elif not name:
            await _go_on(session)
        elif (word := _meant(name)) is not None:
            if word.do is _leave:
                return False
            await word.do(session, given.strip())
        else:
            hint = did_you_mean(name, [one.name for one in WORDS])
            session.say(f"There is no command {name}.{hint} help lists them.")
        await rules.tidings(session)
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
        case Deed():
            await thing.do()
        case Name():
            await across.who_is(session, thing)
        case Link():
            await articles.browse(session, thing)
        case str():
            await articles.open_source(session, thing)
        case Note():
            session.say(f"{thing.body or 'A highlight.'} delete {number} deletes it.")
