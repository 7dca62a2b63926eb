"""Reading ahead: the pages of new entries, fetched before anybody opens them, so that quotes are complete.

Politely: one page of a host at a time, each host's in the order of the list, a bound a day, nothing older than a
fortnight, and a host that fails is left alone until the next time. What a feed gives whole is taken from the feed.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from readers.clean import host_of
from readers.errors import FetchError, LibraryError, PageError, SourceError
from readers.news.articles import fetch_article, suffices
from readers.news.sources import document_from_entry

if TYPE_CHECKING:
    from readers.feeds.client import Client
    from readers.library.library import Library
    from readers.model import EntryRow
    from readers.work.runner import JobRunner

YOUNG = timedelta(days=14)
"""What is older is fetched when it is opened."""

_HOSTS_AT_ONCE = 8
_MOST = 1_000
"""Entries looked at in one go."""


class Ahead(NamedTuple):
    """How far it has come.

    Attributes:
        done: entries that were read, or could not be.
        of: entries that were to be read.
        read: those of them whose article is in the library now.
    """

    done: int
    of: int
    read: int


async def read_ahead(
    library: Library,
    *,
    client: Client,
    worker: JobRunner,
    now: datetime,
    feeds: Collection[int],
    a_day: int,
) -> AsyncGenerator[Ahead]:
    """Fetch the articles of young entries that nobody has opened yet. Closing the iterator stops.

    Args:
        library: where the entries are, and the articles go.
        client: the network.
        worker: extracts.
        now: the moment.
        feeds: of these feeds.
        a_day: pages at most in a day, of one reader and another together.

    Yields:
        How far it has come, after each entry.
    """
    waiting = await asyncio.to_thread(_waiting, library, feeds, now)
    turns = asyncio.Queue[bool]()
    places, day = asyncio.Semaphore(_HOSTS_AT_ONCE), _Day(library, now, a_day)

    async def read_host(rows: list[EntryRow]) -> None:
        async with places:
            for row in rows:
                read, reached = await _read(library, row, day, client=client, worker=worker)
                turns.put_nowait(read)
                if not reached:
                    for _ in rows[rows.index(row) + 1 :]:
                        turns.put_nowait(False)
                    return

    hosts: dict[str, list[EntryRow]] = {}
    for row in waiting:
        hosts.setdefault(host_of(row.link), []).append(row)
    async with asyncio.TaskGroup() as tasks:
        for rows in hosts.values():
            tasks.create_task(read_host(rows))
        read = 0
        for done in range(1, len(waiting) + 1):
            read += await turns.get()
            yield Ahead(done, len(waiting), read)


def chosen(library: Library) -> set[int]:
    """The feeds whose pages the reader wants to be read ahead."""
    kept = library.settings_of("feed.")
    return {int(key.split(".")[1]) for key, value in kept.items() if key.endswith(".ahead") and value == "yes"}


def choose(library: Library, feed_id: int, wanted: bool) -> None:
    """Keep whether a feed's pages are to be read ahead."""
    library.set_setting(f"feed.{feed_id}.ahead", "yes" if wanted else "no")


class _Day:
    """The pages of a day, counted in the library, since the next refresh is another process's."""

    def __init__(self, library: Library, now: datetime, most: int) -> None:
        self._library, self._most = library, most
        self.today = now.date().isoformat()

    def take(self) -> bool:
        """Count one page more; whether it may be fetched."""
        day, _, count = (self._library.setting("ahead") or "").partition(" ")
        fetched = int(count) if day == self.today else 0
        if fetched >= self._most:
            return False
        self._library.set_setting("ahead", f"{self.today} {fetched + 1}")
        return True


def _waiting(library: Library, feeds: Collection[int], now: datetime) -> list[EntryRow]:
    """Young entries without an article whose page was not tried today, the newest first."""
    today = now.date().isoformat()
    unopened = library.unopened(feeds, since=now - YOUNG, limit=_MOST)
    return library.rows_again([one for one in unopened if library.setting(_tried_key(one)) != today])


async def _read(library: Library, row: EntryRow, day: _Day, *, client: Client, worker: JobRunner) -> tuple[bool, bool]:
    """Read one entry's article: whether it is whole in the library now, and whether its host may be asked on."""
    try:
        entry = await asyncio.to_thread(library.entry, row.id)
        feed = await asyncio.to_thread(library.feed_of, row.id)
        own = document_from_entry(entry, feed)
        options = await asyncio.to_thread(library.options, row.feed_id)
        if entry.link and not suffices(own, options) and not await asyncio.to_thread(day.take):
            return False, True
        await asyncio.to_thread(library.set_setting, _tried_key(row.id), day.today)
        document = await fetch_article(library, row, client=client, worker=worker)
        kept = await asyncio.to_thread(library.document, row.id) is not None
        return kept and not document.problem, kept
    except FetchError:
        return False, False
    except (PageError, SourceError):
        return False, True
    except LibraryError:
        return False, True  # its feed was left meanwhile


def _tried_key(entry_id: int) -> str:
    return f"entry.{entry_id}.ahead"
