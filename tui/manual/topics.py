"""The topics of the manual, and where the words of each come from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from readers.configuring import Setting, as_toml, settings
from readers.library.query.fields import FIELDS
from tui.commands.keys import Keymap, shown
from tui.commands.table import COMMANDS
from tui.manual.blocks import Block, Heading, Paragraph, Terms, read


class Topic(NamedTuple):
    """Something that there is help on.

    Attributes:
        name: the word to ask for it.
        about: in a few words.
        blocks: gives the text, for the keys in force.
        also: other words for it.
    """

    name: str
    about: str
    blocks: Callable[[Keymap], Iterable[Block]]
    also: tuple[str, ...] = ()


def _prose(name: str) -> Callable[[Keymap], Iterable[Block]]:
    def blocks(keymap: Keymap) -> Iterator[Block]:
        text = files("tui").joinpath(f"data/help/{name}.txt").read_text("utf-8")
        return read(text, lambda command: f"`{keymap.of(command) or ': ' + command}`")

    return blocks


def _keys(keymap: Keymap) -> Iterator[Block]:
    """Every command with its keys, as they are in force."""
    yield from _prose("keys")(keymap)
    for group, commands in groupby(COMMANDS, lambda command: command.group):
        yield Heading(group)
        yield Terms(
            tuple(
                ("  ".join(map(shown, keymap.keys[one.id])) or "no key", f"{one.title} (`{one.id}`): {one.help}")
                for one in commands
            )
        )


def _config(keymap: Keymap) -> Iterator[Block]:
    """Every setting with its meaning, as it is defined."""
    yield from _prose("config")(keymap)
    for table, found in groupby(settings(), lambda one: one.name.rpartition(".")[0]):
        yield Heading(f"[{table}]" if table else "Before the first section")
        yield Terms(tuple(map(_explained, found)))


def _explained(setting: Setting) -> tuple[str, str]:
    told = f"{_meaning(setting.meaning, setting.bounds)} {_usual(setting.default)}"
    return setting.name.rpartition(".")[2], told.strip()


def _search(keymap: Keymap) -> Iterator[Block]:
    """How to ask, with every field that there is."""
    yield from _prose("search")(keymap)
    yield Heading("Fields")
    yield Terms(tuple((f"{one.name}:", f"{one.told}: `{one.example}`") for one in FIELDS))


def _meaning(meaning: str, bounds: str) -> str:
    told = meaning[:1].upper() + meaning[1:] + (f" ({bounds})" if bounds else "")
    return f"{told}."


def _usual(default: object) -> str:
    """What holds where the file says nothing; folders are told by `quoth doctor`, for they differ by system."""
    return "" if isinstance(default, Path) or default in ("", {}) else f"Usually `{as_toml(default)}`."


TOPICS = (
    Topic("keys", "every key of the reader, and what it does", _keys, ("key", "bindings", "remap")),
    Topic("search", "finding articles, people and what they said; filters", _search,
          ("queries", "query", "filters", "filter", "find")),
    Topic("notes", "highlights, notes and tags", _prose("notes"), ("tags", "highlights")),
    Topic("corrections", "setting names and quotes right", _prose("corrections"), ("correct", "names", "quotes")),
    Topic("saving", "annotated articles as files, and what becomes of what you add to them", _prose("saving"),
          ("save", "formats", "markdown")),
    Topic("shell", "the command line in pipes, scripts and cron", _prose("shell"), ("json", "jsonl", "pipes", "cron")),
    Topic("config", "every setting", _config, ("configuration", "settings", "options")),
    Topic("files", "where everything is kept", _prose("files"), ("library", "paths", "folders")),
    Topic("environment", "the variables that count", _prose("environment"), ("variables", "env")),
)  # fmt: skip
"""All of them, in the order in which they are listed."""


def find(word: str) -> Topic | None:
    """The topic of a name, or of another word for it."""
    small = word.casefold()
    return next((one for one in TOPICS if small == one.name), None) or next(
        (one for one in TOPICS if small in one.also), None
    )


def contents(keymap: Keymap) -> Iterator[Block]:
    """What there is help on."""
    yield Paragraph("`quoth help TOPIC` tells about")
    yield Terms(tuple((one.name, one.about) for one in TOPICS))
    yield Paragraph(
        f"`quoth help COMMAND` is the same as `quoth COMMAND --help`; `quoth --help` lists the commands. In the reader "
        f"`{keymap.of('help') or '?'}` shows all keys."
    )
