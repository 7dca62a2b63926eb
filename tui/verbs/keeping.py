"""``quoth backup``, and what ``export --all`` and ``import`` do with everything of one's own."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import msgspec

from readers.library.keeping.arrival import take_in
from readers.library.keeping.belongings import FORMAT, lines
from readers.library.keeping.copies import back_up
from readers.library.library import Library
from readers.news.stream import Answer
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
