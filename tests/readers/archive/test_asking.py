"""Questions to an archive: the library's language as SQL, and what an archive knows nothing of."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from readers.archive.asking import ask, compiled
from readers.archive.building import build
from readers.errors import ArchiveError, QueryError
from tests.readers.archive.makers import make_lines

NOW = datetime(2024, 12, 31, tzinfo=UTC)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve articles, one in each month of 2024."""
    folder = tmp_path_factory.mktemp("asking")
    build([make_lines(folder / "a.jsonl", 12)], folder / "to")
    return folder / "to"


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("by:lindqvist", [0, 5, 10]),
        ('by:"anna lindqvist" since:2024-06', [5, 10]),
        ("by:LÍNDQVIST before:2024-06", [0]),
        ("by:lindqvist on:2024-06", [5]),
        ("by:lindqvist quote:\"number 5\"", [5]),
        ("by:brandt quote:\"number 5\"", []),
        ("person:castell place:dublin", [2]),
        ("place:oslo -by:kemp", [7, 11]),
        ("by:kemp or title:\"pier 7\"", [3, 7, 8]),
        ("with:haller,oslo", []),
        ("(by:kemp or by:brandt) until:2024-04-01", [1]),
        ("feed:courier lang:xx", []),
        ("feed:cour*  \"about pier 9\"", [9]),
        ("pie", []),
        ("-since:2024-03", [0, 1]),
        ("100% x'; DROP", []),
    ],
)  # fmt: skip
def test_a_query_finds_what_it_says(archive: Path, query: str, numbers: list[int]) -> None:
    found = ask(archive, query, now=NOW)
    assert [row["id"] for row in found] == [f"a{number}" for number in reversed(numbers)]


def test_what_was_typed_is_never_a_part_of_the_question(archive: Path) -> None:
    question = compiled(archive, "zweierlei\\' by:\"o'neil')--\" feed:grün", 5)
    assert not [word for word in ("zweierlei", "neil", "grün", "grun", str(archive)) if word in question.sql]
    assert question.sql.endswith("LIMIT 5")


@pytest.mark.parametrize("query", ["pier unread", "pier tag:later", "note:x", "folder:a", "is:starred", "#later"])
def test_what_only_a_reader_has_is_refused_at_its_place(archive: Path, query: str) -> None:
    with pytest.raises(QueryError, match="An archive has no") as caught:
        compiled(archive, query)
    assert query[caught.value.start : caught.value.end] == query.rsplit(maxsplit=1)[-1]


def test_a_folder_without_an_archive_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="There is no archive in"):
        ask(tmp_path, "pier")
