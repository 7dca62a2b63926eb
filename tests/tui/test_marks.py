"""Marks in an article: a letter for a place, kept over restarts and over another text; and any unread entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tui.fake import FakeNewsroom


async def test_a_place_is_given_to_a_letter_and_gone_back_to(reader: Callable) -> None:
    async with reader(size=(80, 24)) as app:
        await app.press("enter", "0 1 0 j", "m", "a")
        assert "mark a" in app.status
        place = app.screen.view.place
        assert place
        await app.press("G", "' a")
        assert app.screen.view.shows(app.screen.view.reading.page.from_document(place))
        at = app.screen.view.scroll_offset.y
        await app.press("g g", "` a", "' '")
        assert app.screen.view.scroll_offset.y == 0
        assert at


async def test_marks_are_kept_over_restarts_each_with_its_entry(newsroom: FakeNewsroom, reader: Callable) -> None:
    async with reader(size=(80, 24)) as app:
        await app.press("enter", "0 1 0 j", "m a", "G", "m b")
        ends = app.screen.view.place
    async with reader(size=(80, 24)) as app:
        await app.press("enter", "g g", "' b")
        assert app.screen.view.shows(app.screen.view.reading.page.from_document(ends))
        await app.press("q", "j", "enter", "' b")
        assert "no mark b" in app.status


async def test_a_mark_finds_its_words_in_another_text(newsroom: FakeNewsroom, reader: Callable) -> None:
    async with reader(size=(80, 24)) as app:
        await app.press("enter", "0 1 0 j", "m a")
        view = app.screen.view
        words = view.article.document.text[view.place :][:20]
        longer = msgspec.structs.replace(view.article.document, text=f"Put before.\n\n{view.article.document.text}")
        longer = msgspec.structs.replace(longer, blocks=(), links=(), images=())
        article = msgspec.structs.replace(view.article, document=longer, annotations=None)
        view.show(article, 0)
        await app.press("g g", "' a")
        at = longer.text.index(words)
        assert view.shows(view.reading.page.from_document(at))


async def test_a_letter_without_a_mark_is_told_with_those_there_are(reader: Callable) -> None:
    async with reader(size=(80, 24)) as app:
        await app.press("enter", "' x")
        assert app.status == "no mark x in this article"
        await app.press("m c", "' x")
        assert app.status == "no mark x in this article; there are c"


async def test_any_other_key_sets_no_mark_and_does_nothing_else(reader: Callable) -> None:
    async with reader(size=(80, 24)) as app:
        await app.press("enter", "m escape")
        assert app.status == "no mark was set"
        assert app.screen.pane == "article"
        await app.press("m q")
        assert app.screen.pane == "article"


async def test_in_the_list_m_marks_read_as_ever(newsroom: FakeNewsroom, reader: Callable) -> None:
    async with reader(size=(120, 40)) as app:
        before = app.screen.entries.entry.read
        await app.press("m")
        assert app.screen.entries.entry.read is not before


async def test_any_unread_entry(newsroom: FakeNewsroom, reader: Callable) -> None:
    async with reader(size=(120, 40)) as app:
        seen = set()
        for _ in range(12):
            await app.press("g r")
            row = app.screen.entries.entry
            assert not row.read
            seen.add(row.id)
        assert len(seen) > 3
        await app.press("enter", "g r")
        assert app.screen.view.article.row.id == app.screen.entries.entry.id
        await app.press("h h", "A", "l", "g r")
        assert app.status == "nothing else unread here"
