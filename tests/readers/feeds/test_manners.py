"""What a feed's server is told of the reader's own settings, and nobody else."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from readers.errors import FetchError
from readers.feeds.client import Client
from readers.feeds.manners import Manners
from readers.model import FeedOptions

OPTIONS = FeedOptions(agent="Lynx/2.9", headers=(("X-Key", "42"), ("Accept-Language", "de")), login="anna:s:ecret")


async def test_name_headers_and_login_go_to_the_feeds_own_server(client: Client, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/feed").respond_with_data("x")
    url = httpserver.url_for("/feed")
    await client.get(url, user_typed=True, manners=Manners.of(url, OPTIONS))
    told = httpserver.log[-1][0].headers
    assert (told["User-Agent"], told["X-Key"], told["Accept-Language"]) == ("Lynx/2.9", "42", "de")
    assert base64.b64decode(told["Authorization"].removeprefix("Basic ")) == b"anna:s:ecret"


async def test_another_origin_hears_nothing_of_headers_and_login(client: Client, httpserver: HTTPServer) -> None:
    with HTTPServer() as other:
        other.expect_request("/page").respond_with_data("x")
        httpserver.expect_request("/feed").respond_with_data("", 302, {"Location": other.url_for("/page")})
        url = httpserver.url_for("/feed")
        await client.get(url, user_typed=True, manners=Manners.of(url, OPTIONS))
        told = other.log[-1][0].headers
        assert told["User-Agent"] == "Lynx/2.9"
        assert "X-Key" not in told
        assert "Authorization" not in told


async def test_cookies_go_to_the_hosts_that_they_are_of(client: Client, httpserver: HTTPServer, tmp_path: Path) -> None:
    file = tmp_path / "cookies.txt"
    lines = [("localhost.local", "member", "yes"), ("elsewhere.example", "other", "no")]
    rows = "".join(f"{host}\tFALSE\t/\tFALSE\t0\t{name}\t{value}\n" for host, name, value in lines)
    file.write_text(f"# Netscape HTTP Cookie File\n{rows}")
    httpserver.expect_request("/feed").respond_with_data("x")
    url = httpserver.url_for("/feed")
    manners = Manners.of(url, FeedOptions(cookies=str(file)))
    await client.get(url, user_typed=True, manners=manners)
    assert httpserver.log[-1][0].headers.get("Cookie") == "member=yes"
    file.write_text("no cookies file")
    with pytest.raises(FetchError, match=r"cookies\.txt cannot be read"):
        await client.get(url, user_typed=True, manners=Manners.of(url, FeedOptions(cookies=str(file), agent="x")))


async def test_a_proxy_of_ones_own_is_asked_in_place_of_the_host(client: Client, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/feed").respond_with_data("by the proxy")
    options = FeedOptions(proxy=httpserver.url_for("/"))
    url = "http://nowhere.example/feed"
    answer = await client.get(url, user_typed=True, manners=Manners.of(url, options))
    assert (answer.body, answer.url) == (b"by the proxy", url)
