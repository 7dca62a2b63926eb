"""Settings: looked at and changed in the reader, at the shell, and kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from readers.config import load
from tests.tui.fake import FakeNewsroom
from tui.cli import main


async def test_every_setting_is_shown_with_its_meaning_and_value(reader, newsroom: FakeNewsroom) -> None:
    async with reader((100, 60)) as app:
        await app.press(",")
        for words in ("Settings", "width", "80", "preset", "vim", "minutes", "The library file: all that came"):
            assert words in app.text
        await app.type("pages_a")
        assert "pages_a_day" in app.text
        assert "format" not in app.text
        assert "fetched ahead in a day" in app.text
        await app.press("escape")
        assert app.screen.is_current


async def test_a_number_is_typed_and_holds_at_once(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press("enter", ",")
        await app.type("cells", "enter")
        assert "width:" in app.text
        await app.press("backspace backspace")
        await app.type("999", "enter")
        assert "it is 0 to 500" in app.text
        await app.press("backspace backspace backspace")
        await app.type("64", "enter")
        assert load(newsroom.config_file).width == 64
        assert app.screen.view.widest == 64
        await app.press("enter", "backspace backspace", "enter", "escape")
        assert app.screen.view.widest == 80


async def test_keys_change_at_once(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press(",")
        await app.type("remap", "enter", "backspace backspace")
        await app.type('{star="S"}', "enter", "escape")
        await app.press("S")
        assert app.screen.entries.items[0].starred
        assert app.status == "starred"
        await app.press(",")
        await app.type("preset", "enter", "escape")
        assert load(newsroom.config_file).keys.preset == "newsboat"
        assert app.screen.keymap.of("card") == "gd"


async def test_choices_go_round_and_a_theme_is_seen_while_it_is_chosen(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press(",")
        await app.type("colours", "enter")
        first = app.app.theme
        await app.press("enter")
        assert app.app.theme != first
        assert load(newsroom.config_file).theme == app.app.theme


async def test_a_theme_that_was_chosen_is_kept(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        app.screen.run_id("theme")
        await app.settle()
        await app.type("nord", "down", "enter")
        assert app.app.theme == "nord"
        assert load(newsroom.config_file).theme == "nord"
        assert "kept" in app.status


async def test_escape_leaves_a_value_as_it_was(reader, newsroom: FakeNewsroom) -> None:
    async with reader() as app:
        await app.press(",")
        await app.type("cells", "enter")
        await app.type("1", "escape")
        assert "Settings" in app.text
        assert not newsroom.config_file.exists()


class TestAtTheShell:
    @pytest.fixture(autouse=True)
    def _home(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("QUOTH_HOME", str(tmp_path))

    def run(self, *arguments: str):
        return CliRunner().invoke(main, ["config", *arguments])

    def test_the_sample_is_printed_and_written(self, tmp_path: Path) -> None:
        assert "# width = 80" in self.run().stdout
        assert self.run("--write").stdout.strip() == str(tmp_path / "config.toml")
        assert self.run("--write").exit_code == 1

    def test_a_setting_is_set_looked_at_and_unset(self, tmp_path: Path) -> None:
        assert json.loads(self.run("refresh.minutes", "30").stdout) == {"refresh.minutes": 30}
        assert json.loads(self.run("refresh.minutes").stdout) == {"refresh.minutes": 30}
        assert json.loads(self.run("keys.remap.quit", "q").stdout) == {"keys.remap.quit": "q"}
        assert json.loads(self.run("keys.remap.quit", "--unset").stdout) == {"keys.remap.quit": None}
        assert json.loads(self.run("saved", "~/news").stdout) == {"saved": str(Path.home() / "news")}
        listed = {one["name"]: one for one in json.loads(self.run("--list").stdout)}
        assert (listed["refresh.minutes"]["value"], listed["refresh.minutes"]["default"]) == (30, 60)

    def test_what_is_wrong_is_told(self) -> None:
        for arguments in (["widht", "3"], ["width", "many"], ["widht"]):
            result = self.run(*arguments)
            assert result.exit_code == 1
            assert arguments[0] in result.stderr
        assert self.run("--write", "width").exit_code == 2


async def test_the_search_goes_on_at_its_end_when_a_value_was_typed(reader) -> None:
    async with reader((100, 60)) as app:
        await app.press(",")
        await app.type("pages_a_day", "enter")
        await app.type("7", "enter", "backspace backspace backspace backspace")
        assert app.app.screen.line.value == "pages_a"
