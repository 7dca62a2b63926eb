"""``quoth search`` and ``notes``: questions to the library, across articles."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from readers.library.library import Library
from readers.library.notebook import find_notes
from readers.library.search import Hit
from readers.library.search import search as search_library
from tui.verbs import common


@click.command()
@click.argument("query", nargs=-1)
@click.option("--newest", is_flag=True, help="The newest first, not the best.")
@click.option("--tag", default="", help="Only articles under this tag; without words, all of them, the newest first.")
@common.LIMIT
@common.AS_JSON
@click.pass_obj
def search(config: Path | None, query: tuple[str, ...], *, newest: bool, tag: str, limit: int, as_json: bool) -> None:
    """Find articles: by words, "phrases", -unwanted words, one or another, and by fields.

    \b
    person:"Dan Coats"  org:nato  place:helsinki  with:putin with:trump (both)
    by:galeotti (who is quoted)   quote:"cold war" (words in a quote)
    title:summit   note:compare   feed:courier   folder:politics   tag:later   lang:de
    since:7d   before:2026-01-01   until:yesterday   on:2026-01
    unread   read   starred   is:tagged   is:noted   is:changed

    What begins with a hyphen stands after two: quoth search -- -word
    """  # noqa: D301  (Click's mark, and no backslash)
    if not (query or tag):
        raise click.UsageError("Give words to look for, or --tag.")
    with Library.open(common.configuration(config).library) as library:
        found = (
            search_library(library, common.words(query), limit=common.bound(limit), tag=tag, newest=newest)
            if query
            else [Hit(**msgspec.structs.asdict(row)) for row in library.rows(tag=tag, limit=common.bound(limit))]
        )
        common.print_found(common.within(found, limit), "entries", as_json=as_json)


@click.command()
@click.option("--about", default="", help="Only notes with this word, marked or written.")
@click.option("--tag", default="", help="Only notes with this tag.")
@common.LIMIT
@common.AS_JSON
@click.pass_obj
def notes(config: Path | None, about: str, tag: str, limit: int, as_json: bool) -> None:
    """List what you marked and wrote, across all articles, the newest first."""
    with Library.open(common.configuration(config).library) as library:
        found = find_notes(library, about=common.words([about]), tag=common.words([tag]), limit=common.bound(limit))
        common.print_found(common.within(found, limit), "notes", as_json=as_json)
