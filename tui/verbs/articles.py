"""``quoth read``, ``extract``, ``annotate`` and ``save``: articles as files, addresses, or JSON lines."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

import click

from readers.config import SaveFormat
from readers.library.library import Library
from readers.model import Article
from readers.news import stream
from readers.news.lines import Ticket, from_lines
from readers.news.sources import document_of
from readers.work.apart import Apart
from tui.verbs import common

_SOURCES = click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)


@click.command()
@_SOURCES
@click.option("--plain", is_flag=True, help="Print the articles from top to bottom instead, for pipes and speech.")
@click.option("--linear", is_flag=True, help="Read in lines and typed words, for screen readers: nothing is drawn.")
@click.pass_obj
def read(config: Path | None, sources: tuple[str, ...], *, plain: bool, linear: bool) -> None:
    """Open articles: files (HTML, text, Markdown), http(s) addresses, ids of the library, or - for standard input."""
    if plain:
        settings = common.configuration(config)
        with Apart() as apart:
            outcomes = stream.annotated(_tickets_of_all(sources, apart, settings.library), model=settings.model)
            common.print_texts(common.told_of_languages(outcomes), "ansi", colour=None)
        return
    from tui.desk import open_reader  # noqa: PLC0415  (Textual: only when the screen is wanted)

    raise SystemExit(open_reader(config, sources, linear=linear))


def _tickets_of_all(sources: Sequence[str], apart: Apart, library: Path) -> Iterator[Ticket | None]:
    """Sources, and articles of the library by their ids; a file that is called like one goes first."""
    for is_kept, some in groupby(sources, lambda source: source.isdecimal() and not Path(source).exists()):
        if is_kept:
            for source in some:
                yield Ticket(source, lambda source=source: _kept(library, int(source)))  # type: ignore[misc]
        else:
            yield from stream.from_sources(some, apart)


def _kept(file: Path, number: int) -> Article:
    with Library.open(file) as library:
        document = document_of(library, number)
        return Article(document, row=library.row(number))


@click.command()
@_SOURCES
@click.option("--json", "style", flag_value="json", default=True, help="Indented JSON (the default).")
@click.option("--jsonl", "style", flag_value="jsonl", help="One line a source; with -, also reads JSON lines.")
@click.pass_obj
def extract(config: Path | None, sources: tuple[str, ...], style: str) -> None:  # noqa: ARG001
    """Print the text and structure of articles, without boilerplate.

    With --jsonl and -, each line {"id", "html", "url"} or {"id", "text"} of standard input is one document.
    """
    with Apart() as apart:
        outcomes = stream.documents(_tickets(sources, style, apart, as_is=False))
        common.print_json(stream.as_json(outcomes), style, many=len(sources) > 1)


@click.command()
@_SOURCES
@click.option(
    "--format",
    "style",
    type=click.Choice(["json", "jsonl", "markdown", "html", "webannotation", "csv", "ansi"]),
    default="json",
    help="How to print; json by default.",
)
@click.option("--json", "style", flag_value="json", help="The same as --format json.")
@click.option("--jsonl", "style", flag_value="jsonl", help="One line a source; with -, also reads JSON lines.")
@click.option("--processes", type=click.IntRange(1), default=1, help="Processes to share a batch between.")
@click.pass_obj
def annotate(config: Path | None, sources: tuple[str, ...], style: str, processes: int) -> None:
    """Print articles with their people, organisations and quotes.

    With --jsonl and -, each line {"id", "text"} of standard input is annotated exactly as it is, and each
    {"id", "html", "url"} is extracted first. One line out for each line in, in order; a bad line gives
    {"id", "error"}.
    """
    if style == "html" and len(sources) > 1:
        raise click.UsageError("A page holds one article: give one source, or use `quoth save --format html`.")
    model = common.configuration(config).model
    with Apart() as apart:
        outcomes = stream.annotated(_tickets(sources, style, apart, as_is=True), model=model, processes=processes)
        outcomes = common.told_of_languages(outcomes)
        if style in ("json", "jsonl"):
            common.print_json(stream.as_json(outcomes), style, many=len(sources) > 1)
        else:
            common.print_texts(outcomes, style, many=len(sources) > 1)


@click.command()
@click.argument("entries", metavar="ENTRY...", nargs=-1)
@click.option("--tag", default="", help="Also all articles under this tag.")
@click.option("--query", default="", help="Also all articles that this search finds; as in `quoth search`.")
@click.option("--only-new", is_flag=True, help="Leave out what has a file already: go on after a stop.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["markdown", "json", "html", "epub", "webannotation", "csv", "csl", "ris", "bibtex"]),
    default="markdown",
    show_default=True,
)
@click.option(
    "--into",
    type=click.Path(dir_okay=False, path_type=Path),
    help="All of them in one FILE: a book (.epub), quotes as a table (.csv), every name, quote and note as a row "
    "(.rows.csv, .parquet), spaCy's documents (.spacy), annotations (.jsonld), a bibliography (.csl.json, .ris, .bib).",
)
@click.option("--with-pictures/--without-pictures", default=None, help="In pages and books; as configured by default.")
@click.option("--title", default="", help="Of the book, with --into.")
@click.option("--overwrite", is_flag=True, help="With --into, replace the file if there is one.")
@click.option("--to", type=click.Path(file_okay=False, path_type=Path), help="The folder; as configured by default.")
@click.pass_obj
def save(
    config: Path | None,
    entries: tuple[str, ...],
    *,
    tag: str,
    query: str,
    only_new: bool,
    style: SaveFormat,
    to: Path | None,
    into: Path | None,
    with_pictures: bool | None,
    title: str,
    overwrite: bool,
) -> None:
    """Save annotated articles as files and print their paths.

    An ENTRY is the number of an article in the library (as `quoth search` prints it), a file, or an address.
    """
    from tui.verbs.saving import asked_for, save_entries, save_together, tagged  # noqa: PLC0415  (the library: only here)

    if not (entries or tag or query):
        raise click.UsageError("Give entries to save, --tag or --query.")
    if into and (to or only_new):
        raise click.UsageError("--into names one file for all: it goes neither with --to nor with --only-new.")
    if with_pictures and not (into.name.lower().endswith(".epub") if into else style in ("html", "epub")):
        raise click.UsageError(
            "--with-pictures goes with --format html, with --format epub, and with --into a book (.epub)."
        )
    settings = common.configuration(config)
    more = [*(tagged(settings, tag) if tag else ()), *(asked_for(settings, query) if query else ())]
    if into:
        save_together(
            settings,
            [*entries, *more],
            into,
            title=title or query,
            overwrite=overwrite,
            with_pictures=with_pictures,
        )
    else:
        save_entries(settings, [*entries, *more], style, to, only_new=only_new, with_pictures=with_pictures)


def _tickets(sources: tuple[str, ...], style: str, apart: Apart, *, as_is: bool) -> stream.Tickets:
    if style == "jsonl" and sources == ("-",):
        return from_lines(_standard_input(), as_is=as_is, apart=apart)
    return stream.from_sources(sources, apart)


def _standard_input() -> BinaryIO:
    """Standard input for a thread to read from, which may still be waiting when the process ends.

    Python cannot end while a thread holds the lock of its own ``sys.stdin``.
    """
    try:
        return os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    except (OSError, AttributeError):  # no file behind it, or none at all
        return sys.stdin.buffer if sys.stdin is not None else io.BytesIO()
