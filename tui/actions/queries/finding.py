"""Searching all articles, and filtering a list, in the library's language; both are completed while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readers.errors import QueryError
from readers.library.query.tree import is_plain, parse
from tui.actions.listing import load, narrow

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.stage import Stage

_OFFERED = 6
"""What is told of what may come next."""


def search(stage: Stage, value: str = "", *, edit: bool = False) -> None:
    """Ask what to search all articles for; what is found is a list like any other.

    Args:
        stage: where.
        value: what stands there at first; the search that is on if empty.
        edit: whether what is typed goes on with it.
    """

    def done(text: str | None) -> None:
        if text is not None and not text.strip():
            leave(stage)
        elif text is not None:
            stage.listing.of_search(text, stage.entries.entry)
            stage.work(load(stage, keep=False), "list", "searching…")

    what = 'search all articles: words, "phrases", person:… by:… since:7d'
    ask(stage, what, value or stage.listing.sought, done, edit=edit, empty=True)


def ask(
    stage: Stage,
    what: str,
    value: str,
    done: Callable[[str | None], None],
    *,
    edit: bool = False,
    empty: bool = False,
) -> None:
    """Ask for a query, which is completed while one types; with a mistake in it, it is asked for again.

    Args:
        stage: where.
        what: what it is for.
        value: what stands there at first.
        done: given a query that asks for something, or ``None`` if the reader thought better of it.
        edit: whether what is typed goes on with what stands there.
        empty: whether nothing at all may be given too.
    """

    def given(text: str | None) -> None:
        stage.say("")
        if text is None or (empty and not text.strip()):
            done(text)
            return
        try:
            wanted = parse(text)
        except QueryError as error:
            ask(stage, what, text, done, edit=True, empty=empty)
            stage.say_wrong(str(error))
            return
        if wanted is None:
            ask(stage, what, text, done, edit=True, empty=empty)
            stage.say_wrong(f"“{text}” asks for nothing")
        else:
            done(text)

    stage.ask(
        what,
        value,
        lambda text: _hint(stage, text),
        given,
        edit=edit,
        complete=lambda line: completed(stage, line),
        wrong=wrong_part,
    )


def wrong_part(query: str) -> tuple[int, int] | None:
    """Where the mistake in a query is: its first character, and one past its last; ``None`` if there is none."""
    try:
        parse(query)
    except QueryError as error:
        return error.start, max(error.end, error.start + 1)
    return None


def leave(stage: Stage) -> bool:
    """Go back from a search to the list before, and to the entry that the cursor was on; gives whether one was on."""
    if not stage.listing.leave_search():
        return False
    stage.work(load(stage, keep=False), "list", "")
    return True


def filter_by(stage: Stage, text: str) -> None:
    """Leave of the list what a query finds; a mistake in it is told, and the list stays."""
    if is_plain(text):
        stage.listing.passes = None
        narrow(stage, text)
        return
    try:
        parse(text)
    except QueryError as error:
        stage.say_wrong(str(error))
        return
    stage.work(_filter(stage, text), "filter", "")


async def _filter(stage: Stage, text: str) -> None:
    listing = stage.listing
    passed = frozenset(await stage.newsroom.passing(text, [row.id for row in listing.rows]))
    listing.passes = passed
    narrow(stage, text, anew=True)


async def completed(stage: Stage, line: str) -> str:
    """A query as Tab completes it."""
    found = await stage.newsroom.completed(line)
    return found.applied(line) if found.options else line


def _hint(stage: Stage, text: str) -> None:
    """Tell what is wrong in what is typed so far, or what may come next."""
    stage.work(_tell(stage, text), "hint", "")


async def hint(stage: Stage, text: str) -> str:
    """What may come next in what is typed so far; empty for nothing that is known."""
    found = await stage.newsroom.completed(text)
    offered = [f"{option.text} {f'({option.told})' if option.told else ''}".strip() for option in found.options]
    more = " …" if len(offered) > _OFFERED else ""
    return f"Tab: {' · '.join(offered[:_OFFERED])}{more}" if offered else ""


async def _tell(stage: Stage, text: str) -> None:
    if offered := await hint(stage, text):
        stage.say(offered)
        return
    try:
        parse(text)
    except QueryError as error:
        stage.say_wrong(str(error))
    else:
        stage.say("")
