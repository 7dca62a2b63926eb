"""``quoth cite``."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from readers.config import QuoteFormat
from tui.verbs import common


@click.command()
@click.argument("what", metavar="QUOTE...", nargs=-1, required=True)
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "markdown", "csl", "ris", "bibtex"]),
    help="CSL-JSON, RIS and BibTeX are for bibliographies; as configured (`quote`), usually text.",
)
@click.pass_obj
def cite(config: Path | None, what: tuple[str, ...], style: QuoteFormat | None) -> None:
    """Print quotes or articles with their sources, to be pasted or taken into a bibliography.

    A QUOTE is one of those that `quoth quotes` prints (12q3: the third of article 12), one of a file or address
    (harbour.md#q3), or, without a q, a whole article.
    """
    from readers.save.sharing.quotes import together  # noqa: PLC0415  (only when something is cited)
    from tui.verbs.sharing.quoted import named  # noqa: PLC0415  (the library: only here)

    settings = common.configuration(config)
    click.echo(together(asyncio.run(named(settings, what)), style or settings.quote), nl=False)
