"""``quoth help``: the manual, a topic at a time, or as a page for ``man``."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readers.config import examine
from readers.spelling import did_you_mean
from tui.manual import roff
from tui.manual.blocks import Block, Heading, Paragraph, Terms
from tui.manual.words import to_text

if TYPE_CHECKING:
    from tui.commands.keys import Keymap

_WIDEST = 96
"""Characters of a line; longer ones are hard to read."""


@click.command("help")
@click.argument("topic", required=False)
@click.option("--man", is_flag=True, help="Print the whole manual as a page for `man`.")
@click.pass_context
def help_(ctx: click.Context, topic: str | None, man: bool) -> None:
    """Tell about a topic (keys, config, search, …) or a command; without one, what there is help on."""
    from tui.commands.keys import Keymap  # noqa: PLC0415  (Textual: `quoth --help` does without)
    from tui.manual import topics  # noqa: PLC0415  (the same)
    from tui.state.settings import Settings  # noqa: PLC0415  (the same)

    config: Path | None = ctx.obj
    # A configuration with mistakes in it is no reason to give no help.
    wishes = Settings() if man else Settings.of(examine(config).config)
    keymap = Keymap(wishes.preset, wishes.keys)
    if man:
        click.echo(roff.page(_sections(ctx, keymap), version("quoth")), nl=False)
        return
    if topic is None:
        _show(topics.contents(keymap))
        return
    found, command = topics.find(topic), _commands(ctx).get(topic)
    usage = command.get_help(click.Context(command, info_name=topic, parent=ctx.parent)) if command else ""
    if found is not None and (found.name == topic.casefold() or not usage):
        _show([Heading(found.about), *found.blocks(keymap)], usage)
    elif usage:
        click.echo(usage)
    else:
        words = [one.name for one in topics.TOPICS] + [word for one in topics.TOPICS for word in one.also]
        hint = did_you_mean(topic, [*words, *_commands(ctx)])
        raise click.UsageError(f"There is no help on {topic!r}.{hint} `quoth help` lists the topics.")


def _show(blocks: Iterable[Block], after: str = "") -> None:
    """Print; on a terminal that has too few lines for it, by a pager."""
    columns, lines = shutil.get_terminal_size()
    text = to_text(blocks, min(columns, _WIDEST)) + (f"\n{after}\n" if after else "")
    if sys.stdout.isatty() and text.count("\n") >= lines:
        click.echo_via_pager(text)
    else:
        click.echo(text, nl=False)


def _commands(ctx: click.Context) -> dict[str, click.Command]:
    """All subcommands by name, but for this one."""
    group = ctx.find_root().command
    assert isinstance(group, click.Group)  # noqa: S101
    names = (name for name in group.list_commands(ctx) if name != ctx.info_name)
    return {name: found for name in names if (found := group.get_command(ctx, name)) is not None}


def _sections(ctx: click.Context, keymap: Keymap) -> Iterator[tuple[str, Iterable[Block]]]:
    """The manual page: what every such page begins with, the commands, then the topics."""
    root = ctx.find_root().command
    yield "Name", [Paragraph("quoth - read the news in a terminal, and see who is in it and who said what")]
    yield "Synopsis", [Paragraph("`quoth` [`--config` FILE] [COMMAND [ARGUMENT...]]")]
    yield "Description", [Paragraph(" ".join((root.help or "").split()))]
    yield "Options", [Terms(tuple(_options(root, ctx)))]
    yield "Commands", _described(ctx)
    from tui.manual.topics import TOPICS  # noqa: PLC0415  (see above)

    for topic in TOPICS:
        yield topic.name, topic.blocks(keymap)
    yield "Exit status", [Paragraph("0 if all went well, 2 for wrong use, 1 otherwise.")]


def _described(ctx: click.Context) -> Iterator[Block]:
    for name, command in _commands(ctx).items():
        own = click.Context(command, info_name=name, parent=ctx.parent)
        yield Heading(" ".join((f"quoth {name}", *command.collect_usage_pieces(own))))
        for part in (command.help or "").split("\n\n"):
            yield Paragraph(" ".join(part.split()))
        if options := tuple(_options(command, own)):
            yield Terms(options)


def _options(command: click.Command, ctx: click.Context) -> Iterator[tuple[str, str]]:
    for parameter in command.get_params(ctx):
        record = parameter.get_help_record(ctx)
        # `-h` is told once; an argument stands in the usage.
        if record is not None and record[1] and (parameter.name != "help" or command is ctx.find_root().command):
            yield record
