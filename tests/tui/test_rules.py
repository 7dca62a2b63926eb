"""Rules in the reader: made, tried out before they are switched on, changed, undone, removed; and what they do."""

from __future__ import annotations

import asyncio
import sys
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest

from readers.config import Config
from readers.library.library import Library
from readers.library.rules import applying, keeping
from readers.model import Feed, Rule
from tests.readers.library.conftest import entry, spoken
from tests.tui.conftest import SIZES, Reader
from tui.app import QuothApp
from tui.desk import Desk
from tui.state.settings import Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.tui.fake import FakeNewsroom

    Open = Callable[..., AbstractAsyncContextManager[Reader]]

COURIER = Feed("https://courier.example/feed.xml", title="The Courier")


async def test_a_rule_is_made_seen_at_work_and_only_then_switched_on(reader: Callable, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("z r")
        assert "no rules yet: a adds one" in app.text
        await app.press("a")
        await app.type("title:corvane", "enter")
        assert "mark them read" in app.text
        await app.press("m")
        found = sum("corvane" in row.title.casefold() for row in newsroom.entries)
        assert f"Tried out: it mutes {found} entries" in app.text
        assert newsroom.kept_rules[1] == Rule(1, "title:corvane", "mute")
        await app.press("o")
        assert newsroom.kept_rules[1].enabled
        assert "on   title:corvane" in app.text
        assert "mutes them · 0 entries so far" in app.text


async def test_one_that_is_off_is_tried_before_it_is_switched_on_and_switched_off_at_once(
    reader: Callable, newsroom: FakeNewsroom
) -> None:
    await newsroom.add_rule("corvane", "star")
    async with reader() as app:
        await app.press("z r", "o")
        assert "Tried out: it stars" in app.text
        assert not newsroom.kept_rules[1].enabled
        await app.press("escape")
        assert "off  corvane" in app.text
        await app.press("o", "o")
        assert newsroom.kept_rules[1].enabled
        await app.press("o")
        assert not newsroom.kept_rules[1].enabled


async def test_a_mistake_in_its_query_is_shown_at_its_place_and_completed_like_any_search(
    reader: Callable, newsroom: FakeNewsroom
) -> None:
    async with reader() as app:
        await app.press("z r", "a")
        await app.type("corvane", "space")
        await app.type("pers:x", "enter")
        prompt = app.screen.asking.prompt
        assert "There is no field “pers:”" in app.status
        assert prompt is not None
        (underlined,) = prompt.highlighter(prompt.value).spans
        assert prompt.value[underlined.start : underlined.end] == "pers:"
        await app.press("backspace " * 20)
        await app.type("person:sol", "tab")
        assert prompt.value == 'person:"Ingrid Solheim"'
        await app.press("enter", "s")
        assert newsroom.kept_rules[1].query == 'person:"Ingrid Solheim"'


async def test_a_tag_and_a_command_are_asked_for(reader: Callable, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("z r", "a")
        await app.type("corvane", "enter", "t")
        await app.type("ports", "enter")
        assert "tags" in app.text
        assert "with #ports" in app.text
        await app.press("c", "enter", "x")
        await app.type("say", "space", "% t", "enter")
        assert newsroom.kept_rules[1] == Rule(1, "corvane", "run", "say %t")


async def test_changing_one_keeps_what_it_does_if_wished(reader: Callable, newsroom: FakeNewsroom) -> None:
    await newsroom.add_rule("corvane", "tag", "ports")
    async with reader() as app:
        await app.press("z r", "c")
        await app.type("s", "enter")
        assert "as before: it tags them with #ports" in app.text
        await app.press("k")
        assert newsroom.kept_rules[1] == Rule(1, "corvanes", "tag", "ports")


async def test_what_it_did_is_taken_back_and_it_is_removed(reader: Callable, newsroom: FakeNewsroom) -> None:
    newsroom.kept_rules = {number: Rule(number, f"word{number}", "star", touched=3) for number in (1, 2)}
    async with reader() as app:
        await app.press("z r", "j", "z")
        assert app.screen.status.said == "taken back: it stars 3 entries"
        assert [one.touched for one in newsroom.kept_rules.values()] == [3, 0]
        assert app.app.screen.lines.item.value.id == 2, "the cursor stays on its rule"
        await app.press("d")
        assert "take back what it did" not in app.text
        await app.press("y")
        assert list(newsroom.kept_rules) == [1]
        await app.press("d", "z")
        assert newsroom.kept_rules == {}


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
async def test_a_rule_that_is_wrong_stands_among_the_problems_until_it_is_mended(
    reader: Callable, newsroom: FakeNewsroom, size: tuple[int, int]
) -> None:
    newsroom.kept_rules = {4: Rule(4, "apple", "run", "/no/such %u", True, "/no/such cannot be run.", 1)}
    async with reader(size) as app:
        await app.press("R")
        assert "! 1" in app.text
        await app.press("R", "!")
        assert app.text.count("The rule “apple” could not do what it is for") == 1
        await app.press("enter")
        assert "! /no/such cannot be run." in app.text
        newsroom.kept_rules[4] = msgspec.structs.replace(newsroom.kept_rules[4], problem="")
        await app.press("o")
        assert [one for one in app.screen.problems if one.rule == 4] == []


async def test_its_name_is_in_the_help_and_the_palette_and_its_key_in_the_hint(reader: Callable) -> None:
    async with reader() as app:
        await app.press("?")
        await app.type("rules")
        assert "zr" in app.text
        await app.press("escape", "z")
        app.screen._tell_sequence(("z",))
        await app.settle()
        assert "r rules" in app.text
        await app.press("escape", ":")
        await app.type("rules")
        for _ in range(200):
            await app.pilot.pause(0.02)  # the palette searches in its own time
            await app.press("enter")
            if "no rules yet" in app.text:
                break
        assert "no rules yet" in app.text


async def test_what_a_rule_tells_of_is_told_on_the_screen_where_nothing_else_is_set(
    reader: Callable, newsroom: FakeNewsroom
) -> None:
    rule = Rule(1, "org:apple", "notify", enabled=True)
    async with reader() as app:
        newsroom.tidings = [applying.Deed(rule, row) for row in newsroom.entries[:2]]
        await app.press("R")
        assert app.screen.status.said == f"org:apple: {newsroom.entries[0].title} · and 1 more"


async def test_it_is_told_by_the_command_for_it_and_a_broken_one_is_a_problem(
    reader: Callable, newsroom: FakeNewsroom, tmp_path: Path
) -> None:
    from readers.config import Notify

    rule = newsroom.kept_rules[1] = Rule(1, "org:apple", "notify", enabled=True)
    out = tmp_path / "out"
    program = f"import os, sys; open({str(out)!r}, 'w').write(sys.argv[1] + ' ' + os.environ['QUOTH_URL'])"
    async with reader(notify=Notify(command=f"{sys.executable} -c '{program.replace(chr(39), chr(34))}' %t")) as app:
        newsroom.tidings = [applying.Deed(rule, newsroom.entries[0])]
        await app.press("R")
        for _ in range(500):
            if out.exists() and out.read_text():
                break
            await asyncio.sleep(0.02)
        assert out.read_text() == f"{newsroom.entries[0].title} {newsroom.entries[0].link}"
    async with reader(notify=Notify(command="/no/such %t")) as app:
        newsroom.tidings = [applying.Deed(rule, newsroom.entries[0])]
        await app.press("R")
        assert "/no/such cannot be run" in app.screen.problems[0].told


@pytest.fixture
def library_app(tmp_path: Path) -> Open:
    """The reader over a real library of one feed, and something that has entries arrive by another process."""
    config = Config(library=tmp_path / "library.db", saved=tmp_path / "saved")
    with Library.open(config.library) as library:
        library.set_setting("started", "yes")
        library.set_setting("hinted", "yes")
        library.subscribe(COURIER, now=datetime.now(UTC))

    @asynccontextmanager
    async def opened() -> AsyncIterator[Reader]:
        app = QuothApp(Desk(config), settings=Settings(refresh_at_start=False))
        async with app.run_test(size=(120, 40)) as pilot:
            reader = Reader(pilot, None)  # type: ignore[arg-type]  # the newsroom is the real one
            reader._busy = lambda worker: not worker.is_finished and worker.group not in {"live", "catch up"}  # type: ignore[method-assign]
            await reader.settle()
            yield reader

    return opened


def arrive(path: Path, number: int, name: str, kind: str) -> int:
    """An entry comes, and who is in it is found; gives its number."""
    now = datetime.now(UTC)
    with Library.open(path) as library:
        fresh = entry(number, title=f"Story {number}", published=now + timedelta(minutes=number))
        library.store_entries(1, COURIER, [fresh], now=now)
        (row,) = library.rows(limit=1)
        document, annotations = spoken(name, f"Words {number}.", kind=kind)
        library.store_document(row.id, document)
        library.store_annotations(document.digest, annotations, entry_id=row.id)
        return row.id


async def test_a_rule_that_is_made_in_the_open_reader_holds_without_a_restart(
    library_app: Open, tmp_path: Path
) -> None:
    async with library_app() as app:
        arrive(tmp_path / "library.db", 1, "Apple", "ORG")
        await app.press("z r", "a")
        await app.type("org:apple", "enter", "t")
        await app.type("chips", "enter")
        assert "Tried out: it tags 1 entry with #chips" in app.text
        await app.press("o", "escape")
        fruit = arrive(tmp_path / "library.db", 2, "Apple", "PRODUCT")
        company = arrive(tmp_path / "library.db", 3, "Apple", "ORG")
        from tui.actions import refreshing

        refreshing.catch_up(app.screen)
        await app.pilot.app.workers.wait_for_complete(
            [worker for worker in app.app.workers if worker.group == "catch up"]
        )
        library = app.app.newsroom.library  # type: ignore[attr-defined]
        assert [library.row(number).tags for number in (fruit, company)] == [(), ("chips",)]
        await app.settle()
        assert {row.id: row.tags for row in app.screen.listing.rows}[company] == ("chips",)
        await app.press("z r")
        assert "tags them with #chips · 1 entry so far" in app.text
        await app.press("z")
        assert library.row(company).tags == ()
        assert {row.id: row.tags for row in app.screen.listing.rows}[company] == ()


async def test_a_query_that_is_understood_no_more_is_a_problem_and_can_be_changed(
    library_app: Open, tmp_path: Path
) -> None:
    with Library.open(tmp_path / "library.db") as library:
        keeping.add(library.database, "apple", "star", enabled=True)
        with library.database.writing("as another version would") as connection:
            connection.execute("UPDATE rules SET query = 'mood:glad'")
        library.store_entries(1, COURIER, [entry(1)], now=datetime.now(UTC))
        applying.apply(library.database)
    async with library_app() as app:
        from tui.actions.queries import following

        await following.follow(app.screen)
        assert "There is no field “mood:”" in app.screen.problems[-1].told
        await app.press("!", "enter", "enter")
        assert "There is no field “mood:”" in app.screen.status.said
        await app.press("backspace " * 20)
        await app.type("pear", "enter", "k", "o")
        library = app.app.newsroom.library  # type: ignore[attr-defined]
        assert keeping.rules(library.database) == [Rule(1, "pear", "star", enabled=True)]
        assert [one for one in app.screen.problems if one.rule] == []
