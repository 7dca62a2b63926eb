"""Whoever reads for hours has no more in memory than somebody who has just begun."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from textual._styles_cache import StylesCache
from textual.worker import Worker

from readers.model import Annotations, Article, Document
from tests.tui import fiction
from tui.actions.noting import Noted
from tui.state import pauses, problems
from tui.state.reading import Reading
from tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from tests.tui.conftest import Reader
    from tests.tui.fake import FakeNewsroom

FEW = 6
"""Of anything that belongs to an article: the one on the screen, the one that is got ready, and some on their way."""


def alive(kind: type) -> int:
    """How many of a kind there are that something holds on to."""
    gc.collect()
    return sum(type(one) is kind for one in gc.get_objects())


async def read(app: Reader, articles: int) -> int:
    """Open so many articles one after the other, and move about in each; gives how many different ones there were."""
    opened = set()
    for _ in range(articles):
        await app.press("enter", "space", "] e", "] q")
        opened.add(app.screen.view.article.row.id)
        await app.press("q", "j")
    return len(opened)


async def test_of_thirty_articles_that_were_opened_only_the_last_are_there(reader, newsroom: FakeNewsroom) -> None:
    newsroom.entries = fiction.rows(60)
    kinds = (Document, Article, Annotations, Reading, Worker)
    before = {kind: alive(kind) for kind in kinds}
    async with reader() as app:
        opened = await read(app, 30)
        assert opened == 30
        assert {kind.__name__: alive(kind) - before[kind] for kind in kinds if alive(kind) - before[kind] > FEW} == {}


async def test_what_is_over_is_let_go_of_though_something_else_never_ends(reader, newsroom: FakeNewsroom) -> None:
    newsroom.entries = fiction.rows(60)
    newsroom.annotator.clear()
    before = alive(Worker)
    async with reader() as app:
        await read(app, 20)
        assert any(not worker.is_finished for worker in app.app.workers)
        coroutines = [one for one in gc.get_objects() if type(one).__name__ == "coroutine"]
        assert sum(one.__name__ == "_open_row" for one in coroutines) <= 1
        assert alive(Worker) - before <= FEW
        newsroom.annotator.set()
        await app.settle()


async def test_a_line_that_was_asked_for_is_let_go_of(reader) -> None:
    before = alive(Prompt)
    async with reader() as app:
        await app.press("enter")
        for number in range(12):
            await app.press("a")
            await app.type(str(number), "enter")
        # The last one may still be with what was done last.
        assert alive(Prompt) - before <= 2


async def test_the_painted_lines_of_widgets_that_are_gone_are_let_go_of(reader) -> None:
    async with reader() as app:
        await app.press("enter")
        before = alive(StylesCache)
        for number in range(40):
            await app.press("a")
            await app.type(str(number), "enter")
        pauses.forget_widgets()
        assert alive(StylesCache) - before <= 6


async def test_so_many_steps_can_be_taken_back_and_no_more(reader, newsroom: FakeNewsroom) -> None:
    newsroom.entries = fiction.rows(40)
    async with reader() as app:
        await app.press("G")
        most = app.screen.undoable.maxlen
        assert most == 50
        for _ in range(most + 5):
            await app.press("N")
        assert len(app.screen.undoable) == most
        await app.press("ctrl+z")
        assert len(app.screen.undoable) == most - 1
        assert "again" in app.status


async def test_a_note_that_can_be_taken_back_does_not_hold_what_was_found_in_its_article(reader) -> None:
    async with reader() as app:
        await app.press("enter", "] e", "H")
        (step,) = app.screen.undoable
        assert isinstance(step, Noted)
        assert step.article.annotations is None
        await app.press("ctrl+z")
        assert "taken back: highlighted" in app.status
        assert app.screen.view.article.annotations is not None
        assert app.screen.view.article.notes == ()


async def test_only_the_newest_problems_are_kept(reader) -> None:
    async with reader() as app:
        for number in range(problems.MOST + 20):
            app.screen.note_problem(f"the tern {number} has flown")
        told = [one.told for one in app.screen.problems]
        assert len(told) == problems.MOST
        assert told[-1] == f"the tern {problems.MOST + 19} has flown"
