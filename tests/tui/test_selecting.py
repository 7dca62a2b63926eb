"""Selecting words by keys, or by the mouse and then by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from textual.selection import Selection

from readers.model import Article, Image
from tests.tui import fiction
from tests.tui.conftest import SIZES
from tui.commands.table import COMMANDS

if TYPE_CHECKING:
    from tests.tui.conftest import Reader
    from tests.tui.fake import FakeNewsroom

TEXT = (
    "Ada wrote to Ben. “Come at once,” she said, and he came.\n\n"
    "Nobody knows why. The letter is lost.\n\n"
    "It was a long summer."
)


@pytest.fixture
def letters(newsroom: FakeNewsroom) -> None:
    newsroom.sources["letters"] = Article(fiction.document(TEXT, "Two letters"))


def selected(app: Reader) -> str | None:
    view = app.screen.view
    return None if view.selected is None else view.reading.page.text[slice(*view.selected)]


async def after(app: Reader, *keys: str) -> str | None:
    await app.press(*keys)
    return selected(app)


async def drag(app: Reader, words: str) -> None:
    """Drag the mouse over some words that stand in one line of the screen."""
    view = app.screen.view
    at = view.reading.page.text.index(words)
    cells = {view.offset_at(x, y): (x, y) for y in range(view.size.height) for x in range(view.size.width)}
    (x, y), (last, _) = cells[at], cells[at + len(words) - 1]
    await app.pilot.mouse_down(view, offset=(x, y))
    await app.pilot.hover(view, offset=(x + 1, y))
    await app.pilot.hover(view, offset=(last, y))
    await app.pilot.mouse_up(view, offset=(last, y))
    await app.settle()


async def test_a_click_after_something_was_said_tells_what_is_at_hand(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        await drag(app, "harbour back")
        await app.press("H")
        assert app.status.startswith("highlighted “harbour back”")
        view = app.screen.view
        cells = {view.offset_at(x, y): (x, y) for y in range(view.size.height) for x in range(view.size.width)}
        await app.pilot.click(view, offset=cells[view.reading.page.text.index("Ingrid Solheim")])
        await app.settle()
        assert app.status.startswith("Ingrid Solheim 1 of")


async def test_it_begins_with_the_first_word_on_the_screen(reader, letters) -> None:
    async with reader(opening=["letters"]) as app:
        assert await after(app, "v") == "Two"
        assert app.status == "selecting · 1 word"


async def test_or_with_the_name_the_quote_or_the_match_at_hand(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        assert await after(app, "] e", "] e", "v") == "Ingrid Solheim"
        assert app.status == "selecting · 2 words"
        words = await after(app, "escape", "] q", "v")
        assert words == "We sold the one thing that made us a town, and we sold it cheaply,"
        await app.press("escape", "/")
        await app.type("crane", "enter")
        assert await after(app, "v") == "crane"


async def test_with_a_name_that_is_out_of_sight_the_screen_comes_to_it(reader) -> None:
    async with reader(SIZES["small"], opening=["harbour.html"]) as app:
        await app.press("] e", "G", "v", "l")
        view = app.screen.view
        assert view.shows(view.caret.head)


async def test_every_moving_key(reader, letters) -> None:
    async with reader(opening=["letters"]) as app:
        await app.press("/")
        await app.type("wrote", "enter", "v")
        assert await after(app, "w") == "wrote to"
        assert await after(app, "e") == "wrote to Ben"
        assert await after(app, "b") == "wrote to"
        assert await after(app, "l") == "wrote to"  # the space
        assert await after(app, "l") == "wrote to B"
        assert await after(app, "h", "h", "h") == "wrote t"
        assert await after(app, ")") == "wrote to Ben."
        assert await after(app, ")") == "wrote to Ben. “Come at once,” she said, and he came."
        assert await after(app, "(") == "wrote to Ben."
        assert await after(app, "}", "}") == TEXT[4:].partition("\n\nIt")[0]
        assert await after(app, "{") == TEXT[4:].partition("\n\n")[0]
        assert await after(app, "{", "{") == "Ada wrote"
        assert await after(app, "}") == "wrote"
        assert await after(app, "0") == "Ada wrote"
        assert await after(app, "$") == TEXT[4:].partition("\n\n")[0]
        assert await after(app, "o", "b") == TEXT.partition("\n\n")[0]
        assert await after(app, "o", "G") == TEXT
        assert await after(app, "g g") == "Two letters\n\nAda"
        assert await after(app, "v") is None


async def test_the_arrows_move_too(reader, letters) -> None:
    async with reader(opening=["letters"]) as app:
        assert await after(app, "v", "right", "right", "left") == "Two"
        assert await after(app, "right") == "Two l"
        assert (await after(app, "down")).startswith("Two letters\n\n")
        assert await after(app, "up") == "Two l"


async def test_up_and_down_keep_the_column_over_shorter_lines(reader, letters) -> None:
    async with reader((60, 24), opening=["letters"]) as app:
        await app.press("/")
        await app.type("Come", "enter")
        head = "Ada wrote to Ben. “Come"
        await app.press("v", "j")
        assert selected(app).startswith("Come at once")
        assert selected(app).endswith("Nobody knows why. The l")
        assert len("Nobody knows why. The l") == len(head)
        await app.press("j")
        assert selected(app).endswith("It was a long summer.")
        await app.press("k")
        assert selected(app).endswith("Nobody knows why. The l")


async def test_pages_move_the_end_and_not_the_text_alone(reader) -> None:
    async with reader(SIZES["small"], opening=["harbour.html"]) as app:
        await app.press("v", "space")
        view = app.screen.view
        assert view.shows(view.caret.head)
        height = view.size.height
        assert view._table.line_of(view.caret.head) >= height - 3
        await app.press("ctrl+d", "ctrl+u", "pageup", "k", "k")
        assert view.caret.head < 60


async def test_names_and_quotes_are_reached_too(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        await app.press("] e", "] e", "v")
        text = app.screen.view.reading.page.text
        until = await after(app, "] q")
        assert until.startswith("Ingrid Solheim means it")
        assert until.endswith("and we sold it cheaply,")
        assert text.count(until) == 1
        assert (await after(app, "[ e")).endswith("Corvane Holdings")
        assert (await after(app, "] e")).endswith("cheaply,” Solheim")
        assert await after(app, "[ q") == until


async def test_the_moving_end_is_seen_and_stays_on_the_screen(reader) -> None:
    async with reader(SIZES["small"], opening=["harbour.html"]) as app:
        view = app.screen.view
        await app.press("v")
        for _ in range(12):
            await app.press("}")
            line = view._table.line_of(view.caret.head) - view.scroll_offset.y
            assert 0 <= line < view.size.height
            strip = view.render_line(line)
            look = app.app.theme_variables["current-background"]
            seen = [s.text for s in strip if s.style.color and s.style.color.get_truecolor().hex == look]
            assert seen == [view.reading.page.text[view.caret.head]]


async def test_it_is_the_selection_of_textual_itself(reader, letters) -> None:
    async with reader(opening=["letters"]) as app:
        await app.press("v", "w")
        assert app.screen.selections == {app.screen.view: Selection((0, 0), (11, 0))}
        assert app.screen.get_selected_text() == "Two letters"


async def test_what_is_selected_is_copied_and_selected_no_more(reader, letters, monkeypatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr("tui.app.QuothApp.copy_to_clipboard", lambda _, text: copied.append(text))
    async with reader(opening=["letters"]) as app:
        await app.press("v", "w", "y")
        assert copied == ["Two letters"]
        assert app.status == "copied Two letters"
        assert selected(app) is None
        assert not app.screen.view.selecting


async def test_the_bottom_line_tells_the_keys_that_work_meanwhile(reader, letters) -> None:
    async with reader(opening=["letters"]) as app:
        before = app.text.splitlines()[-1]
        await app.press("v")
        keys = app.text.splitlines()[-1]
        assert keys == (
            " c correct  H highlight  a note  w word  ) sentence  } paragraph  o other end  Esc leave  y copy  ? help"
        )
        await app.press("escape")
        assert app.text.splitlines()[-1] == before


@pytest.mark.parametrize("key", ["escape", "v"])
async def test_leaving_off_lets_the_keys_be_what_they_were(reader, letters, key: str) -> None:
    async with reader(opening=["letters"]) as app:
        await app.press("v", "w", key)
        assert selected(app) is None
        assert app.screen.selections == {}
        await app.press("l")
        assert app.screen.pane == "panel"


async def test_going_elsewhere_leaves_off_too(reader) -> None:
    async with reader() as app:
        await app.press("enter", "v", "tab")
        assert app.screen.pane == "panel"
        assert app.screen.selections == {}
        await app.press("escape", "v", "n")
        assert app.screen.selections == {}
        assert app.screen.view.article.row.id == 2


async def test_what_was_dragged_goes_on_by_keys(reader, letters) -> None:
    async with reader(opening=["letters"]) as app:
        await drag(app, "letter is")
        assert selected(app) == "letter is"
        assert app.status == "2 words selected"
        assert await after(app, "v", "w") == "letter is lost"
        assert app.status == "selecting · 3 words"
        assert await after(app, "o", "b") == "The letter is lost"


async def test_dragging_while_selecting_takes_what_is_dragged(reader, letters) -> None:
    async with reader(opening=["letters"]) as app:
        await app.press("v")
        await drag(app, "long summer")
        assert selected(app) == "long summer"
        assert await after(app, "b") == "long"


async def test_a_click_selects_nothing_any_more(reader, letters) -> None:
    async with reader(opening=["letters"]) as app:
        await app.press("v")
        await app.pilot.click(app.screen.view, offset=(20, 20))
        await app.settle()
        assert selected(app) is None
        assert not app.screen.view.selecting


async def test_a_drag_that_ends_on_a_name_does_not_jump_to_it(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        await drag(app, "and Ingrid Solheim")
        assert selected(app) == "and Ingrid Solheim"
        assert app.screen.view.reading.mark is None


async def test_on_another_width_the_same_is_selected(reader) -> None:
    async with reader(SIZES["medium"], opening=["harbour.html"]) as app:
        words = await after(app, "v", ")", "}", "}")
        await app.pilot.resize_terminal(60, 20)
        await app.settle()
        assert selected(app) == words
        assert await after(app, "b") != words


async def test_words_of_what_was_cut_are_no_longer_selected_when_it_is_hidden(reader, newsroom) -> None:
    document = fiction.document("A pier.", "Piers", cut=("Sign up for more piers!",))
    newsroom.sources["piers"] = Article(document)
    async with reader(opening=["piers"]) as app:
        await app.press("z b", "v", "G")
        assert selected(app).endswith("more piers!")
        await app.press("z b")
        assert selected(app) is None
        assert not app.screen.view.selecting


async def test_lines_that_name_pictures_are_passed_over(reader, newsroom) -> None:
    document = fiction.document(TEXT, "Two letters")
    at = document.text.index("Nobody")
    images = (Image(at, "https://a.example/1.png"), Image(len(document.text), "https://a.example/2.png"))
    newsroom.sources["letters"] = Article(msgspec.structs.replace(document, images=images))
    async with reader(opening=["letters"]) as app:
        await app.press("/")
        await app.type("Come", "enter", "v", "j")
        below = selected(app)
        assert below.startswith("Come at once")
        assert "\n\nNobody knows" in below
        await app.press("j", "k")
        assert selected(app) == below
        assert await after(app, "k") == "Come"
        assert (await after(app, "G", "l", "w", "}")).endswith("It was a long summer.")
        assert (await after(app, "b", "h", "k")).startswith("Come at once")


async def test_what_is_selected_by_keys_can_be_added_as_a_name(reader, letters) -> None:
    async with reader(opening=["letters"]) as app:
        await app.press("/")
        await app.type("Ben", "enter", "v", "c", "p")
        assert [one.name for one in app.screen.view.reading.marks.entities.values()] == ["Ben"]
        assert not app.screen.view.selecting
        assert selected(app) is None


async def test_without_words_nothing_is_selected(reader, newsroom) -> None:
    newsroom.sources["empty"] = Article(fiction.document("…", ""))
    async with reader(opening=["empty"]) as app:
        await app.press("v")
        assert app.status == "nothing to select here"


async def test_from_the_palette_a_moving_command_says_what_begins(reader, letters) -> None:
    async with reader(opening=["letters"]) as app:
        for command in COMMANDS:
            if command.where == "selection" and command.id != "stop_selecting":
                app.screen.run_id(command.id)
                assert app.status == "nothing is being selected: v begins"
