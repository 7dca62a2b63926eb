"""``quoth search``, ``quotes`` and ``notes``: questions to the library, across articles."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from readers.library.dossiers import quotes_by
from readers.library.library import Library
from readers.library.notebook import find_notes
from readers.library.search import Hit
from readers.library.search import search as search_library
from tui.verbs import common
from tui.verbs.people import caught_up


@click.command()
@click.argument("query", nargs=-1)
@click.option("--tag", default="", help="Only articles under this tag; without words, all of them, the newest first.")
@common.LIMIT
@common.AS_JSON
@click.pass_obj
def search(config: Path | None, query: tuple[str, ...], tag: str, limit: int, as_json: bool) -> None:
    """Find articles by the words in them, by a tag, or by both."""
    if not (query or tag):
        raise click.UsageError("Give words to look for, or --tag.")
    with Library.open(common.configuration(config).library) as library:
        found = (
            search_library(library, common.words(query), limit=common.bound(limit), tag=tag)
            if query
            else [Hit(**msgspec.structs.asdict(row)) for row in library.rows(tag=tag, limit=common.bound(limit))]
        )
        common.print_found(common.within(found, limit), "entries", as_json=as_json)


@click.command()
@click.option("--by", required=True, help="Who said it.")
@click.option("--about", default="", help="Only quotes with this word.")
@common.LIMIT
@common.AS_JSON
@click.pass_obj
def quotes(config: Path | None, by: str, about: str, limit: int, as_json: bool) -> None:
    """List what somebody said, across all articles that were annotated."""
    with Library.open(common.configuration(config).library) as library:
        caught_up(library)
        found = quotes_by(library, common.words([by]), about=common.words([about]), limit=common.bound(limit))
        common.print_found(common.within(found, limit), "quotes", as_json=as_json)


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
