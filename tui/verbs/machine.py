"""``quoth doctor`` and ``serve``: the machine that Quoth runs on."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import platform
import shlex
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from readers import passwords
from readers.annotate.languages import models
from readers.annotate.pipeline import expected_version
from readers.clean import without_password
from readers.config import Markdown, examine
from readers.errors import QuothError, SaveError, SecretError
from readers.library import documents
from readers.library.keeping.health import examine as check
from readers.library.keeping.health import mend
from readers.library.library import Library
from readers.library.people.coverage import coverage
from readers.model import Subscription
from readers.news.stream import Answer
from readers.work import processes
from tui.cli import fail
from tui.verbs import common

_PACKAGES = ["quoth", "textual", "spacy", "httpx", "feedparser", "trafilatura", "msgspec"]
_LARGEST = 8
"""Tables and indexes whose sizes are told."""
_EXTRAS = ["textual-serve", "textual-image", "keyring", "skia-python"]


@click.command()
@click.option("--repair", is_flag=True, help="Mend what of the library can be mended: indexes, counts, loose rows.")
@common.AS_JSON
@click.pass_obj
def doctor(config: Path | None, repair: bool, as_json: bool) -> None:
    """Say what is installed, where the files are, how large and sound the library is, and all that is wrong.

    Of the configuration every mistake is told: sections, settings and values that there are not, keys that cannot be
    pressed or are wanted twice. Your own templates are tried. Exits with 1 if something is wrong.
    """
    problems: list[str] = []
    report: Answer = {
        "python": platform.python_version(),
        "platform": platform.platform(),
        "packages": {name: _installed(name) for name in _PACKAGES + _EXTRAS},
    }
    from tui.looks import themes  # noqa: PLC0415  (Textual: only when it is asked what is wrong)
    from tui.state.settings import Settings  # noqa: PLC0415  (the same)

    found = examine(config)
    settings = found.config
    keymap, _ = Settings.of(settings).carried_out(themes.names())
    problems += (*found.problems, *keymap.problems)
    report |= {"configuration": str(found.file), "configured": found.file.exists()}
    report |= {"library": str(settings.library), "saved": str(settings.saved)}
    try:
        with Library.open(settings.library) as library:
            subscriptions = library.subscriptions()
            report |= _library(library, problems, repair=repair)
            report |= {"languages": _languages(subscriptions, documents.unread_languages(library.database))}
            problems += [f"{without_password(s.feed.url)}: {s.problem}" for s in subscriptions if s.problem]
            if any(s.options.login == passwords.KEYRING for s in subscriptions):
                report |= _keyring(problems)
    except QuothError as error:
        problems.append(str(error))
    report |= _model(settings.model, problems)
    problems += _templates(settings.markdown)
    common.print_found(report | {"problems": problems}, "doctor", as_json=as_json)
    if problems:
        raise SystemExit(1)


def _keyring(problems: list[str]) -> Answer:
    try:
        return {"keyring": passwords.backend()}
    except SecretError as error:
        problems.append(str(error))
        return {"keyring": None}


def _templates(settings: Markdown) -> Sequence[str]:
    """What is wrong with the reader's own templates."""
    from tui.verbs.settings import try_templates  # noqa: PLC0415  (the workers: only when it is asked what is wrong)

    wrong: list[str] = []
    try:
        for trial, made in try_templates(settings):
            wrong += [str(made)] if isinstance(made, SaveError) else trial.missed(made)
    except QuothError as error:
        wrong.append(str(error))
    return wrong


def _library(library: Library, problems: list[str], *, repair: bool) -> Answer:
    if repair:
        mend(library.database)
    health = check(library.database)
    problems += health.problems
    sizes = dict(list(health.tables.items())[:_LARGEST])
    read = coverage(library.database).read
    return {
        "bytes": health.bytes,
        "unused_bytes": health.unused,
        **health.rows,
        "read_in_full": read,
        "largest_bytes": sizes,
    }


def _model(name: str, problems: list[str]) -> Answer:
    try:
        return {"annotator": expected_version(name)}
    except QuothError as error:
        problems.append(str(error))
        return {"annotator": None}


def _languages(subscriptions: Sequence[Subscription], unread: Mapping[str, int]) -> dict[str, str]:
    """What reads the languages of one's feeds, and of articles that nothing could read yet, or what to install."""
    told = [one.options.language or one.feed.language for one in subscriptions]
    of_feeds = {language.replace("_", "-").partition("-")[0].lower() for language in told if language}
    found = {}
    for language in sorted(of_feeds | set(unread)):
        model = models.installed(language)
        if model is not None:
            found[language] = model.annotates_as
        elif advice := models.advice(language):
            count = unread.get(language, 0)
            found[language] = f"{advice} (articles in it: {count})" if count else advice
    return found


def _installed(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


@click.command()
@click.option("--host", default="localhost", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port to listen on.")
@click.pass_obj
def serve(config: Path | None, host: str, port: int) -> None:
    """Open the same reader in a browser, on this machine alone unless told otherwise."""
    if importlib.util.find_spec("textual_serve") is None:
        fail(f"The reader in a browser needs textual-serve: {sys.executable} -m pip install textual-serve")
    from textual_serve.server import Server  # noqa: PLC0415  (an extra)

    options = ["--config", str(config)] if config else []
    with processes.safe_environment():
        Server(shlex.join(processes.command("tui.__main__", *options)), host=host, port=port, title="Quoth").serve()
