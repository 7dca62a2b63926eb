"""Searches kept as feeds in the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tui.fake import FakeNewsroom


def titles(app: object) -> list[str]:
    return [node.title for node in app.screen.feeds.items]  # type: ignore[attr-defined]


async def test_a_search_is_kept_with_its_unread_count_and_taken_back(reader: Callable, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("/")
        await app.type("corvane", "enter", "z k")
        await app.type("Ports", "enter")
        assert titles(app)[3] == "Ports"
        assert app.screen.listing.title == "Ports"
        unread = sum(not row.read for row in app.screen.entries.rows)
        assert app.screen.feeds.items[3].unread == unread > 0
        await app.press("A")
        assert app.screen.feeds.items[3].unread == 0
        await app.press("ctrl+z")
        assert app.screen.feeds.items[3].unread == unread
        await app.press("ctrl+z")
        assert "Ports" not in titles(app)
        assert newsroom.searches == {}


async def test_it_is_chosen_renamed_removed_and_brought_back(reader: Callable, newsroom: FakeNewsroom) -> None:
    await newsroom.keep_search("person:solheim", "Mayor")
    async with reader() as app:
        await app.press("h", "g g", "j j j", "enter")
        assert app.screen.listing.title == "Mayor"
        assert all("Ingrid Solheim" in row.people for row in app.screen.entries.rows)
        await app.press("z k", "backspace backspace")
        await app.type("s", "enter")
        assert titles(app)[3] == "Mays"
        await app.press("ctrl+z")
        assert titles(app)[3] == "Mayor"
        await app.press("h", "D")
        assert "Mayor" not in titles(app)
        await app.press("ctrl+z")
        assert titles(app)[3] == "Mayor"
        await app.press("/")
        await app.type("may", "enter")
        assert titles(app) == ["Mayor"]


async def test_without_a_search_there_is_nothing_to_keep(reader: Callable) -> None:
    async with reader() as app:
        await app.press("z k")
        assert "no search is on" in app.status


async def test_the_kept_search_is_the_list_one_comes_back_to(reader: Callable, newsroom: FakeNewsroom) -> None:
    await newsroom.keep_search("person:solheim", "Mayor")
    async with reader() as app:
        await app.press("h", "g g", "j j j", "enter", "j", "Q")
    async with reader() as app:
        assert app.screen.listing.title == "Mayor"
        await app.press("escape")
        assert app.screen.pane == "feeds"
