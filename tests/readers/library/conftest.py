"""A library of its own for each test, and a few invented entries and articles to put into it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from readers.library import migrations
from readers.library.database import Database
from readers.library.library import Library
from readers.model import Annotations, Document, Entity, Entry, Feed, Quote, Span, Subscription

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
COURIER = Feed("https://courier.example/feed.xml", title="The Ellery Courier")
VERSION = "test-1"


def entry(number: int, **fields: object) -> Entry:
    """Entry ``number`` of a feed, published as many minutes after noon."""
    known = {"title": f"Story {number}", "published": NOW + timedelta(minutes=number)}
    return Entry(f"story-{number}", **(known | fields))  # type: ignore[arg-type]


def span(text: str, words: str, nth: int = 0) -> Span:
    """Where some words stand in a text for the nth time."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return Span(at, at + len(words))


def spoken(
    speaker: str, words: str, *, kind: str = "PERSON", others: tuple[str, ...] = ()
) -> tuple[Document, Annotations]:
    """An article in which somebody says something, and others are named once."""
    text = f"{speaker} said: “{words}”\n\nAlso there: {', '.join(others)}."
    said = span(text, words)
    entities = [Entity(0, speaker, kind, (span(text, speaker),), salience=0.5)]
    entities += [Entity(n, name, "ORG", (span(text, name),), salience=0.1) for n, name in enumerate(others, 1)]
    quote = Quote(said.start, said.end, "direct", 0, span(text, speaker), span(text, "said"), 0.9)
    return Document(text, title="A speech"), Annotations(VERSION, tuple(entities), (quote,))


def make_older(path: Path, version: int) -> None:
    """Make an empty library as an older version did."""
    schema = path.parent / f"schema-{version}"
    schema.mkdir(parents=True)
    for number in range(1, version + 1):
        shutil.copy(migrations.SCHEMA / f"{number:04}.sql", schema)
    Database(path, schema=schema).close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "quoth" / "library.db"


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    with Library.open(path) as opened:
        yield opened


@pytest.fixture
def courier(library: Library) -> Subscription:
    return library.subscribe(COURIER, now=NOW)


@pytest.fixture
def publish(library: Library, courier: Subscription) -> Callable[..., list[int]]:
    """Store entries in the Courier's feed; gives the numbers of all its entries, newest first."""

    def store(*entries: Entry) -> list[int]:
        library.store_entries(courier.id, COURIER, entries, now=NOW)
        return [row.id for row in library.rows(feed_id=courier.id)]

    return store


@pytest.fixture
def say(library: Library, publish: Callable[..., list[int]]) -> Callable[..., int]:
    """Publish, store and annotate an article in which somebody says something; gives its entry's number."""
    count = 0

    def store(speaker: str, words: str, **more: object) -> int:
        nonlocal count
        count += 1
        entry_id = publish(entry(count, title=f"{speaker} speaks"))[0]
        document, annotations = spoken(speaker, words, **more)  # type: ignore[arg-type]
        library.store_document(entry_id, document)
        library.store_annotations(document.digest, annotations, entry_id=entry_id)
        return entry_id

    return store
