"""What the killed processes were at: real work on a small library, told of after each step that was done for good.

Each work is a function of its folder and of whom to tell. It is the same whenever it is done, so that what a killed
one leaves can be compared with what was there after each step of one that was left alone.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple, get_args

import msgspec

from readers.annotate import pipeline
from readers.feeds.client import Client, Limits
from readers.feeds.imports import read_subscriptions
from readers.library import migrations
from readers.library.database import Database
from readers.library.keeping import belongings, bounds, copies
from readers.library.keeping.arrival import take_in
from readers.library.library import Library
from readers.library.values import pack
from readers.marks.anchors import anchor
from readers.model import Annotations, Article, Document, Entry, Feed, NotAName, Note, Quote, Span
from readers.news.articles import fetch_article
from readers.news.backlog import annotate_waiting
from readers.news.refresh import FeedDone, refresh
from readers.save.files import save
from readers.save.sharing.cards import CardFormat, drawn, save_card
from readers.save.together import together
from readers.work.worker import Worker
from tests.inline import InlineWorker
from tests.kills import deciding, looks
from tests.kills.telling import GAZETTE, LIBRARY, NOW, Say, Told, entry


class Given(msgspec.Struct, frozen=True):
    """An article to be stored, and what the annotator found in it."""

    document: Document
    annotations: Annotations


class Work(NamedTuple):
    """What is done, and how what is left is looked at.

    Attributes:
        prepare: puts into a folder what the work begins with; there are so many ways to begin, by number.
        do: the work.
        look: what is there.
        ways: how many ways to begin there are.
        atomic: whether a step is done or not; otherwise each of its files is.
        again: whether the work done again ends as if it had never been interrupted.
    """

    prepare: Callable[[Path, int], None]
    do: Callable[[Path, Say], None]
    look: Callable[[Path], looks.State]
    ways: int = 1
    atomic: bool = True
    again: bool = False


def _few_entries(folder: Path, _: int) -> None:
    with Library.open(folder / LIBRARY) as library:
        feed = library.subscribe(GAZETTE, now=NOW)
        library.store_entries(feed.id, GAZETTE, [entry(number) for number in range(8)], now=NOW)


def _write(folder: Path, say: Say) -> None:
    """A day with the library: what comes, what is read, starred, tagged, noted, corrected and left."""
    with Library(Told(folder / LIBRARY, say)) as library:
        (feed,) = library.subscriptions()
        for number in range(10, 50, 4):
            batch = [entry(number + one) for one in range(4)]
            library.store_entries(feed.id, GAZETTE, batch, now=NOW)
            row = library.rows(limit=1)[0]
            document = Document(f"The quay {number} is to go. Nobody asked the town.", title=row.title, url=row.link)
            library.store_document(row.id, document)
            note = library.add_note(document, Note(0, anchor(document, Span(0, 8)), "Ask them.", ("quay",), NOW, NOW))
            library.keep_place(document.digest, 5)
            library.change_note(msgspec.structs.replace(note, body="Asked.", modified=NOW + timedelta(hours=1)))
            library.mark_read([row.id])
            library.star(row.id, starred=number % 8 == 2)
            library.tag(row.id, ["harbour", f"n{number}"])
            library.store_entries(feed.id, GAZETTE, [*batch[:3], entry(number + 3, " (corrected)")], now=NOW)
            library.store_document(row.id, msgspec.structs.replace(document, text=document.text + " It is not."))
            if number % 3:
                library.delete_note(note.id)
            library.set_setting(f"entry.{row.id}.page", str(number))
        bounds.trim(library.database, feed.id, set(), most_entries=12)
        library.mark_all_read(feed.id)
        library.unsubscribe(feed.id)


def _annotate(folder: Path, say: Say) -> None:
    """Articles come, are annotated, corrected, and annotated by the next version."""
    given = msgspec.json.decode((folder / "given.json").read_bytes(), type=list[Given])
    with Library(Told(folder / LIBRARY, say)) as library:
        for row in library.rows():
            document, found = msgspec.structs.astuple(given[row.id % len(given)])
            document = msgspec.structs.replace(document, url=row.link)
            library.store_document(row.id, document)
            library.store_annotations(document.digest, found, entry_id=row.id)
            mention = found.entities[0].mentions[0]
            library.add_correction(document, NotAName(words=anchor(document, mention)))
            library.undo_correction(document)
            newer = msgspec.structs.replace(found, version="next")
            library.store_annotations(document.digest, newer, entry_id=row.id)


def _read_in_the_background(folder: Path, say: Say) -> None:
    """The annotator in a process of its own, as the reader has it."""

    async def tell_of(worker: Worker) -> None:
        while worker.process_id is None:
            await asyncio.sleep(0.001)
        say(f"process {worker.process_id}")

    async def read(library: Library) -> None:
        async with Worker() as worker, asyncio.TaskGroup() as group:
            group.create_task(tell_of(worker))
            async for entry_id in annotate_waiting(library, worker=worker, version=pipeline.expected_version()):
                say(f"read {entry_id}")

    with Library.open(folder / LIBRARY) as library:
        asyncio.run(read(library))


def _article(number: int, edition: int) -> Article:
    text = f"Edition {edition}. " + "Nobody is to cross the bridge after sunset, the town said. " * (50 + edition)
    link = f"https://gazette.example/saved/{number}"
    return Article(Document(text, title=f"Bridge {number} closes", url=link, published=NOW))


_SAVED = [(number, style) for number in range(3) for style in ("markdown", "html", "json")]


def _saved_before(folder: Path, _: int) -> None:
    """An earlier edition of each, to some of which the reader has added, and of which one was changed in the midst."""
    (folder / "home").mkdir(parents=True)
    os.environ["QUOTH_HOME"] = str(folder / "home")
    for number, style in _SAVED:
        path = save(_article(number, 1), folder / "saved", style).path
        if number == 1:
            path.write_bytes(path.read_bytes() + b"\nMy own words.\n")
        if number == 2:
            path.write_bytes(path.read_bytes().replace(b"Edition", b"My edition"))


def _save(folder: Path, say: Say) -> None:
    os.environ["QUOTH_HOME"] = str(folder / "home")
    for edition in (2, 3):
        for number, style in _SAVED:
            say(save(_article(number, edition), folder / "saved", style).path.name)


_TOGETHER = ("quotes.csv", "rows.rows.csv", "book.epub", "sources.bib", "sources.csl.json", "notes.jsonld")


def _spoken(number: int, edition: int) -> tuple[Article, Quote]:
    article = _article(number, edition)
    quote = Quote(0, 60 + edition, "direct")
    return msgspec.structs.replace(article, annotations=Annotations("test", (), (quote,))), quote


def _together_before(folder: Path, _: int) -> None:
    """Earlier files of many articles, and earlier cards of their quotes."""
    _put_together(folder, 1, lambda _: None)


def _together(folder: Path, say: Say) -> None:
    for edition in (2, 3):
        _put_together(folder, edition, say)


def _put_together(folder: Path, edition: int, say: Say) -> None:
    for name in _TOGETHER:
        with together(folder / "saved" / name, overwrite=True) as collection:
            for number in range(20):
                collection.add(_spoken(number, edition)[0])
        say(name)
    for number in range(3):
        article, quote = _spoken(number, edition)
        for style in get_args(CardFormat):
            say(save_card(article, quote, drawn(article, quote, style), folder / "saved", style).name)


def _subscribed_before(folder: Path, _: int) -> None:
    outlines = "".join(
        f'<outline text="Folder {folder}">'
        + "".join(f'<outline text="Own {n}" title="Paper {n}" xmlUrl="https://p{n}.example/"/>' for n in range(20))
        + "</outline>"
        for folder in range(2)
    )
    (folder / "feeds.opml").write_text(f'<opml version="2.0"><body>{outlines}</body></opml>', "utf-8")
    more = "".join(f'https://q{n}.example/ "~Mine {n}" daily harbour\n' for n in range(20))
    (folder / "urls").write_text(more, "utf-8")
    with Library.open(folder / LIBRARY) as library:
        for number in range(0, 20, 3):
            library.subscribe(Feed(f"https://p{number}.example/", title="Old", folder=("Old",)), now=NOW)
        library.unsubscribe(library.subscribe(Feed("https://q1.example/"), now=NOW).id)


def _import(folder: Path, say: Say) -> None:
    with Library(Told(folder / LIBRARY, say)) as library:
        for name in ("feeds.opml", "urls"):
            for feed in read_subscriptions((folder / name).read_bytes()).feeds:
                library.take_over(feed, now=NOW)


def _own_before(folder: Path, _: int) -> None:
    """A file of everything of one's own, and a library that has some of it."""
    for name, wanted in (("there.db", range(40)), (LIBRARY, range(20, 30))):
        with Library.open(folder / name) as library:
            feed = library.subscribe(GAZETTE, now=NOW)
            library.store_entries(feed.id, GAZETTE, [entry(number) for number in wanted], now=NOW)
            if name == LIBRARY:
                continue
            for row in library.rows():
                document = Document(f"The quay of {row.title} is to go.", title=row.title, url=row.link)
                library.mark_read([row.id])
                if row.id % 3 == 0:
                    library.star(row.id)
                    library.tag(row.id, ["harbour"])
                    library.store_document(row.id, document)
                    library.add_note(document, Note(0, anchor(document, Span(0, 8)), "Ask.", ("quay",), NOW, NOW))
                    library.add_correction(document, NotAName(words=anchor(document, Span(4, 8))))
            lines = [msgspec.json.encode(line) for line in belongings.lines(library.database, now=NOW)]
            (folder / "mine.jsonl").write_bytes(b"\n".join(lines))


def _take_in(folder: Path, say: Say) -> None:
    with Library(Told(folder / LIBRARY, say)) as library, (folder / "mine.jsonl").open("rb") as lines:
        take_in(library.database, lines, now=NOW)


def _copy(folder: Path, say: Say) -> None:
    """A copy each day, in place of the one before, beside a library that is in use."""
    with Library.open(folder / LIBRARY) as library:
        (feed,) = library.subscriptions()
        for day in range(6):
            library.store_entries(feed.id, GAZETTE, [entry(100 * day + number) for number in range(50)], now=NOW)
            copies.back_up(folder / LIBRARY, folder / "copy.db")
            say(f"copy {day}")


def _copied(folder: Path) -> looks.State:
    copy = folder / "copy.db"
    return looks.contents(copy) if copy.exists() else frozenset()


def _older(folder: Path, way: int) -> None:
    """A library of version ``way + 1``, of two hundred entries."""
    schema = folder / "schema"
    schema.mkdir(parents=True)
    for number in range(1, way + 2):
        shutil.copy(migrations.SCHEMA / f"{number:04}.sql", schema)
    Database(folder / LIBRARY, schema=schema).close()
    shutil.rmtree(schema)
    with closing(sqlite3.connect(folder / LIBRARY)) as connection, connection:
        connection.execute("INSERT INTO feeds (id, url, title, added) VALUES (1, 'https://p.example/', 'Paper', 0)")
        for number in range(200):
            key = f"http://p.example/{number}"
            document = Document(f"It is ours {number}. " * 60, title="Quay", url=key)
            blob = pack(msgspec.structs.replace(document, text=""))
            connection.execute(
                "INSERT INTO entries (id, feed_id, key, title, link, at, content) VALUES (?, 1, ?, 'Quay', ?, ?, '')",
                (number, key, key, number),
            )
            connection.execute("INSERT INTO contents VALUES (?, ?)", (number, pack(Entry(key, title="Quay"))))
            connection.execute("INSERT INTO texts VALUES (?, 'Quay', ?)", (number, document.text))
            connection.execute(
                "INSERT INTO documents (entry_id, digest, document) VALUES (?, ?, ?)", (number, document.digest, blob)
            )


def _migrate(folder: Path, say: Say) -> None:
    Library.open(folder / LIBRARY).close()
    say("opened")


def _refresh(folder: Path, say: Say) -> None:
    """Fetch all feeds, and what has changed of the articles that were opened; the first time, open some."""

    async def whole_way(library: Library) -> None:
        async with Client(Limits(connect=5, read=5, total=10)) as client:
            worker = InlineWorker()
            feeds = {one.id: one.feed.url for one in await asyncio.to_thread(library.subscriptions)}
            first = not library.rows()
            only = set(list(feeds)[:2]) if first else set(feeds)
            async for event in refresh(library, client=client, worker=worker, only=only, now=lambda: NOW):
                if isinstance(event, FeedDone):
                    say(feeds[event.subscription_id])
            for row in [one for one in library.rows() if first and one.title.endswith(("0", "1"))]:
                await fetch_article(library, row, client=client, worker=worker, full=True)

    with Library.open(folder / LIBRARY) as library:
        asyncio.run(whole_way(library))


def _nothing(_folder: Path, _way: int) -> None:
    """What a refresh begins with needs a server: whoever has one makes it."""


def _library(folder: Path) -> looks.State:
    return looks.contents(folder / LIBRARY)


WORKS = {
    "writing": Work(_few_entries, _write, _library),
    "annotating": Work(_few_entries, _annotate, _library),
    "saving": Work(_saved_before, _save, lambda folder: looks.files(folder / "saved"), atomic=False, again=True),
    "putting together": Work(
        _together_before, _together, lambda folder: looks.files(folder / "saved"), atomic=False, again=True
    ),
    "taking in": Work(_own_before, _take_in, _library, again=True),
    "deciding of names": Work(deciding.said_before, deciding.decide, _library),
    "keeping searches": Work(deciding.said_before, deciding.keep_searches, _library),
    "ruling": Work(deciding.said_before, deciding.rule, _library),
    "copying": Work(_few_entries, _copy, _copied),
    "importing": Work(_subscribed_before, _import, _library, again=True),
    "migrating": Work(_older, _migrate, _library, ways=migrations.latest(migrations.SCHEMA) - 1, again=True),
    "refreshing": Work(_nothing, _refresh, lambda folder: looks.news(folder / LIBRARY), again=True),
    "reading in the background": Work(_few_entries, _read_in_the_background, _library),
}
"""The works by name."""
