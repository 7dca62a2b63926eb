"""``quoth config``: the settings explained, looked at and changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from readers import configuring
from readers.config import Config, Markdown
from readers.errors import SaveError
from readers.news.stream import Answer
from tui.verbs import common

if TYPE_CHECKING:
    from readers.save.templates.trying import Trial


@click.command()
@click.argument("name", required=False)
@click.argument("value", required=False)
@click.option(
    "--write", is_flag=True, help="Write the sample to where the configuration is read from, if none is there."
)
@click.option("--list", "listed", is_flag=True, help="Every setting with its meaning and its value now, as JSON.")
@click.option("--unset", is_flag=True, help="Take the setting NAME out of the file, so that the usual value holds.")
@click.pass_obj
def config(config: Path | None, *, name: str | None, value: str | None, write: bool, listed: bool, unset: bool) -> None:
    """Print a commented sample of every setting; with NAME its value, with VALUE set it.

    The sample has what you have set; all the rest stands there as a comment. Comments and whatever else is in your
    file stay when a setting is changed.
    """
    if [write, listed, name is not None].count(True) > 1 or (unset and (name is None or value is not None)):
        raise click.UsageError("Give one of NAME, --list and --write; --unset goes with NAME alone.")
    if write:
        click.echo(str(configuring.write_sample(config)))
    elif name is None:
        settings = common.configuration(config)
        if listed:
            common.print_value([_told(one, configuring.value_of(settings, one.name)) for one in configuring.settings()])
        else:
            click.echo(configuring.sample(settings), nl=False)
    else:
        change = unset or value is not None
        now = configuring.change(name, value, config) if change else common.configuration(config)
        common.print_value({name: _plain(_value(now, name))})


def _value(settings: Any, name: str) -> Any:  # noqa: ANN401  (whatever the setting holds)
    setting = configuring.named(name)
    value = configuring.value_of(settings, setting.name)
    if setting.name == name:
        return value
    word = name.removeprefix(f"{setting.name}.")
    return value.get(word)


def _plain(value: Any) -> Any:  # noqa: ANN401
    return str(value) if isinstance(value, Path) else value


def _told(setting: configuring.Setting, value: Any) -> Answer:  # noqa: ANN401
    told: Answer = {"name": setting.name, "value": _plain(value), "default": _plain(setting.default)}
    return told | {"meaning": setting.meaning, "choices": setting.choices, "least": setting.least, "most": setting.most}


@click.command()
@click.argument("name", required=False)
@click.option("--write", is_flag=True, help="Put the usual ones, or NAME, into the folder as examples, if not there.")
@click.option("--check", is_flag=True, help="Try your own on an invented article, and tell what is wrong with them.")
@click.option("--to", type=click.Path(file_okay=False, path_type=Path), help="The folder; as configured by default.")
@click.pass_obj
def templates(config: Path | None, *, name: str | None, write: bool, check: bool, to: Path | None) -> None:
    """Tell of the templates by which articles are saved as Markdown; with NAME print the usual one.

    Each begins with what it can print. Your own go into the folder that is told, under the same names.
    """
    from readers.save.templates import own  # noqa: PLC0415  (the articles: only here)

    if name is not None and name not in own.NAMES:
        raise click.UsageError(f"There is no template {name!r}. Known are: {', '.join(own.NAMES)}.")
    if write and check:
        raise click.UsageError("Give one of --write and --check.")
    settings = common.configuration(config)
    folder = to or settings.markdown.templates
    if write:
        for path, new in own.write_examples(folder, [name] if name else own.NAMES):
            click.echo(str(path))
            if not new:
                click.echo(f"quoth: {path} was there already, and is as it was.", err=True)
    elif check:
        _check_templates(settings, folder)
    elif name:
        click.echo(own.usual(name), nl=False)
    else:
        there = {one: folder / f"{one}{own.ENDING}" for one in own.NAMES}
        common.print_value({one: str(path) if path.is_file() else None for one, path in there.items()})


def _check_templates(settings: Config, folder: Path) -> None:
    """Fill the reader's templates with what is invented, print it, and tell what is wrong; exits with 1 then."""
    wanted = msgspec.structs.replace(settings.markdown, templates=folder)
    tried = list(try_templates(wanted))
    if not tried:
        raise SaveError(f"There is no template in {folder}. `quoth templates --write` puts the usual ones there.")
    for trial, made in tried:
        if isinstance(made, SaveError):
            click.echo(f"quoth: {made}", err=True)
            continue
        click.echo(made, nl=False)
        for told in trial.missed(made):
            click.echo(f"quoth: {told} `quoth templates {trial.name}` tells what to write.", err=True)
    if any(isinstance(made, SaveError) for _, made in tried):
        raise SystemExit(1)


def try_templates(settings: Markdown) -> Iterator[tuple[Trial, str | SaveError]]:
    """Fill each template of the reader's own, in a process apart, with what is invented: what it makes, or its mistake.

    Raises:
        SaveError: a template cannot be read.
    """
    from readers.save.templates import own, trying  # noqa: PLC0415  (only when one is tried)
    from readers.work.apart import Apart  # noqa: PLC0415  (the same)
    from readers.work.worker import Worker  # noqa: PLC0415  (the same)

    trials = list(trying.trials(settings))
    if not trials:
        return
    with Apart(lambda: Worker(seconds=5.0, background=False)) as apart:
        for trial in trials:
            fill = apart.worker.call(
                "fill_template",
                templates=dict(trial.templates),
                template=own.first(trial.templates, trial.name),
                values=trial.values,
                whose=trial.whose,
            )
            try:
                made: str | SaveError = apart.run(fill)
            except SaveError as error:
                made = error
            yield trial, made
