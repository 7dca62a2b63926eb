"""The list of entries under headings."""

from __future__ import annotations

from tests.tui.conftest import SIZES
from tests.tui.fake import FakeNewsroom
from tui.layout.days import Heading


def headings(app) -> list[str]:
    return [item.title for item in app.screen.entries.items if isinstance(item, Heading)]


async def test_entries_are_grouped_by_day_and_not_again(reader) -> None:
    async with reader(SIZES["large"]) as app:
        await app.press("|")
        assert app.status == "grouped by day"
        assert headings(app)[:3] == ["Today", "Yesterday", "Thursday 12 March"]
        assert "All · 40 entries" in app.text
        assert app.screen.entries.entry.id == 1
        await app.press("\\")
        assert headings(app)[-1] == "Today"
        assert app.screen.entries.entry.id == 1
        await app.press("|", "|", "|")
        assert app.status == "not grouped"
        assert headings(app) == []


async def test_the_cursor_steps_over_headings(reader) -> None:
    async with reader(SIZES["small"]) as app:
        await app.press("|", "g g")
        entries = app.screen.entries
        assert entries.scroll_offset.y == 0
        seen = [entries.entry.id]
        for _ in range(39):
            await app.press("j")
            seen.append(entries.entry.id)
        assert seen == list(range(1, 41))
        await app.press("G", "k", "g g")
        assert entries.entry.id == 1


async def test_marks_people_and_the_next_unread_are_those_of_entries(reader, newsroom: FakeNewsroom) -> None:
    async with reader(SIZES["large"]) as app:
        await app.press("|", "N", "f")
        assert app.screen.entries.rows[0].read
        assert app.screen.entries.rows[0].starred
        await app.press("n", "n", "n", "n", "n", "n", "n")
        assert not app.screen.entries.entry.read
        await app.press("enter")
        assert app.screen.pane == "article"
        await app.press("q", "A")
        assert all(row.read for row in app.screen.entries.rows)


async def test_a_click_on_a_heading_chooses_nothing(reader) -> None:
    async with reader() as app:
        await app.press("|")
        await app.pilot.click(app.screen.entries, offset=(3, 0))
        await app.settle()
        assert app.screen.pane == "entries"
        assert app.screen.view.article is None


async def test_a_long_list_that_comes_bit_by_bit_has_each_heading_once(reader, newsroom: FakeNewsroom) -> None:
    newsroom.entries[:] = FakeNewsroom(2600).entries
    async with reader() as app:
        await app.press("|")
        grouped = headings(app)
        assert len(set(grouped)) == len(grouped) > 100
        await app.press("h", "enter")
        assert headings(app) == grouped
        assert app.screen.entries.total == 2600
        await app.press("F")
        await app.type("comet", "enter")
        assert app.screen.entries.total == 325
