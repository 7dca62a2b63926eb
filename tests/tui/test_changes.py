"""An article that its feed has changed: the new text comes while the old one is read, and what has changed is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from rich.cells import cell_len

from readers.marks.changes import compare
from readers.model import Document
from tests.tui import fiction
from tests.tui.conftest import SIZES
from tests.tui.test_elsewhere import seen
from tui.actions import elsewhere
from tui.dialogs.changes import lines
from tui.looks.styles import LOOKS, style

if TYPE_CHECKING:
    from tests.tui.conftest import Reader
    from tests.tui.fake import FakeNewsroom

ADDED = "Correction: the pier was built twice.\n\n"


@pytest.fixture
def changing(newsroom: FakeNewsroom) -> FakeNewsroom:
    """The first entry has been changed by its feed: a paragraph has come in front."""

    def corrected(document: Document) -> Document:
        text = ADDED + document.text
        return msgspec.structs.replace(document, text=text, blocks=(), links=(), images=())

    newsroom.outdated = {1}
    newsroom.corrected = corrected
    return newsroom


def top(app: Reader) -> str:
    """The words at the top of the article."""
    view = app.screen.view
    assert view.article is not None
    return view.article.document.text[view.place :][:30]


async def test_the_old_text_is_there_at_once_and_the_new_one_takes_its_place(reader, changing: FakeNewsroom) -> None:
    changing.network.clear()
    async with reader(SIZES["large"]) as app:
        await open_meanwhile(app)
        assert ADDED.strip() not in app.text
        assert "fetching it again" in app.screen.status.doing
        changing.network.set()
        await app.settle()
        assert ADDED.strip() in app.text
        assert app.status == "corrected · zv shows what has changed"
        assert app.screen.view.article.annotations is not None


async def open_meanwhile(app: Reader) -> None:
    """Open the entry at hand; its page is not there yet."""
    await app.pilot.press("enter")
    while app.screen.view.article is None:
        await app.pilot.pause()
    await app.pilot.pause()


async def test_the_reader_stays_at_the_words_where_they_were(reader, changing: FakeNewsroom) -> None:
    changing.network.clear()
    async with reader(SIZES["small"]) as app:
        await open_meanwhile(app)
        app.screen.view.move(8)
        await app.pilot.pause()
        before = top(app)
        changing.network.set()
        await app.settle()
        assert ADDED in app.screen.view.article.document.text
        assert top(app) == before


async def test_whoever_went_back_to_the_list_stays_there(reader, changing: FakeNewsroom) -> None:
    changing.network.clear()
    async with reader(SIZES["large"]) as app:
        await open_meanwhile(app)
        await app.pilot.press("h")
        await app.pilot.pause()
        changing.network.set()
        await app.settle()
        assert app.screen.pane == "entries"
        assert ADDED in app.screen.view.article.document.text


async def test_whoever_went_on_to_another_article_is_not_disturbed(reader, changing: FakeNewsroom) -> None:
    changing.network.clear()
    async with reader(SIZES["large"]) as app:
        await open_meanwhile(app)
        await app.pilot.press("n")
        while app.screen.view.article.row.id == 1:
            await app.pilot.pause()
        other = app.screen.view.article.document
        changing.network.set()
        await app.settle()
        assert app.screen.view.article.document == other


async def test_what_is_selected_is_not_taken_out_of_the_hand(reader, changing: FakeNewsroom) -> None:
    changing.network.clear()
    async with reader(SIZES["large"]) as app:
        await open_meanwhile(app)
        await app.pilot.press("v", "w")
        changing.network.set()
        for _ in range(5):
            await app.pilot.pause(0.05)
        assert app.screen.view.selecting
        assert ADDED not in app.screen.view.article.document.text
        await app.pilot.press("escape", "escape")
        await app.settle()
        assert ADDED in app.screen.view.article.document.text


async def test_without_a_network_the_old_text_is_said_to_be_old(reader, changing: FakeNewsroom) -> None:
    changing.offline = True
    changing.full[1] = True
    async with reader(SIZES["large"]) as app:
        await app.press("enter")
        assert app.screen.view.article.document.text
        assert app.status.startswith("an old text: its feed has changed it since, and it cannot be had now.")
        assert app.screen.status.wrong
        assert app.screen.problems == []


async def test_a_text_that_another_process_has_fetched_takes_the_place_of_the_old_one(
    reader, changing: FakeNewsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elsewhere, "EVERY", 0.01)
    changing.outdated.clear()
    async with reader(SIZES["small"]) as app:
        await app.press("enter", "j j j j j j j j")
        before = top(app)
        changing.entries[0] = msgspec.structs.replace(changing.entries[0], changed=fiction.NOW, read=True)
        await seen(app)
        assert ADDED in app.screen.view.article.document.text
        assert top(app) == before
        assert app.status == "corrected · zv shows what has changed"


class TestWhatHasChanged:
    async def test_is_listed_and_leads_to_its_place(self, reader, changing: FakeNewsroom) -> None:
        async with reader(SIZES["small"]) as app:
            await app.press("enter", "G", "z v")
            assert "What has changed: 0 words gone, 6 come" in app.text
            assert ADDED.strip() in app.text
            assert "as before" in app.text
            await app.press("enter")
            assert app.screen.view.shows(app.screen.view.reading.page.from_document(0))

    async def test_is_found_in_the_palette_and_the_help(self, reader, changing: FakeNewsroom) -> None:
        async with reader(SIZES["large"]) as app:
            await app.press("?")
            await app.type("changed")
            assert "zv" in app.text
            assert "What has changed" in app.text

    async def test_is_marked_in_the_list_and_told_when_it_is_opened(self, reader, changing: FakeNewsroom) -> None:
        changing.entries[0] = msgspec.structs.replace(changing.entries[0], changed=fiction.NOW)
        changing.outdated.clear()
        async with reader(SIZES["large"]) as app:
            assert "±" in app.text
            await app.press("enter")
            assert app.status == "changed since it was first fetched · zv shows what"

    async def test_is_nothing_where_nothing_has(self, reader, newsroom: FakeNewsroom) -> None:
        async with reader(SIZES["large"]) as app:
            assert "±" not in app.text
            await app.press("enter", "z v")
            assert app.status == "it has not changed since it was first fetched"

    async def test_is_not_known_of_files(self, reader) -> None:
        async with reader(SIZES["large"], opening=["harbour.html"]) as app:
            await app.press("z v")
            assert app.status == "earlier versions are kept of the entries of feeds alone"

    def test_differs_by_style_as_well_as_by_colour(self) -> None:
        assert "strike" in LOOKS["deleted"].words
        assert "underline" in LOOKS["inserted"].words
        colours = dict.fromkeys(("error", "success"), "#ffffff")
        assert style(colours, "deleted").strike
        assert style(colours, "inserted").underline

    @pytest.mark.parametrize("room", [10, 40, 89])
    def test_fits_in_the_room_there_is_and_nothing_is_left_out(self, room: int) -> None:
        before = Document("The quay closes in March. " * 9 + "\n\nStays.\n\n" + "x" * 300 + "\n\n港口将于三月关闭" * 20)
        after = Document("The quay closes in May. " * 9 + "\n\nStays.\n\n" + "y" * 300 + "\n\n港口将于五月关闭" * 20)
        comparison = compare(before, after)
        rows = [line.row.left for line in lines(comparison, room)[1:] if isinstance(line.value, int)]
        assert all(sum(cell_len(text) for text, _ in row) <= room + 1 for row in rows)
        assert not [text for row in rows for text, look in row if look and text != text.rstrip()]
        told = "".join(text for row in rows for text, look in row if look != "deleted")
        assert "".join(told.split()) == "".join(after.text.replace("Stays.", "").split())
        for line in lines(comparison, room):
            if isinstance(line.value, int):
                assert 0 <= line.value <= len(after.text)
