"""Highlighting words and writing notes to them: with a key or two, seen at once, and taken back as quickly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from readers.marks.anchors import anchor
from readers.model import Article, Note, Span
from tests.tui import fiction
from tests.tui.conftest import SIZES
from tests.tui.test_selecting import drag
from tui.looks import styles

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
    colour = styles.style(app.app.theme_variables, look).color
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
            assert not app.screen.query("Prompt")
            assert kept(newsroom) == []


class TestNotes:
    async def test_quotation_marks_within_quotation_marks_are_single(self, reader) -> None:
        async with reader(opening=["harbour.html"]) as app:
            await app.press("] q", "v", "o", "h", "a")
            assert "note to “‘We sold the one thing that made us a" in app.text
            assert "““" not in app.text

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
            assert app.screen.query_one("Prompt").value == "Cheap #price"
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
