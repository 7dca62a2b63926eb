"""The ``quoth`` command.

Only Click is imported here: each subcommand's module is imported when it is used, so that the reader's first frame
does not wait for what it does not need.

Data commands print JSON to standard output, on a terminal tables, and messages to standard error. They exit with 0 on
success, 2 on wrong use and 1 otherwise, and never print a traceback.
"""

from __future__ import annotations

import importlib
import io
import os
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from readers.errors import QueryError, QuothError

_VERBS = {
    "read": "articles",
    "extract": "articles",
    "annotate": "articles",
    "save": "articles",
    "cite": "sharing.citing",
    "card": "sharing.drawing",
    "add": "feeds",
    "remove": "feeds",
    "feeds": "feeds",
    "feed": "arranging",
    "password": "secrets",
    "import": "feeds",
    "schema": "importing",
    "export": "feeds",
    "download": "downloading",
    "refresh": "refreshing",
    "sync": "sync",
    "preview": "feeds",
    "search": "asking",
    "who": "people",
    "today": "people",
    "rule": "rules",
    "quotes": "asking",
    "note": "asking",
    "notes": "asking",
    "changes": "changes",
    "archive": "archive",
    "ask": "archive",
    "add-article": "keeping",
    "backup": "keeping",
    "config": "settings",
    "templates": "settings",
    "index": "saving",
    "serve": "machine",
    "doctor": "machine",
    "help": "manual",
}
"""Subcommand → the module of `tui.verbs` that has it, under the same name (see `_function_of`)."""


def _function_of(command: str) -> str:
    return f"{command}_" if command in {"import", "help"} else command.replace("-", "_")


class _Verbs(click.Group):
    """A group whose commands are imported on first use."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_VERBS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is named first; who names an article instead is told how it is read."""
        named = args[0]
        if named not in _VERBS and ("://" in named or Path(named).exists()):
            ctx.fail(f"No such command {named!r}. To read an article: quoth read {named}")
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _VERBS:
            return None
        module = importlib.import_module(f"tui.verbs.{_VERBS[cmd_name]}")
        command: click.Command = getattr(module, _function_of(cmd_name))
        return command

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(
                errors="replace"
            )  # rather a mark than nothing, in an encoding that lacks a character
        try:
            return super().invoke(ctx)
        except QueryError as error:
            click.echo(error.shown, err=True)
            fail(str(error))
        except QuothError as error:
            fail(str(error))
        except BrokenPipeError:
            # The reader of our output went away (``quoth … | head``): no error, and nothing more to flush.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(0) from None
        except OSError as error:
            where = f" ({error.filename})" if error.filename else ""
            fail(f"The system refused: {error.strerror or error}{where}.")


def fail(message: str) -> NoReturn:
    """End with exit code 1 and a message on standard error."""
    click.echo(f"quoth: {message}", err=True)
    raise SystemExit(1)


@click.group(cls=_Verbs, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--config",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Read this configuration file instead of the usual one.",
)
@click.option("--linear", is_flag=True, help="Read in lines and typed words, for screen readers: nothing is drawn.")
@click.version_option(package_name="quoth")
@click.pass_context
def main(ctx: click.Context, config: Path | None, *, linear: bool) -> None:
    """Read the news, and see who is in it and who said what.

    Without a command, opens the reader.
    """
    ctx.obj = config
    if ctx.invoked_subcommand is None:
        from tui.desk import open_reader  # noqa: PLC0415  (Textual: only when the screen is wanted)

        raise SystemExit(open_reader(config, linear=linear))
    if linear:
        raise click.UsageError("--linear is for the reader: `quoth --linear`, or `quoth read --linear SOURCE`.")
