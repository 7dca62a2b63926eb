"""Helpers in several threads at once, and what they say when something is wrong that nobody expected."""

from __future__ import annotations

import gzip
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from readers.archive import apart, manifest
from readers.archive.apart import DiedError, Helpers
from readers.archive.inputs import Part
from readers.archive.part import Common, Job
from readers.errors import ArchiveError
from tests.readers.archive.makers import make_lines


class _Yielding(list[subprocess.Popen[bytes]]):
    """A list that lets the other threads go first whenever it was asked whether anything is in it."""

    def __bool__(self) -> bool:
        found = len(self) > 0
        time.sleep(0.02)
        return found


def test_threads_that_find_dead_helpers_do_not_take_the_same_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "command", lambda _: ["cat"])
    with Helpers() as helpers, ThreadPoolExecutor(4) as threads:
        some = [helpers._helper() for _ in range(5)]
        for one in some:
            one.kill()
            one.wait()
        helpers._idle = _Yielding(some)
        taken = list(threads.map(lambda _: helpers._helper(), range(4)))
        assert len({one.pid for one in taken}) == 4
        assert all(one.poll() is None for one in taken)
    assert all(one.poll() is not None for one in taken)


def test_a_helper_that_starts_while_all_are_ended_does_not_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    starting, ended = threading.Event(), threading.Event()

    def slowly(_: str) -> list[str]:
        starting.set()
        ended.wait(0.5)
        return ["cat"]

    monkeypatch.setattr(apart, "command", slowly)
    with ThreadPoolExecutor(1) as threads:
        with Helpers() as helpers:
            late = threads.submit(helpers._helper)
            assert starting.wait(5)
        ended.set()
        found = late.result()
    try:
        assert found.poll() is not None
        with pytest.raises(DiedError):
            helpers._helper()
    finally:
        found.kill()
        found.wait()


def test_what_nobody_expected_is_told_in_its_own_words_and_is_no_death(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(make_lines(tmp_path / "a.jsonl", 1).read_bytes()))
    manifest.plan(tmp_path / "to", [path], "", 10)
    whole = path.read_bytes()
    path.write_bytes(whole[:10] + b"\xff" * 40 + whole[50:])
    with (
        Helpers() as helpers,
        pytest.raises(ArchiveError, match=r"a\.jsonl\.gz could not be archived: error: "),
    ):
        helpers.do(Job(Common(str(tmp_path / "to")), Part(0, "jsonl", str(path), count=1)))
