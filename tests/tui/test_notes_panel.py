"""The notes in the panel, and what they look like in the text."""

from __future__ import annotations

import pytest

from readers.marks.anchors import anchor
from readers.model import Anchor, Note, Span
from tests.tui import fiction
from tests.tui.conftest import SIZES
from tests.tui.fake import FakeNewsroom
from tests.tui.test_noting import SIZED, kept, marked, panel, write


@pytest.fixture
def noted(newsroom: FakeNewsroom) -> list[Note]:
    """Four notes to the harbour: to its end, to its beginning, to all of it, and to words that are gone."""
    document = fiction.harbour()

    def at(words: str) -> Anchor:
        start = document.text.index(words)
        return anchor(document, Span(start, start + len(words)))

    notes = [
        Note(1, at("They are short of money,"), "Are they? #money", ("money",)),
        Note(2, at("The council of Saltmarsh Bay")),
        Note(3, Anchor(""), "Read again"),
        Note(4, Anchor("words that have gone", "before ", " after", 90), "Pity"),
    ]
    newsroom.notes[document.digest] = notes
    return notes


class TestPanel:
    @SIZED
    async def test_its_fourth_tab_has_the_notes_in_the_order_of_the_text(self, reader, noted, size) -> None:
        async with reader(size, opening=["harbour.html"]) as app:
            await app.press("4")
            assert panel(app) == [
                "The whole article",
                "Read again",
                "",
                "In the text",
                "The council of Saltmarsh Bay",
                "",
                "They are short of money,",
                "Are they? #money",
                "",
                "No longer in the text",
                "words that have gone",
                "Pity",
            ]
            assert "Notes 4" in app.text
            assert app.screen.panel.notes.has_focus

    async def test_enter_jumps_to_the_words(self, reader, noted) -> None:
        async with reader(opening=["harbour.html"]) as app:
            await app.press("4", "j", "j", "enter")
            assert app.screen.pane == "article"
            assert app.status == "note 2 of 2 · Are they? #money"
            view = app.screen.view
            assert view.shows(view.reading.mark.start)

    async def test_the_cursor_shows_them_and_follows_them(self, reader, noted) -> None:
        async with reader(opening=["harbour.html"]) as app:
            await app.press("4", "j")
            assert app.status == "highlight 1 of 2"
            await app.press("escape", "] n")
            assert app.screen.panel.notes.item.note == noted[0]

    async def test_words_that_are_gone_cannot_be_gone_to(self, reader, noted) -> None:
        async with reader(opening=["harbour.html"]) as app:
            await app.press("4", "G", "enter")
            assert app.status == "these words are no longer in the text"
            assert app.screen.pane == "panel"

    @pytest.mark.parametrize("key", ["d", "delete"])
    async def test_the_note_at_hand_is_deleted_and_brought_back(self, reader, newsroom, noted, key: str) -> None:
        before = list(noted)
        async with reader(opening=["harbour.html"]) as app:
            await app.press("4", "G", key)
            assert app.status == "note deleted · ^z takes it back"
            assert [one.id for one in app.screen.view.article.notes] == [1, 2, 3]
            assert "No longer in the text" not in panel(app)
            assert "Notes 3" in app.text
            await app.press("ctrl+z")
            assert list(app.screen.view.article.notes) == before == noted
            await app.press("g g", key)
            assert "The whole article" not in panel(app)

    async def test_the_note_at_hand_is_changed(self, reader, newsroom, noted) -> None:
        async with reader(opening=["harbour.html"]) as app:
            await app.press("4", "G", "a", "ctrl+u")
            await write(app, "A pity", "enter")
            assert "A pity" in panel(app)
            assert app.screen.panel.notes.item.note.id == 4

    async def test_the_key_to_delete_does_nothing_elsewhere(self, reader, noted) -> None:
        async with reader(opening=["harbour.html"]) as app:
            await app.press("d", "1", "d", "2", "d")
            assert len(app.screen.view.article.notes) == 4

    async def test_the_bottom_line_has_the_keys_of_notes(self, reader, noted) -> None:
        async with reader(opening=["harbour.html"]) as app:
            await app.press("4")
            keys = app.text.splitlines()[-1]
            assert "a note  d delete" in keys
            await app.press("1")
            assert "d delete" not in app.text.splitlines()[-1]

    async def test_a_name_in_the_panel_can_be_noted(self, reader, newsroom) -> None:
        async with reader(opening=["harbour.html"]) as app:
            await app.press("1", "j", "a")
            await write(app, "Director", "enter")
            assert kept(newsroom) == [("Marcus Thane", "Director", ())]

    async def test_where_tabs_are_many_those_in_the_middle_lose_their_counts_first(self, reader, noted) -> None:
        async with reader(opening=["harbour.html"]) as app:
            assert "Names 8│Quotes 13│Places│Notes 4" in app.text
            await app.press("3")
            assert "Names 8│Quotes│Places 3│Notes 4" in app.text
            await app.pilot.click(app.screen.panel.tabs, offset=(27, 0))
            await app.settle()
            assert app.screen.panel.tab == "notes"

    async def test_with_nothing_noted_it_says_so(self, reader) -> None:
        async with reader(opening=["harbour.html"]) as app:
            await app.press("4")
            assert "nothing noted" in app.text


class TestLooks:
    @pytest.mark.parametrize("size", [(60, 18), SIZES["medium"], SIZES["large"]])
    async def test_highlights_are_seen_and_notes_have_a_sign(self, reader, noted, size) -> None:
        async with reader(size, opening=["harbour.html"]) as app:
            assert "The council of " in marked(app)
            await app.press("] n", "] n")
            line = next(line for line in app.text.splitlines() if "“They are short of money" in line)
            assert "✎" in line

    async def test_they_go_when_another_article_comes(self, reader, newsroom) -> None:
        async with reader(SIZES["large"]) as app:
            await app.press("enter", "] q", "H", "n")
            assert app.screen.view.article.row.id == 2
            assert marked(app) == []

    async def test_the_legend_tells_them(self, reader) -> None:
        async with reader(opening=["harbour.html"]) as app:
            await app.press("?")
            assert "a highlight  ✎ beside it: there is a note to it" in app.text
