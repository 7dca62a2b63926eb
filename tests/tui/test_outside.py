"""The world outside: browsers, pipes, bookmarks, macros, an editor, and whoever is told of what is new."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
from rich.cells import cell_len

from readers.config import Browser, Commands, Notify
from readers.model import Enclosure, FeedOptions
from readers.news.refresh import FeedDone, Finished
from tests.tui.fake import FakeNewsroom
from tui.actions.outside import telling


def writes(file: Path) -> str:
    """A command that writes its arguments to a file, one a line."""
    return f'{sys.executable} -c \'import sys; open(sys.argv[1], "w").write("\\n".join(sys.argv[2:]))\' {file}'


async def read(app, file: Path) -> list[str]:
    for _ in range(300):
        if file.exists() and file.read_text():
            return file.read_text().splitlines()
        await app.pilot.pause(0.02)
    raise AssertionError(f"{file} was not written")


async def test_a_browser_of_ones_own_opens_the_address(reader, newsroom: FakeNewsroom, tmp_path: Path) -> None:
    file = tmp_path / "opened"
    async with reader(browser=Browser(command=writes(file))) as app:
        await app.press("o")
        assert await read(app, file) == [newsroom.entries[0].link]
        assert "opened" in app.status


async def test_there_may_be_one_for_each_kind(reader, newsroom: FakeNewsroom, tmp_path: Path) -> None:
    from tui.actions.outside import programs

    browser = Browser(command="false", picture=writes(tmp_path / "picture"), media=writes(tmp_path / "media"))
    async with reader(browser=browser) as app:
        programs.open_address(app.screen, "https://a.example/x.png", "picture")
        programs.open_address(app.screen, "https://a.example/talk.MP3?x=1")
        assert await read(app, tmp_path / "picture") == ["https://a.example/x.png"]
        assert await read(app, tmp_path / "media") == ["https://a.example/talk.MP3?x=1"]
        programs.open_address(app.screen, "file:///etc/passwd")
        assert "no web address" in app.status


async def test_an_article_and_a_quote_are_piped_and_what_comes_back_is_shown(reader) -> None:
    async with reader() as app:
        await app.press("enter", "P")
        assert "pipe the article to" in app.text
        await app.type("cat", "enter")
        assert "Saltmarsh Bay wants its harbour back" in app.text
        await app.press("escape", "] q", "P")
        assert "pipe the quote to" in app.text
        await app.type("wc")
        await app.press("space")
        await app.type("-l", "enter")
        assert app.status == "wc: 3"
        await app.press("P", "ctrl+u")
        await app.type("false", "enter")
        assert "ended with an error" in app.screen.problems[-1].told


async def test_a_quote_is_copied_with_who_said_it_where_and_when(reader) -> None:
    async with reader() as app:
        await app.press("enter", "Y")
        assert "no quote at hand" in app.status
        await app.press("] q", "Y")
        words, speaker, source = app.app.clipboard.splitlines()
        assert words.startswith("“")
        assert speaker.startswith("— ")
        for part in ("Bay Courier", "Saltmarsh Bay wants its harbour back", "2026-", "https://"):
            assert part in source


async def test_the_form_that_a_quote_is_copied_in_is_a_setting_and_a_choice(reader, newsroom: FakeNewsroom) -> None:
    async with reader(quote="markdown") as app:
        await app.press("enter", "z y")
        assert "no quote at hand" in app.status
        await app.press("] q", "Y")
        assert app.app.clipboard.startswith("> “")
        assert app.status == "copied the quote as Markdown · zy: other ways"
        await app.press("z y")
        assert "Markdown, as Y does" in app.text
        await app.press("b")
        assert app.app.clipboard.startswith("@online{")
        assert "as a citation in BibTeX" in app.status
        assert "the quote found by the annotator" in app.app.clipboard, "a citation tells whence it is"
        await app.press("z y", "escape")
        assert app.app.clipboard.startswith("@online{")
        await app.press("z y", "p")
        assert newsroom.cards == [(1, "png", True)]
        assert app.status == "saved the quote as a picture: /saved/card-q1.png"


async def test_the_quote_under_the_panels_cursor_is_one_at_hand(reader) -> None:
    async with reader() as app:
        await app.press("enter", "2", "j", "Y")
        assert app.app.clipboard.startswith("“"), app.status


async def test_a_bookmark_is_given_to_the_command_for_it(reader, newsroom: FakeNewsroom, tmp_path: Path) -> None:
    async with reader() as app:
        await app.press("B")
        assert "commands.bookmark" in app.status
    file = tmp_path / "kept"
    async with reader(commands=Commands(bookmark=f"{writes(file)} %u %t %f")) as app:
        await app.press("B")
        row = newsroom.entries[0]
        assert await read(app, file) == [row.link, row.title, row.outlet]
        assert "bookmarked" in app.status


async def test_a_macro_does_several_commands_one_after_the_other(reader, newsroom: FakeNewsroom, tmp_path) -> None:
    file = tmp_path / "told"
    async with reader(macros={"f5": f"star ; enter ; run {writes(file)} %t"}) as app:
        await app.press("f5")
        assert newsroom.entries[0].starred
        assert app.screen.pane == "article"
        assert await read(app, file) == [newsroom.entries[0].title]
        await app.press("?")
        await app.type("macro")
        assert "F5" in app.text


async def test_a_macro_goes_before_a_key_of_the_preset_and_what_is_wrong_in_it_is_told(reader) -> None:
    async with reader(macros={"q": "star", "f6": "dance ; star"}) as app:
        told = " ".join(one.told for one in app.screen.problems)
        assert "The key q is “Macro q”, as you want it, and no longer “Back”." in told
        assert "'dance'" in told
        await app.press("q")
        assert app.status == "starred"
        await app.press("f6")
        assert "'dance'" in app.screen.problems[-1].told


async def test_a_command_that_cannot_be_read_is_told_and_ends_nothing(reader) -> None:
    async with reader(browser=Browser(command="fire'fox")) as app:
        await app.press("o")
        assert "quotation marks" in app.screen.problems[-1].told


async def test_nor_does_one_that_was_typed(reader) -> None:
    async with reader() as app:
        await app.press("enter", "P")
        await app.type("it's", "enter")
        assert "quotation marks" in app.screen.problems[-1].told
        await app.press("q", "j")


async def test_nor_one_that_an_answer_leads_to(reader, newsroom: FakeNewsroom) -> None:
    newsroom.files[newsroom.entries[0].id] = (Enclosure("https://a.example/talk.mp3", "audio/mpeg", 2_000_000, 1800),)
    async with reader(browser=Browser(media="mp'v")) as app:
        await app.press("z a", "enter", "o")
        assert "quotation marks" in app.screen.problems[-1].told
        await app.press("j")


async def test_nor_one_that_needs_the_terminal_and_is_not_there(reader) -> None:
    async with reader() as app:
        await app.press("enter", "P")
        await app.type("!no-such-program", "enter")
        assert app.screen.problems
        await app.press("q", "j")


async def test_new_entries_are_told_of(reader, newsroom: FakeNewsroom, tmp_path: Path) -> None:
    file = tmp_path / "new"
    newsroom.events = [FeedDone(1, new=2), FeedDone(2, new=1), Finished(fetched=2, new=3)]
    async with reader(notify=Notify(command=f"{writes(file)} %n %t"), refresh_at_start=False) as app:
        await app.press("R")
        assert await read(app, file) == ["3", next(row.title for row in newsroom.entries if not row.read)]


async def test_they_may_be_told_of_some_feeds_alone(reader, newsroom: FakeNewsroom) -> None:
    newsroom.feeds[0] = msgspec.structs.replace(newsroom.feeds[0], options=FeedOptions(notify=True))
    newsroom.feeds[1] = msgspec.structs.replace(newsroom.feeds[1], options=FeedOptions(muted=True))
    async with reader(notify=Notify(all_feeds=False)) as app:
        assert telling.counted(app.screen, {1: 2, 2: 4, 3: 8}) == 2
    async with reader() as app:
        assert telling.counted(app.screen, {1: 2, 2: 4, 3: 8, 99: 16}) == 10


def test_what_the_terminal_tells_has_no_sequence_of_a_feed_in_it() -> None:
    evil = "a\x1b]0;x\x07;b\n"
    for kind in ("osc9", "osc777"):
        told = telling.sequence(kind, 2, evil)
        assert told.startswith("\x1b]")
        assert told.endswith("\x07")
        assert told.count("\x1b") == told.count("\x07") == 1
    assert telling.sequence("osc777", 2, evil).count(";") == 3
    assert telling.sequence("off", 2, evil) == ""


async def test_files_of_an_entry_are_listed_opened_and_downloaded(
    reader, newsroom: FakeNewsroom, tmp_path: Path
) -> None:
    file = tmp_path / "played"
    url = "https://a.example/talk.mp3"
    newsroom.files[newsroom.entries[0].id] = (Enclosure(url, "audio/mpeg", 2_000_000, 1800),)
    async with reader(browser=Browser(media=writes(file))) as app:
        await app.press("z a")
        assert "talk.mp3 · audio/mpeg · 2.0 MB · 30 min" in app.text
        await app.press("enter", "o")
        assert await read(app, file) == [url]
        await app.press("z a", "enter", "d")
        assert f"downloaded files/{newsroom.entries[0].id}.mp3" in app.status
        await app.press("j", "j", "j", "z a")
        assert "attaches no files" in app.status


def test_tmux_passes_on_what_the_terminal_is_told_with(monkeypatch) -> None:
    told = telling.sequence("osc9", 2, "A comet")
    monkeypatch.delenv("TMUX", raising=False)
    assert telling.through_tmux(told) == told
    monkeypatch.setenv("TMUX", "here,1,0")
    assert telling.through_tmux(told) == "\x1bPtmux;\x1b\x1b]9;Quoth: 2 new: A comet\x07\x1b\\"
    assert telling.through_tmux("") == ""


async def test_long_lines_of_what_a_command_says_can_be_read_whole(reader) -> None:
    async with reader() as app:
        await app.press("enter", "P")
        await app.type("tr")
        await app.press("space")
        await app.type("a-z")
        await app.press("space")
        await app.type("A-Z", "enter")
        lines = app.app.screen.lines
        shown = " ".join("".join(text for text, _ in line.row.left) for line in lines.items)
        assert "NINE YEARS AFTER IT WAS SOLD" in " ".join(shown.split())
        assert all(cell_len(text) <= lines.size.width - 3 for line in lines.items for text, _ in line.row.left)
