"""Articles whose feeds have brought another version of their entries: fetched again, and kept if that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from readers.errors import FetchError, LibraryError
from readers.library.library import Library
from readers.model import Document
from readers.news.articles import fetch_article, renew_article
from readers.news.refresh import Finished
from tests.readers.news.conftest import PAGE, Desk, feed_of

OLD, NEW = PAGE.format("A bridge closes"), PAGE.format("A bridge closes").replace("closed", "open")
WHOLE = " ".join(f"Sentence {number} of it tells what the town knew about the bridge." for number in range(60))


async def bring(desk: Desk, server: HTTPServer, feed: str, page: str | None) -> Finished:
    """A refresh that brings a feed; the page answers so, or with 404."""
    server.clear()
    server.expect_request("/feed").respond_with_data(feed)
    status = 404 if page is None else 200
    server.expect_request("/bridge").respond_with_data(page or "", status, content_type="text/html")
    if not desk.library.subscriptions():
        desk.add(server.url_for("/feed"))
    desk.clock.turn(hours=30)
    events = await desk.refresh()
    assert isinstance(events[-1], Finished)
    return events[-1]


def item(title: str, server: HTTPServer, body: str = "short") -> str:
    return feed_of(title, link=server.url_for("/bridge"), body=body).replace(f"<guid>{title}</guid>", "<guid>b</guid>")


def only(library: Library) -> int:
    (row,) = library.rows()
    return row.id


async def opened(desk: Desk) -> Document:
    return await fetch_article(
        desk.library, desk.library.row(only(desk.library)), client=desk.client, worker=desk.worker
    )


async def renewed(desk: Desk) -> Document:
    return await renew_article(
        desk.library, desk.library.row(only(desk.library)), client=desk.client, worker=desk.worker
    )


def asked(server: HTTPServer) -> int:
    """How often the page was asked for since the feed was last brought."""
    return sum(request.path == "/bridge" for request, _ in server.log)


class TestARefresh:
    async def test_fetches_the_page_of_a_changed_entry_that_was_opened(
        self, desk: Desk, httpserver: HTTPServer
    ) -> None:
        await bring(desk, httpserver, item("A bridge closes", httpserver), OLD)
        before = await opened(desk)
        finished = await bring(desk, httpserver, item("A bridge closes (corrected)", httpserver), NEW)
        assert (finished.changed, finished.corrected) == (1, 1)
        now = await opened(desk)
        assert "stays open" in now.text
        assert now.url == before.url
        assert [version.document for version in desk.library.versions(only(desk.library))] == [before]
        assert desk.library.row(only(desk.library)).changed is not None

    async def test_fetches_no_page_of_one_that_was_not(self, desk: Desk, httpserver: HTTPServer) -> None:
        await bring(desk, httpserver, item("A bridge closes", httpserver), OLD)
        await bring(desk, httpserver, item("A bridge closes (corrected)", httpserver), NEW)
        assert asked(httpserver) == 0

    async def test_calls_a_page_with_the_same_words_not_changed(self, desk: Desk, httpserver: HTTPServer) -> None:
        await bring(desk, httpserver, item("A bridge closes", httpserver), OLD)
        await opened(desk)
        spaced = OLD.replace(" stays ", "  stays\n").replace("</p>", "</p>\n\n")
        finished = await bring(desk, httpserver, item("A bridge closes", httpserver, body="otherwise"), spaced)
        assert asked(httpserver) == 1
        assert (finished.changed, finished.corrected) == (1, 0)
        assert desk.library.row(only(desk.library)).changed is None
        assert not desk.library.is_outdated(only(desk.library))

    async def test_tries_a_page_that_cannot_be_had_once(self, desk: Desk, httpserver: HTTPServer) -> None:
        await bring(desk, httpserver, item("A bridge closes", httpserver), OLD)
        before = await opened(desk)
        corrected = item("A bridge closes (corrected)", httpserver)
        await bring(desk, httpserver, corrected, None)
        assert asked(httpserver) == 1
        await bring(desk, httpserver, corrected.replace("The Courier", "The New Courier"), None)
        assert asked(httpserver) == 0
        assert await opened(desk) == before
        assert desk.library.is_outdated(only(desk.library))

    async def test_of_no_feed_fetches_no_page(self, desk: Desk, httpserver: HTTPServer) -> None:
        await bring(desk, httpserver, item("A bridge closes", httpserver), OLD)
        await opened(desk)
        httpserver.clear()
        assert (await desk.refresh())[-1] == Finished(skipped=1)
        assert httpserver.log == []


class TestWhoOpensIt:
    async def test_gets_the_page_when_it_can_be_had_again(self, desk: Desk, httpserver: HTTPServer) -> None:
        corrected = item("A bridge closes (corrected)", httpserver)
        await bring(desk, httpserver, item("A bridge closes", httpserver), OLD)
        await opened(desk)
        await bring(desk, httpserver, corrected, None)
        with pytest.raises(FetchError, match="404"):
            await renewed(desk)
        assert desk.library.is_outdated(only(desk.library))
        httpserver.clear()
        httpserver.expect_request("/bridge").respond_with_data(NEW, content_type="text/html")
        assert "stays open" in (await renewed(desk)).text
        assert not desk.library.is_outdated(only(desk.library))

    async def test_gets_the_feeds_own_text_without_a_page_if_that_is_what_was_read(
        self, desk: Desk, httpserver: HTTPServer
    ) -> None:
        await bring(desk, httpserver, item("A bridge closes", httpserver, WHOLE), None)
        before = await opened(desk)
        assert before.from_feed
        finished = await bring(
            desk, httpserver, item("A bridge closes", httpserver, WHOLE.replace("knew", "said")), None
        )
        assert finished.corrected == 1
        assert asked(httpserver) == 0
        assert "the town said" in (await opened(desk)).text

    async def test_gets_the_feeds_own_text_if_that_was_chosen(self, desk: Desk, httpserver: HTTPServer) -> None:
        await bring(desk, httpserver, item("A bridge closes", httpserver, "In short."), OLD)
        await opened(desk)
        row = desk.library.row(only(desk.library))
        await fetch_article(desk.library, row, client=desk.client, worker=desk.worker, full=False)
        await bring(desk, httpserver, item("A bridge closes", httpserver, "In other words."), NEW)
        assert asked(httpserver) == 0
        assert (await opened(desk)).text == "In other words."
        page = await fetch_article(desk.library, row, client=desk.client, worker=desk.worker, full=True)
        assert "stays open" in page.text
        assert desk.library.row(row.id).changed is not None

    async def test_gets_what_little_there_was_as_it_is_now(self, desk: Desk, httpserver: HTTPServer) -> None:
        await bring(desk, httpserver, item("A bridge closes", httpserver, "In short."), None)
        assert (await opened(desk)).problem
        await bring(desk, httpserver, item("A bridge closes", httpserver, "In other words."), None)
        assert (await opened(desk)).text == "In other words."

    async def test_of_an_entry_that_was_never_fetched_gets_it(self, desk: Desk, httpserver: HTTPServer) -> None:
        await bring(desk, httpserver, item("A bridge closes", httpserver), OLD)
        assert "stays closed" in (await renewed(desk)).text


async def test_a_kept_text_stored_again_for_want_of_the_page_is_still_old(
    desk: Desk, httpserver: HTTPServer, tmp_path: Path
) -> None:
    await bring(desk, httpserver, item("A bridge closes", httpserver), OLD)
    before = await opened(desk)
    await bring(desk, httpserver, item("A bridge closes (corrected)", httpserver), None)
    row = desk.library.row(only(desk.library))
    assert await fetch_article(desk.library, row, client=desk.client, worker=desk.worker, full=True) == before
    assert desk.library.is_outdated(row.id)


async def test_a_page_that_came_and_was_not_kept_is_fetched_again(
    desk: Desk, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it is asked with whether it has changed is kept after it, so that nothing is lost between the two."""
    await bring(desk, httpserver, item("A bridge closes", httpserver), OLD)
    await opened(desk)

    def answer(request: Request) -> Response:
        status = 304 if request.headers.get("If-None-Match") == '"new"' else 200
        return Response(NEW if status == 200 else "", status, {"ETag": '"new"'}, content_type="text/html")

    def killed(*_: object, **__: object) -> None:
        raise LibraryError("The process ended here.")

    httpserver.clear()
    httpserver.expect_request("/feed").respond_with_data(item("A bridge closes (corrected)", httpserver))
    httpserver.expect_request("/bridge").respond_with_handler(answer)
    desk.clock.turn(hours=30)
    with monkeypatch.context() as patch:
        patch.setattr(desk.library, "store_document", killed)
        await desk.refresh()
    assert asked(httpserver) == 1
    assert "stays open" in (await renewed(desk)).text
    assert asked(httpserver) == 2
    assert "stays open" in (await renewed(desk)).text
    assert [request.headers.get("If-None-Match") for request, _ in httpserver.log[1:]] == [None, None, '"new"']


class TestAPageThatBreaksOff:
    """Its server closed the connection early, and had not said how much was to come."""

    @staticmethod
    async def bring(desk: Desk, server: HTTPServer, page: str) -> None:
        await bring(desk, server, item("A bridge closes", server), None)
        server.clear()
        # An iterator has no length, and HTTP/1.0 no chunks: the answer ends when the connection does.
        answer = lambda _: Response(iter([page]), content_type="text/html")  # noqa: E731
        server.expect_request("/bridge").respond_with_handler(answer)

    async def test_is_shown_as_far_as_it_came_and_asked_for_again(self, desk: Desk, httpserver: HTTPServer) -> None:
        await self.bring(desk, httpserver, OLD[: OLD.index("Paragraph 5")])
        cut = await opened(desk)
        assert "Paragraph 4" in cut.text
        assert "breaks off" in cut.problem
        assert desk.library.document(only(desk.library)) is None
        await self.bring(desk, httpserver, OLD)
        whole = await opened(desk)
        assert "Paragraph 7" in whole.text
        assert not whole.problem

    async def test_does_not_take_the_place_of_a_whole_one(self, desk: Desk, httpserver: HTTPServer) -> None:
        await bring(desk, httpserver, item("A bridge closes", httpserver), OLD)
        before = await opened(desk)
        await self.bring(desk, httpserver, OLD[: OLD.index("Paragraph 5")])
        with pytest.raises(FetchError, match="breaks off"):
            await renewed(desk)
        assert desk.library.document(only(desk.library)) == before

    async def test_is_not_what_leaves_out_the_ends_that_html_lets_it_leave_out(
        self, desk: Desk, httpserver: HTTPServer
    ) -> None:
        await self.bring(desk, httpserver, OLD.replace("</body></html>", "").replace("</p>", ""))
        assert not (await opened(desk)).problem
        assert desk.library.document(only(desk.library)) is not None

    async def test_is_told_of_where_its_length_was_announced(self, desk: Desk, httpserver: HTTPServer) -> None:
        await self.bring(desk, httpserver, OLD)
        httpserver.clear()
        announced = {"Content-Length": str(len(OLD))}
        answer = lambda _: Response(iter([OLD[:700]]), content_type="text/html", headers=announced)  # noqa: E731
        httpserver.expect_request("/bridge").respond_with_handler(answer)
        document = await opened(desk)
        assert "broke off" in document.problem
        assert desk.library.document(only(desk.library)) is None
