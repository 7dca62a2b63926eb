"""An article that is not whole, its two texts, and what was cut from its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from readers.model import Article
from tests.tui import fiction
from tests.tui.conftest import SIZES

if TYPE_CHECKING:
    from tests.tui.fake import FakeNewsroom

PROBLEM = "The page is for subscribers only."


@pytest.mark.parametrize("size", [SIZES["small"], SIZES["medium"]], ids=["small", "medium"])
async def test_what_is_not_the_whole_article_says_why(reader, newsroom: FakeNewsroom, size) -> None:
    partly = msgspec.structs.replace(fiction.harbour(), problem=PROBLEM)
    newsroom.sources["part.html"] = Article(partly)
    async with reader(size, opening=["part.html"]) as app:
        lines = [line.strip() for line in app.text.splitlines()]
        assert any(line.startswith(PROBLEM) for line in lines)
        assert app.status == f"not the whole article: {PROBLEM}"
        await app.press("] e", "] e")
        assert app.status == "Ingrid Solheim 1 of 5", "names are found where they stand all the same"


@pytest.mark.parametrize("size", [SIZES["small"], SIZES["medium"]], ids=["small", "medium"])
async def test_x_switches_between_the_pages_text_and_the_feeds_own(reader, newsroom: FakeNewsroom, size) -> None:
    async with reader(size) as app:
        await app.press("enter", "x")
        assert app.status == "the feed's own text"
        assert "In short." in app.text
        assert "Mayor Ingrid Solheim" not in app.text
        await app.press("q", "j", "enter", "q", "k", "enter")
        assert "In short." in app.text, "the choice is kept"
        await app.press("x")
        assert app.status == "the page's text"
        assert "Mayor Ingrid Solheim" in app.text
        assert app.screen.view.article.annotations is not None


async def test_without_a_network_the_text_stays_and_it_is_said_why(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("enter", "x")
        newsroom.offline = True
        await app.press("x")
        assert app.status == "There is no network."
        assert "In short." in app.text


async def test_what_was_opened_directly_has_one_text(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        await app.press("x")
        assert app.status == "only the entries of a feed have two texts"


MENU, COMMENTS = "Home · Sport · Weather", "Three comments\nNell: I told you so."


@pytest.mark.parametrize("size", [SIZES["small"], SIZES["medium"]], ids=["small", "medium"])
async def test_what_was_cut_from_the_page_is_shown_under_a_rule_and_hidden_again(
    reader, newsroom: FakeNewsroom, size
) -> None:
    newsroom.sources["cut.html"] = Article(msgspec.structs.replace(fiction.harbour(), cut=(MENU, COMMENTS)))
    async with reader(size, opening=["cut.html"]) as app:
        assert MENU not in app.screen.view.reading.page.text
        await app.press("z b")
        assert app.status == "2 pieces cut from the page · zb hides them"
        rule, *cut = [line.strip("▏▌ ") for line in app.text.splitlines() if "──── cut" in line or "┊" in line]
        assert rule.startswith("──── cut from the page ────")
        assert [line.split("┊ ")[1].split("  ")[0] for line in cut] == [MENU, "Three comments", "Nell: I told you so."]
        await app.press("/")
        await app.type("Nell:", "enter")
        assert app.status == "match 1 of 1"
        await app.press("z b")
        assert MENU not in app.screen.view.reading.page.text
        assert "──── cut" not in app.text
        await app.press("g g", "] e", "] e")
        assert app.status == "Ingrid Solheim 1 of 5"


async def test_the_place_is_kept_within_the_text_whatever_is_shown_below(reader, newsroom: FakeNewsroom) -> None:
    cut = msgspec.structs.replace(fiction.comet(), cut=(MENU,) * 60)
    newsroom.sources["cut.html"] = Article(cut)
    async with reader(SIZES["small"], opening=["cut.html"]) as app:
        await app.press("z b", "G", "Q")
        assert newsroom.places[cut.digest] <= len(cut.text)


async def test_of_a_page_without_menus_nothing_was_cut(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        await app.press("z b")
        assert app.status == "nothing was cut from this page"
