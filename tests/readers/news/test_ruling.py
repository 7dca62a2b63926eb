"""What the programs of rules come to is kept with their rules."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from readers.library.library import Library
from readers.library.rules import keeping
from readers.model import Entry, Feed
from readers.news.ruling import apply_rules, await_programs
from tests.readers.library.conftest import COURIER, NOW, entry

ENDS = "import sys, time; how, wait = sys.argv[-1].split(); time.sleep(float(wait)); sys.exit(int(how))"
"""A program that is told by an entry's title how to end, and after how many seconds."""

TOO_LONG = "0 0".ljust(3_000_000)
"""More than any system gives a program."""


@pytest.fixture
def library(tmp_path: Path):
    with Library.open(tmp_path / "library.db") as opened:
        yield opened


async def ruled(library: Library, *titles: str, feed: Feed = COURIER) -> list[str]:
    """Entries come whose programs end so; gives what every rule says is wrong with it, and then with none running."""
    numbers = range(len(library.rows()), len(library.rows()) + len(titles))
    known: list[Entry] = [entry(number, title=title) for number, title in zip(numbers, titles, strict=True)]
    library.store_entries(library.subscribe(feed, now=NOW).id, feed, known, now=NOW)
    await apply_rules(library)
    await await_programs(library, 20)
    return [one.problem for one in keeping.rules(library.database)]


@pytest.fixture
def rule(library: Library) -> None:
    keeping.add(library.database, "feed:courier", "run", f"{sys.executable} -c '{ENDS}' %t", enabled=True)


@pytest.mark.usefixtures("rule")
@pytest.mark.parametrize(
    "titles",
    [("3 0", "0 0"), ("0 0", "3 0"), ("3 0", "0 1"), ("0 1", "3 0"), ("3 0", "4 1", "0 1.5")],
    ids=["first", "last", "and others later", "while others run", "the first of two"],
)
async def test_one_that_failed_is_told_whatever_becomes_of_the_others(
    library: Library, titles: tuple[str, ...]
) -> None:
    (problem,) = await ruled(library, *titles)
    assert problem.endswith("ended with an error (3).")


@pytest.mark.usefixtures("rule")
async def test_when_all_go_well_again_nothing_is_wrong(library: Library) -> None:
    assert (await ruled(library, "3 0"))[0]
    assert await ruled(library, "0 0", "0 0.1") == [""]


@pytest.mark.usefixtures("rule")
async def test_of_one_that_runs_on_is_told_what_is_known(library: Library) -> None:
    feed = library.subscribe(COURIER, now=NOW)
    library.store_entries(feed.id, COURIER, [entry(1, title="3 0"), entry(2, title="0 3")], now=NOW)
    await apply_rules(library)
    await await_programs(library, 1.5)
    (rule,) = keeping.rules(library.database)
    assert rule.problem.endswith("ended with an error (3).")
    await await_programs(library, 20)
    (rule,) = keeping.rules(library.database)
    assert rule.problem.endswith("ended with an error (3).")


@pytest.mark.parametrize("titles", [("0 0", TOO_LONG), (TOO_LONG, "0 0")], ids=["after", "before"])
@pytest.mark.usefixtures("rule")
async def test_one_that_cannot_be_started_is_told_beside_those_that_can(
    library: Library, titles: tuple[str, ...]
) -> None:
    (problem,) = await ruled(library, *titles)
    assert "cannot be run" in problem
    assert await ruled(library, "0 0") == [""]
