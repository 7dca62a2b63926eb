"""Searching all articles from the list, and filtering the list in the same language."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tui.fake import FakeNewsroom


async def test_what_is_found_is_a_list_like_any_other(reader: Callable, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("/")
        await app.type("corvane", "enter")
        rows = app.screen.entries.rows
        assert rows
        assert all("Corvane" in row.title + str(row.people) for row in rows)
        assert "Search: corvane" in app.text
        assert "of corvane it says" in app.text
        await app.press("f")
        assert app.screen.entries.entry.starred
        found = [row.id for row in rows]
        await app.press("A")
        assert [row.id for row in newsroom.entries if row.read and row.id not in found] == [
            row.id for row in type(newsroom)().entries if row.read and row.id not in found
        ]
        await app.press("enter")
        assert app.screen.pane == "article"


async def test_leaving_a_search_leads_back_to_where_the_cursor_was(reader: Callable) -> None:
    async with reader() as app:
        await app.press("j j j")
        entry, title = app.screen.entries.entry.id, app.screen.listing.title
        await app.press("/")
        await app.type("corvane", "enter")
        await app.press("j", "/")
        await app.type("comet", "enter")
        assert app.screen.listing.sought == "comet"
        await app.press("escape")
        assert (app.screen.entries.entry.id, app.screen.listing.title) == (entry, title)
        assert len(app.screen.entries.rows) > 20


async def test_a_search_thought_better_of_changes_nothing(reader: Callable) -> None:
    async with reader() as app:
        await app.press("j j", "/")
        entry = app.screen.entries.entry.id
        await app.type("corvane", "escape")
        assert app.screen.entries.entry.id == entry
        assert app.screen.listing.sought == ""
        assert app.status == ""


async def test_a_mistake_is_told_while_one_types_and_is_no_problem_to_be_listed(reader: Callable) -> None:
    async with reader() as app:
        await app.press("/")
        await app.type("persn:x")
        assert "did you mean person:" in app.status
        assert app.screen.status.wrong
        await app.press("enter")
        assert app.screen.asking.prompt is not None
        assert app.screen.asking.prompt.value == "persn:x"
        await app.press("backspace " * 7)
        await app.type("comet", "enter")
        assert app.screen.listing.sought == "comet"
        assert app.screen.problems == []


async def test_a_query_is_completed(reader: Callable) -> None:
    async with reader() as app:
        await app.press("/")
        await app.type("person:sol")
        assert app.status == 'Tab: "Ingrid Solheim" (PERSON)'
        await app.press("tab")
        assert app.screen.asking.prompt.value == 'person:"Ingrid Solheim"'
        await app.press("enter")
        assert {row.people[0] for row in app.screen.entries.rows} >= {"Ingrid Solheim"}


async def test_a_filter_takes_the_same_language(reader: Callable, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("F")
        await app.type("person:solheim")
        before = [row.id for row in app.screen.entries.rows]
        assert before == [row.id for row in newsroom.entries if "Ingrid Solheim" in row.people]
        await app.press("space")
        await app.type("or")
        assert [row.id for row in app.screen.entries.rows] == before
        assert "both sides" in app.status
        await app.press("backspace backspace backspace", "enter")
        assert [row.id for row in app.screen.entries.rows] == before
        await app.press("escape")
        assert len(app.screen.entries.rows) > len(before)


async def test_plain_words_filter_as_ever_and_ask_nobody(reader: Callable, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("F")
        await app.type("corva", "enter")
        assert app.screen.entries.rows
        assert newsroom.asked == []


async def test_a_filter_lasts_while_the_list_is_fetched_again(reader: Callable, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("F")
        await app.type("-corvane", "enter")
        shown = [row.id for row in app.screen.entries.rows]
        await app.press("r")
        assert [row.id for row in app.screen.entries.rows] == shown


async def test_the_feeds_are_narrowed_as_ever(reader: Callable, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("h", "/")
        await app.type("bay", "enter")
        assert newsroom.asked == []
        assert app.screen.pane == "feeds"


async def test_what_is_deleted_and_completed_at_once_is_so_before_it_is_searched_for(reader: Callable) -> None:
    async with reader() as app:
        await app.press("/")
        await app.press(" ".join("cometx:yz") + " backspace" * 4 + " enter")
        assert app.screen.listing.sought == "comet"
        await app.press("/")
        await app.press(" ".join("person:sol") + " tab enter")
        assert app.screen.listing.sought == 'person:"Ingrid Solheim"'
