"""The library in the `sqlite3` shell: it explains itself, and answers the questions of the README."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from readers.library.library import Library

README = Path(__file__).parents[4] / "README.md"


@pytest.fixture
def shell(library: Library, say: Callable[..., int]) -> sqlite3.Connection:
    """A library as the shell opens it."""
    say("Doreen Kemp", "The harbour closes.", others=("Port Union",))
    say("Doreen K. Kemp", "It closes in spring.", others=("Port Union",))
    say("Doreen Kemp", "It opens again.")
    say("Graham Pell", "The harbour stays.", others=("Port Union",))
    return sqlite3.connect(library.path)


def test_the_questions_of_the_readme_have_answers(shell: sqlite3.Connection) -> None:
    section = README.read_text(encoding="utf-8").split("## Ask it yourself", 1)[1].split("\n## ", 1)[0]
    (block,) = re.findall(r"```sql\n(.*?)```", section, re.DOTALL)
    questions = [one for one in block.split(";") if one.strip()]
    assert len(questions) == 3
    with closing(shell):
        answers = [shell.execute(question).fetchall() for question in questions]
    assert answers[0][0][:2] == ("Doreen Kemp", 3)
    assert [row[-1] for row in answers[1]] == ["The harbour stays.", "The harbour closes."]
    assert len(answers[2]) == 2


def test_a_view_tells_what_its_columns_mean(shell: sqlite3.Connection) -> None:
    with closing(shell):
        told = dict(shell.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'").fetchall())
    assert {"people", "organisations", "quotes_by_person", "named_in"} <= told.keys()
    assert "0-1, that they said it" in told["quotes_by_person"]


def test_what_the_reader_said_holds_there_too(shell: sqlite3.Connection) -> None:
    with closing(shell):
        shell.execute("UPDATE entities SET called = 'Dame Doreen' WHERE name LIKE 'Doreen%'")
        shell.execute("UPDATE entities SET hidden = 1 WHERE name = 'Port Union'")
        (dame,) = shell.execute("SELECT name, articles, quotes, also_called FROM people WHERE name LIKE 'Dame%'")
        assert dame[:3] == ("Dame Doreen", 3, 3)
        assert set(dame[3].split(", ")) == {"Doreen Kemp", "Doreen K. Kemp"}
        assert shell.execute("SELECT * FROM organisations").fetchall() == []
