"""``quoth sync``: servers that hold feeds and what was read of them, for several devices."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import get_args

import click

from readers.clean import without_password
from readers.errors import FetchError
from readers.feeds.client import Client
from readers.library.library import Library
from readers.news.backlog import join_names
from readers.news.stream import Answer
from readers.news.subscribing import address_of
from readers.sync import accounts, waiting
from readers.sync.accounts import COMMAND, FILE, KEYRING, Account, Kind
from readers.sync.run import ServerDone, ServerFailed, ServerStarted, way_to
from readers.sync.run import sync as sync_with
from tui.cli import fail
from tui.verbs import common
from tui.verbs.feeds import library_of


@click.group(invoke_without_command=True)
@click.pass_context
def sync(ctx: click.Context) -> None:
    """Sync with the servers that were added: feeds, folders, entries, what is read and starred, both ways.

    What is changed here waits in the library until a server can be told. `quoth refresh` and R in the reader sync too.
    Names, quotes, notes, tags and corrections stay on this machine.
    """
    if ctx.invoked_subcommand is None:
        with library_of(ctx.obj) as library:
            servers = accounts.accounts(library.database) or [accounts.account(library.database, "")]
            told = [asyncio.run(_run(library, one)) for one in servers]
            asyncio.run(join_names(library))
        common.print_value(told)
        if any("problem" in one for one in told):
            raise SystemExit(1)


async def _run(library: Library, account: Account) -> Answer:
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=1, label=account.name[:40], file=sys.stderr, hidden=hidden) as bar:
        async with Client() as client:
            async for event in sync_with(library, account, client=client):
                match event:
                    case ServerStarted():
                        bar.length = max(1, event.done + event.left)
                        bar.update(event.done - bar.pos)
                    case ServerDone():
                        counts = {"new": event.new, "marked": event.marked, "told": event.told}
                        return {"server": account.name, **counts, "waiting": event.waiting}
                    case ServerFailed():
                        return {"server": account.name, "problem": event.message, "waiting": event.waiting}
    raise AssertionError  # a sync ends in one or the other


@sync.command()
@click.argument("kind", type=click.Choice(get_args(Kind)))
@click.argument("url")
@click.option("--user", default="", help="The name to log in by; for miniflux without one, the secret is an API key.")
@click.option("--name", default="", help="What to call the server.")
@click.option("--command", help="A program that tells the password on its first line, such as 'pass show rss'.")
@click.option("--file", "in_file", is_flag=True, help="Keep the password in a file beside the library, for you alone.")
@click.pass_obj
def add(config: Path | None, *, kind: Kind, url: str, user: str, name: str, command: str | None, in_file: bool) -> None:
    """Add a server: `miniflux` by its own interface, `greader` for all that speak Google Reader's, such as FreshRSS.

    URL is where the interface begins: of Miniflux the server's address; of FreshRSS the one that ends in
    /api/greader.php. The password (of FreshRSS that for the API) is asked for; in a pipe it is the first line of
    standard input. It is kept in the system's keyring, with --file beside the library, with --command nowhere. Adding
    a server again changes its password. A feed that you have already comes by the server from then on.
    """
    if command and in_file:
        raise click.UsageError("Give one of --command and --file.")
    address = address_of(url).rstrip("/")
    if without_password(address) != address:
        raise click.UsageError("Give the address without a password in it; it is asked for.")
    if kind == "greader" and not user:
        raise click.UsageError("Give --user, the name to log in by.")
    how = f"{COMMAND}{command}" if command else FILE if in_file else KEYRING
    with library_of(config) as library:
        account = Account(0, name or address, kind, address, user, how)
        secret = asyncio.run(accounts.secret_of(library.path, account)) if command else _asked(kind, user)
        asyncio.run(_try(account, secret))
        accounts.keep_secret(library.database, address, user, secret, how)
        added = accounts.add(library.database, kind, address, user=user, secret=how, name=name)
    click.echo(f"quoth: {added.name} is added; `quoth sync` fetches what is there.", err=True)


def _asked(kind: str, user: str) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    what = "API key" if kind == "miniflux" and not user else "Password"
    return str(click.prompt(what, hide_input=True, err=True))


async def _try(account: Account, secret: str) -> None:
    async with Client() as client:
        try:
            await way_to(account, secret, client).log_in()
        except FetchError as error:
            if error.status == 404:
                fail(f"There is no interface of this kind at {account.url} (404). Its settings tell the address.")
            raise


@sync.command()
@common.AS_JSON
@click.pass_obj
def status(config: Path | None, as_json: bool) -> None:
    """Tell of each server when it was last synced with, what waits to be told, and what went wrong."""
    with library_of(config) as library:
        found = [
            {
                **{"name": one.name, "kind": one.kind, "url": one.url, "user": one.user, "synced": one.synced},
                **{"waiting": waiting.of_server(library.database, one.id), "problem": one.problem},
            }
            for one in accounts.accounts(library.database)
        ]
    common.print_value(found) if as_json or not sys.stdout.isatty() else _draw(found)


def _draw(found: list[Answer]) -> None:
    for one in found:
        when = f"synced {one['synced']:%Y-%m-%d %H:%M}" if one["synced"] else "never synced"
        wait = f", {one['waiting']} waiting" if one["waiting"] else ""
        click.echo(f"{one['name']}  {one['kind']}  {one['url']}  {when}{wait}")
        if one["problem"]:
            click.echo(f"  {one['problem']}")
    if not found:
        click.echo("quoth: there are no servers; `quoth sync add` adds one.", err=True)


@sync.command()
@click.argument("name", default="")
@click.pass_obj
def remove(config: Path | None, name: str) -> None:
    """Part from a server. Its feeds and entries stay, fetched from here if no other has them; nothing changes there."""
    with library_of(config) as library:
        which = accounts.account(library.database, name)
        accounts.forget(library.database, which)
    click.echo(f"quoth: {which.name} is removed; its feeds are fetched from here now, or by another server.", err=True)
