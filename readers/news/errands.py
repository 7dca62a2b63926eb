"""Jobs that go out to the network, for a child (`readers.work.child`) to do beside the heavy ones.

The interface never speaks HTTP itself: importing httpx alone would hold its event loop for longer than a frame. These
functions are synchronous; the process that runs them keeps one event loop, one client (so that hosts get their rest)
and one library connection for its life.
"""

from __future__ import annotations

import asyncio
import io
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from readers.config import USUAL_REFRESH, Refresh
from readers.library.library import Library
from readers.model import Article, Comparison, Document, EntryRow, Subscription
from readers.news.terms import Terms
from readers.work import jobs
from readers.work.runner import Jobs
from readers.work.worker import Worker

if TYPE_CHECKING:
    from readers.feeds.client import Client
    from readers.feeds.discover import FoundFeed
    from readers.save.images.embedded import Picture


def load_source(*, source: str, given: bytes = b"") -> Document:
    """The article that a source holds; see `readers.news.sources.load`.

    Args:
        source: a path, an ``http(s)`` address, or ``-``.
        given: what ``-`` stands for.
    """
    from readers.news.sources import load  # noqa: PLC0415  (the pages and their libraries: only when a job comes)

    return _loop().run(load(source, _client(), io.BytesIO(given), worker=_worker()))


def load_saved(*, source: str, given: bytes = b"") -> Article | None:
    """The article of a file that Quoth saved; see `readers.news.sources.load_saved`.

    Args:
        source: a path or ``-``.
        given: what ``-`` stands for.
    """
    from readers.news import sources  # noqa: PLC0415  (the same)

    return _loop().run(sources.load_saved(source, io.BytesIO(given)))


def fetch_entry(*, library: str, entry_id: int, full: bool | None = None) -> Document:
    """The article of an entry, stored in the library too; see `readers.news.articles.fetch_article`.

    Args:
        library: the library file.
        entry_id: its row there.
        full: the page's text, the feed's own, or what was chosen last.
    """
    from readers.news.articles import fetch_article  # noqa: PLC0415  (the same)

    books = _library(library)
    row = books.row(entry_id)
    return _loop().run(fetch_article(books, row, client=_client(), worker=_worker(), full=full))


def renew_entry(*, library: str, entry_id: int) -> Document:
    """The article of an entry that has changed, fetched again; see `readers.news.articles.renew_article`.

    Args:
        library: the library file.
        entry_id: its row there.
    """
    from readers.news.articles import renew_article  # noqa: PLC0415  (the same)

    books = _library(library)
    return _loop().run(renew_article(books, books.row(entry_id), client=_client(), worker=_worker()))


def compare_entry(*, library: str, entry_id: int) -> Comparison | None:
    """What has changed in an entry's article since its last version of other words; ``None`` if there is none.

    Args:
        library: the library file.
        entry_id: its row there.
    """
    from readers.marks.changes import compare_latest  # noqa: PLC0415  (the same)

    books = _library(library)
    document = books.document(entry_id)
    return None if document is None else compare_latest(document, books.versions(entry_id))


def subscribe(
    *, library: str, url: str, choose: bool = False, wish: Refresh = USUAL_REFRESH, programs: bool = False
) -> Subscription | tuple[FoundFeed, ...]:
    """Subscribe to a feed or to the feed of a site; see `readers.news.subscribing.subscribe`.

    Args:
        library: the library file.
        url: of the feed or the site.
        choose: whether the feeds of a site that has several are given to choose from.
        wish: how often the reader wants it to be fetched.
        programs: whether those that feeds come from are run.
    """
    from readers.news import subscribing  # noqa: PLC0415  (the same)

    done = subscribing.subscribe(
        _library(library),
        url,
        client=_client(),
        worker=_worker(),
        choose=choose,
        terms=Terms(wish, programs=programs),
    )
    return _loop().run(done)


def read_later(*, library: str, url: str) -> EntryRow:
    """Put the article of an address into the library; see `readers.news.later.keep`.

    Args:
        library: the library file.
        url: with or without ``https://`` in front.
    """
    from readers.news.later import keep  # noqa: PLC0415  (the same)
    from readers.news.subscribing import address_of  # noqa: PLC0415  (the same)

    return _loop().run(keep(_library(library), load_source(source=address_of(url))))


def picture(*, url: str, typed: bool = False) -> bytes:
    """A picture as a small PNG; see `readers.pages.thumbnails.picture`.

    Args:
        url: its address.
        typed: whether the user gave its host.
    """
    from readers.pages import thumbnails  # noqa: PLC0415  (the same)

    return _loop().run(thumbnails.picture(_client(), url, user_typed=typed))


def draw_card(*, article: Article, number: int, dark: bool = False) -> bytes:
    """A quote as a PNG; see `readers.save.sharing.cards`.

    Args:
        article: whose.
        number: of the quote, from 1.
        dark: light letters on a dark ground.
    """
    from readers.save.sharing import cards, quotes  # noqa: PLC0415  (the same)

    return cards.drawn(article, quotes.quote_of(article, number), "png", dark=dark)


def picture_file(*, url: str, typed: bool = False) -> Picture:
    """A picture as it is, to be put into a file; see `readers.save.images.embedded`.

    Args:
        url: its address.
        typed: whether the user gave its host.
    """
    from readers.save.images.embedded import checked  # noqa: PLC0415  (the same)

    answer = _loop().run(_client().get(url, accept="image", user_typed=typed))
    return checked(answer.body, url)


@cache
def _loop() -> asyncio.Runner:
    return asyncio.Runner()


@cache
def _client() -> Client:
    from readers.feeds.client import Client  # noqa: PLC0415  (httpx: only when a job needs it)

    return _loop().run(Client().__aenter__())


@cache
def _worker() -> Worker:
    """Who reads feeds and pages: a process of its own, so that a hostile one costs itself alone."""

    async def hire() -> Worker:
        return Worker()

    return _loop().run(hire())


@cache
def _library(path: str) -> Library:
    return Library.open(Path(path))


JOBS: Jobs = {
    **jobs.JOBS,
    "load_source": load_source,
    "load_saved": load_saved,
    "fetch_entry": fetch_entry,
    "renew_entry": renew_entry,
    "compare_entry": compare_entry,
    "subscribe": subscribe,
    "read_later": read_later,
    "picture": picture,
    "draw_card": draw_card,
    "picture_file": picture_file,
}
