"""``quoth download``: files of entries at the shell."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_httpserver import HTTPServer

from readers.library.library import Library
from readers.model import Enclosure, Entry, Feed
from tui.cli import main


def test_files_are_listed_and_downloaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, httpserver: HTTPServer
) -> None:
    monkeypatch.setenv("QUOTH_HOME", str(tmp_path))
    httpserver.expect_request("/talk.mp3").respond_with_data(b"sound" * 100)
    httpserver.expect_request("/gone.mp3").respond_with_data("", 404)
    now = datetime(2031, 5, 4, tzinfo=UTC)
    with Library.open() as library:
        feed = library.subscribe(Feed(httpserver.url_for("/feed")), now=now)
        files = (Enclosure(httpserver.url_for("/talk.mp3")), Enclosure(httpserver.url_for("/gone.mp3")))
        entries = [Entry("a", "A talk", enclosures=files[:1], published=now), Entry("b", "None", published=now)]
        library.store_entries(feed.id, Feed(""), [*entries, Entry("c", "Gone", enclosures=files[1:])], now=now)
        numbers = library.numbers(feed.id, ["a", "b", "c"])

    def quoth(*arguments: str):
        return CliRunner().invoke(main, ["download", *arguments])

    assert json.loads(quoth(str(numbers["a"]), "--list").stdout)[0]["url"].endswith("/talk.mp3")
    (done,) = json.loads(quoth(str(numbers["a"]), "--to", str(tmp_path / "own")).stdout)
    assert Path(done["path"]).read_bytes() == b"sound" * 100
    assert Path(done["path"]).parent == tmp_path / "own"
    assert "no files" in quoth(str(numbers["b"])).stderr
    gone = quoth(str(numbers["c"]))
    assert gone.exit_code == 1
    assert "404" in gone.stderr
