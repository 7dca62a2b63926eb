"""A feed as its publisher has it, as the reader has fetched it, and as a server does, under another address."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from readers.model import Entry, Feed, Subscription
from tests.readers.sync.conftest import NOW, OWN, Device
from tests.readers.sync.server import Books

ELSEWHERE = "https://feeds.example/harbour.xml"
BEGINNING = datetime(2026, 2, 1, tzinfo=UTC)


def story(number: int) -> dict[str, Any]:
    """An entry as the server has it."""
    published = BEGINNING + timedelta(hours=3 * number)
    address = f"https://harbour.example/2026/02/the-quay-is-rebuilt-{number}"
    return {"title": f"Quay {number}", "url": address, "published": published.timestamp()}


def told(number: int) -> Entry:
    """The same as its feed has it."""
    known = story(number)
    published = datetime.fromtimestamp(known["published"], UTC)
    return Entry(f"guid-{number}", known["title"], known["url"], published=published, content="<p>Stone.</p>")


def harbour(
    device: Device, numbers: range = range(1, 13), url: str = OWN, title: str = "Harbour", folder: str = "Sea"
) -> Subscription:
    """A feed of one's own that was fetched."""
    feed = device.library.subscribe(Feed(url, title, folder=(folder,), name="Mine"), now=NOW)
    here = Feed(url, title, "https://harbour.example/")
    device.library.store_entries(feed.id, here, [told(number) for number in numbers], now=NOW)
    device.library.record_fetch(feed.id, now=NOW, next_check=None, failures=0)
    return device.library.subscription(feed.id)


def stock(books: Books, numbers: range, url: str = ELSEWHERE, title: str = "Harbour") -> None:
    books.stock[url] = (title, [story(number) for number in numbers])
