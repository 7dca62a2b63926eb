"""``quoth card``."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readers.errors import SourceError
from tui.verbs import common

if TYPE_CHECKING:
    from readers.save.sharing.cards import CardFormat


@click.command()
@click.argument("what", metavar="QUOTE...", nargs=-1, required=True)
@click.option(
    "--format",
    "style",
    type=click.Choice(["svg", "png"]),
    default="svg",
    show_default=True,
    help="SVG is shown with the fonts of whoever looks at it; PNG, by the extra `cards`, with those of this machine.",
)
@click.option("--dark", is_flag=True, help="Light letters on a dark ground.")
@click.option("--to", type=click.Path(file_okay=False, path_type=Path), help="The folder; as configured by default.")
@click.pass_obj
def card(config: Path | None, what: tuple[str, ...], style: CardFormat, *, dark: bool, to: Path | None) -> None:
    """Save quotes as pictures to be handed on, with speaker, outlet, day and headline, and print their paths.

    A QUOTE is one of those that `quoth quotes` prints (12q3), or one of a file or address (harbour.md#q3).
    """
    from readers.save.sharing.cards import drawn, save_card  # noqa: PLC0415  (only when one is drawn)
    from tui.verbs.sharing.quoted import named  # noqa: PLC0415  (the library: only here)

    settings = common.configuration(config)
    for name, (article, quote) in zip(what, asyncio.run(named(settings, what)), strict=True):
        if quote is None:
            raise SourceError(f"{name} is an article, and a card has one quote: {name}q1, or of a file {name}#q1.")
        picture = drawn(article, quote, style, dark=dark)
        click.echo(save_card(article, quote, picture, to or settings.saved, style))
