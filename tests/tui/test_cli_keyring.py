"""Passwords of feeds in the system's keyring: a backend of our own, as the package has them, stands for it."""

from __future__ import annotations

import base64
import importlib
import json
import sys
from datetime import UTC, datetime

import keyring
import pytest
from keyring.backends.fail import Keyring as Nobody
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from readers import passwords
from readers.config import default_library
from readers.errors import SecretError
from readers.library.library import Library
from readers.model import Feed
from tests.drawer import Drawer
from tests.newsstand import HERE
from tests.tui.test_cli import quoth

ANNA = f"Basic {base64.b64encode('anna:s3cret:@/ö'.encode()).decode()}"


@pytest.fixture
def feed(httpserver: HTTPServer) -> str:
    """A feed that only Anna may read, subscribed to."""

    def answer(request: Request) -> Response:
        known = request.headers.get("Authorization") == ANNA
        return Response((HERE / "feed.xml").read_bytes(), content_type="text/xml") if known else Response(status=401)

    httpserver.expect_request("/feed.xml").respond_with_handler(answer)
    url = httpserver.url_for("/feed.xml")
    subscribe(url)
    return url


def subscribe(url: str) -> None:
    with Library.open(default_library()) as library:
        library.subscribe(Feed(url), now=datetime.now(UTC))


def refreshed() -> dict:
    return json.loads(quoth("refresh", "--all", "--no-annotate").stdout)


def in_the_library(words: str) -> bool:
    return any(words.encode() in file.read_bytes() for file in default_library().parent.glob("library.db*"))


def test_a_password_is_used_from_the_keyring_and_is_nowhere_else(drawer: Drawer, feed: str) -> None:
    assert "quoth password" not in refreshed()["failed"][0]["problem"]
    done = quoth("password", feed, "--name", "anna", given="s3cret:@/ö\n")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "in the keyring" in done.stderr
    assert drawer.kept == {("quoth", feed): "anna:s3cret:@/ö"}
    assert (refreshed()["fetched"], refreshed()["failed"]) == (1, [])
    assert not in_the_library("s3cret")
    for command in (
        ["feeds"],
        ["export"],
        ["export", "--all"],
        ["feed", feed],
        ["doctor"],
        ["refresh", "--no-annotate"],
    ):
        told = quoth(*command)
        assert "s3cret" not in told.stdout + told.stderr, command


def test_it_leaves_when_it_is_asked_for_and_comes_in_again(drawer: Drawer, feed: str) -> None:
    quoth("password", feed, "--name", "anna", given="s3cret:@/ö\n")
    whole = quoth("export", "--with-passwords").stdout
    assert "anna:s3cret%3A%40%2F%C3%B6@" in whole
    quoth("remove", feed)
    assert drawer.kept == {}, "who leaves a feed leaves no password behind"
    exported = default_library().parent / "feeds.opml"
    exported.write_text(whole, "utf-8")
    quoth("import", exported)
    assert (refreshed()["fetched"], refreshed()["failed"]) == (1, [])


def test_what_is_in_an_address_or_the_library_is_moved(drawer: Drawer) -> None:
    subscribe("https://anna:s3cret%40@courier.example/feed.xml")
    subscribe("https://bugle.example/feed.xml")
    quoth("feed", "https://bugle.example/feed.xml", "--set", "login=bob:word")
    for url in ("https://courier.example/feed.xml", "https://bugle.example/feed.xml"):
        assert quoth("password", url, "--move").exit_code == 0
    assert sorted(drawer.kept.values()) == ["anna:s3cret@", "bob:word"]
    shown = {one["url"] for one in json.loads(quoth("feeds").stdout)}
    assert shown == {"https://courier.example/feed.xml", "https://bugle.example/feed.xml"}
    with Library.open(default_library()) as library:
        assert {one.options.login for one in library.subscriptions()} == {passwords.KEYRING}
    assert quoth("password", "https://bugle.example/feed.xml", "--move", "--in-library").exit_code == 0
    assert list(drawer.kept.values()) == ["anna:s3cret@"]
    assert quoth("password", "https://courier.example/feed.xml", "--forget").exit_code == 0
    assert drawer.kept == {}
    assert quoth("password", "https://courier.example/feed.xml", "--move").exit_code == 2


def test_a_locked_keyring_costs_that_feed_alone_and_is_told(drawer: Drawer, feed: str, httpserver: HTTPServer) -> None:
    quoth("password", feed, "--name", "anna", given="s3cret:@/ö\n")
    httpserver.expect_request("/open.xml").respond_with_data((HERE / "feed.xml").read_bytes(), content_type="text/xml")
    subscribe(httpserver.url_for("/open.xml"))
    drawer.locked = True
    summary = refreshed()
    assert summary["fetched"] == 1
    assert "the collection is locked. Unlock it" in summary["failed"][0]["problem"]
    told = quoth("password", feed, "--name", "anna", given="other\n")
    assert (told.exit_code, "Unlock it" in told.stderr) == (1, True)
    drawer.locked = False
    drawer.kept.clear()
    assert "`quoth password " in refreshed()["failed"][0]["problem"]


def test_a_system_without_a_keyring_says_so_and_changes_nothing(feed: str) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(Nobody())
    try:
        done = quoth("password", feed, "--name", "anna", given="s3cret:@/ö\n")
        assert (done.exit_code, "no keyring" in done.stderr, "--in-library" in done.stderr) == (1, True, True)
        assert refreshed()["failed"]
        assert quoth("password", feed, "--name", "anna", "--in-library", given="s3cret:@/ö\n").exit_code == 0
        assert (refreshed()["fetched"], refreshed()["failed"]) == (1, [])
    finally:
        keyring.set_keyring(before)


def test_without_the_extra_it_is_named(feed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    done = quoth("password", feed, "--name", "anna", given="s3cret\n")
    assert (done.exit_code, "quoth[keyring]" in done.stderr) == (1, True)
    with pytest.raises(SecretError, match="extra `keyring`"):
        passwords.backend()


def test_the_doctor_tells_which_keyring_and_what_is_wrong_with_it(drawer: Drawer, feed: str) -> None:
    assert "keyring" not in json.loads(quoth("doctor").stdout)
    quoth("password", feed, "--name", "anna", given="s3cret\n")
    assert json.loads(quoth("doctor").stdout)["keyring"] == drawer.name
    keyring.set_keyring(Nobody())
    assert any("no keyring" in problem for problem in json.loads(quoth("doctor").stdout)["problems"])


def test_it_is_loaded_only_where_it_is_needed() -> None:
    importlib.import_module("readers.passwords")
    from tests.test_import_hygiene import loaded_by

    assert "keyring" not in loaded_by("import readers.feeds.client, readers.library.library, tui.desk, tui.app")
