"""``quoth backup``, ``add-article``, and what ``export --all`` and ``import`` do with everything of one's own."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from readers.errors import QuothError
from readers.feeds.client import Client
from readers.library.keeping.arrival import take_in
from readers.library.keeping.belongings import FORMAT, lines
from readers.library.keeping.copies import back_up
from readers.library.library import Library
from readers.model import EntryRow
from readers.news.annotating import annotations_of
from readers.news.later import keep
from readers.news.sources import load
from readers.news.stream import Answer
from readers.work.worker import Worker
from tui.verbs import common


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def backup(config: Path | None, file: Path) -> None:
    """Copy the library to FILE, in place of an earlier copy there, while it may be in use.

    To go back, put FILE in the place of the library, which `quoth doctor` tells, while no Quoth is open.
    """
    size = back_up(common.configuration(config).library, file)
    click.echo(f"quoth: {file} is a copy of the library ({size / 1e6:.1f} MB).", err=True)


@click.command("add-article")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--annotate/--no-annotate", "names", default=True, help="Find who is in them; on by default.")
@common.AS_JSON
@click.pass_obj
def add_article(config: Path | None, sources: tuple[str, ...], names: bool, as_json: bool) -> None:
    """Keep articles in the library that come by no feed: files, addresses, or `-`; they stand under "Read later"."""
    settings = common.configuration(config)
    with Library.open(settings.library) as library:
        rows, good = asyncio.run(_add_articles(library, sources))
        if rows and names:
            asyncio.run(_annotate(library, rows, settings.model))
        found = library.rows_again([row.id for row in rows])
        common.print_found(msgspec.to_builtins(found), "entries", as_json=as_json)
    if not good:
        raise SystemExit(1)


async def _add_articles(library: Library, sources: Sequence[str]) -> tuple[list[EntryRow], bool]:
    rows, good = [], True
    async with Client() as client, Worker(background=False) as worker:
        for source in sources:
            try:
                rows.append(await keep(library, await load(source, client, worker=worker)))
            except QuothError as error:
                good = False
                click.echo(f"quoth: {error}", err=True)
    return rows, good


async def _annotate(library: Library, rows: Sequence[EntryRow], model: str) -> None:
    async with Worker() as worker:
        for row in rows:
            document = library.document(row.id)
            if document is not None:
                known = library.settled_names()
                found = await annotations_of(document, worker=worker, model=model, known=known)
                library.store_annotations(document.digest, found, entry_id=row.id)


def print_belongings(library: Library, *, with_passwords: bool) -> None:
    """Print everything of one's own, a line of JSON each."""
    for line in lines(library.database, with_passwords=with_passwords):
        sys.stdout.buffer.write(msgspec.json.encode(line) + b"\n")


def has_belongings(file: Path) -> bool:
    """Whether a file is one of `print_belongings`."""
    with file.open("rb") as opened:
        return f'"{FORMAT}"'.encode() in opened.read(200)


def take_in_file(library: Library, file: Path) -> Answer:
    """Take in what `print_belongings` wrote; gives what was new."""
    with file.open("rb") as opened:
        return take_in(library.database, opened)._asdict()
