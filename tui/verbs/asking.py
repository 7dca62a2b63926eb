"""``quoth search``, ``notes`` and ``quotes``: questions to the library, across articles; ``note`` writes one down."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import msgspec

from readers.errors import LibraryError
from readers.library.library import Library
from readers.library.notebook import find_notes
from readers.library.query.quoting import Wanted, find_quotes, most_quoted
from readers.library.search import Hit
from readers.library.search import search as search_library
from readers.marks.anchors import anchor
from readers.marks.notes import tags_in
from readers.model import Anchor, Document, Note, Span
from readers.news.sources import document_of
from readers.save.datasets.tables import safe_cell
from tui.verbs import common
from tui.verbs.people import caught_up, told_of_coverage

_KINDS = click.Choice(("direct", "fragment", "turn", "indirect"))


@click.command()
@click.argument("query", nargs=-1)
@click.option("--newest", is_flag=True, help="The newest first, not the best.")
@click.option("--tag", default="", help="Only articles under this tag; without words, all of them, the newest first.")
@common.LIMIT
@common.AS_JSON
@click.pass_obj
def search(config: Path | None, query: tuple[str, ...], *, newest: bool, tag: str, limit: int, as_json: bool) -> None:
    """Find articles: by words, "phrases", -unwanted words, one or another, and by fields.

    \b
    person:"Dan Coats"  org:nato  place:helsinki  with:putin with:trump (both)
    by:galeotti (who is quoted)   quote:"cold war" (words in a quote)
    title:summit   note:compare   feed:courier   folder:politics   tag:later   lang:de
    since:7d   before:2026-01-01   until:yesterday   on:2026-01
    unread   read   starred   is:tagged   is:noted   is:changed

    What begins with a hyphen stands after two: quoth search -- -word
    """  # noqa: D301  (Click's mark, and no backslash)
    if not (query or tag):
        raise click.UsageError("Give words to look for, or --tag.")
    with Library.open(common.configuration(config).library) as library:
        found = (
            search_library(library, common.words(query), limit=common.bound(limit), tag=tag, newest=newest)
            if query
            else [Hit(**msgspec.structs.asdict(row)) for row in library.rows(tag=tag, limit=common.bound(limit))]
        )
        common.print_found(common.within(found, limit), "entries", as_json=as_json)


@click.command()
@click.argument("entry", type=int)
@click.argument("words", nargs=-1)
@click.option("--note", "body", default="", metavar="TEXT", help="What you write to them; #words in it are tags.")
@click.pass_obj
def note(config: Path | None, entry: int, words: tuple[str, ...], body: str) -> None:
    """Highlight WORDS of the article of this id, with --note a note to them; without words, to the whole article."""
    marked, body = common.words(words), common.words([body])
    if not (marked.strip() or body.strip()):
        raise click.UsageError("Give words of the article, or --note.")
    with Library.open(common.configuration(config).library) as library:
        row = library.row(entry)
        document = document_of(library, entry)
        where = anchor(document, _place(document, marked)) if marked.strip() else Anchor("")
        made = library.add_note(document, Note(0, where, body, tags_in(body)))
        common.print_value(msgspec.to_builtins({"id": made.id, "article": row.id, "title": row.title, "note": made}))


def _place(document: Document, words: str) -> Span:
    """Where some words stand in an article for the first time, with whatever space between them.

    Raises:
        LibraryError: they do not.
    """
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = re.search(pattern, document.text) or re.search(pattern, document.text, re.IGNORECASE)
    if found is None:
        raise LibraryError(f"“{words}” does not stand in this article: `quoth read --plain ID` prints it.")
    return Span(*found.span())


@click.command()
@click.argument("query", nargs=-1)
@click.option("--about", default="", help="Only notes with this word, marked or written.")
@click.option("--tag", default="", help="Only notes with this tag.")
@common.LIMIT
@common.AS_JSON
@click.pass_obj
def notes(config: Path | None, query: tuple[str, ...], *, about: str, tag: str, limit: int, as_json: bool) -> None:
    """List what you marked and wrote, across all articles, the newest first.

    QUERY is in the language of `quoth search`. Words, tag:, title: and days are asked of the note, all else of its
    article: quoth notes price feed:courier since:30d
    """
    with Library.open(common.configuration(config).library) as library:
        about, tag, many = common.words([about]), common.words([tag]), common.bound(limit)
        found = find_notes(library, common.words(query), about=about, tag=tag, limit=many)
        common.print_found(common.within(found, limit), "notes", as_json=as_json)


@click.command()
@click.argument("query", nargs=-1)
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

    Without a name these are all quotes. The ``quote`` of each, as 12q3, is what ``quoth cite`` takes; what
    stands before the q is the number of the article, for ``quoth read`` and ``save``.

    QUERY is in the language of `quoth search`. Words (of the quote or its speaker's name), about:, quote: and by: are
    asked of the quote, all else of its article: quoth quotes by:galeotti feed:courier -tag:later
    """
    texts = {name: common.words([asked[name]]) for name in ("by", "about", "since", "until")}
    limit, top = asked["limit"], asked["top"]
    beside = [common.words([name]) for name in asked["beside"]]
    wanted = Wanted(common.words(asked["query"]), **texts, beside=beside, kinds=asked["kinds"])
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
            told_of_coverage(library, as_json=asked["as_json"])


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
