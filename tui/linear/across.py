"""Across articles: the news at a glance, all quotes, all notes, and what is decided of names."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from readers.model.people import Deed as Decided
from tui.linear import articles, words
from tui.linear.session import Deed

if TYPE_CHECKING:
    from readers.library.notebook import Jotting
    from readers.model.people import Decision, Name
    from tui.linear.session import Session

_WAYS: dict[str, Decided] = dict(zip(("same", "apart", "name", "nobody"), get_args(Decided), strict=True))
_TOLD: dict[Decided, str] = {
    "merge": "{who} and {other} are one",
    "split": "{name} means another than {who}",
    "rename": "{who} is called {name}",
    "not_a_name": "{who} is no name",
}


async def glance(session: Session, _: str) -> None:
    """Tell the news at a glance: who rises, who is new, who is quoted most, what several outlets tell."""
    today, now = await session.newsroom.today(), session.clock()
    session.say(f"The news since {words.ago(today.since, now)}: {words.count(today.articles, 'article')}.")
    if told := today.coverage.told:
        session.say(f"{told}.")
    session.numbered = []
    for heading, names in (
        ("Rising", [one.name for one in today.rising]),
        ("New", today.new),
        ("Most in the news", today.most),
    ):
        if names:
            session.say(f"{heading}:")
            session.number(((one, f"{one.name}, {words.count(one.articles, 'article')}") for one in names), anew=False)
    if today.quoted:
        session.say("Quoted most:")
        session.number(((one.newest, words.saying(one.newest, now)) for one in today.quoted), anew=False)
    if today.stories:
        session.say("Told by several outlets:")
        rows = ((one.rows[0], words.row(one.rows[0], now, len(one.outlets) - 1)) for one in today.stories)
        session.number(rows, anew=False)


async def all_quotes(session: Session, given: str) -> None:
    """List quotes of all articles with some words, or by somebody."""
    found, now = await session.newsroom.quotes(given, 50), session.clock()
    session.say(words.count(len(found), "quote") + ".")
    session.number((one, words.saying(one, now)) for one in found)
    await articles.covered(session)


async def all_notes(session: Session, given: str) -> None:
    """List your notes in all articles, or those with some words."""
    found = await session.newsroom.jottings(given, 50)
    session.say(words.count(len(found), "note") + ".")
    session.number((_opening(session, one), _jotting(one)) for one in found)


def _jotting(one: Jotting) -> str:
    about = f"“{' '.join(one.text.split())}”" if one.text else "To the whole article"
    return f"{about}{f': {one.body}' if one.body else ''}. {one.title or one.url}"


def _opening(session: Session, one: Jotting) -> Deed:
    async def open_it() -> None:
        if one.row is not None:
            await articles.open_row(session, one.row)
        elif one.url:
            await articles.open_source(session, one.url)
        else:
            session.say("Its article is not in the library any more.")

    return Deed(open_it)


async def who_is(session: Session, name: Name) -> None:
    """Tell the dossier of somebody who was listed."""
    articles.tell(session, await session.newsroom.dossier(name.id))
    await articles.covered(session)


async def decide(session: Session, given: str) -> None:
    """Decide of whom who told last, everywhere: same NAME, apart NAME, name NEW, nobody; alone: what was decided."""
    word, _, name = given.partition(" ")
    name = name.strip()
    if not given:
        made = await session.newsroom.decisions()
        session.say(f"{words.count(len(made), 'decision')}. A number takes one back.")
        session.number((_taking_back(session, one), _decision(one)) for one in made)
        return
    if not session.person:
        session.say("Say first of whom: who NAME.")
    elif word not in _WAYS or (not name and word != "nobody"):
        session.say("decide same NAME, decide apart NAME, decide name NEW, or decide nobody.")
    elif word == "same":
        found = [one for one in await session.newsroom.find_names(name) if one.id != session.person]
        session.say(f"{words.count(len(found), 'name')}. Which one is it the same as?")
        session.number((_merging(session, one), f"{one.name}, {words.count(one.articles, 'article')}") for one in found)
    else:
        await _decide(session, _WAYS[word], name=name)


def _merging(session: Session, other: Name) -> Deed:
    return Deed(lambda: _decide(session, "merge", other=other.id))


async def _decide(session: Session, what: Decided, *, other: int = 0, name: str = "") -> None:
    made = await session.newsroom.decide(what, session.person, other=other, name=name)
    session.undoable.append((_decision(made), lambda: session.newsroom.undo_decision(made.id)))
    session.say(f"{_decision(made)}. undo takes it back.")


def _decision(one: Decision) -> str:
    return _TOLD[one.what].format(who=one.who.name, other=one.other.name if one.other else "another", name=one.name)


def _taking_back(session: Session, one: Decision) -> Deed:
    async def back() -> None:
        await session.newsroom.undo_decision(one.id)
        session.say(f"Taken back: {_decision(one)}.")

    return Deed(back)
