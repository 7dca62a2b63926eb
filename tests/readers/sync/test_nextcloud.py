"""What is Nextcloud's own way: all entries by their numbers at first, then what has changed, at once or anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from readers.feeds.client import Client, Limits
from tests.readers.sync.conftest import Device
from tests.readers.sync.server import Books


@pytest.mark.parametrize("device", ["nextcloud"], indirect=True)
async def test_a_first_sync_that_is_broken_off_goes_on_where_it_was(device: Device, books: Books) -> None:
    books.publish(books.subscribe("https://paper.example/feed"), 250)
    books.trouble = lambda _method, _path: 503 if "offset=1200" in books.asked[-1][1] else 0
    await device.fail()
    assert len(device.marks()) == 200
    books.trouble = None
    books.asked.clear()
    assert (await device.sync()).new == 50
    pages = [path for _, path in books.asked if "offset=" in path]
    assert [path.partition("offset=")[2].partition("&")[0] for path in pages] == ["1200", "1250"]
    assert device.marks() == books.marks()


async def test_more_changes_than_are_read_at_once_are_gone_through_anew(
    address: str, books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = books.subscribe("https://paper.example/feed")
    books.publish(paper, 120, content="<p>The bridge stays closed.</p>" * 10)
    async with Client(Limits(connect=2, read=5, total=20, size=50_000)) as client:
        device = Device(tmp_path / "library.db", client, "nextcloud", address)
        await device.sync()
        for number in list(books.items):
            books.mark(number, read=True)
        books.asked.clear()
        assert (await device.sync()).marked == 120
        assert [path for _, path in books.asked if "/items/updated" in path]
        assert device.marks() == books.marks()
        for item in books.items.values():
            item.changed -= 100
        books.asked.clear()
        await device.sync()
        assert not [path for _, path in books.asked if "offset=" in path], "once is enough"
        device.library.close()


@pytest.mark.parametrize("device", ["nextcloud"], indirect=True)
async def test_a_feed_is_put_out_of_any_folder(device: Device, books: Books) -> None:
    books.subscribe("https://paper.example/feed", folder="News")
    await device.sync()
    (feed,) = device.library.subscriptions()
    device.library.move_feed(feed.id, ())
    assert (await device.sync()).told == 1
    assert books.feeds[1].folder == ""
    assert (await device.sync()).told == 0
    assert device.library.subscription(feed.id).feed.folder == ()
