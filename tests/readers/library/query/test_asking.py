"""Asking a library: every field finds what it says, and goes by an index."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from readers.library.library import Library
from readers.library.query import running
from readers.library.query.fields import FIELDS
from readers.library.query.tree import parse
from readers.library.search import Hit, search
from readers.model import Anchor, Document, Feed, Note
from tests.readers.library.conftest import COURIER, NOW, entry, spoken

HERALD = Feed("https://herald.example/rss", title="Der Herald", language="de-DE", folder=("Abroad", "Near"))
SPEECHES = (
    ("Mira Castell", "The harbour is a great success.", "PERSON", ("Union of Dockers", "Port Ellery")),
    ("Mira Castell", "Nobody asked the divers.", "PERSON", ("Owen Brandt",)),
    ("Owen Brandt", "A great harbour needs great money.", "PERSON", ("Mira Castell", "Union of Dockers")),
    ("Harbour Authority", "We close in spring.", "ORG", ()),
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Four speeches, the first the oldest; the last two of the Herald, the third starred, tagged and noted."""
    with Library.open(tmp_path_factory.mktemp("asking") / "library.db") as opened:
        feeds = [opened.subscribe(COURIER, now=NOW), opened.subscribe(HERALD, now=NOW)]
        for number, (speaker, words, kind, others) in enumerate(SPEECHES, 1):
            feed = feeds[number > 2]
            item = entry(number, title=f"Speech {number}", published=NOW - timedelta(days=10 * (4 - number)))
            opened.store_entries(feed.id, feed.feed, [item], now=NOW)
            document, annotations = spoken(speaker, words, kind=kind, others=others)
            opened.store_document(number, document)
            opened.store_annotations(document.digest, annotations, entry_id=number)
            if number == 3:
                opened.add_note(document, Note(0, Anchor("harbour", "", "", 0, 7), "compare with Hamburg"))
        opened.mark_read([1])
        opened.star(3)
        opened.tag(3, ["later"])
        yield opened


def ask(library: Library, query: str, **more: object) -> list[int]:
    return [hit.id for hit in search(library, query, newest=True, now=NOW, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("harbour", [4, 3, 1]),
        ('person:"mira castell"', [2, 1]),
        ("person:castell", [2, 1]),
        ("person:cast", []),
        ("person:cast*", [2, 1]),
        ("person:authority", []),
        ("org:authority", [4]),
        ("org:union person:owen", [3]),
        ("place:ellery", []),
        ("with:ellery", [1]),
        ("with:castell with:brandt", [3, 2]),
        ("with:castell,brandt", [3, 2]),
        ("by:castell", [2, 1]),
        ("by:authority", [4]),
        ('quote:"great success"', [1]),
        ("quote:great", [3, 1]),
        ("by:castell quote:great", [1]),
        ("with:castell quote:great", [3, 1]),
        ("by:brandt or by:authority", [4, 3]),
        ("title:speech", [4, 3, 2, 1]),
        ("title:harbour", []),
        ("note:compare", [3]),
        ("note:harbour", [3]),
        ("note:nothing", []),
        ("is:noted", [3]),
        ("feed:herald", [4, 3]),
        ("feed:courier.example", [2, 1]),
        ("folder:abroad", [4, 3]),
        ("folder:near", [4, 3]),
        ("folder:abroad/near", [4, 3]),
        ("folder:near/abroad", []),
        ("tag:Later", [3]),
        ("tag:#later", [3]),
        ("is:tagged", [3]),
        ("lang:de", [4, 3]),
        ("lang:en", []),
        ("unread", [4, 3, 2]),
        ("read", [1]),
        ("starred", [3]),
        ("unread -starred", [4, 2]),
        ("-harbour", [2]),
        ("-harbour -nobody", []),
        ("harbour -success", [4, 3]),
        ("harbour (success or spring)", [4, 1]),
        ("since:15d", [4, 3]),
        ("before:15d", [2, 1]),
        ("until:2026-02-19", [3, 2, 1]),
        ("before:2026-02-19", [2, 1]),
        ("on:2026-02-19", [3]),
        ("on:2026-02", [3, 2]),
        ("is:changed", []),
        ("starred or by:authority", [4, 3]),
        ("(starred or harbour) -by:brandt", [4, 1]),
        ("nobody or (starred money)", [3, 2]),
    ],
)
def test_what_is_found(library: Library, query: str, numbers: list[int]) -> None:
    assert ask(library, query) == numbers
    assert sorted(hit.id for hit in search(library, query, now=NOW)) == sorted(numbers)


@pytest.mark.parametrize("query", ["harbour", "with:castell", "unread or starred", "-nobody", "harbour unread"])
def test_both_ways_and_pages_give_the_same(library: Library, query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shorter way is taken by size, so with other bounds the other way is."""
    known = ask(library, query)
    for bound in (1, 2, 3, 10_000):
        monkeypatch.setattr(running, "_LEAST_BOUND", bound)
        monkeypatch.setattr(running, "isqrt", lambda _: 0)
        monkeypatch.setattr(running, "_FIRST", 1)
        assert ask(library, query) == known
        pages, before = list[int](), None
        while page := search(library, query, 1, newest=True, now=NOW, before=before):
            before = page[-1]
            pages.append(before.id)
        assert pages == known


def excerpt(hit: Hit) -> tuple[str, list[str]]:
    return hit.excerpt, [hit.excerpt[mark.start : mark.end] for mark in hit.marks]


def test_what_was_looked_for_is_marked(library: Library) -> None:
    (hit,) = search(library, "with:ellery")
    assert excerpt(hit)[1] == ["Ellery"]
    (hit,) = search(library, "by:castell quote:great")
    assert excerpt(hit) == ("“The harbour is a great success.”", ["great"])
    assert [hit.excerpt for hit in search(library, "by:brandt")] == ["“A great harbour needs great money.”"]
    assert {hit.excerpt for hit in search(library, "unread")} == {""}


def test_the_better_come_first_unless_the_newest_are_wanted(library: Library) -> None:
    assert [hit.id for hit in search(library, "great with:castell")] == [3, 1]
    assert sorted(hit.id for hit in search(library, "harbour or starred")) == [1, 3, 4]
    assert len(search(library, "harbour", 2)) == 2


QUESTIONS = {field.name: field.example for field in FIELDS} | {
    "words": "harbour", "phrase": '"great success"', "unread": "unread", "starred": "starred", "both": "harbour unread",
    "alternative": "person:castell or tag:later", "spoken": "by:castell quote:great", "without": "by:castell -harbour",
    "noted": "is:noted", "changed": "is:changed", "org and words": "org:union harbour since:7d",
}  # fmt: skip


@pytest.mark.parametrize("which", QUESTIONS)
def test_nothing_scans(library: Library, which: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the tables that grow no one is gone over, but the entries from the newest on until the page is full."""
    asked: list[tuple[str, tuple[object, ...]]] = []
    with library.database.reading("look at plans") as connection:

        class Listening:
            def execute(self, sql: str, values: tuple[object, ...] = ()) -> object:
                asked.append((sql, values))
                return connection.execute(sql, values)

        listening: object = Listening()
        node = parse(QUESTIONS[which])
        assert node is not None
        for bound in (1, 10_000):  # both ways
            monkeypatch.setattr(running, "_LEAST_BOUND", bound)
            running.newest(listening, running.question(listening, node, NOW), 10)  # type: ignore[arg-type]
        steps = [step for sql, values in asked for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
    tables = r"SCAN (e|a|s|d|n|t|entries|appearances|sayings|documents|names|texts|contents|versions)\b(?! USING)"
    assert steps
    assert [step for step in steps if re.match(tables, step)] == []
    scans = [step for step in steps if re.match("SCAN e(ntries)? USING", step)]
    few = (
        r"SCAN e(ntries)? USING (COVERING )?INDEX entries_(newest|unread|starred|tagged)$"  # the newest, or what is so
    )
    assert [step for step in scans if not re.match(few, step)] == []


def test_a_full_name_finds_those_that_are_called_by_the_surname_alone(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.db") as known:
        feed = known.subscribe(COURIER, now=NOW)
        for number, speaker in enumerate(("Mira Castell", "Castell", "Ivo Brandt"), 1):
            known.store_entries(feed.id, COURIER, [entry(number)], now=NOW)
            document, annotations = spoken(speaker, f"This is number {number}.")
            known.store_document(number, document)
            known.store_annotations(document.digest, annotations, entry_id=number)
        assert ask(known, 'person:"Mira Castell"') == [2, 1]
        assert ask(known, 'by:"mira castell"') == [2, 1]
        assert ask(known, 'by:"mira castell" quote:"number 2"') == [2]
        assert ask(known, "by:ivo") == [3]


def test_a_library_of_an_hour_has_every_field(tmp_path: Path) -> None:
    with Library.open(tmp_path / "empty.db") as empty:
        assert [search(empty, field.example, now=NOW) for field in FIELDS] == [[] for _ in FIELDS]
        assert search(empty, "unread or -harbour", newest=True) == []
        feed = empty.subscribe(COURIER, now=NOW)
        empty.store_entries(feed.id, COURIER, [entry(1)], now=NOW)
        empty.store_document(empty.rows()[0].id, Document("It was a seal."))
        assert [hit.excerpt for hit in search(empty, "seal -walrus")] == ["It was a seal."]


def test_a_feed_is_meant_by_its_whole_name_or_address_before_others_with_the_same_words(path: Path) -> None:
    """A figure of a name stands in many addresses, and one address may go on where another ends."""
    with Library.open(path) as papers:
        for number in (1, 2, 21):
            feed = Feed(f"http://127.0.0.21/feed{number}", title=f"Paper {number}")
            papers.store_entries(papers.subscribe(feed, now=NOW).id, feed, [entry(number)], now=NOW)
        assert ask(papers, 'feed:"paper 2"') == [2]
        assert ask(papers, 'feed:"http://127.0.0.21/feed2"') == [2]
        assert ask(papers, "feed:feed2") == [3, 2]
        assert ask(papers, 'feed:"2 paper"') == [3, 2]
        assert ask(papers, "feed:paper") == [3, 2, 1]
        assert ask(papers, "feed:nobody") == []
