"""The client asks as a polite guest does: honestly, seldom, and for no more than it needs."""

from __future__ import annotations

import asyncio
import gzip
import re
import time
import zlib
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import format_datetime

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from readers.errors import FetchError, UnreachableError
from readers.feeds.client import Client, Limits, user_agent
from readers.feeds.guard import is_private
from readers.model import Validators
from tests.readers.conftest import RawServer
from tests.readers.feeds.conftest import QUICK

ODD_TAG = 'W/"a b-é/=="'


async def failure(client: Client, url: str, *, typed: bool = True) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await client.get(url, user_typed=typed)
    return caught.value


def sent(server: HTTPServer, number: int = -1) -> Request:
    return server.log[number][0]


class TestAsking:
    async def test_says_who_it_is_and_what_it_reads(self, client: Client, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/feed").respond_with_data("x")
        await client.get(httpserver.url_for("/feed"), user_typed=True)
        headers = sent(httpserver).headers
        assert re.match(r"Quoth/\d+\.\d+", headers["User-Agent"])
        assert "Mozilla" not in headers["User-Agent"]
        assert "application/atom+xml" in headers["Accept"]
        assert headers["Accept"].endswith("*/*;q=0.1")
        assert headers["Accept-Encoding"] == "gzip, deflate"

    @pytest.mark.parametrize(
        ("urls", "page"),
        [
            ([], ""),
            (["Homepage, https://quoth.example"], "; +https://quoth.example"),
            (["Source, https://a.example/s", "Homepage, https://a.example"], "; +https://a.example"),
            (["Homepage, https://a.example", "Contact, https://a.example/write"], "; +https://a.example/write"),
            (["Homepage, (evil)\r\nX: y"], ""),
        ],
    )
    def test_names_the_page_where_its_maker_is_reached(
        self, monkeypatch: pytest.MonkeyPatch, urls: list[str], page: str
    ) -> None:
        about = Message()
        about["Version"] = "7.1"
        for url in urls:
            about._headers.append(("Project-URL", url))  # type: ignore[attr-defined] - as a file may have it
        monkeypatch.setattr("importlib.metadata.metadata", lambda _: about)
        assert user_agent() == f"Quoth/7.1 (terminal news reader{page})"

    async def test_another_name_can_be_given(self, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/feed").respond_with_data("x")
        async with Client(agent="Courier/1 (+https://courier.example)") as client:
            await client.get(httpserver.url_for("/feed"), user_typed=True)
        assert sent(httpserver).headers["User-Agent"] == "Courier/1 (+https://courier.example)"

    async def test_tells_nothing_of_the_reader(self, client: Client, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/feed").respond_with_data("x", headers={"Set-Cookie": "id=reader; Path=/"})
        for _ in range(2):
            await client.get(httpserver.url_for("/feed"), user_typed=True)
        request = sent(httpserver)
        assert "Cookie" not in request.headers
        assert "Referer" not in request.headers
        assert request.query_string == b""

    async def test_a_password_goes_to_its_own_host_alone(self, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/feed").respond_with_data(status=302, headers={"Location": "/inner"})
        elsewhere = f"http://127.0.0.1:{httpserver.port}/else"
        httpserver.expect_request("/inner").respond_with_data(status=302, headers={"Location": elsewhere})
        httpserver.expect_request("/else").respond_with_data(status=401)
        url = f"http://ann:s%40cret@localhost:{httpserver.port}/feed"
        async with Client(refused=lambda _: False) as client:
            error = await failure(client, url)
        sent_secrets = [request.headers.get("Authorization") for request, _ in httpserver.log]
        assert sent_secrets == ["Basic YW5uOnNAY3JldA=="] * 2 + [None]
        assert "cret" not in str(error) + error.url

    async def test_a_first_question_has_no_condition(self, client: Client, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/feed").respond_with_data("x")
        await client.get(httpserver.url_for("/feed"), user_typed=True)
        assert "If-None-Match" not in sent(httpserver).headers
        assert "If-Modified-Since" not in sent(httpserver).headers

    async def test_validators_come_back_byte_for_byte(self, client: Client, httpserver: HTTPServer) -> None:
        stamp = "Thu,  1 Jan 2026 00:00:07 +0000"  # not how the standard writes it; not ours to mend
        httpserver.expect_request("/feed").respond_with_data("x", headers={"ETag": ODD_TAG, "Last-Modified": stamp})
        first = await client.get(httpserver.url_for("/feed"), user_typed=True)
        await client.get(httpserver.url_for("/feed"), validators=first.validators, user_typed=True)
        assert sent(httpserver).headers["If-None-Match"] == ODD_TAG
        assert sent(httpserver).headers["If-Modified-Since"] == stamp

    @pytest.mark.parametrize(
        ("validators", "header"),
        [
            (Validators(etag='"1"'), "If-None-Match"),
            (Validators(last_modified="Thu, 01 Jan 2026 00:00:00 GMT"), "If-Modified-Since"),
        ],
    )
    async def test_one_validator_is_sent_alone(
        self, client: Client, httpserver: HTTPServer, validators: Validators, header: str
    ) -> None:
        httpserver.expect_request("/feed").respond_with_data("x")
        await client.get(httpserver.url_for("/feed"), validators=validators, user_typed=True)
        conditions = {"If-None-Match", "If-Modified-Since"} & set(dict(sent(httpserver).headers))
        assert conditions == {header}

    async def test_the_new_entries_alone_will_do(self, client: Client, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/feed").respond_with_data("new", status=226, headers={"IM": "feed", "ETag": '"2"'})
        url = httpserver.url_for("/feed")
        answer = await client.get(url, validators=Validators(etag='"1"'), user_typed=True)
        assert sent(httpserver).headers["A-IM"] == "feed"
        assert (answer.body, answer.not_modified, answer.validators.etag) == (b"new", False, '"2"')
        await client.get(url, user_typed=True)
        assert "A-IM" not in sent(httpserver).headers, "nothing to tell what is new from"


class TestAnswers:
    async def test_not_modified_keeps_old_validators_and_takes_new_ones(
        self, client: Client, httpserver: HTTPServer
    ) -> None:
        httpserver.expect_request("/feed").respond_with_data(status=304, headers={"ETag": '"new"'})
        known = Validators(etag='"old"', last_modified="Thu, 01 Jan 2026 00:00:00 GMT")
        answer = await client.get(httpserver.url_for("/feed"), validators=known, user_typed=True)
        assert answer.not_modified
        assert answer.body == b""
        assert answer.validators == Validators(etag='"new"', last_modified=known.last_modified)

    async def test_not_modified_without_a_condition_is_no_answer(self, client: Client, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/feed").respond_with_data(status=304)
        assert (await failure(client, httpserver.url_for("/feed"))).status == 304

    async def test_answers_that_expire_at_once_have_no_validators(self, client: Client, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/feed").respond_with_data("x", headers={"Expires": "0", "ETag": '"always new"'})
        answer = await client.get(httpserver.url_for("/feed"), user_typed=True)
        assert answer.validators == Validators()

    @pytest.mark.parametrize(
        ("headers", "seconds"),
        [
            ({"Cache-Control": "public, max-age=7200"}, 7200),
            ({"Cache-Control": "s-maxage=99"}, None),
            ({"Expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0),
            ({"Expires": "yesterday"}, None),
            ({}, None),
        ],
    )
    async def test_how_long_an_answer_stays_good(
        self, client: Client, httpserver: HTTPServer, headers: dict[str, str], seconds: int | None
    ) -> None:
        httpserver.expect_request("/feed").respond_with_response(Response("x", headers=headers))
        assert (await client.get(httpserver.url_for("/feed"), user_typed=True)).max_age == seconds

    @pytest.mark.parametrize(
        ("encoding", "body"),
        [
            ("gzip", gzip.compress(b"news" * 9, mtime=0)),
            ("x-gzip", gzip.compress(b"news" * 4, mtime=0) + gzip.compress(b"news" * 5, mtime=0)),
            ("deflate", zlib.compress(b"news" * 9)),
            ("deflate", zlib.compress(b"news" * 9, wbits=-15)),
            ("identity", b"news" * 9),
        ],
    )
    async def test_compressed_bodies_are_unpacked(
        self, client: Client, httpserver: HTTPServer, encoding: str, body: bytes
    ) -> None:
        httpserver.expect_request("/feed").respond_with_data(body, headers={"Content-Encoding": encoding})
        answer = await client.get(httpserver.url_for("/feed"), user_typed=True)
        assert answer.body == b"news" * 9


class TestRedirects:
    def chain(self, httpserver: HTTPServer, *statuses: int) -> str:
        for number, status in enumerate(statuses):
            httpserver.expect_request(f"/{number}").respond_with_data(
                status=status, headers={"Location": f"/{number + 1}"}
            )
        httpserver.expect_request(f"/{len(statuses)}").respond_with_data("x")
        return httpserver.url_for("/0")

    @pytest.mark.parametrize("statuses", [(301,), (308,), (301, 308, 301)])
    async def test_a_permanent_move_is_told(
        self, client: Client, httpserver: HTTPServer, statuses: tuple[int, ...]
    ) -> None:
        answer = await client.get(self.chain(httpserver, *statuses), user_typed=True)
        assert answer.moved_to == httpserver.url_for(f"/{len(statuses)}") == answer.url

    @pytest.mark.parametrize("statuses", [(302,), (303,), (307,), (301, 302), (302, 301)])
    async def test_a_temporary_one_on_the_way_makes_it_no_move(
        self, client: Client, httpserver: HTTPServer, statuses: tuple[int, ...]
    ) -> None:
        answer = await client.get(self.chain(httpserver, *statuses), user_typed=True)
        assert answer.moved_to == ""
        assert answer.url == httpserver.url_for(f"/{len(statuses)}")

    async def test_a_circle_ends(self, client: Client, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/a").respond_with_data(status=302, headers={"Location": "/a"})
        assert "redirects more than" in str(await failure(client, httpserver.url_for("/a")))
        assert len(httpserver.log) <= 12

    @pytest.mark.parametrize("target", ["file:///etc/hostname", "javascript:alert(1)", "ftp://a.example/", "data:,x"])
    async def test_only_the_web_is_followed(self, client: Client, httpserver: HTTPServer, target: str) -> None:
        httpserver.expect_request("/a").respond_with_data(status=301, headers={"Location": target})
        assert "not a web address" in str(await failure(client, httpserver.url_for("/a")))

    @pytest.mark.parametrize(
        "target",
        ["http://[", "//[", "http://]/", "http://[::1", "http://a:b/", "//a:99999999/", "http://\xad/"],
    )
    async def test_nor_is_what_is_no_address_at_all(self, client: Client, raw_server: RawServer, target: str) -> None:
        async def astray(writer: asyncio.StreamWriter) -> None:
            writer.write(
                b"HTTP/1.1 301 Moved\r\nContent-Length: 0\r\nLocation: " + target.encode("latin-1") + b"\r\n\r\n"
            )

        assert "redirects to" in str(await failure(client, await raw_server(astray)))


class TestOrigins:
    """What a server gave us is for that server alone."""

    def two(self, httpserver: HTTPServer) -> tuple[str, str]:
        return f"http://localhost:{httpserver.port}", f"http://127.0.0.1:{httpserver.port}"

    KNOWN = Validators(etag='"mine"', last_modified="Thu, 01 Jan 2026 00:00:00 GMT")
    CONDITIONS = ("If-None-Match", "If-Modified-Since", "A-IM")

    async def test_another_host_hears_no_validators(self, httpserver: HTTPServer) -> None:
        here, there = self.two(httpserver)
        httpserver.expect_request("/feed").respond_with_data(status=302, headers={"Location": f"{there}/else"})
        httpserver.expect_request("/else").respond_with_data("x", headers={"ETag": '"theirs"'})
        async with Client(QUICK, refused=lambda _: False) as client:
            answer = await client.get(f"{here}/feed", validators=self.KNOWN, user_typed=True)
            first, second = (request.headers for request, _ in httpserver.log)
            assert all(name in first and name not in second for name in self.CONDITIONS)
            assert answer.validators == Validators(etag='"theirs"', url=f"{there}/else")
            await client.get(f"{here}/feed", validators=answer.validators, user_typed=True)
        third, fourth = (request.headers for request, _ in httpserver.log[2:])
        assert not any(name in third for name in self.CONDITIONS)
        assert fourth["If-None-Match"] == '"theirs"'

    async def test_validators_of_the_target_are_answered_by_it(self, httpserver: HTTPServer) -> None:
        here, there = self.two(httpserver)
        httpserver.expect_request("/feed").respond_with_data(status=302, headers={"Location": f"{there}/else"})
        httpserver.expect_request("/else").respond_with_data(status=304)
        known = Validators(etag='"theirs"', url=f"{there}/else")
        async with Client(QUICK, refused=lambda _: False) as client:
            answer = await client.get(f"{here}/feed", validators=known, user_typed=True)
            assert answer.not_modified
            assert answer.validators == known
            with pytest.raises(FetchError):  # it was asked for no condition
                await client.get(f"{here}/feed", validators=self.KNOWN, user_typed=True)

    async def test_a_redirect_within_one_host_keeps_them(self, client: Client, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/feed").respond_with_data(status=302, headers={"Location": "/else"})
        httpserver.expect_request("/else").respond_with_data(status=304)
        answer = await client.get(httpserver.url_for("/feed"), validators=self.KNOWN, user_typed=True)
        assert answer.not_modified
        assert answer.validators == self.KNOWN


class TestRefusals:
    @pytest.mark.parametrize(
        ("status", "words"),
        [
            (401, "password"),
            (402, "paying"),
            (403, "browser"),
            (404, "does not exist"),
            (410, "gone for good"),
            (418, "418"),
            (429, "too often"),
            (500, "error on its server"),
            (503, "out of service"),
        ],
    )
    async def test_a_status_is_explained(self, client: Client, httpserver: HTTPServer, status: int, words: str) -> None:
        httpserver.expect_request("/feed").respond_with_data(status=status)
        error = await failure(client, httpserver.url_for("/feed"))
        assert words in str(error)
        assert httpserver.url_for("/feed") in str(error)
        assert (error.status, error.url) == (status, httpserver.url_for("/feed"))

    @pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://a.example/x", "feed", "http://", "http://[::1"])
    async def test_what_is_no_web_address_is_not_fetched(self, client: Client, url: str) -> None:
        assert "only http and https" in str(await failure(client, url))

    async def test_a_refused_connection(self, client: Client, unused_tcp_port: int) -> None:
        error = await failure(client, f"http://127.0.0.1:{unused_tcp_port}/feed")
        assert f"127.0.0.1:{unused_tcp_port} refused the connection" in str(error)
        assert error.status is None
        assert isinstance(error, UnreachableError)

    async def test_an_unknown_name(self) -> None:
        async def nowhere(host: str, port: int) -> list[str]:
            raise OSError("no such host")

        async with Client(QUICK, resolve=nowhere) as client:
            assert "The name paper.example is not known" in str(await failure(client, "http://paper.example/feed"))

    async def test_a_server_that_does_not_speak_tls(self, client: Client, httpserver: HTTPServer) -> None:
        url = httpserver.url_for("/feed").replace("http:", "https:")
        error = await failure(client, url)
        assert "could not prove who it is" in str(error)
        assert not isinstance(error, UnreachableError)

    async def test_an_answer_that_breaks_off(self, client: Client, raw_server: RawServer) -> None:
        async def half(writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf of it")

        assert "broke off" in str(await failure(client, await raw_server(half)))

    async def test_chunks_that_break_off(self, client: Client, raw_server: RawServer) -> None:
        async def half(writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n400\r\nhalf of it")

        assert "broke off" in str(await failure(client, await raw_server(half)))

    @pytest.mark.parametrize("header", ["Content-Encoding", "Location"])
    async def test_what_a_header_says_is_made_fit_to_be_read(
        self, client: Client, raw_server: RawServer, header: str
    ) -> None:
        async def evil(writer: asyncio.StreamWriter) -> None:
            status = b"200 OK" if header == "Content-Encoding" else b"302 Go"
            said = b"ftp:" + "\x9b31m\x90\x85evil".encode("latin-1") + b"x" * 9000
            writer.write(
                b"HTTP/1.1 " + status + b"\r\n" + header.encode() + b": " + said + b"\r\nContent-Length: 0\r\n\r\n"
            )

        told = str(await failure(client, await raw_server(evil)))
        assert "31m" in told
        assert not re.search(r"[\x00-\x1f\x7f-\x9f]", told)
        assert len(told) < 3000

    async def test_nor_does_what_is_no_header_reach_the_reader(self, client: Client, raw_server: RawServer) -> None:
        async def evil(writer: asyncio.StreamWriter) -> None:
            writer.write("HTTP/1.1 200 \x9b31m\x1b]0;evil\x07\r\nA\x9b b: c\r\n\r\n".encode("latin-1"))

        assert not re.search(r"[\x00-\x1f\x7f-\x9f]", str(await failure(client, await raw_server(evil))))

    async def test_something_that_is_not_http(self, client: Client, raw_server: RawServer) -> None:
        async def greet(writer: asyncio.StreamWriter) -> None:
            writer.write(b"220 mail.example ESMTP\r\n")

        assert "does not speak HTTP" in str(await failure(client, await raw_server(greet)))


class TestBounds:
    async def test_a_body_may_not_be_larger_than_allowed(self, client: Client, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/feed").respond_with_data(b"x" * 100_001)
        assert "is larger than 0 MB" in str(await failure(client, httpserver.url_for("/feed")))

    async def test_nor_may_one_without_an_announced_length(self, client: Client, raw_server: RawServer) -> None:
        async def endless(writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
            for _ in range(10_000):
                writer.write(b"x" * 10_000)
                await writer.drain()

        assert "is larger than" in str(await failure(client, await raw_server(endless)))

    @pytest.mark.parametrize("encoding", ["gzip", "deflate"])
    async def test_a_bomb_does_not_go_off(self, client: Client, httpserver: HTTPServer, encoding: str) -> None:
        pack = gzip.compress if encoding == "gzip" else zlib.compress
        body = pack(bytes(50_000_000))
        assert len(body) < 100_000
        httpserver.expect_request("/feed").respond_with_data(body, headers={"Content-Encoding": encoding})
        assert "is larger than" in str(await failure(client, httpserver.url_for("/feed")))

    async def test_a_compression_nobody_asked_for(self, client: Client, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/feed").respond_with_data(b"?", headers={"Content-Encoding": "br"})
        assert "in the compression br" in str(await failure(client, httpserver.url_for("/feed")))

    @pytest.mark.parametrize("body", [b"not gzip at all", gzip.compress(b"news" * 900, mtime=0)[:-20]])
    async def test_damaged_compression(self, client: Client, httpserver: HTTPServer, body: bytes) -> None:
        httpserver.expect_request("/feed").respond_with_data(body, headers={"Content-Encoding": "gzip"})
        assert "came damaged" in str(await failure(client, httpserver.url_for("/feed")))

    async def test_a_server_that_falls_silent(self, client: Client, raw_server: RawServer) -> None:
        async def silence(writer: asyncio.StreamWriter) -> None:
            await asyncio.sleep(5)

        assert "stopped answering" in str(await failure(client, await raw_server(silence)))

    async def test_a_server_that_drips(self, client: Client, raw_server: RawServer) -> None:
        async def drip(writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
            for _ in range(50):
                writer.write(b"x")
                await writer.drain()
                await asyncio.sleep(0.2)

        assert "took longer than" in str(await failure(client, await raw_server(drip)))

    async def test_a_body_that_drips_holds_its_place_no_longer_than_it_may(self, raw_server: RawServer) -> None:
        async def drip(writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
            for _ in range(100):
                writer.write(b"x")
                await writer.drain()
                await asyncio.sleep(0.05)

        async with Client(Limits(total=30.0, grace=0.3, slowest=1000)) as client:
            began = time.monotonic()
            assert "sends so slowly" in str(await failure(client, await raw_server(drip)))
        assert time.monotonic() - began < 2

    async def test_nor_does_a_head_that_drips(self, raw_server: RawServer) -> None:
        async def drip(writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\nX: ")
            for _ in range(100):
                writer.write(b"x")
                await writer.drain()
                await asyncio.sleep(0.05)

        async with Client(Limits(total=30.0, connect=0.2, read=0.3)) as client:
            began = time.monotonic()
            assert "stopped answering" in str(await failure(client, await raw_server(drip)))
        assert time.monotonic() - began < 2

    async def test_a_slow_body_that_comes_on_is_waited_for(self, raw_server: RawServer) -> None:
        async def walk(writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
            for _ in range(10):
                writer.write(b"x" * 300)
                await writer.drain()
                await asyncio.sleep(0.1)

        async with Client(Limits(total=30.0, grace=0.3, slowest=1000)) as client:
            assert len((await client.get(await raw_server(walk), user_typed=True)).body) == 3000


class TestTurns:
    async def test_at_most_two_at_one_host_and_a_number_in_all(self, httpserver: HTTPServer) -> None:
        under_way: dict[str, int] = {}
        most: dict[str, int] = {}

        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            host = re.search(r"Host: ([^:\r]+)", head).group(1)  # type: ignore[union-attr]
            for key in (host, "all"):
                under_way[key] = under_way.get(key, 0) + 1
                most[key] = max(most.get(key, 0), under_way[key])
            await asyncio.sleep(0.03)
            for key in (host, "all"):
                under_way[key] -= 1
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx")
            writer.close()

        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]

        async def everywhere(host: str, port: int) -> list[str]:
            return ["127.0.0.1"]

        async with server, Client(Limits(connections=5), resolve=everywhere) as client:
            urls = [f"http://paper{number % 3}.example:{port}/{number}" for number in range(36)]
            await asyncio.gather(*(client.get(url, user_typed=True) for url in urls))
        assert most.pop("all") == 5
        assert max(most.values()) == 2
        assert len(most) == 3

    @pytest.mark.parametrize("status", [429, 503])
    async def test_a_host_that_wants_a_rest_gets_it(self, client: Client, httpserver: HTTPServer, status: int) -> None:
        httpserver.expect_request("/feed").respond_with_data(status=status, headers={"Retry-After": "120"})
        httpserver.expect_request("/other").respond_with_data("x")
        assert (await failure(client, httpserver.url_for("/feed"))).retry_after == 120
        error = await failure(client, httpserver.url_for("/other"))
        assert error.retry_after == pytest.approx(120, abs=5)
        assert "may be asked again in 2 min" in str(error)
        assert len(httpserver.log) == 1

    async def test_a_rest_until_a_date(self, client: Client, httpserver: HTTPServer) -> None:
        until = format_datetime(datetime.now(UTC) + timedelta(seconds=300), usegmt=True)
        httpserver.expect_request("/feed").respond_with_data(status=429, headers={"Retry-After": until})
        assert (await failure(client, httpserver.url_for("/feed"))).retry_after == pytest.approx(300, abs=5)

    @pytest.mark.parametrize("value", ["soon", "-5", "", "99999999999999999999", "Thu, 01 Jan 1970 00:00:00 GMT"])
    async def test_a_senseless_rest(self, client: Client, httpserver: HTTPServer, value: str) -> None:
        httpserver.expect_request("/feed").respond_with_data(status=429, headers={"Retry-After": value})
        assert not (await failure(client, httpserver.url_for("/feed"))).retry_after

    async def test_giving_up_frees_the_place(self, httpserver: HTTPServer, raw_server: RawServer) -> None:
        async def silence(writer: asyncio.StreamWriter) -> None:
            await asyncio.sleep(5)

        url = await raw_server(silence)
        async with Client(Limits(connections=1)) as client:
            waiting = asyncio.create_task(client.get(url, user_typed=True))
            await asyncio.sleep(0.1)
            waiting.cancel()
            httpserver.expect_request("/feed").respond_with_data("x")
            answer = await asyncio.wait_for(client.get(httpserver.url_for("/feed"), user_typed=True), 2)
        assert answer.body == b"x"


class TestPrivateNetworks:
    """127.0.0.1 stands for the internet here and 127.0.0.2 for the reader's own network, unless a test says else."""

    def client(self, **names: str) -> Client:
        async def resolve(host: str, port: int) -> list[str]:
            return [names.get(host.split(".", maxsplit=1)[0], "127.0.0.1")]

        return Client(QUICK, resolve=resolve, refused=lambda address: address != "127.0.0.1")

    async def test_what_nobody_typed_is_not_asked(self, client: Client, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/feed").respond_with_data("x")
        error = await failure(client, httpserver.url_for("/feed"), typed=False)
        assert "inside a private network" in str(error)
        assert httpserver.log == []

    async def test_what_the_reader_typed_is_asked(self, client: Client, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/feed").respond_with_data("x")
        assert (await client.get(httpserver.url_for("/feed"), user_typed=True)).body == b"x"

    @pytest.mark.parametrize("typed", [True, False])
    async def test_the_internet_may_not_send_us_inside(self, httpserver: HTTPServer, typed: bool) -> None:
        inside = f"http://router.example:{httpserver.port}/admin"
        httpserver.expect_request("/feed").respond_with_data(status=302, headers={"Location": inside})
        async with self.client(router="127.0.0.2") as client:
            error = await failure(client, f"http://paper.example:{httpserver.port}/feed", typed=typed)
        assert "router.example is inside a private network" in str(error)
        assert len(httpserver.log) == 1

    async def test_a_connection_made_for_the_reader_serves_nobody_else(self, httpserver: HTTPServer) -> None:
        inside = f"http://nas.example:{httpserver.port}"
        httpserver.expect_request("/mine").respond_with_data("x")
        httpserver.expect_request("/feed").respond_with_data(status=302, headers={"Location": f"{inside}/mine"})
        async with self.client(nas="127.0.0.2") as client:
            with pytest.raises(FetchError, match="refused the connection"):  # nobody listens there; it was tried
                await client.get(f"{inside}/mine", user_typed=True)
            error = await failure(client, f"http://paper.example:{httpserver.port}/feed")
        assert "inside a private network" in str(error)

    async def test_a_name_is_connected_to_where_it_was_looked_up(self, httpserver: HTTPServer) -> None:
        lookups = []

        async def rebinding(host: str, port: int) -> list[str]:
            lookups.append(host)
            return ["127.0.0.1"] if len(lookups) == 1 else ["127.0.0.2"]

        httpserver.expect_request("/feed").respond_with_data("x", headers={"Connection": "close"})
        async with Client(QUICK, resolve=rebinding, refused=lambda address: address != "127.0.0.1") as client:
            url = f"http://paper.example:{httpserver.port}/feed"
            assert (await client.get(url)).body == b"x"
            assert lookups == ["paper.example"]
            assert "inside a private network" in str(await failure(client, url, typed=False))

    @pytest.mark.parametrize(
        "address",
        [
            "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.1.2.3",
            "224.0.0.1", "::1", "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::", "::",
        ],
    )  # fmt: skip
    def test_what_is_private(self, address: str) -> None:
        assert is_private(address)

    @pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::808:808"])
    def test_what_is_not(self, address: str) -> None:
        assert not is_private(address)


async def test_proxies_of_the_environment_are_used(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    httpserver.expect_request(re.compile(".*")).respond_with_data("by proxy")
    monkeypatch.setenv("http_proxy", httpserver.url_for(""))
    async with Client(QUICK) as client:
        assert (await client.get("http://paper.example/feed")).body == b"by proxy"
        assert "private network" in str(await failure(client, "http://192.168.1.1/admin", typed=False))
    assert sent(httpserver).headers["Host"] == "paper.example"


class TestInterfaces:
    """What the programming interface of a server is asked: with a body, never twice by accident, never elsewhere."""

    async def test_says_what_and_who(self, client: Client, httpserver: HTTPServer) -> None:
        httpserver.expect_request("/v1/entries", method="PUT").respond_with_json({"done": True})
        answer = await client.ask(
            "PUT",
            httpserver.url_for("/v1/entries"),
            told={"X-Auth-Token": "t", "Content-Type": "a/b"},
            body=b'{"a": 1}',
        )
        request = sent(httpserver)
        assert (request.method, request.get_data(), request.headers["X-Auth-Token"]) == ("PUT", b'{"a": 1}', "t")
        assert request.headers["Content-Type"] == "a/b"
        assert answer.body.strip().startswith(b"{")

    async def test_a_redirect_is_not_followed_and_takes_nothing_along(
        self, client: Client, httpserver: HTTPServer
    ) -> None:
        httpserver.expect_request("/old").respond_with_data("", 301, {"Location": httpserver.url_for("/new")})
        with pytest.raises(FetchError, match=r"redirects to .*/new\. Give that address"):
            await client.ask("POST", httpserver.url_for("/old"), told={"Authorization": "secret"}, body=b"x")
        assert len(httpserver.log) == 1

    async def test_what_may_be_done_but_once_is_not_asked_again_where_the_connection_broke(
        self, client: Client, raw_server: RawServer
    ) -> None:
        asked = 0

        async def break_off(writer: asyncio.StreamWriter) -> None:
            nonlocal asked
            asked += 1

        url = await raw_server(break_off)
        for once, times in ((True, 1), (False, 2)):
            asked = 0
            with pytest.raises(FetchError):
                await client.ask("PUT", url, told={}, once=once)
            assert asked == times
