"""All that a refresh needs: a library, a network, a clock, and a newspaper of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from readers.feeds.client import Client, Limits
from readers.library.library import Library
from readers.model import Feed, Subscription
from readers.news.refresh import Event, refresh
from readers.news.terms import Terms
from tests.inline import InlineWorker

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
PAGE = (
    "<html><head><title>{0} | The Courier</title></head><body><nav><a href='/'>Home</a></nav><article><h1>{0}</h1>"
    + "".join(
        f"<p>Paragraph {number} says that the bridge over the Orlen stays closed, which the town did not expect.</p>"
        for number in range(8)
    )
    + "</article></body></html>"
)


def feed_of(*titles: str, link: str = "/bridge", head: str = "", body: str = "short", date: str = "") -> str:
    dated = f"<pubDate>{date}</pubDate>" if date else ""
    items = "".join(
        f"<item><title>{title}</title><guid>{title}</guid><link>{link}</link><description>{body}</description>{dated}</item>"
        for title in titles
    )
    return f'<rss version="2.0"><channel><title>The Courier</title>{head}{items}</channel></rss>'


class Clock:
    """A clock that tests turn forward."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        return self.time

    def turn(self, **span: float) -> None:
        self.time += timedelta(**span)


class Desk:
    """All that a refresh needs, and the events of the last one."""

    def __init__(self, path: Path, client: Client) -> None:
        self.path = path
        self.library = Library.open(path)
        self.client = client
        self.worker = InlineWorker()
        self.clock = Clock()
        self.terms = Terms()
        self.events: list[Event] = []

    def add(self, url: str) -> Subscription:
        return self.library.subscribe(Feed(url=url), now=self.clock())

    def reopen(self) -> None:
        self.library.close()
        self.library = Library.open(self.path)

    async def refresh(self, only: set[int] | None = None, **more: Any) -> list[Event]:
        events = refresh(
            self.library,
            client=self.client,
            worker=self.worker,
            only=only,
            now=self.clock,
            terms=msgspec.structs.replace(self.terms, **more),
        )
        self.events = [event async for event in events]
        return self.events


@pytest.fixture
async def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    async with Client(Limits(connect=1, read=1, total=2)) as client:
        desk = Desk(tmp_path / "library.db", client)
        yield desk
        desk.library.close()
