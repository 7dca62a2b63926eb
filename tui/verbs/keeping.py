"""``quoth backup``: the library, kept."""

from __future__ import annotations

from pathlib import Path

import click

from readers.library.keeping.copies import back_up
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
