"""Killed at any moment, Quoth leaves what it had reported, nothing half, and a library that opens.

Each kind of work is done once undisturbed, looked at after each step; then many times, killed at a random moment, and
what is left must be one of those states: that of the last step reported, or of the one under way.

``QUOTH_KILLS=200`` kills each so often instead of a dozen times; ``QUOTH_KILLS_SEED`` chooses other moments.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from readers.annotate.annotator import Annotator
from readers.annotate.pipeline import expected_version
from readers.library.library import Library
from readers.model import Document, Feed
from tests.kills import looks
from tests.kills.nursery import Order, Outcome
from tests.kills.works import LIBRARY, NOW, WORKS, Given, Work

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are copied as POSIX does")

KILLS = int(os.environ.get("QUOTH_KILLS", "12"))
SEED = os.environ.get("QUOTH_KILLS_SEED", "1")
SPOKEN = (
    "Mayor Anna Lindqvist told The Courier on Monday that “the harbour belongs to the people of Port Ellery”.",
    "“We are not done,” said John Barrow, of the Harbour Board. “The cranes stay,” he added.",
    "Nobody from Acme Shipping came. Marta Ruiz said: “We began in March, and we will end in May.”",
)


class Nursery:
    """The process whose copies are killed, and the moments at which they are."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._last: dict[str, float] = {}

    def ask(self, order: Order) -> Outcome:
        """Have something done. It may be killed, but it must not fail."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(msgspec.json.encode(order) + b"\n")
        self._process.stdin.flush()
        outcome = msgspec.json.decode(self._process.stdout.readline(), type=Outcome)
        assert outcome.status in (0, -9), "its last words are above"
        if outcome.status == 0 and order.prepare is None and not order.watched:
            self._last[order.work] = min(outcome.seconds, self._last.get(order.work, outcome.seconds))
        return outcome

    def kill(self, work: str, folder: Path, moments: random.Random) -> Outcome:
        """Have a work killed at any moment between its begin and its end."""
        return self.ask(Order(work, str(folder), seconds=moments.uniform(0, self._last[work])))


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    command = [sys.executable, "-m", "tests.kills.nursery"]
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[1], env=environment
    ) as process:
        yield Nursery(process)
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture(scope="module")
def given(annotator: Annotator) -> bytes:
    """Articles with what the real annotator finds in them."""
    documents = [Document(text, title="The quay") for text in SPOKEN]
    return msgspec.json.encode([Given(one, annotator.annotate(one)) for one in documents])


def moments_of(name: str) -> random.Random:
    """When to kill: the same moments in every run."""
    return random.Random(f"{name} {SEED}")  # noqa: S311  (no secret)


def look_at(work: Work, folder: Path) -> looks.State:
    """What a killed work left, which is whole."""
    left = work.look(folder)
    if (folder / LIBRARY).exists():
        looks.check_sound(folder / LIBRARY)
    return left


def age_drafts(folder: Path) -> int:
    """Make what was left half written as old as nobody's; gives how much that is."""
    drafts = list(folder.rglob("*.part"))
    for draft in drafts:
        os.utime(draft, (0, 0))
    return len(drafts)


def check(work: Work, found: looks.State, before: looks.State, after: looks.State) -> None:
    """See that something is as it was before a step, or as after it; if it is several files, each of them."""
    if work.atomic:
        assert found in (before, after), sorted(found - before | before - found)
        return
    assert found <= before | after
    names = [line.split()[0] for line in found]
    assert len(set(names)) == len(names)
    assert {line.split()[0] for line in before & after} <= set(names)


@pytest.mark.parametrize(
    "name",
    [
        *("writing", "annotating", "saving", "putting together", "importing", "taking in", "copying"),
        *("deciding of names", "keeping searches", "ruling"),
    ],
)
def test_what_was_reported_is_there_and_nothing_is_half(
    name: str, nursery: Nursery, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    work, moments, struck = WORKS[name], moments_of(name), 0
    begin = tmp_path / "begin"
    begin.mkdir()
    if name == "annotating":  # alone needs the model
        (begin / "given.json").write_bytes(request.getfixturevalue("given"))
    nursery.ask(Order(name, str(begin), prepare=0))
    states = [work.look(begin)]
    for watched in (True, False):
        folder = shutil.copytree(begin, tmp_path / "here")
        states += nursery.ask(Order(name, str(folder), watched=watched)).seen
        shutil.rmtree(folder)
    for _ in range(KILLS):
        folder = shutil.copytree(begin, tmp_path / "here")
        outcome = nursery.kill(name, folder, moments)
        struck += outcome.status != 0
        done = len(outcome.told)
        check(work, look_at(work, folder), states[done], states[min(done + 1, len(states) - 1)])
        if work.again:
            age_drafts(folder)
            nursery.ask(Order(name, str(folder)))
            assert look_at(work, folder) == states[-1]
            assert not age_drafts(folder)
        shutil.rmtree(folder)
    assert struck >= KILLS / 3, "most came to their end before they were killed"


def test_a_library_of_any_version_is_as_it_was_or_brought_up_to_date_and_copied(
    nursery: Nursery, tmp_path: Path
) -> None:
    work, moments, struck = WORKS["migrating"], moments_of("migrating"), 0
    older, newer = {}, {}
    for way in range(work.ways):
        begin, whole = tmp_path / f"begin-{way}", tmp_path / f"whole-{way}"
        nursery.ask(Order("migrating", str(begin), prepare=way))
        shutil.copytree(begin, whole)
        nursery.ask(Order("migrating", str(whole)))
        older[way], newer[way] = work.look(begin), work.look(whole)
        assert older[way] != newer[way]
    for number in range(KILLS):
        way = number % work.ways
        folder = shutil.copytree(tmp_path / f"begin-{way}", tmp_path / "here")
        copy = folder / f"library.version-{way + 1}.db"
        outcome = nursery.kill("migrating", folder, moments)
        struck += outcome.status != 0
        found = work.look(folder)
        assert found == newer[way] if outcome.told else found in (older[way], newer[way])
        assert looks.contents(copy) == older[way] if copy.exists() else found == older[way]
        nursery.ask(Order("migrating", str(folder)))
        assert look_at(work, folder) == newer[way]
        assert looks.contents(copy) == older[way]
        assert {file.name for file in folder.iterdir()} == {LIBRARY, copy.name}
        shutil.rmtree(folder)
    assert struck >= KILLS / 3


@pytest.fixture
def publish(httpserver: HTTPServer) -> Callable[[int], None]:
    """Serve an edition of feeds and their pages, with tags that tell them apart."""

    def serve(edition: int) -> None:
        def answer(request: Request) -> Response:
            tag = f'"{edition} {request.path}"'
            if request.headers.get("If-None-Match") == tag:
                return Response(status=304, headers={"ETag": tag})
            _, kind, *number = request.path.split("/")
            body = _page(request.path, edition) if kind == "page" else _feed(httpserver, number[0], edition)
            return Response(body, content_type="text/html" if kind == "page" else "text/xml", headers={"ETag": tag})

        httpserver.clear()
        httpserver.expect_request(_Anything()).respond_with_handler(answer)

    return serve


class _Anything(str):
    """Equal to any path."""

    def __new__(cls) -> _Anything:
        return super().__new__(cls, "/")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str)

    __hash__ = str.__hash__


def _page(path: str, edition: int) -> str:
    words = "".join(f"<p>Paragraph {n} of edition {edition} says what {path} knew of the bridge.</p>" for n in range(9))
    return f"<html><head><title>Story {path}</title></head><body><article>{words}</article></body></html>"


def _feed(server: HTTPServer, number: str, edition: int) -> str:
    items = "".join(
        f"<item><title>Edition {edition}, story {n}</title><guid>{number}-{n}</guid>"
        f"<link>{server.url_for(f'/page/{number}/{n}')}</link><description>Edition {edition}</description></item>"
        for n in range(2 + edition)
    )
    return f'<rss version="2.0"><channel><title>Paper {number}</title>{items}</channel></rss>'


def of_feed(state: looks.State, url: str) -> looks.State:
    """The entries of one feed."""
    return frozenset(line for line in state if line.startswith(f"entry ('{url}'"))


def test_a_refresh_that_was_killed_is_made_good_by_the_next(
    nursery: Nursery, httpserver: HTTPServer, publish: Callable[[int], None], tmp_path: Path
) -> None:
    work, moments, struck = WORKS["refreshing"], moments_of("refreshing"), 0
    feeds = [httpserver.url_for(f"/feed/{number}") for number in range(4)]
    begin = tmp_path / "begin"
    with Library.open(begin / LIBRARY) as library:
        for url in feeds:
            library.subscribe(Feed(url), now=NOW)
    publish(1)
    nursery.ask(Order("refreshing", str(begin)))
    before = work.look(begin)
    assert sum(line.startswith("article") for line in before) == 4, "of two feeds two each were opened"
    publish(2)
    for _ in range(2):
        folder = shutil.copytree(begin, tmp_path / "here")
        nursery.ask(Order("refreshing", str(folder)))
        after = look_at(work, folder)
        shutil.rmtree(folder)
    assert not [line for line in after if line.startswith("article") and "of edition 1" in line]
    for _ in range(KILLS):
        folder = shutil.copytree(begin, tmp_path / "here")
        outcome = nursery.kill("refreshing", folder, moments)
        struck += outcome.status != 0
        left = look_at(work, folder)
        assert all(of_feed(left, url) == of_feed(after, url) for url in outcome.told)
        assert all(of_feed(left, url) in (of_feed(before, url), of_feed(after, url)) for url in feeds)
        nursery.ask(Order("refreshing", str(folder)))
        assert look_at(work, folder) == after
        shutil.rmtree(folder)
    assert struck >= KILLS / 3


def test_the_annotator_in_the_background_ends_with_whoever_asked(nursery: Nursery, tmp_path: Path) -> None:
    name = "reading in the background"
    begin = tmp_path / "begin"
    begin.mkdir()
    nursery.ask(Order(name, str(begin), prepare=0))
    whole = shutil.copytree(begin, tmp_path / "whole")
    outcome = nursery.ask(Order(name, str(whole)))
    assert sum(told.startswith("read") for told in outcome.told) == 8
    looks.check_sound(whole / LIBRARY)
    moments = moments_of(name)
    for number in range(max(1, KILLS // 12)):
        folder = shutil.copytree(begin, tmp_path / f"here-{number}")
        outcome = nursery.kill(name, folder, moments)
        told = [line.split() for line in outcome.told]
        read = {int(which) for what, which in told if what == "read"}
        looks.check_sound(folder / LIBRARY)
        with Library.open(folder / LIBRARY) as library:
            waiting = library.unannotated(expected_version())
        assert not read & set(waiting)
        assert len(waiting) in (8 - len(read), 7 - len(read))
        for process in [int(which) for what, which in told if what == "process"]:
            end = time.monotonic() + 60  # it ends the piece of work it is at
            while runs(process):
                assert time.monotonic() < end, "it goes on though nobody waits for it"
                time.sleep(0.02)


def runs(process: int) -> bool:
    """Whether a process runs; one that has ended without anybody taking note does not."""
    try:
        os.kill(process, 0)
        return ") Z " not in Path(f"/proc/{process}/stat").read_text("ascii")
    except ProcessLookupError:
        return False
    except FileNotFoundError:  # gone this moment, or a system that tells nothing
        return not Path("/proc/self").exists()
