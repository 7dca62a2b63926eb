"""``quoth add``, ``remove``, ``feeds``, ``import``, ``export``, ``refresh`` and ``preview``: subscriptions."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
import msgspec

from readers import passwords
from readers.clean import without_password
from readers.errors import FeedError, FetchError, QuothError, SourceError
from readers.feeds.client import Client
from readers.feeds.discover import FoundFeed
from readers.library.library import Library
from readers.model import Feed, ParsedFeed, Subscription
from readers.news.stream import Answer
from readers.news.subscribing import subscribe
from readers.news.terms import Terms
from readers.work.apart import Apart
from readers.work.worker import Worker
from tui.verbs import common

_PASSWORDS = click.option("--with-passwords", is_flag=True, help="Keep names and passwords in the addresses of feeds.")


@click.command()
@click.argument("urls", metavar="URL...", nargs=-1, required=True)
@click.option("--folder", default="", help="Put the feeds into this folder; / between nested ones.")
@click.option(
    "--all", "everything", is_flag=True, help="All feeds of a site that has several, and not the first alone."
)
@common.AS_JSON
@click.pass_obj
def add(config: Path | None, urls: tuple[str, ...], folder: str, everything: bool, as_json: bool) -> None:
    """Subscribe to feeds, by their own addresses or those of their sites.

    Of a site that has several, the first is taken, and all are listed on standard error.
    """
    path = tuple(part for part in folder.split("/") if part)
    with library_of(config) as library:
        terms = Terms.of(common.configuration(config))
        added = asyncio.run(_add(library, urls, path, terms, everything=everything))
        common.print_found([told(one) for one in added], "feeds", as_json=as_json)


async def _add(
    library: Library, urls: tuple[str, ...], folder: tuple[str, ...], terms: Terms, *, everything: bool
) -> list[Subscription]:
    added: list[Subscription] = []
    async with Client() as client, Worker(background=False) as worker:
        for url in urls:
            given = await subscribe(library, url, client=client, worker=worker, folder=folder, choose=True, terms=terms)
            if isinstance(given, Subscription):
                added.append(given)
                continue
            _tell_offered(url, given, everything=everything)
            refused: QuothError | None = None
            before = len(added)
            for feed in given:
                try:
                    taken = await subscribe(library, feed.url, client=client, worker=worker, folder=folder, terms=terms)
                    added += [taken] if isinstance(taken, Subscription) else []
                except (FeedError, FetchError) as error:
                    refused = error
                    click.echo(f"quoth: {error}", err=True)
                if added[before:] and not everything:
                    break
            if refused is not None and not added[before:]:
                raise refused
    return added


def _tell_offered(url: str, feeds: Sequence[FoundFeed], *, everything: bool) -> None:
    taken = "all are added" if everything else "the first is added; --all adds all"
    click.echo(f"{without_password(url)} has {len(feeds)} feeds, {taken}:", err=True)
    for feed in feeds:
        click.echo(f"  {without_password(feed.url)}" + (f"  {feed.title}" if feed.title else ""), err=True)


@click.command()
@click.argument("feeds", metavar="FEED...", nargs=-1, required=True)
@common.AS_JSON
@click.pass_obj
def remove(config: Path | None, feeds: tuple[str, ...], as_json: bool) -> None:
    """Unsubscribe from feeds, by number or address; their entries go too, but for starred and tagged ones."""
    with library_of(config) as library:
        known = library.subscriptions()
        chosen = [find(known, feed) for feed in feeds]
        for subscription in chosen:
            library.unsubscribe(subscription.id)
            if subscription.options.login == passwords.KEYRING:
                passwords.forget(subscription.feed.url)
        common.print_found([told(one) for one in chosen], "feeds", as_json=as_json)


@click.command()
@_PASSWORDS
@click.option("--problems", is_flag=True, help="Only the feeds that could not be fetched last time.")
@common.AS_JSON
@click.pass_obj
def feeds(config: Path | None, problems: bool, with_passwords: bool, as_json: bool) -> None:
    """List the subscriptions, with what is unread and what went wrong."""
    with library_of(config) as library:
        chosen = [s for s in library.subscriptions() if s.problem or not problems]
        common.print_found([told(s, whole=with_passwords) for s in chosen], "feeds", as_json=as_json)


@click.command("import")
@click.argument("file", type=click.Path(exists=True, path_type=Path), required=False)
@click.option(
    "--newsboat",
    is_flag=True,
    help="Take over from newsboat: feeds, names, tags, what was read and flagged, settings, keys, macros. "
    "FILE is the folder that has its urls; without one, where newsboat itself looks.",
)
@click.option(
    "--eilmeldung",
    is_flag=True,
    help="Take over from eilmeldung: feeds, folders, tags, what was read and marked. "
    "FILE is its database, or the folder that has it; without one, where eilmeldung keeps it.",
)
@common.AS_JSON
@click.pass_obj
def import_(config: Path | None, file: Path | None, newsboat: bool, eilmeldung: bool, as_json: bool) -> None:
    """Subscribe to the feeds of an OPML file or of newsboat's urls file, with its folders and its names.

    For feeds subscribed to already, folders and names are taken over. Of a file of `quoth export --all` everything is
    taken in that is not here; nothing is doubled. So it is of an article that Quoth saved, and of a folder of them.
    """
    from readers.feeds.imports import read_subscriptions  # noqa: PLC0415
    from tui.verbs import importing, keeping  # noqa: PLC0415

    now = datetime.now(UTC)
    if newsboat:
        importing.from_newsboat(config, file)
        return
    if eilmeldung:
        importing.from_eilmeldung(config, file)
        return
    if file is None:
        raise click.UsageError("Name a file, or give --newsboat or --eilmeldung.")
    with library_of(config) as library:
        if (saved := importing.take_in(library, file)) is not None:
            common.print_value(saved)
            return
        if keeping.has_belongings(file):
            common.print_value(keeping.take_in_file(library, file))
            return
        known = {subscription.feed.url: subscription for subscription in library.subscriptions()}
        imported = read_subscriptions(file.read_bytes())
        # What was exported without its password is still the feed that has one here.
        whole = {without_password(url): url for url in known}
        found = [msgspec.structs.replace(feed, url=whole.get(feed.url, feed.url)) for feed in imported.feeds]
        taken = [library.take_over(feed, now=now) for feed in found]
        added = [one for one in taken if one.feed.url not in known]
        updated = [one for one in taken if one.feed.url in known and one.feed != known[one.feed.url].feed]
        done = {
            "added": [told(s) for s in added],
            "updated": [told(s) for s in updated],
            "already_there": len(imported.feeds) - len(added),
        }
        if imported.queries:
            from readers.news.taking_over import keep_searches  # noqa: PLC0415

            left = list(imported.left)
            done |= {"searches": keep_searches(library, imported.queries, left), "left_out": left}
        else:
            done["left_out"] = imported.left
        common.print_found(done, "import", as_json=as_json)


@click.command()
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="All that is your own, as JSON lines for `quoth import`: what was read, stars, tags, notes, corrections too.",
)
@_PASSWORDS
@click.pass_obj
def export(config: Path | None, everything: bool, with_passwords: bool) -> None:
    """Print the subscriptions as OPML 2.0."""
    from readers.feeds.opml import write_opml  # noqa: PLC0415
    from tui.verbs import keeping  # noqa: PLC0415

    with library_of(config) as library:
        if everything:
            keeping.print_belongings(library, with_passwords=with_passwords)
            return
        opml = write_opml(
            [_shown(s, whole=with_passwords) for s in library.subscriptions() if s.feed.is_fetched],
            title="Quoth subscriptions",
        )
    sys.stdout.buffer.write(opml)


@click.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--json", "style", flag_value="json", help="Indented JSON on a terminal too, as in a pipe.")
@click.option("--jsonl", "style", flag_value="jsonl", help="One line a source.")
def preview(sources: tuple[str, ...], style: str | None) -> None:
    """Print feeds, by address or file, without subscribing."""
    common.print_json(_previews(sources), style, many=len(sources) > 1, kind="preview")


def _previews(sources: tuple[str, ...]) -> Iterator[Answer]:
    from readers.news.sources import read_body  # noqa: PLC0415

    with Apart() as apart:
        client = Client()
        apart.run(client.__aenter__())
        try:
            for source in sources:
                try:
                    body = apart.run(read_body(source, client, accept="feed"))
                    parsed = apart.parse_feed(body.content, url=body.url, content_type=body.content_type)
                    yield {"id": source, **_preview(parsed)}
                except QuothError as error:
                    yield {"id": source, "error": str(error)}
        finally:
            apart.run(client.__aexit__(None, None, None))


def _preview(parsed: ParsedFeed) -> Answer:
    feed = parsed.feed
    return {
        "format": parsed.format,
        "title": feed.title,
        "link": feed.link,
        "language": feed.language,
        "updated": feed.updated,
        "entries": [
            {name: getattr(entry, name) for name in entry.__struct_fields__ if name != "updated"}
            | {"enclosures": [msgspec.structs.asdict(enclosure) for enclosure in entry.enclosures]}
            for entry in parsed.entries
        ],
        "problems": parsed.problems,
    }


def library_of(config: Path | None) -> Library:
    """The library that is configured, to be closed again."""
    return Library.open(common.configuration(config).library)


def find(known: list[Subscription], wanted: str) -> Subscription:
    """A feed by its number, its address or, if it is the only one of it, its name.

    Raises:
        SourceError: there is none.
    """
    for subscription in known:
        if wanted in (str(subscription.id), subscription.feed.url, without_password(subscription.feed.url)):
            return subscription
    called = [one for one in known if one.feed.called.casefold() == wanted.casefold()]
    if len(called) == 1:
        return called[0]
    raise SourceError(f"There is no subscription {wanted!r}; `quoth feeds` lists their numbers, addresses and names.")


def _shown(subscription: Subscription, *, whole: bool) -> Feed:
    """A feed as it is given away; its address is its title's stand-in too."""
    feed = subscription.feed
    if whole:
        return msgspec.structs.replace(feed, url=passwords.in_address(feed.url, subscription.options.login))
    return msgspec.structs.replace(
        feed, **{name: without_password(getattr(feed, name)) for name in ("url", "link", "title", "name")}
    )


def told(subscription: Subscription, *, whole: bool = False) -> Answer:
    """A feed as it is printed, its passwords only if it is to be ``whole``."""
    feed = _shown(subscription, whole=whole)
    return {
        "id": subscription.id,
        "url": feed.url,
        "title": feed.title,
        "name": feed.name,
        "link": feed.link,
        "folder": feed.folder,
        "also_in": feed.also_in,
        "unread": subscription.unread,
        "total": subscription.total,
        "checked": subscription.checked,
        "next_check": subscription.next_check,
        "problem": subscription.problem,
        "gone": subscription.gone,
    }
