"""Many sources, long lists, and bytes that are not what the terminal writes."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tui.test_cli import home, quoth

__all__ = ["home"]

TEXT = "The bridge — said to be “unsafe” — is closed. “We have no choice,” said Anna Lindqvist, the mayor of Zürich.\n"


@pytest.fixture
def two(tmp_path: Path) -> list[str]:
    files = [tmp_path / "one.txt", tmp_path / "two.txt"]
    for file in files:
        file.write_text(TEXT, encoding="utf-8")
    return [str(file) for file in files]


def test_two_articles_are_one_table(home: Path, two: list[str]) -> None:
    done = quoth("annotate", "--format", "csv", *two)
    rows = list(csv.reader(io.StringIO(done.stdout)))
    assert [row[0] for row in rows].count("speaker") == 1
    assert [row[0] for row in rows].count("Anna Lindqvist") >= 2


def test_two_articles_are_one_document_of_annotations(home: Path, two: list[str]) -> None:
    assert len(json.loads(quoth("annotate", "--format", "webannotation", *two).stdout)) == 2


def test_two_articles_are_no_page(home: Path, two: list[str]) -> None:
    done = quoth("annotate", "--format", "html", *two)
    assert done.exit_code == 2
    assert "one article" in done.stderr


NAME = os.fsdecode(b"caf\xe9.txt")
ENCODINGS = [
    {"PYTHONIOENCODING": "latin-1"},
    {"LC_ALL": "C"},
    {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a file's name cannot be such bytes")
@pytest.mark.parametrize("environment", ENCODINGS)
@pytest.mark.parametrize(
    "arguments",
    [["extract"], ["annotate", "--format", "markdown"], ["read", "--plain"], ["save"], ["preview"], ["add"], ["import"],
     ["search"], ["who"], ["quotes", "--by"], ["notes", "--about"]],
    ids=" ".join,
)  # fmt: skip
def test_no_bytes_on_the_command_line_and_no_encoding_end_in_a_traceback(
    tmp_path: Path, environment: dict[str, str], arguments: list[str]
) -> None:
    (tmp_path / NAME).write_text(TEXT, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", "from tui.__main__ import main; main()", *arguments, NAME],
        capture_output=True,
        cwd=tmp_path,
        check=False,
        env={**os.environ, **environment, "QUOTH_HOME": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert b"Traceback" not in done.stderr
    assert done.returncode in {0, 1, 2}


def test_a_list_that_is_cut_says_so_and_none_is_with_nought(home: Path, two: list[str]) -> None:
    from readers.library.library import Library
    from readers.marks.anchors import anchor
    from readers.model import Document, Note, Span

    document = Document(text=TEXT, title="Bridge")
    with Library.open(home / "home" / "library.db") as library:
        for number in range(7):
            library.add_note(document, Note(0, anchor(document, Span(4, 10)), f"note {number}"))
    cut = quoth("notes", "--limit", "5")
    assert (len(json.loads(cut.stdout)), "--limit 0" in cut.stderr) == (5, True)
    whole = quoth("notes", "--limit", "0")
    assert (len(json.loads(whole.stdout)), whole.stderr) == (7, "")
