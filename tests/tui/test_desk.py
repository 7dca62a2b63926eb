"""The real newsroom over a real library: what leaves it is set right and has its notes.

The reader's choice of a text is kept.
"""

from __future__ import annotations

import asyncio
import io
import json
from typing import TYPE_CHECKING

import msgspec
import pytest
from PIL import Image as Pixels

from readers.config import Config
from readers.errors import FetchError
from readers.library.dossiers import who
from readers.library.library import Library
from readers.library.people.decisions import rename
from readers.marks.anchors import anchor
from readers.model import Anchor, EntryRow, Feed, Image, Named, NotAName, Note, Span, Subscription, WrongKind
from readers.save.back import read_back
from readers.save.files import save
from tests.readers.library.conftest import COURIER, NOW, entry, spoken
from tests.readers.save.record.test_record import full
from tui.desk import Desk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from pytest_httpserver import HTTPServer

RIGHT = "ORG"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """With one article, whose speaker the annotator takes for a person."""
    config = Config(library=tmp_path / "library.db", saved=tmp_path / "saved")
    library = Library.open(config.library)
    feed = library.subscribe(COURIER, now=NOW)
    library.store_entries(feed.id, COURIER, [entry(1)], now=NOW)
    opened = Desk(config, library)
    document, found = spoken("Northline", "The harbour closes.")
    opened.version = found.version
    library.store_document(1, document)
    library.store_annotations(document.digest, found, entry_id=1)
    yield opened
    await opened.close()


async def row(desk: Desk) -> EntryRow:
    (only,) = await desk.rows()
    return only


async def correct(desk: Desk) -> None:
    article = await desk.open(await row(desk))
    words = anchor(article.document, Span(0, len("Northline")))
    now = await desk.correct(article, WrongKind(Named("Northline", words), RIGHT))
    assert now.annotations is not None
    assert now.annotations.entities[0].kind == RIGHT


async def test_an_article_is_opened_by_its_number_like_any_source(desk: Desk) -> None:
    listed = await row(desk)
    by_row, by_number = await desk.open(listed), await desk.open(str(listed.id))
    assert by_number.row == by_row.row
    assert by_number.document == by_row.document


async def test_an_article_is_set_right_whenever_it_is_opened_or_annotated(desk: Desk) -> None:
    await correct(desk)
    article = await desk.open(await row(desk))
    again = await desk.annotate(article)
    assert article.annotations is not None
    assert article.annotations.entities[0].kind == RIGHT
    assert again.annotations == article.annotations


async def test_and_whenever_it_is_saved(desk: Desk) -> None:
    await correct(desk)
    path = (await desk.save(await desk.open(await row(desk)), "json")).path
    assert json.loads(path.read_text("utf-8"))["entities"][0]["kind"] == RIGHT


async def test_what_is_saved_says_whom_its_names_mean_in_the_library(desk: Desk) -> None:
    path = (await desk.save(await desk.open(await row(desk)), "json")).path
    assert json.loads(path.read_text("utf-8"))["entities"][0]["meant"] == {"name": "Northline", "confidence": 1.0}
    await correct(desk)
    rename(desk.library.database, who(desk.library, "Northline").id, "Northline Ltd")
    await desk.save(await desk.open(await row(desk)), "json")
    assert json.loads(path.read_text("utf-8"))["entities"][0]["meant"]["name"] == "Northline Ltd"


async def test_until_it_is_taken_back(desk: Desk) -> None:
    await correct(desk)
    article = await desk.open(await row(desk))
    before = await desk.undo_correction(article)
    assert before.annotations is not None
    assert before.annotations.entities[0].kind == "PERSON"
    assert (await desk.open(await row(desk))).annotations == before.annotations


async def test_what_fits_no_longer_is_told_with_the_article(desk: Desk) -> None:
    await correct(desk)
    article = await desk.open(await row(desk))
    gone = Named("Bo Quist", Anchor("Bo Quist", "Nobody had asked ", " about it."))
    article = await desk.correct(article, WrongKind(gone, "ORG"))
    assert article.unfit == (WrongKind(gone, "ORG"),)
    assert (await desk.open(await row(desk))).unfit == article.unfit
    assert (await desk.annotate(await desk.open(await row(desk)))).unfit == article.unfit
    assert [kept.fit for kept in await desk.corrections_of(article)] == ["holds", "unfit"]


async def test_any_correction_can_be_taken_back(desk: Desk) -> None:
    await correct(desk)
    article = await desk.open(await row(desk))
    words = anchor(article.document, Span(0, len("Northline")))
    article = await desk.correct(article, NotAName(words))
    first, second = (kept.correction for kept in await desk.corrections_of(article))
    article = await desk.undo_correction(article, first)
    assert [kept.correction for kept in await desk.corrections_of(article)] == [second]
    assert article.annotations is not None
    assert article.annotations.entities == ()


async def test_corrections_made_at_once_are_shown_in_their_order(desk: Desk) -> None:
    article = await desk.open(await row(desk))
    who = Named("Northline", anchor(article.document, Span(0, len("Northline"))))
    kinds = ("ORG", "GPE", "PERSON", "LAW")
    shown = await asyncio.gather(*(desk.correct(article, WrongKind(who, kind)) for kind in kinds))
    assert [one.annotations and one.annotations.entities[0].kind for one in shown] == list(kinds)


async def note(desk: Desk) -> Note:
    article = await desk.open(await row(desk))
    words = anchor(article.document, Span(0, len("Northline")))
    return await desk.add_note(article, Note(0, words, "Who? #rail", ("rail",)))


async def test_notes_are_there_when_the_article_is_opened_annotated_corrected_and_saved(desk: Desk) -> None:
    made = await note(desk)
    article = await desk.open(await row(desk))
    assert article.notes == (made,)
    assert (await desk.annotate(article)).notes == (made,)
    words = anchor(article.document, Span(0, len("Northline")))
    corrected = await desk.correct(article, WrongKind(Named("Northline", words), RIGHT))
    assert corrected.notes == (made,)
    path = (await desk.save(article, "json")).path
    assert [one["body"] for one in json.loads(path.read_text("utf-8"))["notes"]] == ["Who? #rail"]


async def test_they_can_be_changed_deleted_and_put_back(desk: Desk) -> None:
    made = await note(desk)
    said = msgspec.structs.replace(made, body="Nobody", tags=())
    await desk.change_note(said)
    article = await desk.open(await row(desk))
    assert article.notes == (said,)
    await desk.delete_note(said)
    assert (await desk.open(await row(desk))).notes == ()
    assert await desk.add_note(article, said) == said
    assert (await desk.open(await row(desk))).notes == (said,)


async def test_files_that_are_opened_directly_keep_their_notes(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "pier.txt"
    file.write_text("The pier\n\nAnna Lindqvist said on Monday that the pier would stay where it is.\n", "utf-8")
    article = await desk.open(str(file))
    at = article.document.text.index("the pier")
    made = await desk.add_note(article, Note(0, anchor(article.document, Span(at, at + 8)), "Good"))
    assert (await desk.open(str(file))).notes == (made,)


PAGE = "<html><title>The quay</title><article><h1>The quay</h1>{}</article></html>".format(
    "".join(
        f"<p>The old quay of Port Ellery was built in the year {1700 + n}, and nobody knows why.</p>" for n in range(9)
    )
)


@pytest.fixture
def quay(desk: Desk, httpserver: HTTPServer) -> EntryRow:
    """An entry with a text in its feed and a longer one on its page."""
    site = f"http://localhost:{httpserver.port}"
    feed = desk.library.subscribe(Feed(f"{site}/feed", title="The Quay Times"), now=NOW)
    two = entry(2, link=f"{site}/quay", summary="<p>In short: a quay.</p>")
    desk.library.store_entries(feed.id, feed.feed, [two], now=NOW)
    httpserver.expect_request("/quay").respond_with_data(PAGE, content_type="text/html")
    return desk.library.rows(feed_id=feed.id)[0]


async def test_the_text_that_was_chosen_last_is_kept_and_the_other_needs_no_network(
    desk: Desk, quay: EntryRow, httpserver: HTTPServer
) -> None:
    page = await desk.open(quay)
    assert "the year 1708" in page.document.text
    own = await desk.open(quay, full=False)
    assert own.document.text == "In short: a quay."
    assert (await desk.open(quay)).document == own.document
    httpserver.clear()
    assert (await desk.open(quay, full=True)).document == page.document
    assert (await desk.open(quay)).document == page.document


async def test_a_sites_several_feeds_are_given_to_choose_from(desk: Desk, httpserver: HTTPServer) -> None:
    items = "<item><title>One</title><link>https://quay.example/1</link></item>"
    for path, title in (("/news", "Quay news"), ("/sport", "Quay sport")):
        feed = f"<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>"
        httpserver.expect_request(path).respond_with_data(feed, content_type="application/rss+xml")
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{path}" title="{path[1:]}">'
        for path in ("/news", "/sport")
    )
    httpserver.expect_request("/").respond_with_data(links, content_type="text/html")
    before = len(await desk.subscriptions())
    offered = await desk.add(httpserver.url_for("/"))
    assert not isinstance(offered, Subscription)
    assert [feed.title for feed in offered] == ["news", "sport"]
    assert len(await desk.subscriptions()) == before
    added = await desk.add(offered[1].url)
    assert isinstance(added, Subscription)
    assert (added.feed.title, added.unread) == ("Quay sport", 1)


def picture_file() -> bytes:
    written = io.BytesIO()
    Pixels.new("RGB", (20, 10), "red").save(written, "PNG")
    return written.getvalue()


async def test_a_picture_is_fetched_once_from_a_host_that_the_reader_gave(desk: Desk, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/q.png").respond_with_data(picture_file())
    words = "The quay of Port Ellery stays closed for the winter, said the mayor on Monday. " * 3
    page = f"<article><h1>Quay</h1><figure><img src='/q.png'></figure><p>{words}</p><p>{words}</p></article>"
    httpserver.expect_request("/quay").respond_with_data(page, content_type="text/html")
    article = await desk.open(httpserver.url_for("/quay"))
    (image,) = article.document.images
    assert len(httpserver.log) == 1, "an article's pictures are left alone until they are to be seen"
    first = await desk.picture(article, image)
    assert first.startswith(b"\x89PNG")
    assert await desk.picture(article, image) == first
    assert len(httpserver.log) == 2


async def test_an_article_of_a_feed_reaches_into_no_private_network(desk: Desk, httpserver: HTTPServer) -> None:
    article = await desk.open(await row(desk))
    with pytest.raises(FetchError, match="private network"):
        await desk.picture(article, Image(0, httpserver.url_for("/q.png")))
    assert httpserver.log == []


async def test_only_the_last_few_pictures_are_kept(desk: Desk, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/q.png").respond_with_data(picture_file())
    httpserver.expect_request("/quay.txt").respond_with_data("The quay is closed.\n\nIt stays so.\n" * 9)
    article = await desk.open(httpserver.url_for("/quay.txt"))
    for number in range(12):
        await desk.picture(article, Image(0, httpserver.url_for(f"/q.png?{number}")))
    asked = len(httpserver.log)
    await desk.picture(article, Image(0, httpserver.url_for("/q.png?11")))
    assert len(httpserver.log) == asked
    await desk.picture(article, Image(0, httpserver.url_for("/q.png?0")))
    assert len(httpserver.log) == asked + 1


async def test_what_an_entry_is_under_is_saved_with_it_even_if_it_was_opened_before(desk: Desk) -> None:
    article = await desk.open(await row(desk))
    assert await desk.tag(1, ("sea", "bridge")) == ("bridge", "sea")
    assert await desk.tags() == {"bridge": 1, "sea": 1}
    assert [one.id for one in await desk.rows(tag="sea")] == [1]
    assert [one.tags for one in await desk.rows_again([1, 2])] == [("bridge", "sea")]
    path = (await desk.save(article, "json")).path
    assert json.loads(path.read_text("utf-8"))["tags"] == ["bridge", "sea"]


async def test_a_file_that_was_saved_is_opened_as_the_article_it_is_of(desk: Desk, tmp_path: Path) -> None:
    article = full()
    path = save(article, tmp_path / "elsewhere", "html").path
    opened = await desk.open(str(path))
    assert opened.document == article.document
    assert opened.row is not None
    assert opened.row.tags == ("harbour", "late")
    assert {note.anchor for note in opened.notes} == {note.anchor for note in article.notes}
    assert len(await desk.corrections_of(opened)) == 3
    assert opened.annotations is not None
    assert opened.annotations.quotes == article.annotations.quotes  # type: ignore[union-attr]
    assert len((await desk.open(str(path))).notes) == 4
    saved = await desk.save(opened, "json")
    again = read_back(saved.path.read_bytes(), "again")
    assert again is not None
    assert again.corrections == article.corrections
    assert again.versions == article.versions
    assert again.saved is not None


async def test_the_library_is_searched_filtered_and_completed(desk: Desk) -> None:
    (hit,) = await desk.rows(search="person:northline harbour")
    assert [hit.excerpt[mark.start : mark.end] for mark in hit.marks] == ["Northline", "harbour"]
    assert await desk.rows(search="harbour", before=hit) == []
    assert await desk.passing("org:northline", [hit.id]) == []
    assert await desk.passing("by:northline", [hit.id, 99]) == [hit.id]
    assert (await desk.completed("by:north")).applied("by:north") == "by:Northline"
