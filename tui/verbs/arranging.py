"""``quoth feed``: one feed, or a folder, under the reader's hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from readers.errors import SourceError
from readers.library.feeds import arranging
from readers.model import FeedOptions
from tui.verbs import common
from tui.verbs.feeds import find, library_of, told

if TYPE_CHECKING:
    from readers.library.library import Library
    from readers.model import Subscription

_WAYS = click.Choice(["up", "down", "first", "last"])


def _options_help() -> str:
    return "\n\n".join(f"{name}: {meaning}." for name, meaning in arranging.MEANINGS.items())


@click.command(epilog=f"The options of a feed are\n\n{_options_help()}")
@click.argument("feed")
@click.option("--name", help="Call it so; empty for what its publisher calls it.")
@click.option("--folder", help="Put it into this folder, which may be new; / between nested ones, empty for none.")
@click.option("--move", "way", type=_WAYS, help="Among the feeds of its folder.")
@click.option("--set", "settings", metavar="OPTION=VALUE", multiple=True, help="Settle something for it alone.")
@click.option("--with-passwords", is_flag=True, help="Show what is secret, too.")
@common.AS_JSON
@click.pass_obj
def feed(
    config: Path | None,
    *,
    feed: str,
    name: str | None,
    folder: str | None,
    way: arranging.Way | None,
    settings: tuple[str, ...],
    with_passwords: bool,
    as_json: bool,
) -> None:
    """Rename, move and settle one FEED, named by its number, address or name; print it as it is then.

    FEED may be a folder, written with a / at its end: --name gives it another name, --folder puts it into another one,
    --move puts it among those beside it, --set holds for each feed in it.
    """
    with library_of(config) as library:
        path = arranging.folder_of(feed) if feed.endswith("/") else ()
        chosen = _of_folder(library, path, name, folder, way) if path else [_one(library, feed, name, folder, way)]
        for one in chosen if settings else []:
            options = one.options
            for setting in settings:
                option, sign, value = setting.partition("=")
                if not sign:
                    raise click.UsageError(f"--set takes OPTION=VALUE, not {setting!r}.")
                options = arranging.changed(options, option.strip(), value)
            library.settle_feed(one.id, options)
        again = [library.subscription(one.id) for one in chosen]
        answer = [
            told(one, whole=with_passwords) | {"options": _options(one.options, whole=with_passwords)} for one in again
        ]
        common.print_found(answer, "feeds", as_json=as_json)


def _one(
    library: Library, wanted: str, name: str | None, folder: str | None, way: arranging.Way | None
) -> Subscription:
    chosen = find(library.subscriptions(), wanted)
    if name is not None:
        library.rename_feed(chosen.id, name)
    if folder is not None:
        library.move_feed(chosen.id, arranging.folder_of(folder))
    if way is not None:
        library.reorder(chosen.id, way)
    return library.subscription(chosen.id)


def _of_folder(
    library: Library, path: tuple[str, ...], name: str | None, folder: str | None, way: arranging.Way | None
) -> list[Subscription]:
    if not any(one[: len(path)] == path for feed in library.subscriptions() for one in feed.feed.folders):
        raise SourceError(f"There is no folder {'/'.join(path)!r}; `quoth feeds` lists the feeds with theirs.")
    around = path[:-1] if folder is None else arranging.folder_of(folder)
    new = (*around, name.strip() if name else path[-1])
    if new != path:
        library.rename_folder(path, new)
    if way is not None:
        library.reorder(new, way)
    return [one for one in library.subscriptions() if any(to[: len(new)] == new for to in one.feed.folders)]


def _options(options: FeedOptions, *, whole: bool) -> dict[str, str]:
    """What is settled, as typed; a password and what else may be one only if that is asked for."""
    found = {name: text for name in arranging.MEANINGS if (text := arranging.shown(options, name)) not in ("", "false")}
    return {name: "…" if name in {"login", "headers"} and not whole else text for name, text in found.items()}
