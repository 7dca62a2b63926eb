"""``quoth rule``: what is done by itself with new entries that a query finds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click
import msgspec

from readers.library.library import Library
from readers.library.rules import applying, keeping
from readers.model import Rule, RuleAction
from tui.verbs import common

_NEWEST = 20


@click.group()
def rule() -> None:
    """Do something by itself with new entries that a query finds: ``quoth rule add --mute 'title:sponsored'``.

    A rule comes switched off. `try` shows what it would touch of what is there; `on` switches it on for what arrives
    from then on. It is applied once to an entry: when that comes or, if the query asks for names or quotes, when it is
    known who is in it. `undo` takes back what it did.
    """


def _in_library(act: Callable[[Library], Any], config: Path | None) -> None:
    with Library.open(common.configuration(config).library) as library:
        common.print_value(msgspec.to_builtins(act(library)))


def _what_it_does(command: Callable[..., Any]) -> Callable[..., Any]:
    """What a rule may do, as options."""
    for option in (
        click.option("--run", "command", help="Run this command; %u: the address, %t: the headline, %f: the feed."),
        click.option("--tag", help="Put them under this tag."),
        click.option("--notify", "action", flag_value="notify", help="Tell of them, as [notify] says."),
        click.option("--star", "action", flag_value="star", help="Star them."),
        click.option("--mute", "action", flag_value="mute", help="Mark them read, and list them in their feed alone."),
        click.option("--read", "action", flag_value="read", help="Mark them read."),
    ):
        command = option(command)
    return command


def _deeds(action: RuleAction | None, tag: str | None, command: str | None) -> list[tuple[RuleAction, str]]:
    """What is to be done, with its argument: of one rule it is one thing."""
    wanted: list[tuple[RuleAction, str]] = [(action, "")] if action else []
    wanted += [("tag", common.words([tag]))] if tag is not None else []
    return wanted + ([("run", common.words([command]))] if command is not None else [])


@rule.command()
@click.argument("query", nargs=-1, required=True)
@_what_it_does
@click.option("--on", "enabled", is_flag=True, help="Switch it on at once.")
@click.pass_obj
def add(
    config: Path | None,
    *,
    query: Sequence[str],
    action: RuleAction | None,
    tag: str | None,
    command: str | None,
    enabled: bool,
) -> None:
    """Make a rule for what QUERY finds. Put QUERY in quotation marks; before one that begins with - write --."""
    wanted = _deeds(action, tag, command)
    if len(wanted) != 1:
        raise click.UsageError("Say what the rule does: one of --read, --mute, --star, --notify, --tag and --run.")
    what, argument = wanted[0]

    def act(library: Library) -> Rule:
        made = keeping.add(library.database, common.words(query), what, argument, enabled=enabled)
        if not made.enabled:
            click.echo(f"quoth: it is off: `quoth rule try {made.id}`, then `quoth rule on {made.id}`.", err=True)
        return made

    _in_library(act, config)


@rule.command("list")
@common.AS_JSON
@click.pass_obj
def list_(config: Path | None, as_json: bool) -> None:
    """List the rules, in the order in which they are applied."""
    with Library.open(common.configuration(config).library) as library:
        common.print_found(keeping.rules(library.database), "rules", as_json=as_json)


@rule.command("try")
@click.argument("number", metavar="RULE", type=int)
@click.option("--limit", type=click.IntRange(0), default=_NEWEST, show_default=True, help="List so many entries.")
@click.pass_obj
def try_(config: Path | None, number: int, limit: int) -> None:
    """Show what RULE would touch of what is there: how many entries, and the newest of them. Nothing is changed."""

    def act(library: Library) -> dict[str, Any]:
        one = keeping.rule(library.database, number)
        trial = applying.try_out(library.database, one.query, limit=limit)
        rows = [
            {"id": row.id, "title": row.title, "outlet": row.outlet, "published": row.published} for row in trial.rows
        ]
        return {"rule": one, "entries": trial.entries, "newest": rows}

    _in_library(act, config)


@rule.command()
@click.argument("number", metavar="RULE", type=int)
@click.argument("query", nargs=-1)
@_what_it_does
@click.pass_obj
def change(
    config: Path | None,
    *,
    number: int,
    query: Sequence[str],
    action: RuleAction | None,
    tag: str | None,
    command: str | None,
) -> None:
    """Have RULE look for QUERY, or do something else; it is off then, to be tried out. What is not given stays."""
    deeds = _deeds(action, tag, command)
    if len(deeds) > 1:
        raise click.UsageError("A rule does one thing.")

    def act(library: Library) -> Rule:
        before = keeping.rule(library.database, number)
        what, argument = deeds[0] if deeds else (before.action, before.argument)
        return keeping.change(library.database, number, common.words(query) or before.query, what, argument)

    _in_library(act, config)


@rule.command()
@click.argument("number", metavar="RULE", type=int)
@click.pass_obj
def on(config: Path | None, number: int) -> None:
    """Switch RULE on, for what arrives from now on."""
    _in_library(lambda library: keeping.switch(library.database, number, on=True), config)


@rule.command()
@click.argument("number", metavar="RULE", type=int)
@click.pass_obj
def off(config: Path | None, number: int) -> None:
    """Switch RULE off; what it did stays."""
    _in_library(lambda library: keeping.switch(library.database, number, on=False), config)


@rule.command()
@click.argument("number", metavar="RULE", type=int)
@click.pass_obj
def remove(config: Path | None, number: int) -> None:
    """Remove RULE; what it did stays, and cannot be taken back any more."""
    _in_library(lambda library: keeping.remove(library.database, number), config)


@rule.command()
@click.argument("number", metavar="RULE", type=int)
@click.pass_obj
def undo(config: Path | None, number: int) -> None:
    """Take back what RULE did to entries; what was told and run cannot be. The rule stays on, if it is."""

    def act(library: Library) -> dict[str, Any]:
        taken = applying.undo(library.database, number)
        return {"rule": keeping.rule(library.database, number), "taken_back": taken}

    _in_library(act, config)
