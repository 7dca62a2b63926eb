"""What was missed is added: words are selected and said to be a name or a quote; a name is made longer or shorter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events
from textual.geometry import Offset
from textual.selection import Selection

from tests.tui.conftest import SIZES
from tests.tui.test_correcting import entity, go_to, names, reading

if TYPE_CHECKING:
    from tests.tui.conftest import Reader
    from tests.tui.fake import FakeNewsroom

SIZED = pytest.mark.parametrize("size", [SIZES["small"], SIZES["medium"]], ids=["small", "medium"])


def point(app: Reader, at: int) -> Offset:
    """A place of the page as a selection has it: column and number of its paragraph."""
    paragraphs = reading(app).page.paragraphs
    number = next(number for number, paragraph in enumerate(paragraphs) if at <= paragraph.end)
    return Offset(at - paragraphs[number].start, number)


async def select(app: Reader, words: str, last: str = "") -> None:
    """Select some words of the page, or from these to the last."""
    text = reading(app).page.text
    start = text.index(words)
    end = text.index(last, start) + len(last) if last else start + len(words)
    app.screen.selections = {app.screen.view: Selection.from_offsets(point(app, start), point(app, end))}
    await app.settle()


def said(app: Reader) -> dict[str, tuple[str, str | None]]:
    """Words → kind and speaker."""
    marks, text = reading(app).marks, reading(app).page.text
    return {
        text[mark.start : mark.end]: (
            marks.said[mark.number].kind,
            None if marks.said[mark.number].speaker is None else marks.speaker(mark.number),
        )
        for mark in marks.quotes
    }


@SIZED
async def test_a_name_that_was_missed_is_added_with_two_keys(reader, size) -> None:
    async with reader(size, opening=["harbour.html"]) as app:
        await select(app, "north quay")
        await app.press("c")
        assert "“north quay”: what is it?" in app.text
        assert "“north quay” is …" in app.text
        await app.press("l")
        assert app.status == "“north quay” is a place · ^z takes it back"
        assert entity(app, "north quay").kind == "GPE"
        assert app.focused_name == "north quay"
        assert app.screen.view.selected is None
        await app.press("ctrl+z")
        assert app.status == "taken back: “north quay” is a place"
        assert "north quay" not in names(app)


async def test_it_is_selected_with_the_mouse(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        await app.press("G")
        lines = app.text.splitlines()
        y = next(number for number, line in enumerate(lines) if "north quay" in line)
        x = lines[y].index("north quay")
        await app.pilot.mouse_down(offset=(x + 1, y))
        await app.pilot.hover(offset=(x + 5, y))
        await app.pilot.mouse_up(offset=(x + len("north quay") - 1, y))
        await app.press("c", "o")
        assert app.status == "“north quay” is an organisation · ^z takes it back"


async def test_where_a_selection_ends_is_no_click(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        y, line = next((y, line) for y, line in enumerate(app.text.splitlines()) if "Mayor Ingrid Solheim" in line)
        await select(app, "Mayor Ingrid Solheim")
        at = {"x": line.index("Ingrid"), "y": y, "delta_x": 0, "delta_y": 0, "button": 1}
        click = events.Click(app.screen.view, **at, shift=False, meta=False, ctrl=False)
        app.screen.view.post_message(click)  # as Textual sends it when the mouse is let go
        await app.settle()
        assert app.focused_name == ""
        assert app.screen.view.selected is not None


async def test_two_clicks_select_a_word_and_three_its_paragraph(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        y, line = next((y, line) for y, line in enumerate(app.text.splitlines()) if "The council of" in line)
        page = reading(app).page.text
        at = (line.index("council") + 2, y - app.screen.view.region.y)
        await app.pilot.click(app.screen.view, offset=at, times=2)
        start, end = app.screen.view.selected or (0, 0)
        assert page[start:end] == "council"
        await app.pilot.click(app.screen.view, offset=at, times=3)
        start, end = app.screen.view.selected or (0, 0)
        assert page[start:end].startswith("The council of")
        assert page[start:end].endswith("flats.")


async def test_roughly_selected_words_are_trimmed_to_the_name(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        await select(app, "arbour Workers' Union, ")
        await app.press("c")
        assert app.text.count("“Harbour Workers' Union”: what is wrong?") == 1  # it was found just so
        await app.press("escape")
        await select(app, "the north quay. ")
        await app.press("c")
        assert "“north quay” is …" in app.text


async def test_a_persons_title_is_left_out(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        await select(app, "Mr Thane")
        await app.press("c")
        assert "“Mr Thane”, in place of “Thane”, is …" in app.text
        assert "a person, “Thane”" in app.text
        await app.press("o")
        assert app.status == "“Mr Thane” is an organisation · ^z takes it back"


@SIZED
async def test_the_longer_name_replaces_the_piece_everywhere_or_here_alone(reader, size) -> None:
    async with reader(size, opening=["harbour.html"]) as app:
        await select(app, "Ministry of Transport")
        await app.press("c", "n")
        await app.press("ctrl+z")
        await select(app, "council")
        await app.press("c")
        assert "all 4 times, is …" in app.text
        await app.press("h")
        assert "“council”, here alone, is …" in app.text
        await app.press("o")
        assert app.status == "“council” is an organisation here · ^z takes it back"
        assert len(reading(app).marks.of(entity(app, "council").id)) == 1
        await app.press("ctrl+z")
        await select(app, "council")
        await app.press("c", "o")
        assert len(reading(app).marks.of(entity(app, "council").id)) == 4


@SIZED
async def test_of_another_kind_or_the_same_as_somebody(reader, size) -> None:
    async with reader(size, opening=["harbour.html"]) as app:
        await select(app, "the fish market")
        await app.press("c", "t", "e")
        assert entity(app, "fish market").kind == "EVENT"
        await app.press("ctrl+z")
        await select(app, "the finance committee")
        await app.press("c", "s")
        await app.type("adey", "enter")
        assert app.status == "“finance committee” is Ruth Adeyemi · ^z takes it back"
        assert "finance committee" not in names(app)
        assert app.focused_name == "Ruth Adeyemi"


@SIZED
async def test_a_quote_that_was_missed_is_added(reader, size) -> None:
    async with reader(size, opening=["harbour.html"]) as app:
        await select(app, "no offer had reached him")
        await app.press("c")
        assert "“no offer had reached him” (reported speech) …" in app.text
        await app.press("b")
        await app.type("thane", "enter")
        assert app.status == "a quote, said by Marcus Thane · ^z takes it back"
        assert said(app)["no offer had reached him"] == ("indirect", "Marcus Thane")
        assert reading(app).quote >= 0
        await app.press("ctrl+z")
        assert "no offer had reached him" not in said(app)


async def test_or_said_by_nobody_and_direct_in_quotation_marks(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        await app.press("] q", "c", "x")
        await select(app, "“We sold the one", "cheaply,”")
        await app.press("c")
        assert "(in quotation marks) …" in app.text
        await app.press("u")
        words = "We sold the one thing that made us a town, and we sold it cheaply,"
        assert said(app)[words] == ("direct", None)


async def test_a_selection_that_is_a_quote_already_is_asked_about_as_one(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        await select(app, "“a stunt before an election”")
        await app.press("c")
        assert "A quote: what is wrong?" in app.text


@pytest.mark.parametrize(
    ("first", "last", "refusal"),
    [
        ("Mina Castle", "", "this line is not part of the article: select words of the headline or of the text"),
        ("means it", "The council", "too much is selected: select words of the headline alone, or of the text alone"),
        ("…", "", "no words are selected that could be a name or a quote"),
    ],
)
async def test_what_is_neither_in_the_headline_nor_in_the_text_is_refused(
    reader, newsroom: FakeNewsroom, first: str, last: str, refusal: str
) -> None:
    async with reader(opening=["harbour.html"]) as app:
        if first == "…":
            first, last = "”", ""
        await select(app, first, last)
        await app.press("c")
        assert app.status == refusal
        assert newsroom.corrections == {}


async def test_a_name_in_the_headline(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        await select(app, "its harbour")
        await app.press("c")
        assert "reported speech" not in app.text  # headlines quote nobody
        await app.press("l")
        assert entity(app, "harbour").title_mentions


@SIZED
async def test_a_name_at_hand_is_made_longer_or_shorter(reader, size) -> None:
    async with reader(size, opening=["harbour.html"]) as app:
        await go_to(app, "Old Customs House")
        await app.press("c", "w")
        assert "“Old Customs House” is too short or too long" in app.text
        assert "1  “Customs House”" in app.text
        assert "2  “Old Customs”" in app.text
        await app.press("1")
        assert app.status == "“Customs House” is Old Customs House · ^z takes it back"
        assert "Old Customs House" not in names(app)
        assert app.focused_name == "Customs House"
        await app.press("c", "w")
        await app.press("1")
        assert app.focused_name == "Old Customs House"
        await app.press("ctrl+z", "ctrl+z")
        assert app.focused_name == "Old Customs House"


async def test_a_name_is_made_longer_wherever_it_stands_or_here_alone(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        await select(app, "Transport")
        await app.press("c")
        assert "“Transport”, both times, in place of “Ministry of Transport”, is …" in app.text
        await app.press("f")
        assert len(reading(app).marks.of(entity(app, "Transport").id)) == 2
        await app.press("c", "w")
        assert "“Ministry of Transport”, both times" in app.text
        await app.press("h", "1")
        assert app.status == "“Ministry of Transport” is Transport here · ^z takes it back"
        lengths = {mark.end - mark.start for mark in reading(app).marks.of(reading(app).entity)}
        assert lengths == {len("Transport"), len("Ministry of Transport")}
