"""JSON lines as a program meets them: each answered as it comes, whatever is in the one before."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers.news import lines as reading
from readers.news.lines import from_lines, named
from readers.work import limits
from readers.work.apart import Apart
from tests.newsstand import HERE
from tests.tui.test_cli import home, lines, quoth

__all__ = ["home"]


@contextmanager
def coprocess(*arguments: str, home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A running ``quoth``; killed if it does not end within a minute."""
    process = subprocess.Popen(
        [sys.executable, "-c", "from tui.__main__ import main; main()", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "QUOTH_HOME": str(home)},
    )
    watch = threading.Timer(60, process.kill)
    watch.start()
    try:
        yield process
    finally:
        process.kill()
        watch.cancel()
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            assert pipe is not None
            with suppress(BrokenPipeError):
                pipe.close()


@pytest.mark.parametrize(
    "arguments", [["annotate"], ["annotate", "--processes", "2"], ["extract"]], ids=["annotate", "processes", "extract"]
)
def test_whoever_waits_for_the_answer_before_the_next_line_gets_it(home: Path, arguments: list[str]) -> None:
    asked = [{"id": 1, "text": "Anna Lindqvist smiled."}, {"id": 2}, {"id": 3, "text": "“No,” said Graham Pell."}]
    with coprocess(*arguments, "--jsonl", "-", home=home) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for line in asked:
            process.stdin.write(json.dumps(line).encode() + b"\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline() or b"null")
            assert answer is not None, "it was killed for not answering"
            assert (answer["id"], "error" in answer) == (line["id"], "text" not in line)
        process.stdin.close()
        assert (process.stdout.read(), process.wait()) == (b"", 0)


def test_it_ends_in_peace_when_nobody_reads_its_answers_though_the_lines_go_on(home: Path) -> None:
    with coprocess("extract", "--jsonl", "-", home=home) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b'{"id": 1, "text": "One."}\n')
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write(b'{"id": 2, "text": "Two."}\n')
        process.stdin.flush()
        assert process.wait() == 0
        assert process.stderr.read() == b""


def test_many_lines_that_wait_are_read_together() -> None:
    many = b"".join(b'{"id": %d, "text": "x"}\n' % number for number in range(500))

    class Pipe:
        """Lines that are all there."""

        def __init__(self) -> None:
            self.left = many.splitlines(keepends=True)

        def readline(self, _: int = -1) -> bytes:
            return self.left.pop(0) if self.left else b""

    with Apart() as apart:
        tickets = list(from_lines(Pipe(), as_is=True, apart=apart))  # type: ignore[arg-type]
    assert [named(ticket.id) for ticket in tickets if ticket is not None] == list(map(str, range(500)))
    assert tickets.count(None) < 250


DEEP = "[" * 100_000


class TestAnyLine:
    def answered(self, line: str | bytes) -> dict:
        given = line.encode() if isinstance(line, str) else line
        first, answer, last = lines(
            quoth(
                "extract", "--jsonl", "-", given=b'{"id": "a", "text": "A."}\n' + given + b'\n{"id": "z", "text": "Z."}'
            )
        )
        assert (first["id"], last["id"]) == ("a", "z")
        return answer

    @pytest.mark.parametrize(
        "line",
        [
            f'{{"id": 2, "text": {DEEP}}}',
            f'{{"text": {DEEP}{"]" * 100_000}, "id": 2}}',
            f'{{"more": {{"id": 7, "deep": {DEEP}{"]" * 100_000}}}, "id": 2}}',
            '{"id": 2, "text": 5}',
            '{"id": 2, "text": "x", "url": ["https://courier.example"]}',
            '{"html": {"p": 1}, "id": 2}',
            '{"id": 2, "text": "broken off',
            '{"id": 2, "text": "half \\ud800 a character"}',
            b'{"id": 2, "text": "\xff"}',
            '{"id": 2, "html": "' + "<div>" * 50_000 + '"}',
            '{"id": 2, "text": null}',
        ],
        ids=lambda line: line[:20] + line[-20:],
    )
    def test_what_is_wrong_with_one_is_its_answer_and_bears_its_id(self, home: Path, line: str | bytes) -> None:
        answer = self.answered(line)
        assert answer["id"] == 2
        assert len(answer["error"]) < 200

    @pytest.mark.parametrize(
        "name", ["5", '"5"', "-3", "0.10", "true", '[1,{"a":2}]', "123456789012345678901234567890"]
    )
    def test_an_id_comes_back_as_it_was(self, home: Path, name: str) -> None:
        result = quoth("extract", "--jsonl", "-", given=f'{{"id": {name}, "text": "Tea."}}')
        assert result.stdout.startswith(f'{{"id":{name},"title"')
        assert quoth("annotate", "--jsonl", "-", given=f'{{"id": {name}}}').stdout.startswith(f'{{"id":{name},"error"')

    def test_a_byte_order_mark_is_no_error(self, home: Path) -> None:
        mark = "\ufeff".encode()
        given = mark + b'{"id": 1, "text": "One."}\n' + mark + b'{"id": 2, "text": "Two."}\n' + mark + b"\n"
        assert [answer["text"] for answer in lines(quoth("extract", "--jsonl", "-", given=given))] == ["One.", "Two."]

    def test_one_without_end_is_not_kept_in_memory(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(reading, "LONGEST", 1_000)
        answer = self.answered('{"id": 2, "text": "' + "x" * 5_000 + '"}')
        assert (answer["id"], answer["error"]) == ("line 2", "Line 2 is longer than 0 MB.")

    @given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
    def test_any_bytes_are_one_answer_or_none(self, line: bytes) -> None:
        import io

        line = line.replace(b"\n", b" ")
        with Apart() as apart:
            tickets = [ticket for ticket in from_lines(io.BytesIO(line), as_is=True, apart=apart) if ticket is not None]
        assert len(tickets) <= 1
        for ticket in tickets:
            named(ticket.id)


def test_the_completion_of_the_shell_is_printed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_QUOTH_COMPLETE", "zsh_source")
    script = "import sys; sys.argv = ['quoth']; from tui.__main__ import main; main()"
    printed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (printed.returncode, printed.stdout[:15]) == (0, "#compdef quoth\n")


ENDLESS = "<html><body><p>" + "<a href=x>y" * 1_000_000
"""Extraction takes time by the square of it."""


class TestBounds:
    """A hostile page or feed costs itself alone at the shell, too."""

    @pytest.fixture(autouse=True)
    def _few_seconds(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "SECONDS", 3.0)

    def test_a_page_among_lines(self) -> None:
        good = "<html><body><article><h1>Ferry</h1>" + "<p>The ferry will go again on Monday.</p>" * 9
        given = [{"id": 1, "html": good}, {"id": 2, "html": ENDLESS}, {"id": 3, "html": good}]
        first, evil, last = lines(quoth("extract", "--jsonl", "-", given="\n".join(map(json.dumps, given))))
        assert "ferry will go" in first["text"]
        assert "needs too long to read" in evil["error"]
        assert last["text"] == first["text"]

    def test_a_page_among_files(self, tmp_path: Path) -> None:
        (tmp_path / "evil.html").write_text(ENDLESS)
        result = quoth("extract", "--jsonl", tmp_path / "evil.html", HERE / "harbour.html")
        evil, good = lines(result)
        assert "needs too long to read" in evil["error"]
        assert good["text"]

    def test_a_feed_that_is_looked_at(self, tmp_path: Path) -> None:
        evil = f"<rss version='2.0'><channel><title>T</title><item><description>{'<b>' * 300_000}"
        (tmp_path / "evil.xml").write_text(evil)
        result = quoth("preview", tmp_path / "evil.xml")
        assert result.exit_code == 1
        assert "needs too long to read" in result.stderr
