"""``quoth config``: the settings explained, looked at and changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from readers import configuring
from readers.news.stream import Answer
from tui.verbs import common


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
