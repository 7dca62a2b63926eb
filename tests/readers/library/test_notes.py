"""Notes last: with the article, with another text of it, and longer than its feed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from readers.errors import LibraryError, QueryError
from readers.library.library import Library
from readers.library.notebook import ENTRY, find_notes
from readers.marks.anchors import anchor
from readers.marks.notes import order
from readers.model import Anchor, Document, Note
from tests.readers.library.conftest import COURIER, NOW, entry, make_older, span
from tests.readers.library.test_safety import python

ARTICLE = Document(
    "The council met on Monday.\n\nIt wants the harbour back.", title="The harbour", url="https://courier.example/a"
)


def note(words: str = "the harbour", body: str = "", *tags: str, document: Document = ARTICLE) -> Note:
    return Note(0, anchor(document, span(document.text, words)) if words else Anchor(""), body, tags)


def test_notes_come_back_in_the_order_in_which_they_were_made(library: Library) -> None:
    made = [
        library.add_note(ARTICLE, note("the harbour", "At last #quay", "quay")),
        library.add_note(ARTICLE, note("on Monday")),
        library.add_note(ARTICLE, note("", "Read again")),
    ]
    assert library.notes(ARTICLE) == made
    assert len({one.id for one in made}) == 3
    assert made[0].created == made[0].modified
    assert made[0].tags == ("quay",)


def test_they_are_there_when_the_library_is_opened_again(path: Path) -> None:
    with Library.open(path) as library:
        made = library.add_note(ARTICLE, note(body="At last"))
    with Library.open(path) as library:
        assert library.notes(ARTICLE) == [made]


def test_what_one_says_can_change(library: Library) -> None:
    made = library.add_note(ARTICLE, note())
    later = datetime(2026, 3, 2, tzinfo=UTC)
    said = msgspec.structs.replace(made, body="At last #quay", tags=("quay",), modified=later)
    library.change_note(said)
    assert library.notes(ARTICLE) == [said]


def test_one_that_was_deleted_can_be_put_back_under_its_number(library: Library) -> None:
    made = library.add_note(ARTICLE, note(body="At last"))
    library.delete_note(made.id)
    library.delete_note(made.id)
    assert library.notes(ARTICLE) == []
    other = library.add_note(ARTICLE, note("on Monday"))
    assert other.id != made.id
    assert library.add_note(ARTICLE, made) == made
    assert library.notes(ARTICLE) == [made, other]


def test_one_that_another_quoth_has_put_back_is_not_put_back_twice(library: Library) -> None:
    made = library.add_note(ARTICLE, note())
    with pytest.raises(LibraryError, match="another Quoth may have put it back"):
        library.add_note(ARTICLE, made)
    assert library.notes(ARTICLE) == [made]


def test_one_that_another_quoth_has_deleted_cannot_change_and_says_so(library: Library) -> None:
    made = library.add_note(ARTICLE, note())
    library.delete_note(made.id)
    with pytest.raises(LibraryError, match="another Quoth may have deleted it"):
        library.change_note(made)


def test_other_articles_have_none_of_them(library: Library) -> None:
    library.add_note(ARTICLE, note())
    assert library.notes(Document("The harbour.", url="https://courier.example/b")) == []
    assert library.notes(Document("The harbour.")) == []


def test_files_without_an_address_are_known_by_their_text(library: Library) -> None:
    file = msgspec.structs.replace(ARTICLE, url="")
    made = library.add_note(file, note())
    assert library.notes(file) == [made]
    assert library.notes(Document("Another file.")) == []


def test_they_survive_a_text_that_was_fetched_anew(library: Library, publish: Callable[..., list[int]]) -> None:
    (entry_id,) = publish(entry(1, link=ARTICLE.url))
    library.store_document(entry_id, ARTICLE)
    kept = library.add_note(ARTICLE, note("the harbour", "At last"))
    gone = library.add_note(ARTICLE, note("on Monday"))
    anew = msgspec.structs.replace(ARTICLE, text="UPDATED\n\nThe council met today.\n\nIt wants the harbour back.")
    library.store_document(entry_id, anew)
    found = order(anew, library.notes(anew))
    assert [one.note for one in found.placed] == [kept]
    assert found.lost == (gone,)
    start, end = found.placed[0].place.span.start, found.placed[0].place.span.end
    assert anew.text[start:end] == "the harbour"


def test_they_survive_the_feed(library: Library, publish: Callable[..., list[int]]) -> None:
    (entry_id,) = publish(entry(1, link=ARTICLE.url))
    library.store_document(entry_id, ARTICLE)
    made = library.add_note(ARTICLE, note(body="At last"))
    (found,) = find_notes(library)
    assert found.row is not None
    assert found.row.id == entry_id
    library.unsubscribe(library.subscriptions()[0].id)
    assert library.notes(ARTICLE) == [made]
    (found,) = find_notes(library)
    assert (found.row, found.title, found.url) == (None, "The harbour", ARTICLE.url)
    feed = library.subscribe(COURIER, now=NOW)
    library.store_entries(feed.id, COURIER, [entry(1, link=ARTICLE.url)], now=NOW)
    library.store_document(library.rows()[0].id, ARTICLE)
    assert find_notes(library)[0].row is not None


KILLED = """
import sys, os, signal
from pathlib import Path
from readers.library.library import Library
from tests.readers.library.test_notes import ARTICLE, note

library = Library.open(Path(sys.argv[1]))
library.add_note(ARTICLE, note(body="At last"))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif("os.name != 'posix'", reason="signals of POSIX")
def test_they_survive_a_process_that_is_killed(path: Path) -> None:
    python(KILLED, path).communicate(timeout=60)
    with Library.open(path) as library:
        assert [one.body for one in library.notes(ARTICLE)] == ["At last"]


class TestAcrossArticles:
    @pytest.fixture(autouse=True)
    def some(self, library: Library) -> None:
        other = Document("A comet came by.", title="The comet", url="https://larkmoor.example/comet")
        library.add_note(ARTICLE, note("the harbour", "Ask about the *price* #Quay", "Quay"))
        library.add_note(ARTICLE, note("on Monday"))
        library.add_note(other, note("A comet", "Not seen since 1911 #sky", "sky", document=other))
        library.add_note(other, note("", "Écoute", document=other))

    def found(self, library: Library, **asked: str) -> list[tuple[str, str]]:
        return [(one.title, one.text) for one in find_notes(library, **asked)]

    def test_the_newest_come_first(self, library: Library) -> None:
        assert self.found(library) == [
            ("The comet", ""),
            ("The comet", "A comet"),
            ("The harbour", "on Monday"),
            ("The harbour", "the harbour"),
        ]
        assert len(find_notes(library, limit=3)) == 3

    @pytest.mark.parametrize(
        ("about", "texts"),
        [
            ("harbour", ["the harbour"]),
            ("price", ["the harbour"]),
            ("harbour price", ["the harbour"]),
            ("monday", ["on Monday"]),
            ("ecoute", [""]),
            ("nothing", []),
            ("***", []),
        ],
    )
    def test_by_their_words(self, library: Library, about: str, texts: list[str]) -> None:
        assert [text for _, text in self.found(library, about=about)] == texts

    @pytest.mark.parametrize("tag", ["quay", "#Quay", "QUAY"])
    def test_by_their_tags(self, library: Library, tag: str) -> None:
        assert self.found(library, tag=tag) == [("The harbour", "the harbour")]
        assert self.found(library, tag=tag, about="comet") == []

    @pytest.mark.parametrize(
        ("query", "texts"),
        [
            ("harbour", ["the harbour"]),
            ("about:price", ["the harbour"]),
            ("harbour or comet", ["A comet", "the harbour"]),
            ("-harbour", ["", "A comet", "on Monday"]),
            ("tag:quay", ["the harbour"]),
            ("#sky 1911", ["A comet"]),
            ("title:comet", ["", "A comet"]),
            ("title:come", []),
            ("title:har", []),
            ("title:Com*", ["", "A comet"]),
            ('title:"the comét"', ["", "A comet"]),
            ("title:harbour", ["on Monday", "the harbour"]),
            ("since:1h", ["", "A comet", "on Monday", "the harbour"]),
            ("before:2020-01-01", []),
            ("feed:courier", ["on Monday", "the harbour"]),
            ("feed:courier -tag:quay", ["on Monday"]),
            ("-feed:courier", ["", "A comet"]),
            ("feed:courier (price or 1911)", ["the harbour"]),
            ("starred", []),
            ("?!", []),
        ],
    )
    def test_by_the_language_of_searches(
        self, library: Library, publish: Callable[..., list[int]], query: str, texts: list[str]
    ) -> None:
        (entry_id,) = publish(entry(1, link=ARTICLE.url))
        library.store_document(entry_id, ARTICLE)
        assert [text for _, text in self.found(library, query=query)] == texts

    def test_a_mistake_is_told_at_its_place(self, library: Library) -> None:
        with pytest.raises(QueryError) as caught:
            find_notes(library, "price persn:x")
        assert (caught.value.start, caught.value.end) == (6, 12)

    def test_their_articles_are_found_without_looking_through_all_there_are(self, library: Library) -> None:
        with library.database.reading("explain") as connection:
            steps = connection.execute(f"EXPLAIN QUERY PLAN SELECT {ENTRY} FROM notes")  # noqa: S608  (a constant)
            plan = " ".join(step[3] for step in steps)
        assert "documents_digest" in plan
        assert "documents_of_address" in plan

    def test_by_what_they_say_now(self, library: Library) -> None:
        first = library.notes(ARTICLE)[0]
        library.change_note(msgspec.structs.replace(first, body="Nobody knows", tags=()))
        assert self.found(library, about="price") == []
        assert self.found(library, about="nobody") == [("The harbour", "the harbour")]
        assert self.found(library, tag="quay") == []
        library.delete_note(first.id)
        assert self.found(library, about="nobody") == []
        with library.database.writing("check") as connection:
            connection.execute("INSERT INTO notes_search (notes_search, rank) VALUES ('integrity-check', 1)")


def test_a_library_without_notes_is_copied_and_then_takes_some(path: Path) -> None:
    make_older(path, 3)
    with Library.open(path) as library:
        made = library.add_note(ARTICLE, note(body="At last"))
        assert library.notes(ARTICLE) == [made]
    with closing(sqlite3.connect(path.with_name("library.version-3.db"))) as copy:
        assert copy.execute("SELECT count(*) FROM sqlite_master WHERE name = 'notes'").fetchone() == (0,)
