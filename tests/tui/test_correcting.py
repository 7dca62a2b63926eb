"""Setting right what was found: with one key or two, seen at once, and taken back as quickly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.conftest import SIZES
from tui.state.reading import Reading

if TYPE_CHECKING:
    from readers.model import Entity
    from tests.tui.conftest import Reader
    from tests.tui.fake import FakeNewsroom

TWO = [SIZES["small"], SIZES["medium"]]
SIZED = pytest.mark.parametrize("size", TWO, ids=["small", "medium"])


def reading(app: Reader) -> Reading:
    assert app.screen.view.reading is not None
    return app.screen.view.reading


def entity(app: Reader, name: str) -> Entity:
    return next(one for one in reading(app).marks.entities.values() if one.name == name)


def names(app: Reader) -> set[str]:
    return {one.name for one in reading(app).marks.entities.values()}


async def go_to(app: Reader, words: str) -> None:
    """Put the finger on the first mention or quote that begins with some words."""
    marks = reading(app).marks
    mark = next(
        mark
        for mark in (*marks.mentions, *marks.quotes)
        if reading(app).page.text[mark.start : mark.end].startswith(words)
    )
    app.screen.view.take(mark)
    await app.settle()


@SIZED
async def test_a_kind_is_set_right_with_two_keys(reader, size) -> None:
    async with reader(size, opening=["harbour.html"]) as app:
        await go_to(app, "Old Customs House")
        await app.press("c")
        assert "“Old Customs House”: what is wrong?" in app.text
        assert "Old Customs House, a place, is …" in app.text
        await app.press("o")
        assert app.status == "Old Customs House is an organisation · ^z takes it back"
        assert entity(app, "Old Customs House").kind == "ORG"
        assert app.focused_name == "Old Customs House"
        if size == SIZES["medium"]:
            assert any(one.entity and one.entity.name == "Old Customs House" for one in app.screen.panel.people.items)


@SIZED
async def test_some_other_kind_takes_one_more(reader, size) -> None:
    async with reader(size, opening=["harbour.html"]) as app:
        await go_to(app, "Bay Courier")
        await app.press("c", "t")
        assert "Bay Courier is …" in app.text
        await app.press("w")
        assert entity(app, "Bay Courier").kind == "WORK_OF_ART"


@SIZED
async def test_what_is_not_a_name_loses_its_marks(reader, size) -> None:
    async with reader(size, opening=["harbour.html"]) as app:
        await go_to(app, "Bay Courier")
        await app.press("c", "n")
        assert app.status == "“Bay Courier” is not a name · ^z takes it back"
        assert "Bay Courier" not in names(app)
        await app.press("ctrl+z")
        assert app.status == "taken back: “Bay Courier” is not a name"
        assert "Bay Courier" in names(app)


@SIZED
async def test_two_become_one_by_typing_a_part_of_the_name(reader, size) -> None:
    async with reader(size, opening=["harbour.html"]) as app:
        mentions = len(entity(app, "Marcus Thane").mentions) + len(entity(app, "Corvane Holdings").mentions)
        await go_to(app, "Marcus Thane")
        await app.press("c", "s")
        assert "Marcus Thane is the same as …" in app.text
        await app.type("corv", "enter")
        assert app.status == "Marcus Thane and Corvane Holdings are one · ^z takes it back"
        assert len(entity(app, "Corvane Holdings").mentions) == mentions
        assert "Marcus Thane" not in names(app)
        assert app.focused_name == "Corvane Holdings"


@SIZED
async def test_one_becomes_two(reader, size) -> None:
    async with reader(size, opening=["harbour.html"]) as app:
        before = entity(app, "Corvane Holdings")
        alone = sum(reading(app).page.text[m.start : m.end] == "Corvane" for m in reading(app).marks.of(before.id))
        mark = next(m for m in reading(app).marks.of(before.id) if m.end - m.start == len("Corvane"))
        app.screen.view.take(mark)
        await app.press("c", "d")
        assert app.status == "“Corvane” is not Corvane Holdings · ^z takes it back"
        assert app.focused_name == "Corvane"
        assert len(reading(app).marks.of(entity(app, "Corvane").id)) == alone
        await app.press("*")
        assert app.status.startswith("Corvane ")


async def test_or_in_one_place_alone(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        await go_to(app, "Saltmarsh Bay")
        await app.press("] e", "c")
        assert "here alone" in app.text
        await app.press("D")
        twins = [one for one in reading(app).marks.entities.values() if one.name == app.focused_name]
        assert sorted(len(one.mentions) + len(one.title_mentions) for one in twins)[0] == 1


@SIZED
async def test_a_quote_gets_another_speaker(reader, size) -> None:
    async with reader(size, opening=["harbour.html"]) as app:
        await app.press("] q")
        assert "— Ingrid Solheim, told (0.97)" in app.status
        await app.press("c")
        assert "— Ingrid Solheim" in app.text
        await app.press("b")
        await app.type("brandt", "enter")
        assert app.status == "said by Pavel Brandt · ^z takes it back"
        await app.press("] q", "[ q")
        assert "— Pavel Brandt, told (1.00)" in app.status


@SIZED
async def test_or_none_or_is_no_quote(reader, size) -> None:
    async with reader(size, opening=["harbour.html"]) as app:
        quotes = len(reading(app).marks.quotes)
        await app.press("] q", "c", "u")
        assert app.status == "said by nobody named here · ^z takes it back"
        assert reading(app).marks.said[0].speaker is None
        await app.press("c", "x")
        assert app.status == "not a quote · ^z takes it back"
        assert len(reading(app).marks.quotes) == quotes - 1
        await app.press("ctrl+z", "ctrl+z")
        assert reading(app).marks.said[0].confidence == 0.97


async def test_a_name_within_a_quote_leads_to_the_quote_too(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        marks = reading(app).marks
        mark = next(m for m in marks.mentions for q in marks.quotes if q.start <= m.start < q.end)
        app.screen.view.take(mark)
        await app.press("c")
        assert "is not a name" in app.text
        assert "is not a quote" in app.text


@SIZED
async def test_from_the_panel_too(reader, size) -> None:
    async with reader(size, opening=["harbour.html"]) as app:
        await app.press("1", "j", "j", "j")
        assert app.status == "Pavel Brandt · 2 mentions"
        await app.press("c", "o")
        assert entity(app, "Pavel Brandt").kind == "ORG"
        await app.press("2", "j", "c", "u")
        assert app.status == "said by nobody named here · ^z takes it back"


async def test_nothing_is_set_right_without_an_answer(reader, newsroom: FakeNewsroom) -> None:
    async with reader(opening=["harbour.html"]) as app:
        await app.press("c")
        assert app.status == "no name or quote at hand: choose one first, or select words that were missed"
        await app.press("] e", "c", "escape", "c", "s", "escape", "c", "j", "q")
        assert newsroom.corrections == {}


async def test_nothing_is_set_right_before_it_was_found(reader, newsroom: FakeNewsroom) -> None:
    newsroom.annotator.clear()
    async with reader(opening=["harbour.html"]) as app:
        await app.press("c")
        assert app.status == "names and quotes are not known yet"


async def test_reading_marks_and_corrections_are_taken_back_in_turn(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("N", "enter")
        await go_to(app, "Bay Courier")
        await app.press("c", "n", "ctrl+z")
        assert app.status == "taken back: “Bay Courier” is not a name"
        await app.press("ctrl+z")
        assert app.status == "1 marked unread again"
        await app.press("ctrl+z")
        assert app.status == "nothing to undo"


async def test_a_correction_of_yesterday_is_taken_back_where_it_was_made(reader, newsroom: FakeNewsroom) -> None:
    async with reader(opening=["harbour.html"]) as app:
        await go_to(app, "Bay Courier")
        await app.press("c", "p")
    async with reader(opening=["harbour.html"]) as app:
        assert entity(app, "Bay Courier").kind == "PERSON"
        await go_to(app, "Bay Courier")
        await app.press("c", "z")
        assert app.status == "taken back: Bay Courier is a person"
        assert entity(app, "Bay Courier").kind == "ORG"


async def test_what_was_set_right_is_in_the_list_of_entries_and_in_what_is_saved(
    reader, newsroom: FakeNewsroom
) -> None:
    async with reader(SIZES["large"]) as app:
        await app.press("enter")
        await go_to(app, "Ingrid Solheim")
        await app.press("c", "l")
        assert "Ingrid Solheim" not in app.screen.listing.rows[0].people
        await app.press("s")
        ((article, _),) = newsroom.saved
        assert article.annotations is not None
        assert {one.name: one.kind for one in article.annotations.entities}["Ingrid Solheim"] == "GPE"


async def test_the_way_back_leads_to_the_same_names_after_their_numbers_changed(reader) -> None:
    async with reader(SIZES["small"], opening=["harbour.html"]) as app:
        await go_to(app, "Corvane Holdings")
        await app.press("*", "*", "*")
        await go_to(app, "Ingrid Solheim")
        await app.press("c", "s")
        await app.type("thane", "enter")
        for _ in range(3):
            await app.press("ctrl+o")
            assert app.focused_name == "Corvane Holdings"
            assert "Corvane Holdings" in app.status


@pytest.mark.parametrize("size", [(60, 18), *TWO])
async def test_all_answers_can_be_reached_on_a_small_screen(reader, size) -> None:
    async with reader(size, opening=["harbour.html"]) as app:
        marks = reading(app).marks
        app.screen.view.take(next(m for m in marks.mentions for q in marks.quotes if q.start <= m.start < q.end))
        await app.press("c", " ".join("j" * 20))
        assert "take the last correction of this article back" in app.text
