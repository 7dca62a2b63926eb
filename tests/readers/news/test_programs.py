"""Feeds that come from programs of the reader's own, and that nothing is run without leave."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from typing import TYPE_CHECKING

import pytest

from readers import outside
from readers.errors import CommandError, FeedError, SourceError
from readers.feeds import programs
from readers.feeds.imports import read_subscriptions
from readers.news.poll import FeedDone, FeedFailed, FeedSkipped
from readers.news.subscribing import subscribe
from readers.news.terms import Terms

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_httpserver import HTTPServer

    from tests.readers.news.conftest import Desk

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Quay watch</title>
<link>https://quay.example/</link><item><guid>1</guid><title>%s</title><link>/one</link></item></channel></rss>"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def program(home: Path, name: str, code: str) -> str:
    """A program in the home folder, in Python; gives how a reader would write it."""
    path = home / name
    path.write_text(f"#!{sys.executable}\n{code}\n", encoding="utf-8")
    path.chmod(0o700)
    return f"~/{name}"


async def test_a_program_gives_a_feed_at_every_refresh(desk: Desk, home: Path) -> None:
    command = program(home, "quay", f"import sys; print({FEED!r} % ' '.join(sys.argv[1:]))")
    feed = await subscribe(
        desk.library, f"exec:{command} 'low tide' $HOME", client=desk.client, worker=desk.worker,
        now=desk.clock, terms=Terms(programs=True), folder=("Town",),
    )  # fmt: skip
    assert feed.feed.title == "Quay watch"
    assert feed.feed.folder == ("Town",)
    (row,) = desk.library.rows(feed_id=feed.id)
    assert row.title == "low tide $HOME"  # no shell has seen it
    assert row.link == "https://quay.example/one"
    program(home, "quay", f"print({FEED.replace('>1<', '>2<').replace('/one', '/two')!r} % 'High tide')")
    events = await desk.refresh({feed.id}, programs=True)
    assert FeedDone(feed.id, new=1) in events
    assert {one.title for one in desk.library.rows(feed_id=feed.id)} == {"low tide $HOME", "High tide"}


async def test_a_filter_is_given_another_feed(desk: Desk, home: Path, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/feed").respond_with_data(FEED % "loud", headers={"ETag": '"1"'})
    command = program(home, "sift", "import sys; print(sys.stdin.read().replace('loud', 'quiet'))")
    url = f"filter:{command}:{httpserver.url_for('/feed')}"
    feed = desk.add(url)
    assert FeedDone(feed.id, new=1) in await desk.refresh({feed.id}, programs=True)
    assert [row.title for row in desk.library.rows(feed_id=feed.id)] == ["quiet"]
    kept = desk.library.subscription(feed.id)
    assert kept.feed.url == url
    assert kept.validators.etag == '"1"'


async def test_without_leave_nothing_is_run_and_the_risk_is_told(desk: Desk, home: Path) -> None:
    command = program(home, "trap", "import pathlib; pathlib.Path('~/run').expanduser().touch()")
    for url in (f"exec:{command}", f"filter:{command}:http://127.0.0.1:9/feed"):
        feed = desk.add(url)
        (skipped,) = [event for event in await desk.refresh({feed.id}) if isinstance(event, FeedSkipped)]
        assert "run as you" in skipped.reason
        assert "commands.feeds" in skipped.reason
        with pytest.raises(FeedError, match=r"commands\.feeds"):
            await programs.fetch(feed, desk.client, allowed=False)
    with pytest.raises(FeedError, match=r"commands\.feeds"):
        await subscribe(desk.library, "exec:~/trap x", client=desk.client, worker=desk.worker)
    assert not (home / "run").exists()
    assert not Terms().programs


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("import sys; print('no tide today', file=sys.stderr); sys.exit(3)", "no tide today"),
        ("print('hello')", "gave no feed"),
        ("pass", "is empty"),
    ],
)
async def test_what_goes_wrong_is_told_of_the_feed(desk: Desk, home: Path, code: str, told: str) -> None:
    feed = desk.add(f"exec:{program(home, 'quay', code)}")
    (failed,) = [event for event in await desk.refresh({feed.id}, programs=True) if isinstance(event, FeedFailed)]
    assert told in failed.message
    assert desk.library.subscription(feed.id).problem == failed.message


async def test_a_missing_program_is_one_feeds_problem(desk: Desk, home: Path) -> None:
    feed = desk.add("exec:~/nothing-there")
    (failed,) = [event for event in await desk.refresh({feed.id}, programs=True) if isinstance(event, FeedFailed)]
    assert "cannot be run" in failed.message


async def test_time_size_and_memory_are_bounded(home: Path) -> None:
    started = time.monotonic()
    child = "import subprocess, sys; subprocess.Popen(['sleep', '60']); sys.stdout.flush(); import time; time.sleep(60)"
    with pytest.raises(CommandError, match="took longer"):
        await outside.produced(outside.prepared(program(home, "slow", child)), seconds=1)
    with pytest.raises(CommandError, match="gives more than"):
        await outside.produced(
            outside.prepared(program(home, "large", "while True: print('x' * 10000)")), seconds=20, size=1_000_000
        )
    assert time.monotonic() - started < 15
    if sys.platform.startswith("linux"):
        greedy = program(home, "greedy", "import time; time.sleep(0.3); print(len(b'x' * 900_000_000))")
        with pytest.raises(CommandError, match="MemoryError"):
            await outside.produced(outside.prepared(greedy), memory=300_000_000)


async def test_what_a_program_has_started_ends_with_it(home: Path) -> None:
    code = "import subprocess; p = subprocess.Popen(['sleep', '60'], stdout=-3, stderr=-3); print(p.pid)"
    said = await outside.produced(outside.prepared(program(home, "leaves", code)), seconds=5)
    await asyncio.sleep(0.2)
    assert not _runs(int(said))


def _runs(process: int) -> bool:
    try:
        with open(f"/proc/{process}/stat", encoding="ascii") as file:  # noqa: PTH123
            return file.read().rpartition(") ")[2][:1] != "Z"
    except FileNotFoundError:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        return not sys.platform.startswith("linux")


async def test_a_program_need_not_read_all_that_it_is_given(home: Path) -> None:
    assert await outside.produced(outside.prepared("true"), b"x" * 5_000_000) == b""


@pytest.mark.parametrize(
    "url", ["exec:", "filter:", "filter:sift", "filter::https://a.example/f", "filter:x:ftp://a/b"]
)
def test_an_address_that_names_no_program_is_refused(url: str) -> None:
    with pytest.raises(SourceError, match="names no program"):
        programs.address_of(url)


def test_newsboats_programs_are_taken_over_as_such_and_told_of() -> None:
    urls = b""""exec:~/bin/news.py --all" town "~Quay"
"filter:~/bin/sift.sh:https://a.example/feed?a=1" town
"exec:curl https://a.example | sed 's/a/b/'"
"""
    imported = read_subscriptions(urls)
    assert [feed.url for feed in imported.feeds] == [
        "exec:~/bin/news.py --all",
        "filter:~/bin/sift.sh:https://a.example/feed?a=1",
        "exec:sh -c 'curl https://a.example | sed '\"'\"'s/a/b/'\"'\"''",
    ]
    assert imported.feeds[0].title == "Quay"
    assert imported.feeds[0].folder == ("town",)
    assert len(imported.left) == 3
    assert all("commands.feeds" in told for told in imported.left)


def test_a_list_of_somebody_else_brings_no_program() -> None:
    opml = b"""<opml version="2.0"><body><outline text="Trap" xmlUrl="exec:rm -rf ~"/>
    <outline text="Fair" xmlUrl="https://fair.example/feed"/></body></opml>"""
    imported = read_subscriptions(opml)
    assert [feed.url for feed in imported.feeds] == ["https://fair.example/feed"]
    assert "programs" in imported.left[0]
