"""``quoth schema``, and what ``import`` does with files that Quoth saved."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import msgspec

from readers.errors import QuothError, SourceError
from readers.library.library import Library
from readers.model import Article
from tui.verbs import common

_SAVED = (".json", ".jsonld", ".html", ".htm", ".md")
"""What in a folder is looked at; whatever of it is not Quoth's is passed over."""
_LARGEST = 100_000_000
"""Bytes of one file: an article with all its earlier texts is smaller by far."""


def take_in(library: Library, file: Path) -> dict[str, Any] | None:
    """Take in an article that Quoth saved, or a folder of them; ``None`` if the file is something else.

    Raises:
        QuothError: it is one, but damaged; or the folder has none.
    """
    if file.is_dir():
        return _import_folder(library, file)
    saved = _saved(file)
    return None if saved is None else _taken(library, saved, file)


@click.command()
@click.argument("of", type=click.Choice(["article", "archive"]), default="article")
def schema(of: str) -> None:
    """Print the JSON Schema of articles saved as JSON; with "archive" the columns of an archive's datasets."""
    if of == "archive":
        from readers.archive.schemas import described  # noqa: PLC0415  (only here)

        common.print_value(described())
        return
    from readers.save.record.schema import json_schema  # noqa: PLC0415  (only here)

    common.print_value(json_schema())


def _saved(file: Path) -> Article | None:
    """The article of a file that Quoth saved; ``None`` of any other.

    Raises:
        SourceError: it was saved by Quoth and is damaged, or it is too large.
    """
    from readers.save.back import read_back  # noqa: PLC0415

    if file.stat().st_size > _LARGEST:
        raise SourceError(f"{file} is larger than {_LARGEST / 1e6:.0f} MB and was not read.")
    return read_back(file.read_bytes(), str(file))


def _taken(library: Library, article: Article, file: Path) -> dict[str, Any]:
    taken = library.take_in(article)
    return {
        "file": str(file),
        "id": taken.row.id,
        "title": taken.row.title,
        "new": taken.new,
        "notes": taken.notes,
        "corrections": taken.corrections,
    }


def _import_folder(library: Library, folder: Path) -> dict[str, Any]:
    """Take in every saved article of a folder and the folders in it; what is damaged is told of and left out."""
    taken, left, passed = list[dict[str, Any]](), list[str](), 0
    for file in _files(folder):
        try:
            article = _saved(file)
            if article is None:
                passed += 1
            else:
                taken.append(_taken(library, article, file))
        except QuothError as error:
            left.append(str(error))
        except OSError as error:
            left.append(f"{file} could not be read: {error.strerror or error}.")
    for message in left:
        click.echo(f"quoth: {message}", err=True)
    if not taken and not left:
        raise SourceError(f"In {folder} there is no article that Quoth saved. CSV files cannot be read back.")
    return {"articles": taken, "left_out": left, "other_files": passed}


def _files(folder: Path) -> Iterator[Path]:
    """Files of a folder and those in it, in the order of their names; links to folders are not followed."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if path.suffix.lower() in _SAVED and not name.startswith(".") and path.is_file():
                yield path


def from_newsboat(config: Path | None, folder: Path | None) -> None:
    """Take over from newsboat, and tell what was and what was not.

    Args:
        config: Quoth's configuration file, which is changed; ``None`` for the usual one.
        folder: of newsboat's files; ``None`` for where newsboat itself looks.
    """
    from readers.news import taking_over  # noqa: PLC0415  (only here)
    from tui.commands.table import COMMANDS  # noqa: PLC0415  (the same)

    if folder is not None and not folder.is_dir():
        folder = folder.parent
    usual = {one.id: one.newsboat if one.newsboat is not None else one.keys for one in COMMANDS}
    with Library.open(common.configuration(config).library) as library:
        place = taking_over.find(folder)
        done = taking_over.take_over(library, place, now=datetime.now(UTC), usual=usual, config_file=config)
    files = {name: str(path) for name, path in place._asdict().items() if path is not None}
    common.print_value({"from": files, **msgspec.structs.asdict(done)})


def from_eilmeldung(config: Path | None, place: Path | None) -> None:
    """Take over from eilmeldung, and tell what was and what was not.

    Args:
        config: Quoth's configuration file; ``None`` for the usual one.
        place: eilmeldung's database, or its folder; ``None`` for where it keeps it.
    """
    from readers.news import taking_flash  # noqa: PLC0415  (only here)

    path = taking_flash.find(place)
    with Library.open(common.configuration(config).library) as library:
        done = taking_flash.take_over(library, path, now=datetime.now(UTC))
    common.print_value({"from": str(path), **msgspec.structs.asdict(done)})
