"""Articles are there before they are opened, where the reader wants that, and no server is pressed for it."""

from __future__ import annotations

import pytest
from pytest_httpserver import HTTPServer

from readers.config import Refresh
from readers.model import Subscription
from readers.news import ahead
from readers.news.refresh import Finished, PagesRead
from tests.readers.news.conftest import PAGE, Desk

LONG = "<p>" + "The bridge over the Orlen stays closed until the autumn, said the mayor. " * 30 + "</p>"


def serve(server: HTTPServer, *titles: str, body: str = "short", status: int = 200) -> None:
    """A feed of entries with a page each."""
    items = "".join(
        f"<item><title>{title}</title><guid>{title}</guid><link>{server.url_for('/page/' + title)}</link>"
        f"<description><![CDATA[{body}]]></description></item>"
        for title in titles
    )
    rss = f'<rss version="2.0"><channel><title>The Courier</title>{items}</channel></rss>'
    server.expect_request("/feed").respond_with_data(rss, content_type="application/rss+xml")
    for title in titles:
        server.expect_request(f"/page/{title}").respond_with_data(
            PAGE.format(title), status=status, content_type="text/html"
        )


def pages_asked(server: HTTPServer) -> list[str]:
    return [request.path for request, _ in server.log if request.path.startswith("/page/")]


@pytest.fixture
def one(desk: Desk, httpserver: HTTPServer) -> Subscription:
    return desk.add(httpserver.url_for("/feed"))


async def test_pages_are_fetched_where_the_reader_has_chosen_it(
    desk: Desk, httpserver: HTTPServer, one: Subscription
) -> None:
    serve(httpserver, "Bridge", "Quay")
    await desk.refresh()
    assert pages_asked(httpserver) == []
    ahead.choose(desk.library, one.id, True)
    desk.clock.turn(hours=2)
    events = await desk.refresh()
    assert [event for event in events if isinstance(event, PagesRead)] == [PagesRead(1, 2), PagesRead(2, 2)]
    assert isinstance(events[-1], Finished)
    assert events[-1].ahead == 2
    for row in desk.library.rows():
        document = desk.library.document(row.id)
        assert document is not None
        assert "Paragraph 7" in document.text
    ahead.choose(desk.library, one.id, False)
    assert ahead.chosen(desk.library) == set()


async def test_what_the_feed_gives_whole_is_not_fetched(desk: Desk, httpserver: HTTPServer, one: Subscription) -> None:
    serve(httpserver, "Bridge", body=LONG)
    await desk.refresh(full=True)
    assert pages_asked(httpserver) == []
    (row,) = desk.library.rows()
    document = desk.library.document(row.id)
    assert document is not None
    assert document.from_feed


async def test_no_page_is_asked_for_twice(desk: Desk, httpserver: HTTPServer, one: Subscription) -> None:
    serve(httpserver, "Bridge", "Quay")
    for _ in range(3):
        await desk.refresh(full=True)
        desk.clock.turn(hours=2)
    assert sorted(pages_asked(httpserver)) == ["/page/Bridge", "/page/Quay"]


async def test_a_page_that_fails_is_tried_again_the_next_day(
    desk: Desk, httpserver: HTTPServer, one: Subscription
) -> None:
    serve(httpserver, "Bridge", status=503)
    for hours in (2, 2, 24):
        await desk.refresh(full=True)
        desk.clock.turn(hours=hours)
    assert len(pages_asked(httpserver)) == 1
    await desk.refresh(full=True)
    assert len(pages_asked(httpserver)) == 2


async def test_a_host_that_fails_is_left_alone_until_the_next_time(
    desk: Desk, httpserver: HTTPServer, one: Subscription
) -> None:
    serve(httpserver, "Bridge", "Quay", "Mill", status=503)
    events = await desk.refresh(full=True)
    assert len(pages_asked(httpserver)) == 1
    assert isinstance(events[-1], Finished)
    assert events[-1].ahead == 0
    assert events[-2] == PagesRead(3, 3)


async def test_a_missing_page_stops_no_other(desk: Desk, httpserver: HTTPServer, one: Subscription) -> None:
    serve(httpserver, "Bridge", "Quay", status=404)
    await desk.refresh(full=True)
    assert len(pages_asked(httpserver)) == 2


async def test_there_are_no_more_pages_a_day_than_were_agreed(
    desk: Desk, httpserver: HTTPServer, one: Subscription
) -> None:
    serve(httpserver, "Bridge", "Quay", "Mill")
    await desk.refresh(full=True, refresh=Refresh(pages_a_day=2))
    desk.clock.turn(hours=2)
    await desk.refresh(full=True, refresh=Refresh(pages_a_day=2))
    assert len(pages_asked(httpserver)) == 2
    desk.clock.turn(hours=24)
    await desk.refresh(full=True, refresh=Refresh(pages_a_day=2))
    assert len(pages_asked(httpserver)) == 3
