"""Syncs that end at any of the requests that change something: both sides are equal in the end, as the reader left it.

Offers, folders, names, feeds that were left, and marks: each may have reached the server, or not, when the connection
breaks or the process is killed; and the reader may do something else before the next sync.
"""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from readers.feeds.client import Client
from readers.model import Feed
from readers.sync import feeds, offers
from tests.readers.sync.conftest import NOW, OWN, Device, left, offer, syncing
from tests.readers.sync.harbour import ELSEWHERE, harbour, stock
from tests.readers.sync.server import AFTER, BEFORE, Books, serve

A, B, C, D = (f"https://{name}.example/feed" for name in "abcd")
KINDS = ["miniflux", "greader", "nextcloud"]


class World:
    """A reader, a server, and what the reader has done that is not told yet."""

    def __init__(self, path: Path, client: Client, kind: str, books: Books, url: str) -> None:
        self.books = books
        for name, feed in zip("ABC", (A, B, C), strict=True):
            books.publish(books.subscribe(feed, name, "News"), 1, title=f"{name} 1")
        for number in range(2, 7):
            books.publish(books.feeds[1], 1, title=f"A {number}")
        for number in (3, 4):
            books.mark(books.items[1000 + number].id, read=True, starred=True)
        self.device = Device(path, client, kind, url)
        self.library = self.device.library

    def feed(self, url: str) -> int:
        return next(one.id for one in self.library.subscriptions() if one.feed.url == url)

    def read(self, *titles: str, read: bool = True) -> None:
        self.library.mark_read([self.device.row(title).id for title in titles], read=read)

    def star(self, title: str, *, starred: bool = True) -> None:
        self.library.star(self.device.row(title).id, starred=starred)

    def act(self) -> None:
        """What is to be told."""
        self.library.move_feed(self.feed(A), ("Ships",))
        self.library.rename_feed(self.feed(B), "Bee")
        self.star("C 1")
        self.library.unsubscribe(self.feed(C))
        self.read("A 1", "A 2")
        self.star("A 5")
        self.star("A 6")
        self.books.publish(self.books.subscribe(D, "D", "Rivers"), title="D 1")
        self.books.moved[OWN] = ELSEWHERE
        stock(self.books, range(1, 13))
        offer(self.device, harbour(self.device))

    def change_mind(self) -> None:
        """What is to be told in its place."""
        self.library.move_feed(self.feed(A), ("Boats",))
        self.library.rename_feed(self.feed(B), "Bumble")
        self.library.subscribe(Feed(C), now=NOW)
        self.read("A 2", read=False)
        self.star("A 6", starred=False)
        self.books.unsubscribe(next(one.id for one in self.books.feeds.values() if one.url == D))

    def check(self, *, changed: bool) -> None:
        device, books = self.device, self.books
        there = {one.url: one for one in books.feeds.values()}
        here = {one.feed.url: one for one in self.library.subscriptions()}
        assert len(there) == len(books.feeds), "nothing is there twice"
        assert here.keys() == {A, B, OWN, C if changed else D}
        assert there.keys() - {C, D} == {A, B, ELSEWHERE}
        assert (D in there) != changed
        assert changed or C not in there
        assert (there[A].folder, there[B].title) == (("Boats", "Bumble") if changed else ("Ships", "Bee"))
        assert (here[A].feed.folder, here[B].feed.called) == ((there[A].folder,), there[B].title)
        assert (there[ELSEWHERE].folder, there[ELSEWHERE].title) == ("Sea", "Mine")
        assert feeds.owners(self.library.database).keys() >= {here[A].id, here[B].id, here[OWN].id}
        marks = {title: marks for title, marks in device.marks().items() if title != "C 1"}
        assert marks == {title: marks for title, marks in books.marks().items() if title != "C 1"}
        assert marks["A 1"][0]
        assert marks["A 2"][0] != changed
        assert marks["A 5"][1]
        assert marks["A 6"][1] != changed
        assert device.marks()["C 1"][1], "it is starred, and stays"
        assert len(device.marks()) == len(marks) + 1
        assert left(device) == 0
        assert offers.of_server(self.library.database, device.account.id) == []


@contextmanager
def world(path: Path, client: Client, kind: str) -> Iterator[World]:
    books = Books()
    with serve(books) as url:
        opened = World(path, client, kind, books, url)
        yield opened
        opened.library.close()


def changes_something(method: str, path: str) -> bool:
    return method != "GET" and not path.endswith(("ClientLogin", "stream/items/contents"))


async def end_at(number: int, how: str, one: World) -> bool:
    """Sync, to be broken off at the nth request that changes something; gives whether there were as many."""
    books, seen, children = one.books, list[str](), list[subprocess.Popen[bytes]]()

    def trouble(method: str, path: str) -> int:
        if len(seen) > number:
            return BEFORE
        if not changes_something(method, path):
            return 0
        seen.append(path)
        if len(seen) <= number:
            return 0
        if how == "killed":  # the request stands, and the server does what it says
            children[0].kill()
            children[0].wait()
        return BEFORE if how == "broken before" else AFTER

    books.trouble = trouble
    if how == "killed":
        with syncing(one.library.path) as child:
            children.append(child)
            child.wait(60)
    else:
        await one.device.events()
    books.trouble = None
    return len(seen) > number


@pytest.mark.parametrize(
    ("how", "changed"),
    [
        ("broken before", False),
        ("broken before", True),
        ("broken after", False),
        ("broken after", True),
        ("killed", True),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
async def test_wherever_a_sync_ends_both_sides_are_equal_in_the_end(
    kind: str, how: str, changed: bool, client: Client, tmp_path: Path
) -> None:
    step = 3 if how == "killed" else 1  # a process for each is dear
    for number in count(KINDS.index(kind) % step, step):
        with world(tmp_path / f"{number}.db", client, kind) as one:
            await one.device.sync()
            one.act()
            reached = await end_at(number, how, one)
            if changed:
                one.change_mind()
            for _ in range(2):
                done = await one.device.sync()
            assert done.refused == [], number
            one.check(changed=changed)
            assert (await one.device.sync()).told == 0
        if not reached:
            break
    assert number > 6


class KilledError(BaseException):
    """The process ends."""


@pytest.mark.parametrize("changed", [False, True], ids=["as it was", "changed its mind"])
async def test_whatever_was_stored_last_both_sides_are_equal_in_the_end(
    changed: bool, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in count():
        with world(tmp_path / f"{number}.db", client, KINDS[number % 3]) as one:
            await one.device.sync()
            one.act()
            database, stored = one.library.database, list[str]()
            writing = database.writing

            def writes(
                doing: str, stored: list[str] = stored, writing: Any = writing, number: int = number
            ) -> AbstractContextManager[sqlite3.Connection]:
                stored.append(doing)
                if len(stored) > number:
                    raise KilledError
                return writing(doing)

            with monkeypatch.context() as patch:
                patch.setattr(database, "writing", writes)
                try:
                    await one.device.events()
                except KilledError:
                    assert len(stored) == number + 1
                else:
                    assert len(stored) <= number
            if changed:
                one.change_mind()
            for _ in range(2):
                assert (await one.device.sync()).refused == [], stored
            one.check(changed=changed)
        if len(stored) <= number:
            break
    assert number > 20
