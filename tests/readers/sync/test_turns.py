"""One sync at a time with a server, and the truth about whether one is going on, also when it was killed."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from readers.errors import SyncError
from readers.sync import accounts, feeds, offers, turns
from readers.sync.run import ServerFailed
from tests.readers.sync.conftest import OWN, Device, asks_to_take, left, offer, own, syncing
from tests.readers.sync.server import AFTER, Books


def test_an_offer_is_told_as_being_asked_while_it_is_and_no_longer_once_the_sync_is_killed(
    device: Device, books: Books
) -> None:
    feed, database = own(device, name="Mine"), device.library.database
    offer(device, feed)
    seen = list[offers.Offer]()
    refused = list[str]()
    children = list[subprocess.Popen[bytes]]()

    def meanwhile(method: str, path: str) -> int:
        if not asks_to_take(method, path):
            return 0
        seen.extend(offers.of_server(database, device.account.id))
        with pytest.raises(SyncError) as error:
            offers.take_back(database, feed.id)
        refused.append(str(error.value))
        children[0].kill()
        return AFTER

    books.trouble = meanwhile
    with syncing(device.library.path) as child:
        children.append(child)
        child.wait(30)
    books.trouble = None
    assert [(one.asking, one.unsure) for one in seen] == [(True, True)]
    assert "just now" in refused[0]
    (now,) = offers.of_server(database, device.account.id)
    assert (now.asking, now.unsure, now.problem) == (False, True, "")
    assert offers.take_back(database, feed.id)
    assert left(device) == 0


async def test_one_that_was_being_asked_when_the_sync_was_killed_is_there_once(device: Device, books: Books) -> None:
    feed = own(device)
    offer(device, feed)
    offers.begin(device.library.database, device.account.id, feed.id)
    books.take(OWN)
    assert (await device.sync()).refused == []
    assert feeds.owners(device.library.database) == {feed.id: device.account.id}
    assert [one.url for one in books.feeds.values()] == [OWN]
    assert left(device) == 0


async def test_two_syncs_at_once_ask_once(device: Device, books: Books) -> None:
    paper = books.subscribe("https://paper.example/feed")
    books.publish(paper, 30)
    feed = own(device)
    offer(device, feed)
    both = await asyncio.gather(device.sync(), device.sync())
    assert [one.refused for one in both] == [[], []]
    assert sum(asks_to_take(*one) for one in books.asked) == 1
    assert sorted(one.new for one in both) == [0, 30]
    assert feed.id in feeds.owners(device.library.database)


async def test_a_sync_that_another_one_keeps_waiting_says_so_and_asks_nothing(
    device: Device, books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0.1)
    number = device.account.id
    assert not turns.is_on(device.library.database, number)
    async with turns.turn(device.library.database, number):
        assert turns.is_on(device.library.database, number)
        last = (await device.events())[-1]
    assert isinstance(last, ServerFailed)
    assert "Another Quoth" in last.message
    assert not turns.is_on(device.library.database, number)
    assert books.asked == []
    assert device.account.problem == "", "nothing is wrong with the server"
    await device.sync()


async def test_whoever_looks_takes_a_turn_from_nobody(device: Device) -> None:
    look = "import sys; from pathlib import Path; from readers.library.database import Database; "
    look += "from readers.sync import turns; print(turns.is_on(Database(Path(sys.argv[1])), 1))"

    def seen_elsewhere() -> str:
        command = [sys.executable, "-c", look, str(device.library.path)]
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()

    database, number = device.library.database, device.account.id
    async with turns.turn(database, number):
        assert turns.is_on(database, number)
        assert seen_elsewhere() == "True"
        assert turns.is_on(database, number)
    assert seen_elsewhere() == "False"


async def test_parting_from_a_server_leaves_nothing_of_its_turns(device: Device) -> None:
    await device.sync()
    (lock,) = device.library.path.parent.glob("*.sync-*")
    assert lock.stat().st_mode & 0o077 == 0
    accounts.forget(device.library.database, device.account)
    assert not lock.exists()


async def test_those_who_look_do_not_take_each_other_for_a_sync(device: Device) -> None:
    database, number = device.library.database, device.account.id
    async with turns.turn(database, number):
        assert turns.is_on(database, number)
    with ThreadPoolExecutor(4) as several:
        assert not any(several.map(lambda _: turns.is_on(database, number), range(400)))
