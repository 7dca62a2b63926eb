"""What stands where: tabs, counts, the open entry, prompts, heads of articles, at the sizes where it matters."""

from __future__ import annotations

import msgspec
import pytest
from rich.cells import cell_len
from textual import events

from tests.tui.conftest import SIZES
from tests.tui.fake import FakeNewsroom
from tui.layout.columns import feeds_width, panel_width, visible
from tui.layout.paint import measure


async def test_of_a_name_it_is_told_how_many_quotes_are_theirs_and_how_often_they_are_named(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        line = next(line for line in app.text.splitlines() if "×5" in line and "Solheim" in line)
        assert line.split()[-2:] == ["❝4", "×5"]
    async with reader(SIZES["large"], opening=["harbour.html"]) as app:
        assert "quotes  named" in app.text


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
async def test_a_click_chooses_the_tab_under_the_pointer(reader, size) -> None:
    async with reader(size, opening=["harbour.html"]) as app:
        await app.press("1")
        line = next(line for line in app.text.splitlines() if "Names 8" in line)
        for title, tab in (("Quotes", "quotes"), ("Places", "places"), ("Notes", "notes"), ("Names", "people")):
            x = line.index(title) - app.screen.panel.tabs.region.x
            await app.pilot.click("TabLine", offset=(x, 0))
            await app.settle()
            assert app.screen.panel.tab == tab


async def test_the_entry_whose_article_is_open_is_marked_wherever_the_cursor_goes(reader) -> None:
    async with reader(SIZES["large"]) as app:
        await app.press("j enter", "q", "j j")
        marked = [line for line in app.text.splitlines() if "▸ " in line]
        assert len(marked) == 1
        assert "▸ A comet that nobody was looking for" in marked[0]
        await app.press("enter", "q")
        marked = [line for line in app.text.splitlines() if "▸ " in line]
        assert len(marked) == 1
        assert "A comet" not in marked[0]


async def test_a_prompt_keeps_its_label_while_one_types(reader) -> None:
    async with reader((60, 18)) as app:
        await app.press("F")
        await app.type("harbour")
        assert "only entries with: harbour" in app.text


async def test_star_and_tags_are_told_in_the_head_of_the_article_and_what_is_at_hand_stays(reader) -> None:
    async with reader(opening=[]) as app:
        await app.press("enter", "] e", "] e")
        at_hand = app.status
        await app.press("f")
        assert "★ starred" in app.text
        await app.press("t")
        await app.type("pier", "enter")
        assert "★ starred · #pier" in app.text
        assert app.screen.status.at_hand == at_hand
        await app.press("f")
        assert "★ starred" not in app.text


async def test_the_feed_is_told_in_the_head_where_it_is_another_than_the_outlet(reader, newsroom: FakeNewsroom) -> None:
    newsroom.entries[0] = msgspec.structs.replace(newsroom.entries[0], outlet="Coast Wire")
    async with reader() as app:
        await app.press("enter")
        assert "in Coast Wire" in app.text


async def test_an_outlet_is_whole_where_there_is_room(reader, newsroom: FakeNewsroom) -> None:
    name = "The Fenwick and Larkmoor Advertiser"
    newsroom.feeds[0] = msgspec.structs.replace(
        newsroom.feeds[0], feed=msgspec.structs.replace(newsroom.feeds[0].feed, title=name)
    )
    newsroom.entries = [
        msgspec.structs.replace(row, outlet=name) if row.feed_id == 1 else row for row in newsroom.entries
    ]
    async with reader(SIZES["large"]) as app:
        assert name in app.text


async def test_help_keeps_its_size_while_one_searches(reader) -> None:
    async with reader() as app:
        await app.press("?")
        before = app.app.screen.lines.size
        for letter in "zen":
            await app.type(letter)
            assert app.app.screen.lines.size == before


async def test_escape_takes_back_one_thing_at_a_time(reader) -> None:
    async with reader(opening=[]) as app:
        await app.press("enter", "] e", "/")
        await app.type("harbour", "enter")
        reading = app.screen.view.reading
        await app.press("escape")
        assert not reading.matches
        assert reading.entity >= 0
        await app.press("escape")
        assert reading.entity < 0
        assert app.screen.pane == "article"
        await app.press("escape")
        assert app.screen.pane == "entries"


def test_the_feeds_of_a_small_screen_have_the_entries_beside_them() -> None:
    assert visible(80, "feeds") == {"feeds", "entries"}
    assert feeds_width(80) < 30
    assert visible(60, "feeds") == {"feeds"}
    assert feeds_width(60) == 0


def test_on_a_wide_screen_the_panel_grows() -> None:
    widths = [panel_width(width) for width in (120, 160, 200, 400)]
    assert widths == sorted(widths)
    assert widths[0] < widths[1] < widths[2]
    assert widths[-1] <= 52


@pytest.mark.parametrize("width", [160, 180, 200, 240])
def test_from_160_columns_on_speakers_stand_beside_their_quotes(width: int) -> None:
    middle = width - feeds_width(width) - panel_width(width) - 1
    assert measure(middle, 80).label >= len("— Ingrid Solheim")
    assert measure(middle, 80).text >= 66


async def test_the_wheel_scrolls_an_article_by_few_lines_and_a_list_without_its_cursor(reader) -> None:
    async with reader((80, 24), opening=["harbour.html"]) as app:
        view = app.screen.view
        view.post_message(events.MouseScrollDown(view, 5, 5, 0, 1, 0, False, False, False, 5, 5, None))
        await app.settle()
        assert 1 <= view.scroll_offset.y <= 3


@pytest.mark.parametrize("keys", ["?", "] e K"])
async def test_what_a_dialog_tells_of_signs_and_keys_is_not_cut_on_a_small_screen(reader, keys: str) -> None:
    async with reader((60, 18), opening=["harbour.html"]) as app:
        await app.press(*keys.split("  "))
        lines = app.app.screen.lines
        told = lines.items[: next(index for index, line in enumerate(lines.items) if lines.selectable(line))]
        for line in told:
            assert sum(cell_len(text) for text, _ in line.row.left) <= lines.size.width - 3, line.row


async def test_what_stands_above_the_first_row_is_within_reach_of_the_keys(reader) -> None:
    async with reader((60, 18)) as app:
        await app.press("?")
        lines = app.app.screen.lines
        assert lines.scroll_offset.y > 0
        await app.press(" ".join(["up"] * 20))
        assert "a person" in app.text
        await app.press("down")
        assert lines.items[lines.cursor].value == "previous_mention"
        assert "Previous name" in app.text


async def test_where_names_of_outlets_are_short_the_headlines_have_the_room(reader, newsroom: FakeNewsroom) -> None:
    def named(called: str) -> None:
        newsroom.feeds[:] = [
            msgspec.structs.replace(one, feed=msgspec.structs.replace(one.feed, title=called, name=""))
            for one in newsroom.feeds
        ]
        newsroom.entries[:] = [
            msgspec.structs.replace(one, outlet=called, title="A headline that goes on and on " * 9)
            for one in newsroom.entries
        ]

    shown = []
    for called in ("Bay", "The Saltmarsh Bay Courier"):
        named(called)
        async with reader((100, 30)) as app:
            shown.append(app.text.splitlines()[1].index("…"))
    assert shown[0] > shown[1] + 10
