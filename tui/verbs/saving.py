"""What ``quoth save`` does."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from readers.config import Config, SaveFormat
from readers.errors import QuothError, SourceError
from readers.library.library import Library
from readers.marks.tags import hashed
from readers.model import Article
from tui.desk import Desk

_ALL = -1
"""SQLite's word for no limit."""


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


def save_entries(config: Config, entries: Sequence[str], style: SaveFormat, to: Path | None) -> None:
    """Save each entry (a number, a file or an address) and print where.

    Entries that cannot be saved are told of on standard error; the exit code is then 1.
    """
    settings = msgspec.structs.replace(config, saved=to) if to else config
    if not asyncio.run(_save(Desk(settings), entries, style)):
        raise SystemExit(1)


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


async def _save(desk: Desk, entries: Sequence[str], style: SaveFormat) -> bool:
    good = True
    try:
        for entry in entries:
            try:
                article = await _up_to_date(
                    desk, await desk.open(desk.library.row(int(entry)) if entry.isdecimal() else entry)
                )
                saved = await desk.save(await desk.annotate(article), style)
                click.echo(saved.path)
                if saved.copy:
                    told = f"{saved.path} had been changed by hand, and could not be kept so: it is in {saved.copy}."
                    click.echo(f"quoth: {told}", err=True)
            except QuothError as error:
                good = False
                click.echo(f"quoth: {error}", err=True)
    finally:
        await desk.close()
    return good
