"""The configuration explained and changed: the sample lacks nothing, and nothing of the reader's own is lost."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from readers import config, configuring
from readers.config import Config
from readers.errors import ConfigError


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUOTH_HOME", str(tmp_path))
    return tmp_path


def _names(struct: type, table: str = "") -> set[str]:
    """The settings as msgspec itself has them, without the module under test."""
    found = set()
    for name, kind in struct.__annotations__.items():
        inner = getattr(config, kind, None) if isinstance(kind, str) else kind
        if isinstance(inner, type) and issubclass(inner, msgspec.Struct):
            found |= _names(inner, f"{table}{name}.")
        else:
            found.add(f"{table}{name}")
    return found


def test_every_setting_is_there_with_a_meaning() -> None:
    assert {one.name for one in configuring.settings()} == _names(Config)
    assert [one.name for one in configuring.settings() if len(one.meaning) < 10] == []


def test_the_sample_says_what_holds_anyway_and_every_line_of_it_can_be_made_one_that_counts(home: Path) -> None:
    (home / "config.toml").write_text(configuring.sample(), encoding="utf-8")
    assert config.load() == Config()
    whole = re.sub(r"^# (?=[a-z_\"]+ = )", "", configuring.sample(), flags=re.M)
    (home / "config.toml").write_text(whole, encoding="utf-8")
    found = config.load()
    for setting in configuring.settings():
        assert re.search(rf"^(# )?(\[{re.escape(setting.name)}\]|{setting.name.rpartition('.')[2]} = )", whole, re.M)
        if not isinstance(setting.default, dict):
            assert configuring.value_of(found, setting.name) == setting.default


def test_what_is_set_stands_in_the_sample(home: Path) -> None:
    (home / "config.toml").write_text('width = 70\n[keys.remap]\n"article.quit" = "\\\\"\n', encoding="utf-8")
    found = config.load()
    (home / "config.toml").write_text(configuring.sample(found), encoding="utf-8")
    assert config.load() == found
    assert "\nwidth = 70\n" in configuring.sample(found)


def test_a_change_keeps_comments_and_what_else_there_is(home: Path) -> None:
    file = home / "config.toml"
    file.write_text("# mine\nwidth = 70   # narrow\n\n[refresh]\nminutes = 30 # half an hour\n", encoding="utf-8")
    assert configuring.change("refresh.minutes", "45").refresh.minutes == 45
    assert configuring.change("theme", "nord").theme == "nord"
    assert configuring.change("keys.remap.quit", "q").keys.remap == {"quit": "q"}
    assert configuring.change("keys.remap.article.save", "ctrl+s").keys.remap == {"quit": "q", "article.save": "ctrl+s"}
    text = file.read_text(encoding="utf-8")
    for kept in ("# mine\n", "width = 70   # narrow\n", "minutes = 45 # half an hour\n"):
        assert kept in text
    assert configuring.change("keys.remap.quit", None).keys.remap == {"article.save": "ctrl+s"}
    assert configuring.change("refresh.minutes", None).refresh.minutes == 60
    assert configuring.change("keys.remap", '{save = "S"}').keys.remap == {"save": "S"}


def test_a_file_is_made_where_there_is_none_for_its_owner_alone(home: Path) -> None:
    file = home / "deep" / "own.toml"
    assert configuring.change("refresh.at_start", "no", file).refresh.at_start is False
    assert file.read_text(encoding="utf-8").strip() == "[refresh]\nat_start = false"
    assert file.stat().st_mode & 0o077 == 0


def test_a_linked_file_stays_a_link(home: Path) -> None:
    (home / "dotfiles").mkdir()
    (home / "dotfiles" / "quoth.toml").write_text("# kept elsewhere\n", encoding="utf-8")
    (home / "config.toml").symlink_to(home / "dotfiles" / "quoth.toml")
    configuring.change("width", "66")
    assert (home / "config.toml").is_symlink()
    assert (home / "dotfiles" / "quoth.toml").read_text(encoding="utf-8") == "# kept elsewhere\nwidth = 66\n"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("thme", "nord", ["'thme'", "--list"]),
        ("keys", "x", ["'keys'"]),
        ("width", "wide", ["0 to 500"]),
        ("width", "501", ["0 to 500"]),
        ("refresh.minutes", "-1", ["0 to 10080"]),
        ("refresh.at_start", "perhaps", ["true or false"]),
        ("format", "docx", ["markdown"]),
        ("keys.remap", "quit = q", ["{name"]),
        ("saved", " ", ["path"]),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changed(home: Path, name: str, value: str, words: list[str]) -> None:
    file = home / "config.toml"
    file.write_text("width = 70\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        configuring.change(name, value)
    assert all(word in str(caught.value) for word in words), caught.value
    assert file.read_text(encoding="utf-8") == "width = 70\n"


@pytest.mark.parametrize("text", ["width = \n", "width = 70\nwidth = 71\n", "[keys]\npreset = 'emacs'\n", "keys = 3\n"])
def test_a_file_that_is_broken_already_is_left_as_it_is(home: Path, text: str) -> None:
    (home / "config.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError):
        configuring.change("keys.remap.quit", "q")
    assert (home / "config.toml").read_text(encoding="utf-8") == text


def test_the_sample_is_never_written_over_a_file(home: Path) -> None:
    assert configuring.write_sample() == home / "config.toml"
    assert config.load() == Config()
    with pytest.raises(ConfigError, match="already"):
        configuring.write_sample()


def test_a_setting_that_is_none_is_told_with_what_was_probably_meant() -> None:
    with pytest.raises(ConfigError, match=r"no setting 'refresh.minuts'. Did you mean `refresh.minutes`\?"):
        configuring.named("refresh.minuts")
