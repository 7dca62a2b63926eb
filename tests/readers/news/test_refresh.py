"""The whole way for feeds: what is due is fetched, what is new is stored, and what goes wrong is told and kept."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import msgspec
import pytest
from pytest_httpserver import HTTPServer

from readers.config import Keep, Refresh
from readers.errors import FeedError, FetchError, SourceError
from readers.feeds.client import Client
from readers.feeds.schedule import after_failure, after_success, rest_of
from readers.library.keeping import bounds
from readers.library.search import search
from readers.model import Anchor, Article, Document, Feed, NotAName, Note, Subscription, Validators
from readers.news.articles import fetch_article
from readers.news.refresh import (
    FeedDone,
    FeedFailed,
    FeedSkipped,
    FeedStarted,
    Finished,
    refresh,
)
from readers.news.subscribing import address_of, subscribe
from readers.news.terms import Terms
from readers.save.files import name_of
from readers.work.runner import JobName
from tests.inline import InlineWorker
from tests.readers.conftest import RawServer
from tests.readers.news.conftest import PAGE, START, Desk, feed_of


def untimed(document: Document) -> Document:
    """An article without the moment of its fetch."""
    return msgspec.structs.replace(document, fetched=None)


class Said(str):
    """Equal to what begins with it."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and other.startswith(str(self))

    __hash__ = str.__hash__


def skipped(desk: Desk, reason: str, subscription: Subscription | None = None) -> FeedSkipped:
    """The event of a feed, the only one if not given, that was left alone for a reason that begins so."""
    (one,) = [subscription] if subscription else desk.library.subscriptions()
    until = next((event.until for event in desk.events if isinstance(event, FeedSkipped)), None)
    return FeedSkipped(one.id, Said(reason), until)


class TestWhatChanged:
    async def test_new_entries_are_stored_and_told(self, desk: Desk, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/feed").respond_with_data(feed_of("One", "Two"))
        added = desk.add(httpserver.url_for("/feed"))
        assert await desk.refresh() == [
            FeedStarted(added.id),
            FeedDone(added.id, new=2),
            Finished(fetched=1, new=2),
        ]
        assert {row.title for row in desk.library.rows()} == {"One", "Two"}
        assert desk.library.subscription(added.id).feed.title == "The Courier"

    async def test_not_modified_is_not_parsed_and_disturbs_nothing(self, desk: Desk, httpserver: HTTPServer) -> None:
        httpserver.expect_ordered_request("/feed").respond_with_data(feed_of("One"), headers={"ETag": '"1"'})
        httpserver.expect_ordered_request("/feed", headers={"If-None-Match": '"1"'}).respond_with_data(
            status=304, headers={"ETag": '"2"'}
        )
        added = desk.add(httpserver.url_for("/feed"))
        await desk.refresh()
        desk.library.mark_read([row.id for row in desk.library.rows()])
        desk.worker = None  # type: ignore[assignment] - parsing would fail
        desk.clock.turn(hours=2)
        assert FeedDone(added.id) in await desk.refresh()
        assert desk.library.rows()[0].read
        kept = desk.library.subscription(added.id)
        assert kept.validators == Validators(etag='"2"')
        assert kept.checked == desk.clock()

    async def test_the_same_body_without_validators_is_not_parsed_either(
        self, desk: Desk, httpserver: HTTPServer
    ) -> None:
        httpserver.expect_request("/feed").respond_with_data(feed_of("One"))
        added = desk.add(httpserver.url_for("/feed"))
        await desk.refresh()
        desk.worker = None  # type: ignore[assignment] - parsing would fail
        desk.clock.turn(hours=2)
        assert FeedDone(added.id) in await desk.refresh()

    async def test_validators_of_a_body_that_could_not_be_read_are_not_kept(
        self, desk: Desk, httpserver: HTTPServer
    ) -> None:
        httpserver.expect_request("/feed").respond_with_data("<html>Sorry</html>", headers={"ETag": '"broken"'})
        added = desk.add(httpserver.url_for("/feed"))
        (_, failed, _) = await desk.refresh()
        assert isinstance(failed, FeedFailed)
        assert "is a web page, not a feed" in failed.message
        assert desk.library.subscription(added.id).validators == Validators()


class TestOneForItself:
    """Whatever one feed does, the others are stored."""

    @pytest.mark.parametrize("target", ["http://[", "//[", "http://]/", "http://a:b/"])
    async def test_a_redirect_to_nowhere(
        self, desk: Desk, httpserver: HTTPServer, raw_server: RawServer, target: str
    ) -> None:
        async def astray(writer: asyncio.StreamWriter) -> None:
            writer.write(f"HTTP/1.1 301 Moved\r\nContent-Length: 0\r\nLocation: {target}\r\n\r\n".encode())

        httpserver.expect_request("/feed").respond_with_data(feed_of("One"))
        evil, good = desk.add(await raw_server(astray)), desk.add(httpserver.url_for("/feed"))
        events = await desk.refresh()
        assert FeedDone(good.id, new=1) in events
        assert events[-1] == Finished(fetched=1, failed=1, new=1)
        assert "not a web address" in desk.library.subscription(evil.id).problem

    async def test_an_error_that_nobody_expected(self, desk: Desk, httpserver: HTTPServer) -> None:
        class Stumbling(InlineWorker):
            async def run(self, job: JobName, priority: int, arguments: dict[str, Any]) -> object:
                if b"Evil" in arguments["body"]:
                    raise RuntimeError("a bad \x9b day")
                return await super().run(job, priority, arguments)

        desk.worker = Stumbling()
        httpserver.expect_request("/evil").respond_with_data(feed_of("Evil"))
        httpserver.expect_request("/feed").respond_with_data(feed_of("One"))
        evil, good = (desk.add(httpserver.url_for(path)) for path in ("/evil", "/feed"))
        events = await desk.refresh()
        assert FeedDone(good.id, new=1) in events
        assert events[-1] == Finished(fetched=1, failed=1, new=1)
        kept = desk.library.subscription(evil.id)
        assert "a fault of Quoth's (RuntimeError: a bad day; test_refresh.py" in kept.problem
        assert kept.failures == 1

    async def test_validators_are_kept_with_the_address_that_gave_them(
        self, desk: Desk, httpserver: HTTPServer
    ) -> None:
        target = f"http://localhost:{httpserver.port}/there"
        httpserver.expect_request("/feed").respond_with_data(status=302, headers={"Location": target})
        httpserver.expect_request("/there").respond_with_data(feed_of("One"), headers={"ETag": '"theirs"'})
        desk.client = Client(refused=lambda _: False)
        added = desk.add(f"http://127.0.0.1:{httpserver.port}/feed")
        async with desk.client:
            await desk.refresh()
        assert desk.library.subscription(added.id).validators == Validators(etag='"theirs"', url=target)


class TestBodiesThatBreakOff:
    """What came whole is stored, the rest is asked for again, and the reader hears of it."""

    @pytest.mark.parametrize(
        ("cut", "came"),
        [
            ("<item><title>Thr", {"One", "Two"}),
            ("<title>Three</title>", {"One", "Two"}),
            ("<title>Tw", {"One"}),
            ("Three</title><guid>Three</guid><link>/bridge</link><description>short</description></item>", None),
        ],
    )
    async def test_cut_xml(self, desk: Desk, httpserver: HTTPServer, cut: str, came: set[str] | None) -> None:
        whole = feed_of("One", "Two", "Three")
        half = whole[: whole.rindex(cut) + len(cut)]
        httpserver.expect_ordered_request("/feed").respond_with_data(half, headers={"ETag": '"half"'})
        httpserver.expect_ordered_request("/feed").respond_with_data(whole, headers={"ETag": '"whole"'})
        added = desk.add(httpserver.url_for("/feed"))
        done = (await desk.refresh())[1]
        assert isinstance(done, FeedDone)
        titles = {row.title for row in desk.library.rows()}
        assert titles == (came or {"One", "Two", "Three"})
        kept = desk.library.subscription(added.id)
        assert "breaks off before its end" in done.problem
        assert (kept.problem, kept.failures, kept.validators) == (done.problem, 0, Validators())
        desk.clock.turn(hours=2)
        assert (await desk.refresh())[1] == FeedDone(added.id, new=3 - len(titles))
        assert desk.library.subscription(added.id).problem == ""
        assert "If-None-Match" not in httpserver.log[1][0].headers

    async def test_the_same_half_again_is_told_again(self, desk: Desk, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/feed").respond_with_data(feed_of("One", "Two")[:-40])
        added = desk.add(httpserver.url_for("/feed"))
        for _ in range(2):
            await desk.refresh()
            assert "breaks off" in desk.library.subscription(added.id).problem
            desk.clock.turn(hours=2)

    @pytest.mark.parametrize("head", ["Content-Length: 9999", "Transfer-Encoding: chunked"])
    async def test_a_connection_that_ends_too_soon(self, desk: Desk, raw_server: RawServer, head: str) -> None:
        body = feed_of("One").encode()
        size = f"{2 * len(body):x}\r\n" if "chunked" in head else ""

        async def half(writer: asyncio.StreamWriter) -> None:
            writer.write(f'HTTP/1.1 200 OK\r\nETag: "1"\r\n{head}\r\n\r\n{size}'.encode() + body)

        added = desk.add(await raw_server(half))
        await desk.refresh()
        kept = desk.library.subscription(added.id)
        assert "broke off its answer" in kept.problem
        assert kept.validators == Validators()

    async def test_a_length_that_is_too_short(self, desk: Desk, raw_server: RawServer) -> None:
        body = feed_of("One", "Two").encode()

        async def longer(writer: asyncio.StreamWriter) -> None:
            head = f'HTTP/1.1 200 OK\r\nETag: "1"\r\nContent-Length: {len(body) - 30}\r\n\r\n'
            writer.write(head.encode() + body)

        added = desk.add(await raw_server(longer))
        await desk.refresh()
        assert [row.title for row in desk.library.rows()] == ["One"]
        assert "breaks off" in desk.library.subscription(added.id).problem

    async def test_broken_in_another_way_is_not_cut(self, desk: Desk, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/feed").respond_with_data(feed_of("One <b>", "Two"), headers={"ETag": '"1"'})
        added = desk.add(httpserver.url_for("/feed"))
        assert (await desk.refresh())[1] == FeedDone(added.id, new=2)
        assert desk.library.subscription(added.id).validators.etag == '"1"'


class TestTooMuch:
    """No feed fills the disk: beyond a bound its oldest entries go, save those that the reader keeps."""

    async def test_new_entries_without_end(
        self, desk: Desk, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(bounds, "MOST_ENTRIES", 10)
        for day in range(4):
            httpserver.expect_ordered_request("/feed").respond_with_data(
                feed_of(*(f"{day}-{number}" for number in range(6)), link="", body=f"day {day}")
            )
        added = desk.add(httpserver.url_for("/feed"))
        await desk.refresh()
        kept = {row.title: row.id for row in desk.library.rows()}
        desk.library.star(kept["0-0"])
        desk.library.tag(kept["0-1"], ["ours"])
        document = Document(text="The ferry sails.", title="0-2")
        desk.library.store_document(kept["0-2"], document)
        desk.library.add_note(document, Note(0, Anchor("The")))
        told = []
        for _ in range(3):
            desk.clock.turn(hours=2)
            done = (await desk.refresh())[1]
            assert isinstance(done, FeedDone)
            told.append(done.problem)
        assert told[0] == ""
        assert "its 5 oldest were dropped" in told[1]
        assert desk.library.subscription(added.id).problem == told[2]
        titles = {row.title for row in desk.library.rows()}
        assert {"0-0", "0-1", "0-2"} < titles
        assert {f"3-{number}" for number in range(6)} < titles
        assert len(titles) == 13 == desk.library.subscription(added.id).total
        assert not any(hit.title.startswith("1-") for hit in search(desk.library, "day"))

    async def test_what_the_feed_holds_now_stays(
        self, desk: Desk, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(bounds, "MOST_ENTRIES", 3)
        httpserver.expect_request("/feed").respond_with_data(feed_of(*"ABCDEF", link=""))
        added = desk.add(httpserver.url_for("/feed"))
        assert (await desk.refresh())[1] == FeedDone(added.id, new=6)


class TestKeeping:
    """What the reader wants to be dropped goes, and nothing that has become the reader's own."""

    async def bring(self, desk: Desk, server: HTTPServer, *days: str) -> Subscription:
        """A feed that has three other entries each day; what is there after the first day is made one's own."""
        for number, day in enumerate(days):
            when = format_datetime(desk.clock() + timedelta(days=number))
            server.expect_ordered_request("/feed").respond_with_data(
                feed_of(*(f"{day}-{one}" for one in "ABCDEFG"), link="", head="", date=when)
            )
        added = desk.add(server.url_for("/feed"))
        await desk.refresh()
        ids = {row.title[-1]: row.id for row in desk.library.rows()}
        desk.library.star(ids["A"])
        desk.library.tag(ids["B"], ["ours"])
        document = Document(text="The ferry sails.", title="C")
        desk.library.store_document(ids["C"], document)
        desk.library.add_note(document, Note(0, Anchor("The")))
        document = Document(text="Ann sails.", title="D")
        desk.library.store_document(ids["D"], document)
        desk.library.add_correction(document, NotAName(Anchor("Ann")))
        desk.library.keep_for_saved(ids["E"])
        for _ in days[1:]:
            desk.clock.turn(days=1)
            await desk.refresh()
        return added

    @pytest.mark.parametrize(
        ("keep", "left"),
        [
            (Keep(), {"Mon-F", "Mon-G", "Tue-F", "Wed-F"}),
            (Keep(days=1), {"Tue-F", "Wed-F"}),
            (Keep(entries=13), {"Tue-F", "Wed-F"}),
            (Keep(entries=1), {"Wed-F"}),
        ],
    )
    async def test_by_age_and_by_number(self, desk: Desk, httpserver: HTTPServer, keep: Keep, left: set[str]) -> None:
        desk.terms = Terms(keep=keep)
        added = await self.bring(desk, httpserver, "Mon", "Tue", "Wed")
        titles = {row.title for row in desk.library.rows()}
        assert {"Mon-A", "Mon-B", "Mon-C", "Mon-D", "Mon-E"} < titles
        assert {f"Wed-{one}" for one in "ABCDEFG"} < titles
        assert {one for one in titles if one[-1] == "F" or one.startswith("Mon-G")} == left
        assert desk.library.subscription(added.id).problem == "", "what one has asked for is no problem"


class TestSchedule:
    async def test_a_feed_is_asked_once_an_hour_also_after_a_restart(self, desk: Desk, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/feed").respond_with_data(feed_of("One"), headers={"ETag": '"1"'})
        desk.add(httpserver.url_for("/feed"))
        await desk.refresh()
        for minutes in (1, 30, 25):
            desk.clock.turn(minutes=minutes)
            desk.reopen()
            assert await desk.refresh() == [skipped(desk, "it was fetched"), Finished(skipped=1)]
        desk.clock.turn(minutes=3)
        await desk.refresh()
        assert len(httpserver.log) == 2

    async def test_by_hand_everything_is_asked_at_once(self, desk: Desk, httpserver: HTTPServer) -> None:
        headers = {"ETag": '"1"', "Cache-Control": "max-age=86400"}
        httpserver.expect_request("/feed").respond_with_data(feed_of("One", head="<ttl>600</ttl>"), headers=headers)
        added = desk.add(httpserver.url_for("/feed"))
        await desk.refresh()
        for asked in (2, 3):
            desk.clock.turn(seconds=1)
            assert (await desk.refresh({added.id}))[-1] == Finished(fetched=1)
            assert len(httpserver.log) == asked
        assert httpserver.log[-1][0].headers["If-None-Match"] == '"1"'

    async def test_what_failed_is_asked_by_hand(self, desk: Desk, httpserver: HTTPServer) -> None:
        httpserver.expect_ordered_request("/feed").respond_with_data(status=500)
        httpserver.expect_ordered_request("/feed").respond_with_data(feed_of("One"))
        added = desk.add(httpserver.url_for("/feed"))
        await desk.refresh()
        assert await desk.refresh() == [skipped(desk, "it failed lately, and is tried again in"), Finished(skipped=1)]
        assert (await desk.refresh({added.id}))[-1] == Finished(fetched=1, new=1)

    @pytest.mark.parametrize("minutes", [5, 15, 240])
    async def test_the_readers_interval_counts(self, desk: Desk, httpserver: HTTPServer, minutes: int) -> None:
        httpserver.expect_request("/feed").respond_with_data(feed_of("One"), headers={"ETag": '"1"'})
        desk.add(httpserver.url_for("/feed"))
        desk.terms = Terms(Refresh(minutes=minutes))
        await desk.refresh()
        desk.clock.turn(minutes=0.9 * minutes)
        assert (await desk.refresh())[-1] == Finished(skipped=1)
        desk.clock.turn(minutes=0.1 * minutes, seconds=-10)
        assert (await desk.refresh())[-1] == Finished(fetched=1), "whoever comes each interval is never too early"

    async def test_another_interval_counts_at_once(self, desk: Desk, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/feed").respond_with_data(feed_of("One"), headers={"ETag": '"1"'})
        desk.add(httpserver.url_for("/feed"))
        await desk.refresh()
        desk.clock.turn(minutes=16)
        desk.terms = Terms(Refresh(minutes=15))
        assert (await desk.refresh())[-1] == Finished(fetched=1)
        desk.clock.turn(minutes=16)
        desk.terms = Terms(Refresh(minutes=60))
        assert (await desk.refresh())[-1] == Finished(skipped=1)

    @pytest.mark.parametrize(
        ("headers", "head"), [({"Cache-Control": "max-age=7200"}, ""), ({}, "<ttl>120</ttl>")], ids=["header", "ttl"]
    )
    @pytest.mark.parametrize("status", [200, 304])
    async def test_its_publishers_wish_wins(
        self, desk: Desk, httpserver: HTTPServer, headers: dict[str, str], head: str, status: int
    ) -> None:
        httpserver.expect_ordered_request("/feed").respond_with_data(
            feed_of("One", head=head), headers=headers | {"ETag": "1"}
        )
        if status == 304:
            httpserver.expect_ordered_request("/feed").respond_with_data("", 304, headers=headers)
        desk.add(httpserver.url_for("/feed"))
        desk.terms = Terms(Refresh(minutes=5))
        await desk.refresh()
        if status == 304:
            desk.clock.turn(minutes=121)
            await desk.refresh()
        desk.clock.turn(minutes=110)
        told = "its publisher asked for a pause of another 10 min"
        assert await desk.refresh() == [skipped(desk, told), Finished(skipped=1)]

    @pytest.mark.parametrize(
        ("headers", "head", "hours"),
        [
            ({"Cache-Control": "max-age=10800"}, "", 3),
            ({"Cache-Control": "max-age=60"}, "", 1),
            ({"Cache-Control": "max-age=9999999"}, "", 24),
            ({}, "<ttl>240</ttl>", 4),
        ],
    )
    async def test_publishers_may_ask_for_longer_waits(
        self, desk: Desk, httpserver: HTTPServer, headers: dict[str, str], head: str, hours: int
    ) -> None:
        httpserver.expect_request("/feed").respond_with_data(feed_of("One", head=head), headers=headers)
        added = desk.add(httpserver.url_for("/feed"))
        await desk.refresh()
        assert desk.library.subscription(added.id).next_check == START + timedelta(hours=hours)

    def test_a_feed_without_validators_that_never_changes_is_asked_ever_more_seldom(self) -> None:
        subscription, now, waits = Subscription(1, Feed("https://courier.example/")), START, []
        for _ in range(7):
            following = after_success(subscription, now, conditional=False, changed=False)
            waits.append((following - now) / timedelta(hours=1))
            subscription = Subscription(1, subscription.feed, checked=now, next_check=following)
            now = following
        assert waits == [1, 2, 4, 8, 16, 24, 24]

    def test_failures_double_the_wait_up_to_a_day(self) -> None:
        for failures, hours in [(1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 24), (600, 24)]:
            wait = (after_failure(START, failures) - START) / timedelta(hours=1)
            assert hours <= wait <= 1.1 * hours
        assert after_failure(START, 1, retry_after=86400 * 3) == START + timedelta(days=3)

    def test_what_is_gone_is_never_due(self) -> None:
        gone = Subscription(1, Feed("https://courier.example/"), gone=True)
        assert rest_of(gone, START, by_hand=True) is not None


class TestProblems:
    async def test_one_feeds_failure_stops_no_other(self, desk: Desk, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/good").respond_with_data(feed_of("One"))
        httpserver.expect_request("/bad").respond_with_data(status=500)
        good, bad = desk.add(httpserver.url_for("/good")), desk.add(httpserver.url_for("/bad"))
        refused = desk.add("http://127.0.0.1:1/feed")
        events = await desk.refresh()
        assert FeedDone(good.id, new=1) in events
        assert {event.subscription_id for event in events if isinstance(event, FeedFailed)} == {bad.id, refused.id}
        assert events[-1] == Finished(fetched=1, failed=2, new=1)

    async def test_without_a_network_it_is_said_once_and_tried_again_soon(self, desk: Desk) -> None:
        async def nowhere(host: str, port: int) -> list[str]:
            raise OSError("Temporary failure in name resolution")

        added = [desk.add(f"https://courier{number}.example/feed") for number in range(3)]
        async with Client(resolve=nowhere) as desk.client:
            events = await desk.refresh()
        assert events[-1] == Finished(failed=3, offline=True)
        failed = [event.message for event in events if isinstance(event, FeedFailed)]
        assert all("is not known. Check the address and the network connection." in message for message in failed)
        assert [desk.library.subscription(one.id).problem for one in added] == ["", "", ""], "none of them is at fault"
        following = desk.library.subscription(added[0].id).next_check
        assert following is not None
        assert following - START < timedelta(minutes=6)

    async def test_a_feed_that_was_left_meanwhile_is_no_matter_without_a_network(self, desk: Desk) -> None:
        left, kept = (desk.add(f"https://courier{number}.example/feed") for number in range(2))

        async def nowhere(host: str, port: int) -> list[str]:
            if host == "courier0.example":
                desk.library.unsubscribe(left.id)
            raise OSError("Temporary failure in name resolution")

        async with Client(resolve=nowhere) as desk.client:
            assert (await desk.refresh())[-1] == Finished(failed=2, offline=True)
        assert [(one.id, one.problem) for one in desk.library.subscriptions()] == [(kept.id, "")]

    async def test_the_only_feed_may_itself_be_what_cannot_be_reached(self, desk: Desk) -> None:
        refused = desk.add("http://127.0.0.1:1/feed")
        assert (await desk.refresh())[-1] == Finished(failed=1, offline=True)
        assert "127.0.0.1" in desk.library.subscription(refused.id).problem

    async def test_a_problem_is_kept_until_the_feed_is_well_again(self, desk: Desk, httpserver: HTTPServer) -> None:
        httpserver.expect_ordered_request("/feed").respond_with_data(status=404)
        httpserver.expect_ordered_request("/feed").respond_with_data(status=404)
        httpserver.expect_ordered_request("/feed").respond_with_data(feed_of("One"))
        added = desk.add(httpserver.url_for("/feed"))
        await desk.refresh()
        await desk.refresh()
        kept = desk.library.subscription(added.id)
        assert kept.failures == 1
        assert "does not exist (404)" in kept.problem
        desk.clock.turn(hours=2)
        await desk.refresh()
        assert desk.library.subscription(added.id).failures == 2
        desk.clock.turn(hours=3)
        await desk.refresh()
        kept = desk.library.subscription(added.id)
        assert (kept.failures, kept.problem) == (0, "")

    async def test_gone_ends_the_asking_and_keeps_the_entries(self, desk: Desk, httpserver: HTTPServer) -> None:
        httpserver.expect_ordered_request("/feed").respond_with_data(feed_of("One"))
        httpserver.expect_ordered_request("/feed").respond_with_data(status=410)
        added = desk.add(httpserver.url_for("/feed"))
        await desk.refresh()
        desk.clock.turn(hours=2)
        (_, failed, _) = await desk.refresh()
        assert isinstance(failed, FeedFailed)
        assert "gone for good" in failed.message
        desk.clock.turn(days=100)
        assert await desk.refresh({added.id}) == [skipped(desk, "it is gone for good (410)"), Finished(skipped=1)]
        assert len(desk.library.rows()) == 1
        assert len(httpserver.log) == 2

    async def test_too_many_requests_postpone_the_feed_and_its_neighbours(
        self, desk: Desk, httpserver: HTTPServer
    ) -> None:
        httpserver.expect_request("/a").respond_with_data(status=429, headers={"Retry-After": "36000"})
        httpserver.expect_request("/b").respond_with_data(status=429, headers={"Retry-After": "36000"})
        feeds = [desk.add(httpserver.url_for(path)) for path in ("/a", "/b")]
        await desk.refresh()
        for feed in feeds:
            following = desk.library.subscription(feed.id).next_check
            assert following is not None
            assert following >= START + timedelta(seconds=35_990)
        desk.clock.turn(hours=2)
        asked = len(httpserver.log)
        async with Client() as another_session:
            desk.client = another_session
            for only in (None, {feed.id for feed in feeds}):
                assert (await desk.refresh(only))[-1] == Finished(skipped=2), "not even by hand"
            neighbour = desk.add(httpserver.url_for("/c"))
            assert await desk.refresh({neighbour.id}) == [
                skipped(desk, "its server asked to be left alone for another 8 h", neighbour),
                Finished(skipped=1),
            ]
            desk.clock.turn(hours=9)
            await desk.refresh({feed.id for feed in feeds})
        assert len(httpserver.log) > asked


class TestMoves:
    @pytest.mark.parametrize(("status", "moves"), [(301, True), (308, True), (302, False), (307, False)])
    async def test_only_a_permanent_redirect_to_a_feed_changes_the_address(
        self, desk: Desk, httpserver: HTTPServer, status: int, moves: bool
    ) -> None:
        httpserver.expect_request("/old").respond_with_data(status=status, headers={"Location": "/new"})
        httpserver.expect_request("/new").respond_with_data(feed_of("One"))
        added = desk.add(httpserver.url_for("/old"))
        await desk.refresh()
        expected = httpserver.url_for("/new" if moves else "/old")
        assert desk.library.subscription(added.id).feed.url == expected

    @pytest.mark.parametrize("status", [304, 200])
    async def test_a_feed_that_moved_and_has_not_changed_has_moved(
        self, desk: Desk, httpserver: HTTPServer, status: int
    ) -> None:
        headers = {"ETag": '"1"'} if status == 304 else {}
        httpserver.expect_ordered_request("/old").respond_with_data(feed_of("One"), headers=headers)
        httpserver.expect_ordered_request("/old").respond_with_data(status=301, headers={"Location": "/new"})
        httpserver.expect_ordered_request("/new").respond_with_data(feed_of("One") if status == 200 else "", status)
        added = desk.add(httpserver.url_for("/old"))
        await desk.refresh()
        desk.clock.turn(hours=2)
        assert FeedDone(added.id) in await desk.refresh()
        assert desk.library.subscription(added.id).feed.url == httpserver.url_for("/new")

    async def test_a_log_in_page_behind_a_redirect_does_not(self, desk: Desk, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/feed").respond_with_data(status=301, headers={"Location": "/login"})
        httpserver.expect_request("/login").respond_with_data("<html>Pay for the hotel's network</html>")
        added = desk.add(httpserver.url_for("/feed"))
        await desk.refresh()
        assert desk.library.subscription(added.id).feed.url == httpserver.url_for("/feed")


class TestManyAtOnce:
    async def test_closing_the_stream_cancels_what_is_under_way(self, desk: Desk, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/fast").respond_with_data(feed_of("One"))

        async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            while await reader.read(1000):  # until the other side hangs up
                pass
            writer.close()
            hung_up.set()

        hung_up = asyncio.Event()

        server = await asyncio.start_server(silent, "127.0.0.1", 0)
        desk.add(httpserver.url_for("/fast"))
        desk.add(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/slow")
        stream = refresh(desk.library, client=desk.client, worker=desk.worker, now=desk.clock)
        async for event in stream:
            if isinstance(event, FeedDone):
                break
        await stream.aclose()
        assert [task for task in asyncio.all_tasks() if task.get_name().startswith("refresh")] == []
        await asyncio.wait_for(hung_up.wait(), 2)
        server.close()

    async def test_many_feeds_of_one_host(self, desk: Desk, httpserver: HTTPServer) -> None:
        for number in range(40):
            httpserver.expect_request(f"/{number}").respond_with_data(feed_of(f"Entry {number}"))
            desk.add(httpserver.url_for(f"/{number}"))
        events = await desk.refresh()
        assert events[-1] == Finished(fetched=40, new=40)

    async def test_feeds_of_one_host_stand_apart(self, desk: Desk, httpserver: HTTPServer) -> None:
        for number in range(40):
            httpserver.expect_request(f"/{number}").respond_with_data(feed_of(f"Entry {number}"))
            desk.add(httpserver.url_for(f"/{number}"))
        httpserver.expect_request("/else").respond_with_data(feed_of("Entry"))
        other = desk.add(f"http://127.0.0.1:{httpserver.port}/else")
        events = await desk.refresh()
        assert FeedStarted(other.id) in events[:3]

    async def test_nothing_to_do(self, desk: Desk) -> None:
        assert await desk.refresh() == [Finished()]


class TestSubscribing:
    async def test_by_the_feeds_own_address(self, desk: Desk, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/feed").respond_with_data(feed_of("One"))
        added = await self.subscribe(desk, httpserver.url_for("/feed"), folder=("Town",))
        assert (added.feed.title, added.feed.folder, added.unread) == ("The Courier", ("Town",), 1)
        assert await self.subscribe(desk, httpserver.url_for("/feed")) == added
        assert len(httpserver.log) == 1

    async def test_an_address_without_a_scheme_is_tried_by_http_too(self, desk: Desk, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/feed").respond_with_data(feed_of("One"))
        added = await self.subscribe(desk, f"127.0.0.1:{httpserver.port}/feed")
        assert added.feed.url == f"http://127.0.0.1:{httpserver.port}/feed"

    async def test_a_password_without_a_scheme_is_never_sent_in_the_clear(
        self, desk: Desk, httpserver: HTTPServer
    ) -> None:
        httpserver.expect_request("/feed").respond_with_data(feed_of("One"))
        with pytest.raises(FetchError):
            await self.subscribe(desk, f"roe:secret@127.0.0.1:{httpserver.port}/feed")
        with pytest.raises(FetchError):
            await self.subscribe(desk, f"https://127.0.0.1:{httpserver.port}/feed")
        assert httpserver.log == []

    async def test_by_the_sites_address(self, desk: Desk, httpserver: HTTPServer) -> None:
        page = '<link rel="alternate" type="application/rss+xml" href="/news/feed" title="All">'
        httpserver.expect_request("/").respond_with_data(page, content_type="text/html")
        httpserver.expect_request("/news/feed").respond_with_data(feed_of("One"))
        added = await self.subscribe(desk, httpserver.url_for("/"))
        assert added.feed.url == httpserver.url_for("/news/feed")

    async def test_by_guessing(self, desk: Desk, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/").respond_with_data("<html>Welcome</html>")
        httpserver.expect_request("/atom.xml").respond_with_data(feed_of("One"))
        added = await self.subscribe(desk, httpserver.url_for("/"))
        assert added.feed.url == httpserver.url_for("/atom.xml")
        assert len(httpserver.log) <= 10

    async def test_what_has_no_feed(self, desk: Desk, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/").respond_with_data("<html>Welcome</html>")
        with pytest.raises(FeedError, match="No feed was found at"):
            await self.subscribe(desk, httpserver.url_for("/"))
        httpserver.expect_request("/nothing").respond_with_data(status=404)
        with pytest.raises(FetchError, match="404"):
            await self.subscribe(desk, httpserver.url_for("/nothing"))
        assert desk.library.subscriptions() == []

    @pytest.mark.parametrize(
        ("typed", "address"),
        [
            ("courier.example/feed", "https://courier.example/feed"),
            ("feed://courier.example/feed", "https://courier.example/feed"),
            ("feed:https://courier.example/feed", "https://courier.example/feed"),
            (" http://localhost:8000/ ", "http://localhost:8000/"),
            ("localhost:8000/feed", "https://localhost:8000/feed"),
            ("nas:8000/feed", "https://nas:8000/feed"),
        ],
    )
    def test_addresses_as_people_type_them(self, typed: str, address: str) -> None:
        assert address_of(typed) == address

    @pytest.mark.parametrize("typed", ["", "courier", "file:///etc/passwd", "javascript:alert(1)", "two words.example"])
    def test_what_is_no_address(self, typed: str) -> None:
        with pytest.raises(SourceError, match="not a web address"):
            address_of(typed)

    async def subscribe(self, desk: Desk, url: str, folder: tuple[str, ...] = ()) -> Subscription:
        return await subscribe(desk.library, url, client=desk.client, worker=desk.worker, folder=folder, now=desk.clock)


class TestArticles:
    async def test_the_page_is_fetched_once(self, desk: Desk, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/bridge").respond_with_data(PAGE.format("One"), content_type="text/html")
        first = await self.open(desk, httpserver)
        assert (first.title, first.site, first.problem) == ("One", "The Courier", "")
        assert "Paragraph 7" in first.text
        asked = len(httpserver.log)
        assert await self.open(desk, httpserver) == first
        assert len(httpserver.log) == asked

    async def test_the_feed_knows_the_day_better_than_a_guess_from_the_page(
        self, desk: Desk, httpserver: HTTPServer
    ) -> None:
        page = PAGE.replace("<p>Paragraph", "<p>Number 1995. Paragraph").format("One")
        httpserver.expect_request("/bridge").respond_with_data(page, content_type="text/html")
        feed = feed_of("One").replace("<guid>", "<pubDate>Thu, 01 Jan 2026 10:00:00 GMT</pubDate><guid>")
        httpserver.expect_request("/feed").respond_with_data(feed)
        desk.add(httpserver.url_for("/feed"))
        await desk.refresh()
        assert (await self.open(desk, httpserver)).published == datetime(2026, 1, 1, 10, tzinfo=UTC)

    async def test_the_zone_of_the_feed_comes_through_to_the_article(self, desk: Desk, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/bridge").respond_with_data(PAGE.format("One"), content_type="text/html")
        feed = feed_of("One").replace("<guid>", "<pubDate>Tue, 18 Nov 2025 19:05:00 -0500</pubDate><guid>")
        httpserver.expect_request("/feed").respond_with_data(feed)
        desk.add(httpserver.url_for("/feed"))
        await desk.refresh()
        document = await self.open(desk, httpserver)
        assert document.published is not None
        assert document.published.isoformat() == "2025-11-18T19:05:00-05:00"
        desk.reopen()
        (row,) = desk.library.rows()
        assert desk.library.document(row.id) == document
        assert name_of(Article(document, row=row)).startswith("2025-11-18-one-")

    async def test_a_feed_that_has_the_whole_text_is_enough(self, desk: Desk, httpserver: HTTPServer) -> None:
        document = await self.open(desk, httpserver, body="&lt;p&gt;" + "The bridge is closed. " * 80 + "&lt;/p&gt;")
        assert len(document.text.split()) == 320
        assert len(httpserver.log) == 1

    async def test_without_the_page_there_is_what_the_feed_says_and_why(
        self, desk: Desk, httpserver: HTTPServer
    ) -> None:
        httpserver.expect_oneshot_request("/bridge").respond_with_data(status=503)
        document = await self.open(desk, httpserver)
        assert document.text == "short"
        assert "out of service" in document.problem
        httpserver.expect_request("/bridge").respond_with_data(PAGE.format("One"), content_type="text/html")
        assert "Paragraph 7" in (await self.open(desk, httpserver)).text, "the next opening tries again"

    async def test_a_page_that_does_not_exist_is_not_asked_for_again(self, desk: Desk, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/bridge").respond_with_data(status=404)
        document = await self.open(desk, httpserver)
        assert "does not exist" in document.problem
        asked = len(httpserver.log)
        assert await self.open(desk, httpserver) == document
        assert len(httpserver.log) == asked

    async def test_a_feed_may_not_send_us_into_the_readers_network(self, desk: Desk, httpserver: HTTPServer) -> None:
        inside = f"http://127.0.0.1:{httpserver.port}/admin"  # the feed is at "localhost"
        httpserver.expect_request("/admin").respond_with_data(PAGE.format("Router"), content_type="text/html")
        site = f"<link>http://127.0.0.1:{httpserver.port}/</link>"
        document = await self.open(desk, httpserver, link=inside, head=site)
        assert "inside a private network" in document.problem
        assert len(httpserver.log) == 1

    async def test_a_page_fetched_again_is_asked_for_conditionally(self, desk: Desk, httpserver: HTTPServer) -> None:
        page = PAGE.format("One")
        httpserver.expect_oneshot_request("/bridge").respond_with_data(page, headers={"ETag": '"1"'})
        httpserver.expect_request("/bridge", headers={"If-None-Match": '"1"'}).respond_with_data(status=304)
        first = await self.open(desk, httpserver, full=True)
        assert untimed(await self.open(desk, httpserver, full=True)) == untimed(first)
        assert len([True for request, _ in httpserver.log if request.path == "/bridge"]) == 2

    async def test_the_reader_may_choose(self, desk: Desk, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/bridge").respond_with_data(PAGE.format("One"), content_type="text/html")
        full = await self.open(desk, httpserver, full=True)
        own = await self.open(desk, httpserver, full=False)
        assert "Paragraph 7" in full.text
        assert own.text == "short"

    async def test_the_choice_is_kept_and_may_be_taken_back_without_a_network(
        self, desk: Desk, httpserver: HTTPServer
    ) -> None:
        page = PAGE.format("One")
        httpserver.expect_oneshot_request("/bridge").respond_with_data(page, headers={"ETag": '"1"'})
        full = await self.open(desk, httpserver)
        own = await self.open(desk, httpserver, full=False)
        assert await self.open(desk, httpserver) == own
        assert (own.from_feed, full.from_feed) == (True, False)
        httpserver.expect_oneshot_request("/bridge").respond_with_data(status=503)
        assert untimed(await self.open(desk, httpserver, full=True)) == untimed(full)
        assert untimed(await self.open(desk, httpserver)) == untimed(full)
        await self.open(desk, httpserver, full=False)
        httpserver.expect_request("/bridge", headers={"If-None-Match": '"1"'}).respond_with_data(status=304)
        assert untimed(await self.open(desk, httpserver, full=True)) == untimed(full)

    async def test_a_feed_without_text_has_none_to_choose(self, desk: Desk, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/bridge").respond_with_data(PAGE.format("One"), content_type="text/html")
        await self.open(desk, httpserver, body="")
        with pytest.raises(SourceError, match="gives no text of “One”"):
            await self.open(desk, httpserver, full=False)
        assert "Paragraph 7" in (await self.open(desk, httpserver)).text

    async def open(self, desk, httpserver, *, link="/bridge", body="short", full=None, head=""):
        if not desk.library.rows():
            httpserver.expect_request("/feed").respond_with_data(feed_of("One", link=link, body=body, head=head))
            desk.add(f"http://localhost:{httpserver.port}/feed")
            await desk.refresh()
        (row,) = desk.library.rows()
        return await fetch_article(desk.library, row, client=desk.client, worker=desk.worker, full=full)
