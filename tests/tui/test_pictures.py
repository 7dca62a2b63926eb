"""Seeing the pictures of an article."""

from __future__ import annotations

import importlib.util
import io
from typing import TYPE_CHECKING

import msgspec
import pytest
from PIL import Image as Pixels
from textual.geometry import Offset
from textual.selection import Selection

from readers.model import Article, Image
from tests.tui import fiction
from tests.tui.conftest import SIZES
from tui.dialogs.picture import PictureScreen
from tui.looks import drawing

if TYPE_CHECKING:
    from tests.tui.conftest import Reader
    from tests.tui.fake import FakeNewsroom

URL = "https://bay.example/{}.jpg"
TEXT = "\n\n".join(
    ["One pier stands in the water of the bay.", "! Piers at dawn"]
    + [f"This is line {number} of what there is to say about piers." for number in range(40)]
)


def png(colour: str, size: tuple[int, int] = (60, 40)) -> bytes:
    written = io.BytesIO()
    Pixels.new("RGB", size, colour).save(written, "PNG")
    return written.getvalue()


def illustrated() -> Article:
    plain = fiction.document(TEXT, "Of piers")
    at = plain.blocks[-1].start
    images = (
        Image(0, URL.format("pier"), "A pier in the bay, and " + "gulls " * 20),
        Image(plain.blocks[1].start, URL.format("dawn"), "Dawn", 1),
        Image(at, URL.format("last")),
    )
    return Article(msgspec.structs.replace(plain, images=images))


@pytest.fixture
def piers(newsroom: FakeNewsroom) -> FakeNewsroom:
    newsroom.sources["piers"] = illustrated()
    newsroom.pictures = {URL.format("pier"): png("red"), URL.format("dawn"): png("blue", (40, 400))}
    return newsroom


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    addresses: list[str] = []
    monkeypatch.setattr("tui.app.QuothApp.open_url", lambda _, url: addresses.append(url))
    return addresses


def picture_of(app: Reader) -> PictureScreen:
    assert isinstance(app.app.screen, PictureScreen)
    return app.app.screen


def colours(app: Reader) -> set[tuple[int, int, int]]:
    """Those of the half cells on the screen."""
    strips = app.app.screen._compositor.render_strips()
    cells = [segment for strip in strips for segment in strip if "▀" in segment.text and segment.style]
    return {tuple(cell.style.color.triplet) for cell in cells if cell.style and cell.style.color}


@pytest.mark.parametrize("size", [*SIZES.values(), (60, 18), (250, 70)])
async def test_pictures_are_named_in_their_places(reader, piers, size) -> None:
    async with reader(size, opening=["piers"]) as app:
        shown = app.text
        assert "▣ A pier in the bay, and gulls" in shown
        assert "▣ Piers at dawn" in shown
        assert shown.index("▣ A pier") < shown.index("One pier stands") < shown.index("▣ Piers at dawn")
        (line,) = [line for line in shown.splitlines() if "▣ A pier" in line]
        assert line[: app.screen.view.size.width].rstrip().endswith(("…", "gulls"))
        await app.press("G")
        assert "▣ picture" in app.text


async def test_words_from_right_to_left_keep_their_line(reader, piers) -> None:
    article = piers.sources["piers"]
    words = Image(0, URL.format("pier"), "מזח במפרץ 漢字 " * 12)
    piers.sources["piers"] = msgspec.structs.replace(
        article, document=msgspec.structs.replace(article.document, images=(words,))
    )
    async with reader(SIZES["small"], opening=["piers"]) as app:
        strips = app.screen.view.render_lines(app.screen.view.region.reset_offset)
        assert {strip.cell_length for strip in strips} == {app.screen.view.size.width}
        assert "▣ מזח במפרץ" in app.text
        assert "…" in app.text


async def test_i_shows_the_one_nearest_to_the_middle_fetched_only_now(reader, piers) -> None:
    async with reader(SIZES["small"], opening=["piers"]) as app:
        assert piers.fetched == []
        await app.press("i")
        assert piers.fetched == [URL.format("dawn")]
        assert colours(app) == {(0, 0, 255)}
        assert "  Piers at dawn\n" in app.text
        assert "2 of 3" in app.text
        await app.press("escape", "G", "i")
        assert "3 of 3" in app.text


async def test_it_takes_what_room_there_is_and_keeps_its_shape(reader, piers) -> None:
    async with reader(SIZES["medium"], opening=["piers"]) as app:
        await app.press("i")
        (drawn,) = picture_of(app).frame.children
        assert drawn.size.height == picture_of(app).frame.size.height
        assert drawn.size.width < 12
        await app.press("p")
        (drawn,) = picture_of(app).frame.children
        assert drawn.size.height == picture_of(app).frame.size.height
        assert drawn.size.width > 90
        await app.pilot.resize_terminal(60, 18)
        await app.settle()
        assert colours(app) == {(255, 0, 0)}


@pytest.mark.parametrize(("forth", "back"), [("n", "p"), ("right", "left"), ("l", "h"), ("j", "k"), ("space", "up")])
async def test_one_steps_from_one_to_the_next_and_round(reader, piers, forth: str, back: str) -> None:
    async with reader(opening=["piers"]) as app:
        await app.press("i")
        start = picture_of(app).number
        await app.press(forth)
        assert f"{(start + 1) % 3 + 1} of 3" in app.text
        await app.press(forth, forth)
        assert f"{start + 1} of 3" in app.text
        await app.press(back)
        assert picture_of(app).number == (start - 1) % 3


async def test_the_way_back_is_told_on_a_screen_of_forty_cells(reader, piers) -> None:
    async with reader(size=(40, 10), opening=["piers"]) as running:
        await running.press("i")
        assert "Esc back" in running.text


@pytest.mark.parametrize("key", ["escape", "q", "i"])
async def test_leaving_leads_back_to_where_one_was(reader, piers, key: str) -> None:
    async with reader(opening=["piers"]) as app:
        await app.press("ctrl+d")
        before = app.text
        await app.press("i", key)
        assert app.app.screen is app.screen
        assert app.text == before
        await app.press("j")
        assert app.text != before


async def test_o_opens_it_in_the_browser(reader, piers, browser: list[str]) -> None:
    async with reader(SIZES["small"], opening=["piers"]) as app:
        await app.press("i", "o")
        assert browser == [URL.format("dawn")]


async def test_what_cannot_be_had_is_told_in_its_place_and_the_next_can_be_seen(reader, piers) -> None:
    async with reader(SIZES["small"], opening=["piers"]) as app:
        await app.press("G", "i")
        assert "https://bay.example/last.jpg does not exist (404)." in app.text
        await app.press("n")
        assert colours(app) == {(255, 0, 0)}


async def test_without_the_extra_it_says_what_to_install_and_fetches_nothing(
    reader, piers, browser: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "textual_image" else real(name))
    async with reader(SIZES["small"], opening=["piers"]) as app:
        await app.press("i")
        assert "-m pip install textual-image" in app.text
        assert "o opens it in the browser" in app.text
        assert "2 of 3" in app.text
        await app.press("n")
        assert "3 of 3" in app.text
        await app.press("o")
        assert browser == [URL.format("last")]
        assert piers.fetched == []


async def test_an_article_without_pictures_says_so(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        await app.press("i")
        assert app.app.screen is app.screen
        assert app.status == "there is no picture in this article"


async def test_the_list_of_links_has_pictures_under_a_heading(reader, piers) -> None:
    async with reader(opening=["piers"]) as app:
        await app.press("u")
        lines = app.text.splitlines()
        (heading,) = [number for number, line in enumerate(lines) if "│    Pictures " in line or "│  Pictures " in line]
        assert "▣ A pier in the bay" in lines[heading + 1]
        await app.type("dawn", "enter")
        assert picture_of(app).number == 1
        await app.press("escape")
        assert app.app.screen is app.screen


async def test_pictures_have_letters_like_links(reader, piers) -> None:
    async with reader(SIZES["small"], opening=["piers"]) as app:
        await app.press(";")
        assert "a A pier in the bay" in app.text
        assert "s Piers at dawn" in app.text
        await app.press("s")
        assert picture_of(app).number == 1
        await app.press("q")
        assert "▣ Piers at dawn" in app.text
        await app.press("G", ";", "a")
        assert picture_of(app).number == 2


async def test_a_click_on_its_name_shows_it(reader, piers) -> None:
    async with reader(SIZES["small"], opening=["piers"]) as app:
        lines = app.text.splitlines()
        for words, number, beside in (("▣ A pier", 0, 6), ("▣ Piers at dawn", 1, 0)):
            (y,) = [row for row, line in enumerate(lines) if words in line]
            await app.pilot.click(offset=(lines[y].index("▣") + beside, y))
            await app.settle()
            assert picture_of(app).number == number
            await app.press("escape")
        await app.pilot.click(offset=(lines[y].index("dawn"), y))
        await app.settle()
        assert app.app.screen is app.screen, "the words of a caption are text"


async def test_what_is_selected_over_a_picture_is_the_text_alone(reader, piers) -> None:
    async with reader(SIZES["small"], opening=["piers"]) as app:
        view = app.screen.view
        page = view.reading.page
        app.screen.selections = {view: Selection(Offset(0, 2), Offset(4, 4))}
        assert view.get_selection(app.screen.selections[view])[0] == (
            "One pier stands in the water of the bay.\n\nPier"
        )
        start, end = view.selected
        assert page.text[start:end] == "One pier stands in the water of the bay.\n\nPier"


async def test_searching_and_jumping_pass_pictures_by(reader, piers) -> None:
    async with reader(SIZES["small"], opening=["piers"]) as app:
        await app.press("/")
        await app.type("dawn", "enter")
        mark = app.screen.view.reading.mark
        assert app.screen.view.reading.page.text[mark.start : mark.end] == "dawn"
        assert app.status == "match 1 of 1"
        await app.press("/")
        await app.type("gulls", "enter")
        assert "is not in this article" in app.text


async def test_the_place_is_kept_at_the_text(reader, piers) -> None:
    async with reader(SIZES["small"], opening=["piers"]) as app:
        app.screen.view.reveal_at_top(app.screen.view.reading.page.from_document(400))
        place = app.screen.view.place
        await app.pilot.resize_terminal(60, 18)
        await app.settle()
        assert app.screen.view.place == place


async def test_half_cells_are_drawn_where_nobody_can_be_asked(reader) -> None:
    async with reader() as app:
        drawn = await drawing.widget_of(app.app, png("red"))
        assert type(drawn).__name__ == "HalfcellImage"
