"""Saving as wished, with what will be written seen before; and many, which goes on after a stop."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec
import pytest

from readers.errors import SaveError
from readers.save.files import Saved
from tests.tui.fake import FakeNewsroom


async def test_format_and_folder_are_asked_for_and_what_will_be_written_is_shown(
    reader, newsroom: FakeNewsroom, tmp_path: Path
) -> None:
    async with reader() as app:
        await app.press("S")
        assert "no article to save" in app.status
        await app.press("enter", "S")
        assert "Save “Saltmarsh Bay wants its harbour back" in app.text
        assert "article.md is new" in app.text
        assert "title: " in app.text
        await app.press("tab")
        assert "article.json is new" in app.text
        assert '"$schema"' in app.text or '"text"' in app.text
        await app.press("shift+tab", "ctrl+u")
        await app.type(str(tmp_path / "news"))
        (tmp_path / "news").mkdir()
        (tmp_path / "news" / "article.md").touch()
        await app.press("x", "backspace")
        assert "article.md is there, and renewed" in app.text
        await app.press("tab", "enter")
        assert newsroom.saved[0][1] == "json"
        assert newsroom.saved_in == [tmp_path / "news"]
        assert "saved " in app.status
        await app.press("S", "escape")
        assert len(newsroom.saved) == 1


async def test_what_is_wrong_is_told_in_the_dialog(reader, newsroom: FakeNewsroom, monkeypatch) -> None:
    async def plan_save(*_: object) -> None:
        raise SaveError("There is no such place.")

    monkeypatch.setattr(newsroom, "plan_save", plan_save)
    async with reader() as app:
        await app.press("enter", "S")
        assert "There is no such place." in app.text


async def test_a_long_file_is_scrolled(reader) -> None:
    async with reader() as app:
        await app.press("enter", "S")
        top = app.text
        await app.press("pagedown", "down")
        assert app.text != top
        await app.press("pageup", "up")
        assert app.text == top


async def test_selected_entries_are_saved_as_wished(reader, newsroom: FakeNewsroom, tmp_path: Path) -> None:
    async with reader() as app:
        await app.press("V", "j", "j", "S")
        assert "Save 3 articles" in app.text
        assert "the first: article.md is new" in app.text
        await app.press("tab", "ctrl+u")
        await app.type(str(tmp_path), "enter")
        await app.settle()
        assert [style for _, style in newsroom.saved] == ["json"] * 3
        assert newsroom.saved_in == [tmp_path] * 3
        assert app.status == "saved 3"
        assert await newsroom.remembered("saving") == ""


async def test_a_saving_that_was_stopped_goes_on_at_the_next_start(
    reader, newsroom: FakeNewsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    save, waits = newsroom.save, asyncio.Event()

    async def slow(article, style, folder=None, *, one_of_many):
        if len(newsroom.saved) == 2:
            await waits.wait()
        return await save(article, style, folder, one_of_many=one_of_many)

    monkeypatch.setattr(newsroom, "save", slow)
    async with reader() as app:
        await app.press("V", "j", "j", "j", "j")
        app.screen.run_id("save")
        for _ in range(200):
            await app.pilot.pause(0.01)
            if len(newsroom.saved) == 2:
                break
        assert "saving 3 of 5" in app.text
    assert len(newsroom.saved) == 2
    assert len(msgspec.json.decode(await newsroom.remembered("saving"))) == 3
    monkeypatch.setattr(newsroom, "save", save)
    async with reader() as app:
        await app.settle()
        assert len(newsroom.saved) == 5
        assert len({article.row.id for article, _ in newsroom.saved}) == 5
        assert newsroom.finished == [5], "the notes over all articles are written once, at the end"
        assert await newsroom.remembered("saving") == ""
    async with reader():
        assert len(newsroom.saved) == 5


async def test_more_that_are_selected_meanwhile_come_after_those(
    reader, newsroom: FakeNewsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    save, waits = newsroom.save, asyncio.Event()

    async def slow(article, style, folder=None, *, one_of_many):
        await waits.wait()
        return await save(article, style, folder, one_of_many=one_of_many)

    monkeypatch.setattr(newsroom, "save", slow)
    async with reader() as app:
        await app.press("V", "j")
        app.screen.run_id("save")
        for _ in range(200):
            await app.pilot.pause(0.01)
            if await newsroom.remembered("saving"):
                break
        await app.pilot.press("V", "j", "j")
        app.screen.run_id("save")
        await app.pilot.pause(0.05)
        waits.set()
        await app.settle()
        assert len({article.row.id for article, _ in newsroom.saved}) == len(newsroom.saved) == 4


async def test_a_folder_of_nobody_is_told_and_another_may_be_typed(
    reader, newsroom: FakeNewsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with reader() as app:
        await app.press("enter", "S", "ctrl+u")
        await app.type("~nobody-of-this-name", "enter")
        assert "There is no folder ~nobody-of-this-name" in app.text
        await app.press("ctrl+u")
        await app.type("notes", "enter")
        assert newsroom.saved_in == [tmp_path / "notes"]


async def test_of_many_too_it_is_told_where_what_was_changed_by_hand_is(
    reader, newsroom: FakeNewsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def save(article, style, folder=None, *, one_of_many) -> Saved:
        return Saved(tmp_path / "pier.md", tmp_path / "pier.md.yours-1")

    monkeypatch.setattr(newsroom, "save", save)
    async with reader() as app:
        await app.press("V", "j", "s")
        assert [one.told for one in app.screen.problems] == ["what you changed in pier.md is in pier.md.yours-1"] * 2
