"""Syncs that are killed at random moments, while both sides go on changing: equal in the end.

``QUOTH_SYNC_ENTRIES=10000 QUOTH_SYNC_KILLS=50`` makes it as wide as that; ``QUOTH_SYNC_SEED`` chooses other moments.
"""

from __future__ import annotations

import os
import random
import subprocess
import time
from pathlib import Path

from readers.sync import offers, waiting
from tests.readers.sync.conftest import Device, syncing
from tests.readers.sync.harbour import harbour, stock
from tests.readers.sync.server import Books, meddle

ENTRIES, KILLS = (int(os.environ.get(f"QUOTH_SYNC_{name}", usual)) for name, usual in (("ENTRIES", 600), ("KILLS", 6)))
SEED = int(os.environ.get("QUOTH_SYNC_SEED", "7"))


def run(path: Path, seconds: float | None) -> tuple[bool, float]:
    """Sync in a process of its own, killed after so many seconds; gives whether it was, and how long it took."""
    with syncing(path) as child:
        began = time.monotonic()
        try:
            status = child.wait(seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            status = child.wait()
        return status != 0, time.monotonic() - began


def test_both_sides_are_equal_in_the_end(device: Device, books: Books) -> None:
    chance, path = random.Random(SEED), device.library.path  # noqa: S311
    for number in range(10):
        paper = books.subscribe(f"https://paper{number}.example/feed", folder=f"Folder {number % 3}")
        books.publish(paper, ENTRIES // 10)
    struck, longest = 0, 1.0
    for number in range(KILLS):
        killed, took = run(path, chance.uniform(0, longest))
        struck += killed
        longest = longest if killed else max(0.3, took)
        meddle(books, chance, 10)
        url, numbers = f"https://own{number}.example/feed", range(20 * number, 20 * number + 12)
        if number % 2:
            books.moved[url] = url.replace("own", "moved")
        stock(books, numbers, books.moved.get(url, url), f"Harbour {number}")
        own = harbour(device, numbers, url, f"Harbour {number}", f"Own {number}")
        offers.offer(device.library.database, "", own)
        rows = device.library.rows(limit=10**6)
        for row in chance.sample(rows, min(10, len(rows))):
            if chance.random() < 0.2:
                device.library.star(row.id, starred=not row.starred)
            else:
                device.library.mark_read([row.id], read=not row.read)
    assert struck >= KILLS / 3, "most came to their end before they were killed"
    for _ in range(2):
        assert not run(path, None)[0]
    assert device.marks() == books.marks()
    assert len(books.items) >= ENTRIES
    assert waiting.in_all(device.library.database) == 0
    there = sorted((one.url, one.folder) for one in books.feeds.values() if "paper" not in one.url)
    kept = [f"https://{'moved' if number % 2 else 'own'}{number}.example/feed" for number in range(KILLS)]
    assert there == sorted((url, f"Own {number}") for number, url in enumerate(kept))
    assert len(device.library.subscriptions()) == len(books.feeds)
