"""``quoth download``: podcasts and other files that feeds attach to their entries."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from readers.clean import host_of
from readers.errors import QuothError, SourceError
from readers.feeds.client import Client
from readers.library.library import Library
from readers.news import downloading
from readers.news.stream import Answer
from tui.verbs import common


@click.command()
@click.argument("entries", metavar="ENTRY...", nargs=-1, required=True, type=int)
@click.option("--to", type=click.Path(file_okay=False, path_type=Path), help="Another folder than the configured one.")
@click.option("--list", "listed", is_flag=True, help="Only list the files.")
@click.pass_obj
def download(config: Path | None, entries: tuple[int, ...], to: Path | None, listed: bool) -> None:
    """Download the files attached to entries, by the `id` that `search` prints; what broke off goes on where it was."""
    settings = common.configuration(config)
    with Library.open(settings.library) as library:
        if listed:
            files = [(one, file) for one in entries for file in library.entry(one).enclosures]
            common.print_value([_told(library, one, file.url) for one, file in files])
            return
        done, good = asyncio.run(_download(library, entries, to or settings.downloads))
    common.print_value(done)
    if not good:
        raise SystemExit(1)


def _told(library: Library, entry: int, url: str) -> Answer:
    return {"id": entry, "title": library.row(entry).title, "url": url}


async def _download(library: Library, entries: Sequence[int], folder: Path) -> tuple[list[Answer], bool]:
    done: list[Answer] = []
    good = True
    async with Client() as client:
        for one in entries:
            row, files = library.row(one), library.entry(one).enclosures
            typed = host_of(library.feed_of(one).url)
            if not files:
                raise SourceError(f"Its feed attaches no files to entry {one}, “{row.title}”.")
            for file in files:
                path = folder / downloading.file_name(row, file)
                try:
                    found = await _with_bar(client, file.url, path, typed)
                    done.append(_told(library, one, file.url) | {"path": str(found)})
                except QuothError as error:
                    good = False
                    click.echo(f"quoth: {error}", err=True)
    return done, good


async def _with_bar(client: Client, url: str, path: Path, typed: str) -> Path:
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=100, label=path.name[:40], file=sys.stderr, hidden=hidden) as bar:

        def show(step: downloading.Progress) -> None:
            bar.update(100 * step.done // max(1, step.of) - bar.pos)

        return await downloading.download(client, url, path, typed=typed, progress=show)
