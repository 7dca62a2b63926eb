"""What the subcommands share: the configuration, and printing."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

from readers.annotate.languages.telling import remark
from readers.config import Config, load
from readers.news.lines import named
from readers.news.stream import Answer, Outcome

if TYPE_CHECKING:
    from tui.verbs.tables import Drawn

T = TypeVar("T")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="JSON on a terminal too, as in a pipe.")
LIMIT = click.option(
    "--limit", type=click.IntRange(0), default=50, show_default=True, help="No more than this many; 0: all."
)
_ALL = 2**31
"""More than any library has."""


def configuration(path: Path | None) -> Config:
    """Read the configuration file; see `readers.config.load`."""
    return load(path)


def print_json(answers: Iterable[Answer], style: str | None, *, many: bool, kind: Drawn | None = None) -> None:
    """Print answers as they come.

    Args:
        answers: what to print; ``{"id", "error"}`` stands for a source that failed.
        style: ``jsonl`` puts each on a line of its own, failures too. ``json`` prints one indented object, or an array
            if there are ``many`` sources; failures go to standard error, and the exit code is then 1. ``None``: as
            ``json``, but tables on a terminal.
        many: whether more than one source was given.
        kind: what tables there are for it; ``None``: JSON on a terminal too.
    """
    if style == "jsonl":
        out = sys.stdout.buffer
        for answer in answers:
            out.write(msgspec.json.encode(answer) + b"\n")
            out.flush()
        return
    good, failed = [], False
    for answer in answers:
        if "error" in answer:
            failed = True
            click.echo(f"quoth: {answer['error']}", err=True)
        else:
            good.append({key: value for key, value in answer.items() if key != "id" or many})
    if good:
        given = good if many else good[0]
        if kind is None:
            print_value(given)
        else:
            print_found(given, kind, as_json=style is not None)
    if failed:
        raise SystemExit(1)


def print_found(value: Any, kind: Drawn, *, as_json: bool) -> None:  # noqa: ANN401
    """Print data: as a table on a terminal, as JSON elsewhere.

    Args:
        value: what JSON, or msgspec, has a word for.
        kind: what it is, and so which table.
        as_json: JSON on a terminal too.
    """
    if as_json or not sys.stdout.isatty():
        print_value(value)
        return
    from tui.verbs import tables  # noqa: PLC0415  (rich: only where there is a terminal to draw on)

    if not tables.draw(msgspec.to_builtins(value), kind):
        click.echo("quoth: nothing found.", err=True)


def told_of_languages(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """The same outcomes, telling on standard error of those that could not be read, or not in full."""
    for outcome in outcomes:
        if outcome.article is not None and (told := remark(outcome.article.annotations)):
            click.echo(f"quoth: {named(outcome.id)}: {told}", err=True)
        yield outcome


def print_value(value: Any) -> None:  # noqa: ANN401
    """Print one value as indented JSON, in UTF-8 whatever the terminal's encoding (RFC 8259, 8.1)."""
    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2))


def words(given: Iterable[str]) -> str:
    """What was asked for, as one text; bytes of the command line that are none of its encoding become marks."""
    return " ".join(given).encode("utf-8", "replace").decode("utf-8")


def within(found: Sequence[T], limit: int) -> Sequence[T]:
    """No more than were asked for; if there are more, that is told on standard error.

    Args:
        found: what was found, fetched up to one more than `bound` says.
        limit: how many to give; 0 for all.
    """
    if limit and len(found) > limit:
        click.echo(f"quoth: only the first {limit}; --limit 0 gives all of them.", err=True)
        return found[:limit]
    return found


def bound(limit: int) -> int:
    """How many to fetch so that `within` can tell whether there are more."""
    return limit + 1 if limit else _ALL


def print_texts(outcomes: Iterable[Outcome], style: str, *, colour: bool | None = True, many: bool = False) -> None:
    """Print articles in a format of `readers.save`; failures go to standard error, and the exit code is then 1.

    Several are one table as CSV, and as Web Annotations an array, which is a JSON-LD document too.

    Args:
        outcomes: what to print.
        style: the format's name.
        colour: whether terminal styles are kept; ``None``: only on a terminal.
        many: whether more than one source was given.
    """
    from readers.save.ansi import to_ansi  # noqa: PLC0415  (the same)
    from readers.save.formats import FORMATS  # noqa: PLC0415  (only when articles are printed)

    failed, first = False, True
    for outcome in outcomes:
        if outcome.article is None:
            failed = True
            click.echo(f"quoth: {outcome.error}", err=True)
            continue
        if style == "ansi" and sys.stdout.isatty():
            text = to_ansi(outcome.article, links=True)
        else:
            text = FORMATS[style].render(outcome.article)
        if many and style == "webannotation":
            click.echo("[" if first else ",")
        elif style == "csv" and not first:
            text = text[text.index("\r\n") + 2 :]  # one table has one heading
        click.echo(text, nl=False, color=colour)
        first = False
    if many and style == "webannotation":
        click.echo("[]" if first else "]")
    if failed:
        raise SystemExit(1)
