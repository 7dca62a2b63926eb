"""What the subcommands share: the configuration, and printing."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
import msgspec

from readers.config import Config, load
from readers.news.lines import named
from readers.news.stream import Answer, Outcome


def configuration(path: Path | None) -> Config:
    """Read the configuration file; see `readers.config.load`."""
    return load(path)


def print_json(answers: Iterable[Answer], style: str, *, many: bool) -> None:
    """Print answers as they come.

    Args:
        answers: what to print; ``{"id", "error"}`` stands for a source that failed.
        style: ``jsonl`` puts each on a line of its own, failures too. ``json`` prints one indented object, or an array
            if there are ``many`` sources; failures go to standard error, and the exit code is then 1.
        many: whether more than one source was given.
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
        print_value(good if many else good[0])
    if failed:
        raise SystemExit(1)


def told_of_languages(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """The same outcomes, telling on standard error of those that the model cannot read."""
    for outcome in outcomes:
        found = outcome.article.annotations if outcome.article is not None else None
        if found is not None and found.language:
            told = f"{named(outcome.id)} is in another language ({found.language}): nothing was looked for."
            click.echo(f"quoth: {told}", err=True)
        yield outcome


def print_value(value: Any) -> None:  # noqa: ANN401
    """Print one value as indented JSON."""
    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2))


def print_texts(outcomes: Iterable[Outcome], style: str, *, colour: bool | None = True) -> None:
    """Print articles in a format of `readers.save`; failures go to standard error, and the exit code is then 1.

    Args:
        outcomes: what to print.
        style: the format's name.
        colour: whether terminal styles are kept; ``None``: only on a terminal.
    """
    from readers.save.files import FORMATS  # noqa: PLC0415  (only when articles are printed)

    failed = False
    for outcome in outcomes:
        if outcome.article is None:
            failed = True
            click.echo(f"quoth: {outcome.error}", err=True)
        else:
            click.echo(FORMATS[style].render(outcome.article), nl=False, color=colour)
    if failed:
        raise SystemExit(1)
