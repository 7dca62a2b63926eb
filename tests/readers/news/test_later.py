"""Articles that came by no feed are kept under a list of the reader's own."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import msgspec
from pytest_httpserver import HTTPServer

from readers.library.keeping.arrival import take_in
from readers.library.keeping.belongings import lines
from readers.library.library import Library
from readers.library.search import search
from readers.model import READ_LATER, Document
from readers.news.later import keep
from readers.news.refresh import FeedDone, FeedStarted, Finished
from tests.readers.news.conftest import START, Desk, feed_of

ARTICLE = Document("The <ferry> to Holt Island & back sails again.", title="A ferry", url="https://a.example/ferry")


async def test_an_article_is_in_the_list_in_search_and_whole(desk: Desk) -> None:
    row = await keep(desk.library, ARTICLE, now=START)
    assert (row.outlet, row.title, row.link, row.published) == ("Read later", "A ferry", ARTICLE.url, START)
    assert desk.library.document(row.id) == ARTICLE
    assert [hit.id for hit in search(desk.library, "island")] == [row.id]


async def test_the_same_article_is_kept_once_as_it_is_now(desk: Desk) -> None:
    first = await keep(desk.library, ARTICLE, now=START)
    desk.library.star(first.id)
    corrected = msgspec.structs.replace(ARTICLE, text="The ferry does not sail.", title="No ferry")
    second = await keep(desk.library, corrected, now=START + timedelta(days=1))
    assert (second.id, second.title, second.starred) == (first.id, "No ferry", True)
    assert len(desk.library.versions(first.id)) == 1


async def test_without_an_address_or_a_headline_it_is_known_by_its_text(desk: Desk) -> None:
    plain = Document("The ferry sails again, " * 20)
    first = await keep(desk.library, plain, now=START)
    assert first.title.startswith("The ferry sails again,")
    assert len(first.title) <= 81
    assert (await keep(desk.library, plain, now=START)).id == first.id


async def test_nothing_is_fetched_for_it(desk: Desk, httpserver: HTTPServer) -> None:
    await keep(desk.library, ARTICLE, now=START)
    httpserver.expect_request("/feed").respond_with_data(feed_of("One"))
    added = desk.add(httpserver.url_for("/feed"))
    everything = {one.id for one in desk.library.subscriptions()}
    events = await desk.refresh(only=everything)
    assert events == [FeedStarted(added.id), FeedDone(added.id, new=1), Finished(fetched=1, new=1)]


async def test_it_goes_to_another_machine_with_its_articles(desk: Desk, tmp_path: Path) -> None:
    await keep(desk.library, ARTICLE, now=START)
    with Library.open(tmp_path / "other.db") as other:
        take_in(other.database, [msgspec.json.encode(line) for line in lines(desk.library.database)])
        (row,) = other.rows()
        assert other.document(row.id) == ARTICLE
        (feed,) = other.subscriptions()
        assert feed.feed.url == READ_LATER
