"""``quoth archive`` and ``ask``: millions of articles as Parquet, without the library."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.verbs import common

if TYPE_CHECKING:
    from readers.archive.manifest import Tally


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--to",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The archive; one that was broken off goes on.",
)
@click.option("--processes", type=click.IntRange(1), default=None, help="As many as there are cores, if not given.")
@click.option("--dask", default="", metavar="ADDRESS", help="Do it on the workers of this Dask scheduler.")
@click.option(
    "--part", type=click.IntRange(1, 1_000_000), default=500, show_default=True, help="Records that are done in one go."
)
@click.pass_obj
def archive(  # noqa: PLR0917  (Click gives them by name)
    config: Path | None, inputs: tuple[Path, ...], folder: Path, processes: int | None, dask: str, part: int
) -> None:
    """Annotate many articles into Parquet: documents, entities, mentions, quotes, and what was set aside.

    INPUTS are JSON lines ({"id", "text"} or {"id", "html", "url"}, with title, published, outlet …), Parquet files with
    such columns, WARC files, pages, or folders of them. Stopped, it goes on with the same command. Needs the extra
    "archive".
    """
    from readers.archive.building import build  # noqa: PLC0415  (only here)

    told = build(
        inputs,
        folder,
        model=common.configuration(config).model,
        processes=processes
        or (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1),
        dask=dask,
        size=part,
        progress=_progress,
    )
    common.print_value(told)


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.argument("query", nargs=-1)
@click.option("--sql", is_flag=True, help="Print the question to DuckDB, and its values, instead of the answer.")
@common.LIMIT
def ask(folder: Path, query: tuple[str, ...], *, sql: bool, limit: int) -> None:
    """Find articles in an archive, the newest first, by words and fields as in quoth search.

    \b
    by:merkel since:2024   person:"Dan Coats"   org:nato   quote:"cold war"   feed:courier   lang:en
    """  # noqa: D301  (Click's mark, and no backslash)
    from readers.archive import asking  # noqa: PLC0415  (only here)

    words = common.words(query)
    if sql:
        question = asking.compiled(folder, words, limit)
        values = "".join(f"\n-- ${number} = {value!r}" for number, value in enumerate(question.values, 1))
        click.echo(f"{question.sql};{values}")
        return
    common.print_value(common.within(asking.ask(folder, words, common.bound(limit) if limit else 0), limit))


def _progress(done: int, parts: int, tally: Tally) -> None:
    """A line for each part on standard error; on a terminal one that is written over."""
    rate = f", {tally.words / tally.seconds:,.0f} words a second" if tally.words and tally.seconds else ""
    line = f"{done} of {parts} parts{rate}"
    if sys.stderr.isatty():
        click.echo(f"\r{line}\033[K", nl=done == parts, err=True)
    else:
        click.echo(f"quoth: {line}", err=True)
