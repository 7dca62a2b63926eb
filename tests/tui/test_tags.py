"""Tags that the reader puts on entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from tests.tui.conftest import SIZES
from tui.widgets.prompt import LastWord

if TYPE_CHECKING:
    from tests.tui.fake import FakeNewsroom


@pytest.fixture
def tagged(newsroom: FakeNewsroom) -> FakeNewsroom:
    """The second and the ninth entry are under tags."""
    for at, tags in ((1, ("sea",)), (8, ("bridge", "sea"))):
        newsroom.entries[at] = msgspec.structs.replace(newsroom.entries[at], tags=tags)
    return newsroom


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
async def test_an_entry_is_tagged_and_shown_with_its_tags(reader, newsroom: FakeNewsroom, size) -> None:
    async with reader(size) as app:
        await app.press("t")
        await app.type("harbour,", "space", "# T o - d o", "enter")
        assert newsroom.entries[0].tags == ("harbour", "To-do")
        assert app.status == "#harbour #To-do · ^z takes it back"
        assert "#harbour" in app.text
        await app.press("ctrl+z")
        assert newsroom.entries[0].tags == ()
        assert app.status == "taken back: no tags"
        assert "#harbour" not in app.screen.entries.render_line(0).text


async def test_the_prompt_has_the_tags_there_are_and_completes_known_ones(reader, tagged: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("j", "t")
        assert app.status == "tags, parted by spaces · known: #bridge #sea"
        assert app.screen.query_one("Prompt").value == "sea "
        await app.type("br", "tab", "enter")
        assert tagged.entries[1].tags == ("bridge", "sea")
        await app.press("t", "escape")
        assert tagged.entries[1].tags == ("bridge", "sea")


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("s", "sea"),
        ("br", "bridge"),
        ("#BR", "#BRidge"),
        ("sea b", "sea bridge"),
        ("sea", None),
        ("sea s", None),
        ("", None),
    ],
)
async def test_the_last_word_is_completed(typed: str, completed: str | None) -> None:
    assert await LastWord(["bridge", "sea"]).get_suggestion(typed) == completed


async def test_tags_stand_in_the_tree_with_their_counts_and_list_their_entries(reader, tagged: FakeNewsroom) -> None:
    async with reader(SIZES["large"]) as app:
        rows = [(node.title, node.under) for node in app.screen.feeds.items]
        assert rows[2:6] == [("Starred", 0), ("Tags", 2), ("#bridge", 1), ("#sea", 2)]
        await app.press("h", "g g", "j j j j j", "enter")
        assert [row.id for row in app.screen.entries.rows] == [2, 9]
        assert "#sea · 2 entries" in app.text
        await app.press("A")
        assert [row.id for row in tagged.entries if row.read and row.id < 10] == [2, 4, 9]
        await app.press("h", "k k", "enter")
        assert [node.title for node in app.screen.feeds.items][3:5] == ["Tags", "Local"]


async def test_without_tags_the_tree_has_no_heading_for_them(reader) -> None:
    async with reader() as app:
        assert "Tags" not in [node.title for node in app.screen.feeds.items]
        await app.press("t")
        await app.type("sea", "enter")
        assert [node.title for node in app.screen.feeds.items][3:5] == ["Tags", "#sea"]


async def test_a_filter_finds_tags(reader, tagged: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("F")
        await app.type("#bri", "enter")
        assert [row.id for row in app.screen.entries.rows] == [9]
        await app.press("escape", "F")
        await app.type("#sea", "space", "c o m e t", "enter")
        assert [row.id for row in app.screen.entries.rows] == [2]


async def test_a_tag_is_of_the_one_entry_whoever_else_tells_its_story(reader, newsroom: FakeNewsroom) -> None:
    first = newsroom.entries[0]
    newsroom.entries[1] = msgspec.structs.replace(newsroom.entries[1], title=first.title, link=first.link)
    async with reader() as app:
        await app.press("t")
        await app.type("sea", "enter")
        assert [row.tags for row in newsroom.entries[:2]] == [("sea",), ()]


async def test_the_article_that_is_read_is_tagged_and_the_bottom_line_has_its_tags(
    reader, newsroom: FakeNewsroom
) -> None:
    async with reader(SIZES["large"]) as app:
        await app.press("enter", "t")
        await app.type("sea", "enter")
        assert app.screen.pane == "article"
        assert app.screen.view.article.row.tags == ("sea",)
        assert "0 %  #sea" in app.text
        await app.press("s")
        assert newsroom.saved[0][0].row.tags == ("sea",)


async def test_what_was_not_changed_is_nothing_to_take_back(reader, tagged: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("j", "t", "enter", "ctrl+z")
        assert app.status == "nothing to undo"


async def test_without_an_entry_there_is_nothing_to_tag(reader, newsroom: FakeNewsroom) -> None:
    newsroom.entries.clear()
    async with reader() as app:
        await app.press("q", "t")
        assert app.status == "no entry at hand"
