"""``quoth changes``: what has changed in the articles of the library."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from readers.errors import QuothError, SourceError
from readers.library.library import Library
from readers.marks.changes import compare_latest
from readers.model import Change, Comparison, EntryRow
from readers.news.stream import Answer
from tui.verbs import common


@click.command()
@click.argument("entries", metavar="ENTRY...", nargs=-1)
@click.option(
    "--format",
    "style",
    type=click.Choice(["json", "text"]),
    help="text: [-what went-] {+what came+}; so on a terminal, json elsewhere.",
)
@click.option("--json", "style", flag_value="json", help="The same as --format json.")
@click.option(
    "--limit", type=click.IntRange(1), default=50, show_default=True, help="Without ENTRY: no more than this."
)
@click.pass_obj
def changes(config: Path | None, entries: tuple[str, ...], style: str | None, limit: int) -> None:
    """Show what has changed in articles since the version before, word by word.

    An ENTRY is the number of an article in the library (as `quoth search` prints it). Without any, the articles that
    have changed are listed, the last change first.
    """
    with Library.open(common.configuration(config).library) as library:
        if not entries:
            found = [library.row(number) for number in library.changed(limit=limit)]
            common.print_found(found, "changed", as_json=style == "json")
        elif style == "json" or not (style or sys.stdout.isatty()):
            common.print_json(_answers(library, entries), "json", many=len(entries) > 1)
        else:
            _print_texts(library, entries)


def _answers(library: Library, entries: tuple[str, ...]) -> Iterator[Answer]:
    for entry in entries:
        try:
            row, found = _compared(library, entry)
        except QuothError as error:
            yield {"id": entry, "error": str(error)}
        else:
            yield {"id": entry, "row": msgspec.to_builtins(row), **msgspec.to_builtins(found)}


def _print_texts(library: Library, entries: tuple[str, ...]) -> None:
    failed = False
    for entry in entries:
        try:
            _, found = _compared(library, entry)
        except QuothError as error:
            failed = True
            click.echo(f"quoth: {error}", err=True)
        else:
            text = f"{_marked(found.title)}\n\n{_marked(found.text)}\n"
            click.echo(text, color=False if os.environ.get("NO_COLOR") else None)
    if failed:
        raise SystemExit(1)


def _compared(library: Library, entry: str) -> tuple[EntryRow, Comparison]:
    """An entry, and what has changed in its article.

    Raises:
        SourceError: it is no number, its article was not fetched, or has not changed.
        LibraryError: there is no such entry.
    """
    if not entry.isdecimal():
        raise SourceError(
            f"{entry!r} is no number of an entry; `quoth search` prints them, and `quoth changes` lists some."
        )
    row = library.row(int(entry))
    document = library.document(row.id)
    found = None if document is None else compare_latest(document, library.versions(row.id))
    if found is None:
        raise SourceError(f"Entry {entry} has not changed since its article was first fetched, as far as is known.")
    return row, found


def _marked(pieces: tuple[Change, ...]) -> str:
    """Text with marks around what went and what came, in a style besides, which a terminal alone is given."""
    parts = []
    for piece in pieces:
        words = piece.text.rstrip()
        space = piece.text[len(words) :]
        if piece.kind == "deleted":
            words = click.style(f"[-{words}-]", fg="red", strikethrough=True)
            space = space or " "
        elif piece.kind == "inserted":
            words = click.style(f"{{+{words}+}}", fg="green", bold=True)
        parts.append(words + space)
    return "".join(parts)
