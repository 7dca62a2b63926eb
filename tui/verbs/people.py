"""``quoth who`` and ``today``: people and organisations across articles, and what the reader decides of them."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click
import msgspec

from readers.errors import LibraryError
from readers.library.dossiers import dossier, find_names
from readers.library.dossiers import who as dossier_of
from readers.library.library import Library
from readers.library.people import decisions as deciding
from readers.library.people import today as glance
from readers.library.people.coverage import coverage
from readers.library.people.waiting import join_waiting, waiting
from readers.model.people import Decision, Dossier
from tui.verbs import common

_AT_ONCE = 100
"""Entries of a library of before whose names are joined before a question is answered."""


def caught_up(library: Library) -> None:
    """Join some names of a library of before, and say if others are still to be."""
    join_waiting(library.database, _AT_ONCE)
    if left := waiting(library.database):
        click.echo(f"quoth: the names of {left} articles are still to be joined; quoth refresh does it.", err=True)


def told_of_coverage(library: Library, *, as_json: bool) -> None:
    """Say on a terminal how much of the library is read, if not all of it."""
    if not as_json and sys.stdout.isatty() and (told := coverage(library.database).told):
        from tui.verbs import tables  # noqa: PLC0415  (rich: only where there is a terminal to draw on)

        tables.remark(f"{told}: quotes are of these alone.")


class _Who(click.Group):
    """A group in which whatever is none of its commands is a name to be looked up."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in {*self.commands, "-h", "--help"}:
            args = ["show", *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name in super().list_commands(ctx) if name != "show"]


@click.group(cls=_Who, subcommand_metavar="NAME | COMMAND [ARGS]...")
def who() -> None:
    """Tell all that the library knows of a person, an organisation or a place: ``quoth who NAME``.

    Names are joined across articles, however they are spelled. Where that is wrong, the commands set it right, for
    what is there and what comes. A NAME may be the number that ``quoth who`` tells as ``id``.
    """


@who.command()
@click.argument("name", nargs=-1, required=True)
@click.option("--kind", default="", help="Only of this kind: PERSON, ORG, GPE …")
@common.LIMIT
@common.AS_JSON
@click.pass_obj
def show(config: Path | None, name: tuple[str, ...], kind: str, limit: int, as_json: bool) -> None:
    """Tell all that the library knows of somebody."""
    with Library.open(common.configuration(config).library) as library:
        caught_up(library)
        asked = common.words(name)
        many = common.bound(limit)
        found = (
            dossier(library, int(asked), limit=many)
            if asked.isdecimal()
            else dossier_of(library, asked, kind=kind, limit=many)
        )
        longest = max(found.appearances, found.sayings, key=len)
        common.within(longest, limit)  # told once, whichever of them is cut
        cut = slice(limit or None)
        found = msgspec.structs.replace(found, appearances=found.appearances[cut], sayings=found.sayings[cut])
        common.print_found(found, "who", as_json=as_json)
        told_of_coverage(library, as_json=as_json)


@who.command()
@click.argument("name")
@click.argument("into")
@click.pass_obj
def merge(config: Path | None, name: str, into: str) -> None:
    """NAME and INTO are one, called INTO."""
    with Library.open(common.configuration(config).library) as library:
        _print(deciding.merge(library.database, _number(library, name), _number(library, into)))


@who.command()
@click.argument("name")
@click.argument("form")
@click.option("--in", "entry_id", type=int, help="Only in the article of this id.")
@click.pass_obj
def split(config: Path | None, name: str, form: str, entry_id: int | None) -> None:
    """The name FORM, one of those that NAME goes by, means another."""
    with Library.open(common.configuration(config).library) as library:
        number = _number(library, name)
        _print(deciding.split(library.database, number, common.words([form]), entry_id=entry_id))


@who.command()
@click.argument("name")
@click.argument("new")
@click.pass_obj
def rename(config: Path | None, name: str, new: str) -> None:
    """Call NAME something else in the library."""
    with Library.open(common.configuration(config).library) as library:
        _print(deciding.rename(library.database, _number(library, name), common.words([new])))


@who.command(name="not-a-name")
@click.argument("name", nargs=-1, required=True)
@click.pass_obj
def not_a_name(config: Path | None, name: tuple[str, ...]) -> None:
    """NAME is no name: tell of it nowhere."""
    with Library.open(common.configuration(config).library) as library:
        _print(deciding.not_a_name(library.database, _number(library, common.words(name))))


@who.command()
@click.pass_obj
def decisions(config: Path | None) -> None:
    """List what was decided so, the newest first."""
    with Library.open(common.configuration(config).library) as library:
        common.print_value(msgspec.to_builtins(deciding.decisions(library.database)))


@who.command()
@click.argument("decision", type=int, required=False)
@click.pass_obj
def undo(config: Path | None, decision: int | None) -> None:
    """Take a decision back, by the number that ``decisions`` tells, or the last."""
    with Library.open(common.configuration(config).library) as library:
        undone = deciding.undo(library.database, decision)
        if undone is None:
            which = "There is nothing to take back." if decision is None else f"No decision {decision} is in force."
            raise LibraryError(f"{which} `quoth who decisions` lists them.")
        _print(undone)


@click.command()
@click.option("--since", "days", type=click.FloatRange(0, 365, min_open=True), help="Of so many days back.")
@common.AS_JSON
@click.pass_obj
def today(config: Path | None, days: float | None, as_json: bool) -> None:
    """Tell the news at a glance since you last looked, of a day at least: who rises, who is new, who is quoted on what.

    A rise is one where so many articles would hardly name somebody by chance, compared with the 30 days before.
    """
    now = datetime.now(UTC)
    with Library.open(common.configuration(config).library) as library:
        caught_up(library)
        start = glance.since(library, now) if days is None else now - timedelta(days=days)
        common.print_found(glance.today(library, start), "today", as_json=as_json)


def _print(decision: Decision) -> None:
    common.print_value(msgspec.to_builtins(decision))


def _number(library: Library, asked: str) -> int:
    """Whom a name or number on the command line means.

    Raises:
        LibraryError: nobody, or several who go by just that name.
    """
    asked = common.words([asked])
    if asked.isdecimal():
        return dossier(library, int(asked), limit=0).id
    found: Dossier = dossier_of(library, asked, limit=0)
    if not found.id:
        raise LibraryError(f"The library knows nobody called “{asked}”.")
    same = [one for one in find_names(library, asked) if one.name == found.name]
    if len(same) > 1:
        raise LibraryError(f"There are {len(same)} called {found.name}: {_listed(same)}. Give the number of one.")
    return found.id


def _listed(names: Iterable[Any]) -> str:
    return ", ".join(f"{one.id} ({one.kind}, {one.articles} articles)" for one in names)
