"""Highlighting words and writing notes to them: with a key or two, seen at once, and taken back as quickly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from readers.anchors import anchor
from readers.model import Anchor, Article, Note, Span
from tests.tui import fiction
from tests.tui.conftest import SIZES
from tests.tui.test_selecting import drag
from tui import looks

if TYPE_CHECKING:
    from tests.tui.conftest import Reader
    from tests.tui.fake import FakeNewsroom

SIZED = pytest.mark.parametrize("size", [SIZES["small"], SIZES["medium"]], ids=["small", "medium"])
QUOTE = "We sold the one thing that made us a town, and we sold it cheaply,"


def kept(newsroom: FakeNewsroom) -> list[tuple[str, str, tuple[str, ...]]]:
    """The words, texts and tags of all notes."""
    return [(one.anchor.exact, one.body, one.tags) for notes in newsroom.notes.values() for one in notes]


def marked(app: Reader, look: str = "noted") -> list[str]:
    """The words on the screen of the article that are painted so."""
    view = app.screen.view
    colour = looks.style(app.app.theme_variables, look).color
    return [
        segment.text
        for y in range(view.size.height)
        for segment in view.render_line(y)
        if segment.style and segment.style.color == colour and segment.text.strip()
    ]


def panel(app: Reader) -> list[str]:
    """The rows of the notes in the panel."""
    return [line.heading or line.text for line in app.screen.panel.notes.items]


async def write(app: Reader, text: str, *keys: str) -> None:
    """Type a text, its spaces too."""
    await app.press(" ".join({" ": "space"}.get(letter, letter) for letter in text), *keys)


class TestHighlights:
    @SIZED
    async def test_selected_words_are_highlighted(self, reader, newsroom, size) -> None:
        async with reader(size, opening=["harbour.html"]) as app:
            await app.press("v", "w", "H")
            assert kept(newsroom) == [("Saltmarsh Bay", "", ())]
            assert app.status == "highlighted “Saltmarsh Bay” · ^z takes it back"
            assert marked(app) == ["Saltmarsh Bay"]
            assert app.screen.view.selected is None
            assert not app.screen.view.selecting

    async def test_words_that_were_dragged_are_too(self, reader, newsroom) -> None:
        async with reader(opening=["harbour.html"]) as app:
            await drag(app, "wants to build flats")
            await app.press("H")
            assert kept(newsroom) == [("wants to build flats", "", ())]

    async def test_with_nothing_selected_the_quote_or_name_at_hand_is(self, reader, newsroom) -> None:
        async with reader(opening=["harbour.html"]) as app:
            await app.press("] q", "H", "] e", "H")
            assert [words for words, _, _ in kept(newsroom)] == [QUOTE, "Solheim"]

    async def test_with_nothing_at_hand_it_says_what_to_do(self, reader, newsroom) -> None:
        async with reader(opening=["harbour.html"]) as app:
            await app.press("H")
            assert app.status == "nothing at hand to highlight: v selects words"
            assert kept(newsroom) == []

    @SIZED
    async def test_a_highlight_is_taken_away_by_the_same_key(self, reader, newsroom, size) -> None:
        async with reader(size, opening=["harbour.html"]) as app:
            await app.press("] q", "H", "H")
            assert app.status == "highlight taken away · ^z takes it back"
            assert kept(newsroom) == []
            await app.press("ctrl+z")
            assert app.status == "taken back: highlight taken away"
            assert kept(newsroom) == [(QUOTE, "", ())]
            await app.press("ctrl+z")
            assert kept(newsroom) == []
            assert marked(app) == []

    async def test_the_same_words_selected_again_are_no_second_highlight(self, reader, newsroom) -> None:
        async with reader(opening=["harbour.html"]) as app:
            await app.press("v", "H", "v", "H")
            assert kept(newsroom) == []

    async def test_one_with_a_note_is_not_thrown_away(self, reader, newsroom) -> None:
        async with reader(opening=["harbour.html"]) as app:
            await app.press("] q", "a")
            await write(app, "No", "enter", "H")
            assert app.status == "there is a note to these words: a changes it, 4 and d delete it"
            assert kept(newsroom) == [(QUOTE, "No", ())]

    async def test_words_over_the_end_of_the_headline_are_those_of_the_text(self, reader, newsroom) -> None:
        async with reader(opening=["harbour.html"]) as app:
            await app.press("v", "}", "}", "}", "H")
            ((words, _, _),) = kept(newsroom)
            assert words.startswith("The council of")
            assert words.endswith("build flats.")

    async def test_the_byline_cannot_be_marked(self, reader, newsroom) -> None:
        async with reader(opening=["harbour.html"]) as app:
            await drag(app, "Mina Castle")
            await app.press("H")
            assert app.status == "only headline and text can be marked"
            await app.press("a")
            assert not app.screen.query("#prompt")
            assert kept(newsroom) == []


class TestNotes:
    @SIZED
    async def test_a_note_is_written_to_what_is_selected(self, reader, newsroom, size) -> None:
        async with reader(size, opening=["harbour.html"]) as app:
            await app.press("v", "w", "a")
            assert "note to “Saltmarsh Bay” · #word is a tag" in app.text
            assert marked(app, "selected") == ["Saltmarsh Bay"]
            await write(app, "Where is #that and #why", "enter")
            assert kept(newsroom) == [("Saltmarsh Bay", "Where is #that and #why", ("that", "why"))]
            assert app.status == "noted · ^z takes it back"
            assert marked(app, "sign") == ["✎"] or "✎" in app.text

    async def test_else_to_the_quote_or_name_at_hand(self, reader, newsroom) -> None:
        async with reader(opening=["harbour.html"]) as app:
            await app.press("] q", "a")
            await write(app, "Hm", "enter")
            await app.press("] e", "a")
            await write(app, "Who", "enter")
            assert kept(newsroom) == [(QUOTE, "Hm", ()), ("Solheim", "Who", ())]

    async def test_else_to_the_whole_article_once(self, reader, newsroom) -> None:
        async with reader(opening=["harbour.html"]) as app:
            await app.press("a")
            assert "note to the whole article · #word is a tag" in app.text
            await write(app, "Good", "enter")
            assert kept(newsroom) == [("", "Good", ())]
            await app.press("a")
            await write(app, " read", "enter")
            assert kept(newsroom) == [("", "Good read", ())]
            assert app.status == "note changed · ^z takes it back"
            await app.press("ctrl+z")
            assert kept(newsroom) == [("", "Good", ())]
            await app.press("a", "ctrl+u", "enter")
            assert kept(newsroom) == []
            await app.press("ctrl+z", "ctrl+z")
            assert kept(newsroom) == []
            await app.press("ctrl+z")
            assert app.status == "nothing to undo"

    async def test_a_note_at_hand_is_changed(self, reader, newsroom) -> None:
        async with reader(opening=["harbour.html"]) as app:
            await app.press("] q", "H", "] n", "a")
            await write(app, "Cheap #price", "enter")
            assert kept(newsroom) == [(QUOTE, "Cheap #price", ("price",))]
            await app.press("a")
            assert app.screen.query_one("#prompt").value == "Cheap #price"
            await app.press("ctrl+u", "enter")
            assert app.status == "note taken away, highlight left · ^z takes it back"
            assert kept(newsroom) == [(QUOTE, "", ())]
            await app.press("ctrl+z")
            assert kept(newsroom) == [(QUOTE, "Cheap #price", ("price",))]

    async def test_without_words_a_highlight_is_made(self, reader, newsroom) -> None:
        async with reader(opening=["harbour.html"]) as app:
            await app.press("] q", "a", "enter")
            assert kept(newsroom) == [(QUOTE, "", ())]

    async def test_who_thinks_better_of_it_has_what_was_there(self, reader, newsroom) -> None:
        async with reader(opening=["harbour.html"]) as app:
            await app.press("v", "w", "a", "x", "escape")
            assert kept(newsroom) == []
            assert app.screen.view.selected == (0, 13)
            await app.press("w")
            assert app.status == "selecting · 3 words"
            await app.press("escape", "a", "enter")
            assert kept(newsroom) == []

    async def test_a_note_to_the_headline_is_one_to_the_headline(self, reader, newsroom) -> None:
        async with reader(opening=["harbour.html"]) as app:
            await app.press("v", "w", "H")
            ((note,),) = newsroom.notes.values()
            assert note.anchor.in_title

    async def test_there_is_nothing_to_note_before_there_is_an_article(self, reader) -> None:
        async with reader(SIZES["large"]) as app:
            app.screen.run_id("note")
            assert app.status == "no article to note anything in"


class TestSteps:
    async def test_to_the_next_and_previous_note(self, reader, newsroom) -> None:
        async with reader(SIZES["small"], opening=["harbour.html"]) as app:
            await app.press("] n")
            assert app.status == "nothing noted here: H highlights, a notes"
            await app.press("] q", "H", "] q", "] q", "] q", "a")
            await write(app, "Why", "enter")
            await app.press("escape", "g g", "] n")
            assert app.status == "highlight 1 of 2"
            await app.press("] n")
            assert app.status == "note 2 of 2 · Why"
            assert app.screen.view.shows(app.screen.view.reading.mark.start)
            await app.press("[ n")
            assert app.status == "highlight 1 of 2"
            await app.press("ctrl+o")
            assert app.status == "note 2 of 2 · Why"

    async def test_the_note_at_hand_stays_at_hand_when_names_come(self, reader, newsroom) -> None:
        newsroom.annotator.clear()
        async with reader(opening=["harbour.html"]) as app:
            await app.press("v", "H", "] n")
            newsroom.annotator.set()
            await app.settle()
            assert app.status == "highlight 1 of 1"
            assert app.screen.view.reading.marks.mentions

    async def test_a_name_under_a_note_can_be_corrected(self, reader, newsroom) -> None:
        async with reader(opening=["harbour.html"]) as app:
            await app.press("] e", "H", "] n", "c")
            assert "“Saltmarsh Bay”: what is wrong?" in app.text


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
            assert "Names 8 Quotes 13 Places Notes 4" in app.text
            await app.press("3")
            assert "Names 8 Quotes Places 3 Notes 4" in app.text
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
            await app.press("p")
            assert app.screen.view.article.row.id == 2  # the first one is read now

    async def test_the_legend_tells_them(self, reader) -> None:
        async with reader(opening=["harbour.html"]) as app:
            await app.press("?")
            assert "a highlight  ✎ beside it: there is a note to it" in app.text


class TestKeeping:
    async def test_notes_are_there_when_the_article_is_opened_again(self, reader, newsroom) -> None:
        async with reader() as app:
            await app.press("enter", "] q", "H")
        async with reader() as app:
            await app.press("enter")
            assert app.screen.view.article.notes[0].anchor.exact == QUOTE
            assert any("We sold" in words for words in marked(app))

    async def test_they_are_saved_with_the_article(self, reader, newsroom) -> None:
        async with reader(opening=["harbour.html"]) as app:
            await app.press("] q", "H", "s")
            ((article, _),) = newsroom.saved
            assert [one.anchor.exact for one in article.notes] == [QUOTE]

    async def test_a_correction_leaves_them(self, reader, newsroom) -> None:
        async with reader(opening=["harbour.html"]) as app:
            await app.press("] e", "H", "] e", "c", "o")
            assert len(app.screen.view.article.notes) == 1
            assert marked(app)

    async def test_everything_is_taken_back_in_turn(self, reader, newsroom) -> None:
        async with reader() as app:
            await app.press("N", "enter", "] q", "H", "] e", "c", "o", "a")
            await write(app, "Who", "enter")
            await app.press("ctrl+z")
            assert app.status == "taken back: noted"
            await app.press("ctrl+z")
            assert app.status.startswith("taken back: ")
            await app.press("ctrl+z")
            assert app.status.startswith("taken back: highlighted")
            assert kept(newsroom) == []
            await app.press("ctrl+z")
            assert app.status == "1 marked unread again"

    async def test_of_an_article_that_was_left_they_are_taken_back_too(self, reader, newsroom) -> None:
        async with reader() as app:
            await app.press("enter", "] q", "H", "n", "ctrl+z")
            assert kept(newsroom) == []
            assert app.screen.view.article.notes == ()

    async def test_another_text_of_the_article_has_them_where_the_words_are_the_same(self, reader, newsroom) -> None:
        document = fiction.document("A pier was built.", "Piers")
        note = Note(1, anchor(document, Span(2, 6)), "Which?")
        newsroom.notes[document.digest] = [note]
        newsroom.sources["piers"] = Article(document)
        async with reader(opening=["piers"]) as app:
            assert marked(app) == ["pier"]
            changed = msgspec.structs.replace(document, text="In May, they say: A pier was built.", blocks=())
            app.screen.view.show(Article(changed, notes=(note,)))
            await app.settle()
            assert marked(app) == ["pier"]
