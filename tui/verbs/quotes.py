"""``quoth quotes``: who said what, across articles."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import msgspec

from readers.library.library import Library
from readers.library.query.quoting import Wanted, find_quotes, most_quoted
from readers.save.datasets.tables import safe_cell
from tui.verbs import common
from tui.verbs.people import caught_up

_KINDS = click.Choice(("direct", "fragment", "turn", "indirect"))


@click.command()
@click.option("--by", default="", metavar="NAME", help="Who said it.")
@click.option("--about", default="", metavar="WORDS", help="Only quotes with these words.")
@click.option("--with", "beside", multiple=True, metavar="NAME", help="Only from articles that name them too.")
@click.option("--since", default="", metavar="DAY", help="From this day on: 7d, yesterday, 2026-01-31, 2026-01.")
@click.option("--until", default="", metavar="DAY", help="Up to this day, and on it.")
@click.option("--kind", "kinds", multiple=True, type=_KINDS, help="Only of this kind; may be given several times.")
@click.option("--top", is_flag=True, help="Who is quoted most, instead of the quotes.")
@common.LIMIT
@click.option("--csv", "as_csv", is_flag=True, help="A table, one quote a row.")
@click.option("--jsonl", is_flag=True, help="One JSON object a line.")
@common.AS_JSON
@click.pass_obj
def quotes(config: Path | None, /, **asked: Any) -> None:  # noqa: ANN401  (all that the options give)
    """List what was said, across all articles that were annotated: the newest first, with the place of each.

    Without a name these are all quotes. The ``id`` of each is what ``quoth read`` and ``save`` take.
    """
    texts = {name: common.words([asked[name]]) for name in ("by", "about", "since", "until")}
    limit, top = asked["limit"], asked["top"]
    wanted = Wanted(**texts, beside=[common.words([name]) for name in asked["beside"]], kinds=asked["kinds"])
    with Library.open(common.configuration(config).library) as library:
        caught_up(library)
        find = most_quoted if top else find_quotes
        found: Sequence[Any] = common.within(find(library.database, wanted, common.bound(limit)), limit)
        if asked["as_csv"]:
            click.echo(_table(found), nl=False)
        elif asked["jsonl"]:
            for one in found:
                click.echo(msgspec.json.encode(one))
        else:
            common.print_found(found, "voices" if top else "quotes", as_json=asked["as_json"])


def _table(found: Sequence[msgspec.Struct]) -> str:
    """CSV (RFC 4180) with a heading; no cell is a formula."""
    out = io.StringIO()
    table = csv.writer(out)
    for number, one in enumerate(found):
        cells = {name: cell for name, cell in msgspec.to_builtins(one).items() if name != "row"}
        if not number:
            table.writerow(cells)
        table.writerow(safe_cell(cell) if isinstance(cell, str) else cell for cell in cells.values())
    return out.getvalue()
