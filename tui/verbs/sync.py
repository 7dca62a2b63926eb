"""``quoth sync``: servers that hold feeds and what was read of them, for several devices."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import get_args

import click

from readers.clean import without_password
from readers.errors import FetchError, SourceError, SyncError
from readers.feeds.client import Client
from readers.library.feeds import arranging
from readers.library.library import Library
from readers.model import Subscription
from readers.news.backlog import join_names
from readers.news.stream import Answer
from readers.news.subscribing import address_of
from readers.sync import accounts, feeds, offers, waiting
from readers.sync.accounts import COMMAND, FILE, KEYRING, Account, Kind
from readers.sync.run import ServerDone, ServerFailed, ServerStarted, way_to
from readers.sync.run import sync as sync_with
from tui.cli import fail
from tui.verbs import common
from tui.verbs.feeds import find, library_of


@click.group(invoke_without_command=True)
@click.pass_context
def sync(ctx: click.Context) -> None:
    """Sync with the servers that were added: feeds, folders, entries, what is read and starred, both ways.

    What is changed here waits in the library until a server can be told. `quoth refresh` and R in the reader sync too.
    Whom articles name, quotes, notes, tags and corrections stay on this machine, and so do feeds of your own: none is
    told to a server but by `quoth sync offer`.
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
                        return told_of(event)
                    case ServerFailed():
                        return {"server": account.name, "problem": event.message, "waiting": event.waiting}
    raise AssertionError  # a sync ends in one or the other


def told_of(done: ServerDone) -> Answer:
    """How a sync went, as it is printed."""
    counts = {"new": done.new, "marked": done.marked, "told": done.told, "waiting": done.waiting}
    return {"server": done.server, **counts, **({"refused": done.refused} if done.refused else {})}


@sync.command()
@click.argument("kind", type=click.Choice(get_args(Kind)))
@click.argument("url")
@click.option("--user", default="", help="The name to log in by; for miniflux without one, the secret is an API key.")
@click.option("--name", default="", help="What to call the server.")
@click.option("--command", help="A program that tells the password on its first line, such as 'pass show rss'.")
@click.option("--file", "in_file", is_flag=True, help="Keep the password in a file beside the library, for you alone.")
@click.pass_obj
def add(config: Path | None, *, kind: Kind, url: str, user: str, name: str, command: str | None, in_file: bool) -> None:
    """Add a server: `miniflux`, `nextcloud` (its News), or `greader` for all that speak Google Reader's interface.

    URL is where the interface begins: of Miniflux and Nextcloud the server's address; of FreshRSS, which is a greader,
    the one that ends in /api/greader.php. The password (of FreshRSS that for the API, of Nextcloud best one made for
    this program) is asked for; in a pipe it is the first line of standard input. It is kept in the system's keyring,
    with --file beside the library, with --command nowhere. Adding a server again changes its password. A feed that you
    have already comes by the server from then on.
    """
    if command and in_file:
        raise click.UsageError("Give one of --command and --file.")
    address = address_of(url).rstrip("/")
    if without_password(address) != address:
        raise click.UsageError("Give the address without a password in it; it is asked for.")
    if kind != "miniflux" and not user:
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
                "offered": [_offered(it) for it in offers.of_server(library.database, one.id)],
            }
            for one in accounts.accounts(library.database)
        ]
    common.print_value(found) if as_json or not sys.stdout.isatty() else _draw(found)


def _offered(one: offers.Offer) -> Answer:
    known = {"feed": one.feed_id, "url": one.url, "name": one.called, "problem": one.problem}
    return {**known, "asking": one.asking, "unsure": one.unsure}


def _standing(one: Answer) -> str:
    """How an offer stands, in words."""
    if one["problem"]:
        return str(one["problem"])
    if one["asking"]:
        return "the server is being asked just now"
    if one["unsure"]:
        return "the server was asked, and gave no answer; whether it has it is seen with the next sync"
    return "is offered with the next sync"


def _draw(found: list[Answer]) -> None:
    for one in found:
        when = f"synced {one['synced']:%Y-%m-%d %H:%M}" if one["synced"] else "never synced"
        wait = f", {one['waiting']} waiting" if one["waiting"] else ""
        click.echo(f"{one['name']}  {one['kind']}  {one['url']}  {when}{wait}")
        if one["problem"]:
            click.echo(f"  {one['problem']}")
        for it in one["offered"]:
            click.echo(f"  {it['name']}: {_standing(it)}")
    if not found:
        click.echo("quoth: there are no servers; `quoth sync add` adds one.", err=True)


@sync.command()
@click.argument("wanted", metavar="FEED...", nargs=-1, required=True)
@click.option("--to", "server", default="", help="The server, where there are several.")
@click.option("--take-back", is_flag=True, help="Offer them no longer, where the server has not been told yet.")
@click.pass_obj
def offer(config: Path | None, wanted: tuple[str, ...], server: str, take_back: bool) -> None:
    """Offer feeds of your own to a server, so that your other devices have them too.

    Each FEED is named by its number, address or name; FOLDER/ stands for all feeds in a folder. The server is told with
    the next sync, with the folder and the name that the feed has here. From then on it comes by the server, and what
    you read, starred and wrote stays. What is not offered is never told to a server. One that the server has already is
    the server's with the next sync, offered or not, and stays there as it is.
    """
    with library_of(config) as library:
        good = True
        for one in _chosen(library, wanted):
            if not take_back:
                try:
                    which = offers.offer(library.database, server, one)
                except SyncError as error:  # the others of a folder can be offered all the same
                    good = False
                    click.echo(f"quoth: {error}", err=True)
                    continue
                click.echo(f"quoth: {one.feed.called} is offered to {which.name} with the next sync.", err=True)
            elif offers.take_back(library.database, one.id):
                click.echo(f"quoth: {one.feed.called} is offered no longer.", err=True)
            else:
                click.echo(f"quoth: {one.feed.called} is not offered.", err=True)
    if not good:
        raise SystemExit(1)


def _chosen(library: Library, wanted: tuple[str, ...]) -> list[Subscription]:
    """Feeds as they are named at the shell; of a folder those of the reader's own."""
    known, owned = library.subscriptions(), feeds.owners(library.database)
    found = list[Subscription]()
    for name in wanted:
        folder = arranging.folder_of(name) if name.endswith("/") and "://" not in name else ()
        if not folder:
            found.append(find(known, name))
            continue
        inside = [one for one in known if one.feed.folder[: len(folder)] == folder]
        if not inside:
            raise SourceError(f"There is no feed in a folder {name}")
        own = [one for one in inside if one.id not in owned]
        if not own:
            click.echo(f"quoth: all feeds in {name} are a server's already.", err=True)
        found += own
    return list({one.id: one for one in found}.values())


@sync.command()
@click.argument("name", default="")
@click.pass_obj
def remove(config: Path | None, name: str) -> None:
    """Part from a server. Its feeds and entries stay, fetched from here if no other has them; nothing changes there."""
    with library_of(config) as library:
        which = accounts.account(library.database, name)
        accounts.forget(library.database, which)
    click.echo(f"quoth: {which.name} is removed; its feeds are fetched from here now, or by another server.", err=True)
