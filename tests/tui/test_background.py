"""What goes on in the background, and what goes wrong there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from readers.config import load
from readers.model import Annotations, Article, EntryRow
from readers.news.refresh import FeedDone, FeedFailed, FeedStarted, Finished
from tests.tui import fiction
from tests.tui.conftest import SIZES
from tui.state.settings import Settings

if TYPE_CHECKING:
    from tests.tui.fake import FakeNewsroom


async def test_the_text_is_there_before_its_names_are(reader, newsroom: FakeNewsroom) -> None:
    newsroom.annotator.clear()
    async with reader() as app:
        await app.press("enter")
        assert "Mayor Ingrid Solheim said on Friday" in app.text
        assert "reading…" in app.text
        assert "finding names and quotes…" in app.text
        await app.press("] e")
        assert app.status == "names and quotes are not known yet"
        await app.press("s")
        assert app.status == "wait until its names and quotes are found"
        newsroom.annotator.set()
        await app.settle()
        assert "Names 8" in app.text
        assert "wait until" not in app.status, "it is not true any more"
        assert "finding" not in app.text
        await app.press("] e")
        assert app.status == "Saltmarsh Bay 1 of 4"


async def test_that_names_are_not_known_is_not_said_once_they_are(reader, newsroom: FakeNewsroom) -> None:
    newsroom.annotator.clear()
    async with reader() as app:
        await app.press("enter", "] q")
        assert app.status == "names and quotes are not known yet"
        newsroom.annotator.set()
        await app.settle()
        assert "not known" not in app.status


async def test_nothing_moves_when_names_arrive(reader, newsroom: FakeNewsroom) -> None:
    newsroom.annotator.clear()
    async with reader(SIZES["small"]) as app:
        await app.press("enter", "space")
        before = app.screen.view.scroll_offset
        newsroom.annotator.set()
        await app.settle()
        assert app.screen.view.scroll_offset == before


async def test_leaving_an_article_stops_the_search_for_its_names(reader, newsroom: FakeNewsroom) -> None:
    newsroom.annotator.clear()
    async with reader() as app:
        await app.press("enter", "n")
        assert newsroom.cancelled == 1
        newsroom.annotator.set()
        await app.settle()
        assert "comet" in app.screen.view.article.document.title
        assert app.screen.view.article.annotations is None or "Amara Okonjo" in app.text


async def test_an_article_in_another_language_says_why_nothing_is_marked(reader, newsroom: FakeNewsroom) -> None:
    newsroom.language = "de"
    async with reader(opening=["harbour.html"]) as app:
        assert app.status.startswith("In German, for which no model is installed (quoth doctor)")
        assert "in German: no model for it" in app.text.split("Names")[1]


async def test_an_article_in_a_language_without_rules_says_so(reader, newsroom: FakeNewsroom) -> None:
    newsroom.language = "it"
    async with reader(opening=["harbour.html"]) as app:
        assert app.status == "In another language (it): no names and quotes were looked for."
        assert "in another language (it)" in app.text.split("Names")[1]


async def test_an_article_that_cannot_be_annotated_says_why(reader, newsroom: FakeNewsroom) -> None:
    newsroom.unfit = "“Harbour to close” needs too long to read."
    async with reader(opening=["harbour.html"]) as app:
        assert app.status == "“Harbour to close” needs too long to read."
        assert "could not be annotated" in app.text.split("Names")[1]


async def test_a_broken_annotator_leaves_the_text_and_a_problem(reader, newsroom: FakeNewsroom) -> None:
    newsroom.broken = "The language model is missing. Install it with pip."
    async with reader() as app:
        await app.press("enter")
        assert "Mayor Ingrid Solheim said on Friday" in app.text
        assert app.status == newsroom.broken
        assert "! 1" in app.text
        await app.press("!")
        assert "Install it with pip." in app.text
        await app.press("escape")
        assert "! 1" not in app.text


async def test_a_source_that_is_not_there_is_told_in_words(reader) -> None:
    async with reader(opening=["nothing.txt"]) as app:
        assert app.status == "There is no file nothing.txt."
        assert "! 1" in app.text


async def test_several_sources_are_read_one_after_the_other(reader) -> None:
    async with reader(opening=["harbour.html", "comet.txt"]) as app:
        await app.press("n")
        assert "A comet that nobody was looking for" in app.text
        await app.press("n")
        assert app.status == "that was the last one"
        await app.press("p")
        assert "Mayor Ingrid Solheim" in app.text


async def test_a_refresh_tells_how_it_went_and_the_list_does_not_jump(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("j j j")
        here = app.screen.entries.item
        new = msgspec.structs.replace(newsroom.entries[0], id=41, title="Just in")
        newsroom.entries.insert(0, new)
        newsroom.events = [
            FeedStarted(1),
            FeedStarted(2),
            FeedDone(1, 1, 0),
            FeedFailed(2, "The server of The Ellery Post does not answer."),
            Finished(),
        ]
        await app.press("R")
        assert newsroom.refreshed[-1] == {feed.id for feed in newsroom.feeds}
        assert app.screen.entries.item == here
        assert app.screen.entries.items[0].title == "Just in"
        assert app.status == "1 new · 1 feed failed (!)"
        (problem,) = app.screen.problems
        assert problem.told == "The Ellery Post: The server of The Ellery Post does not answer."
        assert "33 unread" in app.text


async def test_one_feed_is_refreshed(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("j", "r")
        assert newsroom.refreshed[-1] == {3}
        await app.press("h", "j j j j", "r")
        assert newsroom.refreshed[-1] == {1}


async def test_without_network_and_without_entries_there_is_an_article_that_teaches_the_keys(
    reader, newsroom: FakeNewsroom
) -> None:
    newsroom.entries.clear()
    newsroom.events = [FeedStarted(1), FeedFailed(1, "There is no network."), Finished()]
    async with reader() as app:
        assert "How Nell Ashdown learned to read the news without a mouse" in app.text
        assert "no feed could be fetched (! tells why)" in app.text


async def test_feeds_are_not_fetched_at_the_start_if_the_user_does_not_want_it(reader, newsroom: FakeNewsroom) -> None:
    async with reader(refresh_at_start=False):
        assert newsroom.refreshed == []


async def test_reading_goes_on_where_it_stopped(reader, newsroom: FakeNewsroom) -> None:
    async with reader(SIZES["small"]) as app:
        await app.press("enter", "space", "j")
        top = app.screen.view.top
        await app.press("q", "j", "enter", "q", "k", "enter")
        assert app.screen.view.top == top


async def test_leaving_keeps_the_place(reader, newsroom: FakeNewsroom) -> None:
    async with reader(SIZES["small"], opening=["harbour.html"]) as app:
        await app.press("space", "Q")
        assert newsroom.places == {fiction.harbour().digest: app.screen.view.place}
        assert app.screen.view.place > 0


@pytest.mark.parametrize("sizes", [[(80, 24), (120, 40), (60, 18)], [(200, 60), (64, 20), (250, 70)]])
async def test_a_resize_keeps_the_place(reader, sizes: list[tuple[int, int]]) -> None:
    async with reader(sizes[0], opening=["harbour.html"]) as app:
        view = app.screen.view
        view.reveal_at_top(view.reading.page.text.index("The Harbour Workers"))
        await app.settle()
        target = view.top
        for size in sizes[1:]:
            await app.pilot.resize_terminal(*size)
            await app.settle()
            assert view.shows(target)


async def test_nothing_from_outside_is_taken_for_markup_or_steers_the_terminal(reader, newsroom: FakeNewsroom) -> None:
    nasty = "[red]bold[/] [@click=app.exit]x[/] \x1b[2J\x9b31m \u202egnp.exe [link=http://evil.example]"
    document = fiction.document(f"{nasty} said.\n\n{nasty}", nasty, authors=(nasty,), site=nasty)
    newsroom.sources["nasty"] = Article(document)
    newsroom.entries[0] = msgspec.structs.replace(newsroom.entries[0], title=nasty, outlet=nasty, people=(nasty,))
    async with reader(SIZES["large"], opening=["nasty"]) as app:
        assert "[red]bold[/] [@click=app.exit]x[/]" in app.text
        assert not {"\x1b", "\x9b", "\u202e"} & set(app.text)
        app.screen.trouble(nasty)
        await app.press("!")
        assert "[red]bold[/]" in app.text
    async with reader(SIZES["large"]) as app:
        assert "[red]bold[/] [@click=app.exit]x[/]" in app.text
        assert not {"\x1b", "\x9b", "\u202e"} & set(app.text)


async def test_thousands_of_entries_come_bit_by_bit(reader, newsroom: FakeNewsroom) -> None:
    newsroom.entries = fiction.rows(5000)
    async with reader() as app:
        assert len(app.screen.entries.items) == 5000
        await app.press("G")
        assert app.screen.entries.item.id == 5000


async def test_a_click_on_a_name_focuses_it_and_one_more_shows_its_card(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        row = next(number for number, line in enumerate(app.text.split("\n")) if "Mayor Ingrid" in line)
        column = app.text.split("\n")[row].index("Ingrid") + 2
        await app.pilot.click(offset=(column, row))
        await app.settle()
        assert app.status == "Ingrid Solheim 2 of 5"
        await app.pilot.click(offset=(column, row))
        await app.settle()
        assert "Ingrid Solheim · person" in app.text


async def test_a_click_on_a_quote_tells_its_speaker(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        row = next(number for number, line in enumerate(app.text.split("\n")) if "crane come down" in line)
        await app.pilot.click(offset=(8, row))
        await app.settle()
        assert "— Ingrid Solheim, told (0.95)" in app.status


async def test_a_click_on_a_row_opens_it_and_on_a_key_runs_it(reader) -> None:
    async with reader(SIZES["large"]) as app:
        await app.pilot.click(offset=(60, 1))
        await app.settle()
        assert "A comet" in app.screen.view.article.document.title
        line = app.text.split("\n")[-1]
        await app.pilot.click(offset=(line.index("name"), 59))
        await app.settle()
        assert app.status == "Larkmoor Observatory 1 of 1"


async def test_selected_text_is_that_of_the_document_and_not_of_the_lines(reader) -> None:
    async with reader(SIZES["small"], opening=["harbour.html"]) as app:
        app.screen.view.text_select_all()
        await app.settle()
        text = app.screen.get_selected_text()
        assert "would buy the harbour back from Corvane Holdings, nine years after it was sold." in text
        await app.press("y")
        assert "nine years after" in app.app.clipboard


async def test_the_next_unread_article_is_made_ready_while_this_one_is_read(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("enter")
        assert newsroom.annotated == [fiction.HEADLINES[0][0], fiction.HEADLINES[1][0]]
        assert not newsroom.entries[1].read


async def test_what_cannot_be_made_ready_is_not_a_problem_before_it_is_opened(reader, newsroom: FakeNewsroom) -> None:
    newsroom.unreadable = {2}
    async with reader() as app:
        await app.press("enter")
        assert app.screen.problems == []
        await app.press("n")
        assert app.status == "The page of entry 2 does not answer."


async def test_people_are_shown_in_the_list_as_soon_as_they_are_known(reader, newsroom: FakeNewsroom) -> None:
    newsroom.entries[:2] = [msgspec.structs.replace(row, people=()) for row in newsroom.entries[:2]]
    async with reader(SIZES["large"]) as app:
        await app.press("enter")
        assert app.screen.entries.items[0].people == ("Ingrid Solheim", "Marcus Thane", "Corvane Holdings")
        assert app.screen.entries.items[1].people[0] == "Amara Okonjo"


async def test_the_keys_of_newsboat(reader) -> None:
    async with reader(preset="newsboat") as app:
        await app.press("J", "J", "K")
        assert app.screen.entries.cursor == 1


async def test_settings_come_from_the_configuration(tmp_path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(
        'theme = "nord"\nwidth = 70\nformat = "json"\n[refresh]\nminutes = 5\nat_start = false\n'
        '[keys]\npreset = "newsboat"\n[keys.remap]\n"article.next_quote" = "ctrl+n, gq"\n'
    )
    settings = Settings.of(load(file))
    assert settings == Settings(
        theme="nord",
        preset="newsboat",
        keys={"article.next_quote": ("ctrl+n", "gq")},
        width=70,
        format="json",
        refresh_at_start=False,
        refresh_minutes=5,
    )


async def test_wrong_settings_are_told_and_do_not_keep_the_reader_from_opening(reader) -> None:
    async with reader(theme="no such theme", keys={"save": ["j"]}) as app:
        assert len(app.screen.problems) == 2
        assert "! 2" in app.text
        assert app.app.theme == "quoth-dark"


async def test_the_panel_can_be_left_when_there_is_no_article(reader) -> None:
    async with reader(SIZES["large"]) as app:
        app.screen.go_to("panel")
        await app.press("h h")
        assert app.screen.pane in {"entries", "article"}


async def test_who_is_in_unopened_entries_is_shown_as_it_becomes_known(reader, newsroom: FakeNewsroom) -> None:
    newsroom.caught_up = [msgspec.structs.replace(newsroom.entries[2], people=("Somebody New",))]
    async with reader(SIZES["large"]) as app:
        await app.settle()
        assert app.screen.entries.items[2].people == ("Somebody New",)
        assert "Somebody New" in app.text


async def test_a_problem_leaves_the_text_as_wide_as_the_reader_set_it(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        await app.press("> >")
        widest = app.screen.view.widest
        app.screen.note_problem("The Ellery Post does not answer.")
        assert app.screen.view.widest == widest


async def test_what_is_selected_is_known_as_a_stretch_of_the_page(reader) -> None:
    async with reader(opening=["harbour.html"]) as app:
        view = app.screen.view
        assert view.selected is None
        view.text_select_all()
        await app.pilot.pause()
        assert view.selected == (0, len(view.reading.page.text.rstrip()))


async def test_an_article_read_by_the_rules_of_another_language_says_what_is_not_looked_for(
    reader, newsroom: FakeNewsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = newsroom.open

    async def known(row: EntryRow) -> Article:
        return msgspec.structs.replace(await opening(row), annotations=Annotations("fr-1", rules="fr"))

    monkeypatch.setattr(newsroom, "open", known)
    async with reader() as app:
        await app.press("enter")
        assert (
            app.status == "Read as French: names, and what is in quotation marks; no reported speech, dates or works."
        )
