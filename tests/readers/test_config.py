"""The configuration: all of it optional, and every mistake in it named."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from readers import config
from readers.errors import ConfigError
from readers.save.files import FORMATS


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUOTH_HOME", str(tmp_path))
    return tmp_path


def test_without_a_file_everything_has_a_value(home: Path) -> None:
    found = config.load()
    assert (found.library, found.saved) == (home / "library.db", home / "saved")
    assert (found.theme, found.model, found.keys.preset, found.refresh.minutes) == ("", "", "vim", 60)


def test_what_the_file_says_holds_and_the_rest_stays(home: Path) -> None:
    (home / "config.toml").write_text(
        """
        theme = "nord"
        saved = "~/notes"

        [keys]
        preset = "newsboat"
        [keys.remap]
        "article.next_quote" = "ctrl+n"

        [refresh]
        minutes = 15
        """,
        encoding="utf-8",
    )
    found = config.load()
    assert (found.theme, found.keys.preset, found.refresh.minutes) == ("nord", "newsboat", 15)
    assert found.saved == Path.home() / "notes"
    assert found.keys.remap == {"article.next_quote": "ctrl+n"}
    assert found.library == home / "library.db"


def test_without_quoth_home_the_system_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUOTH_HOME")
    paths = (config.default_config(), config.default_library(), config.default_saved())
    assert all(path.is_absolute() for path in paths)
    assert [path.name for path in paths] == ["config.toml", "library.db", "Quoth"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("theme = \n", ["not TOML", "line 1"]),
        ("thme = 'nord'", ["thme"]),
        ("theme = 3", ["theme", "str"]),
        ("saved = 3", ["saved", "path"]),
        ("saved = ''", ["saved", "path"]),
        ("[keys]\npreset = 'emacs'", ["keys.preset", "emacs", "known are vim, newsboat"]),
        ("format = 'docx'", ["format", "docx", "known are markdown, json, html"]),
        ("[refresh]\nminutes = -1", ["refresh.minutes", ">= 0"]),
        ("[refresh]\nminuets = 1", ["minuets", "refresh"]),
        ("theme = '\\ud800'\n\xff", []),
    ],
)
def test_a_mistake_is_told_with_its_file_and_place(home: Path, text: str, words: list[str]) -> None:
    file = home / "config.toml"
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(ConfigError) as caught:
        config.load()
    for word in (str(file), *words):
        assert word in str(caught.value)


def test_a_file_that_was_named_must_be_there(home: Path) -> None:
    with pytest.raises(ConfigError, match="no configuration file"):
        config.load(home / "other.toml")
    with pytest.raises(ConfigError, match="cannot be read"):
        config.load(home)


def test_importing_it_loads_nothing_heavy() -> None:
    code = "import sys, readers.config; print('platformdirs' in sys.modules, 'tomllib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split() == [
        "False",
        "False",
    ]


def test_every_format_of_saved_articles_can_be_the_usual_one(home: Path) -> None:
    for name in FORMATS:
        (home / "config.toml").write_text(f'format = "{name}"')
        assert config.load().format == name
