"""What all works share: the library they work on, and telling of each step as soon as it is done for good."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from readers.library.database import Database
from readers.model import Entry, Feed

Say = Callable[[str], None]

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
LIBRARY = "library.db"
GAZETTE = Feed("https://gazette.example/feed.xml", title="The Orlen Gazette")


class Told(Database):
    """A library file that tells of each transaction as soon as it is stored."""

    def __init__(self, path: Path, say: Say) -> None:
        super().__init__(path)
        self._say = say

    @contextmanager
    def writing(self, doing: str) -> Iterator[sqlite3.Connection]:
        with super().writing(doing) as connection:
            yield connection
        self._say(doing)


def entry(number: int, words: str = "") -> Entry:
    """An entry of the Gazette."""
    published = NOW + timedelta(minutes=number)
    return Entry(f"story-{number}", title=f"Story {number}{words}", link=f"https://gazette.example/{number}",
                 published=published, summary=f"The ferry {number} is late. " * 40)  # fmt: skip
