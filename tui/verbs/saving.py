"""What ``quoth save`` does."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import click
import msgspec

from readers.config import Config, People, SaveFormat
from readers.errors import QuothError, SaveError, SourceError
from readers.library.library import Library
from readers.library.search import search
from readers.marks.tags import hashed
from readers.model import Article
from readers.save.books.epub import Book
from readers.save.files import saved_as
from readers.save.together import Collection, together
from tui.desk import Desk
from tui.verbs import common

_ALL = -1
"""SQLite's word for no limit."""
_MOST = 1_000_000
"""Articles of one search."""


def tagged(config: Config, tag: str) -> list[str]:
    """The numbers of the entries under a tag, the newest first.

    Raises:
        SourceError: there are none.
    """
    with Library.open(config.library) as library:
        found = [str(row.id) for row in library.rows(tag=tag, limit=_ALL)]
        if not found:
            known = hashed(library.tags()) or "none"
            raise SourceError(f"Nothing is under the tag {tag!r}. The library's tags: {known}.")
    return found


def asked_for(config: Config, query: str) -> list[str]:
    """The numbers of the entries that a search finds, the newest first.

    Raises:
        QueryError: the query makes no sense.
        SourceError: there are none.
    """
    with Library.open(config.library) as library:
        found = [str(hit.id) for hit in search(library, query, limit=_MOST, newest=True)]
    if not found:
        raise SourceError(f"Nothing in the library is found by {query!r}. Try it with `quoth search`.")
    return found


def save_entries(
    config: Config,
    entries: Sequence[str],
    style: SaveFormat,
    to: Path | None,
    *,
    only_new: bool = False,
    with_pictures: bool | None = None,
) -> None:
    """Save each entry (a number, a file or an address) and print where.

    Entries that cannot be saved are told of on standard error; the exit code is then 1.

    Args:
        config: the configuration.
        entries: what to save; each once.
        style: the format.
        to: the folder; as configured, if ``None``.
        only_new: leave out what has a file already, so that a saving that was stopped goes on where it was.
        with_pictures: whether pages and books have their pictures in them; as configured, if ``None``.
    """
    settings = msgspec.structs.replace(config, saved=to) if to else config
    settings = settings if with_pictures is None else msgspec.structs.replace(settings, pictures=with_pictures)
    if not asyncio.run(_save(Desk(settings), list(dict.fromkeys(entries)), style, only_new=only_new)):
        raise SystemExit(1)


def save_together(
    config: Config,
    entries: Sequence[str],
    file: Path,
    *,
    title: str = "",
    overwrite: bool,
    with_pictures: bool | None = None,
) -> None:
    """Save all entries in one file, and print which; the exit code is 1 if any of them could not be.

    Args:
        config: the configuration.
        entries: what to save; each once.
        file: the file; its ending says the format.
        title: of the whole.
        overwrite: whether a file of that name may be replaced.
        with_pictures: whether a book has the pictures in it; as configured, if ``None``.

    Raises:
        SaveError: no format has that ending, there is such a file already, or it cannot be written.
    """
    config = config if with_pictures is None else msgspec.structs.replace(config, pictures=with_pictures)
    if not asyncio.run(_save_together(Desk(config), list(dict.fromkeys(entries)), file, title, overwrite=overwrite)):
        raise SystemExit(1)


async def _save_together(desk: Desk, entries: Sequence[str], file: Path, title: str, *, overwrite: bool) -> bool:
    done = 0
    try:
        with together(file, title=title, overwrite=overwrite) as collection:
            for number, entry in enumerate(entries, start=1):
                _tell_number(number, len(entries))
                try:
                    article = await desk.annotate(await _up_to_date(desk, await desk.open(entry)))
                    await _add(desk, collection, await desk.as_saved(article), file)
                    done += 1
                except SaveError:
                    raise
                except QuothError as error:
                    click.echo(f"quoth: {error}", err=True)
            if not done:
                raise SourceError(f"None of them could be saved, and {file} was not written.")
        click.echo(file)
    finally:
        await desk.close()
    return done == len(entries)


async def _add(desk: Desk, collection: Collection, article: Article, file: Path) -> None:
    """Write an article into a file of many; into a book with its pictures, if they are wanted."""
    if not (desk.config.pictures and isinstance(collection, Book)):
        return await asyncio.to_thread(collection.add, article)
    pictures, missing = await desk.pictures_of(article)
    for told in missing:
        click.echo(f"quoth: not in {file.name}: {told}", err=True)
    return await asyncio.to_thread(collection.add, article, pictures)


def _tell_number(number: int, of: int) -> None:
    if of > 1 and sys.stderr.isatty():
        click.echo(f"\rsaving {number} of {of}\x1b[K\r", err=True, nl=False)


async def _up_to_date(desk: Desk, article: Article) -> Article:
    """The new text of an article that its feed has changed; the old one, told of, if that cannot be had."""
    if not article.outdated:
        return article
    try:
        return await desk.renew(article)
    except QuothError as error:
        title = article.document.title or article.document.url
        click.echo(f"quoth: “{title}” is saved in an old text: its feed has changed it since. {error}", err=True)
        return article


async def _save(desk: Desk, entries: Sequence[str], style: SaveFormat, *, only_new: bool) -> bool:
    good = True
    try:
        for number, entry in enumerate(entries, start=1):
            _tell_number(number, len(entries))
            try:
                opened = await desk.open(entry)
                before = await asyncio.to_thread(saved_as, opened, desk.config.saved, style) if only_new else None
                if before is not None:
                    continue
                article = await _up_to_date(desk, opened)
                saved = await desk.save(await desk.annotate(article), style, one_of_many=True)
                click.echo(saved.path)
                if saved.copy:
                    _tell_copy(saved.path, saved.copy)
                for told in saved.missing:
                    click.echo(f"quoth: not in {saved.path.name}: {told}", err=True)
            except QuothError as error:
                good = False
                click.echo(f"quoth: {error}", err=True)
    finally:  # stopped half-way, too
        try:
            for path, copy in await desk.finish_saving():
                _tell_copy(path, copy)
        except QuothError as error:
            good = False
            click.echo(f"quoth: {error}", err=True)
        finally:
            await desk.close()
    return good


def _tell_copy(path: Path, copy: Path) -> None:
    click.echo(f"quoth: {path} had been changed by hand, and could not be kept so: it is in {copy}.", err=True)


@click.command()
@click.option("--to", type=click.Path(file_okay=False, path_type=Path), help="The folder; as configured by default.")
@click.option("--name", help="Of the index; as configured by default, or else Index.")
@click.option("--people", type=click.Choice(get_args(People)), help="Who has a note; as configured by default.")
@click.pass_obj
def index(config: Path | None, *, to: Path | None, name: str | None, people: People | None) -> None:
    """Bring the index of the saved articles, and the notes on the people in them, up to date.

    The same is done whenever an article is saved, if the configuration says so.
    """
    settings = common.configuration(config)
    wanted = settings.markdown
    wanted = msgspec.structs.replace(
        wanted, index=(name or wanted.index or "Index"), people=people if people is not None else wanted.people
    )
    settings = msgspec.structs.replace(settings, markdown=wanted, saved=to or settings.saved)
    if not settings.saved.is_dir():
        raise SaveError(f"There is no folder {settings.saved}. Save an article first, or name another folder.")
    for path, copy in asyncio.run(_keep_notebook(Desk(settings))):
        _tell_copy(path, copy)


async def _keep_notebook(desk: Desk) -> Sequence[tuple[Path, Path]]:
    try:
        return await desk.keep_notebook()
    finally:
        await desk.close()
