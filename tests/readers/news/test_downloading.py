"""Files of entries: fetched piece by piece, going on where they broke off, under names that are ours."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from readers.errors import FetchError, QuothError
from readers.feeds.client import Client, Limits
from readers.model import Enclosure, EntryRow
from readers.news import downloading
from readers.news.downloading import Downloaded, Progress, download, download_apart, file_name

SOUND = bytes(range(256)) * 40
"""Ten thousand bytes, each place of them told from its neighbours."""


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloading, "PIECE", 4000)


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with Client(Limits(connect=2, read=2, total=5)) as client:
        yield client


def serve(server: HTTPServer, *, pieces: bool = True, broken: int = 0) -> str:
    """Serve the file; ``broken``: a request after so many is refused."""

    def answer(request: Request) -> Response:
        if broken and len(server.log) >= broken:
            return Response("", 503)
        wanted = request.range
        if not pieces or wanted is None:
            return Response(SOUND, 200)
        first, last = wanted.ranges[0]
        if first >= len(SOUND):
            return Response("", 416)
        body = SOUND[first:last]
        return Response(body, 206, {"Content-Range": f"bytes {first}-{first + len(body) - 1}/{len(SOUND)}"})

    server.expect_request("/talk.mp3").respond_with_handler(answer)
    return server.url_for("/talk.mp3")


async def test_a_file_comes_in_pieces_and_tells_how_far_it_is(
    client: Client, httpserver: HTTPServer, tmp_path: Path
) -> None:
    steps: list[Progress] = []
    path = tmp_path / "files" / "talk.mp3"
    url = serve(httpserver)
    assert await download(client, url, path, typed="localhost", progress=steps.append) == path
    assert path.read_bytes() == SOUND
    assert steps == [Progress(4000, 10240), Progress(8000, 10240), Progress(10240, 10240)]
    assert [request.headers["Accept-Encoding"] for request, _ in httpserver.log] == ["identity"] * 3
    assert [file.name for file in path.parent.iterdir()] == ["talk.mp3"]
    await download(client, url, path, typed="localhost")
    assert len(httpserver.log) == 3, "what is there is not fetched again"


async def test_what_broke_off_goes_on_where_it_was(client: Client, httpserver: HTTPServer, tmp_path: Path) -> None:
    path = tmp_path / "talk.mp3"
    with pytest.raises(FetchError):
        await download(client, serve(httpserver, broken=2), path, typed="localhost")
    assert not path.exists()
    assert (tmp_path / "talk.mp3.part").stat().st_size == 8000
    httpserver.clear()
    await download(client, serve(httpserver), path, typed="localhost")
    assert path.read_bytes() == SOUND
    assert [request.headers["Range"] for request, _ in httpserver.log] == ["bytes=8000-11999"]


async def test_a_part_that_was_whole_already_is_seen_to_be(
    client: Client, httpserver: HTTPServer, tmp_path: Path
) -> None:
    (tmp_path / "talk.mp3.part").write_bytes(SOUND)
    path = await download(client, serve(httpserver), tmp_path / "talk.mp3", typed="localhost")
    assert path.read_bytes() == SOUND


async def test_a_server_that_knows_no_pieces_sends_the_whole(
    client: Client, httpserver: HTTPServer, tmp_path: Path
) -> None:
    (tmp_path / "talk.mp3.part").write_bytes(b"old and longer" * 1000)
    path = await download(client, serve(httpserver, pieces=False), tmp_path / "talk.mp3", typed="localhost")
    assert path.read_bytes() == SOUND


async def test_a_feed_cannot_have_a_private_network_asked(
    client: Client, httpserver: HTTPServer, tmp_path: Path
) -> None:
    with pytest.raises(FetchError, match="private network"):
        await download(client, serve(httpserver), tmp_path / "talk.mp3")
    assert list(tmp_path.iterdir()) == []


async def test_it_is_done_in_a_process_of_its_own(httpserver: HTTPServer, tmp_path: Path) -> None:
    steps = [step async for step in download_apart(serve(httpserver), tmp_path / "talk.mp3", typed="localhost")]
    assert steps[-1] == Downloaded(str(tmp_path / "talk.mp3"))
    assert isinstance(steps[0], Progress)
    httpserver.clear()
    with pytest.raises(QuothError, match="missing"):
        async for _ in download_apart(httpserver.url_for("/missing"), tmp_path / "missing", typed="localhost"):
            pass


@pytest.mark.parametrize(
    ("title", "url", "kind", "name"),
    [
        ("Tides, and who pays", "https://a.example/talk.MP3?x=/etc/passwd", "", "2031-05-04-Tides-and-who-pays-7.mp3"),
        ("../../etc/cron", "https://a.example/%2e%2e/x", "audio/mpeg", "2031-05-04-etc-cron-7.mp3"),
        ("…", "https://a.example/", "audio/ogg; codecs=opus", "2031-05-04-file-7.ogg"),
        ("Run me", "https://a.example/setup.exe", "audio/mpeg", "2031-05-04-Run-me-7.download"),
        ("x" * 300, "https://a.example/x", "", f"2031-05-04-{'x' * 80}-7"),
    ],
)
def test_names_are_ours(title: str, url: str, kind: str, name: str) -> None:
    row = EntryRow(7, 1, "Courier", title, published=datetime(2031, 5, 4, tzinfo=UTC))
    assert file_name(row, Enclosure(url, kind)) == name
