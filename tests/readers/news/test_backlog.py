"""Who is in the entries that nobody has opened: found in the background, from what the library has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from readers.annotate import pipeline
from readers.annotate.annotator import Annotator
from readers.errors import AnnotateError, UnfitError
from readers.library.dossiers import who
from readers.library.library import Library
from readers.model import UNREAD, Annotations, Document, Entry, Feed, Versions
from readers.news.backlog import annotate_waiting
from readers.news.sources import document_from_entry
from readers.work.runner import JobRunner

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
FEED = Feed("https://courier.example/feed.xml", title="The Ellery Courier")
ENTRIES = [
    Entry("1", title="Mayor speaks", summary="<p>Anna Lindqvist said on Monday that the harbour would close.</p>"),
    Entry("2", title="Director speaks", content="<p>Graham Pell of Northgate Shipping called the plan a gift.</p>"),
    Entry("3", title="Tide tables"),
]


class CountingWorker(JobRunner):
    """Annotates with the session's model, and counts."""

    def __init__(self, annotator: Annotator) -> None:
        self.annotator = annotator
        self.read: list[Document] = []

    async def run(self, job: str, priority: int, arguments: dict[str, Any]) -> object:
        assert (job, priority) == ("annotate", -1)
        self.read.append(arguments["document"])
        return self.annotator.annotate(arguments["document"])

    async def close(self) -> None:
        pass


class StumblingWorker(CountingWorker):
    """Cannot bear one article; with ``broken`` no other either."""

    broken = False

    async def run(self, job: str, priority: int, arguments: dict[str, Any]) -> object:
        if job == "load_model":
            if self.broken:
                raise AnnotateError("no model")
            return self.annotator.version
        if self.broken or arguments["document"].title == "Director speaks":
            raise UnfitError("“Director speaks” needs too long to read.")
        return await super().run(job, priority, arguments)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db") as library:
        feed = library.subscribe(FEED, now=NOW)
        library.store_entries(feed.id, FEED, ENTRIES, now=NOW)
        yield library


@pytest.fixture
def worker(annotator: Annotator) -> CountingWorker:
    return CountingWorker(annotator)


async def caught_up(library: Library, worker: CountingWorker, **options: Any) -> list[int]:
    version = worker.annotator.version
    return [entry_id async for entry_id in annotate_waiting(library, worker=worker, version=version, **options)]


async def test_entries_get_their_people_from_what_the_feed_gives(library: Library, worker: CountingWorker) -> None:
    assert len(await caught_up(library, worker)) == 3
    people = {row.title: row.people for row in library.rows()}
    assert people["Mayor speaks"] == ("Anna Lindqvist",)
    assert "Graham Pell" in people["Director speaks"]
    assert people["Tide tables"] == ()
    assert who(library, "Anna Lindqvist").articles == 1


async def test_what_was_read_is_not_read_again(library: Library, worker: CountingWorker) -> None:
    await caught_up(library, worker)
    read = len(worker.read)
    assert await caught_up(library, worker) == []
    assert len(worker.read) == read


async def test_an_entry_that_changed_is_read_again(library: Library, worker: CountingWorker) -> None:
    await caught_up(library, worker)
    (feed,) = library.subscriptions()
    changed = Entry("1", title="Mayor speaks", summary="<p>Ruth Adeyemi said that the harbour would stay open.</p>")
    library.store_entries(feed.id, FEED, [changed], now=NOW)
    (entry_id,) = await caught_up(library, worker)
    assert library.row(entry_id).people == ("Ruth Adeyemi",)


async def test_an_article_that_is_stored_counts_for_more_than_the_feed(
    library: Library, worker: CountingWorker
) -> None:
    row = next(row for row in library.rows() if row.title == "Tide tables")
    library.store_document(row.id, Document("The sea is late, said Ruth Adeyemi, who measures it.", title=row.title))
    await caught_up(library, worker)
    assert library.row(row.id).people == ("Ruth Adeyemi",)


async def test_no_more_is_done_at_once_than_asked_for(library: Library, worker: CountingWorker) -> None:
    assert len(await caught_up(library, worker, limit=2)) == 2
    assert len(await caught_up(library, worker)) == 1


async def test_an_article_that_cannot_be_annotated_costs_itself_alone(library: Library, annotator: Annotator) -> None:
    worker = StumblingWorker(annotator)
    assert len(await caught_up(library, worker)) == 3
    assert await caught_up(library, worker) == [], "it is not tried again"
    (row,) = [row for row in library.rows() if row.title == "Director speaks"]
    document = document_from_entry(library.entry(row.id), library.feed_of(row.id))
    found = library.annotations(document.digest, annotator.version)
    assert found is not None
    assert found.problem == "“Director speaks” needs too long to read."


async def test_where_no_article_can_be_annotated_none_is_to_blame(library: Library, annotator: Annotator) -> None:
    worker = StumblingWorker(annotator)
    worker.broken = True
    with pytest.raises(AnnotateError, match="no model"):
        await caught_up(library, worker)
    worker.broken = False
    assert len(await caught_up(library, worker)) == 3


async def test_what_no_model_read_is_taken_again_when_there_is_one(library: Library, worker: CountingWorker) -> None:
    text = "Le maire de Salicorne, Armand Delcourt, a rouvert le pont lundi devant les habitants venus l'attendre là."
    french = Feed("https://quai.example/feed.xml", title="Le Quai", language="fr")
    published = [Entry("fr", title="Le pont", content=f"<p>{text}</p>")]
    library.store_entries(library.subscribe(french, now=NOW).id, french, published, now=NOW)
    entry_id = next(row.id for row in library.rows() if row.title == "Le pont")
    document = document_from_entry(library.entry(entry_id), french)
    library.store_annotations(document.digest, Annotations("no model for fr", language="fr"), entry_id=entry_id)
    assert entry_id not in await caught_up(library, worker)
    worker.read.clear()

    now = pipeline.current_versions(pipeline.SMALL)
    assert [one async for one in annotate_waiting(library, worker=worker, version=now)] == [entry_id]
    assert [one.title for one in worker.read] == ["Le pont"]
    assert library.row(entry_id).people == ("Armand Delcourt",)
    assert [one async for one in annotate_waiting(library, worker=worker, version=now)] == []


class HalfBrokenWorker(CountingWorker):
    """Its model for French cannot be loaded."""

    async def run(self, job: str, priority: int, arguments: dict[str, Any]) -> object:
        if arguments["document"].title.startswith("Le quai"):
            self.read.append(arguments["document"])
            return Annotations(f"{UNREAD}fr", language="fr", problem="cannot be loaded")
        return await super().run(job, priority, arguments)


async def test_a_model_that_cannot_be_loaded_is_asked_once_a_time_and_holds_up_no_other_language(
    library: Library, worker: CountingWorker
) -> None:
    french = [Entry(f"f{number}", title=f"Le quai {number}") for number in range(60)]
    library.store_entries(library.subscribe(FEED, now=NOW).id, FEED, french, now=NOW)
    versions = Versions(worker.annotator.version, {"fr": "fr-1"})

    async def titles() -> list[str]:
        broken = HalfBrokenWorker(worker.annotator)
        assert [number async for number in annotate_waiting(library, worker=broken, version=versions)]
        return sorted(document.title for document in broken.read)

    assert await titles() == sorted(one.title for one in [*french, *ENTRIES])
    assert len(await titles()) == 1
    assert len(library.unannotated(versions)) == len(french)
