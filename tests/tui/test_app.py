"""The reader at work: what the keys do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual import events

from tests.tui.conftest import SIZES

if TYPE_CHECKING:
    from tests.tui.fake import FakeNewsroom

HARBOUR = "Saltmarsh Bay wants its harbour back"


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
async def test_the_first_screen_has_entries_unread_count_and_keys(reader, size) -> None:
    async with reader(size) as app:
        assert HARBOUR in app.text
        assert "32 unread" in app.text
        assert "All · 40 entries" in app.text
        assert "? help" in app.text


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
async def test_enter_opens_the_article_and_marks_it_read(reader, newsroom: FakeNewsroom, size) -> None:
    async with reader(size) as app:
        await app.press("enter")
        assert "Bay Courier · Mina Castle, Theo Brook" in app.text
        assert app.screen.pane == "article"
        assert newsroom.entries[0].read
        assert "31 unread" in app.text


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
async def test_all_mentions_of_one_name_are_stepped_through(reader, size) -> None:
    async with reader(size, opening=["harbour.html"]) as app:
        await app.press("] e", "] e")
        assert app.status == "Ingrid Solheim 1 of 5"
        for number in (2, 3, 4, 5, 1):
            await app.press("*")
            assert app.status == f"Ingrid Solheim {number} of 5"
            assert app.screen.view.shows(app.screen.view.reading.mark.start)
        await app.press("#")
        assert app.status == "Ingrid Solheim 5 of 5"
        await app.press("[ e")
        assert "Ingrid Solheim" not in app.status


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
async def test_quotes_are_stepped_through_with_their_speakers(reader, size) -> None:
    async with reader(size, opening=["harbour.html"]) as app:
        await app.press("] q")
        assert "— Ingrid Solheim, told (0.97)" in app.status
        await app.press("] q", "] q")
        assert "“a stunt before an election” — Marcus Thane, called (0.90)" in app.text
        await app.press("[ q")
        assert "— Ingrid Solheim, told (0.95)" in app.status


async def test_a_pending_sequence_is_shown(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        await app.press("]")
        assert app.screen.status.pending == "]"
        await app.press("e")
        assert app.screen.status.pending == ""


async def test_enter_in_the_panel_jumps_to_the_first_mention(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        await app.press("tab", "j", "j", "j")
        assert app.status == "Pavel Brandt · 2 mentions"
        await app.press("enter")
        assert app.status == "Pavel Brandt 1 of 2"
        assert app.screen.pane == "article"


async def test_the_panel_follows_the_text(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        await app.press("] e ] e ] e ] e ] e ] e")
        item = app.screen.panel.people.item
        assert item is not None
        assert item.entity.name == app.focused_name == "Corvane Holdings"


@pytest.mark.parametrize(("key", "tab"), [("1", "people"), ("2", "quotes"), ("3", "places")])
async def test_tabs_of_the_panel(reader, key: str, tab: str) -> None:
    async with reader(opening=["harbour.html"]) as app:
        await app.press(key)
        assert app.screen.panel.tab == tab
        assert app.screen.pane == "panel"
        assert app.screen.panel.list.has_focus


async def test_quotes_in_the_panel_are_shown_in_the_text_while_one_walks_through_them(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        await app.press("2", "j")
        assert "I do not intend to be the mayor" in app.status
        await app.press("enter")
        assert app.screen.pane == "article"


async def test_a_jump_can_be_taken_back(reader) -> None:
    async with reader(SIZES["small"], opening=["harbour.html"]) as app:
        await app.press("G")
        assert app.screen.view.progress == 100
        await app.press("ctrl+o")
        assert app.screen.view.scroll_offset.y == 0
        await app.press("ctrl+o")
        assert app.status == "no jump to go back from"


@pytest.mark.parametrize(("key", "name"), [("p", "people"), ("o", "organisations"), ("l", "places"), ("q", "quotes")])
async def test_marks_are_hidden_and_shown_again(reader, key: str, name: str) -> None:
    async with reader(opening=["harbour.html"]) as app:
        shown = len(app.screen.view.reading.marks.mentions) + len(app.screen.view.reading.marks.quotes)
        await app.press(f"z {key}")
        marks = app.screen.view.reading.marks
        assert app.status == f"{name} not marked"
        assert len(marks.mentions) + len(marks.quotes) < shown
        await app.press(f"z {key}")
        marks = app.screen.view.reading.marks
        assert len(marks.mentions) + len(marks.quotes) == shown


async def test_lines_and_pages_move_the_text(reader) -> None:
    async with reader(SIZES["small"], opening=["harbour.html"]) as app:
        view = app.screen.view
        places = []
        for keys in ("j", "down", "k", "up", "space", "pageup", "ctrl+d", "ctrl+u", "G", "g g"):
            await app.press(keys)
            places.append(view.scroll_offset.y)
        height = view.size.height
        assert places == [1, 2, 1, 0, height - 2, 0, height // 2, 0, view.max_scroll_y, 0]


async def test_from_feeds_to_panel_and_back(reader) -> None:
    async with reader(SIZES["large"]) as app:
        places = []
        for key in ("h", "h", "l", "l", "l", "l", "h", "h", "h", "h"):
            await app.press(key)
            places.append(app.screen.pane)
        assert places == [
            "feeds", "feeds", "entries", "article", "panel", "panel", "article", "entries", "feeds", "feeds",
        ]  # fmt: skip


async def test_tab_goes_round_the_panes_there_are(reader) -> None:
    async with reader(SIZES["large"]) as app:
        await app.press("tab", "tab")
        assert app.screen.pane == "entries"
        await app.press("enter", "tab", "tab")
        assert app.screen.pane == "feeds"
        await app.press("shift+tab")
        assert app.screen.pane == "panel"


async def test_a_feed_shows_its_entries_alone(reader) -> None:
    async with reader() as app:
        await app.press("h", "j", "j", "j", "j", "enter")
        assert "Bay Courier · 10 entries" in app.text
        assert {row.outlet for row in app.screen.entries.items} == {"Bay Courier"}


async def test_smart_feeds_show_what_is_unread_or_starred(reader) -> None:
    async with reader() as app:
        await app.press("h", "j", "enter")
        assert all(not row.read for row in app.screen.entries.items)
        await app.press("h", "j", "enter")
        assert [row.starred for row in app.screen.entries.items] == [True, True]


async def test_a_folder_is_folded_and_unfolded(reader) -> None:
    async with reader() as app:
        await app.press("h", "j", "j", "j", "enter")
        assert "▸ Local" in app.text
        assert "Fenwick Weekly" not in [node.title for node in app.screen.feeds.items]
        await app.press("enter")
        assert "▾ Local" in app.text


async def test_the_next_unread_entry(reader) -> None:
    async with reader() as app:
        await app.press("j", "j", "n")
        assert app.screen.entries.cursor == 4
        await app.press("p")
        assert app.screen.entries.cursor == 2
        await app.press("enter", "n")
        assert "Central bank" in app.text
        assert app.screen.pane == "article"


async def test_read_and_unread(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("N")
        assert newsroom.entries[0].read
        assert app.screen.entries.items[0].read
        await app.press("N")
        assert not newsroom.entries[0].read


async def test_all_read_and_undone(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("A")
        assert all(row.read for row in newsroom.entries)
        assert app.status == "32 marked read · ^z takes it back"
        await app.press("ctrl+z")
        assert sum(not row.read for row in newsroom.entries) == 32
        assert sum(not row.read for row in app.screen.entries.items) == 32
        await app.press("ctrl+z")
        assert app.status == "nothing to undo"


async def test_only_what_is_listed_is_marked_read(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("F")
        await app.type("comet", "enter", "A")
        assert app.status.startswith("4 marked read")
        assert sum(not row.read for row in newsroom.entries) == 28


async def test_stars(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("f")
        assert newsroom.entries[0].starred
        assert "★" in app.text.split("\n")[0]
        await app.press("f")
        assert not newsroom.entries[0].starred


async def test_the_list_is_sorted_the_other_way_round(reader) -> None:
    async with reader() as app:
        await app.press("\\")
        assert app.screen.entries.items[0].id == 40
        assert app.screen.entries.item.id == 1


async def test_saving(reader, newsroom: FakeNewsroom) -> None:
    async with reader(opening=["harbour.html"]) as app:
        await app.press("s")
        ((article, format_),) = newsroom.saved
        assert article.annotations is not None
        assert format_ == "markdown"
        assert app.status == "saved saved/article.md"
        newsroom.copied = Path("saved") / "article.yours-1.md"
        await app.press("s")
        assert app.status == "saved saved/article.md · what you changed there is in article.yours-1.md"


async def test_browser_and_clipboard_get_the_address(reader, monkeypatch) -> None:
    async with reader() as app:
        opened: list[str] = []
        monkeypatch.setattr(app.app, "open_url", opened.append)
        await app.press("o", "y")
        assert opened == ["https://news.example/1"]
        assert app.app.clipboard == "https://news.example/1"


async def test_an_article_without_address_says_so(reader) -> None:
    async with reader(opening=["comet.txt"]) as app:
        app.screen.view.article = None
        await app.press("o")
        assert app.status == "this has no web address"


async def test_links_are_listed_and_opened(reader, monkeypatch) -> None:
    async with reader(opening=["harbour.html"]) as app:
        opened: list[str] = []
        monkeypatch.setattr(app.app, "open_url", opened.append)
        await app.press("u")
        assert "drawn up plans  https://bay-courier.example/plans" in app.text
        await app.press("enter")
        assert opened == ["https://bay-courier.example/plans"]


async def test_words_are_found_in_the_article(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        await app.press("/")
        await app.type("crane", "enter")
        assert app.status == "match 1 of 2"
        await app.press("n")
        assert app.status == "match 2 of 2"
        await app.press("p")
        assert app.status == "match 1 of 2"
        await app.press("escape")
        assert app.screen.view.reading.matches == []
        await app.press("/")
        await app.type("zebra", "enter")
        assert app.status == "“zebra” is not in this article"


async def test_the_list_is_filtered_while_one_types(reader) -> None:
    async with reader() as app:
        await app.press("F")
        await app.type("corvane")
        assert {row.title[:7] for row in app.screen.entries.items} == {"Saltmar", "Corvane"}
        await app.press("enter", "escape")
        assert len(app.screen.entries.items) == 40


async def test_nothing_is_lost_of_what_is_typed_at_once(reader) -> None:
    async with reader() as app:
        for key in "Fcorvane\rj\r":
            app.app.post_message(events.Key("enter" if key == "\r" else key, key))
        await app.settle()
        assert app.screen.listing.wanted == "corvane"
        assert app.screen.asking.prompt is None
        assert app.screen.entries.cursor == 1
        assert app.screen.pane == "article"


async def test_names_in_the_panel_are_filtered(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        await app.press("1", "/")
        await app.type("union", "enter")
        assert [item.entity.name for item in app.screen.panel.people.items if item.entity] == ["Harbour Workers' Union"]


async def test_help_is_searched_and_runs_what_is_chosen(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        await app.press("?")
        assert "Names and quotes" in app.text
        await app.type("nextquote")
        await app.press("escape")
        await app.press("?")
        await app.type("zen", "enter")
        assert app.screen.zen


async def test_zen_is_the_article_alone(reader) -> None:
    async with reader(SIZES["large"]) as app:
        await app.press("enter", "z z")
        assert not app.screen.panel.display
        assert not app.screen.entries.display
        await app.press("q")
        assert app.screen.panel.display


async def test_the_palette_runs_commands(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        await app.press(":")
        await app.type("nextquote")
        await app.pilot.pause(0.3)
        await app.press("enter")
        assert "— Ingrid Solheim" in app.status


async def test_the_card_of_a_name(reader) -> None:
    async with reader() as app:
        await app.press("enter", "] e", "] e", "K")
        assert "Ingrid Solheim · person · 5 articles" in app.text
        assert "Called here  Ingrid Solheim ×3, Solheim ×2" in app.text
        assert "Said here · 4" in app.text
        assert "Named here · 5" in app.text
        await app.press("j", "enter")
        assert "I do not intend" in app.status


async def test_a_card_needs_a_name(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        await app.press("K")
        assert app.status == "no name at hand: choose one first"


async def test_a_feed_is_added(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("+")
        await app.type("new.example", "enter")
        assert newsroom.feeds[-1].feed.url == "new.example"
        assert app.status == "subscribed to A new feed"


async def test_the_text_is_set_wider_and_narrower(reader) -> None:
    async with reader(SIZES["large"], opening=["harbour.html"]) as app:
        await app.press(">", ">")
        assert app.screen.view.widest == 88
        await app.press("<")
        assert app.screen.view.widest == 84


async def test_q_leads_out_step_by_step(reader) -> None:
    async with reader() as app:
        await app.press("enter", "tab", "q")
        assert app.screen.pane == "article"
        await app.press("q", "q")
        assert app.screen.pane == "feeds"
        await app.pilot.press("q")
        await app.pilot.pause()
    assert app.app.return_code == 0
    assert app.newsroom.closed
